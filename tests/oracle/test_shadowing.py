"""Who wins when an uploaded file has the name of a module of the runtime: real Pyodide against the shipped profile."""

from __future__ import annotations

from ast import literal_eval
from collections.abc import Mapping
from pathlib import Path

import pytest

from graphcheck.model.runtime import RuntimeKind, RuntimeModule, SearchPlace
from graphcheck.runtime import select_runtime
from graphcheck.verify import observe_startup
from tests.oracle.generate_profiles import OLD_DATE, SELECTIONS
from tests.verify.workers import make_upload

FIND_EACH = """
import sys

def find(name):
    if name in sys.modules:
        return False
    for finder in sys.meta_path:
        spec = finder.find_spec(name, None, None)
        if spec:
            return str(spec.origin).startswith("/session/metadata/")

raise Exception({{name: find(name) for name in {names}}})
"""

BEFORE_VENDORED = (RuntimeKind.BUILTIN, RuntimeKind.FROZEN, RuntimeKind.STDLIB)


def uploaded_wins(module: RuntimeModule, place: SearchPlace) -> bool:
    """What kind and preloading say, by the order of the search path."""
    if module.preloaded or module.kind in BEFORE_VENDORED:
        return False
    if module.kind is RuntimeKind.SDK and place is SearchPlace.APP:
        return module.name == "cloudflare"  # a namespace, which any module beats
    return True


@pytest.mark.oracle
@pytest.mark.parametrize("place", [SearchPlace.APP, SearchPlace.VENDORED])
@pytest.mark.parametrize("version", SELECTIONS)
def test_name_clashes(version: str, place: SearchPlace, pyodide_dirs: Mapping[str, Path], node: str) -> None:
    profile = select_runtime(OLD_DATE, SELECTIONS[version])
    modules = [module for module in profile.modules.values() if "." not in module.name]
    folder = "" if place is SearchPlace.APP else "python_modules/"
    program = FIND_EACH.format(names=[module.name for module in modules])
    upload, contents = make_upload({"the_entry.py": program, **{f"{folder}{module.name}.py": "" for module in modules}})

    seen = observe_startup(upload, contents, profile, pyodide_dirs[version], node)

    assert seen.error
    assert literal_eval(seen.error.message) == {module.name: uploaded_wins(module, place) for module in modules}
