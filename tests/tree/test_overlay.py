from __future__ import annotations

import pytest

from graphcheck.model.tree import TreeError
from graphcheck.tree import MemoryTree, OverlayTree


def test_changed_files_have_their_new_bytes_and_size() -> None:
    tree = OverlayTree(MemoryTree({"/p/a": "one", "/p/b": "two"}), {"/p/a": b"three"})

    assert (tree.read("/p/a"), tree.read("/p/b")) == (b"three", b"two")
    assert [(entry.name, entry.size) for entry in tree.scan("/p")] == [("a", 5), ("b", 3)]
    found = tree.lookup("/p/a")
    assert found is not None
    assert found.size == 5
    assert tree.lookup("/p/c") is None
    assert tree.real_path("/p/a") == "/p/a"


def test_what_the_base_refuses_is_refused() -> None:
    with pytest.raises(TreeError):
        OverlayTree(MemoryTree({}), {}).read("/p/a")
