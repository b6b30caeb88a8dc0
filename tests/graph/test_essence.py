"""Edits that nobody notices, by what the startup walk asked for, and edits that somebody does."""

from __future__ import annotations

import pytest

from graphcheck.cache.codec import encode_facts, meaning_of
from graphcheck.extract import Target, extract_imports
from graphcheck.graph.essence import essence_of
from graphcheck.model.imports import ImportSite
from graphcheck.model.latitude import Latitude

BEFORE = """
import sys
import asked_module
from somewhere import idle, busy, field
asked = 1
def called():
    import in_called
    return 1
called()
class Asked:
    x = field()
if asked:
    other = 1
"""
LATITUDE = Latitude(frozenset({"asked", "Asked", "called", "idle", "busy", "field"}), frozenset({"idle", "field"}))
UNNOTICED = {
    "a function": "def new():\n    return asked\n",
    "a function under a decorator that does nothing": "@idle\ndef new(): ...\n",
    "a class": "class New(Base):\n    x = field()\n    def f(self): ...\n",
    "a class in a class": "class New:\n    class Inner:\n        x: int = 1\n",
    "a constant": "NEW = {'a': 1}\n",
    "a call that does nothing": "NEW = idle(1)\n",
    "an inert import": "import json\n",
    "an inert import in a function": "def new():\n    import json\n",
    "a from-import": "from json import dumps\n",
    "an export": "__all__ = ['asked']\n",
}
NOTICED = {
    "an asked name": "asked = 2\n",
    "an asked function": "def called(): ...\n",
    "an asked class": "class Asked(Exception):\n    import json\n",
    "an asked name of an inert module": "import json as asked\n",
    "another call": "busy()\n",
    "another call as a decorator": "@busy\ndef new(): ...\n",
    "another call in a class": "class New:\n    x = busy()\n",
    "a call of its own function in a class": "class New:\n    def idle():\n        import json\n    x = idle()\n",
    "an import": "import missing\n",
    "an import in a function": "def new():\n    import missing\n",
    "an inert import in a class": "class New:\n    import json\n",
    "every name of an inert module": "from json import *\n",
    "a condition": "if asked_module:\n    asked = 2\n",
    "an exception": "raise ValueError\n",
    "a function that changes the search path": "def new():\n    sys.path.append('/session/more')\n",
    "a second meaning of what did nothing": "from elsewhere import idle\n",
}


@pytest.mark.parametrize("name", UNNOTICED)
@pytest.mark.parametrize("above", [False, True])
def test_nobody_notices(name: str, above: bool) -> None:
    assert essence(added(UNNOTICED[name], above=above)) == essence(BEFORE)


@pytest.mark.parametrize("name", NOTICED)
def test_somebody_may_notice(name: str) -> None:
    assert essence(added(NOTICED[name])) != essence(BEFORE)


def test_one_binding_of_several_names_stays_with_what_is_asked() -> None:
    assert essence("asked = new = 1\n") == essence("asked = 1\n")
    assert essence("from json import dumps as asked, loads\n") == essence("from json import dumps as asked\n")


def test_what_is_done_between_statements_keeps_its_place() -> None:
    """A read of an attribute happens at the next import: whether ``asked`` is bound by then must not change."""
    acting = LATITUDE._replace(acts=True)
    before, after = "import missing\nasked = 1\n", "import missing\nimport json\nasked = 1\n"
    assert essence(before, LATITUDE) == essence(after, LATITUDE)
    assert essence(before, acting) != essence(after, acting)
    assert essence(after, acting) == essence(f"import json\n{after}", acting)


def added(text: str, *, above: bool = False) -> str:
    return f"{text}{BEFORE}" if above else f"{BEFORE}{text}"


def essence(source: str, latitude: Latitude = LATITUDE) -> bytes:
    facts = extract_imports(source.encode(), Target((3, 13), frozenset(), outer=True))
    return meaning_of(encode_facts(essence_of(facts, latitude, is_json).facts))


def is_json(site: ImportSite) -> bool:
    return site.module == "json" and site.kind.value in ("import", "from")
