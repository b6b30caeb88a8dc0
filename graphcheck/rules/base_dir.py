"""``base_dir`` as a way out: modules keep the names that they have on a desktop."""

from __future__ import annotations

import posixpath

from graphcheck.model.finding import ConfigEdit, Fix
from graphcheck.model.imports import ImportKind
from graphcheck.model.resolution import ModuleOrigin
from graphcheck.rules.context import Context
from graphcheck.rules.places import config_file, keys_of
from graphcheck.rules.sites import describe_setting

__all__ = ["base_dir_fix", "base_dir_remedy"]


def base_dir_remedy(context: Context, folder: str, prefix: str) -> str | None:
    """What to type so that ``folder``, a tree path, becomes the module root; None without a configuration file."""
    config = context.project.config_path
    if config is None:
        return None
    text = describe_setting(context, "base_dir", posixpath.relpath(folder, posixpath.dirname(config)))
    if _has_imports_without_prefix(context, prefix):
        return text + f"; then the imports that lack the prefix `{prefix}` change instead"
    return text


def base_dir_fix(context: Context, folder: str, prefix: str) -> Fix | None:
    """The setting, where it is enough: no import of the app lacks the prefix. Its title is the remedy."""
    file, remedy = config_file(context), base_dir_remedy(context, folder, prefix)
    config = context.project.config_path
    if remedy is None or config is None or file is None or _has_imports_without_prefix(context, prefix):
        return None
    keys = keys_of(context.project, "base_dir", context.project.main.origin)
    edit = ConfigEdit(file, keys, posixpath.relpath(folder, posixpath.dirname(config)))
    return Fix(remedy, safe=False, settings=(edit,), choice="base-dir")


def _has_imports_without_prefix(context: Context, prefix: str) -> bool:
    return any(
        edge.resolved
        and edge.kind is not ImportKind.PARENT
        and edge.resolution.target is not None
        and edge.resolution.target.origin is ModuleOrigin.APP
        and not edge.imported.startswith(f"{prefix}.")
        and edge.site.statement.split()[1].partition(".")[0] == edge.imported.partition(".")[0]
        for edge in context.graph.edges_of(ModuleOrigin.APP)
    )
