"""Ignoring: comments, settings and options hide findings; the verdict stays what the runtime does."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from graphcheck.config import Invocation
from graphcheck.model.analysis import Analysis
from graphcheck.model.errors import ConfigError, UsageError
from graphcheck.model.policy import Selection
from graphcheck.pipeline import examine
from graphcheck.tree import MemoryTree
from tests.project_files import ROOT, worker

ALL = Selection()
TWO_ERRORS = {"src/main.py": "import left_pad\nimport tkinter\n"}


def analyse(files: Mapping[str, str], settings: str = "", selection: Selection = ALL) -> Analysis:
    every = {**worker(files)}
    if settings:
        every["pyproject.toml"] = f"[tool.graphcheck]\n{settings}\n"
    tree = MemoryTree({f"{ROOT}/{path}": content for path, content in every.items()})
    return examine(tree, Invocation(ROOT), selection=selection).analysis


def told(analysis: Analysis) -> list[str]:
    return [f"{finding.severity.value}[{finding.code}]" for finding in analysis.findings]


def test_an_ignored_error_does_not_make_the_worker_start() -> None:
    analysis = analyse({"src/main.py": "import left_pad  # graphcheck: ignore[GC103] made at deploy\n"})

    assert told(analysis) == []
    assert [finding.code for finding in analysis.ignored] == ["GC103"]
    assert not analysis.startup.starts


@pytest.mark.parametrize(
    "comment",
    [
        "# graphcheck: ignore",
        "# graphcheck: ignore reason",
        "# graphcheck: ignore[GC103]",
        "# graphcheck: ignore[gc103] lower case",
        "# graphcheck: ignore[import-not-found]",
        "#graphcheck:ignore[GC103]",
        "# noqa: F401  # graphcheck: ignore[GC103]  # type: ignore",
    ],
)
def test_ways_to_write_it(comment: str) -> None:
    assert told(analyse({"src/main.py": f"import left_pad  {comment}\n"})) == []


@pytest.mark.parametrize(
    "source",
    [
        "from left_pad import (  # graphcheck: ignore[GC103]\n    pad,\n)\n",
        "from left_pad import (\n    pad,  # graphcheck: ignore[GC103]\n)\n",
        "from left_pad import (\n    # graphcheck: ignore[GC103]\n    pad,\n)\n",
        "try: import left_pad  # graphcheck: ignore[GC103]\nfinally: pass\n",
        "import left_pad \\\n    as pad  # graphcheck: ignore[GC103]\n",
    ],
)
def test_anywhere_in_the_statement(source: str) -> None:
    assert told(analyse({"src/main.py": source})) == []


@pytest.mark.parametrize(
    "source",
    [
        "# graphcheck: ignore[GC302]\nimport left_pad\n",
        "import json  # graphcheck: ignored\nimport left_pad\n",
        "x = '# graphcheck: ignore-file'\nimport left_pad\n",
        'x = """\n# graphcheck: ignore-file\n"""\nimport left_pad\n',
    ],
)
def test_what_is_no_ignore_of_it(source: str) -> None:
    assert "error[GC103]" in told(analyse({"src/main.py": source}))


def test_several_codes() -> None:
    source = "import left_pad, tkinter  # graphcheck: ignore[GC103, stdlib-missing] both\n"

    assert told(analyse({"src/main.py": source})) == []


def test_a_whole_file() -> None:
    head = '#!/usr/bin/env python\n"""Words."""\n# graphcheck: ignore-file[GC103, GC302]\n'

    assert told(analyse({"src/main.py": head + TWO_ERRORS["src/main.py"]})) == []


def test_a_whole_file_below_a_statement_counts_for_nothing() -> None:
    analysis = analyse({"src/main.py": "import left_pad\n# graphcheck: ignore-file\n"})

    assert told(analysis) == ["error[GC103]", "warning[GC901]"]
    assert "above the first statement" in analysis.findings[1].message


