"""Writes ``graphcheck/runtime/profiles`` from the real Pyodide releases.

Run it from the repository, after ``npm ci`` in this folder: ``python -m tests.oracle.generate_profiles``. It needs Node
and the npm packages, which is why it lives with the tests and not in the package.

What npm cannot give stands in ``facts/``: the modules that the Workers runtime adds (SDK, JavaScript modules, and the
bundled packages of 0.26 and 0.28), recorded from workerd 1.20260822.1. They are merged in, never overwritten.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graphcheck.model.project import ModuleType
from graphcheck.model.upload import UploadedModule, UploadSet
from graphcheck.runtime import select_runtime
from graphcheck.verify import observe_startup

__all__ = ["SELECTIONS", "make_files"]

HERE = Path(__file__).parent
PROFILES = HERE.parents[1] / "graphcheck" / "runtime" / "profiles"
SELECTIONS = {
    "0.26.0a2": ("python_workers",),
    "0.28.2": ("python_workers", "python_workers_20250116"),
    "314.0.6": ("python_workers", "python_workers_314"),
}
"""Flags that select each release at a date that switches nothing off yet."""
OLD_DATE = "2024-12-01"


def make_files(version: str, pyodide_dir: Path, node: str = "node") -> dict[str, str]:
    """File names and texts for one release."""
    facts = json.loads((HERE / "facts" / f"{version}.json").read_text("utf-8"))
    found = enumerate_runtime(version, pyodide_dir, node)
    modules = merge_modules(found, facts)
    profile = {
        "pyodide": version,
        "provenance": {
            "generator": "tests/oracle/generate_profiles.py",
            "builtin, frozen, stdlib": f"npm {facts['release']} in Node, set up as a Worker",
            "bundled, sdk, ffi": "tests/oracle/facts, recorded from workerd 1.20260822.1",
        },
        "python": found["python"],
        "search_path": facts["search_path"],
        "extension_suffixes": found["suffixes"],
        "missing_stdlib": [name for name, error in found["stdlib"].items() if error == missing(name)],
    }
    names = merge_names(found, facts, modules)
    return {
        f"{version}.json": write_rows(profile, modules),
        f"{version}-names.json": write_rows({"pyodide": version}, names),
    }


def missing(name: str) -> str:
    return f"ModuleNotFoundError: No module named '{name}'"


def enumerate_runtime(version: str, pyodide_dir: Path, node: str) -> dict[str, Any]:
    content = (HERE / "enumerate_runtime.py").read_bytes()
    upload = UploadSet((UploadedModule("main.py", ModuleType.PYTHON, "main.py", len(content)),))
    profile = select_runtime(OLD_DATE, SELECTIONS[version])
    seen = observe_startup(upload, {"main.py": content}, profile, pyodide_dir, node)
    if seen.error is None or seen.error.type != "Inventory":
        raise RuntimeError(f"no inventory of {version}: {seen.error}")
    found: dict[str, Any] = json.loads(seen.error.message)
    return found


def merge_modules(found: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    preloaded = {*found["preloaded"], *facts["preloaded"]}
    modules: dict[str, Any] = dict(facts["modules"])
    for name, (kind, package, error) in found["rows"].items():
        if name not in modules:
            loaded = name in preloaded
            row = {"kind": kind, "package": package or None, "preloaded": loaded or None, "error": error}
            modules[name] = {key: value for key, value in row.items() if value is not None}
    return dict(sorted(modules.items()))


def merge_names(found: Mapping[str, Any], facts: Mapping[str, Any], modules: Mapping[str, Any]) -> dict[str, Any]:
    """Without submodules, which are there or not depending on what else was imported, and without warnings' marks."""
    names = {}
    for module, held in found["names"].items():
        kept = [name for name in held if f"{module}.{name}" not in modules and name != "__warningregistry__"]
        if kept and "error" not in modules[module]:
            names[module] = " ".join(kept)
    return dict(sorted((names | facts["names"]).items()))


def write_rows(head: Mapping[str, Any], modules: Mapping[str, Any]) -> str:
    """One module a line, so that a change can be read."""
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(row)}" for name, row in modules.items())
    return f'{json.dumps(head)[:-1]}, "modules": {{\n{lines}\n}}}}\n'


if __name__ == "__main__":
    for version in SELECTIONS:
        for name, text in make_files(version, HERE / "node_modules" / f"pyodide-{version}").items():
            (PROFILES / name).write_text(text, "utf-8")
