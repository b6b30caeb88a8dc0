from __future__ import annotations

from graphcheck.tree import MemoryTree, walk_folders


def test_dependencies_are_not_entered() -> None:
    tree = MemoryTree(
        {
            "/p/apps/b/wrangler.toml": "",
            "/p/apps/a/src/main.py": "",
            "/p/node_modules/x/wrangler.toml": "",
            "/p/apps/a/python_modules/x/__init__.py": "",
            "/p/.git/config": "",
            "/p/.wrangler/tmp/x": "",
            "/p/my-env/pyvenv.cfg": "",
            "/p/my-env/lib/x.py": "",
        }
    )

    folders = [folder for folder, _ in walk_folders(tree, "/p")]

    assert folders == ["/p", "/p/apps", "/p/apps/a", "/p/apps/a/src", "/p/apps/b"]


def test_a_folder_that_does_not_exist_has_nothing_below() -> None:
    assert list(walk_folders(MemoryTree({}), "/nowhere")) == []
