from __future__ import annotations

import pytest

from tests.config.worker_files import HEAD, load, notices, problems


def files(pyproject: str) -> dict[str, str]:
    return {"wrangler.toml": HEAD, "pyproject.toml": pyproject}


def test_dependencies_of_every_kind() -> None:
    project = load(
        files(
            """
[project]
dependencies = ["Foo_Bar[x]>=1; python_version > '3'", "requests"]
[project.optional-dependencies]
extra = ["a.b"]
[dependency-groups]
dev = ["pytest", {include-group = "lint"}]
lint = ["ruff==1"]
"""
        )
    )

    assert [(dependency.name, dependency.group) for dependency in project.dependencies] == [
        ("foo-bar", None),
        ("requests", None),
        ("a-b", "extra"),
        ("pytest", "dev"),
        ("ruff", "lint"),
    ]
    origin = project.dependencies[1].origin
    assert origin is not None
    assert origin.span is not None
    assert (origin.key, origin.span.line) == ("project.dependencies[1]", 3)


def test_a_malformed_requirement_is_a_remark() -> None:
    assert "malformed-requirement" in notices(files('[project]\ndependencies = ["!!"]\n'))


@pytest.mark.parametrize("content", ["[project]\ndependencies = 5\n", "project = 5\n", "dependency-groups = []\n", ""])
def test_odd_shapes_hold_no_dependencies(content: str) -> None:
    assert load(files(content)).dependencies == ()


def test_settings() -> None:
    settings = load(files('[tool.graphcheck]\nfail-on = "warning"\n')).settings

    assert settings.fail_on.value == "warning"
    assert settings.fail_on.origin is not None
    assert load(files("")).settings.fail_on.value == "error"


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ('[tool.graphcheck]\nfail-on = "sometimes"\n', 2, '"error", "warning", "info", "never"'),
        ("[tool.graphcheck]\nfail_on = 1\n", 2, "no key `fail_on`"),
        ("[tool]\ngraphcheck = 1\n", 2, "must be a table"),
        ("[project\n", 1, "Expected"),
    ],
)
def test_settings_that_mean_nothing(content: str, line: int, words: str) -> None:
    (problem,) = problems(files(content))

    assert (problem.path, problem.line) == ("pyproject.toml", line)
    assert words in problem.message


def test_a_misspelt_setting_gets_a_hint() -> None:
    (problem,) = problems(files("[tool.graphcheck]\nfail_on = 1\n"))

    assert problem.hint == "did you mean `fail-on`?"


@pytest.mark.parametrize(
    ("text", "size"),
    [("5 MiB", 5 * 1024 * 1024), ("800KiB", 800 * 1024), ("1.5 MB", 1_500_000), ("12 B", 12)],
)
def test_a_budget_is_a_size(text: str, size: int) -> None:
    settings = load(files(f'[tool.graphcheck]\nbudget = "{text}"\n')).settings

    assert settings.budget.value == size
    assert settings.budget.origin is not None


@pytest.mark.parametrize("value", ['"much"', "5", '"-1 MiB"', '"1e9 MiB"', '"5 GiB"'])
def test_a_budget_that_is_no_size(value: str) -> None:
    (problem,) = problems(files(f"[tool.graphcheck]\nbudget = {value}\n"))

    assert "budget" in problem.message
