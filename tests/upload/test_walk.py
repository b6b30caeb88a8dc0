from __future__ import annotations

from graphcheck.model.tree import TreeError, TreeErrorKind
from graphcheck.tree import MemoryTree
from graphcheck.upload.walk import walk


def names(tree: MemoryTree, failures: list[TreeError] | None = None) -> list[str]:
    return [file.name for file in walk(tree.scan, "/p", "/p/.wrangler", (failures or []).append)]


def test_byte_order_with_files_and_folders_mixed() -> None:
    files = ("a.py", "a0.py", "a/x", "a-b/x", "B", "_", "é")

    assert names(MemoryTree({f"/p/{name}": "" for name in files})) == ["B", "_", "a/x", "a-b/x", "a.py", "a0.py", "é"]


def test_only_the_one_wrangler_folder_is_left_out() -> None:
    assert names(MemoryTree({"/p/.wrangler/x": "", "/p/a/.wrangler/y": "", "/p/.git/z": ""})) == [
        ".git/z",
        "a/.wrangler/y",
    ]


def test_links_are_files() -> None:
    assert names(MemoryTree({"/p/a/x": ""}, links={"/p/l": "a", "/p/loop": "."})) == ["a/x", "l", "loop"]


def test_names_as_node_reads_them() -> None:
    failures: list[TreeError] = []
    tree = MemoryTree({"/p/b\\c.py": "", "/p/\udcff.py": "", "/p/\udcff/x": ""})
    walked = list(walk(tree.scan, "/p", "", failures.append))

    assert [(file.name, file.is_renamed) for file in walked] == [("b/c.py", True), ("\ufffd.py", True)]
    assert [failure.kind for failure in failures] == [TreeErrorKind.NOT_FOUND]


def test_depth_costs_no_recursion() -> None:
    assert len(names(MemoryTree({"/p/" + "d/" * 3000 + "x": ""}))) == 1


def test_a_missing_root_is_a_failure_and_nothing_else() -> None:
    failures: list[TreeError] = []

    assert list(walk(MemoryTree({}).scan, "/p", "", failures.append)) == []
    assert [failure.kind for failure in failures] == [TreeErrorKind.NOT_FOUND]
