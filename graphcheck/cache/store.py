"""Facts on disk: one sqlite table from a digest to JSON.

The cache may always be missing, read-only, full, damaged or shared with another process. Nothing of that is the user's
problem: what cannot be read is computed, what cannot be written is forgotten.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

from graphcheck.cache.codec import DamagedFacts, decode_facts, encode_facts
from graphcheck.model.imports import ModuleImports

__all__ = ["Digest", "FactsCache"]

Digest: TypeAlias = bytes
"""Of the bytes, the target and the extractor's version together: equal digests mean equal facts."""

_FILE = "facts-1.sqlite"
"""The number is that of the table's and the codec's form."""
_TAG = "CACHEDIR.TAG"
_TAG_TEXT = (
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# This directory holds facts that graphcheck can compute again (https://bford.info/cachedir/).\n"
)
_SCHEMA = "CREATE TABLE IF NOT EXISTS facts (digest BLOB PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID"
_WAIT_SECONDS = 2.0
_QUERY_SIZE = 500
"""Below sqlite's oldest limit of 999 variables in a statement."""
_WRITE_SIZE = 256
_MOST_BYTES = 256 * 1024 * 1024


class FactsCache:
    """A cache of ``ModuleImports``; a context manager that writes what is pending when it ends."""

    def __init__(self, path: Path | None, version: str) -> None:
        self._path = path
        self._connection = None if path is None else _connect(path)
        self._version = version.encode()
        self._pending: dict[Digest, ModuleImports] = {}

    @classmethod
    def open(cls, folder: str | None, version: str) -> Self:
        """The cache in ``folder``, made if it is missing; without a folder, or where it is of no use, one that forgets.

        ``version`` is that of the extractor: facts of another one are not found.
        """
        return cls(None if folder is None else Path(folder, _FILE), version)

    def digest(self, source: bytes, python: tuple[int, int]) -> Digest:
        key = hashlib.blake2b(source, digest_size=20, key=self._version[:64])
        key.update(b"\0%d.%d" % python)
        return key.digest()

    def get_many(self, digests: Iterable[Digest]) -> Mapping[Digest, ModuleImports]:
        """The facts of those digests that are known."""
        found: dict[Digest, ModuleImports] = {}
        for digest, text in self._rows(digests):
            with suppress(DamagedFacts):
                found[digest] = decode_facts(text)
        return found

    def put_many(self, facts: Mapping[Digest, ModuleImports]) -> None:
        """Remember ``facts``, or nothing at all where the folder does not let us."""
        if self._connection is None or not facts:
            return
        rows = [(digest, encode_facts(each)) for digest, each in facts.items()]
        try:
            with self._connection:
                self._connection.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", rows)
        except sqlite3.Error as error:
            self._give_up(error)

    def get_or_compute(
        self, source: bytes, python: tuple[int, int], compute: Callable[[], ModuleImports]
    ) -> ModuleImports:
        """The facts of one file, from the cache or from ``compute``; written in groups."""
        digest = self.digest(source, python)
        known = self._pending.get(digest) or self.get_many((digest,)).get(digest)
        if known is not None:
            return known
        facts = compute()
        self._pending[digest] = facts
        if len(self._pending) >= _WRITE_SIZE:
            self._flush()
        return facts

    def close(self) -> None:
        self._flush()
        self._give_up()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _flush(self) -> None:
        self.put_many(self._pending)
        self._pending = {}

    def _rows(self, digests: Iterable[Digest]) -> Iterator[tuple[Digest, str]]:
        remaining = iter(digests)
        while self._connection is not None and (group := tuple(islice(remaining, _QUERY_SIZE))):
            places = ",".join("?" * len(group))
            try:
                rows = self._connection.execute(f"SELECT digest, json FROM facts WHERE digest IN ({places})", group)
                yield from rows.fetchall()
            except sqlite3.Error as error:
                self._give_up(error)

    def _give_up(self, error: sqlite3.Error | None = None) -> None:
        """Go on without a cache; a damaged one is removed, so that the next run makes a new one."""
        if self._connection is None or self._path is None:
            return
        with suppress(sqlite3.Error):
            self._connection.close()
        self._connection = None
        if _is_damage(error):
            with suppress(OSError):
                _remove(self._path)


def _is_damage(error: sqlite3.Error | None) -> bool:
    """A locked, read-only or full disk is an OperationalError; all else means that the file is not ours to read."""
    return isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)


def _connect(path: Path) -> sqlite3.Connection | None:
    try:
        _prepare(path.parent)
        if path.exists() and path.stat().st_size > _MOST_BYTES:
            _remove(path)
    except OSError:
        return None
    try:
        return _opened(path)
    except sqlite3.Error as error:
        return _rebuilt(path) if _is_damage(error) or "no such column" in str(error) else None


def _prepare(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    tag = folder / _TAG
    if not tag.exists():
        with suppress(OSError):
            tag.write_text(_TAG_TEXT, encoding="ascii")


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_WAIT_SECONDS)
    try:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(_SCHEMA)
        connection.execute("SELECT digest, json FROM facts LIMIT 1").fetchall()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _rebuilt(path: Path) -> sqlite3.Connection | None:
    try:
        _remove(path)
        return _opened(path)
    except (OSError, sqlite3.Error):
        return None


def _remove(path: Path) -> None:
    for name in (path.name, f"{path.name}-journal"):
        path.with_name(name).unlink(missing_ok=True)
