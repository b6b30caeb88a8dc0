"""Which of the things that the walk looks for a text can hold at all, judged by its words alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial

from graphcheck.extract.words import words_of
from graphcheck.model.frozen import frozen

__all__ = ["Mentions", "find_mentions"]

_METADATA = re.compile(r"importlib[ \t]*\.[ \t]*metadata\b|from[ \t]+importlib[ \t]+import\b.*\bmetadata\b")
_IMPORTERS = frozenset({"import_module", "find_spec", "resources"})
_FAILURES = frozenset({"ImportError", "ModuleNotFoundError"})
_GIVES_UP = re.compile(r"raise (?:ImportError|ModuleNotFoundError)")
_CALLS_ITS_OWN = re.compile(r"^[A-Za-z_]\w*+\([^\n]*\)[ \t]*(?:\#|$)", re.MULTILINE)
_HOOK = re.compile(r"__getattr__\b")
_DEFINES_HOOK = re.compile(r"[ \t]*(?:def[ \t]+__getattr__[ \t]*\((?![ \t]*self\b)|__getattr__\b)")
_FAR = 1_000
"""How far back a line is read: a text may be one line of many words."""
_STAR = re.compile(r"import[ \t(]*\*")
_BRINGS = re.compile(r"\bimport\b|\bfrom[ \t]+\Z")
_ENDS_ARGUMENT = frozenset("=.:[,)]}")
_QUALIFIED = re.compile(r"[\w.]")
_REGISTERS = re.compile(
    r"\bsys\s*\.\s*modules\s*(?:\.\s*(?:setdefault|update)\b|\[(?!\s*__name__\s*\])[^\]\n]*\]\s*=(?!=))"
)
_SYS = re.compile(r"\bsys\b(?!\.(?!(?:path|modules)\b)[A-Za-z_])")
"""But for its other attributes."""
_ONLY_IMPORT = re.compile(r"[ \t]*import[ \t]+(?:[\w, \t]*,[ \t]*)?sys[ \t]*(?:,[\w, \t]*)?(?:\#.*)?")
_OLD_LOADER = re.compile(r"^([ \t]+)def[ \t]+load_module\b[^\n]*\n(?:(?:\1[ \t][^\n]*)?\n)*+", re.MULTILINE)
_OLD_FINDER = re.compile(r"\bdef[ \t]+find_module[ \t]*\(")
_OWN_ENTRY = re.compile(r"\bmodules\s*\[\s*__name__\s*\]")


@frozen
class Mentions:
    """``words`` are all of the text. ``watched`` are those functions of the runtime whose names all occur.

    ``search`` and ``modules``: it may change ``sys.path`` or ``sys.modules``. ``computes``: it may import or bind names
    that it computes, or compute whether it gives up. ``nested``: calls matter inside of other expressions too.
    ``own_entry``: it replaces itself in ``sys.modules``; ``registers``: it puts other modules there, or a finder into
    ``sys.meta_path``.
    """

    words: frozenset[str]
    watched: frozenset[str]
    dynamic: bool
    search: bool
    modules: bool
    yields: bool
    computes: bool
    own_entry: bool
    registers: bool

    @property
    def nested(self) -> bool:
        return self.dynamic or self.search or bool(self.watched)


def find_mentions(text: str, watched: frozenset[str]) -> Mentions:
    words = words_of(text)
    dynamic = _mentions_dynamic_imports(words)
    has_state = "sys" in words and _means_state(text)
    modules = "modules" in words
    return Mentions(
        words=words,
        watched=_watched_in(text, words, watched),
        dynamic=dynamic,
        search="path" in words and (has_state or "addsitedir" in words),
        modules=has_state and modules,
        yields="yield" in words,
        computes=dynamic or _may_compute(text, words),
        own_entry=modules and bool(_OWN_ENTRY.search(text)),
        registers=_registers(text, words),
    )


def _means_state(text: str) -> bool:
    """Whether ``sys`` stands for more than its other attributes: they are what most files want of it."""
    for found in _SYS.finditer(text):
        start, end = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.end())
        if not _ONLY_IMPORT.fullmatch(text, start, end if end >= 0 else len(text)):
            return True
    return False


def _registers(text: str, words: frozenset[str]) -> bool:
    """A finder that has ``find_module`` and no ``find_spec`` is not asked since Python 3.12, before which no Worker was
    (https://docs.python.org/3/whatsnew/3.12.html#importlib): nor does it load anything."""
    if "meta_path" in words:
        if "find_spec" in words or not _OLD_FINDER.search(text):
            return True
        text = _OLD_LOADER.sub("", text)
    return "modules" in words and _REGISTERS.search(text) is not None


def _mentions_dynamic_imports(words: frozenset[str]) -> bool:
    """False where no call of this file can be one."""
    if "__import__" in words or "resolve_name" in words:
        return True
    return "importlib" in words and not words.isdisjoint(_IMPORTERS)


def _may_compute(text: str, words: frozenset[str]) -> bool:
    if "find_spec" in words or "find_library" in words:
        return True
    if not words.isdisjoint(_FAILURES) and _GIVES_UP.search(text) and _CALLS_ITS_OWN.search(text):
        return True
    if "globals" in words and "globals()[" in text:
        return True
    if "metadata" in words and "importlib" in words and _METADATA.search(text):
        return True
    hooks = _HOOK.finditer(text) if "__getattr__" in words else ()
    lines = ((text.rfind("\n", max(0, hook.start() - _FAR), hook.start()), hook.start()) for hook in hooks)
    return any(_DEFINES_HOOK.match(text, start + 1) for start, at in lines if start >= 0 or at < _FAR)


def _watched_in(text: str, words: frozenset[str], watched: frozenset[str]) -> frozenset[str]:
    found: list[str] = []
    roots = _by_root(watched)
    for root in roots.keys() & words:
        brought, paths = roots[root]
        named = [(path, parts) for path, parts in paths if words.issuperset(parts)]
        if not named or not brought(text):
            continue
        plainly = _STAR.search(text) or re.search(rf"\bfrom[ \t\\\n]+{root}\b", text)
        found.extend(path for path, parts in named if plainly or not parts or _is_attribute(parts[-1], text))
    return frozenset(found)


def _is_attribute(name: str, text: str) -> bool:
    return re.search(rf"\.[\s\\]*{name}\b", text) is not None


@lru_cache(maxsize=4)
def _by_root(
    watched: frozenset[str],
) -> Mapping[str, tuple[Callable[[str], bool], Sequence[tuple[str, Sequence[str]]]]]:
    """For the first part of each path: whether a text may bring it, and the paths with their other parts."""
    roots: dict[str, list[tuple[str, Sequence[str]]]] = {}
    for path in sorted(watched):
        root, *parts = path.replace("()", "").split(".")
        roots.setdefault(root, []).append((path, parts))
    return {
        root: (partial(_imports, root) if paths[0][1] else partial(_calls, root), paths)
        for root, paths in roots.items()
    }


def _imports(root: str, text: str) -> bool:
    """By its name, or by a star import, which may bring any name."""
    for found in re.finditer(rf"{root}\b", text):
        before = text[max(0, found.start() - _FAR) : found.start()].replace("\\\n", " ")
        line = before.rpartition("\n")[2]
        if len(line) == _FAR or _BRINGS.search(line):
            return True
    return bool(_STAR.search(text))


def _calls(name: str, text: str) -> bool:
    """Whether a builtin function is called, or given another name."""
    for found in re.finditer(rf"{name}\b[ \t]*", text):
        begin, end = found.span()
        following = text[end : end + 1]
        if not _QUALIFIED.match(text, begin - 1) or not begin:
            line = text[max(0, begin - _FAR) : begin].rpartition("\n")[2]
            aliased = "=" in line and "(" not in line and following not in _ENDS_ARGUMENT
            if following == "(" or aliased:
                return True
    return False
