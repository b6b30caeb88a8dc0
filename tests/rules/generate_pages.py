"""``python -m tests.rules.generate_pages`` writes ``docs/rules/`` anew from the rule files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from graphcheck.rules import RuleModule, find_rules
from graphcheck.rules.page import index_page, rule_page
from tests.project_files import examine_files

__all__ = ["FOLDER", "make_pages"]

FOLDER = Path(__file__).parents[2] / "docs" / "rules"


def make_pages() -> Mapping[str, str]:
    """Every page by its file name."""
    fixable = {rule.RULE.code: fixes_of(rule) for rule in find_rules()}
    pages = {f"{rule.RULE.code}.md": rule_page(rule, fixable=fixable[rule.RULE.code]) for rule in find_rules()}
    titles = [
        (rule.RULE, fixable[rule.RULE.code], (rule.__doc__ or "").strip().split("\n\n")[0]) for rule in find_rules()
    ]
    return {**pages, "index.md": index_page(titles)}


def fixes_of(rule: RuleModule) -> str:
    """What the findings of its examples offer."""
    findings = [
        finding
        for example in rule.RULE.examples
        if not example.links
        for finding in examine_files(example.files).analysis.findings
        if finding.code == rule.RULE.code
    ]
    safe = {finding.fix.safe for finding in findings if finding.fix}
    return "yes" if True in safe else "with --unsafe" if safe else "no"


def write_pages() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    pages = make_pages()
    for stale in {path.name for path in FOLDER.glob("*.md")} - pages.keys():
        (FOLDER / stale).unlink()
    for name, text in pages.items():
        (FOLDER / name).write_bytes(text.encode("utf-8"))


if __name__ == "__main__":
    write_pages()
