"""From compatibility date and flags to the flags that are on, as workerd compiles them.

The algorithm is ``compileCompatibilityFlags`` of ``src/workerd/io/compatibility-date.c++``; so are the messages.
"""

from __future__ import annotations

import re
from functools import cache

from graphcheck.model.frozen import frozen
from graphcheck.runtime.data import read_shipped
from graphcheck.runtime.flags import FLAGS, FLAGS_AS_OF, CompatFlag

__all__ = ["SelectionProblem", "compile_flags", "effective_date", "find_selection_problems", "other_flags"]

_DATE = re.compile(r"2[0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])", re.ASCII)


@frozen
class SelectionProblem:
    """Something wrong with compatibility date or flags. ``kind`` is a stable identifier, ``value`` the date or flag.

    ``fatal`` problems make the platform refuse the Worker; the others are notes.
    """

    kind: str
    value: str
    message: str
    fatal: bool


def effective_date(date: str | None) -> str:
    """``date`` where workerd would accept its form, else the day of the flag table: a newest-possible Worker."""
    return date if date is not None and _DATE.fullmatch(date) else FLAGS_AS_OF


def compile_flags(date: str | None, flags: tuple[str, ...]) -> frozenset[str]:
    """Enable flags that are on, those that a date or another flag implies included. Unknown flags count for nothing."""
    day = effective_date(date)
    listed = frozenset(flags)
    enabled = {flag.enable for flag in FLAGS if flag.enable in listed or _is_on_by_date(flag, day, listed)}
    for flag in FLAGS:
        implied = flag.implied_by
        if implied and implied.flag in enabled and day >= implied.since and flag.disable not in listed:
            enabled.add(flag.enable)
    return frozenset(enabled)


def _is_on_by_date(flag: CompatFlag, day: str, listed: frozenset[str]) -> bool:
    return flag.since is not None and day >= flag.since and flag.disable not in listed


def find_selection_problems(date: str | None, flags: tuple[str, ...]) -> tuple[SelectionProblem, ...]:
    """What the platform would refuse or warn about, in a stable order: the date, then the flags as listed."""
    return (*_check_date(date), *_check_flags(flags), *_check_python(date, flags))


def _check_date(date: str | None) -> tuple[SelectionProblem, ...]:
    if date is None:
        return (SelectionProblem("no-date", "", "A compatibility_date is required when publishing.", fatal=True),)
    if not _DATE.fullmatch(date):
        return (SelectionProblem("malformed-date", date, f"Invalid compatibility date: {date}", fatal=True),)
    if date > FLAGS_AS_OF:
        note = f"The flags known here are those of {FLAGS_AS_OF}; what {date} adds to them is not known."
        return (SelectionProblem("date-after-table", date, note, fatal=False),)
    return ()


def _check_flags(flags: tuple[str, ...]) -> tuple[SelectionProblem, ...]:
    problems: list[SelectionProblem] = []
    seen: set[str] = set()
    by_name = _flags_by_name()
    for name in flags:
        flag = by_name.get(name)
        if name in seen:
            text = f"Compatibility flag specified multiple times: {name}"
            problems.append(SelectionProblem("repeated-flag", name, text, fatal=True))
        elif flag is None and name not in other_flags():
            text = f"No such compatibility flag: {name}"
            problems.append(SelectionProblem("unknown-flag", name, text, fatal=True))
        elif flag and name == flag.enable and flag.disable in flags:
            text = f"Compatibility flags are mutually contradictory: {flag.enable} vs {flag.disable}"
            problems.append(SelectionProblem("contradicting-flags", name, text, fatal=True))
        elif flag and name == flag.enable and flag.experimental:
            text = "is experimental and cannot yet be used in Workers deployed to Cloudflare."
            problems.append(
                SelectionProblem("experimental-flag", name, f"The compatibility flag {name} {text}", fatal=True)
            )
        seen.add(name)
    return tuple(problems)


def _check_python(date: str | None, flags: tuple[str, ...]) -> tuple[SelectionProblem, ...]:
    if "python_workers" in compile_flags(date, flags):
        return ()
    text = "The python_workers compatibility flag is required to use Python."
    return (SelectionProblem("python-workers-off", "python_workers", text, fatal=True),)


@cache
def _flags_by_name() -> dict[str, CompatFlag]:
    return {name: flag for flag in FLAGS for name in (flag.enable, flag.disable) if name is not None}


@cache
def other_flags() -> frozenset[str]:
    """Flags that workerd knows and that have no bearing on Python."""
    text = read_shipped("other-flags.txt").decode("utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))
