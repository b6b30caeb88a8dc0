"""Zip files as folders of modules, hostile ones too. What real Pyodide finds: ``tests/oracle/archive_cases.py``."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest

from graphcheck.resolve.archives import Archives
from tests.oracle.archive_cases import make_zip

PYTHON = (3, 14, 2)


def open_archive(content: bytes) -> Archives:
    return Archives({"lib.zip": "/project/lib.zip"}, {"/project/lib.zip": content}.get, PYTHON)


def test_a_member_is_read() -> None:
    archives = open_archive(make_zip({"pack/m.py": "x = 1\n"}))

    path = archives.path_of("lib.zip/pack/m.py")

    assert path == "/project/lib.zip/pack/m.py"
    assert archives.source(path) == b"x = 1\n"


def test_bytecode_is_there_and_has_no_text() -> None:
    archives = open_archive(make_zip({"m.pyc": "", "n.py": "", "n.pyc": ""}))

    folder = archives.folder("lib.zip")

    assert folder is not None
    assert folder.files == {"m.pyc", "n.py"}
    assert archives.path_of("lib.zip/m.pyc") is None


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06", b"hello", make_zip({"a.py": ""})[:-30]], ids=range(4))
def test_what_is_no_archive_is_no_folder(content: bytes) -> None:
    assert open_archive(content).folder("lib.zip") is None


def test_an_archive_with_very_many_members_is_no_folder() -> None:
    assert open_archive(make_zip({f"m{number}.py": "" for number in range(20_001)})).folder("lib.zip") is None


def test_a_member_that_grows_is_not_read() -> None:
    bomb = make_zip({"a.py": "#" * 5_000_000}, method=ZIP_DEFLATED)

    assert len(bomb) < 10_000
    assert open_archive(bomb).path_of("lib.zip/a.py") is None


def test_a_member_that_lies_about_its_size_is_not_read() -> None:
    honest = make_zip({"a.py": "#" * 5_000_000}, method=ZIP_DEFLATED)
    lying = honest.replace((5_000_000).to_bytes(4, "little"), (5).to_bytes(4, "little"))

    archives = open_archive(lying)

    path = archives.path_of("lib.zip/a.py")
    assert path is None or len(archives.source(path) or b"") <= 5


def test_damaged_and_foreign_compression_is_not_read() -> None:
    content = make_zip({"a.py": "x = 1\n" * 99}, method=ZIP_DEFLATED)
    damaged = content[:34] + b"\xff" * 8 + content[42:]
    foreign = BytesIO()
    with ZipFile(foreign, "w", ZIP_LZMA) as archive:
        archive.writestr("a.py", "")

    assert open_archive(damaged).path_of("lib.zip/a.py") is None
    assert open_archive(foreign.getvalue()).path_of("lib.zip/a.py") is None
