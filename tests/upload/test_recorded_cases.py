"""Every recorded run of real wrangler 4.86.0 and 4.164.0, compared with what is predicted for it.

Compared are: accepted or refused (and in which words), and of what is uploaded the names, types, sizes, order, hashes,
and wrangler's printed figures.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import pytest

from graphcheck.config import load_project
from graphcheck.model.errors import ConfigError, NothingToAnalyse
from graphcheck.model.project import Project
from graphcheck.model.tree import SourceTree
from graphcheck.model.upload import UploadSet
from graphcheck.upload import (
    NEWEST,
    WRANGLER_VERSIONS,
    collect_upload,
    hundredths_of_kib,
    printed_figures,
)
from graphcheck.upload.main_module import encode_main
from tests.upload.recorded import RecordedCase, recorded_cases

DISAGREEMENTS = {
    ("flag-cli-bundle", "4.86"): "--bundle hands the Worker to the JavaScript bundler; graphcheck has no such option",
    ("flag-cli-bundle", "newest"): "--bundle hands the Worker to the JavaScript bundler; graphcheck has no such option",
    ("flag-positional-directory", "4.86"): "configurations are read as 4.164 reads them; since 4.98 this is accepted",
    ("flag-source-maps", "4.86"): "source maps are no modules and have no type in the model",
    ("flag-source-maps", "newest"): "source maps are no modules and have no type in the model",
    ("rules-module-called-metadata", "4.86"): "the part takes the place of the metadata; here the entry stays first",
    ("rules-module-called-metadata", "newest"): "the part takes the place of the metadata; here the entry stays first",
}
"""Cases that cannot agree. Each must still disagree, else it is to be taken off this list."""

OTHER_WORDS = {
    "cfg-bad-toml": "tomli's message",
    "cfg-bad-toml-dup": "tomli's message",
    "cfg-none": "wrangler starts an automatic setup instead",
    "val-rules-not-array": "wrangler crashes before it can print its own message",
    "flag-data-blobs": "the name of the configuration file in the message",
    "entry-uppercase-py": "esbuild's message",
    "entry-pyi": "esbuild's message",
    "val-no-date": "4.86 said: when publishing",
}
"""Refusals whose message differs, and why."""

REFUSING_NOTICES = {"flag-missing", "date-missing", "name-missing"}
VERSIONS = {"4.86": WRANGLER_VERSIONS[0], "newest": NEWEST}


@dataclass(frozen=True)
class Outcome:
    project: Project | None
    upload: UploadSet | None
    refusals: tuple[str, ...]


def run(case: RecordedCase, tree: SourceTree) -> Outcome:
    try:
        project = load_project(tree, case.invocation())
    except ConfigError as error:
        return Outcome(None, None, tuple(problem.message for problem in error.problems))
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
    return _differing_parts(case, tree, outcome.upload) + _differing_figures(case, tree, outcome.project)


def _differing_refusal(case: RecordedCase, outcome: Outcome) -> list[str]:
    if not outcome.refusals:
        return [f"wrangler refuses it: {case.raw['error_contains']}"]
    words = " ".join(case.raw["error_contains"].split())
    if case.name in OTHER_WORDS or any(words in " ".join(message.split()) for message in outcome.refusals):
        return []
    return [f"{words!r} is not in {outcome.refusals}"]


def _differing_parts(case: RecordedCase, tree: SourceTree, upload: UploadSet) -> list[str]:
    expected = [(part["name"], part["type"], part["size"], part["sha1"]) for part in case.raw["uploaded"]]
    actual = []
    for index, module in enumerate(upload.modules):
        content = tree.read(module.path)
        content = content if index or len(content) == module.size else encode_main(content)
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
    found = differences(case)
    if (case.name, case.version) in DISAGREEMENTS:
        assert found, "it agrees: take it off the list"
    else:
        assert found == []
