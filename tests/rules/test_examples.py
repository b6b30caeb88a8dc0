"""Every example of every rule: it fires where its author says, and nowhere else."""

from __future__ import annotations

import ast
import re

import pytest

from graphcheck.rules import Example, RuleModule, find_rules
from tests.project_files import examine_files

CASES = [
    pytest.param(rule, example, id=f"{rule.RULE.code}-{example.name.replace(' ', '-')}")
    for rule in find_rules()
    for example in rule.RULE.examples
]
RULES = [pytest.param(rule, id=rule.RULE.code) for rule in find_rules()]
SECTIONS = ("## What it checks", "## Why it fails in a Worker", "## How to fix")


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_fires_at_the_expected_places(rule: RuleModule, example: Example) -> None:
    findings = examine_files(example.files, links=example.links, assume_synced=example.assume_synced).analysis.findings

    places = [
        f"{finding.path}:{finding.span.line if finding.span else 1}"
        for finding in findings
        if finding.code == rule.RULE.code
    ]

    assert places == list(example.expected)


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_python_of_an_example_compiles_unless_it_is_the_point(rule: RuleModule, example: Example) -> None:
    broken = []
    for path, text in example.files.items():
        if path.endswith(".py"):
            try:
                ast.parse(text)
            except SyntaxError:
                broken.append(path)

    assert not broken or rule.RULE.code in ("GC001", "GC115")


@pytest.mark.parametrize("rule", RULES)
def test_code_and_name_are_those_of_the_file(rule: RuleModule) -> None:
    file_name = rule.__name__.rpartition(".")[2]  # type: ignore[attr-defined]

    assert file_name == f"{rule.RULE.code}_{rule.RULE.name}".lower().replace("-", "_")


@pytest.mark.parametrize("rule", RULES)
def test_page_has_its_sections_in_order(rule: RuleModule) -> None:
    headings = re.findall(r"^## .*$", rule.__doc__ or "", re.MULTILINE)

    assert tuple(headings[:3]) == SECTIONS


@pytest.mark.parametrize("rule", RULES)
def test_has_a_bad_and_a_good_example(rule: RuleModule) -> None:
    assert any(example.expected for example in rule.RULE.examples)
    assert any(not example.expected for example in rule.RULE.examples)


def test_codes_are_unique() -> None:
    codes = [rule.RULE.code for rule in find_rules()]

    assert len(codes) == len(set(codes))
