from __future__ import annotations

from graphcheck.model.bundle import BundleFile
from graphcheck.model.project import ModuleType
from graphcheck.model.reach import Reach
from graphcheck.model.resolution import ModuleOrigin
from graphcheck.upload import find_savings

START, LATER, NO = Reach.IMPORT_TIME, Reach.DEFERRED, Reach.NO


def file(name: str, reached: Reach, size: int = 10, distribution: str | None = None) -> BundleFile:
    origin = ModuleOrigin.VENDORED if name.startswith("python_modules/") else ModuleOrigin.APP
    return BundleFile(name, ModuleType.BUFFER, name, size, origin, distribution, None, reached)


def globs(*files: BundleFile) -> list[tuple[str, int, int]]:
    return [(saving.glob, saving.files, saving.size) for saving in find_savings(files)]


def test_the_highest_folder_without_a_reached_module() -> None:
    assert globs(
        file("python_modules/a/__init__.py", START),
        file("python_modules/a/tests/__init__.py", NO),
        file("python_modules/a/tests/deep/x.py", NO),
        file("python_modules/a/tests/data.json", NO, 100),
    ) == [("a/tests/**", 3, 120)]


def test_single_modules_beside_reached_ones() -> None:
    assert globs(
        file("python_modules/a/__init__.py", LATER),
        file("python_modules/a/x.py", NO, 7),
        file("python_modules/a/empty.py", NO, 0),
        file("python_modules/single.py", NO, 9),
    ) == [("single.py", 1, 9), ("a/x.py", 1, 7)]


def test_folders_of_data_are_never_named() -> None:
    assert globs(file("python_modules/a/__init__.py", START), file("python_modules/a/data/cacert.pem", NO)) == []


def test_metadata_goes_with_its_distribution_alone() -> None:
    used = (file("python_modules/a/x.py", START, 1, "a 1"), file("python_modules/a-1.dist-info/RECORD", NO, 1, "a 1"))
    unused = (file("python_modules/b/x.py", NO, 5, "b 1"), file("python_modules/b-1.dist-info/RECORD", NO, 3, "b 1"))

    assert globs(*used, *unused) == [("b/**", 1, 5), ("b-1.dist-info/**", 1, 3)]


def test_the_app_is_not_the_business_of_exclude() -> None:
    assert globs(file("main.py", START), file("unused.py", NO)) == []


def test_a_name_that_a_glob_cannot_say() -> None:
    assert globs(file("python_modules/a*b/x.py", NO), file("python_modules/c/__init__.py", START)) == []


def test_folders_nested_very_deeply() -> None:
    name = "python_modules/" + "d/" * 5000 + "x.py"

    assert globs(file(name, NO)) == [("d/**", 1, 10)]
