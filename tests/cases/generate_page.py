"""Writes ``docs/cases.md`` from ``cases.toml``: ``python -m tests.cases.generate_page``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from graphcheck.rules import find_rules
from tests.cases.case import CASES, REPOSITORY, Case

__all__ = ["PAGE", "render_page"]

PAGE = REPOSITORY / "docs/cases.md"

FAMILIES = (
    (1, "Vendored state and the SDK"),
    (16, "Own code: import root, relative and circular imports, shadowing"),
    (33, "Files that are not code, and the shape of the upload"),
    (46, "Packages without a usable WebAssembly build"),
    (59, "Compatibility date, flags, Python version"),
    (68, "Size and startup"),
    (73, "Work at import time"),
    (76, "The standard library on this Python"),
)
KNOWN = {
    "files": "files alone",
    "tables": "files and a table of dated facts that graphcheck brings",
    "hints": "files, in part: what a name, a constant or a size suggests",
    "documentation": "nothing: a question about the documentation, or about a text of the platform",
    "no": "no file",
}
INTRODUCTION = """\
# 78 real failures, and what graphcheck says about each

Each row is a failure that somebody met with a Python Worker, with the public thread or commit that tells of it. For
each there is a miniature that runs: a folder below `sample_projects/`, or an example in the file of a rule. The
miniatures were made from the cases, not from the output of graphcheck. Names of packages in them stand for the
packages; what is inside is a few lines of our own.

`tests/cases/` keeps this page true. For each row it checks that the miniature gets the findings named, that it gets
no error besides them, that the start in real Pyodide ends as the row says, and that real wrangler uploads what is
predicted. The page is generated from `tests/cases/cases.toml`.

To see a row:

```console
cases/16-src-prefix$ graphcheck check
src/entry.py:1:6: error[GC101] `src` is the module root itself; nothing inside the Worker is called `src`
src/app.py:1:6: error[GC101] `src` is the module root itself; nothing inside the Worker is called `src`
graphcheck: the Worker will not start; 2 findings
```
"""


def render_page() -> str:
    return "\n".join([INTRODUCTION, *_totals(), *_tables()])


def _totals() -> Iterator[str]:
    count = Counter(case.known for case in CASES)
    answered = Counter(case.known for case in CASES if _is_answered(case))
    yield "| to be known from | cases | answered by a finding, by another command, or rightly by silence |"
    yield "|---|---|---|"
    for known, meaning in KNOWN.items():
        yield f"| {meaning} | {count[known]} | {answered[known]} |"
    yield f"| | {len(CASES)} | {sum(answered.values())} |"
    yield ""


def _is_answered(case: Case) -> bool:
    return bool(case.findings or case.shows or case.quiet)


def _tables() -> Iterator[str]:
    starts = [start for start, _ in FAMILIES[1:]]
    for (start, title), end in zip(FAMILIES, [*starts, len(CASES) + 1], strict=True):
        yield f"## {title}"
        yield ""
        yield "| # | what happened | real Pyodide says of the miniature | graphcheck says | miniature |"
        yield "|---|---|---|---|---|"
        yield from (_row(case) for case in CASES if start <= case.number < end)
        yield ""


def _row(case: Case) -> str:
    evidence = ", ".join(map(_link, case.evidence))
    said = "<br>".join(part for part in (_answer(case), case.why) if part)
    cells = (str(case.number), f"{case.about} ({evidence})", _start(case), said, _miniature(case))
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _link(evidence: str) -> str:
    issue = re.fullmatch(r"(\S+/\S+)#(\d+)", evidence)
    if issue:
        return f"[{issue[1]}#{issue[2]}](https://github.com/{issue[1]}/issues/{issue[2]})"
    repository, _, commit = evidence.partition("@")
    return f"[{evidence}](https://github.com/{repository}{f'/commit/{commit}' if commit else ''})"


def _start(case: Case) -> str:
    if not case.startup:
        return ""
    shown = case.startup if case.startup == "starts" else f"`{' '.join(case.startup.split())}`"
    return f"{shown}<br>predicted: {case.predicted}" if case.predicted else shown


def _answer(case: Case) -> str:
    codes = {rule.RULE.name: rule.RULE.code for rule in find_rules()}
    named = [f"[{codes[name]}](rules/{codes[name]}.md) {name}" for name in case.findings]
    if case.date:
        named = [f"with `--date {case.date}`: {', '.join(named)}"]
    if case.command:
        named.append(f"`graphcheck {case.command}`")
    return "<br>".join(named) or ("nothing" if case.miniature else "")


def _miniature(case: Case) -> str:
    if case.is_example:
        code, _, name = case.miniature.partition(": ")
        return f"[{code}](rules/{code}.md): {name}"
    folder = case.miniature.removeprefix("cases/")
    return f"[{folder}](../sample_projects/{case.miniature}/)" if folder else ""


if __name__ == "__main__":
    PAGE.write_text(render_page(), "utf-8")
