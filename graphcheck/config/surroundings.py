"""Remarks on the files around a configuration, and on what a deploy would still ask for."""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.config.discovery import Discovery
from graphcheck.config.document import MISSING
from graphcheck.config.environment import EffectiveConfig
from graphcheck.config.paths import parent, relative, resolve
from graphcheck.model.location import Origin
from graphcheck.model.project import ConfigNotice, Project
from graphcheck.model.tree import SourceTree

__all__ = ["remark_config", "remark_files", "remark_requirements", "remark_vendoring"]


def remark_files(tree: SourceTree, discovery: Discovery, project_root: str, folder: str) -> Iterator[ConfigNotice]:
    """Files that look as if they mattered, and do not."""
    for path in discovery.ignored:
        used = relative(discovery.used or "", folder)
        message = f"{relative(path, folder)} is not read, because {used} is found first"
        order = "wrangler looks for wrangler.json in every folder upwards, then for wrangler.jsonc, then wrangler.toml"
        yield ConfigNotice("two-configs", message, Origin(path, ""), order)
    ignore_file = resolve(project_root, ".wranglerignore")
    if tree.lookup(ignore_file) is not None:
        message = "wrangler has no ignore file for Workers: .wranglerignore has no effect"
        hint = "use main, base_dir, rules or python_modules.exclude"
        yield ConfigNotice("no-ignore-file", message, Origin(ignore_file, ""), hint)
    requirements = resolve(project_root, "cf-requirements.txt")
    if tree.lookup(requirements) is not None:
        message = "cf-requirements.txt is no longer used"
        hint = "declare dependencies in pyproject.toml and vendor them with pywrangler"
        yield ConfigNotice("cf-requirements", message, Origin(requirements, ""), hint)


def remark_config(config: EffectiveConfig, *, typed: str | None) -> Iterator[ConfigNotice]:
    """Settings that change the upload in a way that is easy to miss. ``typed`` is the text of ``--config``."""
    if config.get("python_modules") is not MISSING and config.get("python_modules", "exclude") is MISSING:
        message = "python_modules without exclude drops the default pattern: .pyc files are uploaded"
        hint = 'add exclude = ["**/*.pyc"]'
        yield ConfigNotice("exclude-missing", message, config.origin("python_modules"), hint)
    if config.get("build", "command") not in (MISSING, ""):
        message = "wrangler runs build.command before it looks at the files: what it writes is seen only if it has run"
        yield ConfigNotice("build-command", message, config.origin("build", "command"))
    if typed is not None and not typed.startswith("/") and typed[1:2] != ":":
        message = (
            f"with a relative --config wrangler does not know {config.document.path.rpartition('/')[2]} again when it "
            "walks the module root: a rule that matches the file uploads it, [vars] included"
        )
        yield ConfigNotice("relative-config", message, Origin(config.document.path, ""), "give an absolute path")


def remark_vendoring(tree: SourceTree, project: Project) -> Iterator[ConfigNotice]:
    """Packages that pywrangler puts beside pyproject.toml, where wrangler does not look."""
    if project.pyproject_path is None or parent(project.pyproject_path) == project.project_root:
        return
    vendored = resolve(parent(project.pyproject_path), "python_modules")
    if tree.lookup(vendored) is not None and tree.lookup(resolve(project.project_root, "python_modules")) is None:
        here = relative(vendored, project.project_root)
        message = f"{here} is not uploaded: wrangler looks for python_modules beside its own configuration"
        hint = "keep pyproject.toml and the wrangler configuration in one folder"
        yield ConfigNotice("vendored-elsewhere", message, Origin(vendored, ""), hint)


def remark_requirements(project: Project) -> Iterator[ConfigNotice]:
    """What a deploy refuses although the Worker can be analysed."""
    flags = project.compatibility_flags
    place = Origin(project.config_path or project.entry, "")
    if "python_workers" not in flags.value:
        message = "The `python_workers` compatibility flag is required to use Python."
        hint = 'add compatibility_flags = ["python_workers"]'
        yield ConfigNotice("flag-missing", message, flags.origin or project.main.origin or place, hint)
    if project.compatibility_date.value is None:
        message = "A compatibility_date is required when uploading a Worker."
        hint = 'add compatibility_date = "YYYY-MM-DD"'
        yield ConfigNotice("date-missing", message, project.main.origin or place, hint)
    if project.name is None:
        message = "You need to provide a name of your worker."
        yield ConfigNotice("name-missing", message, project.main.origin or place, 'add name = "my-worker"')
