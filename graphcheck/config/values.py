"""Checked values as the types of a ``Project``. A value that the checks refused is left out."""

from __future__ import annotations

from collections.abc import Mapping

from graphcheck.config.document import MISSING
from graphcheck.config.environment import EffectiveConfig
from graphcheck.config.invocation import Invocation
from graphcheck.model.location import Sourced
from graphcheck.model.project import ModuleRule, ModuleType

__all__ = ["read_boolean", "read_excludes", "read_name", "read_rules", "read_string", "read_strings"]

# The PythonModule rule is no user rule: wrangler adds it itself and refuses it in a configuration.
_TYPES = {
    "ESModule": ModuleType.ESM,
    "CommonJS": ModuleType.COMMONJS,
    "CompiledWasm": ModuleType.COMPILED_WASM,
    "Text": ModuleType.TEXT,
    "Data": ModuleType.BUFFER,
}
_DEFAULT_EXCLUDES = ("**/*.pyc",)


def read_string(config: EffectiveConfig, key: str) -> Sourced[str | None]:
    value = config.get(key)
    return Sourced(value, config.origin(key)) if isinstance(value, str) else Sourced(None)


def read_boolean(config: EffectiveConfig, key: str) -> Sourced[bool | None]:
    value = config.get(key)
    return Sourced(value, config.origin(key)) if isinstance(value, bool) else Sourced(None)


def read_strings(config: EffectiveConfig, key: str) -> Sourced[tuple[str, ...]]:
    value = config.get(key)
    return Sourced(_strings(value), config.origin(key)) if isinstance(value, list) else Sourced(())


def read_name(config: EffectiveConfig, invocation: Invocation, *, redirected: bool) -> str | None:
    """The Worker's name: an environment that has none of its own appends its own to the top-level one."""
    path = config.find("name")
    name = config.document.get(*path) if path else None
    if invocation.name is not None or not isinstance(name, str) or not name:
        return invocation.name
    inherited = path == ("name",) and config.env is not None and not redirected
    return f"{name}-{config.env}" if inherited else name


def read_excludes(config: EffectiveConfig) -> Sourced[tuple[str, ...]]:
    """``python_modules.exclude``. An object without that key excludes nothing: it replaces the default whole."""
    value = config.get("python_modules")
    if not isinstance(value, Mapping):
        return Sourced(_DEFAULT_EXCLUDES)
    patterns = value.get("exclude", MISSING)
    if not isinstance(patterns, list):
        return Sourced((), config.origin("python_modules"))
    return Sourced(_strings(patterns), config.origin("python_modules", "exclude"))


def read_rules(config: EffectiveConfig) -> Sourced[tuple[ModuleRule, ...]]:
    """The user's rules in file order."""
    value = config.get("rules")
    if not isinstance(value, list):
        return Sourced(())
    rules = []
    for index, raw in enumerate(value):
        if isinstance(raw, Mapping) and (kind := _TYPES.get(str(raw.get("type")))) is not None:
            fallthrough = raw.get("fallthrough")
            rules.append(
                ModuleRule(
                    kind,
                    _strings(raw.get("globs")),
                    fallthrough if isinstance(fallthrough, bool) else None,
                    config.origin("rules", index),
                )
            )
    return Sourced(tuple(rules), config.origin("rules"))


def _strings(value: object) -> tuple[str, ...]:
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()
