"""An answer that is given again is the one that a cold run gives, whatever happened to the world in between."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from graphcheck import pipeline
from graphcheck.cache.file import CacheFile
from graphcheck.cli import app, code_state, main
from graphcheck.loading.views import look_again
from graphcheck.tree import recording

FILES = {
    "wrangler.toml": 'name = "w"\nmain = "src/main.py"\ncompatibility_date = "2025-11-02"\n'
    'compatibility_flags = ["python_workers"]\n\n[env.staging]\nname = "s"\nmain = "src/other.py"\n',
    "pyproject.toml": '[project]\nname = "w"\nversion = "1"\ndependencies = ["yaml-thing"]\n\n[tool.graphcheck]\n',
    "src/main.py": "import helper\nimport api.routes\nimport yaml\nfrom linked import value\n"
    'words = open("src/words.txt")\n\ndef later():\n    import nothing_at_all\n',
    "src/other.py": "import missing_in_staging\n",
    "src/helper.py": "import json\n",
    "src/api/__init__.py": "",
    "src/api/routes.py": "from vendored import thing\n",
    "python_modules/vendored/__init__.py": "thing = 1\n",
    "python_modules/vendored/extra.py": "x = 1\n",
    "python_modules/vendored-1.0.dist-info/RECORD": "vendored/__init__.py,,\nvendored/extra.py,,\n",
    "../outside/linked.py": "value = 1\n",
    "../outside/linked_too.py": "other = 1\n",
    "../outside/elsewhere.toml": 'name = "e"\nmain = "../repository/src/main.py"\ncompatibility_date = "2025-11-02"\n'
    'compatibility_flags = ["python_workers"]\n',
    "known.json": '{"schema": "graphcheck-baseline/1", "workers": {}}\n',
}
COMMANDS = (("check",), ("report", "--format", "json"), ("report",), ("bundle", "--format", "json"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    top = tmp_path / "repository"
    for name, text in FILES.items():
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (top / "src" / "linked.py").symlink_to("../../outside/linked.py")
    monkeypatch.setenv("GRAPHCHECK_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.delenv("CLOUDFLARE_ENV", raising=False)
    monkeypatch.chdir(top)
    return top


@pytest.fixture(params=[0, 2_000_000_000], ids=["by-stamps", "by-digests"])
def tick(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Files that were written just now are compared by digest; with a clock without ticks, stamps alone decide."""
    monkeypatch.setattr(recording, "_TICK", request.param)
    return int(request.param)


