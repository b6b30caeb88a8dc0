"""The baseline: what is known stays quiet where it moved to, and what is new is told."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from graphcheck.config import Invocation
from graphcheck.model.analysis import Analysis
from graphcheck.model.errors import UsageError
from graphcheck.model.policy import Selection
from graphcheck.pipeline import examine
from graphcheck.rules.baseline import update_baseline
from graphcheck.tree import MemoryTree
from tests.project_files import ROOT, worker

BASELINE = f"{ROOT}/known.json"


def analyse(source: str, baseline: str | None = None, selection: Selection | None = None) -> Analysis:
    files: Mapping[str, str] = worker({"src/main.py": source, **({"known.json": baseline} if baseline else {})})
    tree = MemoryTree({f"{ROOT}/{path}": content for path, content in files.items()})
    chosen = selection or Selection(baseline=BASELINE if baseline else None)
    return examine(tree, Invocation(ROOT), selection=chosen).analysis


def baseline_of(source: str) -> str:
    return update_baseline(None, BASELINE, "wrangler.toml", analyse(source).findings)


def told(source: str, baseline: str) -> list[str]:
    return [f"{finding.severity.value}[{finding.code}]" for finding in analyse(source, baseline).findings]


def test_what_is_known_is_hidden_and_counted() -> None:
    analysis = analyse("import left_pad\n", baseline_of("import left_pad\n"))

    assert analysis.findings == ()
    assert len(analysis.ignored) == 1
    assert not analysis.startup.starts


@pytest.mark.parametrize(
    "source",
    ["\n\n\nimport left_pad\n", "import json\nimport left_pad\nx = 1\n", "import   left_pad  # a comment\n"],
)
def test_a_moved_line_is_known(source: str) -> None:
    assert told(source, baseline_of("import left_pad\n")) == []


@pytest.mark.parametrize("source", ["import left_pad\nimport right_pad\n", "import left_pad\nfrom left_pad import x\n"])
def test_another_statement_is_new(source: str) -> None:
    assert told(source, baseline_of("import left_pad\n")) == ["error[GC103]"]


def test_an_entry_counts_for_one_finding() -> None:
    known = baseline_of("import left_pad\ndef later():\n    import right_pad\n")
    twice = "import left_pad\ndef later():\n    import right_pad\ndef last():\n    import right_pad\n"

    assert told(twice, known) == ["warning[GC103]"]


def test_what_no_longer_occurs_is_mentioned() -> None:
    assert told("import json\n", baseline_of("import left_pad\n")) == ["info[GC901]"]


def test_other_workers_stay_in_the_file() -> None:
    known = update_baseline(baseline_of("import left_pad\n"), BASELINE, "other/wrangler.toml", ())
    again = update_baseline(known, BASELINE, "other/wrangler.toml", analyse("import right_pad\n").findings)

    assert sorted(json.loads(again)["workers"]) == ["other/wrangler.toml", "wrangler.toml"]
    assert told("import left_pad\n", again) == []


def test_it_is_the_same_whatever_the_order() -> None:
    first, second = "import left_pad\nimport right_pad\n", "import right_pad\nimport left_pad\n"

    assert baseline_of(first) == baseline_of(second)


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"schema": "graphcheck/1"}', '{"schema": "graphcheck-baseline/1", "workers": {"a": [1]}}']
)
def test_a_file_that_is_no_baseline(text: str) -> None:
    with pytest.raises(UsageError, match="not a baseline"):
        analyse("import json\n", text or " ")


def test_a_file_that_does_not_exist() -> None:
    with pytest.raises(UsageError, match="cannot read the baseline"):
        analyse("import json\n", selection=Selection(baseline=f"{ROOT}/nowhere.json"))
