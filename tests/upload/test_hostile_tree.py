"""Trees that somebody made to do harm: each oddity becomes a finding, and nothing hangs, crashes or leaves the project
without saying so."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from pathlib import Path

import pytest

from graphcheck.config import Invocation
from graphcheck.model.analysis import Analysis
from graphcheck.model.tree import Entry, TreeError, TreeErrorKind
from graphcheck.pipeline import examine
from graphcheck.report import RenderOptions, render
from graphcheck.tree import DiskTree, MemoryTree, tree_path

HEAD = 'name = "w"\nmain = "src/main.py"\ncompatibility_date = "2026-10-01"\ncompatibility_flags = ["python_workers"]\n'
EVERYTHING = '[[rules]]\ntype = "Data"\nglobs = ["**/*"]\nfallthrough = true\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / "src").mkdir(parents=True)
    (folder / "python_modules").mkdir()
    (folder / "wrangler.toml").write_text(HEAD, "utf-8")
    (folder / "src/main.py").write_text("import os\n", "utf-8")
    return folder


def analyse(project: Path) -> Analysis:
    return examine(DiskTree(), Invocation(tree_path(str(project)))).analysis


def findings(analysis: Analysis) -> Mapping[str, tuple[str, str]]:
    """Rule and severity by path."""
    return {each.path or "": (each.rule, each.severity.value) for each in analysis.findings}


def match_everything(project: Path) -> None:
    (project / "wrangler.toml").write_text(HEAD + EVERYTHING, "utf-8")


def test_links_in_a_circle(project: Path) -> None:
    (project / "src/a.py").symlink_to("b.py")
    (project / "src/b.py").symlink_to("a.py")
    (project / "src/up").symlink_to("..")
    (project / "src/self").symlink_to("self")

    found = findings(analyse(project))

    assert found["src/a.py"] == found["src/b.py"] == ("symlink-dropped", "error")
    assert found["src/up"][0] == found["src/self"][0] == "symlink-dropped"


def test_a_link_out_of_the_project(project: Path) -> None:
    (project.parent / "private.py").write_text("x = 1\n", "utf-8")
    (project / "src/a.py").symlink_to(project.parent / "private.py")
    (project / "src/root").symlink_to("/")

    found = findings(analyse(project))

    assert found["src/a.py"] == ("link-leaves-project", "warning")
    assert found["src/root"][0] == "symlink-dropped"


def test_a_fifo_and_a_socket_that_no_rule_matches(project: Path) -> None:
    os.mkfifo(project / "src/pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        here = Path.cwd()
        os.chdir(project / "src")  # the path of a socket has at most 107 bytes
        try:
            listener.bind("socket")
        finally:
            os.chdir(here)

        found = findings(analyse(project))

    assert found["src/pipe"] == found["src/socket"] == ("unusual-file", "info")


def test_a_fifo_that_wrangler_would_wait_for(project: Path) -> None:
    os.mkfifo(project / "src/pipe.py")
    os.mkfifo(project / "python_modules/pipe")

    found = findings(analyse(project))

    assert found["src/pipe.py"] == found["python_modules/pipe"] == ("upload-refused", "error")


@pytest.mark.parametrize("name", [b"a\nb.txt", b"a\x1b[31m.txt", b"a\rb.txt", "a\u202eb.txt".encode()])
def test_names_with_line_breaks_and_control_characters(project: Path, name: bytes) -> None:
    Path(os.fsdecode(os.fsencode(project) + b"/src/" + name)).touch()

    analysis = analyse(project)

    assert ("unusual-file", "info") in findings(analysis).values()
    for format_ in ("text", "check", "json"):
        text = render(format_, analysis, RenderOptions(width=100))
        assert all(line.isprintable() for line in text.splitlines())


def test_names_that_are_not_utf_8(project: Path) -> None:
    folder = os.fsencode(project) + b"/src/"
    Path(os.fsdecode(folder + b"left\xff.md")).touch()
    Path(os.fsdecode(folder + b"stop\xff.py")).touch()
    Path(os.fsdecode(folder + b"folder\xff")).mkdir()

    analysis = analyse(project)

    found = findings(analysis)
    assert found["src/left\udcff.md"] == ("unusual-file", "info")
    assert found["src/folder\udcff"] == ("upload-refused", "error")
    assert "error" in {severity for _, severity in found.values()}
    for format_ in ("text", "check", "json"):
        render(format_, analysis, RenderOptions(width=100)).encode("utf-8")


def test_a_backslash_in_a_name(project: Path) -> None:
    (project / "src/a\\b.md").touch()

    assert findings(analyse(project))["src/a\\b.md"] == ("unusual-file", "info")


def test_a_file_of_200_megabytes(project: Path) -> None:
    match_everything(project)
    with (project / "src/big").open("wb") as file:
        file.truncate(200 * 1024 * 1024)

    analysis = examine(DiskTree(), Invocation(tree_path(str(project))), gzip=False).analysis

    (finding,) = [each for each in analysis.findings if each.rule == "bundle-size"]
    assert finding.severity.value == "error"
    assert analysis.startup.refused == finding.message


class Forbidden(MemoryTree):
    """Nothing called ``closed`` can be listed or read."""

    def scan(self, path: str) -> tuple[Entry, ...]:
        if path.endswith("/closed"):
            raise TreeError(TreeErrorKind.NO_PERMISSION, path)
        return super().scan(path)

    def read(self, path: str) -> bytes:
        if "closed" in path:
            raise TreeError(TreeErrorKind.NO_PERMISSION, path)
        return super().read(path)


class Unreadable(MemoryTree):
    """Knows of files called ``closed`` that they may not be read, as the permissions of a disk say it."""

    def scan(self, path: str) -> tuple[Entry, ...]:
        return tuple(entry._replace(readable="closed" not in entry.name) for entry in super().scan(path))

    def lookup(self, path: str, *, follow: bool = True) -> Entry | None:
        entry = super().lookup(path, follow=follow)
        return entry and entry._replace(readable="closed" not in entry.name)

    def read(self, path: str) -> bytes:
        if "closed" in path:
            raise TreeError(TreeErrorKind.NO_PERMISSION, path)
        return super().read(path)


def test_files_that_may_not_be_read_stop_wrangler_also_where_nothing_imports_them() -> None:
    files = {
        "wrangler.toml": HEAD,
        "src/main.py": "",
        "src/closed.txt": "",
        "python_modules/closed.py": "",
        "src/x.py": "",
    }
    analysis = examine(Unreadable({f"/p/{path}": text for path, text in files.items()}), Invocation("/p")).analysis

    assert findings(analysis) == {
        "src/closed.txt": ("upload-refused", "error"),
        "python_modules/closed.py": ("upload-refused", "error"),
    }


def test_what_must_not_be_read() -> None:
    files = {"wrangler.toml": HEAD, "src/main.py": "import closed\n", "src/closed.py": "", "src/closed/x.py": ""}
    analysis = examine(Forbidden({f"/p/{path}": text for path, text in files.items()}), Invocation("/p")).analysis

    assert findings(analysis)["src/closed"] == ("upload-refused", "error")
    assert not analysis.complete


def test_folders_nested_deeper_than_python_recurses(project: Path) -> None:
    here, depth = Path.cwd(), 1500
    os.chdir(project / "src")
    try:
        for _ in range(depth):
            Path("d").mkdir()
            os.chdir("d")
        Path("x.py").touch()

        names = [module.name for module in analyse(project).upload.modules]

        Path("x.py").unlink()
        for _ in range(depth):
            os.chdir("..")
            Path("d").rmdir()
    finally:
        os.chdir(here)
    assert names == ["main.py", "d/" * depth + "x.py"]
