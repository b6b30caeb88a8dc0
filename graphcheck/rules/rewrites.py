"""Fixes that write an import under another name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from graphcheck.model.finding import Edit, Fix, ImportRename
from graphcheck.model.imports import ImportedName, ImportKind, ImportSite
from graphcheck.model.location import SiteRef
from graphcheck.model.resolution import ModuleOrigin, Outcome, ResolvedModule
from graphcheck.rules.context import Context

__all__ = ["another_comes_first", "import_names_fix", "is_own", "rename_fix", "rename_site", "site_at"]


def is_own(context: Context, name: str, origin: ModuleOrigin = ModuleOrigin.APP) -> bool:
    """Whether the Worker finds ``name`` there, and not a module of the same name that comes before it."""
    found = context.resolver.resolve(name)
    return found.outcome is Outcome.FOUND and found.target is not None and found.target.origin is origin


def site_at(context: Context, site: SiteRef) -> ImportSite | None:
    """What a file of the app says at a quoted site; nobody repairs those of packages."""
    module = context.modules.get(site.module)
    if module is None or module.origin is not ModuleOrigin.APP:
        return None
    facts = context.facts.get(module.path) if module.path else None
    return next((each for each in facts.sites if each.span == site.span), None) if facts else None


def another_comes_first(name: str, found: ResolvedModule) -> str:
    """Why an import without its prefix would not be the project's module."""
    whose = "python_modules" if found.origin is ModuleOrigin.VENDORED else "the runtime's own modules"
    return f"`{name}` alone is found in {whose} first: give the file another name"


def rename_fix(context: Context, site: SiteRef, old: str, new: str) -> Fix | None:
    """The import of ``old`` as one of ``new``. For ``import old`` ``new`` must be ``old`` without its first names.

    None where what the statement binds would change, or where the name is not written as it is meant.
    """
    source = site_at(context, site)
    return rename_site(context, site, source, old, new) if source else None


def rename_site(context: Context, site: SiteRef, source: ImportSite, old: str, new: str) -> Fix | None:
    """The same for a site whose file was read already."""
    title = f"import `{new}`"
    match source.kind:
        case ImportKind.DYNAMIC:
            edit = _inside_quotes(context, site, old, new)
            return Fix(title, safe=True, edits=(edit,)) if edit and "import_module" in site.statement else None
        case ImportKind.IMPORT if source.bound == old.partition(".")[0]:
            rename = ImportRename(site.path, site.span, old, new)
            return Fix(title, safe=True, renames=(rename,)) if old.endswith(f".{new}") else None
        case _:
            return Fix(title, safe=True, edits=(Edit(site.path, site.span, new),))


def import_names_fix(
    context: Context, site: SiteRef, source: ImportSite | None, origin: ModuleOrigin = ModuleOrigin.APP
) -> Fix | None:
    """``from . import a, b as c`` as ``import a, b as c``, where each name is a module of that origin."""
    if source is None or source.kind is not ImportKind.FROM or _has_comments(context, site, source):
        return None
    if not all(is_own(context, name.name, origin) for name in source.names):
        return None
    text = f"import {_listed(source.names)}"
    return Fix(f"`{text}`", safe=True, edits=(Edit(site.path, source.statement_span, text),))


def _listed(names: Iterable[ImportedName]) -> str:
    return ", ".join(name.name if name.name == name.bound else f"{name.name} as {name.bound}" for name in names)


def _has_comments(context: Context, site: SiteRef, source: ImportSite) -> bool:
    span = source.statement_span
    return any("#" in context.read_line(site.path, line) for line in range(span.line, span.end_line)) or (
        "#" in context.read_line(site.path, span.end_line)[: span.end_column - 1]
    )


def _inside_quotes(context: Context, site: SiteRef, old: str, new: str) -> Edit | None:
    """The literal with ``old`` replaced; None for one that is not simply ``old`` in quotes."""
    span = site.span
    literal = context.read_line(site.path, span.line)[span.column - 1 : span.end_column - 1]
    quoted = re.fullmatch(r"([rRuU]?)(['\"]|'''|\"\"\")" + re.escape(old) + r"\2", literal)
    return Edit(site.path, span, f"{quoted[1]}{quoted[2]}{new}{quoted[2]}") if quoted else None
