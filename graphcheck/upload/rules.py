"""Which rules decide: the user's, then wrangler's own, without those that an earlier rule has ended."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from graphcheck.model.frozen import frozen
from graphcheck.model.project import ModuleRule, ModuleType
from graphcheck.upload.pattern import compile_glob, compile_without_globstar

__all__ = ["RuleSet", "make_rules"]

# wrangler 4.86 to 4.164: deployment-bundle/rules.ts, and config/validation.ts for the first.
_PYTHON_RULE = ModuleRule(ModuleType.PYTHON, ("**/*.py",))
_DEFAULT_RULES = (
    ModuleRule(ModuleType.TEXT, ("**/*.txt", "**/*.html", "**/*.sql")),
    ModuleRule(ModuleType.BUFFER, ("**/*.bin",)),
    ModuleRule(ModuleType.COMPILED_WASM, ("**/*.wasm", "**/*.wasm?module")),
)
_TYPE_NAMES = {
    ModuleType.PYTHON: "PythonModule",
    ModuleType.TEXT: "Text",
    ModuleType.BUFFER: "Data",
    ModuleType.COMPILED_WASM: "CompiledWasm",
    ModuleType.ESM: "ESModule",
    ModuleType.COMMONJS: "CommonJS",
}


@frozen
class RuleSet:
    """``globs`` in the order in which they are tried, from the rules ``kept``; ``removed`` rules count no more."""

    globs: tuple[tuple[re.Pattern[str], ModuleType], ...]
    kept: tuple[ModuleRule, ...]
    removed: tuple[ModuleRule, ...]

    def type_of(self, name: str) -> ModuleType | None:
        """The type that the first matching glob gives; None where the file is not uploaded."""
        for pattern, kind in self.globs:
            if pattern.match(name):
                return kind
        return None

    def deciding_glob(self, name: str) -> str | None:
        """The glob that takes a file, as it is written."""
        return next((glob for rule in self.kept for glob in rule.globs if compile_glob(glob).match(name)), None)

    def removed_rule_for(self, name: str) -> ModuleRule | None:
        """The removed rule that would have taken a file."""
        matches = (rule for rule in self.removed for glob in rule.globs if compile_glob(glob).match(name))
        return next(matches, None)

    def refusal_of(self, name: str) -> str | None:
        """The message with which wrangler until 4.103 stops at a file that a removed rule matches."""
        for rule in self.removed:
            if any(compile_without_globstar(glob).match(name) for glob in rule.globs):
                return (
                    f"The file {name} matched a module rule in your configuration ({_show(rule)}), but was ignored "
                    "because a previous rule with the same type was not marked as `fallthrough = true`."
                )
        return None


def make_rules(user_rules: Iterable[ModuleRule]) -> RuleSet:
    """The rules for a Python Worker. Raises ``InvalidGlob``."""
    kept: list[ModuleRule] = []
    removed: list[ModuleRule] = []
    ended: set[ModuleType] = set()
    for rule in (*user_rules, _PYTHON_RULE, *_DEFAULT_RULES):
        (removed if rule.type in ended else kept).append(rule)
        if rule.fallthrough is not True:
            ended.add(rule.type)
    globs = tuple((compile_glob(glob), rule.type) for rule in kept for glob in rule.globs)
    return RuleSet(globs, tuple(kept), tuple(removed))


def _show(rule: ModuleRule) -> str:
    shown: dict[str, object] = {"type": _TYPE_NAMES[rule.type], "globs": rule.globs}
    if rule.fallthrough is not None:
        shown["fallthrough"] = rule.fallthrough
    return json.dumps(shown, ensure_ascii=False, separators=(",", ":"))
