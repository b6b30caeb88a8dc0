"""Examples of the rules about work at start: real Pyodide fails where they say so, and starts where they are silent."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from graphcheck.config import Invocation
from graphcheck.model.finding import Severity
from graphcheck.pipeline import examine
from graphcheck.rules import Example, find_rule
from graphcheck.tree import MemoryTree
from graphcheck.verify import NodeRunner, observe_worker
from tests.project_files import ROOT, worker

pytestmark = pytest.mark.oracle

CODES = ("GC402", "GC403")
STAND_IN = ("the data is vendored",)  # an empty package: the data itself is binary
CASES = [
    pytest.param(example, id=f"{code}-{example.name}")
    for code in CODES
    for rule in [find_rule(code)]
    if rule
    for example in rule.RULE.examples
    if example.name not in STAND_IN
]
RELATIVE = "import logging, os\nopen('app.log', 'w').close()\nos.makedirs('logs/a')\nlogging.FileHandler('b.log')\n"


def start_fails(files: Mapping[str, str], runners: Mapping[str, NodeRunner]) -> tuple[bool, bool]:
    """Whether there is a finding of severity error, and whether real Pyodide fails."""
    tree = MemoryTree({f"{ROOT}/{path}": text for path, text in files.items()})
    examination = examine(tree, Invocation(ROOT))
    runner = runners[examination.profile.pyodide]
    observed = observe_worker(
        runner, examination.upload, lambda module: tree.read(module.path), examination.profile, reuse=True
    )
    errors = [finding for finding in examination.analysis.findings if finding.severity is Severity.ERROR]
    return bool(errors), not observed.starts


@pytest.mark.parametrize("example", CASES)
def test_an_error_is_what_the_start_ends_with(example: Example, runners: Mapping[str, NodeRunner]) -> None:
    predicted, observed = start_fails(example.files, runners)

    assert predicted == observed


def test_the_current_folder_is_writable(runners: Mapping[str, NodeRunner]) -> None:
    """Which is why relative paths are not reported."""
    assert start_fails(worker({"src/main.py": RELATIVE}), runners) == (False, False)
