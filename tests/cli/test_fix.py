"""``graphcheck fix --write``: afterwards there is nothing left to fix, and nothing but imports and settings changed."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[2] / "sample_projects"
HEAD = (
    'name = "w"\nmain = "src/main.py"  # entry\ncompatibility_date = "2026-10-01"\n'
    'compatibility_flags = ["python_workers"]\n'
)
IMPORT = re.compile(r"[+-]\s*(from [\w.]+ import .*|import [\w., ]+|.*import_module\(.*)")


def run(folder: Path, *arguments: str, expect: int) -> str:
    command = [sys.executable, "-m", "graphcheck", *arguments, "--no-cache"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert "Traceback" not in done.stderr
    assert done.returncode == expect, done.stdout + done.stderr
    return done.stdout


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "core.autocrlf=false"]
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def lay_out(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())
    git(folder, "init", "-q")
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "-q", "-m", "before")
    return folder


def changed_lines(folder: Path) -> list[str]:
    diff = git(folder, "diff", "--unified=0").splitlines()
    return [line for line in diff if line[:1] in "+-" and not line.startswith(("+++", "---"))]


@pytest.mark.parametrize("sample", ["010-root-prefix", "060-relative-import"])
def test_a_sample_starts_after_it(sample: str, tmp_path: Path) -> None:
    shutil.copytree(SAMPLES / sample, tmp_path, dirs_exist_ok=True)
    lay_out(tmp_path, {})
    run(tmp_path, "report", expect=1)
    diff = run(tmp_path, "fix", expect=1)
    run(tmp_path, "fix", "--write", expect=0)

    run(tmp_path, "report", expect=0)
    assert changed_lines(tmp_path)
    assert all(IMPORT.fullmatch(line) for line in changed_lines(tmp_path))
    assert run(tmp_path, "fix", expect=0) == ""
    git(tmp_path, "checkout", "-q", ".")
    subprocess.run(["git", "apply"], cwd=tmp_path, input=diff.encode(), check=True)
    run(tmp_path, "report", expect=0)


def test_every_form_of_a_root_prefix(tmp_path: Path) -> None:
    main = (
        "import importlib\n"
        "import src.core.db\n"
        "import src.core.db as database\n"
        "import json, src.util  # both\n"
        "from src.core import db\n"
        "from src import util as tools, core\n"
        "from src.util import *\n"
        'late = importlib.import_module("src.late")\n'
        "def handler():\n"
        "    from src.late import x\n"
        "    return src.core.db.query(src.util.y), x\n"
    )
    folder = lay_out(
        tmp_path,
        {
            "wrangler.toml": HEAD,
            "src/main.py": main,
            "src/core/__init__.py": "",
            "src/core/db.py": "from src.util import y\ndef query(z): return y\n",
            "src/util.py": "y = 1\n",
            "src/late.py": "x = 1\n",
        },
    )
    run(folder, "fix", "--write", expect=0)

    fixed = main.replace("from src import util as tools, core", "import util as tools, core")
    fixed = fixed.replace("from src.", "from ").replace("src.", "")
    assert (folder / "src/main.py").read_text("utf-8") == fixed
    assert run(folder, "check", expect=0) == ""
    assert run(folder, "fix", expect=0) == ""


def test_line_ends_and_byte_order_mark_stay(tmp_path: Path) -> None:
    files = {
        "wrangler.toml": HEAD,
        "src/main.py": "\ufeffx = 'ä'\r\nimport src.a\r\nsrc.a.f()\r\n",
        "src/a.py": "f = print\n",
    }
    folder = lay_out(tmp_path, files)
    run(folder, "fix", "--write", expect=0)

    assert (folder / "src/main.py").read_bytes() == "\ufeffx = 'ä'\r\nimport a\r\na.f()\r\n".encode()


@pytest.mark.parametrize("name", ["wrangler.toml", "wrangler.jsonc"])
def test_base_dir_instead(name: str, tmp_path: Path) -> None:
    shutil.copytree(SAMPLES / "010-root-prefix", tmp_path, dirs_exist_ok=True)
    if name == "wrangler.jsonc":
        (tmp_path / "wrangler.toml").unlink()
        jsonc = (
            '{\n  "name": "api",\n  "main": "backend/src/main.py", // entry\n  "compatibility_date": "2026-03-01",\n'
        )
        (tmp_path / name).write_text(jsonc + '  "compatibility_flags": ["python_workers"]\n}\n', "utf-8")
    lay_out(tmp_path, {})
    assert "graphcheck fix --with base-dir" in run(tmp_path, "report", expect=1)
    run(tmp_path, "fix", "--with", "base-dir", "--write", expect=0)

    run(tmp_path, "report", expect=0)
    (line,) = changed_lines(tmp_path)
    assert line in ('+base_dir = "backend"', '+  "base_dir": "backend",')
    assert run(tmp_path, "fix", "--with", "base-dir", expect=0) == ""


def test_base_dir_is_not_offered_where_other_imports_lack_the_prefix(tmp_path: Path) -> None:
    files = {"wrangler.toml": HEAD, "src/main.py": "import src.a\nimport b\n", "src/a.py": "", "src/b.py": ""}

    assert run(lay_out(tmp_path, files), "fix", "--with", "base-dir", expect=0) == ""


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("wrangler.toml", 'name = "w"\nmain = "m.py"\n[vars]\n', '+compatibility_flags = ["python_workers"]'),
        (
            "wrangler.jsonc",
            '{\n  "main": "m.py", // why\n  "name": "w"\n}\n',
            '+  "compatibility_flags": ["python_workers"],',
        ),
    ],
)
def test_a_missing_flag(name: str, before: str, after: str, tmp_path: Path) -> None:
    folder = lay_out(tmp_path, {name: before, "m.py": ""})
    run(folder, "fix", "--write", "--date", "2026-10-01", expect=0)

    assert changed_lines(folder) == [after]
    run(folder, "check", "--date", "2026-10-01", "--select", "GC303", expect=0)


def test_imports_through_python_modules(tmp_path: Path) -> None:
    main = "from python_modules.pad import left\nimport python_modules.pad.left\nprint(python_modules.pad.left.x)\n"
    files = {
        "wrangler.toml": HEAD,
        "src/main.py": main,
        "python_modules/pad/__init__.py": "",
        "python_modules/pad/left.py": "x = 1\n",
    }
    folder = lay_out(tmp_path, files)
    run(folder, "check", "--fail-on", "warning", expect=1)
    run(folder, "fix", "--write", expect=0)

    assert (folder / "src/main.py").read_text("utf-8") == main.replace("python_modules.", "")
    run(folder, "check", "--fail-on", "warning", expect=0)


def test_stale_ignores_are_removed(tmp_path: Path) -> None:
    main = (
        "# graphcheck: ignore-file[GC302]\n"
        "import json  # graphcheck: ignore\n"
        "# graphcheck: ignore[GC101] above\n"
        "import left_pad  # noqa # graphcheck: ignore[GC103, GC302] why\n"
        "x = 1  # graphcheck: ignore[GC101]  # type: ignore\n"
        "# graphcheck: ignore"
    )
    folder = lay_out(tmp_path, {"wrangler.toml": HEAD, "src/main.py": main})
    run(folder, "fix", "--write", expect=0)

    fixed = "import json\nimport left_pad  # noqa # graphcheck: ignore[GC103] why\nx = 1  # type: ignore"
    assert (folder / "src/main.py").read_text("utf-8") == fixed
    assert run(folder, "check", expect=0) == ""


@pytest.mark.parametrize(
    "statement",
    [
        "from . import (\n    a,  # why\n    b,\n)\n",
        "import src.a\nsrc = 1\n",
        '__import__("src.a")\n',
        "from src import missing\n",
    ],
)
def test_what_cannot_be_done_safely_is_left(statement: str, tmp_path: Path) -> None:
    files = {"wrangler.toml": HEAD, "src/main.py": statement, "src/a.py": "", "src/b.py": ""}

    assert run(lay_out(tmp_path, files), "fix", expect=0) == ""


def test_names_of_the_package_without_a_name(tmp_path: Path) -> None:
    main = "from . import (\n    a,\n    b as c,\n)\nif a:\n    from . import b\n"
    folder = lay_out(tmp_path, {"wrangler.toml": HEAD, "src/main.py": main, "src/a.py": "", "src/b.py": ""})
    run(folder, "fix", "--write", expect=0)

    assert (folder / "src/main.py").read_text("utf-8") == "import a, b as c\nif a:\n    import b\n"
    run(folder, "check", expect=0)


def tell(folder: Path, *arguments: str) -> list[str]:
    command = [sys.executable, "-m", "graphcheck", "fix", *arguments, "--no-cache"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.stderr.splitlines()


def test_what_no_fix_repairs_is_counted(tmp_path: Path) -> None:
    files = {"wrangler.toml": HEAD, "src/main.py": "import src.a as a\nimport src.a, absent\nsrc = 1\n", "src/a.py": ""}
    lay_out(tmp_path, files)

    assert tell(tmp_path)[-2:] == [
        "2 errors stay; `graphcheck report` shows what is left to do by hand",
        "1 edit; --write makes it",
    ]
    assert tell(tmp_path, "--write")[-1].startswith("2 errors stay")
    assert tell(tmp_path, "--write")[-1].startswith("nothing to fix by itself")


def test_nothing_to_fix(tmp_path: Path) -> None:
    lay_out(tmp_path, {"wrangler.toml": HEAD, "src/main.py": ""})

    assert tell(tmp_path) == ["nothing to fix"]


@pytest.mark.parametrize("name", ["wrangler.toml", "wrangler.jsonc"])
def test_a_misspelt_list_of_flags_is_renamed_and_not_written_a_second_time(name: str, tmp_path: Path) -> None:
    if name.endswith("toml"):
        text = HEAD.replace("compatibility_flags", "compatibility_flag")
    else:
        text = (
            '{"name": "w", "main": "src/main.py", "compatibility_date": "2026-10-01", // when\n'
            '"compatibility_flag": ["python_workers"]}\n'
        )
    lay_out(tmp_path, {name: text, "src/main.py": ""})
    run(tmp_path, "fix", "--unsafe", "--write", expect=0)

    assert (tmp_path / name).read_text("utf-8") == text.replace("compatibility_flag", "compatibility_flags").replace(
        "flagss", "flags"
    )
    run(tmp_path, "check", expect=0)
