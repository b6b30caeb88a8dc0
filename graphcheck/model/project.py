"""What the Worker is, as its configuration says."""

from __future__ import annotations

from dataclasses import field

from graphcheck.model.finding import Edit, SettingEdit
from graphcheck.model.frozen import frozen
from graphcheck.model.location import Origin, Sourced
from graphcheck.model.package import DependencySource
from graphcheck.model.policy import Policy

__all__ = ["ConfigNotice", "Dependency", "ModuleRule", "ModuleType", "Project", "Settings"]

from enum import Enum


class ModuleType(Enum):
    """Types of the parts of wrangler's upload form, by the names that its table prints. A source map is no module."""

    PYTHON = "python"
    TEXT = "text"
    BUFFER = "buffer"
    COMPILED_WASM = "compiled-wasm"
    ESM = "esm"
    COMMONJS = "commonjs"
    SOURCE_MAP = "source-map"


@frozen
class ModuleRule:
    """One entry of wrangler's ``rules``. ``fallthrough`` is None where the key is absent."""

    type: ModuleType
    globs: tuple[str, ...]
    fallthrough: bool | None = None
    origin: Origin | None = None


@frozen
class Dependency:
    """A declared requirement. ``name`` is normalised (PEP 503).

    ``group`` is None for ``[project].dependencies``, else the extra, the dependency group or pip's file that names it.
    """

    name: str
    requirement: str
    origin: Origin | None = None
    group: str | None = None


@frozen
class ConfigNotice:
    """Something in the configuration that wrangler accepts, and that does not do what its author meant.

    ``kind`` is a stable identifier that a rule picks up (``unknown-key``, ``legacy-key``, ``two-configs``, ...).
    ``repair`` is what would make it do so, by ``SourceTree`` paths.
    """

    kind: str
    message: str
    origin: Origin | None = None
    hint: str | None = None
    repair: tuple[Edit | SettingEdit, ...] = ()


@frozen
class Settings:
    """``[tool.graphcheck]`` of the project's pyproject.toml, or its graphcheck.toml. ``budget``: what the upload may
    weigh, in bytes."""

    fail_on: Sourced[str] = field(default_factory=lambda: Sourced("error"))
    budget: Sourced[int | None] = field(default_factory=lambda: Sourced(None))
    policy: Policy = field(default_factory=Policy)


@frozen
class Project:
    """One Worker. Paths are absolute paths of the ``SourceTree``.

    ``entry`` is the file that ``main`` names; ``module_root`` is ``base_dir`` or the folder of ``entry``;
    ``project_root`` is the folder whose ``python_modules`` is uploaded.
    ``repository_root`` is the highest folder that is taken for the team's own: it bounds every search upwards.
    ``sources`` are uv's; with ``allow_build`` pywrangler builds distributions that have no wheel.
    """

    name: str | None
    config_path: str | None
    project_root: str
    repository_root: str
    entry: str
    module_root: str
    main: Sourced[str]
    base_dir: Sourced[str | None] = field(default_factory=lambda: Sourced(None))
    rules: Sourced[tuple[ModuleRule, ...]] = field(default_factory=lambda: Sourced(()))
    find_additional_modules: Sourced[bool | None] = field(default_factory=lambda: Sourced(None))
    upload_source_maps: Sourced[bool | None] = field(default_factory=lambda: Sourced(None))
    python_modules_exclude: Sourced[tuple[str, ...]] = field(default_factory=lambda: Sourced(("**/*.pyc",)))
    compatibility_date: Sourced[str | None] = field(default_factory=lambda: Sourced(None))
    compatibility_flags: Sourced[tuple[str, ...]] = field(default_factory=lambda: Sourced(()))
    env: str | None = None
    dependencies: tuple[Dependency, ...] = ()
    pyproject_path: str | None = None
    notices: tuple[ConfigNotice, ...] = ()
    settings: Settings = field(default_factory=Settings)
    sources: tuple[DependencySource, ...] = ()
    allow_build: bool = False
