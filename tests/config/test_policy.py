"""The settings about findings, and what is said of those that mean nothing."""

from __future__ import annotations

import pytest

from graphcheck.model.finding import Severity
from tests.config.worker_files import HEAD, load, problems


def files(settings: str) -> dict[str, str]:
    return {"wrangler.toml": HEAD, "pyproject.toml": f"[tool.graphcheck]\n{settings}\n"}


def test_all_of_them() -> None:
    policy = load(
        files(
            'ignore = ["GC302"]\nseverity = {GC103 = "info"}\nper-path-ignores = {"src/legacy/**" = ["GC101"]}\n'
            'assume = ["made.at_deploy"]\nbaseline = "known/findings.json"\n'
        )
    ).settings.policy

    assert [rule.value for rule in policy.ignore] == ["GC302"]
    assert [(rule.value, severity) for rule, severity in policy.severity] == [("GC103", Severity.INFO)]
    assert [(each.glob, [rule.value for rule in each.rules]) for each in policy.per_path_ignores] == [
        ("src/legacy/**", ["GC101"])
    ]
    assert policy.assume.value == ("made.at_deploy",)
    assert policy.baseline.value == "/p/known/findings.json"
    assert policy.folder == "/p"


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ('ignore = "GC302"', "`ignore` must be a list of strings"),
        ("ignore = [302]", "`ignore` must be a list of strings"),
        ('severity = "warning"', "`severity` must be a table"),
        ('severity = {GC302 = "never"}', "the severity of GC302 must be one of"),
        ('per-path-ignores = ["src"]', "`per-path-ignores` must be a table"),
        ('per-path-ignores = {"src" = "GC302"}', "`src` must be a list of strings"),
        ('assume = ["not-a-name"]', "`not-a-name` in assume is not a module name"),
        ("baseline = 1", "`baseline` must be the path of a file"),
    ],
)
def test_values_that_mean_nothing(settings: str, words: str) -> None:
    (problem,) = problems(files(settings))

    assert (problem.path, problem.line) == ("pyproject.toml", 2)
    assert words in problem.message


@pytest.mark.parametrize(
    ("key", "meant"), [("ignores", "ignore"), ("per-file-ignores", "per-path-ignores"), ("asume", "assume")]
)
def test_a_misspelt_key_gets_a_hint(key: str, meant: str) -> None:
    (problem,) = problems(files(f"{key} = []"))

    assert problem.hint == f"did you mean `{meant}`?"