def test_an_unknown_rule_in_a_comment() -> None:
    analysis = analyse({"src/main.py": "import json  # graphcheck: ignore[import-not-fund]\n"})

    assert "no rule `import-not-fund`; did you mean import-not-found?" in analysis.findings[0].message


def test_a_file_that_python_cannot_compile_can_be_ignored() -> None:
    files = {"src/main.py": "import broken\n", "src/broken.py": "x = (\ndef f(:  # graphcheck: ignore[GC001]\n"}

    assert [finding.code for finding in analyse(files).ignored] == ["GC001"]


def test_settings_hide_and_rank() -> None:
    assert told(analyse(TWO_ERRORS, 'ignore = ["GC103"]')) == ["error[GC302]"]
    assert told(analyse(TWO_ERRORS, 'severity = {GC103 = "warning"}')) == ["error[GC302]", "warning[GC103]"]
    assert told(analyse(TWO_ERRORS, 'severity = {import-not-found = "info"}')) == ["error[GC302]", "info[GC103]"]


def test_a_severity_moves_all_findings_of_the_rule() -> None:
    files = {"src/main.py": "import left_pad\ndef later():\n    import right_pad\n"}

    assert told(analyse(files)) == ["error[GC103]", "warning[GC103]"]
    assert told(analyse(files, 'severity = {GC103 = "warning"}')) == ["warning[GC103]", "info[GC103]"]


@pytest.mark.parametrize(
    ("glob", "hidden"), [("src/legacy/**", True), ("legacy", True), ("**/old.py", True), ("src/*.py", False)]
)
def test_per_path_ignores(glob: str, hidden: bool) -> None:
    files = {"src/main.py": "import legacy.old\n", "src/legacy/old.py": "import left_pad\n"}
    analysis = analyse(files, f'per-path-ignores = {{"{glob}" = ["GC103"]}}')

    assert told(analysis) == ([] if hidden else ["error[GC103]"])


def test_select_and_ignore_of_the_command_line() -> None:
    assert told(analyse(TWO_ERRORS, selection=Selection(select=("GC302",)))) == ["error[GC302]"]
    assert told(analyse(TWO_ERRORS, selection=Selection(ignore=("stdlib-missing",)))) == ["error[GC103]"]


def test_a_comment_is_not_stale_because_its_rule_is_not_selected() -> None:
    files = {"src/main.py": "import left_pad  # graphcheck: ignore[GC103]\n"}

    assert told(analyse(files, selection=Selection(ignore=("GC103",)))) == []


def test_rules_that_do_not_exist() -> None:
    with pytest.raises(ConfigError) as caught:
        analyse(TWO_ERRORS, 'ignore = ["GC103", "import-not-fund"]')
    (problem,) = caught.value.problems
    assert (problem.path, problem.line, problem.hint) == ("pyproject.toml", 2, "did you mean import-not-found?")

    with pytest.raises(UsageError, match="there is no rule GC999"):
        analyse(TWO_ERRORS, selection=Selection(select=("GC999",)))


@pytest.mark.parametrize(
    "source",
    ["import made\n", "import made.inside\n", "from made import x\n", "from made.inside import x\n", "import up.made\n",
     "from up import made\n", "def later():\n    import made\n"],
)  # fmt: skip
def test_assumed_modules_are_found(source: str) -> None:
    settings = 'assume = ["made", "up.made"]'

    analysis = analyse({"src/main.py": source}, settings)
    assert analysis.startup.starts
    assert told(analysis) == []


def test_an_assumed_module_hides_no_other() -> None:
    assert told(analyse({"src/main.py": "import mad, up.other\n"}, 'assume = ["made", "up.made"]')) != []


def test_what_is_uploaded_is_not_assumed() -> None:
    files = {"src/main.py": "from made import y\n", "src/made.py": "x = 1\n"}

    assert told(analyse(files, 'assume = ["made"]')) == ["error[GC106]"]
