"""Globs that do not mean what they look like.

wrangler's dialect knows ``*`` and ``**`` and nothing else, and matches whole paths relative to the module root (rules)
or to ``python_modules`` (``python_modules.exclude``), which begin with neither ``/`` nor ``./``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from graphcheck.config.document import Key
from graphcheck.config.environment import EffectiveConfig
from graphcheck.model.finding import Edit
from graphcheck.model.location import Origin
from graphcheck.model.project import ConfigNotice

__all__ = ["remark_globs"]

_BRACES = re.compile(r"\{[^{}]*,[^{}]*\}|\[[^\[\]]+\]|\?(?!module$)")
_PREFIX = re.compile(r"(?:\./|/)+")
_VENDORED = "python_modules/"

_Remark = tuple[str, str, str | None, str | None]
"""Kind, message, hint and the glob to write instead."""


def remark_globs(config: EffectiveConfig) -> Iterator[ConfigNotice]:
    """Remarks on every glob of the configuration in use."""
    for keys, glob in _globs(config):
        vendored = keys[0] == "python_modules"
        found = _never_matches(glob, vendored=vendored) or _misread(glob)
        if found is not None:
            kind, message, hint, instead = found
            origin = config.origin(*keys)
            yield ConfigNotice(kind, message, origin, hint, _repair(origin, instead))


def _repair(origin: Origin | None, instead: str | None) -> tuple[Edit, ...]:
    """A basic string of TOML escapes as JSON does."""
    if instead is None or origin is None or origin.span is None:
        return ()
    return (Edit(origin.path, origin.span, json.dumps(instead, ensure_ascii=False)),)


def _globs(config: EffectiveConfig) -> Iterator[tuple[tuple[Key, ...], str]]:
    rules = config.get("rules")
    for number in range(len(rules) if isinstance(rules, list) else 0):
        yield from _strings(config, ("rules", number, "globs"))
    yield from _strings(config, ("python_modules", "exclude"))


def _strings(config: EffectiveConfig, keys: tuple[Key, ...]) -> Iterator[tuple[tuple[Key, ...], str]]:
    values = config.get(*keys)
    for index, value in enumerate(values if isinstance(values, list) else ()):
        if isinstance(value, str):
            yield (*keys, index), value


def _never_matches(glob: str, *, vendored: bool) -> _Remark | None:
    kind = "glob-never-matches"
    prefix = _PREFIX.match(glob)
    if prefix is not None:
        message = f"`{glob}` matches nothing: no path begins with `{prefix.group()}`"
        return _instead(kind, message, glob[prefix.end() :])
    if vendored and glob.startswith(_VENDORED):
        message = f"`{glob}` matches nothing: paths are relative to python_modules"
        return _instead(kind, message, glob.removeprefix(_VENDORED))
    if glob.endswith("/") and not re.search(r"(?:^|/)\*\*+/$", glob):
        return _instead(kind, f"`{glob}` matches nothing: no file is called so", f"{glob}**")
    return None


def _instead(kind: str, message: str, glob: str) -> _Remark:
    return kind, message, f'write "{glob}"', glob


def _misread(glob: str) -> _Remark | None:
    if "\\" in glob:
        message = f"the backslash in `{glob}` escapes nothing: wrangler copies it into a regular expression"
        return "glob-backslash", message, None, None
    literal = _BRACES.search(glob)
    if literal is not None:
        message = f"`{literal.group()}` in `{glob}` is literal text: only * and ** are special"
        return "glob-literal", message, "list one glob for each alternative", None
    return None
