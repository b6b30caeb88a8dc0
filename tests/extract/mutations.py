"""Files as no editor leaves them: cut, spliced, re-indented, in other encodings, with odd lines put in.

Every mutation is a function of a seed, so that a file which differs can be made again.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

__all__ = ["MUTATIONS", "mutate"]

ODD_LINES = (
    "x = f'{a!r:>{width}}'",
    "x = f\"{f'{inner}'}\"",
    "x = f'{x[\"key\"]}' f\"{y:%H:%M}\" '{'",
    'x = f"{x["key"]}"',
    "x = f'''{\nname\n}'''",
    "x = rf'\\d{n}' rb'\\x' '\\\n  more'",
    "from a import \\\n    b, \\\n    c",
    "import a . b , c as d; from . import (e)",
    "if x: import inline",
    "else:",
    "try: import quick\nexcept ImportError: quick = None",
    "\f",
    "\fimport after_form_feed",
    "match x:\n    case {'a': [1, *rest]}: import in_case\n    case _: pass",
    "match = type = case = 1",
    "type Alias[T] = list[T]",
    "def f[T](x: T = g()) -> T: return h(x)",
    "class C(Base, metaclass=make()): import inner",
    "global module_name",
    "raise SystemExit(1)",
    "__all__ += ['late']",
    "exec('import hidden')",
    "print 'two'",
    "except ValueError, KeyError:",
    "@decorator",
    "async def g():\n    import deferred\n    await h()",
    "lambda: (yield)",
    "x = (yield)",
    "while (line := read()): import again",
    "    unexpected = 1",
    "\tunexpected = 1",
    "x = 0777",
    "x = 1if y else 2",
    "x = 1_000j + 0xFFl",
    "(((((((((((((x)))))))))))))",
    "# a comment \\",
    "\\",
    "ﬁ = 1",
    "x = 'é' # ü",
    "\u00a0x = 1",
    "return 1",
    "from __future__ import annotations",
    "from __future__ import braces",
    "from x import *",
    "import importlib; importlib.import_module('late')",
    "load = __import__",
    "assert f(x) == 1 < 2, 'no'",
    "assert HAS_X and not y",
    "'''unterminated",
    "x = {**a, 'b': c(d)}[0](e)",
    "del x, y",
    "with suppress(ImportError), open(p) as q: import guarded",
    "for import_ in range(3): import_",
    "x: int = field(default=1)",
    "nonlocal y",
    "from importlib import resources; resources.files('late.package')",
    "import importlib.resources as files_of; files_of.read_text('late.module', 'name')",
    "from pkgutil import resolve_name; resolve_name('late:name')",
    "(x): int = 1",
    "(a.b): int",
    "x = tr'{a}' rt'{b}'",
    "try: quick\nexcept: late\nexcept ValueError: later",
    "x = f(a for a in b if c)[1:, ::2]",
    "if long(argument)[0] and other: import tested",
    "assert self.value(x).lower() == 'a' in y",
    "y = bool(x); assert y",
    "TABLE = {" + ", ".join(f"{number!r}: name" for number in range(99)) + "}",
    "LIST = [" + "f'{run()}', " * 99 + "]",
)


def cut(source: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(source) + 1)
    return source[:start] if chance.random() < 0.5 else source[:start] + source[start + chance.randint(1, 40) :]


def drop_lines(source: bytes, chance: random.Random) -> bytes:
    lines = source.splitlines(keepends=True)
    at = chance.randrange(len(lines) + 1)
    return b"".join(lines[:at] + lines[at + chance.randint(1, 3) :])


def splice(source: bytes, chance: random.Random) -> bytes:
    """A piece of the file somewhere else in it."""
    lines = source.splitlines(keepends=True)
    at, start = chance.randrange(len(lines) + 1), chance.randrange(len(lines) + 1)
    return b"".join(lines[:at] + lines[start : start + chance.randint(1, 8)] + lines[at:])


def indent(source: bytes, chance: random.Random) -> bytes:
    lines = source.splitlines(keepends=True)
    start = chance.randrange(len(lines) + 1)
    end = start + chance.randint(1, 12)
    lead = chance.choice((b" ", b"    ", b"\t", b"  "))
    if chance.random() < 0.3:
        return b"".join([*lines[:start], *(line.removeprefix(lead) for line in lines[start:end]), *lines[end:]])
    return b"".join([*lines[:start], *(lead + line for line in lines[start:end]), *lines[end:]])


def insert_line(source: bytes, chance: random.Random) -> bytes:
    """An odd line, indented like the line that it follows."""
    lines = source.splitlines(keepends=True)
    at = chance.randrange(len(lines) + 1)
    before = lines[at - 1] if at else b""
    lead = before[: len(before) - len(before.lstrip(b" \t"))].decode("ascii", "ignore")
    odd = "\n".join(lead + line for line in chance.choice(ODD_LINES).split("\n"))
    return b"".join((*lines[:at], odd.encode() + b"\n", *lines[at:]))


def change_character(source: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(source) + 1)
    new = chance.choice(
        (b"(", b")", b"[", b"{", b"'", b'"', b"#", b":", b"\\", b"=", b",", b"\n", b"\f", b"\xe9", b";", b" ")
    )
    return source[:at] + new + source[at + chance.randint(0, 1) :]


def other_encoding(source: bytes, chance: random.Random) -> bytes:
    text = source.decode("utf-8", "replace")
    match chance.randrange(5):
        case 0:
            return b"\xef\xbb\xbf" + source
        case 1:
            return b"# -*- coding: latin-1 -*-\n" + text.encode("latin-1", "replace")
        case 2:
            return source.replace(b"\n", b"\r\n")
        case 3:
            return source.replace(b"\n", b"\r")
        case _:
            return text.encode("utf-16")


def continue_lines(source: bytes, chance: random.Random) -> bytes:
    """Spaces become ends of line, with or without the backslash that they need."""
    parts = source.split(b" ")
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(parts))
        parts[at] += chance.choice((b" \\\n", b" \\\n\n", b"\\\n", b"\n"))
    return b" ".join(parts)


def unfinished(source: bytes, chance: random.Random) -> bytes:
    return source.rstrip() + chance.choice((b"", b" \\", b"\\\n", b"  # end", b"\n    ", b"\n\t#", b"\f"))


MUTATIONS: Sequence[Callable[[bytes, random.Random], bytes]] = (
    cut, drop_lines, splice, indent, insert_line, change_character, other_encoding, continue_lines, unfinished,
)  # fmt: skip


def mutate(source: bytes, seed: int) -> bytes:
    """One or two mutations of ``source``, odd lines and moved blocks most often: those often leave a program."""
    chance = random.Random(seed)
    for _ in range(chance.choice((1, 1, 2))):
        source = chance.choices(MUTATIONS, weights=(1, 2, 3, 2, 5, 2, 1, 1, 1))[0](source, chance)
    return source
