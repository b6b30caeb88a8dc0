"""A finding: what is wrong, where, how the import got there, and what to type now."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias, Union

from graphcheck.model.frozen import frozen
from graphcheck.model.location import SiteRef, Span

__all__ = [
    "ConfigEdit",
    "ConfigKeys",
    "ConfigRemoval",
    "ConfigTable",
    "ConfigValue",
    "Edit",
    "Finding",
    "Fix",
    "ImportRename",
    "KeyRename",
    "PrefixRegistration",
    "SettingEdit",
    "Severity",
]


class Severity(Enum):
    """``error``: the Worker does not start or is refused. ``warning``: a request would fail. ``info``: all else."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


@frozen
class Edit:
    """Replace ``span`` of ``path`` (relative to the project root) by ``text``."""

    path: str
    span: Span
    text: str


ConfigKeys: TypeAlias = tuple[str | int, ...]
"""A place in a TOML or JSONC file; a number is the index in a list."""

ConfigValue: TypeAlias = Union[str, bool, tuple["ConfigValue", ...], "ConfigTable"]
"""What a setting can be set to; a tuple is a list."""


@frozen
class ConfigTable:
    """A table, or an object, with its keys in order."""

    items: tuple[tuple[str, ConfigValue], ...]


@frozen
class ConfigEdit:
    """Set ``keys`` of a TOML or JSONC file to ``value``; with ``append`` add it to the list that is there, or to a new
    one. ``path`` is relative to the project root."""

    path: str
    keys: ConfigKeys
    value: ConfigValue
    append: bool = False


@frozen
class ConfigRemoval:
    """Take ``keys``, with all that is in it, out of a TOML or JSONC file."""

    path: str
    keys: ConfigKeys


@frozen
class KeyRename:
    """Call the last of ``keys`` ``name``; its value stays as it is written."""

    path: str
    keys: ConfigKeys
    name: str


SettingEdit: TypeAlias = ConfigEdit | ConfigRemoval | KeyRename


@frozen
class ImportRename:
    """``import old`` without ``as`` becomes ``import new``, and the uses of what it binds change along.

    ``old`` is ``new`` with a prefix; ``span`` covers ``old`` in the statement.
    """

    path: str
    span: Span
    old: str
    new: str


@frozen
class PrefixRegistration:
    """Lines in the entry ``path`` that give the module root its desktop name ``prefix`` (``src``) in the Worker too.

    ``entry`` is the entry's module name.
    """

    path: str
    prefix: str
    entry: str


@frozen
class Fix:
    """``safe``: the edits keep the meaning of everything else. ``settings`` are made in their order.

    ``choice`` is the name by which a user asks for an alternative (``graphcheck fix --with base-dir``).
    """

    title: str
    safe: bool
    edits: tuple[Edit, ...] = ()
    settings: tuple[SettingEdit, ...] = ()
    renames: tuple[ImportRename, ...] = ()
    registrations: tuple[PrefixRegistration, ...] = ()
    choice: str = ""

    @property
    def paths(self) -> frozenset[str]:
        """Every file that it changes."""
        changes = (*self.edits, *self.settings, *self.renames, *self.registrations)
        return frozenset(change.path for change in changes)


@frozen
class Finding:
    """One cause at one place.

    ``path`` is relative to the project root and ``span`` is None where a whole file or project is meant.
    ``source`` is the text of line ``span.line``; ``label`` stands under the underlined part of it.
    ``searched`` says where a name was looked for, in the Worker's order.
    ``remedies`` are alternatives, best first, each exactly what to type. ``notes`` explain.
    ``alternatives`` are other fixes than ``fix``, each with a ``choice``.
    ``refuses``: the upload itself is refused, so that no Python runs.
    Findings of equal ``code`` and ``subject`` have one cause: a text report shows the first whole and lists the others.
    """

    code: str
    rule: str
    severity: Severity
    message: str
    module: str | None = None
    path: str | None = None
    span: Span | None = None
    source: str | None = None
    label: str | None = None
    subject: str = ""
    chain: tuple[SiteRef, ...] = ()
    searched: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    fix: Fix | None = None
    refuses: bool = False
    alternatives: tuple[Fix, ...] = ()
