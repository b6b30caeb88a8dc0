"""The cache on disk, in good health and in all the others."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from graphcheck.cache import FactsCache
from graphcheck.cache import store as store_module
from graphcheck.model.imports import BindStep, ModuleImports

FACTS = ModuleImports((), (BindStep(("a",)),))
OTHER = ModuleImports((), (BindStep(("b",)),))
PYTHON = (3, 13)


def refuse() -> ModuleImports:
    raise AssertionError("computed although it was known")


def remember(folder: Path, source: bytes = b"a = 1") -> None:
    with FactsCache.open(str(folder), "1") as cache:
        assert cache.get_or_compute(source, PYTHON, lambda: FACTS) == FACTS


def recall(folder: Path, source: bytes = b"a = 1") -> ModuleImports | None:
    with FactsCache.open(str(folder), "1") as cache:
        digest = cache.digest(source, PYTHON)
        return cache.get_many([digest]).get(digest)


def test_facts_are_computed_once(tmp_path: Path) -> None:
    remember(tmp_path)
    with FactsCache.open(str(tmp_path), "1") as cache:
        assert cache.get_or_compute(b"a = 1", PYTHON, refuse) == FACTS


def test_within_a_run_as_well(tmp_path: Path) -> None:
    for folder in (str(tmp_path), None):
        with FactsCache.open(folder, "1") as cache:
            cache.get_or_compute(b"a = 1", PYTHON, lambda: FACTS)
            assert cache.get_or_compute(b"a = 1", PYTHON, refuse) == FACTS


def test_bytes_target_and_version_make_the_key() -> None:
    one, two = FactsCache.open(None, "1"), FactsCache.open(None, "2")
    digests = {
        one.digest(b"a", PYTHON), one.digest(b"b", PYTHON), one.digest(b"a", (3, 1)), two.digest(b"a", PYTHON),
        one.digest(b"a\x003.13", (3, 1)),
    }  # fmt: skip
    assert len(digests) == 5


def test_many_at_once(tmp_path: Path) -> None:
    with FactsCache.open(str(tmp_path), "1") as cache:
        known = {cache.digest(b"%d" % number, PYTHON): FACTS for number in range(1_200)}
        cache.put_many(known)
        assert cache.get_many([*known, b"unknown"]) == known


def test_the_folder_is_made_and_marked(tmp_path: Path) -> None:
    remember(tmp_path / "a" / "b")
    tag = (tmp_path / "a" / "b" / "CACHEDIR.TAG").read_text()
    assert tag.startswith("Signature: 8a477f597d28d172789f06886806bc55\n")


def test_without_a_folder_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with FactsCache.open(None, "1") as cache:
        cache.put_many({b"x": FACTS})
        assert cache.get_many([b"x"]) == {}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_damaged_file_is_made_anew(tmp_path: Path, content: bytes) -> None:
    remember(tmp_path)
    (file,) = tmp_path.glob("*.sqlite")
    file.write_bytes(content)
    remember(tmp_path)
    assert recall(tmp_path) == FACTS


def test_a_file_damaged_in_its_middle_is_made_anew(tmp_path: Path) -> None:
    for number in range(600):
        remember(tmp_path, b"%d" % number) if number < 2 else None
    with FactsCache.open(str(tmp_path), "1") as cache:
        cache.put_many({cache.digest(b"%d" % number, PYTHON): FACTS for number in range(3_000)})
    (file,) = tmp_path.glob("*.sqlite")
    data = bytearray(file.read_bytes())
    data[8192:-4096] = b"\xff" * len(data[8192:-4096])
    file.write_bytes(data)
    for number in range(20):
        recall(tmp_path, b"%d" % number)
    for number in range(20):
        remember(tmp_path, b"%d" % number)
    assert recall(tmp_path, b"7") == FACTS


def test_another_programs_table_is_replaced(tmp_path: Path) -> None:
    remember(tmp_path)
    (file,) = tmp_path.glob("*.sqlite")
    file.unlink()
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE facts (x)")
    connection.close()
    remember(tmp_path)
    assert recall(tmp_path) == FACTS


def test_a_row_that_is_damaged_is_computed_again(tmp_path: Path) -> None:
    remember(tmp_path)
    (file,) = tmp_path.glob("*.sqlite")
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE facts SET json = '[]'")
    connection.close()
    assert recall(tmp_path) is None
    remember(tmp_path)
    assert recall(tmp_path) == FACTS


def test_a_row_of_the_wrong_type_is_computed_again(tmp_path: Path) -> None:
    remember(tmp_path)
    (file,) = tmp_path.glob("*.sqlite")
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE facts SET json = x'ff00'")
    connection.close()
    assert recall(tmp_path) is None


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("x")
    remember(blocker)
    remember(blocker / "below")
    assert blocker.read_text() == "x"


def test_a_database_that_is_a_folder(tmp_path: Path) -> None:
    remember(tmp_path)
    (file,) = tmp_path.glob("*.sqlite")
    file.unlink()
    file.mkdir()
    remember(tmp_path)


def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remember(tmp_path)
    with FactsCache.open(str(tmp_path), "1") as cache:
        assert cache._connection is not None
        cache._connection.execute("PRAGMA max_page_count = 2")
        cache.put_many({cache.digest(b"%d" % number, PYTHON): FACTS for number in range(3_000)})
        assert cache.get_or_compute(b"z", PYTHON, lambda: OTHER) == OTHER
    assert recall(tmp_path) == FACTS


def test_a_locked_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remember(tmp_path)
    (file,) = tmp_path.glob("*.sqlite")
    monkeypatch.setattr(store_module, "_WAIT_SECONDS", 0.01)
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    remember(tmp_path, b"b = 2")
    holder.execute("ROLLBACK")
    holder.close()
    assert recall(tmp_path) == FACTS
    assert recall(tmp_path, b"b = 2") is None


def test_a_cache_that_grew_too_large_starts_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remember(tmp_path)
    monkeypatch.setattr(store_module, "_MOST_BYTES", 10)
    assert recall(tmp_path) is None


def test_several_processes_share_a_folder(tmp_path: Path) -> None:
    program = (
        "import sys; from graphcheck.cache import FactsCache; from graphcheck.model.imports import ModuleImports\n"
        "for run in range(5):\n"
        "    with FactsCache.open(sys.argv[1], '1') as cache:\n"
        "        cache.put_many({cache.digest(b'%d' % n, (3, 13)): ModuleImports((), ()) for n in range(200)})\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path)]) for _ in range(3)]
    assert [process.wait() for process in running] == [0, 0, 0]
    assert recall(tmp_path, b"199") == ModuleImports((), ())
