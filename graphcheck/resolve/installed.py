"""What is installed in one folder of packages, by the metadata that installers leave there (PEP 376, PEP 427)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from graphcheck.model.frozen import frozen
from graphcheck.model.requirement import normal_name
from graphcheck.model.tree import EntryKind, SourceTree, TreeError

__all__ = ["Distribution", "SitePackages"]

_SUFFIX = ".dist-info"
_MOST_HEADER_BYTES = 1024 * 1024
_MOST_RECORD_BYTES = 32 * 1024 * 1024
_GROUP = re.compile(r"^\[\s*(?P<name>[^\]]+?)\s*\]", re.MULTILINE)


@frozen
class Distribution:
    """``name`` is normalised (PEP 503), ``version`` as the folder's name says it; ``info`` is a ``SourceTree`` path."""

    name: str
    version: str
    info: str


class SitePackages:
    """One folder, ``python_modules`` or a ``site-packages``. Each file is read once, when it is first asked about.

    Metadata that cannot be read, or is too large to be metadata, says nothing.
    """

    def __init__(self, tree: SourceTree, folder: str) -> None:
        self.folder = folder
        self._tree = tree
        self._headers: dict[str, Mapping[str, tuple[str, ...]]] = {}
        self._files: dict[str, tuple[str, ...]] = {}

    @cached_property
    def distributions(self) -> Mapping[str, Distribution]:
        """By normalised name, in byte order of the folders' names."""
        try:
            entries = self._tree.scan(self.folder)
        except TreeError:
            return {}
        found: dict[str, Distribution] = {}
        for entry in entries:
            if entry.kind is not EntryKind.FILE and entry.name.endswith(_SUFFIX):
                name, _, version = entry.name.removesuffix(_SUFFIX).partition("-")
                normal = normal_name(name)
                found.setdefault(normal, Distribution(normal, version, f"{self.folder}/{entry.name}"))
        return found

    @cached_property
    def owners(self) -> Mapping[str, str]:
        """The distribution of each file that a RECORD lists, by its path below the folder."""
        owners: dict[str, str] = {}
        for name in self.distributions:
            for file in self.files(name):
                owners.setdefault(file, name)
        return owners

    @cached_property
    def providers(self) -> Mapping[str, tuple[str, ...]]:
        """The distributions that have files of a top-level module, by the module's name."""
        found: dict[str, dict[str, None]] = {}
        for file, name in self.owners.items():
            top = top_level_module(file)
            if top:
                found.setdefault(top, {})[name] = None
        return {top: tuple(names) for top, names in found.items()}

    def requirements(self, name: str) -> tuple[str, ...]:
        """``Requires-Dist`` as written."""
        return self._header(name, "METADATA").get("requires-dist", ())

    def requires_python(self, name: str) -> str:
        return next(iter(self._header(name, "METADATA").get("requires-python", ())), "")

    def tags(self, name: str) -> tuple[str, ...]:
        """The tags of the wheel that it was installed from."""
        return self._header(name, "WHEEL").get("tag", ())

    def entry_point_groups(self, name: str) -> tuple[str, ...]:
        text = self._text(name, "entry_points.txt", _MOST_HEADER_BYTES)
        return tuple(match["name"] for match in _GROUP.finditer(text))

    def files(self, name: str) -> tuple[str, ...]:
        """Paths below the folder, as RECORD lists them."""
        if name not in self._files:
            lines = self._text(name, "RECORD", _MOST_RECORD_BYTES).splitlines()
            self._files[name] = tuple(_first_fields(lines))
        return self._files[name]

    def _header(self, name: str, file: str) -> Mapping[str, tuple[str, ...]]:
        key = f"{name}/{file}"
        if key not in self._headers:
            self._headers[key] = _parse_headers(self._text(name, file, _MOST_HEADER_BYTES))
        return self._headers[key]

    def _text(self, name: str, file: str, most: int) -> str:
        known = self.distributions.get(name)
        if known is None:
            return ""
        path = f"{known.info}/{file}"
        found = self._tree.lookup(path)
        if found is None or found.kind is not EntryKind.FILE or found.size > most:
            return ""
        try:
            return self._tree.read(path).decode("utf-8", "replace").replace("\r\n", "\n")
        except TreeError:
            return ""


def top_level_module(file: str) -> str | None:
    """``pad`` of ``pad/core.py`` and of ``pad.py``; None for metadata, data files and what lies outside the folder."""
    first, _, rest = file.partition("/")
    if rest:
        return first if first.isidentifier() and first != "__pycache__" else None
    stem, dot, suffix = first.partition(".")
    return stem if dot and stem.isidentifier() and suffix.endswith(("py", "so")) else None


def _first_fields(lines: Iterable[str]) -> list[str]:
    lines = list(lines)
    try:
        return [row[0] for row in csv.reader(lines) if row]
    except csv.Error:
        return [line.partition(",")[0] for line in lines]


def _parse_headers(text: str) -> Mapping[str, tuple[str, ...]]:
    """The fields of an RFC 822 header by lower-case name; the body and continuation lines are left out."""
    fields: dict[str, list[str]] = {}
    for line in text.split("\n"):
        if not line:
            break
        key, colon, value = line.partition(":")
        if colon and not line[0].isspace():
            fields.setdefault(key.lower(), []).append(value.strip())
    return {key: tuple(values) for key, values in fields.items()}
