"""What is deployed, and the folders that names and searches are relative to."""

from __future__ import annotations

from graphcheck.config.checks import check_values
from graphcheck.config.document import MISSING
from graphcheck.config.entry import (
    check_entry,
    check_module_root,
    explain_missing_main,
    refuse_bundling,
    require_python,
)
from graphcheck.config.environment import EffectiveConfig
from graphcheck.config.invocation import Invocation
from graphcheck.config.paths import parent, relative, resolve
from graphcheck.config.problems import ProblemList
from graphcheck.config.repository import find_repository_root
from graphcheck.config.source import ConfigSource
from graphcheck.config.values import read_boolean, read_string
from graphcheck.model.frozen import frozen
from graphcheck.model.location import Origin, Sourced
from graphcheck.model.tree import SourceTree

__all__ = ["Target", "find_target"]


@frozen
class Target:
    """Paths of the ``SourceTree``; the fields are those of a ``Project``."""

    main: Sourced[str]
    entry: str
    module_root: str
    project_root: str
    repository_root: str


def find_target(
    tree: SourceTree, invocation: Invocation, source: ConfigSource, config: EffectiveConfig, problems: ProblemList
) -> Target:
    """The entry and its roots, checked.

    The project root is the folder of the user's configuration, even if that is redirected; with a positional script, or
    without a configuration, it is the current folder.
    """
    folder = invocation.folder
    base = parent(source.used_config) if source.used_config else folder
    if invocation.script is None:
        main, start = _read_main(invocation, source, config, problems), base
        project_root = parent(source.user_config) if source.user_config else folder
    else:
        main, start, project_root = Sourced(invocation.script), folder, folder
    entry = resolve(start, main.value)
    named_by = source.used_config if main.origin else None
    place = relative(named_by, folder) if named_by else "the command line"
    require_python(tree, main.value, entry, place, _passed_over(source, folder))
    module_root = _module_root(tree, base, parent(entry), config, problems)
    repository = find_repository_root(tree, project_root, module_root)
    origin = main.origin or Origin(entry, "")
    check_entry(tree, entry, relative(entry, start), origin, repository, problems)
    if invocation.bundle:
        refuse_bundling(relative(entry, start), origin, problems)
    return Target(main, entry, module_root, project_root, repository)


def _passed_over(source: ConfigSource, folder: str) -> str | None:
    """What to type where another configuration may have been meant."""
    if not source.discovery.ignored:
        return None
    other = relative(source.discovery.ignored[0], folder)
    return f"wrangler passes over {other}: if that is the Worker, add --config {other}"


def _read_main(
    invocation: Invocation, source: ConfigSource, config: EffectiveConfig, problems: ProblemList
) -> Sourced[str]:
    """The value of ``main``. Without a usable one nothing can be followed, so all problems are raised here."""
    main = read_string(config, "main")
    if main.value is not None:
        return Sourced(main.value, main.origin)
    if config.get("main") is MISSING and config.document.get("main") is MISSING:
        explain_missing_main(config)
        message = "Missing entry-point to Worker script or to assets directory"
        hint = 'add main = "src/entry.py", the file that defines the Worker'
        problems.add(message, Origin(config.document.path, ""), hint=hint)
    check_values(config, invocation.wrangler, redirected=source.redirect is not None, problems=problems)
    problems.raise_if_any()
    raise AssertionError("a main that is no string is a problem")


def _module_root(tree: SourceTree, base: str, default: str, config: EffectiveConfig, problems: ProblemList) -> str:
    base_dir = read_string(config, "base_dir")
    if base_dir.value is None or base_dir.origin is None:
        return default
    folder = resolve(base, base_dir.value)
    if read_boolean(config, "find_additional_modules").value is not False:
        check_module_root(tree, folder, base_dir.origin, problems)
    return folder
