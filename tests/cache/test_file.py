"""The cache on disk, in good health and in all the others."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from graphcheck.cache import file as file_module
from graphcheck.cache.codec import encode_facts
from graphcheck.cache.facts import FactsCache
from graphcheck.cache.file import CacheFile
from graphcheck.model.imports import ModuleImports
from graphcheck.model.steps import BindStep

FACTS = encode_facts(ModuleImports((), (BindStep(("a",)),)))


def remember(folder: Path, source: bytes = b"a", facts: bytes = FACTS) -> None:
    with CacheFile(str(folder)) as file:
        store = FactsCache(file, "1")
        store.put(store.key(source), facts)
        assert dict(store.get_many([store.key(source)])) == {store.key(source): facts}
        store.flush()


def recall(folder: Path, source: bytes = b"a", version: str = "1") -> bytes | None:
    with CacheFile(str(folder)) as file:
        store = FactsCache(file, version)
        key = store.key(source)
        return dict(store.get_many([key])).get(key)


def database(folder: Path) -> Path:
    (found,) = folder.glob("*.sqlite")
    return found


def test_facts_are_kept(tmp_path: Path) -> None:
    remember(tmp_path)
    assert recall(tmp_path) == FACTS
    assert recall(tmp_path, b"b") is None


def test_facts_of_another_extractor_or_target_are_not_found(tmp_path: Path) -> None:
    remember(tmp_path)
    assert recall(tmp_path, version="2") is None


def test_many_at_once(tmp_path: Path) -> None:
    with CacheFile(str(tmp_path)) as file:
        store = FactsCache(file, "1")
        known = {store.key(b"%d" % number): FACTS for number in range(1_200)}
        for key, facts in known.items():
            store.put(key, facts)
        store.flush()
        assert dict(store.get_many([*known, b"unknown"])) == known


def test_the_folder_is_made_and_marked_when_something_is_written(tmp_path: Path) -> None:
    assert recall(tmp_path / "a" / "b") is None
    assert list(tmp_path.iterdir()) == []
    remember(tmp_path / "a" / "b")
    tag = (tmp_path / "a" / "b" / "CACHEDIR.TAG").read_text()
    assert tag.startswith("Signature: 8a477f597d28d172789f06886806bc55\n")


def test_a_cache_that_was_denied_writes_nothing(tmp_path: Path) -> None:
    with CacheFile(str(tmp_path / "a")) as file:
        file.deny()
        store = FactsCache(file, "1")
        store.put(store.key(b"a"), FACTS)
        store.flush()
    assert list(tmp_path.iterdir()) == []


def test_without_a_folder_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with CacheFile(None) as file:
        store = FactsCache(file, "1")
        store.put(b"x", FACTS)
        store.flush()
        assert list(store.get_many([b"x"])) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_damaged_file_is_made_anew(tmp_path: Path, content: bytes) -> None:
    remember(tmp_path)
    database(tmp_path).write_bytes(content)
    remember(tmp_path)
    assert recall(tmp_path) == FACTS


def test_a_file_damaged_in_its_middle_gives_no_wrong_facts(tmp_path: Path) -> None:
    for number in range(300):
        remember(tmp_path, b"%d" % number)
    data = bytearray(database(tmp_path).read_bytes())
    data[8192:-4096] = b"\xff" * len(data[8192:-4096])
    database(tmp_path).write_bytes(data)
    for number in range(20):
        assert recall(tmp_path, b"%d" % number) in (FACTS, None)
    for number in range(20):
        remember(tmp_path, b"%d" % number)
    assert recall(tmp_path, b"7") == FACTS


def change(folder: Path, statement: str, *values: object) -> None:
    with sqlite3.connect(database(folder)) as connection:
        connection.execute(statement, values)
    connection.close()


def test_a_byte_that_turned_is_noticed(tmp_path: Path) -> None:
    """Were it read as it is, this one would be a name that nobody wrote."""
    remember(tmp_path)
    with sqlite3.connect(database(tmp_path)) as connection:
        ((data,),) = connection.execute("SELECT data FROM facts").fetchall()
    connection.close()
    assert data.count(b'"a"') == 1
    change(tmp_path, "UPDATE facts SET data = ?", data.replace(b'"a"', b'"b"'))
    assert recall(tmp_path) is None


@pytest.mark.parametrize("value", ["x'ff00'", "'text'", "7", "x''"])
def test_a_row_that_is_no_row_is_computed_again(tmp_path: Path, value: str) -> None:
    remember(tmp_path)
    change(tmp_path, f"UPDATE facts SET data = {value}")
    assert recall(tmp_path) is None
    remember(tmp_path)
    assert recall(tmp_path) == FACTS


def test_another_programs_table_is_replaced(tmp_path: Path) -> None:
    remember(tmp_path)
    database(tmp_path).unlink()
    with sqlite3.connect(tmp_path / file_module.FILE_NAME) as connection:
        connection.execute("CREATE TABLE facts (x)")
    connection.close()
    remember(tmp_path)
    assert recall(tmp_path) == FACTS


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("x")
    for place in (blocker, blocker / "below"):
        with CacheFile(str(place)) as file:
            file.write("INSERT INTO facts VALUES (?, ?)", [(b"x", b"y")])
            assert not file.is_usable
    assert blocker.read_text() == "x"


def test_a_database_that_is_a_folder(tmp_path: Path) -> None:
    remember(tmp_path)
    path = database(tmp_path)
    path.unlink()
    path.mkdir()
    assert recall(tmp_path) is None


def test_a_full_disk(tmp_path: Path) -> None:
    remember(tmp_path)
    with CacheFile(str(tmp_path)) as file:
        assert file._connection is not None
        file._connection.execute("PRAGMA max_page_count = 2")
        file.write("INSERT INTO facts VALUES (?, ?)", [(b"%d" % number, b"x" * 500) for number in range(3_000)])
        assert not file.is_usable
        file.write("INSERT INTO facts VALUES (?, ?)", [(b"x", b"y")])
        assert file.read("SELECT 1") == ()
    assert recall(tmp_path) == FACTS


def test_a_locked_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remember(tmp_path)
    monkeypatch.setattr(file_module, "_WAIT_SECONDS", 0.01)
    holder = sqlite3.connect(database(tmp_path), isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with CacheFile(str(tmp_path)) as file:
        file.write("INSERT INTO facts VALUES (?, ?)", [(b"x", b"y")])
    holder.execute("ROLLBACK")
    holder.close()
    assert recall(tmp_path) == FACTS


def test_a_cache_that_grew_too_large_starts_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with CacheFile(str(tmp_path)) as file:
        file.write("INSERT INTO facts VALUES (?, ?)", [(b"%d" % number, b"x" * 500) for number in range(3_000)])
    before = database(tmp_path).stat().st_size
    monkeypatch.setattr(file_module, "_MOST_BYTES", 100_000)
    assert recall(tmp_path) is None
    assert database(tmp_path).stat().st_size < before / 10


@pytest.mark.parametrize("act", [lambda file: file.clear(), lambda file: file.measure()])
def test_nothing_to_clear_or_to_measure(tmp_path: Path, act: Callable[[CacheFile], object]) -> None:
    with CacheFile(str(tmp_path)) as file:
        act(file)
    assert list(tmp_path.iterdir()) == []


def test_what_is_kept_can_be_counted_and_cleared(tmp_path: Path) -> None:
    remember(tmp_path)
    with CacheFile(str(tmp_path)) as file:
        size = file.measure()
        assert size is not None and size.rows["facts"] == 1 and size.size > 0
        assert file.clear()
    assert recall(tmp_path) is None
