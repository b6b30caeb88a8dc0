"""Findings about the configuration are repaired in it, in each of its dialects and in environments."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
import tomli

from graphcheck.config.jsonc import parse_jsonc
from tests.fix.command import lay_out, run

BASE: Mapping[str, object] = {
    "name": "w",
    "main": "src/main.py",
    "compatibility_date": "2026-10-01",
    "compatibility_flags": ["python_workers"],
}
FILES = {
    "src/main.py": 'from pathlib import Path\n\ndef f():\n    return (Path(__file__).parent / "a.json").read_text()\n',
    "src/a.json": "{}",
    "src/page.html": "",
    "src/util.py": "",
}
QUIET = {**FILES, "src/main.py": "import util\n"}
RULE = {"type": "Data", "globs": ["**/*.json"], "fallthrough": True}
CASES: list[tuple[dict[str, str], dict[str, object], dict[str, object]]] = [
    (QUIET, {"findadditionalmodules": True}, {"find_additional_modules": True}),
    (QUIET, {"python_modules": {"excludes": ["a/**"]}}, {"python_modules": {"exclude": ["a/**"]}}),
    (QUIET, {"find_additional_modules": False}, {}),
    (
        QUIET,
        {"rules": [{"type": "Text", "globs": ["*.md"]}, {"type": "Data", "globs": ["*.x"], "fallthrough": True}]},
        {
            "rules": [
                {"type": "Text", "globs": ["*.md"], "fallthrough": True},
                {"type": "Data", "globs": ["*.x"], "fallthrough": True},
            ]
        },
    ),
    (QUIET, {"python_modules": {"exclude": ["python_modules/a/**"]}}, {"python_modules": {"exclude": ["a/**"]}}),
    (QUIET, {"build": {"upload": {"dir": "src", "main": "main.py", "rules": [RULE]}}}, {"rules": [RULE]}),
    (FILES, {}, {"rules": [RULE]}),
    (FILES, {"rules": [{**RULE, "globs": ["*.x"]}]}, {"rules": [{**RULE, "globs": ["*.x"]}, RULE]}),
]


def as_toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {as_toml(each)}" for key, each in value.items()) + "}"
    return "[" + ", ".join(map(as_toml, value)) + "]" if isinstance(value, list) else json.dumps(value)


def write(dialect: str, settings: Mapping[str, object], env: Mapping[str, object] | None) -> tuple[str, str]:
    document = {**settings, "env": {"staging": env}} if env is not None else dict(settings)
    if dialect == "inline":
        return "wrangler.toml", "".join(f"{key} = {as_toml(each)} # {key}\n" for key, each in document.items())
    if dialect == "toml":
        return "wrangler.toml", "\n".join(["# top", *toml_lines(document, ())]) + "\n"
    lines = (f"  // {key}\r\n  {json.dumps(key)}: {json.dumps(each)}" for key, each in document.items())
    return "wrangler.jsonc", "{\r\n" + ",\r\n".join(lines) + "\r\n}\r\n"


def toml_lines(table: Mapping[str, object], path: tuple[str, ...]) -> list[str]:
    lines = [f"{key} = {as_toml(each)}" for key, each in table.items() if not has_tables(each)]
    for key, each in table.items():
        name = ".".join((*path, key))
        if isinstance(each, dict):
            lines += [f"\n[{name}] # {key}", *toml_lines(each, (*path, key))]
        elif isinstance(each, list) and has_tables(each):
            for element in each:
                lines += [f"\n[[{name}]] # {key}", *toml_lines(element, (*path, key))]
    return lines


def has_tables(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(each, dict) for each in value))


@pytest.mark.parametrize("dialect", ["toml", "inline", "jsonc"])
@pytest.mark.parametrize("env", [False, True], ids=["top", "env"])
@pytest.mark.parametrize(("files", "before", "after"), CASES, ids=range(len(CASES)))
def test_it_says_what_was_meant(
    dialect: str, env: bool, files: dict[str, str], before: dict[str, object], after: dict[str, object], tmp_path: Path
) -> None:
    name, text = write(dialect, BASE if env else {**BASE, **before}, before if env else None)
    options = ["--env", "staging"] if env else []
    folder = lay_out(tmp_path, {**files, name: text})
    assert run(folder, "fix", *options) == 0, "none of it is safe"
    assert run(folder, "fix", *options, "--unsafe", "--write") == 0

    fixed = (folder / name).read_bytes().decode()
    document = tomli.loads(fixed) if name == "wrangler.toml" else parse_jsonc(fixed)[0]
    assert isinstance(document, dict)
    section = document["env"]["staging"] if env and not (before == {} and after) else document
    found = {key: each for key, each in section.items() if key not in (*BASE, "env") and each != {}}
    assert found == after
    assert all(
        line in fixed for line in text.splitlines() if line.lstrip().startswith(("#", "//")) and "exclude" not in line
    )
    assert fixed.count("\r\n") == (fixed.count("\n") if dialect == "jsonc" else 0)
    assert run(folder, "check", *options, "--fail-on", "warning") == 0
    assert run(folder, "fix", *options, "--unsafe") == 0


def test_it_tells_of_fixes_that_are_unsafe(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name, text = write("toml", {**BASE, "basedir": "src"}, None)

    assert run(lay_out(tmp_path, {**QUIET, name: text}), "fix") == 0
    assert capsys.readouterr().err == "1 finding can be repaired with --unsafe: look at that diff before you write it\n"


def test_a_key_that_is_there_already_stays(tmp_path: Path) -> None:
    name, text = write("toml", {**BASE, "python_modules": {"excludes": ["a"], "exclude": ["b"]}}, None)

    assert run(lay_out(tmp_path, {**QUIET, name: text}), "fix", "--unsafe") == 0


def test_a_dependency_is_declared(tmp_path: Path) -> None:
    packages = ".venv/lib/python3.13/site-packages"
    pyproject = '[project]\r\nname = "x"\r\nversion = "1"\r\ndependencies = [\r\n    "a>=1",  # why\r\n]\r\n'
    name, text = write("toml", BASE, None)
    files = {
        name: text,
        "pyproject.toml": pyproject,
        "src/main.py": "import pad\n",
        f"{packages}/pad/__init__.py": "",
        f"{packages}/left_pad-1.0.dist-info/RECORD": "pad/__init__.py,,\n",
    }
    folder = lay_out(tmp_path, files)
    assert run(folder, "fix") == 0
    assert run(folder, "fix", "--unsafe", "--write") == 0

    fixed = (folder / "pyproject.toml").read_bytes().decode()
    assert fixed == pyproject.replace("# why\r\n", '# why\r\n    "left-pad",\r\n')
    assert run(folder, "fix", "--unsafe") == 0
