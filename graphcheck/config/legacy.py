"""Keys of earlier wranglers, written as today's keys."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from graphcheck.config.document import MISSING, Document, KeyPath
from graphcheck.model.finding import ConfigEdit, ConfigRemoval, ConfigTable, ConfigValue, SettingEdit

__all__ = ["repair_legacy", "todays_equivalent"]

_RULE_KEYS = ("type", "globs", "fallthrough")
_VENDORED = "python_modules/"
"""``python_modules.exclude`` has globs relative to it, and applies to nothing else."""


def todays_equivalent(document: Document, path: KeyPath) -> str | None:
    """What to write instead of the legacy key at ``path``, in the file's own dialect, one key a line."""
    value = document.get(*path)
    if path[-1] == "upload" and isinstance(value, Mapping):
        lines = [_assign(document, key, new) for key, new in _instead_of_upload(value)]
        excluded = ", ".join(f"`{glob}`" for glob in _texts(value.get("exclude")) if not glob.startswith(_VENDORED))
        if excluded:
            lines.append(
                f"no key of today excludes files of the app ({excluded}): whatever has a rule and lies below the "
                "module root is uploaded, so move them out of it, or set base_dir to a folder without them"
            )
        return "\n".join(lines) or "delete it"
    bucket = value.get("bucket") if path[-1] == "site" and isinstance(value, Mapping) else None
    if isinstance(bucket, str):
        return _assign(document, "assets", {"directory": bucket})
    return "delete it"


def repair_legacy(document: Document, path: KeyPath) -> tuple[SettingEdit, ...]:
    """The same as edits; none where a key of today is there already and says something else."""
    value, section = document.get(*path), path[:-2] if path[-1] == "upload" else path[:-1]
    wanted: list[tuple[str, object]] = []
    if path[-1] == "upload" and isinstance(value, Mapping):
        wanted = list(_instead_of_upload(value))
    elif path[-1] == "site" and isinstance(value, Mapping):
        wanted = [("assets", {"directory": value.get("bucket")})]
    known = {key: document.get(*section, key) for key, _ in wanted}
    if any(known[key] not in (MISSING, new) and key != "main" for key, new in wanted):
        return ()
    sets = (ConfigEdit(document.path, (*section, key), _as_value(new)) for key, new in wanted if known[key] is MISSING)
    return (*sets, ConfigRemoval(document.path, path))


def _as_value(value: object) -> ConfigValue:
    if isinstance(value, Mapping):
        return ConfigTable(tuple((str(key), _as_value(each)) for key, each in value.items()))
    if isinstance(value, list):
        return tuple(map(_as_value, value))
    return value if isinstance(value, bool) else str(value)


def _instead_of_upload(upload: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """wrangler 1: ``main`` is relative to ``dir``, which is ``./dist`` by default and the root of all modules."""
    main, folder = upload.get("main"), upload.get("dir", "dist")
    if isinstance(main, str) and isinstance(folder, str):
        root = folder.removeprefix("./").strip("/")
        inner = main.removeprefix("./")
        yield "main", f"{root}/{inner}" if root not in ("", ".") else inner
        if "/" in inner:
            yield "base_dir", root or "."
    elif isinstance(folder, str) and "dir" in upload:
        yield "base_dir", folder
    rules = [_rule(rule) for rule in _list(upload.get("rules")) if isinstance(rule, Mapping)]
    include = [glob for glob in _texts(upload.get("include")) if not glob.endswith(".py")]
    if include:
        rules.append({"type": "Data", "globs": include, "fallthrough": True})
    if rules:
        yield "rules", rules
    exclude = [glob.removeprefix(_VENDORED) for glob in _texts(upload.get("exclude")) if glob.startswith(_VENDORED)]
    if exclude:
        yield "python_modules", {"exclude": ["**/*.pyc", *exclude]}


def _rule(rule: Mapping[str, object]) -> Mapping[str, object]:
    return {key: rule[key] for key in _RULE_KEYS if key in rule}


def _texts(value: object) -> list[str]:
    return [each for each in _list(value) if isinstance(each, str)]


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _assign(document: Document, key: str, value: object) -> str:
    if document.path.endswith(".toml"):
        return f"{key} = {_toml(value)}"
    return f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False, default=str)}"


def _toml(value: object) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_toml(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    # A basic string of TOML escapes as JSON does, surrogates apart, which a TOML file cannot hold.
    return json.dumps(value, ensure_ascii=False, default=str)