class Runs:
    """What commands write and return, and how often something was computed."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self.computed = 0
        examine = pipeline.examine

        def counted(*arguments: object, **options: object) -> pipeline.Examination:
            self.computed += 1
            return examine(*arguments, **options)  # type: ignore[arg-type]

        monkeypatch.setattr(pipeline, "examine", counted)

    def run(self, *words: str) -> tuple[int, str, str]:
        self._capsys.readouterr()
        code = app._run(words)
        captured = self._capsys.readouterr()
        return code, captured.out, captured.err


@pytest.fixture
def runs(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Runs:
    return Runs(capsys, monkeypatch)


def rewrite(name: str, text: str) -> Callable[[Path], object]:
    def mutate(folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    return mutate


def same_size_and_time(folder: Path) -> None:
    path = folder / "src" / "helper.py"
    before = path.stat()
    path.write_text("import jsom\n", "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size


def renamed_over(folder: Path) -> None:
    new = folder.parent / "new.py"
    new.write_text("import jsom\n", "utf-8")
    os.utime(new, ns=(0, (folder / "src" / "helper.py").stat().st_mtime_ns))
    new.rename(folder / "src" / "helper.py")


def link_elsewhere(folder: Path) -> None:
    (folder / "src" / "linked.py").unlink()
    (folder / "src" / "linked.py").symlink_to("../../outside/linked_too.py")


def folder_becomes_link(folder: Path) -> None:
    shutil.move(folder / "src" / "api", folder.parent / "outside" / "api")
    (folder / "src" / "api").symlink_to("../../outside/api")


MUTATIONS: dict[str, Callable[[Path], object]] = {
    "a file": rewrite("src/helper.py", "import jsom_is_longer\n"),
    "a file of the same size and time": same_size_and_time,
    "a file renamed over another": renamed_over,
    "the size of a file that nothing imports": rewrite("python_modules/vendored/extra.py", "x = 12\n"),
    "a package that hides a module": rewrite("src/helper/__init__.py", "import jsom\n"),
    "a vendored module that hides an app's": rewrite("python_modules/helper.py", "import jsom\n"),
    "a file less": lambda folder: (folder / "src" / "helper.py").unlink(),
    "a folder less": lambda folder: shutil.rmtree(folder / "src" / "api"),
    "python_modules less": lambda folder: shutil.rmtree(folder / "python_modules"),
    "a data file that is read": rewrite("src/words.txt", "word\n"),
    "a link to another file": link_elsewhere,
    "the file behind a link": rewrite("../outside/linked.py", "other = 1\n"),
    "a folder that becomes a link": folder_becomes_link,
    "the configuration": rewrite("wrangler.toml", FILES["wrangler.toml"].replace("2025-11-02", "2026-10-01")),
    "a configuration that is found before": rewrite("wrangler.json", '{"name": "j", "main": "src/other.py"}'),
    "a configuration above": rewrite(
        "../wrangler.json", '{"name": "j", "main": "repository/src/other.py", "compatibility_date": "2025-11-02"}'
    ),
    "a redirect": rewrite(".wrangler/deploy/config.json", '{"configPath": "../../../outside/elsewhere.toml"}'),
    "a setting": rewrite("pyproject.toml", FILES["pyproject.toml"] + 'ignore = ["GC103", "GC104"]\n'),
    "a setting that fails on more": rewrite("pyproject.toml", FILES["pyproject.toml"] + 'fail-on = "never"\n'),
    "a dependency": rewrite("pyproject.toml", FILES["pyproject.toml"].replace("yaml-thing", "yaml")),
    "an ignore comment": rewrite("src/main.py", "# graphcheck: ignore-file\n" + FILES["src/main.py"]),
    "an environment in .env": rewrite(".env", "CLOUDFLARE_ENV=staging\n"),
    "a package in .venv": rewrite(".venv/lib/python3.12/site-packages/yaml/__init__.py", ""),
    "a package in .venv-workers": rewrite(
        ".venv-workers/pyodide-venv/lib/python3.12/site-packages/yaml/__init__.py", ""
    ),
    "a module higher up in the repository": rewrite("yaml.py", ""),
    "a RECORD": rewrite("python_modules/vendored-1.0.dist-info/RECORD", "vendored/__init__.py,,\n"),
    "an ignore file that wrangler does not read": rewrite(".wranglerignore", "x\n"),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_what_changes_is_seen(name: str, folder: Path, tick: int, runs: Runs) -> None:
    before = [runs.run(*command) for command in COMMANDS]
    time.sleep(0.02)
    assert [runs.run(*command) for command in COMMANDS] == before
    MUTATIONS[name](folder)

    after = [runs.run(*command) for command in COMMANDS]

    cold = [runs.run(*command, "--no-cache") for command in COMMANDS]
    assert after == cold
    assert cold != before, "the mutation changes nothing: it proves nothing"
    runs.computed = 0
    assert [runs.run(*command) for command in COMMANDS] == cold
    assert runs.computed == 0


def test_nothing_is_computed_twice(folder: Path, tick: int, runs: Runs) -> None:
    first = [runs.run(*command) for command in COMMANDS]
    assert runs.computed == len(COMMANDS)
    time.sleep(0.02)
    assert [runs.run(*command) for command in COMMANDS] == first
    for path in folder.rglob("*.py"):
        path.touch()
    assert [runs.run(*command) for command in COMMANDS] == first
    assert runs.computed == len(COMMANDS)


def test_the_environment_counts(folder: Path, runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    runs.run("check")
    monkeypatch.setenv("CLOUDFLARE_ENV", "staging")
    staging = runs.run("check")
    assert "missing_in_staging" in staging[1]
    assert staging == runs.run("check", "--no-cache")


def test_a_variable_that_a_dotenv_file_names_counts(folder: Path, runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / ".env").write_text("CLOUDFLARE_ENV=${STAGE}\n", "utf-8")
    first = runs.run("check")
    monkeypatch.setenv("STAGE", "staging")
    assert "missing_in_staging" in runs.run("check")[1]
    monkeypatch.delenv("STAGE")
    assert runs.run("check") == first


def test_options_and_the_current_folder_count(
    folder: Path, tmp_path: Path, runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = runs.run("report")
    for words in (
        ["--date", "2026-10-01"], ["--env", "staging"], ["--select", "GC215"], ["--fail-on", "never"],
        ["--config", str(tmp_path / "outside" / "elsewhere.toml")],
    ):  # fmt: skip
        assert runs.run("report", *words) == runs.run("report", *words, "--no-cache") != usual
    monkeypatch.chdir(tmp_path / "outside")
    (tmp_path / "outside" / "wrangler.toml").write_text((folder / "wrangler.toml").read_text())
    assert runs.run("report", ".")[0] != usual[0]


def test_a_configuration_outside_and_a_baseline_count(folder: Path, tmp_path: Path, runs: Runs) -> None:
    outside = tmp_path / "outside" / "elsewhere.toml"
    words = ("report", "--config", str(outside), "--baseline", "known.json")
    for mutate in (
        lambda: outside.write_text(outside.read_text().replace("2025-11-02", "2026-10-01")),
        lambda: runs.run("check", "--config", str(outside), "--write-baseline=known.json"),
    ):
        before = runs.run(*words)
        assert before[0] in (0, 1), before
        mutate()
        after = runs.run(*words)
        assert after == runs.run(*words, "--no-cache") != before


def test_output_goes_where_it_is_wanted_also_the_second_time(folder: Path, tmp_path: Path, runs: Runs) -> None:
    for number in range(2):
        target = tmp_path / f"out{number}"
        code, out, _ = runs.run("report", "-f", "json", "-o", str(target))
        assert out == "" and code == 1
        assert target.read_text() == runs.run("report", "-f", "json")[1]
    assert runs.computed == 1


def test_another_program_answers_anew(folder: Path, runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    runs.run("check")
    monkeypatch.setattr("graphcheck.cli.remembering.code_state", lambda: "another")
    runs.run("check")
    assert runs.computed == 2


def test_the_state_of_the_code_is_that_of_its_files(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("a")
    before = code_state._own_files(str(tmp_path))
    (tmp_path / "a.py").write_text("b")
    assert code_state._own_files(str(tmp_path)) != before


def test_a_damaged_answer_is_computed_again(folder: Path, tmp_path: Path, runs: Runs) -> None:
    import sqlite3

    usual = runs.run("check")
    (file,) = (tmp_path / "cache").glob("*.sqlite")
    for column in ("quick", "detail", "answer"):
        with sqlite3.connect(file) as connection:
            connection.execute(f"UPDATE answers SET {column} = x'00112233445566'")
        connection.close()
        assert runs.run("check") == usual
    assert runs.computed == 4


def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[object, str, str]:
    """As the script does."""
    monkeypatch.setattr(sys, "argv", ["graphcheck", *words])
    with pytest.raises(SystemExit) as stop:
        main()
    captured = capsys.readouterr()
    return stop.value.code, captured.out, captured.err


def test_the_short_way_says_the_same(
    folder: Path, runs: Runs, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first = [call(monkeypatch, capsys, *command) for command in COMMANDS]
    monkeypatch.setattr(app, "main", None)  # calling it would fail
    assert [call(monkeypatch, capsys, *command) for command in COMMANDS] == first


def test_the_short_way_is_not_taken_where_words_do_more(
    folder: Path, runs: Runs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out"
    for words in (["--no-cache"], ["-o", str(target)], [f"--output={target}"], ["--cache-dir", str(tmp_path / "c")]):
        for _ in range(2):
            target.unlink(missing_ok=True)
            code, out, _ = call(monkeypatch, capsys, "check", *words)
            assert code == 1
            assert target.exists() == (out == "")
    assert call(monkeypatch, capsys, "check", "-h")[1].startswith("Usage")


def test_the_short_way_sees_changes(
    folder: Path, runs: Runs, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    call(monkeypatch, capsys, "check")
    (folder / "src" / "helper.py").write_text("import jsom\n")
    assert "jsom" in call(monkeypatch, capsys, "check")[1]


def test_a_cache_that_a_rule_could_upload_is_not_made(
    folder: Path, runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("src/.cache", "python_modules/cache"):
        monkeypatch.setenv("GRAPHCHECK_CACHE_DIR", str(folder / place))
        assert runs.run("check")[0] == 1
        assert not (folder / place).exists()


HANDLER = "\n\ndef handle(request):\n    return {}\n"
# Each is appended to a file; whether anything has to be computed again.
APPENDED: dict[str, tuple[str, str, bool]] = {
    "a body": ("src/helper.py", "1 + 1000", False),
    "a comment": ("src/helper.py", "1  # one", False),
    "a body in a vendored file": ("python_modules/vendored/__init__.py", "22", False),
    "a body behind a link": ("../outside/linked.py", "22", True),
    "another function": ("src/helper.py", "1\n\ndef other():\n    pass", False),
    "a function that imports something": ("src/helper.py", "1\n\ndef other():\n    import jsom", True),
    "a class": ("src/helper.py", "1\n\nclass Other(dict):\n    x = 1\n", False),
    "a constant": ("src/helper.py", "1\n\nOTHER = 1\n", False),
    "a name that is asked for": ("python_modules/vendored/__init__.py", "1\n\nthing = None\n", True),
    "a name that stands in no line that is shown": ("src/main.py", "1\n\nwords = print\n", False),
    "a call of what may do something": ("src/main.py", "1\n\nOTHER = value(1)\n", True),
    "an import of the standard library": ("src/helper.py", "1\n\nimport os.path, re\nfrom json import dumps\n", False),
    "a stdlib module under another name": ("src/helper.py", "1\n\nimport re as other\n", False),
    "a stdlib module that the Worker lacks": ("src/helper.py", "1\n\nimport tkinter\n", True),
    "a stdlib name that the Worker lacks": ("src/helper.py", "1\n\nfrom os import fork, nothing\n", True),
    "every name of a stdlib module": ("src/helper.py", "1\n\nfrom re import *\n", True),
    "a vendored module": ("src/helper.py", "1\n\nimport vendored\n", True),
    "what is missing": ("src/helper.py", "1\n\nimport nothing\n", True),
    "an import in the function": ("src/helper.py", "__import__('jsom')", True),
    "an ignore comment": ("src/helper.py", "1  # graphcheck: ignore", True),
    "a secret": ("src/helper.py", "'-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBg\\n'", True),
    "a data file": ("src/helper.py", "open('src/words.txt')", True),
    "a time zone": ("src/helper.py", "__import__('zoneinfo').ZoneInfo('Europe/Berlin')", True),
    "more than the budget": ("python_modules/vendored/__init__.py", f"'{'x' * 2000}'", True),
}


@pytest.mark.parametrize("name", APPENDED)
def test_other_bytes_that_say_the_same_need_no_answer(name: str, folder: Path, tick: int, runs: Runs) -> None:
    path, body, anew = APPENDED[name]
    settings = FILES["pyproject.toml"] + 'budget = "3000 B"\n'
    rewrite("pyproject.toml", settings)(folder)
    for file in {path for path, _, _ in APPENDED.values()}:
        rewrite(file, FILES[file] + HANDLER.format("0"))(folder)
    runs.run("check")
    time.sleep(0.02)
    runs.computed = 0
    rewrite(path, FILES[path] + HANDLER.format(body))(folder)

    after = runs.run("check")

    assert runs.computed == anew
    assert after == runs.run("check", "--no-cache")


@pytest.mark.parametrize("words", [("report",), ("bundle", "--format", "json")])
def test_what_shows_sizes_shows_the_present_ones(words: tuple[str, ...], folder: Path, tick: int, runs: Runs) -> None:
    rewrite("src/helper.py", "def f():\n    return 1\n")(folder)
    runs.run(*words)
    time.sleep(0.02)
    rewrite("src/helper.py", f"def f():\n    return {'1' * 3000}\n")(folder)
    assert runs.run(*words) == runs.run(*words, "--no-cache")


def test_many_small_changes_are_added_up(folder: Path, tick: int, runs: Runs) -> None:
    """Each of them alone would not go over the budget."""
    files = [folder / "src" / f"part{number}.py" for number in range(4)]
    for file in files:
        file.write_text("def f():\n    return 1\n")
    rewrite("src/main.py", "".join(f"import {file.stem}\n" for file in files))(folder)
    rewrite("pyproject.toml", FILES["pyproject.toml"] + 'budget = "1000 B"\n')(folder)
    seen = [runs.run("check")]
    for file in files:
        time.sleep(0.02)
        file.write_text(f"def f():\n    return {'1' * 200}\n")
        seen.append(runs.run("check"))
        assert seen[-1] == runs.run("check", "--no-cache")
    assert "budget" not in seen[0][1]
    assert "budget" in seen[-1][1]


def test_a_cache_cannot_name_what_is_called(folder: Path, tmp_path: Path) -> None:
    with CacheFile(str(tmp_path / "other")) as cache:
        for who in ("os:system", "graphcheck.extract.questions:re", "graphcheck.rules.secrets:_KEYS", "graphcheck", ""):
            with pytest.raises((ValueError, AttributeError, TypeError)):
                look_again(cache, who, b"", [])


ABOVE = "# one line more\n"
# Of one file: what it becomes; whether `check` has to be computed again.
MOVED: dict[str, tuple[str, Callable[[str], str], bool]] = {
    "lines of a file with nothing wrong": ("src/helper.py", lambda text: ABOVE + text, False),
    "columns": ("src/api/routes.py", lambda text: text.replace("import thing", "import   thing"), False),
    "lines of a vendored file": ("python_modules/vendored/__init__.py", lambda text: ABOVE + text, False),
    "lines of a file with findings": ("src/main.py", lambda text: ABOVE + text, True),
    "a comment that belongs to a line": ("src/noted.py", lambda text: ABOVE + text, True),
    "lines of a file that reads attributes": ("src/api/cycle.py", lambda text: ABOVE + text, True),
}


@pytest.mark.parametrize("name", MOVED)
def test_where_nothing_is_wrong_lines_may_move(name: str, folder: Path, tick: int, runs: Runs) -> None:
    (folder / "src" / "noted.py").write_text("import nothing_here  # graphcheck: ignore[GC103]\n")
    (folder / "src" / "api" / "__init__.py").write_text("from api import cycle\nlater = 1\n")
    (folder / "src" / "api" / "cycle.py").write_text("import api\nNOW = api.cycle\n")
    with (folder / "src" / "api" / "routes.py").open("a") as file:
        file.write("def handle():\n    import noted\n")
    file_name, change, again = MOVED[name]
    for own in ("src/helper.py", "python_modules/vendored/__init__.py"):
        rewrite(own, FILES[own] + HANDLER.format("0"))(folder)
    before = runs.run("check")
    assert before == runs.run("check")
    computed = runs.computed
    path = folder / file_name
    path.write_text(change(path.read_text("utf-8")), "utf-8")
    answer = runs.run("check")
    assert runs.computed - computed == again
    assert answer == runs.run("check", "--no-cache")


def test_what_shows_every_place_shows_the_present_ones(folder: Path, tick: int, runs: Runs) -> None:
    before = runs.run("report", "--format", "json")
    path = folder / "src" / "helper.py"
    path.write_text(ABOVE + path.read_text("utf-8"), "utf-8")
    after = runs.run("report", "--format", "json")
    assert before != after == runs.run("report", "--format", "json", "--no-cache")
