"""A file of imports, texts and comments: what it means needs no tree, as that of many an ``__init__.py``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graphcheck.extract.text import Lines, fold
from graphcheck.model.imports import Guard, ImportedName, ImportKind, ImportSite, ModuleImports, Timing
from graphcheck.model.location import Span
from graphcheck.model.steps import ImportStep

__all__ = ["read_bare"]

_RESERVED = frozenset(
    {
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
        "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
        "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
        "__all__", "__future__", "__getattr__",
    }
)  # fmt: skip
"""Keywords, and names that mean something to the module which has them."""
_NAME = r"[A-Za-z_]\w*+"
_DOTTED = rf"{_NAME}(?:\.{_NAME}){{0,99}}+"
"""A hundred names at most: parsers nest as many levels for them."""
_SPACE = r"[ \t]++"
_GAP = r"(?:[ \t\n]|\#[^\n]*+\n)*+"
_NAMED = rf"{_NAME}(?:{_SPACE}as{_SPACE}{_NAME})?+"
_SEVERAL = rf"{_NAMED}(?:[ \t]*+,[ \t]*+{_NAMED})*+"
_ENCLOSED = rf"\({_GAP}{_NAMED}{_GAP}(?:,{_GAP}{_NAMED}{_GAP})*+(?:,{_GAP})?+\)"
_MODULES = rf"{_DOTTED}(?:{_SPACE}as{_SPACE}{_NAME})?+"
_TEXT = r"""\"{3}(?:[^"\\]|"(?!""))*+\"{3}|'{3}(?:[^'\\]|'(?!''))*+'{3}|"(?!"")[^"\\\n]*+"|'(?!'')[^'\\\n]*+'"""
_STATEMENT = re.compile(
    rf"(?P<statement>import{_SPACE}(?P<modules>{_MODULES}(?:[ \t]*+,[ \t]*+{_MODULES})*+)"
    rf"|from{_SPACE}(?P<module>\.*+(?:{_DOTTED})?+){_SPACE}import(?:{_SPACE}|(?=[*(]))(?P<names>\*|{_SEVERAL}|{_ENCLOSED})"
    rf"|{_TEXT})?+[ \t]*+(?:\#[^\n]*+)?\n",
    re.ASCII,
)
"""A logical line, or a blank one. A text has no backslash: an escape may be none."""
_PART = re.compile(rf"\#[^\n]*+|(?P<name>{_DOTTED})(?:{_SPACE}as{_SPACE}(?P<bound>{_NAME}))?+", re.ASCII)
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_ALWAYS = (Timing.IMPORT_TIME, Guard.NONE)
_SUSPECT = ("modules", "meta_path")
"""Words that make a module suspect of registering others, even in a comment."""


def read_bare(text: str) -> ModuleImports | None:
    """None where there is anything else, or where only a tree can tell. Lines of ``text`` end in ``\\n``."""
    if any(word in text for word in _SUSPECT) or _ODD.search(text):
        return None
    whole = text if text.endswith("\n") else text + "\n"
    imports = _imports(whole)
    if imports is None:
        return None
    lines = Lines(whole)
    sites = tuple(site for statement in imports for site in _sites(statement, lines))
    if any(_words(site) & _RESERVED for site in sites):
        return None
    return ModuleImports(sites, tuple(map(ImportStep, range(len(sites)))))


def _imports(text: str) -> Sequence[re.Match[str]] | None:
    found = []
    start = 0
    while start < len(text):
        match = _STATEMENT.match(text, start)
        if match is None:
            return None
        if match["modules"] or match["names"]:
            found.append(match)
        start = match.end()
    return found


def _words(site: ImportSite) -> set[str]:
    names = (word for name in site.names for word in (name.name, name.bound))
    return {site.bound or "", *site.module.split("."), *names}


def _sites(statement: re.Match[str], lines: Lines) -> Iterator[ImportSite]:
    whole = lines.span(*statement.span("statement"))
    code = fold(statement["statement"])
    if statement["modules"]:
        for name, bound, span in _parts(statement, "modules", lines):
            root = bound or name.partition(".")[0]
            yield ImportSite(ImportKind.IMPORT, name, 0, (), root, span, code, whole, *_ALWAYS)
        return
    module = statement["module"].lstrip(".")
    level = len(statement["module"]) - len(module)
    parts = _parts(statement, "names", lines)
    names = tuple(ImportedName(name, bound or name, span) for name, bound, span in parts)
    kind = ImportKind.FROM if names else ImportKind.STAR
    span = lines.span(*statement.span("module"))
    yield ImportSite(kind, module, level, names, None, span, code, whole, *_ALWAYS)


def _parts(statement: re.Match[str], group: str, lines: Lines) -> Iterator[tuple[str, str | None, Span]]:
    for part in _PART.finditer(statement.string, *statement.span(group)):
        if part["name"]:
            yield part["name"], part["bound"], lines.span(*part.span("name"))
