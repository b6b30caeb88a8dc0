"""The one file of the cache: tables in sqlite, of data only.

The cache may always be missing, read-only, full, damaged or shared with other processes. Nothing of that is the user's
problem: what cannot be read is computed, what cannot be written is forgotten.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from types import TracebackType
from typing import Any, Self

__all__ = ["CacheFile", "CacheSize", "seal", "unseal"]

FILE_NAME = "graphcheck-1.sqlite"
"""The number is that of the tables' and the codecs' form."""
_TAG = "CACHEDIR.TAG"
_TAG_TEXT = (
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# This directory holds what graphcheck can compute again (https://bford.info/cachedir/).\n"
)
_TABLES = {
    "facts": "key BLOB PRIMARY KEY, data BLOB NOT NULL",
    "answers": "key BLOB PRIMARY KEY, used INTEGER NOT NULL, quick BLOB NOT NULL, detail BLOB NOT NULL, "
    "answer BLOB NOT NULL",
    "digests": "key BLOB PRIMARY KEY, used INTEGER NOT NULL, data BLOB NOT NULL",
    "aliases": "key BLOB PRIMARY KEY, used INTEGER NOT NULL, question BLOB NOT NULL",
}
_WAIT_SECONDS = 2.0
_QUERY_SIZE = 500
"""Below sqlite's oldest limit of 999 variables in a statement."""
_MOST_BYTES = 256 * 1024 * 1024

Rows = Sequence[tuple[Any, ...]]


class CacheSize:
    """How much is stored: bytes of the file, and rows by table."""

    def __init__(self, path: str, size: int, rows: dict[str, int]) -> None:
        self.path = path
        self.size = size
        self.rows = rows


class CacheFile:
    """A connection that never fails; without a folder, or where it is of no use, one that forgets everything.

    The file is made when the first row is written.
    """

    def __init__(self, folder: str | None) -> None:
        self.path = None if folder is None else os.path.join(os.path.abspath(folder), FILE_NAME)
        self._connection: sqlite3.Connection | None = None
        self._is_usable = self.path is not None
        if self.path is not None and os.path.exists(self.path):
            self._connect(self.path)

    @property
    def is_usable(self) -> bool:
        """False where nothing can be kept."""
        return self._is_usable

    def deny(self) -> None:
        """Keep nothing from now on."""
        self._give_up(None)

    def read(self, query: str, values: Sequence[Any] = ()) -> Rows:
        if self._connection is None:
            return ()
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            self._give_up(error)
            return ()

    def read_many(self, query: str, keys: Iterable[bytes]) -> Iterator[tuple[Any, ...]]:
        """Rows of a query that ends in ``IN``, for any number of keys."""
        remaining = iter(keys)
        while self._connection is not None and (group := tuple(islice(remaining, _QUERY_SIZE))):
            yield from self.read(f"{query} ({','.join('?' * len(group))})", group)

    def write(self, statement: str, rows: Rows) -> None:
        """All rows or none of them."""
        if not rows or not self._is_usable or self.path is None:
            return
        if self._connection is None:
            self._connect(self.path)
        if self._connection is None:
            return
        try:
            with self._connection:
                self._connection.executemany(statement, rows)
        except sqlite3.Error as error:
            self._give_up(error)

    def measure(self) -> CacheSize | None:
        if self.path is None or not os.path.exists(self.path):
            return None
        rows = {table: sum(count for (count,) in self.read(f"SELECT count(*) FROM {table}")) for table in _TABLES}
        return CacheSize(self.path, os.path.getsize(self.path), rows)

    def clear(self) -> bool:
        """Whether the cache is empty now. The file stays: another process may be reading it."""
        if self._connection is None:
            return self.path is None or not os.path.exists(self.path)
        return _empty(self._connection)

    def close(self) -> None:
        self._give_up(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _connect(self, path: str) -> None:
        self._connection = _connect(path)
        self._is_usable = self._connection is not None

    def _give_up(self, error: sqlite3.Error | None) -> None:
        """Go on without a cache; a damaged one is removed, so that the next run makes a new one."""
        self._is_usable = False
        if self._connection is None or self.path is None:
            return
        with suppress(sqlite3.Error):
            self._connection.close()
        self._connection = None
        if _is_damage(error):
            with suppress(OSError):
                _remove(self.path)


def seal(data: bytes) -> bytes:
    """``data`` behind a checksum: sqlite does not notice a byte that turned on the disk."""
    return zlib.crc32(data).to_bytes(4, "big") + data


def unseal(sealed: object) -> bytes | None:
    """None for what is not as ``seal`` made it."""
    if not isinstance(sealed, bytes):
        return None
    data = sealed[4:]
    return data if zlib.crc32(data).to_bytes(4, "big") == sealed[:4] else None


def _is_damage(error: sqlite3.Error | None) -> bool:
    """A locked, read-only or full disk is an OperationalError; all else means that the file is not ours to read."""
    return isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)


def _connect(path: str) -> sqlite3.Connection | None:
    try:
        _prepare(os.path.dirname(path))
    except OSError:
        return None
    try:
        return _opened(path)
    except sqlite3.Error as error:
        return _rebuilt(path) if _is_damage(error) or "no such column" in str(error) else None


def _prepare(folder: str) -> None:
    tag = os.path.join(folder, _TAG)
    if os.path.exists(tag):
        return
    os.makedirs(folder, exist_ok=True)
    with suppress(OSError), open(tag, "w", encoding="ascii") as file:  # noqa: PTH123 - pathlib costs a hook 5 ms
        file.write(_TAG_TEXT)


def _opened(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_WAIT_SECONDS)
    try:
        # A killed process loses nothing that it had committed; only a crash of the machine could damage the file.
        connection.execute("PRAGMA synchronous = OFF")
        try:
            connection.execute("SELECT key, data, 0 FROM facts LIMIT 0")
            connection.execute("SELECT key, used, quick, detail, answer FROM answers LIMIT 0")
            connection.execute("SELECT key, used, data FROM digests LIMIT 0")
            connection.execute("SELECT key, used, question FROM aliases LIMIT 0")
        except sqlite3.OperationalError:
            _make_tables(connection)
        if os.path.getsize(path) > _MOST_BYTES:
            _empty(connection)
    except (sqlite3.Error, OSError):
        connection.close()
        raise
    return connection


def _make_tables(connection: sqlite3.Connection) -> None:
    for table, columns in _TABLES.items():
        connection.execute(f"CREATE TABLE IF NOT EXISTS {table} ({columns}) WITHOUT ROWID")
        connection.execute(f"SELECT {', '.join(_columns_of(columns))} FROM {table} LIMIT 0")


def _columns_of(columns: str) -> list[str]:
    return [column.split()[0] for column in columns.split(", ")]


def _empty(connection: sqlite3.Connection) -> bool:
    """Not by unlinking: a process that still has the file would write its journal beside the new one."""
    try:
        with connection:
            for table in _TABLES:
                connection.execute(f"DELETE FROM {table}")
        connection.execute("VACUUM")
    except sqlite3.Error:
        return False
    return True


def _rebuilt(path: str) -> sqlite3.Connection | None:
    try:
        _remove(path)
        return _opened(path)
    except (OSError, sqlite3.Error):
        return None


def _remove(path: str) -> None:
    for name in (path, f"{path}-journal"):
        with suppress(FileNotFoundError):
            os.remove(name)
