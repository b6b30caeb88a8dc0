"""What wrangler accepts without a word, or with a warning that is easy to miss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphcheck.config.document import Document, KeyPath, key_text
from graphcheck.config.environment import EffectiveConfig
from graphcheck.config.known_keys import KNOWN_KEYS, LEGACY_KEYS, TOP_LEVEL_ONLY
from graphcheck.config.legacy import todays_equivalent
from graphcheck.model.project import ConfigNotice, ModuleRule, ModuleType

__all__ = ["nearest", "remark_keys", "remark_rules"]

_DEFAULT_EXTENSIONS = {
    ModuleType.TEXT: ".txt, .html and .sql",
    ModuleType.BUFFER: ".bin",
    ModuleType.COMPILED_WASM: ".wasm",
}


def nearest(word: str, choices: frozenset[str]) -> str | None:
    """The known word that was probably meant."""
    import difflib

    found = difflib.get_close_matches(word, sorted(choices), n=1)
    return found[0] if found else None


def remark_keys(config: EffectiveConfig) -> Iterator[ConfigNotice]:
    """Keys that nothing reads: unknown ones and those of earlier wranglers, at the top level and in the environment."""
    for section in dict.fromkeys(((), config.section)):
        yield from _remark_section(config.document, section)


def _remark_section(document: Document, section: KeyPath) -> Iterator[ConfigNotice]:
    known = KNOWN_KEYS[""] if section else KNOWN_KEYS[""] | TOP_LEVEL_ONLY
    yield from _remark_unknown(document, section, known)
    for name in ("assets", "build", "python_modules", "site"):
        yield from _remark_unknown(document, (*section, name), KNOWN_KEYS[name])
    rules = document.get(*section, "rules")
    for index in range(len(rules) if isinstance(rules, list) else 0):
        yield from _remark_unknown(document, (*section, "rules", index), KNOWN_KEYS["rules"])


def _remark_unknown(document: Document, section: KeyPath, known: frozenset[str]) -> Iterator[ConfigNotice]:
    table = document.get(*section)
    for key in table if isinstance(table, Mapping) else ():
        path = (*section, key)
        bare = key_text(path[2:] if path[0] == "env" and len(path) > 2 else path)
        if bare in LEGACY_KEYS:
            message = f"`{key_text(path)}` does not choose what is uploaded: {LEGACY_KEYS[bare]}"
            yield ConfigNotice("legacy-key", message, document.key_origin(*path), todays_equivalent(document, path))
        elif key not in known:
            meant = nearest(key, known)
            hint = f"did you mean `{key_text((*section, meant))}`?" if meant else None
            message = f"wrangler knows no key `{key_text(path)}` and ignores it"
            yield ConfigNotice("unknown-key", message, document.key_origin(*path), hint)


def remark_rules(rules: tuple[ModuleRule, ...]) -> Iterator[ConfigNotice]:
    """Rules that end their type, so that the default one is dropped, and rules that an earlier one has ended."""
    ended: set[ModuleType] = set()
    for rule in rules:
        if rule.type in ended:
            message = "this rule is ignored: an earlier rule of its type does not say fallthrough = true"
            yield ConfigNotice("rule-ignored", message, rule.origin, "add fallthrough = true to the earlier rule")
        elif rule.fallthrough is not True and rule.type in _DEFAULT_EXTENSIONS:
            files = _DEFAULT_EXTENSIONS[rule.type]
            message = f"this rule replaces the default one of its type: {files} files are no longer uploaded by default"
            yield ConfigNotice("rule-shadows-default", message, rule.origin, "add fallthrough = true to keep them")
        if rule.fallthrough is not True:
            ended.add(rule.type)
