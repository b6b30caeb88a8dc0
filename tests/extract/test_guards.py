"""What stands between an import and its failure."""

from __future__ import annotations

from textwrap import indent

import pytest

from graphcheck.model.imports import Guard
from tests.extract.reading import guards


@pytest.mark.parametrize(
    "clause",
    [
        "except ImportError: pass",
        "except ModuleNotFoundError: x = None",
        "except Exception: log()",
        "except BaseException as error: print(error)",
        "except: pass",
        "except (ValueError, ImportError): pass",
        "except builtins.ImportError: pass",
        "except ValueError: raise\nexcept ImportError: pass",
        "except ImportError:\n    if x: raise",
        "except ImportError:\n    if x: raise\n    elif y: raise",
        "except ImportError:\n    for x in y: raise",
        "except ImportError:\n    try: other()\n    except Exception: pass",
        "except ImportError:\n    if sys.platform == 'win32': raise",
        "except* ImportError: pass",
    ],
)
def test_a_handler_that_goes_on_makes_the_import_optional(clause: str) -> None:
    assert guards(f"import builtins, sys\ntry:\n    import a\n{clause}\n")["a"] is Guard.OPTIONAL


@pytest.mark.parametrize(
    "clause",
    [
        "except ImportError: raise",
        "except ImportError as error: raise RuntimeError('install a') from error",
        "except ImportError: sys.exit(1)",
        "except ImportError: leave()",
        "except ImportError:\n    log()\n    if x: raise\n    else: raise ValueError",
        "except ImportError:\n    with x: raise",
        "except ImportError:\n    try: pass\n    finally: raise",
        "except ImportError:\n    if sys.platform != 'win32': raise",
        "except ImportError:\n    try: other()\n    except Exception: raise\n    raise",
        "except ValueError: pass",
        "except ModuleNotFoundError: raise\nexcept ImportError: pass",
        "finally: pass",
    ],
)
def test_a_handler_that_raises_again_does_not(clause: str) -> None:
    assert guards(f"import sys\nfrom sys import exit as leave\ntry:\n    import a\n{clause}\n")["a"] is Guard.NONE


def test_only_the_body_of_the_try_is_guarded() -> None:
    found = guards("try: import a\nexcept ImportError: import b\nelse: import c\nfinally: import d\n")
    assert found == {"a": Guard.OPTIONAL, "b": Guard.NONE, "c": Guard.NONE, "d": Guard.NONE}


def test_exception_classes_may_have_other_names() -> None:
    found = guards(
        """
        Missing = (ImportError, OSError)
        from builtins import ImportError as Gone
        try: import a
        except Missing: pass
        try: import b
        except Gone: pass
        """
    )
    assert (found["a"], found["b"]) == (Guard.OPTIONAL, Guard.OPTIONAL)


@pytest.mark.parametrize(
    ("importing", "using"),
    [
        ("import contextlib", "contextlib.suppress(ImportError)"),
        ("import contextlib as c", "c.suppress(ValueError, ModuleNotFoundError)"),
        ("from contextlib import suppress", "suppress(Exception)"),
        ("from contextlib import suppress as quiet", "open(x), quiet(ImportError)"),
    ],
)
def test_suppress_makes_the_import_optional(importing: str, using: str) -> None:
    assert guards(f"{importing}\nwith {using}:\n    import a\n")["a"] is Guard.OPTIONAL


def test_suppress_of_something_else_does_not() -> None:
    assert guards("from contextlib import suppress\nwith suppress(OSError): import a")["a"] is Guard.NONE
    assert guards("from mine import suppress\nwith suppress(ImportError): import a")["a"] is Guard.NONE


def test_a_try_around_a_definition_does_not_guard_the_body() -> None:
    assert guards("try:\n    def f(): import a\nexcept ImportError: pass")["a"] is Guard.NONE
    assert guards("def f():\n    try: import a\n    except ImportError: pass")["a"] is Guard.OPTIONAL


@pytest.mark.parametrize(
    ("importing", "test"),
    [
        ("from typing import TYPE_CHECKING", "TYPE_CHECKING"),
        ("from typing import TYPE_CHECKING as TC", "TC"),
        ("import typing", "typing.TYPE_CHECKING"),
        ("import typing as t", "t.TYPE_CHECKING"),
        ("import typing as t", "t.TYPE_CHECKING and sys.version_info >= (3, 8)"),
        ("TYPE_CHECKING = False", "TYPE_CHECKING"),
        ("from .compat import TYPE_CHECKING", "TYPE_CHECKING"),
        ("try: from typing import TYPE_CHECKING\nexcept ImportError: TYPE_CHECKING = False", "TYPE_CHECKING"),
        ("from typing import *", "TYPE_CHECKING"),
        ("import typing\nTC = typing.TYPE_CHECKING", "TC"),
        ("import typing", "not (not typing.TYPE_CHECKING)"),
    ],
)
def test_type_checking_blocks_under_any_name(importing: str, test: str) -> None:
    found = guards(f"import sys\n{importing}\nif {test}:\n    import a\nelse:\n    import b\n")
    assert (found["a"], found["b"]) == (Guard.TYPE_CHECKING, Guard.NONE)


