"""From a folder to a ``Project``: what ``wrangler deploy`` would make of it, with the place of every value."""

from __future__ import annotations

from dataclasses import replace

from graphcheck.config.checks import check_values, is_date
from graphcheck.config.discovery import find_upwards
from graphcheck.config.document import MISSING, Document
from graphcheck.config.environment import (
    EffectiveConfig,
    check_redirected_environment,
    requested_environment,
    select_environment,
)
from graphcheck.config.globs import remark_globs
from graphcheck.config.invocation import Invocation
from graphcheck.config.paths import parent, relative, resolve
from graphcheck.config.problems import ProblemList
from graphcheck.config.pyproject import (
    read_allow_build,
    read_dependencies,
    read_pyproject,
    read_settings,
    read_sources,
)
from graphcheck.config.remarks import remark_keys, remark_rules
from graphcheck.config.requirements import read_requirements
from graphcheck.config.source import ConfigSource, find_source
from graphcheck.config.surroundings import remark_config, remark_files, remark_requirements, remark_vendoring
from graphcheck.config.target import Target, find_target
from graphcheck.config.values import read_boolean, read_excludes, read_name, read_rules, read_string, read_strings
from graphcheck.model.errors import UsageError
from graphcheck.model.location import Sourced
from graphcheck.model.project import ConfigNotice, Project
from graphcheck.model.tree import EntryKind, SourceTree

__all__ = ["load_project"]


def load_project(tree: SourceTree, invocation: Invocation | str) -> Project:
    """The Worker that ``wrangler deploy`` would deploy; a string is a folder to call it in, without options.

    Values that wrangler accepts and that do not do what they seem to do, and a missing flag, date or name, become
    ``notices``.

    Raises ``ConfigError`` with every mistake that was found, ``NothingToAnalyse`` where there is no Python Worker,
    ``UsageError`` for arguments that cannot be used.
    """
    if isinstance(invocation, str):
        invocation = Invocation(invocation)
    return _load(tree, _usable(tree, invocation))


def _usable(tree: SourceTree, invocation: Invocation) -> Invocation:
    found = tree.lookup(invocation.folder)
    if found is None or found.kind is not EntryKind.DIRECTORY:
        raise UsageError(f"{invocation.folder} is not a folder")
    if invocation.date is not None and not is_date(invocation.date):
        raise UsageError(f"{invocation.date!r} is not a date", hint="write it as YYYY-MM-DD")
    if invocation.script is not None:
        positional = tree.lookup(resolve(invocation.folder, invocation.script))
        is_folder = positional is not None and positional.kind is EntryKind.DIRECTORY
        if is_folder and invocation.wrangler.takes_folder_for_assets:
            return replace(invocation, script=None)
    return invocation


def _load(tree: SourceTree, invocation: Invocation) -> Project:
    problems = ProblemList(invocation.folder)
    notices: list[ConfigNotice] = []
    source = find_source(tree, invocation, problems)
    config = _view(tree, invocation, source, problems, notices)
    target = find_target(tree, invocation, source, config, problems)
    check_values(config, invocation.wrangler, redirected=source.redirect is not None, problems=problems)
    pyproject = _pyproject(tree, target, problems)
    settings = read_settings(_settings(tree, target, pyproject, problems), problems)
    problems.raise_if_any()
    dependencies, malformed = read_dependencies(pyproject)
    project = Project(
        name=read_name(config, invocation, redirected=source.redirect is not None),
        config_path=source.used_config,
        project_root=target.project_root,
        repository_root=target.repository_root,
        entry=target.entry,
        module_root=target.module_root,
        main=target.main,
        base_dir=read_string(config, "base_dir"),
        rules=read_rules(config),
        find_additional_modules=read_boolean(config, "find_additional_modules"),
        upload_source_maps=read_boolean(config, "upload_source_maps"),
        python_modules_exclude=read_excludes(config),
        compatibility_date=_date(config, invocation),
        compatibility_flags=read_strings(config, "compatibility_flags"),
        env=config.env,
        dependencies=(*dependencies, *read_requirements(tree, target.project_root, target.repository_root)),
        pyproject_path=pyproject.path or None,
        settings=settings,
        sources=read_sources(pyproject),
        allow_build=read_allow_build(pyproject),
    )
    notices += remark_keys(config)
    notices += remark_rules(config, project.rules.value)
    notices += remark_globs(config)
    notices += remark_config(config, typed=invocation.config)
    notices += remark_files(tree, source.discovery, project.project_root, invocation.folder)
    notices += remark_vendoring(tree, project)
    notices += remark_requirements(project)
    return replace(project, notices=(*notices, *malformed))


def _view(
    tree: SourceTree,
    invocation: Invocation,
    source: ConfigSource,
    problems: ProblemList,
    notices: list[ConfigNotice],
) -> EffectiveConfig:
    """The configuration as the chosen environment sees it."""
    env = requested_environment(tree, invocation)
    if source.redirect is None:
        return select_environment(source.document, env, problems, notices)
    check_redirected_environment(source.document, invocation, env, problems)
    target = relative(source.redirect.target, invocation.folder)
    message = f"a deploy configuration redirects wrangler to {target}: main, base_dir and rules come from there"
    notices.append(ConfigNotice("redirected", message, source.redirect.origin))
    return EffectiveConfig(source.document, env)


def _pyproject(tree: SourceTree, target: Target, problems: ProblemList) -> Document:
    """The nearest pyproject.toml; a document without a path where there is none."""
    path = find_upwards(tree, target.project_root, "pyproject.toml", last=target.repository_root)
    return read_pyproject(tree, path, problems) if path else Document("", {})


def _settings(tree: SourceTree, target: Target, pyproject: Document, problems: ProblemList) -> Document:
    """The nearest of graphcheck.toml and a pyproject.toml with ``[tool.graphcheck]``, in the form of the latter."""
    path = find_upwards(tree, target.project_root, "graphcheck.toml", last=target.repository_root)
    has_table = pyproject.get("tool", "graphcheck") is not MISSING
    if path is None or (has_table and len(parent(pyproject.path)) > len(parent(path))):
        return pyproject
    if has_table and parent(pyproject.path) == parent(path):
        message = "settings stand here and in graphcheck.toml"
        problems.add(message, pyproject.key_origin("tool", "graphcheck"), hint="keep one of the two")
    return read_pyproject(tree, path, problems).inside("tool", "graphcheck")


def _date(config: EffectiveConfig, invocation: Invocation) -> Sourced[str | None]:
    return read_string(config, "compatibility_date") if invocation.date is None else Sourced(invocation.date)
