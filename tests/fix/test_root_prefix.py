"""The prefix of the module root goes from every file, and from nothing that would then mean something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fix.command import HEAD, lay_out, run

FILES = {"wrangler.toml": HEAD, "src/core/__init__.py": "", "src/core/db.py": "def q(): return 1\nclass T: pass\n"}


def fixed(folder: Path, files: dict[str, str], *names: str) -> list[str]:
    run(lay_out(folder, {**FILES, **files}), "fix", "--write")
    assert run(folder, "fix") == 0
    return [(folder / name).read_bytes().decode() for name in names]


def test_imports_that_fail_nowhere_change_along(tmp_path: Path) -> None:
    main = (
        "import sys\nfrom typing import TYPE_CHECKING\nfrom src.core.db import q\nif TYPE_CHECKING:\n"
        "    from src.core.db import T\n    import src.core.db as types\nif sys.platform == 'win32':\n"
        "    import src.core.db\n    src.core.db.q()\n"
    )
    files = {"src/main.py": main, "src/plugins/late.py": "from src.core import db\n", "tests/test_a.py": "import src\n"}

    assert fixed(tmp_path, files, "src/main.py", "src/plugins/late.py", "tests/test_a.py") == [
        main.replace("src.", ""),
        "from core import db\n",
        "import src\n",
    ]


def test_files_that_only_a_broken_import_reaches(tmp_path: Path) -> None:
    files = {
        "src/main.py": "import src.a\n",
        "src/a.py": "def f():\n    from src.b import x\n    return x\n",
        "src/b.py": "try:\n    from src.missing import x\nexcept ImportError:\n    import src.core.db\nx = 1\n",
    }

    assert fixed(tmp_path, files, "src/main.py", "src/a.py", "src/b.py") == [
        "import a\n",
        "def f():\n    from b import x\n    return x\n",
        "try:\n    from src.missing import x\nexcept ImportError:\n    import core.db\nx = 1\n",
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "from src.calendar import days\n",
        "from src import calendar\n",
        "from .calendar import days\n",
        "from . import calendar\n",
        "from src.pad import days\n",
    ],
)
def test_a_name_that_would_mean_another_module(statement: str, tmp_path: Path) -> None:
    files = {
        "src/main.py": statement,
        "src/calendar.py": "days = 1\n",
        "src/pad.py": "days = 1\n",
        "python_modules/pad/__init__.py": "",
    }

    assert fixed(tmp_path, files, "src/main.py") == [statement]


def test_it_says_why_such_a_name_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {**FILES, "src/main.py": "from src.calendar import days\n", "src/calendar.py": "days = 1\n"}

    assert run(lay_out(tmp_path, files), "report") == 1
    out = " ".join(capsys.readouterr().out.split())
    assert "`calendar` alone is found in the runtime's own modules first: give the file another name" in out
    assert "fix: from calendar" not in out


def test_a_pair_for_both_worlds_stays(tmp_path: Path) -> None:
    main = "try:\n    from src.core.db import q\nexcept ImportError:\n    from core.db import q\n"

    assert fixed(tmp_path, {"src/main.py": main}, "src/main.py") == [main]
    assert run(tmp_path, "check", "--fail-on", "info") == 0


def test_it_tells_what_it_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {**FILES, "src/main.py": "import src.core.db\nsrc = 1\n"}

    assert run(lay_out(tmp_path, files), "fix", "--write") == 0
    assert "left alone: src/main.py:1: GC101 the name is bound or used in another way" in capsys.readouterr().err
