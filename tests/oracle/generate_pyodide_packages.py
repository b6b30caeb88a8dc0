"""Write ``pyodide-packages.json``: ``python -m tests.oracle.generate_pyodide_packages DATE LOCK...``.

Each LOCK is the ``pyodide-lock.json`` of an npm release of Pyodide (``npm pack pyodide@VERSION``): the packages that
the Pyodide project builds for it. pywrangler installs from the index of that release. DATE is the day of the download.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

TARGET = Path(__file__).parents[2] / "graphcheck/runtime/profiles/pyodide-packages.json"


def read_release(lock: Path) -> tuple[str, dict[str, Any]]:
    """The Python version, and packages by normalised name; without the standard library's own parts."""
    document = json.loads(lock.read_text("utf-8"))
    packages = {
        str(canonicalize_name(package["name"])): package
        for package in document["packages"].values()
        if package["package_type"] == "package" and package["install_dir"] == "site"
    }
    return ".".join(document["info"]["python"].split(".")[:2]), packages


def main() -> None:
    date, *locks = sys.argv[1:]
    releases = dict(read_release(Path(lock)) for lock in locks)
    versions = {python: {name: each["version"] for name, each in found.items()} for python, found in releases.items()}
    imports = {
        name: sorted({module.partition(".")[0] for module in each["imports"]})
        for found in releases.values()
        for name, each in found.items()
        if each["imports"]
    }
    document = {"as_of": date, "packages": versions, "imports": imports}
    TARGET.write_text(json.dumps(document, indent=0, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
