"""What GC202 takes for another program beside the Worker."""

from __future__ import annotations

import pytest

from graphcheck.model.finding import Severity
from tests.project_files import examine_files, worker

BROAD = {"main.py": "import shared\n", "shared/__init__.py": "", "scripts/seed.py": "import shared\n"}


def found(files: dict[str, str], main: str = "main.py", keys: str = "") -> list[tuple[Severity, str]]:
    findings = examine_files(worker(files, main=main, keys=keys)).analysis.findings
    return [(each.severity, each.message) for each in findings if each.code == "GC202"]


def test_a_folder_whose_programs_no_import_reaches() -> None:
    assert found(BROAD) == [
        (Severity.INFO, "1 file of the upload (14 B) from scripts/: no import reaches any of them"),
    ]


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({**BROAD, "main.py": "import shared, scripts.seed\n"}, id="used"),
        pytest.param({**BROAD, "main.py": "def f():\n    import scripts.seed\n"}, id="used later"),
        pytest.param(
            {**BROAD, "main.py": "import importlib\ndef f(n):\n    importlib.import_module(n)\n"}, id="by name"
        ),
        pytest.param({"main.py": "", "pages/a.html": "", "pages/b.sql": ""}, id="data"),
    ],
)
def test_what_may_be_used_is_left_alone(files: dict[str, str]) -> None:
    assert all("scripts/" not in message and "pages/" not in message for _, message in found(files))


def test_unused_folders_of_the_workers_own_are_another_question() -> None:
    assert found({"src/main.py": "", "src/old/a.py": ""}, main="src/main.py") == []
    assert found(
        {"src/main.py": "", "src/old/a.py": "", "other/a.py": ""}, main="src/main.py", keys='base_dir = "."'
    ) == [
        (Severity.INFO, "1 file of the upload (0 B) from other/: no import reaches any of them"),
    ]


def test_a_front_end_is_told_by_its_tools_alone() -> None:
    files = {"main.py": "", "web/dist/app.wasm": "", "web/node_modules/tool/build.py": ""}

    assert found(files) == [
        (Severity.WARNING, "1 file of the upload (0 B) from web/node_modules/: no part of the Worker")
    ]
