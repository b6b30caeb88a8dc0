"""What a rule is: metadata with examples, and a function from the context to findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Protocol

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.frozen import frozen
from graphcheck.rules.context import Context

__all__ = ["Example", "Rule", "RuleModule", "library", "worker"]


@frozen
class Example:
    """A tiny project and the places (``path:line``) where the rule fires in it: none for a good example.

    ``links`` are symbolic links: path to the text of the link. ``assume_synced``: with that option.
    """

    name: str
    files: Mapping[str, str]
    expected: tuple[str, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)
    assume_synced: bool = False


@frozen
class Rule:
    """``severity`` is the highest that a finding of this rule can have, ``since`` the version that brought it."""

    code: str
    name: str
    severity: Severity
    since: str
    examples: tuple[Example, ...]


class RuleModule(Protocol):
    """A file under ``rules/``; its docstring is the rule's page."""

    RULE: Rule
    __doc__: str | None

    def check(self, context: Context) -> Iterator[Finding]:
        """Findings in any order."""


def worker(
    files: Mapping[str, str], *, main: str = "src/main.py", date: str = "2026-10-01", keys: str = ""
) -> Mapping[str, str]:
    """Files of an example with a wrangler.toml for them. ``keys`` are further top-level lines of it."""
    lines = [
        'name = "example"',
        f'main = "{main}"',
        f'compatibility_date = "{date}"',
        'compatibility_flags = ["python_workers"]',
        keys,
    ]
    return {"wrangler.toml": "\n".join(lines).rstrip() + "\n", **files}


def library(name: str) -> str:
    """The least that passes for a WebAssembly extension module ``name``."""
    return f"\0asm\1\0\0\0\0\x0f\x08dylink.0\1\4\0\0\0\0PyInit_{name}"
