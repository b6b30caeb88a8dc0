"""``--all``: one verdict each, one summary, one exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "report.schema.json").read_text("utf-8"))
HEAD = (
    'name = "{name}"\nmain = "src/main.py"\ncompatibility_date = "2026-10-01"\n'
    'compatibility_flags = ["python_workers"]\n'
)
BROKEN = {3, 17, 24}


def lay_out(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")


@pytest.fixture
def monorepo(tmp_path: Path) -> Path:
    """Thirty Workers, three of which import with the prefix of the module root."""
    for number in range(30):
        imports = "from src.lib import x\n" if number in BROKEN else "from lib import x\n"
        files = {"src/main.py": imports, "src/lib.py": "x = 1\n", "wrangler.toml": HEAD.format(name=f"w{number}")}
        lay_out(tmp_path, {f"apps/w{number:02}/{path}": text for path, text in files.items()})
    lay_out(
        tmp_path,
        {
            ".git/HEAD": "",
            "apps/site/wrangler.jsonc": '{"name": "site", "main": "index.js"}',
            "apps/site/index.js": "",
            "node_modules/x/wrangler.toml": "main = ",
            "apps/w00/python_modules/x/wrangler.toml": "main = ",
            "apps/w01/.venv/pyvenv.cfg": "",
            "apps/w01/.venv/wrangler.toml": "main = ",
            "apps/w02/.wrangler/tmp/wrangler.toml": "main = ",
        },
    )
    return tmp_path


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "graphcheck", *arguments, "--no-cache"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert "Traceback" not in done.stderr
    return done


def report(folder: Path, expect: int) -> Any:
    done = run(folder, "report", "--all", "--format", "json")
    assert done.returncode == expect, done.stderr
    return json.loads(done.stdout)


def test_thirty_workers(monorepo: Path) -> None:
    document = report(monorepo, 1)

    assert document["schema"] == "graphcheck-all/1"
    assert [worker["folder"] for worker in document["workers"]] == [f"apps/w{number:02}" for number in range(30)]
    failing = {number for number, worker in enumerate(document["workers"]) if not worker["startup"]["starts"]}
    assert failing == BROKEN
    for worker in document["workers"]:
        Draft202012Validator(SCHEMA).validate(worker)
    assert document["summary"] == {
        "workers": 30,
        "starting": 27,
        "broken": 0,
        "skipped": 1,
        "findings": {"error": 3, "warning": 0, "info": 0},
        "ignored": 0,
        "complete": True,
    }
    assert [skipped["folder"] for skipped in document["skipped"]] == ["apps/site"]


def test_check_prints_places_from_the_folder_and_one_verdict_each(monorepo: Path) -> None:
    done = run(monorepo, "check", "--all", "apps")

    assert done.returncode == 1
    places = [line.partition(": error[GC101]")[0] for line in done.stdout.splitlines()]
    assert places == [f"w{number:02}/src/main.py:1:6" for number in sorted(BROKEN)]
    lines = done.stderr.splitlines()
    assert sum(line.startswith("w") for line in lines) == 30
    assert lines[-1] == "30 Workers: 27 start, 3 will not, 1 configuration without Python skipped, 3 errors, 0 warnings"


def test_the_text_has_a_page_for_each_worker_that_fails(monorepo: Path) -> None:
    done = run(monorepo, "report", "--all")

    headings = [line for line in done.stdout.splitlines() if line.startswith("===")]
    assert headings == [f"=== apps/w{number:02} ===" for number in sorted(BROKEN)]


def test_a_broken_configuration_does_not_stop_the_others(monorepo: Path) -> None:
    lay_out(
        monorepo,
        {
            "apps/w05/wrangler.toml": 'name = "w"\nmain = \n',
            "apps/w06/wrangler.toml": HEAD.format(name="w") + "base_dir = 1\n",
        },
    )
    document = report(monorepo, 2)

    assert document["summary"]["workers"] == 28
    assert [(each["folder"], each["problems"][0]["line"]) for each in document["broken"]] == [
        ("apps/w05", 2),
        ("apps/w06", 5),
    ]
    done = run(monorepo, "check", "--all")
    assert done.returncode == 2
    assert "apps/w05/wrangler.toml:2:" in done.stdout
    assert "28 start" not in done.stderr
    assert "2 cannot be read" in done.stderr


def test_all_start(monorepo: Path) -> None:
    assert run(monorepo / "apps/w00", "check", "--all").returncode == 0
    assert run(monorepo, "check", "--all", "--fail-on", "never").returncode == 0


def test_in_one_folder_wranglers_first_name_counts(monorepo: Path) -> None:
    lay_out(monorepo, {"apps/w03/wrangler.jsonc": '{"name": "other", "main": "index.js"}', "apps/w03/index.js": ""})

    assert report(monorepo, 1)["summary"]["skipped"] == 2


def test_a_configuration_above_does_not_take_over(monorepo: Path) -> None:
    lay_out(monorepo, {"wrangler.json": '{"name": "top", "main": "index.js"}', "index.js": ""})

    assert report(monorepo, 1)["summary"]["workers"] == 30


def test_nothing_to_analyse(monorepo: Path) -> None:
    assert run(monorepo, "check", "--all", "apps/site").returncode == 4
    assert run(monorepo, "check", "--all", "apps/w00/src").returncode == 4
    assert run(monorepo, "check", "--all", "--config", "x").returncode == 2


def test_one_baseline_for_all(monorepo: Path) -> None:
    assert run(monorepo, "check", "--all", "--write-baseline", "known.json").returncode == 0

    done = run(monorepo, "check", "--all", "--baseline", "known.json")
    assert (done.returncode, done.stdout) == (0, "")
    assert "27 start, 3 will not" in done.stderr
    assert "1 ignored" in done.stderr
    lay_out(monorepo, {"apps/w07/src/main.py": "import src.lib\n"})
    assert "apps/w07/src/main.py:1" in run(monorepo, "check", "--all", "--baseline", "known.json").stdout


def test_an_error_that_is_no_import_stops_a_worker_too(tmp_path: Path) -> None:
    reads = 'from pathlib import Path\n\nWORDS = (Path(__file__).parent / "words.json").read_text()\n'
    lay_out(tmp_path, {"wrangler.toml": HEAD.format(name="w"), "src/main.py": reads, "src/words.json": "[]"})

    alone, all_of_them = run(tmp_path, "check"), run(tmp_path, "check", "--all")

    assert "the Worker will not start" in alone.stderr
    assert "1 Worker: 0 start, 1 will not" in all_of_them.stderr


def test_shared_packages_nested_workers_and_templates(monorepo: Path) -> None:
    nested = HEAD.format(name="inner").replace("src/main.py", "main.py")
    shared = HEAD.format(name="shared").replace("src/main.py", "apps/main.py") + 'base_dir = "."\n'
    lay_out(
        monorepo,
        {
            "shared/wrangler.toml": shared,
            "shared/apps/main.py": "from common.lib import x\n",
            "shared/common/lib.py": "from src.lib import x\n",
            "apps/w05/inner/wrangler.toml": nested,
            "apps/w05/inner/main.py": "import os\n",
            "templates/worker/wrangler.toml": 'name = "{{ slug }}"\nmain = "src/main.py"\n',
            "templates/other/wrangler.jsonc": '{"name": "<%= name %>", "main": "src/main.py"}',
        },
    )
    done = run(monorepo, "check", "--all")

    assert done.returncode == 1
    assert "shared/common/lib.py:1:6: error[GC103]" in done.stdout
    assert "apps/w05/inner   starts" in done.stderr
    assert "templates" not in done.stderr
    assert "32 Workers: 28 start, 4 will not, 3 configurations without Python skipped" in done.stderr


@pytest.mark.parametrize("folder", [".", "apps", "apps/w03"])
def test_annotations_have_the_paths_of_the_repository(folder: str, monorepo: Path) -> None:
    every = () if folder.endswith("w03") else ("--all",)
    lines = run(monorepo / folder, "check", *every, "--format", "github").stdout.splitlines()
    document = json.loads(run(monorepo / folder, "check", *every, "--format", "sarif").stdout)

    assert any(line.startswith("::error file=apps/w03/src/main.py,line=1,") for line in lines) is (3 in BROKEN)
    places = [each["locations"][0]["physicalLocation"]["artifactLocation"] for each in document["runs"][0]["results"]]
    assert len(places) == len(lines)
    assert all(place["uri"].startswith("apps/") for place in places)


def test_fix_repairs_every_worker_and_says_which(monorepo: Path) -> None:
    lay_out(monorepo, {"apps/odd/wrangler.toml": "name = ", "apps/new/wrangler.toml": 'name = "{{ name }}\n'})
    shown = run(monorepo, "fix", "--all")
    written = run(monorepo, "fix", "--all", "--write")
    again = run(monorepo, "fix", "--all")

    assert shown.returncode == 2
    assert shown.stdout.count("--- a/apps/w") == len(BROKEN)
    assert shown.stderr.splitlines()[-1] == "31 Workers: 3 edits; --write makes them"
    assert [line for line in written.stderr.splitlines() if line.startswith("fixed")] == [
        f"fixed 1 in apps/w{number:02}/src/main.py" for number in sorted(BROKEN)
    ]
    assert again.stdout == ""
    assert again.stderr.splitlines()[-1] == "31 Workers: nothing to fix"
    assert any(line.startswith("left alone: apps/odd: ") for line in again.stderr.splitlines())
    (monorepo / "apps/odd/wrangler.toml").unlink()
    assert run(monorepo, "fix", "--all").returncode == 0
    assert run(monorepo, "check", "--all").returncode == 0
