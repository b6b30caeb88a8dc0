"""Which source maps go up. Their bytes are compared with real wrangler's by the random Workers."""

from __future__ import annotations

import pytest

from graphcheck.config import Invocation, load_project
from graphcheck.model.upload import UploadSet
from graphcheck.model.wrangler import NEWEST, behaviour_of
from graphcheck.tree import MemoryTree
from graphcheck.upload import collect_upload, measure_gzip, read_sent

HEAD = 'name = "w"\nmain = "src/main.py"\ncompatibility_date = "2026-10-01"\ncompatibility_flags = ["python_workers"]\n'
MAP = '{"version":3,"sources":["./a.ts"]}'


def tree_of(text: str, keys: str = "", **more: str) -> MemoryTree:
    files = {"wrangler.toml": HEAD + keys, "src/main.py": "", "src/a.txt": text, "src/m.map": MAP, **more}
    return MemoryTree({f"/p/{path}": content for path, content in files.items()})


def collect(tree: MemoryTree, version: str = NEWEST.version) -> UploadSet:
    wrangler = behaviour_of(version)
    return collect_upload(tree, load_project(tree, Invocation("/p", wrangler=wrangler)), wrangler=wrangler)


def maps(upload: UploadSet) -> list[str]:
    return [module.name for module in upload.modules if module.type.value == "source-map"]


@pytest.mark.parametrize(
    ("keys", "version", "found"),
    [
        ("", "4.164.0", ["a.txt.map"]),
        ("", "4.149.0", []),
        ("upload_source_maps = false", "4.164.0", []),
        ("upload_source_maps = true", "4.86.0", ["a.txt.map"]),
    ],
)
def test_when_maps_go_up(keys: str, version: str, found: list[str]) -> None:
    assert maps(collect(tree_of("x\n//# sourceMappingURL=m.map\n", keys), version)) == found


def test_a_comment_that_only_javascript_has_counts_in_python_files_too() -> None:
    tree = tree_of("", **{"src/b.py": "x = 1\n//# sourceMappingURL=m.map", "src/c.py": "//# sourceMappingURL=m.map\nx"})

    assert maps(collect(tree)) == ["b.py.map"]


@pytest.mark.parametrize(
    ("text", "since_4_97", "before"),
    [
        ("//# sourceMappingURL=m.map", True, True),
        ("  //# sourceMappingURL=m.map\r\n\n\ufeff", True, False),
        ("//# sourceMappingURL=m.map\n//# debugId=1", True, False),
        ("//# sourceMappingURL=m.map\nx", False, False),
        ("//# sourceMappingURL=m.map\nx //# sourceMappingURL=m.map", False, False),
        ("# http://a/\n//# sourceMappingURL=m.map\n\x0b\x0c", True, True),
        ("x" * 2000 + "\n//# sourceMappingURL=m.map" + "\n" * 2000, True, True),
        ("\n//# sourceMappingURL=m.map" + " " * 70_000, True, True),
    ],
)
def test_where_the_comment_may_stand(text: str, since_4_97: bool, before: bool) -> None:
    tree = tree_of(text, "upload_source_maps = true")

    assert bool(maps(collect(tree))) is since_4_97
    assert bool(maps(collect(tree, "4.96.0"))) is before


def test_a_map_that_cannot_be_used_stops_wrangler_only_where_maps_are_asked_for() -> None:
    text = "//# sourceMappingURL=gone.map"

    (problem,) = collect(tree_of(text, "upload_source_maps = true")).problems
    assert (problem.message, problem.fatal) == (
        "Invalid source map path in src/a.txt: src/gone.map does not exist.",
        True,
    )
    assert collect(tree_of(text)).problems == ()


def test_a_map_takes_the_place_of_a_module_of_its_name() -> None:
    tree = tree_of("", **{"python_modules/x.js": "//# sourceMappingURL=x.js.map", "python_modules/x.js.map": MAP})
    project = load_project(tree, "/p")
    upload = collect_upload(tree, project)

    parts = {module.name: read_sent(tree, project, module) for module in upload.modules}
    assert parts["python_modules/x.js.map"] == b'{"version":3,"sources":["a.ts"],"file":"python_modules/x.js"}'


def test_maps_count_towards_no_size() -> None:
    tree = tree_of("//# sourceMappingURL=m.map")
    project = load_project(tree, "/p")
    with_map, without = collect(tree), collect(tree, "4.149.0")

    assert len(with_map.modules) == len(without.modules) + 1
    assert with_map.size == without.size
    assert measure_gzip(tree, project, with_map) == measure_gzip(tree, project, without)
