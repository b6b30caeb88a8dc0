"""What the import system does in small Workers, one thing each: the prediction beside real Pyodide."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from graphcheck.verify import NodeRunner
from tests.oracle import archive_cases, call_cases, import_state_cases, refused_cases, use_cases
from tests.oracle.compare_startups import find_difference

pytestmark = pytest.mark.oracle

CASES: Mapping[str, Mapping[str, str | bytes]] = {
    **import_state_cases.CASES,
    **archive_cases.CASES,
    **call_cases.CASES,
    **use_cases.CASES,
}
REFUSED = {name: {"main.py": source} for name, source in refused_cases.CASES.items()}
DIFFERENT = ("a namespace", "encoding beside a byte order mark", "attribute", "attribute in an annotation")
"""Cases whose outcome is not the same in each release."""
BY_RELEASE = {**REFUSED, **{name: CASES[name] for name in DIFFERENT}}
DATES = {"0.26.0a2": "2025-01-01", "0.28.2": "2026-01-01", "314.0.6": "2026-10-01"}


@pytest.mark.parametrize("files", CASES.values(), ids=CASES)
def test_the_prediction_is_what_happens(runners: Mapping[str, NodeRunner], files: Mapping[str, str | bytes]) -> None:
    assert find_difference(runners["314.0.6"], files) is None


@pytest.mark.parametrize("files", BY_RELEASE.values(), ids=BY_RELEASE)
@pytest.mark.parametrize("release", DATES)
def test_what_each_release_does(
    runners: Mapping[str, NodeRunner], release: str, files: Mapping[str, str | bytes]
) -> None:
    assert find_difference(runners[release], files, DATES[release]) is None


def test_a_module_may_say_where_its_submodules_are(runners: Mapping[str, NodeRunner]) -> None:
    """They are not followed, which is told as a difference; but that they are missing is told by nobody."""
    here = "import os\nSUB = os.path.join(os.path.dirname(__file__), 'sub')\n"
    files = {
        "main.py": "import p.made\nimport q.made\nimport zz\n",
        "p.py": f"{here}__path__ = [SUB]\n",
        "q.py": f"{here}def find(): return [SUB]\n__path__ = find()\n",
        "sub/made.py": "",
    }
    difference = find_difference(runners["314.0.6"], files)
    assert difference is not None
    assert difference.startswith("""('ModuleNotFoundError', "No module named 'zz'", 'zz'): predicted modules""")
