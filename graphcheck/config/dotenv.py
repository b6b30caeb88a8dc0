"""``.env`` files, as far as they can choose wrangler's environment."""

from __future__ import annotations

import re
from collections.abc import Mapping

from graphcheck.model.tree import SourceTree, TreeError

__all__ = ["environment_variable"]

# The dialect of npm's dotenv 16, which wrangler bundles: optional "export", three kinds of quotes, "#" comments.
_LINE = re.compile(
    r"""^[ \t]*(?:export[ \t]+)?(?P<key>[\w.-]+)(?:[ \t]*=|:[ \t]+)[ \t]*
        (?: '(?P<single>(?:\\'|[^'])*)' | "(?P<double>(?:\\"|[^"])*)" | `(?P<tick>(?:\\`|[^`])*)` | (?P<bare>[^#\n]*) )
        [ \t]*(?:\#.*)?$""",
    re.MULTILINE | re.VERBOSE,
)
_REFERENCE = re.compile(r"(?<!\\)\$(?:\{(?P<braced>\w+)(?::?-(?P<default>[^}]*))?\}|(?P<plain>\w+))")


def environment_variable(tree: SourceTree, folder: str, name: str, environ: Mapping[str, str]) -> str | None:
    """``name`` from the process, else from the ``.env`` files of ``folder``, of which the last wins."""
    if name in environ:
        return environ[name]
    values: dict[str, str] = {}
    for file in (".env", ".env.local"):
        try:
            values.update(_parse(tree.read(f"{folder.rstrip('/')}/{file}").decode("utf-8", "replace")))
        except TreeError:
            continue
    return _expand(values[name], {**values, **environ}) if name in values else None


def _parse(text: str) -> dict[str, str]:
    values = {}
    for match in _LINE.finditer(text.replace("\r\n", "\n").replace("\r", "\n")):
        quoted = next((match[kind] for kind in ("single", "double", "tick") if match[kind] is not None), None)
        value = match["bare"].strip() if quoted is None else quoted
        if match["double"] is not None:
            value = value.replace("\\n", "\n").replace("\\r", "\r")
        values[match["key"]] = value
    return values


def _expand(value: str, variables: Mapping[str, str]) -> str:
    """Replaces ``$NAME``, ``${NAME}`` and ``${NAME:-default}``, once and not nested; ``\\$`` is a dollar sign."""
    expanded = _REFERENCE.sub(
        lambda match: variables.get(match["braced"] or match["plain"], "") or match["default"] or "", value
    )
    return expanded.replace("\\$", "$")
