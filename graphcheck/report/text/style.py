"""The colours of the text report, by meaning. All of them are the terminal's own sixteen."""

from __future__ import annotations

from graphcheck.model.finding import Severity

__all__ = ["BAD", "DIM", "FRAME", "GOOD", "STRONG", "WORRYING", "severity_style"]

BAD = "bold red"
WORRYING = "bold yellow"
GOOD = "bold green"
FRAME = "bold blue"
STRONG = "bold"
DIM = "dim"

_OF_SEVERITY = {Severity.ERROR: BAD, Severity.WARNING: WORRYING, Severity.INFO: "bold cyan"}


def severity_style(severity: Severity) -> str:
    return _OF_SEVERITY[severity]
