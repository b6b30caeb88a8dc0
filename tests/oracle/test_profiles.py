"""The shipped runtime data are what the real Pyodide releases say, and nothing here names a host."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.oracle.generate_profiles import HERE, PROFILES, SELECTIONS, make_files


@pytest.mark.oracle
@pytest.mark.parametrize("version", SELECTIONS)
def test_shipped_data_is_what_the_generator_finds(version: str, pyodide_dirs: Mapping[str, Path], node: str) -> None:
    found = make_files(version, pyodide_dirs[version], node)

    assert found == {name: (PROFILES / name).read_text("utf-8") for name in found}


def test_the_lockfile_names_no_host() -> None:
    assert "http" not in (HERE / "package-lock.json").read_text("utf-8")
