"""``docs/rules/`` is what the rule files say."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from graphcheck.cli.explain import command
from graphcheck.rules import RuleModule, find_rules
from graphcheck.rules.page import rule_page
from tests.rules.generate_pages import FOLDER, make_pages

RULES = [pytest.param(rule, id=rule.RULE.code) for rule in find_rules()]


def test_pages_are_current() -> None:
    on_disk = {path.name: path.read_bytes().decode("utf-8") for path in FOLDER.iterdir()}

    assert on_disk == make_pages(), "run: python -m tests.rules.generate_pages"


@pytest.mark.parametrize("rule", RULES)
def test_every_block_is_closed_and_every_example_is_there(rule: RuleModule) -> None:
    page = rule_page(rule)

    assert len(re.findall(r"^```", page, re.MULTILINE)) % 2 == 0
    for example in rule.RULE.examples:
        assert f"{'Bad' if example.expected else 'Good'}: {example.name}\n" in page


def test_evidence_becomes_links() -> None:
    page = rule_page(next(rule for rule in find_rules() if rule.RULE.code == "GC102"))

    assert "[OWASP-BLT/BLT-API@a5f28b0](https://github.com/OWASP-BLT/BLT-API/commit/a5f28b0)" in page


def test_explain_prints_the_examples() -> None:
    printed = CliRunner().invoke(command, ["root-prefix-import"]).output

    assert printed.startswith("# GC101 root-prefix-import\n")
    assert "### Bad: prefix of the module root" in printed
    assert "from src.core.config import Settings" in printed
