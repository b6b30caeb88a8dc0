from __future__ import annotations

from graphcheck.model.bundle import BundleFile, BundleTotal
from graphcheck.model.project import ModuleType
from graphcheck.model.reach import Reach
from graphcheck.model.resolution import ModuleOrigin
from graphcheck.upload import sum_by, sum_folders


def file(name: str, size: int, gzip: int | None = None, reached: Reach | None = None) -> BundleFile:
    return BundleFile(name, ModuleType.BUFFER, name, size, ModuleOrigin.APP, None, gzip, reached)


def test_a_folder_has_all_that_is_below_it() -> None:
    assert sum_folders([file("main.py", 1), file("a/b/x.py", 2), file("a/y.py", 4)]) == (
        BundleTotal("", 3, 7),
        BundleTotal("a", 2, 6),
        BundleTotal("a/b", 1, 2),
    )


def test_an_empty_folder_is_the_whole_alone() -> None:
    assert sum_folders([]) == (BundleTotal("", 0, 0, 0, (0, 0, 0)),)


def test_figures_that_nobody_asked_for_stay_out() -> None:
    files = [file("x", 3, 2, Reach.IMPORT_TIME), file("y", 5, 4, Reach.NO)]

    assert sum_by(files, lambda each: "all") == (BundleTotal("all", 2, 8, 6, (3, 0, 5)),)
    assert sum_by([*files, file("z", 1)], lambda each: "all") == (BundleTotal("all", 3, 9),)


def test_the_largest_first_and_the_nameless_left_out() -> None:
    names = {"x": "small", "y": "large", "z": None}

    found = sum_by([file("x", 1), file("y", 2), file("z", 9)], lambda each: names[each.name])

    assert [(total.name, total.size) for total in found] == [("large", 2), ("small", 1)]
