"""What wrangler accepts without a word, or with a warning that is easy to miss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphcheck.config.document import Document, KeyPath, key_text
from graphcheck.config.environment import EffectiveConfig
from graphcheck.config.known_keys import INSTEAD, KNOWN_KEYS, LEGACY_KEYS, TOP_LEVEL_ONLY
from graphcheck.config.legacy import repair_legacy, todays_equivalent
from graphcheck.model.finding import ConfigEdit, KeyRename
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
    if not isinstance(table, Mapping):
        return
    for key in table:
        path = (*section, key)
        bare = key_text(path[2:] if path[0] == "env" and len(path) > 2 else path)
        if bare in LEGACY_KEYS:
            message = f"`{key_text(path)}` does not choose what is uploaded: {LEGACY_KEYS[bare]}"
            yield ConfigNotice(
                "legacy-key",
                message,
                document.key_origin(*path),
                todays_equivalent(document, path),
                repair_legacy(document, path),
            )
        elif key not in known:
            meant = None if bare in INSTEAD else nearest(key, known)
            hint = f"did you mean `{key_text((*section, meant))}`?" if meant else INSTEAD.get(bare)
            if hint is None and section and section[0] != "env":
                hint = f"known keys of {key_text(section)}: {', '.join(sorted(known))}"
            if meant in table:
                hint = f"delete it: `{key_text((*section, str(meant)))}` is set as well"
            message = f"wrangler knows no key `{key_text(path)}` and ignores it"
            taken = meant is None or meant in table
            repair = () if taken else (KeyRename(document.path, path, str(meant)),)
            yield ConfigNotice("unknown-key", message, document.key_origin(*path), hint, repair)


def remark_rules(config: EffectiveConfig, rules: tuple[ModuleRule, ...]) -> Iterator[ConfigNotice]:
    """Rules that end their type, so that the default one is dropped, and rules that an earlier one has ended."""
    ended: dict[ModuleType, int] = {}
    for number, rule in enumerate(rules):
        if rule.type in ended:
            message = "this rule is ignored: an earlier rule of its type does not say fallthrough = true"
            hint = "add fallthrough = true to the earlier rule"
            yield ConfigNotice("rule-ignored", message, rule.origin, hint, _fall_through(config, ended[rule.type]))
        elif rule.fallthrough is not True and rule.type in _DEFAULT_EXTENSIONS:
            files = _DEFAULT_EXTENSIONS[rule.type]
            message = f"this rule replaces the default one of its type: {files} files are no longer uploaded by default"
            hint = "add fallthrough = true to keep them"
            yield ConfigNotice("rule-shadows-default", message, rule.origin, hint, _fall_through(config, number))
        if rule.fallthrough is not True:
            ended.setdefault(rule.type, number)


def _fall_through(config: EffectiveConfig, rule: int) -> tuple[ConfigEdit, ...]:
    path = config.find("rules")
    return (ConfigEdit(config.document.path, (*path, rule, "fallthrough"), value=True),) if path else ()
