"""graphcheck.toml holds what ``[tool.graphcheck]`` does, for projects without a pyproject.toml."""

from __future__ import annotations

import pytest

from graphcheck.config import load_project
from graphcheck.model.errors import ConfigError
from graphcheck.model.project import Settings
from graphcheck.tree import MemoryTree

HEAD = 'name = "w"\nmain = "main.py"\ncompatibility_date = "2026-10-01"\ncompatibility_flags = ["python_workers"]\n'
WARNING = 'fail-on = "warning"\nper-path-ignores = {"a/**" = ["GC103"]}\n'
NEVER = '[tool.graphcheck]\nfail-on = "never"\n'


def settings(files: dict[str, str]) -> Settings:
    worker = {"r/w/wrangler.toml": HEAD, "r/w/main.py": "", "r/.git/HEAD": ""}
    tree = MemoryTree({f"/{path}": text.encode() for path, text in {**worker, **files}.items()})
    return load_project(tree, "/r/w").settings


def test_it_is_read() -> None:
    found = settings({"r/graphcheck.toml": WARNING})

    assert (found.fail_on.value, found.policy.folder) == ("warning", "/r")
    assert [each.glob for each in found.policy.per_path_ignores] == ["a/**"]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"r/graphcheck.toml": WARNING, "r/w/pyproject.toml": NEVER}, "never"),
        ({"r/w/graphcheck.toml": WARNING, "r/pyproject.toml": NEVER}, "warning"),
        ({"r/graphcheck.toml": WARNING, "r/w/pyproject.toml": '[project]\nname = "x"\n'}, "warning"),
        ({"graphcheck.toml": WARNING}, "error"),
    ],
)
def test_the_nearest_counts(files: dict[str, str], expected: str) -> None:
    assert settings(files).fail_on.value == expected


def test_a_key_that_does_not_exist() -> None:
    with pytest.raises(ConfigError) as raised:
        settings({"r/w/graphcheck.toml": 'fail-on = "error"\nfail-onn = 1\n'})
    (problem,) = raised.value.problems

    assert problem.message == "graphcheck.toml has no key `fail-onn`"
    assert (problem.path, problem.line, problem.column) == ("graphcheck.toml", 2, 1)
    assert problem.hint == "did you mean `fail-on`?"


def test_two_in_one_folder() -> None:
    with pytest.raises(ConfigError, match=r"settings stand here and in graphcheck\.toml"):
        settings({"r/w/graphcheck.toml": WARNING, "r/w/pyproject.toml": NEVER})
