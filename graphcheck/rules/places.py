"""Where a setting of the wrangler configuration stands, or would have to."""

from __future__ import annotations

from graphcheck.model.finding import ConfigEdit, ConfigKeys, Fix
from graphcheck.model.location import Origin
from graphcheck.model.project import Project
from graphcheck.rules.context import Context

__all__ = ["add_flag", "config_file", "is_generated", "keys_of"]


def keys_of(project: Project, key: str, origin: Origin | None) -> ConfigKeys:
    """In the chosen environment where ``origin``, the place of this key or of one beside it, is there."""
    env = project.env
    of_env = env is not None and origin is not None and origin.key.startswith("env.")
    return ("env", str(env), key) if of_env else (key,)


def config_file(context: Context) -> str | None:
    """Relative to the project root; None where there is no file that people write."""
    path = context.project.config_path
    return None if path is None or is_generated(context.project) else context.display(path)


def is_generated(project: Project) -> bool:
    """A build wrote the configuration that counts, and will write it again."""
    return any(notice.kind == "redirected" for notice in project.notices)


def add_flag(context: Context, flag: str, *, safe: bool) -> Fix | None:
    """Into the list that counts: the environment's own where it has one. A generated configuration is left alone."""
    file = config_file(context)
    if file is None:
        return None
    keys = keys_of(context.project, "compatibility_flags", context.project.compatibility_flags.origin)
    edit = ConfigEdit(file, keys, flag, append=True)
    return Fix(f'add "{flag}" to compatibility_flags', safe=safe, settings=(edit,))
