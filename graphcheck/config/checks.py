"""What wrangler's own validation refuses, in its own words (4.164: workers-utils/src/config/validation.ts).

Covered are the keys that decide what is uploaded and whether the Worker is Python. Bindings are not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date

from graphcheck.config.document import MISSING, Document, KeyPath, key_text
from graphcheck.config.environment import EffectiveConfig
from graphcheck.config.problems import ProblemList
from graphcheck.model.wrangler import WranglerVersion

__all__ = ["check_values", "is_date", "show"]

_RULE_TYPES = ("ESModule", "CommonJS", "CompiledWasm", "Text", "Data")
_NAME = re.compile(r"(?:[a-z0-9_][a-z0-9_-]*)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# What JavaScript's Date reads, as far as people write dates; wrangler asks for no more than that.
_LIKE_A_DATE = re.compile(r"\s*[0-9]{4}(?:[-/](?P<month>[0-9]{1,2})(?:[-/](?P<day>[0-9]{1,2})(?:[T ].*)?)?)?\s*")
_IMPORT_FILE = "import the file directly in your code, and optionally configure `[rules]` in your {file} file"
_BLOBS = {
    "wasm_modules": "import the .wasm module directly in your code",
    "text_blobs": _IMPORT_FILE,
    "data_blobs": _IMPORT_FILE,
}

_Check = Callable[[Document, KeyPath, ProblemList], None]


def check_values(
    config: EffectiveConfig, wrangler: WranglerVersion, *, redirected: bool, problems: ProblemList
) -> None:
    """Reports every value that wrangler refuses: at the top level, and in the chosen environment only."""
    document = config.document
    for key, check in _TOP_LEVEL_CHECKS.items():
        if document.get(key) is not MISSING:
            check(document, (key,), problems)
    for section in dict.fromkeys(((), config.section)):
        for key, check in _CHECKS.items():
            if document.get(*section, key) is not MISSING:
                check(document, (*section, key), problems)
    if wrangler.refuses_legacy_env and not redirected and document.get("legacy_env") is not MISSING:
        message = 'The "legacy_env" field is no longer supported, so please remove it from your configuration file.'
        problems.add(message, document.origin("legacy_env"))
    _check_site(config, problems)
    name = document.path.rpartition("/")[2]
    for key, instead in _BLOBS.items():
        if document.get(key) not in (MISSING, None):
            message = f"You cannot configure [{key}] with an ES module worker. Instead, {instead.format(file=name)}"
            problems.add(message, document.origin(key))


def show(value: object) -> str:
    """A value as JavaScript's ``JSON.stringify`` writes it in wrangler's messages."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)


