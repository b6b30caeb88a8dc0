"""Files keep their bytes outside of the edits; what cannot be written is left, with all the others."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from graphcheck.cli.files import write_changes
from graphcheck.fix import FileChange, SourceText, decode_file
from graphcheck.model.errors import UsageError
from tests.fix.command import HEAD, lay_out, run

BROKEN = {"wrangler.toml": HEAD, "src/main.py": "import src.a\nimport src.b\n", "src/a.py": "", "src/b.py": ""}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "# -*- coding: latin-1 -*-\r\nx = 'ä'\r\nimport src.a\r\n".encode("latin-1"),
            "# -*- coding: latin-1 -*-\r\nx = 'ä'\r\nimport a\r\n".encode("latin-1"),
        ),
        (b"\xef\xbb\xbfimport src.a\n", b"\xef\xbb\xbfimport a\n"),
        (b"import src.a\rx = 1\r\n\n", b"import a\rx = 1\r\n\n"),
        (b"import src.a", b"import a"),
        (b"x = '\x0c'\nimport src.a # \xe2\x80\xa8 here\n", b"x = '\x0c'\nimport a # \xe2\x80\xa8 here\n"),
    ],
    ids=["latin-1", "mark", "line ends", "no last line end", "separators"],
)
def test_encoding_mark_and_line_ends_stay(before: bytes, after: bytes, tmp_path: Path) -> None:
    folder = lay_out(tmp_path, {**BROKEN, "src/main.py": before})

    assert run(folder, "fix", "--write") == 0
    assert (folder / "src/main.py").read_bytes() == after


def test_permissions_and_links_stay(tmp_path: Path) -> None:
    folder = lay_out(tmp_path, {**BROKEN, "src/real.txt": "import src.a\n"})
    (folder / "src/main.py").unlink()
    (folder / "src/main.py").symlink_to("real.txt")
    (folder / "src/real.txt").chmod(0o750)

    assert run(folder, "fix", "--write") == 0
    assert (folder / "src/main.py").is_symlink()
    assert (folder / "src/real.txt").read_text("utf-8") == "import a\n"
    assert stat.S_IMODE((folder / "src/real.txt").stat().st_mode) == 0o750
    assert not list(folder.glob("**/.graphcheck-*"))


def test_a_file_outside_the_project_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = lay_out(tmp_path / "project", {**BROKEN, "src/main.py": "import src.a\nimport linked\n"})
    lay_out(tmp_path, {"elsewhere.py": "import src.b\n"})
    (folder / "src/linked.py").symlink_to(tmp_path / "elsewhere.py")

    assert run(folder, "fix", "--write") == 1
    assert "left alone: src/linked.py: it lies outside the project" in capsys.readouterr().err
    assert (tmp_path / "elsewhere.py").read_text("utf-8") == "import src.b\n"
    assert (folder / "src/main.py").read_text("utf-8") == "import a\nimport linked\n"


def test_a_vendored_file_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    vendored = {"python_modules/pad/__init__.py": "import src.a\n"}
    folder = lay_out(tmp_path, {**BROKEN, "src/main.py": "import pad\n", **vendored})

    assert run(folder, "fix", "--write") == 0
    assert (folder / "python_modules/pad/__init__.py").read_text("utf-8") == "import src.a\n"
    run(folder, "report")
    assert "graphcheck fix --write" not in capsys.readouterr().out


def change(path: str, before: str, after: str, *, new: bool = False) -> FileChange:
    return FileChange(path, SourceText(before), after, 1, new=new)


def test_a_file_that_changed_keeps_all_others_from_being_written(tmp_path: Path) -> None:
    folder = lay_out(tmp_path, {"a.py": "1\n", "b.py": "changed\n"})

    with pytest.raises(UsageError, match=r"^b\.py has changed in the meantime; nothing was written$"):
        write_changes(str(folder), [change("a.py", "1\n", "2\n"), change("b.py", "1\n", "2\n")])
    assert [(path.name, path.read_text("utf-8")) for path in sorted(folder.iterdir())] == [
        ("a.py", "1\n"),
        ("b.py", "changed\n"),
    ]


@pytest.mark.parametrize("new", [False, True])
def test_what_cannot_be_put_in_place_is_undone(new: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = lay_out(tmp_path, {"b.py": "1\n"} if new else {"a.py": "1\n", "b.py": "1\n"})
    replace_file = os.replace

    def fail_at_b(source: str, target: str) -> None:
        if target.endswith("b.py"):
            raise PermissionError(13, "Permission denied")
        replace_file(source, target)

    monkeypatch.setattr("graphcheck.cli.files.os.replace", fail_at_b)
    with pytest.raises(UsageError, match=r"^cannot write b\.py: Permission denied; nothing was written$"):
        write_changes(str(folder), [change("a.py", "" if new else "1\n", "2\n", new=new), change("b.py", "1\n", "2\n")])
    assert {path.name: path.read_text("utf-8") for path in folder.iterdir()} == (
        {"b.py": "1\n"} if new else {"a.py": "1\n", "b.py": "1\n"}
    )


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_file(tmp_path: Path) -> None:
    folder = lay_out(tmp_path, BROKEN)
    (folder / "src/main.py").chmod(0o444)

    assert run(folder, "fix", "--write") == 2
    assert (folder / "src/main.py").read_text("utf-8") == BROKEN["src/main.py"]


def test_a_new_file_gets_what_the_umask_leaves(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        write_changes(str(tmp_path), [change("sub/new.py", "", "1\n", new=True)])
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "sub/new.py").stat().st_mode) == 0o640


@pytest.mark.parametrize(
    ("path", "data"),
    [("a.py", b"# coding: nonsense\n"), ("a.py", b"\xff"), ("a.toml", b"\xff"), ("a.py", b"# coding: utf-7\n+AGE-")],
)
def test_what_would_not_come_back_is_no_text(path: str, data: bytes) -> None:
    assert decode_file(path, data) is None
