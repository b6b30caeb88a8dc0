"""Edits of modules whose names others ask for, or nobody: which of them ``check`` has to compute again."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.cli.test_remembering import Runs, runs, tick

__all__ = ["runs", "tick"]

FILES = {
    "wrangler.toml": 'name = "w"\nmain = "src/main.py"\ncompatibility_date = "2026-10-01"\n'
    'compatibility_flags = ["python_workers"]\n',
    "src/main.py": "import first, starred, calls, probes, latest\n\ndef on_fetch(request):\n    import late\n",
    "src/first.py": "#\n#\nFIRST = 1\n",
    "src/names.py": "#\n#\nONE = 1\nFLAG = None\n",
    "src/listed.py": "#\n#\n__all__ = ['ONE']\nONE = 1\n",
    "src/starred.py": "#\n#\nfrom names import *\nfrom listed import *\n",
    "src/lib.py": "#\n#\ndef plain():\n    return 1\n\ndef setup():\n    import json\n\nclass Base:\n    pass\n",
    "src/calls.py": "#\n#\nfrom lib import plain, setup\nplain()\nsetup()\n",
    "src/probes.py": "#\n#\nimport lib, sys, flags\nfrom flags import FLAG\n"
    "if hasattr(lib, 'extra'):\n    import missing_extra\n"
    "if 'wave' in sys.modules:\n    import missing_wave\n"
    "if FLAG:\n    import missing_flag\n",
    "src/flags.py": "#\n#\nFLAG = None\n",
    "src/late.py": "#\n#\nimport json\n",
    "src/latest.py": "def f():\n    import deep\n",
    "src/extra/deep.py": "",
    "python_modules/vendored.py": "#\n#\n",
}
# A file; what is added to it; whether the answer has to be computed again, and whether it is another one.
EDITS: dict[str, tuple[str, str, bool, bool]] = {
    "a name of a module of which all names are imported": ("names", "NEW = 1", True, False),
    "a name beside those that a module exports": ("listed", "NEW = 1", False, False),
    "an export": ("listed", "__all__ = ['ONE', 'NOTHING']", True, True),
    "another call of what imports something": ("calls", "AGAIN = setup()", True, False),
    "another call of what does nothing": ("calls", "AGAIN = plain()", False, False),
    "a name that is probed": ("lib", "extra = 1", True, True),
    "a name beside it": ("lib", "other = 1", False, False),
    "a class": ("calls", "class Other(dict):\n    one = plain()", False, False),
    "a function": ("calls", "@plain\ndef other():\n    import os", False, False),
    "a module that is probed": ("first", "import wave", True, True),
    "a module beside it": ("first", "import colorsys", False, False),
    "a name under a condition": ("flags", "FLAG = 1", True, True),
    "a name that is missing": ("first", "from os import nothing", True, True),
    "a module that is missing": ("first", "import tkinter", True, True),
    "a module that fails": ("first", "import multiprocessing.shared_memory", True, True),
    "a module that fails by its name": ("first", "from multiprocessing import shared_memory", True, True),
    "names of a module that has more": ("first", "from os.path import join, split as parts", False, False),
    "a constant of what is imported later": ("late", "LATE = 1", False, False),
    "an import of what is imported later": ("late", "import missing", True, True),
    "an import that a comment names": ("first", "import colorsys  # graphcheck: ignore", True, True),
    "what later imports profit from": (
        "first",
        "import os, sys\ndef more():\n    sys.path.append(os.path.dirname(__file__) + '/extra')",
        True,
        True,
    ),
    "something that never ends well": ("first", "raise ValueError", True, True),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "worker" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    monkeypatch.setenv("GRAPHCHECK_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path / "worker")
    return tmp_path / "worker"


@pytest.mark.parametrize("name", EDITS)
def test_what_is_asked_for_counts(name: str, folder: Path, runs: Runs) -> None:
    module, added, again, differs = EDITS[name]
    before = runs.run("check")
    path = folder / "src" / f"{module}.py"
    path.write_text(f"{path.read_text('utf-8')}{added}\n", "utf-8")
    computed = runs.computed

    after = runs.run("check")

    assert runs.computed - computed == again
    assert (after != before) == differs
    assert after == runs.run("check", "--no-cache")


MADE = {
    "of nothing": ("import json\nfrom lib import Base\nAPP = Base()\n", False),
    "of one of two things": ("import json\nfrom lib import Base\nAPP = Base()\nBase = 1\n", True),
    "of what is missing": ("import json\nfrom client import Client\nCLIENT = Client()\n", True),
    "after an exception": ("import json\nfrom lib import Base\nimport missing\nAPP = Base()\n", True),
}


@pytest.mark.parametrize("name", MADE)
def test_objects_may_move_that_are_made_of_nothing(name: str, folder: Path, runs: Runs) -> None:
    source, again = MADE[name]
    (folder / "src" / "main.py").write_text("import made\n", "utf-8")
    (folder / "python_modules" / "client.py").write_text(
        "class Client:\n    def __init__(self):\n        import missing_client\n", "utf-8"
    )
    path = folder / "src" / "made.py"
    path.write_text(source, "utf-8")
    runs.run("check")
    path.write_text(f"import colorsys\n\n{source}", "utf-8")
    after = runs.run("check")
    assert runs.computed == 1 + again
    assert after == runs.run("check", "--no-cache")


SHOP = {
    "src/main.py": "import taker\nif hasattr(taker, 'asked'):\n    import missing_asked\n",
    "src/taker.py": "from shop import one\nfrom lazy import gift, VALUE\nfrom écho import eins\n"
    "if flag:\n    import missing_flag\n" + 1024 * "#\n",
    "src/shop/__init__.py": "import nowhere_shop\none = 1\ntwo = 2\nflag = 3\nitem = 4\nasked = 5\n",
    "src/shop/item.py": "import nowhere_item\n",
    "src/lazy/__init__.py": "import importlib\nVALUE = 1\n"
    "def __getattr__(name):\n    return importlib.import_module('lazy._' + name)\n",
    "src/écho.py": "import nowhere_echo\neins = zwei = 1\n",
    "src/lazy/_gift.py": "import nowhere_gift\n",
}
SHORT, LONG = "from shop import one", "from shop import one, two"
# What another import takes the place of, in which format; whether the answer is computed again, and is another one.
TAKEN: dict[str, tuple[str, str, str, bool, bool]] = {
    "a name more": (SHORT, LONG, "lines", False, False),
    "a name more, before another": (SHORT, "from shop import two, one", "lines", False, False),
    "a name under another": (SHORT, "from shop import one, two as three", "lines", False, False),
    "another name": (SHORT, "from shop import two", "lines", False, False),
    "a name less": ("from lazy import gift, VALUE", "from lazy import gift", "lines", False, False),
    "a name that is missing": (SHORT, "from shop import one, three", "lines", True, True),
    "a name that a condition asks for": (SHORT, "from shop import one, flag", "lines", True, True),
    "a name that others ask for": (SHORT, "from shop import one, asked", "lines", True, True),
    "a name that others ask for, twice": (SHORT, "from shop import one, two, two as asked", "lines", True, True),
    "a name that becomes one that is asked for": (SHORT, "from shop import one, two as flag", "lines", True, True),
    "a name that is a module, too": (SHORT, "from shop import one, item", "lines", True, True),
    "a name less that was provided when asked for": (
        "from lazy import gift, VALUE", "from lazy import VALUE", "lines", True, True,
    ),
    "every name": (SHORT, "from shop import *", "lines", True, True),
    "a statement that is told": (SHORT, LONG, "sarif", True, True),
    "a statement that is told as JSON": ("import eins", "import eins, zwei", "sarif", True, True),
}  # fmt: skip


@pytest.fixture
def shop(folder: Path) -> Path:
    for name, text in SHOP.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder / "src"


@pytest.mark.parametrize("name", TAKEN)
def test_names_that_a_module_has_may_be_imported_from_it(name: str, shop: Path, runs: Runs) -> None:
    old, new, format_, again, differs = TAKEN[name]
    before = runs.run("check", "--format", format_)
    (shop / "taker.py").write_text(SHOP["src/taker.py"].replace(old, new), "utf-8")
    after = runs.run("check", "--format", format_)
    assert runs.computed == 1 + again
    assert (after != before) == differs
    assert after == runs.run("check", "--format", format_, "--no-cache")


PLACED = {
    "src/main.py": "from setup import place\nplace()\nimport taker\n",
    "src/setup.py": "import shop\n\nclass Mine:\n    pass\n\n\ndef place():\n    shop.Real = Mine\n",
    "src/shop/__init__.py": "one = 1\n\n\nclass Real:\n    port = 80\n",
    "src/taker.py": "from shop import one\nprint(Real.port)\n",
}


def test_a_class_in_the_place_of_another_is_watched(shop: Path, runs: Runs) -> None:
    for name, text in PLACED.items():
        (shop.parent / name).write_text(text, "utf-8")
    runs.run("check")
    (shop / "taker.py").write_text(PLACED["src/taker.py"].replace("one", "one, Real"), "utf-8")
    after = runs.run("check")
    assert "has no attribute 'port'" in after[1]
    assert after == runs.run("check", "--no-cache")


def test_a_baseline_knows_findings_by_their_statements(shop: Path, runs: Runs) -> None:
    before = "from python_modules.vendored import (\n    one,\n)\n"
    (shop / "main.py").write_text(before, "utf-8")
    (shop.parent / "python_modules" / "vendored.py").write_text("one = two = 1\n", "utf-8")
    runs.run("check", "--write-baseline", "known.json")
    hidden = runs.run("check", "--baseline", "known.json")
    (shop / "main.py").write_text(before.replace("one,", "one, two,"), "utf-8")
    after = runs.run("check", "--baseline", "known.json")
    assert hidden[1] == ""
    assert "GC110" in after[1]


@pytest.mark.parametrize("at_once", [True, False])
def test_the_module_has_to_keep_them(at_once: bool, tick: int, shop: Path, runs: Runs) -> None:
    before = runs.run("check")
    time.sleep(0.02)
    (shop / "taker.py").write_text(SHOP["src/taker.py"].replace(SHORT, LONG), "utf-8")
    time.sleep(0.02)
    assert at_once or runs.run("check") == before
    package = shop / "shop" / "__init__.py"
    package.write_text(SHOP["src/shop/__init__.py"].replace("two = 2\n", "tow = 2\n"), "utf-8")
    after = runs.run("check")
    assert "has no `two`" in after[1]
    assert after == runs.run("check", "--no-cache")


def test_edits_that_changed_nothing_add_up(folder: Path, runs: Runs) -> None:
    """Each is compared with what the answer was computed from."""
    before = runs.run("check")
    for module, text in (
        ("first", "#\n#\nimport colorsys\n"),
        ("lib", FILES["src/lib.py"].replace("class Base", "class Basis")),
        ("first", "#\n#\nimport re\nSECOND = 2\n"),
    ):
        (folder / "src" / f"{module}.py").write_text(text, "utf-8")
        assert runs.run("check") == before
    assert runs.computed == 1
    assert before == runs.run("check", "--no-cache")


def test_the_facts_before_may_be_gone(folder: Path, runs: Runs) -> None:
    from graphcheck.cache.file import CacheFile

    before = runs.run("check")
    with CacheFile(str(folder.parent / "cache")) as cache:
        cache.write("DELETE FROM facts WHERE ?", [(1,)])
    (folder / "src" / "first.py").write_text("#\n#\nSECOND = 2\n", "utf-8")
    assert runs.run("check") == before
    assert runs.computed == 2
