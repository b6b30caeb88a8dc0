"""Finds Node, and the npm release of the Pyodide that a Worker gets: installed once, or in a folder that is named."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from hashlib import sha256
from importlib import resources
from pathlib import Path

from graphcheck.model.errors import UsageError

__all__ = ["find_node", "provide_pyodide", "use_pyodide"]

OLDEST_NODE = 20
INSTALL_SECONDS = 600

_RELEASES = {
    "0.26.0a2": "0.26.0-alpha.4",
    "0.28.2": "0.28.2",
    "314.0.4": "314.0.6",
    "314.0.5": "314.0.6",
    "314.0.6": "314.0.6",
}
"""The npm release by the runtime that it stands for. 0.26.0a2 is not on npm, its nearest neighbour is; the three of 314
import alike."""

_LOCKS = resources.files("graphcheck.verify").joinpath("npm")
_FILES = ("package.json", "package-lock.json")
_WHERE = "npm and Node come together: see nodejs.org, or your system's packages"


def find_node() -> str:
    """The path of the Node executable itself, not of a shim. Raises ``UsageError`` where it is missing or too old."""
    found = shutil.which("node")
    if found is None:
        raise UsageError(
            f"verify needs Node {OLDEST_NODE} or newer, and there is no `node` on the PATH",
            hint=f"install Node {OLDEST_NODE} or newer; {_WHERE}",
        )
    try:
        done = subprocess.run(
            [found, "-p", "process.versions.node + ' ' + process.execPath"],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UsageError(f"`node` cannot be started: {error}", hint=f"install Node; {_WHERE}") from None
    version, _, path = done.stdout.strip().partition(" ")
    major = re.match(r"[0-9]+", version)
    if major is None or int(major[0]) < OLDEST_NODE:
        raise UsageError(
            f"verify needs Node {OLDEST_NODE} or newer; the `node` on the PATH is {version or 'none that answers'}",
            hint=f"install Node {OLDEST_NODE} or newer; {_WHERE}",
        )
    return path


def use_pyodide(folder: str, pyodide: str) -> Path:
    """``folder`` if it holds the npm release that stands for ``pyodide``. Raises ``UsageError`` otherwise."""
    release = _RELEASES[pyodide]
    try:
        document = json.loads(Path(folder, "package.json").read_text("utf-8"))
        version = str(document["version"])
    except (OSError, ValueError, TypeError, KeyError):
        version = None
    if version is None or not Path(folder, "pyodide.mjs").is_file():
        raise UsageError(
            f"there is no npm package of Pyodide in {folder}", hint=f"name the folder of pyodide@{release}"
        )
    if version not in (release, pyodide):
        raise UsageError(
            f"{folder} holds Pyodide {version}, and this Worker gets {pyodide}",
            hint=f"name the folder of pyodide@{release}",
        )
    return Path(folder)


def provide_pyodide(pyodide: str, cache_folder: str, tell: Callable[[str], None] = lambda _text: None) -> Path:
    """The folder of the npm release that stands for ``pyodide``, installed below ``cache_folder`` where it is not yet.

    npm checks each package against the lockfile that is shipped, and runs no script of any. A folder appears under its
    final name only when it is complete, so that several processes may do this at once; ``tell`` hears of a download.
    Raises ``UsageError`` with what to do where npm is missing or fails.
    """
    release = _RELEASES[pyodide]
    files = {name: _LOCKS.joinpath(release, name).read_bytes() for name in _FILES}
    digest = sha256(b"\0".join(files.values())).hexdigest()[:12]
    home = Path(cache_folder, "pyodide")
    target = home / f"{release}-{digest}"
    if not target.is_dir():
        tell(f"installing Pyodide {release} from npm into {target} (once)")
        try:
            home.mkdir(parents=True, exist_ok=True)
            _install(files, home, target)
        except OSError as error:
            raise UsageError(
                f"cannot write {home}: {error.strerror or error}",
                hint="set XDG_CACHE_HOME to a folder that can be written, or use --pyodide DIR",
            ) from None
    return target / "node_modules" / "pyodide"


def _install(files: dict[str, bytes], home: Path, target: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise UsageError(
            "verify installs Pyodide with npm, and there is no `npm` on the PATH", hint=f"install npm; {_WHERE}"
        )
    with tempfile.TemporaryDirectory(prefix=".installing-", dir=home, ignore_cleanup_errors=True) as scratch:
        work = Path(scratch, "release")
        work.mkdir()
        for name, content in files.items():
            (work / name).write_bytes(content)
        _run_npm(npm, work)
        try:
            work.rename(target)
        except OSError:
            # Another process was faster: what it installed is the same.
            if not target.is_dir():
                raise


def _run_npm(npm: str, work: Path) -> None:
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
    hint = "check the connection and npm's settings, or use --pyodide DIR with a copy of the npm package"
    try:
        done = subprocess.run(
            command,
            cwd=work,
            env={**os.environ, "NO_COLOR": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=INSTALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UsageError(f"npm did not install Pyodide within {INSTALL_SECONDS} s", hint=hint) from None
    if done.returncode or not (work / "node_modules" / "pyodide" / "pyodide.mjs").is_file():
        lines = [line.strip() for line in (done.stderr or done.stdout).splitlines() if line.strip()]
        raise UsageError(f"npm could not install Pyodide: {'; '.join(lines[:3]) or done.returncode}", hint=hint)
