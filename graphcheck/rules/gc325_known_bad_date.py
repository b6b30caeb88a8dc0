"""A compatibility date that a public incident is about.

## What it checks

The compatibility date against a dated table of incidents of the platform and its tools.

## Why it fails in a Worker

A date selects the runtime. When a newly selected one has a defect, every Worker with such a date fails, whatever its
code does: the smallest example included.

## How to fix

As long as the incident is open: take the last date before it, which the finding names. Afterwards: nothing.

## Limits

Information about incidents that are over, for who looks for the cause of a failure of those days. The table is of the
day that the finding prints.

Evidence: cloudflare/workers-sdk#15053, cloudflare/workers-sdk#15090, cloudflare/workers-py#188,
cloudflare/workers-py#223, cloudflare/workers-py#235.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.frozen import frozen
from graphcheck.rules.context import Context
from graphcheck.rules.notices import find_at
from graphcheck.rules.rule import Example, Rule, worker

__all__ = ["AS_OF", "RULE", "check"]

AS_OF = "2026-11-25"


@frozen
class Incident:
    """Compatibility dates from ``since`` up to, not including, ``before``. ``over`` is the day on which it ended, None
    while it goes on; ``safe`` is the last date before it."""

    since: str
    before: str
    safe: str
    what: str
    over: str | None
    source: str


INCIDENTS = (
    Incident(
        "2026-08-05",
        "2026-09-08",
        "2026-08-01",
        'in August 2026 such a date selected Python 3.14, whose deploys failed with `Dynamic require of "fs" is not '
        "supported` [10021]",
        "2026-08-22",
        "cloudflare/workers-sdk#15053, cloudflare/workers-py#223",
    ),
)

RULE = Rule(
    "GC325",
    "known-bad-date",
    Severity.WARNING,
    "0.1.0",
    (
        Example("in August 2026", worker({"src/main.py": ""}, date="2026-08-10"), ("wrangler.toml:3",)),
        Example("before", worker({"src/main.py": ""}, date="2026-08-01")),
        Example("after", worker({"src/main.py": ""}, date="2026-10-01")),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    date = context.project.compatibility_date
    for incident in INCIDENTS:
        if date.value is None or not incident.since <= date.value < incident.before:
            continue
        state = f"over since {incident.over}" if incident.over else "not over"
        yield find_at(
            RULE,
            context,
            date.origin,
            f"compatibility_date {date.value}: {incident.what}",
            severity=Severity.INFO if incident.over else Severity.WARNING,
            remedies=() if incident.over else (f"take {incident.safe} until it is over",),
            notes=(f"{state}, as of {AS_OF}; source: {incident.source}",),
        )
