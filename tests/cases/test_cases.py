"""Each miniature gets the findings of ``cases.toml``, and does in real Pyodide what its case reports."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from graphcheck.config import Invocation
from graphcheck.model.finding import Severity
from graphcheck.pipeline import Examination, examine
from graphcheck.rules import find_rules
from graphcheck.tree import DiskTree, tree_path
from graphcheck.verify import NodeRunner, observe_upload, observe_worker
from tests.cases.case import CASES, REPOSITORY, STARTS, Case, example_of, write_example

RUNNABLE = [case for case in CASES if case.miniature]
each_case = pytest.mark.parametrize("case", RUNNABLE, ids=lambda case: f"{case.number:02}")


@pytest.fixture
def folder(case: Case, tmp_path: Path) -> Path:
    if case.is_example:
        write_example(example_of(case), tmp_path)
        return tmp_path
    return REPOSITORY / "sample_projects" / case.miniature


@pytest.fixture
def copied(case: Case, folder: Path, tmp_path: Path) -> Path:
    """``folder`` where nobody else reads: wrangler writes into it."""
    if case.is_example:
        return folder
    parts = Path(case.miniature).parts
    sample = parts[: 2 if parts[0] == "cases" else 1]
    shutil.copytree(Path(REPOSITORY, "sample_projects", *sample), Path(tmp_path, *sample), symlinks=True)
    return tmp_path / case.miniature


def look_at(folder: Path, date: str | None = None) -> Examination:
    return examine(DiskTree(), Invocation(tree_path(str(folder)), date=date))


def test_there_are_all_of_them() -> None:
    assert [case.number for case in CASES] == list(range(1, 79))


def test_what_files_cannot_show_is_explained() -> None:
    silent = [case for case in CASES if not case.findings and not case.shows]

    assert [case.number for case in silent if not case.why] == []


def test_every_folder_belongs_to_a_case() -> None:
    folders = {path.name for path in (REPOSITORY / "sample_projects/cases").iterdir()}
    named = {case.miniature.split("/")[1] for case in RUNNABLE if case.miniature.startswith("cases/")}

    assert folders == named


@each_case
def test_gets_its_findings(case: Case, folder: Path) -> None:
    findings = look_at(folder, case.date).analysis.findings

    names = {finding.rule for finding in findings}
    errors = {finding.rule for finding in findings if finding.severity is Severity.ERROR}
    assert set(case.findings) <= {rule.RULE.name for rule in find_rules()}
    assert set(case.findings) <= names
    assert errors <= set(case.findings)
    if case.quiet:
        assert not [finding for finding in findings if finding.severity is not Severity.INFO]


@each_case
def test_start_is_predicted(case: Case, folder: Path) -> None:
    startup = look_at(folder).analysis.startup

    predicted = STARTS if startup.error is None else f"{startup.error.type}: {startup.error.message}"
    refused = startup.refused is not None and case.startup.startswith("PlatformError: ")
    assert refused or predicted == (case.predicted or case.startup)


@pytest.mark.parametrize(
    "case", [case for case in RUNNABLE if case.command], ids=lambda case: f"{case.number:02}-{case.command}"
)
def test_command_shows_it(case: Case, folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "graphcheck", *shlex.split(case.command), str(folder)],
        env={**os.environ, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert case.shows in " ".join(done.stdout.split())


@pytest.mark.oracle
@each_case
def test_real_pyodide_does_what_the_case_reports(case: Case, folder: Path, runners: Mapping[str, NodeRunner]) -> None:
    examination = look_at(folder)

    observed = observe_worker(
        runners[examination.profile.pyodide],
        examination.upload,
        lambda module: Path(module.path).read_bytes(),
        examination.profile,
        timeout=300,
        reuse=True,
    )

    assert case.startup == (STARTS if observed.error is None else f"{observed.error.type}: {observed.error.message}")


@pytest.mark.oracle
@each_case
def test_upload_is_that_of_real_wrangler(case: Case, folder: Path, copied: Path, wrangler_dir: Path, node: str) -> None:
    if "flag-missing" in case.findings:
        pytest.skip("wrangler refuses the configuration before it reads a file")

    observed = observe_upload(copied, wrangler_dir, node)

    assert [(part.name, part.type, part.content) for part in observed] == [
        (module.name, module.type.value, Path(module.path).read_bytes()) for module in look_at(folder).upload.modules
    ]
