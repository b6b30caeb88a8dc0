"""An ignore that hides nothing.

## What it checks

Comments `# graphcheck: ignore[...]` and `# graphcheck: ignore-file[...]` in the app's reachable files that hide no
finding: the import was repaired, the rule does not exist, or the comment does not stand in the statement it means. An
entry of the baseline file whose finding no longer occurs is an info.

## Why it fails in a Worker

It does not. But the comment says that something is wrong here, and it would hide the next finding in that place.

## How to fix

Remove the comment, or the codes in it that hide nothing. Renew the baseline with `graphcheck check
--write-baseline`.

## Limits

A file that several Workers share, or that is checked with different environments or dates, may need a comment in one
of them only. Entries of `ignore` and `per-path-ignores` in `[tool.graphcheck]` are not judged, for the same reason.

Evidence: seddonym/import-linter#351, seddonym/import-linter#118.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Edit, Finding, Fix, Severity
from graphcheck.model.location import Span
from graphcheck.rules.context import Context, UnusedIgnore
from graphcheck.rules.rule import Example, Rule, worker

__all__ = ["RULE", "check"]

RULE = Rule(
    "GC901",
    "stale-ignore",
    Severity.WARNING,
    "0.1.0",
    (
        Example(
            "nothing to hide",
            worker({"src/main.py": "import json  # graphcheck: ignore[GC103] generated\n"}),
            ("src/main.py:1",),
        ),
        Example(
            "one code too many",
            worker({"src/main.py": "import left_pad  # graphcheck: ignore[GC103, GC302]\n"}),
            ("src/main.py:1",),
        ),
        Example(
            "above the statement",
            worker({"src/main.py": "# graphcheck: ignore[GC103]\nimport left_pad\n"}),
            ("src/main.py:1",),
        ),
        Example(
            "it hides a finding", worker({"src/main.py": "import left_pad  # graphcheck: ignore[GC103] why not\n"})
        ),
        Example(
            "the whole file",
            worker({"src/main.py": "# graphcheck: ignore-file[import-not-found]\nimport left_pad\n"}),
        ),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    for unused in context.unused_ignores:
        yield _report(context, unused)
    if context.stale_baseline:
        count, path = context.stale_baseline
        known = "entry" if count == 1 else "entries"
        yield Finding(
            RULE.code,
            RULE.name,
            Severity.INFO,
            f"{count} {known} of the baseline no longer occur{'s' if count == 1 else ''}",
            path=path,
            subject="baseline",
            remedies=("graphcheck check --write-baseline",),
        )


def _report(context: Context, unused: UnusedIgnore) -> Finding:
    comment, span = unused.comment, unused.comment.span
    source = context.read_line(unused.path, span.line)
    kept = [rule for rule in comment.rules or () if rule not in unused.rules]
    edit = _remove_codes(unused, kept) if kept else _remove_comment(context, unused, source)
    return Finding(
        RULE.code,
        RULE.name,
        Severity.WARNING,
        unused.message,
        module=unused.module,
        path=unused.path,
        span=span,
        source=source,
        subject=comment.text,
        fix=Fix("remove what hides nothing", safe=True, edits=(edit,)),
    )


def _remove_codes(unused: UnusedIgnore, kept: list[str]) -> Edit:
    text = unused.comment.text
    before, after = text[: text.index("[") + 1], text[text.index("]") :]
    return Edit(unused.path, unused.comment.span, before + ", ".join(kept) + after)


def _remove_comment(context: Context, unused: UnusedIgnore, source: str) -> Edit:
    """With the white space before it; a line that held nothing else goes as a whole."""
    path, span = unused.path, unused.comment.span
    before, after = source[: span.column - 1], source[span.end_column - 1 :]
    if after.strip():
        spaces = len(after) - len(after.lstrip())
        return Edit(path, Span(span.line, span.column, span.line, span.end_column + spaces), "")
    if before.strip():
        return Edit(path, Span(span.line, len(before.rstrip()) + 1, span.line, len(source) + 1), "")
    if span.line == 1:
        return Edit(path, Span(1, 1, 2, 1), "")
    # From the end of the line above, because a last line may have no end of its own.
    above = len(context.read_line(path, span.line - 1)) + 1
    return Edit(path, Span(span.line - 1, above, span.line, len(source) + 1), "")