def is_date(text: str) -> bool:
    """Whether ``text`` is a day of the calendar, written YYYY-MM-DD as the platform demands."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_javascript_date(text: str) -> bool:
    match = _LIKE_A_DATE.fullmatch(text)
    return match is not None and 1 <= int(match["month"] or 1) <= 12 and 1 <= int(match["day"] or 1) <= 31


def _field(path: KeyPath) -> str:
    # wrangler names a key without the environment it stands in; only rules are named in full.
    return key_text(path[2:] if len(path) > 2 and path[0] == "env" else path)


def _check_type(kind: type, called: str) -> _Check:
    def check(document: Document, path: KeyPath, problems: ProblemList) -> None:
        value = document.get(*path)
        if not isinstance(value, kind):
            message = f'Expected "{_field(path)}" to be of type {called} but got {show(value)}.'
            problems.add(message, document.origin(*path))

    return check


def _check_strings(document: Document, path: KeyPath, problems: ProblemList) -> None:
    value = document.get(*path)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        message = f'Expected "{_field(path)}" to be of type string array but got {show(value)}.'
        problems.add(message, document.origin(*path))


def _check_name(document: Document, path: KeyPath, problems: ProblemList) -> None:
    value = document.get(*path)
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        kind = "string, alphanumeric and lowercase with dashes only"
        problems.add(f'Expected "name" to be of type {kind} but got {show(value)}.', document.origin(*path))


def _check_date(document: Document, path: KeyPath, problems: ProblemList) -> None:
    value = document.get(*path)
    if not isinstance(value, str):
        message = f'Expected "compatibility_date" to be of type string but got {show(value)}.'
        problems.add(message, document.origin(*path), hint=f'put it in quotes: "{value}"')
    elif not _is_javascript_date(value):
        message = f'"compatibility_date" field should be a valid ISO-8601 date (YYYY-MM-DD), but got {show(value)}.'
        problems.add(message, document.origin(*path))


def _check_python_modules(document: Document, path: KeyPath, problems: ProblemList) -> None:
    value = document.get(*path)
    if not isinstance(value, Mapping):
        problems.add(f'"python_modules" should be an object but got {show(value)}.', document.origin(*path))
    elif "exclude" in value:
        _check_strings(document, (*path, "exclude"), problems)


def _check_rules(document: Document, path: KeyPath, problems: ProblemList) -> None:
    value = document.get(*path)
    if value is None:
        return
    if not isinstance(value, list):
        message = f'The field "{key_text(path)}" should be an array but got {show(value)}.'
        problems.add(message, document.origin(*path), hint="write [[rules]], with two brackets")
        return
    for index in range(len(value)):
        _check_rule(document, (*path, index), problems)


def _check_rule(document: Document, path: KeyPath, problems: ProblemList) -> None:
    rule = document.get(*path)
    if not isinstance(rule, Mapping):
        problems.add(f'"{key_text(path)}" should be an object but got {show(rule)}.', document.origin(*path))
        return
    if rule.get("type") not in _RULE_TYPES:
        names = '"ESModule", "CommonJS", "CompiledWasm", "Text", or "Data"'
        message = f'bindings should have a string "type" field, which contains one of {names}.'
        own = "every .py file is a PythonModule without a rule" if rule.get("type") == "PythonModule" else None
        problems.add(message, document.origin(*path, "type"), hint=own)
    globs, place = rule.get("globs", MISSING), key_text((*path, "globs"))
    if not isinstance(globs, list):
        got = "undefined" if globs is MISSING else show(globs)
        message = f'Expected "{place}" to be an array of strings but got {got}'
        problems.add(message, document.origin(*path, "globs"))
    else:
        for index, glob in enumerate(globs):
            if not isinstance(glob, str):
                message = f'Expected "{place}.[{index}]" to be of type string but got {show(glob)}.'
                problems.add(message, document.origin(*path, "globs", index))
    if not isinstance(rule.get("fallthrough", False), bool):
        message = 'the field "fallthrough", when present, should be a boolean.'
        problems.add(message, document.origin(*path, "fallthrough"))


def _check_build(document: Document, path: KeyPath, problems: ProblemList) -> None:
    for key in ("command", "cwd"):
        value = document.get(*path, key)
        if value is not MISSING and not isinstance(value, str):
            message = f'Expected "build.{key}" to be of type string but got {show(value)}.'
            problems.add(message, document.origin(*path, key))


def _refuse_node_compat(document: Document, path: KeyPath, problems: ProblemList) -> None:
    message = 'The "node_compat" field is no longer supported as of Wrangler v4.'
    problems.add(message, document.key_origin(*path), hint="use the nodejs_compat compatibility flag")


def _check_site(config: EffectiveConfig, problems: ProblemList) -> None:
    if config.document.get("site") not in (MISSING, None) and config.document.get("site", "bucket") is MISSING:
        problems.add('"site.bucket" is a required field.', config.document.origin("site"))
    entry_point = config.document.get("site", "entry-point")
    if entry_point not in (MISSING, None, "") and config.get("main") not in (MISSING, ""):
        problems.add(
            "Don't define both the `main` and `site.entry-point` fields in your configuration.",
            config.document.origin("site", "entry-point"),
            hint="delete site.entry-point",
        )


_CHECKS: dict[str, _Check] = {
    "name": _check_name,
    "main": _check_type(str, "string"),
    "base_dir": _check_type(str, "string"),
    "compatibility_date": _check_date,
    "compatibility_flags": _check_strings,
    "rules": _check_rules,
    "find_additional_modules": _check_type(bool, "boolean"),
    "no_bundle": _check_type(bool, "boolean"),
    "minify": _check_type(bool, "boolean"),
    "preserve_file_names": _check_type(bool, "boolean"),
    "upload_source_maps": _check_type(bool, "boolean"),
    "python_modules": _check_python_modules,
    "build": _check_build,
    "node_compat": _refuse_node_compat,
    "account_id": _check_type(str, "string"),
    "jsx_factory": _check_type(str, "string"),
    "jsx_fragment": _check_type(str, "string"),
    "keep_names": _check_type(bool, "boolean"),
    "logpush": _check_type(bool, "boolean"),
    "preview_urls": _check_type(bool, "boolean"),
    "tsconfig": _check_type(str, "string"),
    "workers_dev": _check_type(bool, "boolean"),
}

_TOP_LEVEL_CHECKS: dict[str, _Check] = {
    "$schema": _check_type(str, "string"),
    "keep_vars": _check_type(bool, "boolean"),
    "pages_build_output_dir": _check_type(str, "string"),
    "send_metrics": _check_type(bool, "boolean"),
}
