"""Finding Node and Pyodide: what is said when they are missing, and that an installation is whole or absent."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from pathlib import Path

import pytest

from graphcheck.model.errors import UsageError
from graphcheck.verify import find_node, provide_pyodide, use_pyodide

LOCKFILES = sorted(Path(str(resources.files("graphcheck.verify").joinpath("npm"))).glob("*/package-lock.json"))
ORACLE = json.loads((Path(__file__).parents[1] / "oracle/package-lock.json").read_text("utf-8"))["packages"]

Programs = Callable[..., Path]

NPM = """\
echo run >> "$RUNS"
mkdir -p node_modules/pyodide
touch node_modules/pyodide/pyodide.mjs
"""


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    """Puts shell scripts, and nothing else of that name, on the PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/bin")
    monkeypatch.setenv("RUNS", str(tmp_path / "runs"))

    def write(**scripts: str) -> Path:
        for name, text in scripts.items():
            path = folder / name
            path.write_text(f"#!/bin/sh\n{text}", "utf-8")
            path.chmod(0o755)
        return folder

    return write


def test_without_node(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(UsageError, match="there is no `node` on the PATH") as raised:
        find_node()

    assert raised.value.hint
    assert raised.value.hint.startswith("install Node 20 or newer")


def test_a_node_that_is_too_old(programs: Programs) -> None:
    programs(node="echo 18.19.1 /usr/bin/node\n")

    with pytest.raises(UsageError, match=r"the `node` on the PATH is 18\.19\.1"):
        find_node()


def test_a_node_behind_a_shim(programs: Programs) -> None:
    programs(node="echo 22.1.0 /opt/the real/node\n")

    assert find_node() == "/opt/the real/node"


def test_a_node_that_says_nothing(programs: Programs) -> None:
    programs(node="exit 1\n")

    with pytest.raises(UsageError, match="none that answers"):
        find_node()


def test_it_is_installed_once(programs: Programs, tmp_path: Path) -> None:
    programs(npm=NPM)
    told: list[str] = []

    first = provide_pyodide("0.28.2", str(tmp_path / "cache"), told.append)
    second = provide_pyodide("0.28.2", str(tmp_path / "cache"), told.append)

    assert first == second
    assert (first / "pyodide.mjs").is_file()
    assert len(told) == 1
    assert (tmp_path / "runs").read_text("utf-8") == "run\n"


def test_several_at_once_leave_one_whole_installation(programs: Programs, tmp_path: Path) -> None:
    programs(npm=NPM)

    with ThreadPoolExecutor(4) as pool:
        places = set(pool.map(lambda _: provide_pyodide("314.0.6", str(tmp_path / "cache")), range(4)))

    (place,) = places
    assert (place / "pyodide.mjs").is_file()
    assert [path.name for path in (tmp_path / "cache/pyodide").iterdir()] == [place.parts[-3]]


def test_releases_that_import_alike_share_one_installation(programs: Programs, tmp_path: Path) -> None:
    programs(npm=NPM)

    places = {provide_pyodide(release, str(tmp_path)) for release in ("314.0.4", "314.0.5", "314.0.6")}

    assert len(places) == 1


@pytest.mark.parametrize(
    ("script", "said"),
    [
        pytest.param("echo 'npm error code EINTEGRITY' >&2\nexit 1\n", "npm error code EINTEGRITY", id="refused"),
        pytest.param("exit 0\n", "npm could not install Pyodide", id="nothing installed"),
    ],
)
def test_an_installation_that_fails_leaves_nothing(programs: Programs, tmp_path: Path, script: str, said: str) -> None:
    programs(npm=script)

    with pytest.raises(UsageError, match=said):
        provide_pyodide("0.28.2", str(tmp_path / "cache"))

    assert list((tmp_path / "cache/pyodide").iterdir()) == []


def test_without_npm(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(UsageError, match="there is no `npm` on the PATH"):
        provide_pyodide("0.28.2", str(tmp_path / "cache"))


def test_a_cache_that_cannot_be_written(programs: Programs, tmp_path: Path) -> None:
    programs(npm=NPM)
    (tmp_path / "cache").write_text("a file", "utf-8")

    with pytest.raises(UsageError, match="cannot write"):
        provide_pyodide("0.28.2", str(tmp_path / "cache"))


def test_a_folder_of_another_release(tmp_path: Path) -> None:
    (tmp_path / "pyodide.mjs").touch()
    (tmp_path / "package.json").write_text('{"version": "0.27.1"}', "utf-8")

    with pytest.raises(UsageError, match=r"holds Pyodide 0\.27\.1, and this Worker gets 0\.28\.2"):
        use_pyodide(str(tmp_path), "0.28.2")


@pytest.mark.parametrize("text", [None, "{", "[]", "{}"])
def test_a_folder_that_is_no_pyodide(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "package.json").write_text(text, "utf-8")

    with pytest.raises(UsageError, match="no npm package of Pyodide"):
        use_pyodide(str(tmp_path), "0.28.2")


@pytest.mark.parametrize("lockfile", LOCKFILES, ids=lambda path: path.parent.name)
def test_lockfiles_say_what_those_of_the_tests_say(lockfile: Path) -> None:
    text = lockfile.read_text("utf-8")
    packages = json.loads(text)["packages"]
    release = lockfile.parent.name

    assert packages["node_modules/pyodide"]["version"] == release
    assert json.loads((lockfile.parent / "package.json").read_text("utf-8"))["dependencies"] == {"pyodide": release}
    for name, row in packages.items():
        if name:
            assert row["integrity"] in {each.get("integrity") for each in ORACLE.values()}
    assert not re.search(r"https?:", text)


def test_there_are_three_releases() -> None:
    assert [path.parent.name for path in LOCKFILES] == ["0.26.0-alpha.4", "0.28.2", "314.0.6"]
