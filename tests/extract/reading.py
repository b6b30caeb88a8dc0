"""Short forms for the tests of this folder."""

from __future__ import annotations

from textwrap import dedent

from graphcheck.extract import Target, extract_imports
from graphcheck.model.imports import Guard, ModuleImports, Timing

__all__ = ["guards", "read", "timings"]

WORKER = Target((3, 13))


def read(source: str | bytes, python: tuple[int, int] = (3, 13)) -> ModuleImports:
    data = source if isinstance(source, bytes) else dedent(source).encode()
    return extract_imports(data, Target(python))


def guards(source: str, python: tuple[int, int] = (3, 13)) -> dict[str, Guard]:
    """The guard of each imported module."""
    facts = read(source, python)
    assert facts.failure is None, facts.failure
    return {site.module: site.guard for site in facts.sites}


def timings(source: str, python: tuple[int, int] = (3, 13)) -> dict[str, Timing]:
    facts = read(source, python)
    assert facts.failure is None, facts.failure
    return {site.module: site.timing for site in facts.sites}
