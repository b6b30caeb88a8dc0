"""Extension files that this runtime cannot see, by their suffix, or cannot load, by their content; bytecode alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from graphcheck.model.frozen import frozen
from graphcheck.model.graph import StartupFailure
from graphcheck.model.imports import Unloadable
from graphcheck.model.resolution import Outcome, Resolution
from graphcheck.rules.context import Context

__all__ = ["ForeignExtension", "foreign_extension", "unloadable_files"]

# importlib.machinery.EXTENSION_SUFFIXES of CPython on its platforms, and the wheel-like tags that some builds use.
_TAGGED = re.compile(
    r"\.(?P<tag>(?:cpython-|cp|pypy|abi3|graalpy)[^./]*)\.(?P<end>so|pyd|dylib)\Z|\.(?P<bare>pyd|dylib)\Z"
)


@frozen
class ForeignExtension:
    """``path`` is relative to the project root; ``emscripten``: built for WebAssembly, but for another Python."""

    path: str
    tag: str
    emscripten: bool


def foreign_extension(context: Context, resolution: Resolution) -> ForeignExtension | None:
    """The uploaded extension file that would be the missing module on another machine."""
    name = resolution.failed_at or resolution.name
    return _foreign(context).get(name)


def unloadable_files(context: Context) -> Iterator[tuple[StartupFailure, str, Unloadable]]:
    """What the Worker finds and cannot load while it starts, each with its path relative to the project root."""
    for failure in context.startup.failures:
        found = failure.resolution
        if found and found.outcome is Outcome.FOUND and found.target and found.target.path:
            facts = context.facts.get(found.target.path)
            if facts and facts.unloadable:
                yield failure, context.display(found.target.path), facts.unloadable


@lru_cache(maxsize=2)
def _foreign(context: Context) -> dict[str, ForeignExtension]:
    found = {}
    for module in context.upload.modules:
        match = _TAGGED.search(module.name)
        if match and module.name[match.start() :] not in context.profile.extension_suffixes:
            stem = module.name[: match.start()].removeprefix("python_modules/")
            tag = match["tag"] or match["bare"]
            extension = ForeignExtension(context.display(module.path), tag, "emscripten" in tag or "pyodide" in tag)
            found[stem.replace("/", ".")] = extension
    return found
