from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from graphcheck.model.tree import Entry, EntryKind, TreeError, TreeErrorKind
from graphcheck.tree import DiskTree, tree_path

TREE = DiskTree()

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX names, links and FIFOs")


def folder_of(path: Path) -> str:
    return tree_path(str(path))


def failure(path: str) -> TreeErrorKind:
    with pytest.raises(TreeError) as caught:
        TREE.read(path)
    return caught.value.kind


def test_scan_tells_kinds_and_sizes(tmp_path: Path) -> None:
    (tmp_path / "b.py").write_bytes(b"12345")
    (tmp_path / "a").mkdir()

    assert TREE.scan(folder_of(tmp_path)) == (Entry("a", EntryKind.DIRECTORY), Entry("b.py", EntryKind.FILE, 5))


def test_scan_sorts_by_the_bytes_of_the_names(tmp_path: Path) -> None:
    for name in ("é", "_", "B", "a0.py", "a.py", "a-b", "b"):
        (tmp_path / name).touch()

    names = [entry.name for entry in TREE.scan(folder_of(tmp_path))]

    assert names == ["B", "_", "a-b", "a.py", "a0.py", "b", "é"]


@pytest.mark.skipif(sys.platform != "linux", reason="other file systems refuse such names")
def test_a_name_that_is_not_utf8_keeps_its_bytes(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff.py")).write_bytes(b"x")

    entry = TREE.scan(folder_of(tmp_path))[0]

    assert entry.name == "\udcff.py"
    assert TREE.read(f"{folder_of(tmp_path)}/{entry.name}") == b"x"


@posix
def test_links_are_listed_as_links_and_followed_by_lookup(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"123")
    (tmp_path / "link").symlink_to("real")
    (tmp_path / "broken").symlink_to("nowhere")
    root = folder_of(tmp_path)

    assert [entry.kind for entry in TREE.scan(root)] == [EntryKind.SYMLINK, EntryKind.SYMLINK, EntryKind.FILE]
    assert TREE.lookup(f"{root}/link") == Entry("link", EntryKind.FILE, 3)
    assert TREE.lookup(f"{root}/broken") is None
    broken = TREE.lookup(f"{root}/broken", follow=False)
    assert broken is not None
    assert broken.kind is EntryKind.SYMLINK
    assert TREE.real_path(f"{root}/link") == TREE.real_path(f"{root}/real")


@posix
def test_a_loop_of_links_is_nothing_and_an_error_to_read(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")

    assert TREE.lookup(f"{folder_of(tmp_path)}/loop") is None
    assert failure(f"{folder_of(tmp_path)}/loop") is TreeErrorKind.LINK_LOOP


@posix
def test_fifos_and_sockets_are_refused_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("fifo")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        assert {entry.kind for entry in TREE.scan(folder_of(tmp_path))} == {EntryKind.OTHER}
        assert failure(f"{folder_of(tmp_path)}/fifo") is TreeErrorKind.NOT_REGULAR
        assert failure(f"{folder_of(tmp_path)}/socket") is TreeErrorKind.NOT_REGULAR


@posix
def test_a_fifo_that_takes_the_place_of_a_file_is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"text")
    before = os.stat(tmp_path / "file")
    os.mkfifo(tmp_path / "fifo")
    path = f"{folder_of(tmp_path)}/fifo"
    monkeypatch.setattr(os, "stat", lambda _path: before)

    with pytest.raises(TreeError) as caught:
        TREE.read_end(path, 2)
    assert caught.value.kind is TreeErrorKind.NOT_REGULAR
    assert failure(path) is TreeErrorKind.NOT_REGULAR


def test_errors_have_the_names_that_node_gives_them(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    root = folder_of(tmp_path)

    assert failure(root) is TreeErrorKind.IS_A_DIRECTORY
    assert failure(f"{root}/none") is TreeErrorKind.NOT_FOUND
    assert failure(f"{root}/nul\0") is TreeErrorKind.NOT_FOUND
    assert failure(f"{root}/file/below") in (TreeErrorKind.NOT_A_DIRECTORY, TreeErrorKind.NOT_FOUND)
    with pytest.raises(TreeError):
        TREE.scan(f"{root}/file")


def test_reads_whole_files(tmp_path: Path) -> None:
    content = os.urandom(3_000_000)
    (tmp_path / "big").write_bytes(content)
    (tmp_path / "empty").touch()

    assert TREE.read(f"{folder_of(tmp_path)}/big") == content
    assert TREE.read(f"{folder_of(tmp_path)}/empty") == b""


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_reads_files_that_say_they_are_empty() -> None:
    assert TREE.read("/proc/self/status").startswith(b"Name:")
