"""Globs that do not mean what they look like.

wrangler's dialect knows ``*`` and ``**`` and nothing else, and matches whole paths relative to the module root (rules)
or to ``python_modules`` (``python_modules.exclude``), which begin with neither ``/`` nor ``./``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphcheck.config.document import Key
from graphcheck.config.environment import EffectiveConfig
from graphcheck.model.project import ConfigNotice

__all__ = ["remark_globs"]

_BRACES = re.compile(r"\{[^{}]*,[^{}]*\}|\[[^\[\]]+\]|\?(?!module$)")
_PREFIX = re.compile(r"(?:\./|/)+")
_VENDORED = "python_modules/"


def remark_globs(config: EffectiveConfig) -> Iterator[ConfigNotice]:
    """Remarks on every glob of the configuration in use."""
    for keys, glob in _globs(config):
        vendored = keys[0] == "python_modules"
        found = _never_matches(glob, vendored=vendored) or _misread(glob)
        if found is not None:
            kind, message, hint = found
            yield ConfigNotice(kind, message, config.origin(*keys), hint)


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


def _never_matches(glob: str, *, vendored: bool) -> tuple[str, str, str] | None:
    kind = "glob-never-matches"
    prefix = _PREFIX.match(glob)
    if prefix is not None:
        message = f"`{glob}` matches nothing: no path begins with `{prefix.group()}`"
        return kind, message, f'write "{glob[prefix.end() :]}"'
    if vendored and glob.startswith(_VENDORED):
        message = f"`{glob}` matches nothing: paths are relative to python_modules"
        return kind, message, f'write "{glob.removeprefix(_VENDORED)}"'
    if glob.endswith("/") and not re.search(r"(?:^|/)\*\*+/$", glob):
        return kind, f"`{glob}` matches nothing: no file is called so", f'write "{glob}**"'
    return None


def _misread(glob: str) -> tuple[str, str, str | None] | None:
    if "\\" in glob:
        message = f"the backslash in `{glob}` escapes nothing: wrangler copies it into a regular expression"
        return "glob-backslash", message, None
    literal = _BRACES.search(glob)
    if literal is not None:
        message = f"`{literal.group()}` in `{glob}` is literal text: only * and ** are special"
        return "glob-literal", message, "list one glob for each alternative"
    return None
