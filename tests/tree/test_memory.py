from __future__ import annotations

import pytest

from graphcheck.model.tree import Entry, EntryKind, TreeError, TreeErrorKind
from graphcheck.tree import MemoryTree

TREE = MemoryTree(
    {"/p/a/x.py": "one", "/p/b.bin": b"\xff", "/p/\udcff.py": ""},
    links={"/p/to-a": "a", "/p/a/up": "../b.bin", "/p/loop": "loop", "/p/absolute": "/p/a/up", "/p/broken": "none"},
    directories=("/p/empty",),
)


def test_scan_sorts_by_bytes_and_does_not_follow_links() -> None:
    assert [(entry.name, entry.kind.value) for entry in TREE.scan("/p")] == [
        ("a", "directory"),
        ("absolute", "symlink"),
        ("b.bin", "file"),
        ("broken", "symlink"),
        ("empty", "directory"),
        ("loop", "symlink"),
        ("to-a", "symlink"),
        ("\udcff.py", "file"),
    ]


def test_paths_go_through_links() -> None:
    assert TREE.read("/p/to-a/up") == b"\xff"
    assert TREE.lookup("/p/absolute") == Entry("absolute", EntryKind.FILE, 1)
    assert TREE.real_path("/p/to-a/up") == "/p/b.bin"
    assert TREE.real_path("/p/to-a/none/at/all") == "/p/a/none/at/all"


def test_nothing_at_the_end_of_broken_links_and_loops() -> None:
    assert TREE.lookup("/p/broken") is None
    assert TREE.lookup("/p/loop") is None
    with pytest.raises(TreeError) as caught:
        TREE.read("/p/loop")
    assert caught.value.kind is TreeErrorKind.LINK_LOOP


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/p/a", TreeErrorKind.IS_A_DIRECTORY),
        ("/p/none", TreeErrorKind.NOT_FOUND),
        ("/p/b.bin/below", TreeErrorKind.NOT_A_DIRECTORY),
    ],
)
def test_reading_fails_as_on_a_disk(path: str, kind: TreeErrorKind) -> None:
    with pytest.raises(TreeError) as caught:
        TREE.read(path)
    assert caught.value.kind is kind


def test_windows_paths_begin_with_a_drive() -> None:
    tree = MemoryTree({"C:/p/x.py": "x"})

    assert tree.read("C:/p/x.py") == b"x"
    assert [entry.name for entry in tree.scan("C:/p")] == ["x.py"]
