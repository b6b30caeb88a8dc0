"""Every recorded run of real wrangler 4.86.0 and 4.164.0, compared with what is predicted for it.

Compared are: accepted or refused (and in which words), and of what is uploaded the names, types, sizes, order, hashes,
and wrangler's printed figures.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

import pytest

from graphcheck.config import load_project
from graphcheck.model.errors import ConfigError, NothingToAnalyse
from graphcheck.model.project import Project
from graphcheck.model.tree import SourceTree
from graphcheck.model.upload import UploadSet
from graphcheck.upload import (
    collect_upload,
    hundredths_of_kib,
    printed_figures,
    read_sent,
)
from tests.upload.recorded import VERSIONS, RecordedCase, recorded_cases

CAUSES: tuple[tuple[str, str], ...] = (
    ("invalid TOML", r"(?s)^Invalid TOML document: .*wrangler\.toml:([0-9]+):"),
    ("rules are no list", r"rules\.some is not a function|The field \"rules\" should be an array but got \{"),
    ("no such loader", r'No loader is configured for "\.(?:PY|pyi)" files: src/entry\.(?:PY|pyi)'),
    (
        "no configuration",
        r"Could not detect a directory containing static files|^no wrangler\.json, wrangler\.jsonc or",
    ),
    ("no date", r"^A compatibility_date is required when "),
)
"""Refusals that other programs than wrangler itself word (parsers, esbuild, its automatic setup, a crash), or that its
versions word differently, by their cause. Every other refusal must be in wrangler's own words."""

REFUSING_NOTICES = {"flag-missing", "date-missing", "name-missing"}


@dataclass(frozen=True)
class Outcome:
    project: Project | None
    upload: UploadSet | None
    refusals: tuple[str, ...]


def run(case: RecordedCase, tree: SourceTree) -> Outcome:
    try:
        project = load_project(tree, case.invocation())
    except ConfigError as error:
        return Outcome(None, None, tuple(f"{each.message}\n{each.path}:{each.line}:" for each in error.problems))
    except NothingToAnalyse as error:
        return Outcome(None, None, (error.message,))
    upload = collect_upload(tree, project, wrangler=VERSIONS[case.version])
    fatal = tuple(problem.message for problem in upload.problems if problem.fatal)
    notices = tuple(notice.message for notice in project.notices if notice.kind in REFUSING_NOTICES)
    return Outcome(project, upload, notices + fatal)


def differences(case: RecordedCase) -> list[str]:
    tree = case.tree()
    outcome = run(case, tree)
    if case.refused:
        return _differing_refusal(case, outcome)
    if outcome.refusals or outcome.upload is None or outcome.project is None:
        return [f"wrangler accepts it; refused with {outcome.refusals}"]
    return _differing_parts(case, tree, outcome.project, outcome.upload) + _differing_figures(
        case, tree, outcome.project
    )


def _differing_refusal(case: RecordedCase, outcome: Outcome) -> list[str]:
    if not outcome.refusals:
        return [f"wrangler refuses it: {case.raw['error_contains']}"]
    words = " ".join(case.raw["error_contains"].split())
    cause = cause_of(case.raw["error_text"] or words)
    if any(words in " ".join(message.split()) for message in outcome.refusals):
        return []
    if cause is not None and cause in map(cause_of, outcome.refusals):
        return []
    return [f"{words!r} ({cause}) is not in {outcome.refusals}"]


def cause_of(text: str) -> str | None:
    """The cause, with the line where one is given."""
    for cause, pattern in CAUSES:
        if found := re.search(pattern, text):
            return " ".join((cause, *found.groups()))
    return None


def _differing_parts(case: RecordedCase, tree: SourceTree, project: Project, upload: UploadSet) -> list[str]:
    expected = [(part["name"], part["type"], part["size"], part["sha1"]) for part in case.raw["uploaded"]]
    actual = []
    for module in upload.modules:
        content = read_sent(tree, project, module)
        actual.append((module.name, module.type.value, module.size, hashlib.sha1(content).hexdigest()))
    return [] if actual == expected else [f"parts {actual} instead of {expected}"]


def _differing_figures(case: RecordedCase, tree: SourceTree, project: Project) -> list[str]:
    figures = printed_figures(tree, project, wrangler=VERSIONS[case.version])
    raw = case.raw
    expected = {
        "modules": raw["attached_count"],
        "attached": round(raw["attached_kib"] * 100),
        "vendored": round((raw["vendored_kib"] or 0) * 100),
        "total": round(raw["total_upload_kib"] * 100),
    }
    actual = {
        "modules": figures.modules,
        "attached": hundredths_of_kib(figures.attached),
        "vendored": hundredths_of_kib(figures.vendored),
        "total": hundredths_of_kib(figures.total),
    }
    found = [f"figures {actual} instead of {expected}"] if actual != expected else []
    # Node compresses with Chromium's zlib: 0.01 KiB apart in the recorded cases, 5 % with binaries.
    if abs(hundredths_of_kib(figures.gzip) - raw["gzip_kib"] * 100) > max(1, raw["gzip_kib"] * 5) + 0.01:
        found.append(f"gzip {figures.gzip} instead of {raw['gzip_kib']} KiB")
    return found


@pytest.mark.parametrize("case", recorded_cases(), ids=lambda case: f"{case.name}-{case.version}")
def test_agrees_with_wrangler(case: RecordedCase) -> None:
    assert differences(case) == []
