"""Edits as people make them, and as nobody would, of modules that hardly mean anything."""

from __future__ import annotations

import ast
import keyword
import random
import re
from collections.abc import Iterable, Sequence

__all__ = ["edited", "words_of"]

_STANDARD = (
    "json", "os", "os.path", "sys", "re", "typing", "random", "xml.dom", "collections", "importlib.util", "threading",
    "concurrent.futures", "zoneinfo", "multiprocessing.shared_memory", "tkinter",
)  # fmt: skip
_ADDED = (
    "{a} = 1", "{a} = None", "{a} = {b}", "{a} = {b}()", "{b}()", "{b}.{c}", "{a} = {b}.{c}", "{a}: int", "del {a}",
    "def {a}():\n    pass", "def {a}():\n    import {std}", "def {a}():\n    import {c}", "def {a}():\n    {b}()",
    "def {a}(): return __import__('{c}')\n{a}()", "@{b}\ndef {a}(): pass", "@{b}\nclass {a}: pass",
    "class {a}:\n    pass", "class {a}({b}):\n    x = {c}()", "class {a}:\n    {c} = {b}()\n    def {b}(self): pass",
    "import {std}", "import {std} as {a}", "import {a}", "import {b}.{c}", "from {b} import {c}", "from {b} import *",
    "from {b} import {c} as {a}", "from . import {c}", "from .{b} import *", "from json import dumps",
    "from os import path", "from os import fork", "from xml import dom", "from xml.dom import minidom",
    "from typing import *", "from collections import OrderedDict as {a}", "from concurrent import futures",
    "from multiprocessing import shared_memory", "from random import random", "__all__ = ['{a}']",
    "if {b}:\n    {a} = 1", "if {b} is None:\n    import {std}\nelse:\n    import {c}",
    "if not {b}:\n    def {a}(): import {c}\n{a}()", "try:\n    import {std}\nexcept ImportError:\n    {a} = 1",
    "try:\n    {a} = {b}\nexcept NameError:\n    import {c}", "def __getattr__(name):\n    raise AttributeError(name)",
    "import sys\nif '{std}' in sys.modules:\n    import {a}", "import sys\nsys.modules['{a}'] = None",
    "import sys\nsys.modules['{std}'] = None", "import sys\nsys.path.insert(0, '/session/metadata/{a}')",
    "import {std}\nif hasattr({std}, '{c}'):\n    import {a}", "import random\n{a} = random.random()",
    "import random\nrandom.random = None", "globals()['{a}'] = {b}", "for {a} in ():\n    pass", "raise {b}",
    "import importlib\nimportlib.import_module('{a}')", "open('{a}.txt')",
    "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from {b} import {c}",
)  # fmt: skip
_WORD = re.compile(r"[A-Za-z_]\w*")


def words_of(texts: Iterable[str]) -> list[str]:
    """Every name that occurs, and two that do not."""
    found = {word for text in texts for word in _WORD.findall(text)}
    return [*sorted(word for word in found if not keyword.iskeyword(word)), "nowhere", "nobody"]


def edited(text: str, words: Sequence[str], chance: random.Random) -> str:
    """A statement more, less, twice, elsewhere or with another name; an import of a name more or less."""
    try:
        statements = ast.parse(text).body
    except (SyntaxError, ValueError):
        statements = []
    if not statements or chance.random() < 0.3:
        return f"{text.rstrip()}\n{_new(words, chance)}\n"
    lines = text.split("\n")
    statement = chance.choice(statements)
    decorators = [each.lineno for each in getattr(statement, "decorator_list", ())]
    begin, end = min(statement.lineno, *decorators, statement.lineno) - 1, statement.end_lineno or statement.lineno
    above, own, below = lines[:begin], lines[begin:end], lines[end:]
    match chance.randrange(5):
        case 0:
            parts = [*above, _new(words, chance), *own, *below]
        case 1:
            parts = [*above, *below]
        case 2:
            parts = [*above, *own, *own, *below]
        case 3:
            parts = [*own, *above, *below]
        case _ if isinstance(statement, ast.ImportFrom) and chance.random() < 0.7:
            parts = [*above, _taking(statement, words, chance), *below]
        case _:
            parts = [*above, *(_renamed(line, words, chance) for line in own), *below]
    return "\n".join(parts)


def _taking(statement: ast.ImportFrom, words: Sequence[str], chance: random.Random) -> str:
    names = [ast.unparse(each) for each in statement.names if each.name != "*"]
    if len(names) > 1 and chance.random() < 0.3:
        names.pop(chance.randrange(len(names)))
    else:
        names.insert(chance.randrange(len(names) + 1), chance.choice(words))
    return f"from {'.' * statement.level}{statement.module or ''} import {', '.join(names)}"


def _new(words: Sequence[str], chance: random.Random) -> str:
    first, second, third = chance.choices(words, k=3)
    return chance.choice(_ADDED).format(a=first, b=second, c=third, std=chance.choice(_STANDARD))


def _renamed(line: str, words: Sequence[str], chance: random.Random) -> str:
    other = chance.choice(words)

    def rename(found: re.Match[str]) -> str:
        word = found.group()
        return word if keyword.iskeyword(word) or chance.random() < 0.7 else other

    return _WORD.sub(rename, line)