def test_the_else_of_not_type_checking() -> None:
    found = guards("from typing import TYPE_CHECKING\nif not TYPE_CHECKING: import a\nelse: import b\n")
    assert found["a"] is Guard.NONE
    assert found["b"] is Guard.TYPE_CHECKING


FALSE_IN_A_WORKER = """
sys.platform == "win32"
sys.platform.startswith("win")
sys.platform.startswith(("win", "cygwin"))
sys.platform in ("linux", "darwin")
"linux" in sys.platform
sys.platform[:3] == "win"
os.name == "nt"
os.name != "posix"
sys.version_info < (3, 8)
sys.version_info[0] == 2
sys.version_info[:2] <= (3, 9)
sys.version_info.major < 3
(3, 8) > sys.version_info
sys.version_info >= (3, 14)
sys.version_info == (3, 13)
not sys.version_info >= (3, 8)
sys.implementation.name == "pypy"
platform.system() == "Windows"
platform.system().lower() == "darwin"
platform.python_implementation() != "CPython"
not __debug__
0
False
None
""
not True
unknown and False
False and unknown
sys.platform == "win32" or os.name == "nt"
__name__ == "__main__"
"__main__" == __name__
PY2
WIN
not (__debug__ or x)
2 < 1 < unknown
True if os.name == "nt" else False
"""


@pytest.mark.parametrize("test", FALSE_IN_A_WORKER.strip().splitlines())
def test_conditions_that_are_false_in_a_worker(test: str) -> None:
    source = (
        "import sys, os, platform\nPY2 = sys.version_info[0] == 2\nWIN = sys.platform.startswith('win')\n"
        f"if {test}:\n    import a\nelse:\n    import b\nif not ({test}):\n    import c\nelse:\n    import d\n"
    )
    found = guards(source)
    assert [found[name] for name in "abcd"] == [Guard.DEAD, Guard.NONE, Guard.NONE, Guard.DEAD]
    inside = guards(
        "import sys, os, platform\nPY2 = WIN = 0\ndef f():\n" + indent(f"if {test}:\n    import a\n", "    ")
    )
    assert inside["a"] is Guard.DEAD


@pytest.mark.parametrize(
    "test",
    [
        'sys.platform == "emscripten"',
        "sys.version_info >= (3, 13)",
        "sys.version_info > (3, 13)",
        "sys.version_info >= (3, 13, 1)",
        "sys.version_info[2] > 5",
        "x",
        "os.environ.get('X')",
        "DEBUG",
        "TWICE",
        "SHARED",
        "sys.version_info < 3",
        "__name__ == 'entry'",
    ],
)
def test_conditions_that_may_hold_in_a_worker(test: str) -> None:
    source = f"""
import sys, os
DEBUG = bool(os.environ)
TWICE = False
TWICE = x
SHARED = False
def share():
    global SHARED
    SHARED = True
if {test}:
    import a
"""
    assert guards(source)["a"] is Guard.NONE


def test_names_that_are_bound_twice_to_the_same_value_are_known() -> None:
    source = """
    import sys
    if sys.version_info[0] >= 3:
        PY3 = True
    else:
        PY3 = False
    if not PY3:
        import a
    """
    assert guards(source)["a"] is Guard.DEAD


def test_a_local_name_hides_the_one_of_the_module() -> None:
    source = """
    DEBUG = False
    def f(DEBUG):
        if DEBUG: import a
    def g():
        if DEBUG: import b
    """
    assert guards(source) == {"a": Guard.NONE, "b": Guard.DEAD}


def test_imports_inside_the_function_count() -> None:
    assert guards("def f():\n    import sys\n    if sys.platform == 'win32': import a")["a"] is Guard.DEAD


def test_the_strongest_guard_wins() -> None:
    source = """
    from typing import TYPE_CHECKING
    try:
        import a
        if TYPE_CHECKING:
            import b
            if False: import c
        if False:
            if TYPE_CHECKING: import d
    except ImportError:
        pass
    """
    found = guards(source)
    assert [found[name] for name in "abcd"] == [Guard.OPTIONAL, Guard.TYPE_CHECKING, Guard.DEAD, Guard.DEAD]


def test_all_later_branches_of_a_true_condition_are_dead() -> None:
    found = guards("import sys\nif sys.version_info >= (3,): import a\nelif x: import b\nelse: import c\n")
    assert (found["a"], found["b"], found["c"]) == (Guard.NONE, Guard.DEAD, Guard.DEAD)


def test_the_target_decides_not_the_host() -> None:
    source = "import sys\nif sys.version_info >= (3, 14): import a\nelse: import b\n"
    assert guards(source, (3, 14))["b"] is Guard.DEAD
    assert guards(source, (3, 12))["a"] is Guard.DEAD
