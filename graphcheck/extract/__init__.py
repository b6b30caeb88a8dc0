"""The bytes of one Python file, reduced to what they mean for imports."""

from __future__ import annotations

import gc

from graphcheck.extract.bare import read_bare
from graphcheck.extract.decode import decode_source
from graphcheck.extract.target import EXTRACTOR_VERSION, Target
from graphcheck.model.imports import ModuleImports, ParseFailure

__all__ = ["EXTRACTOR_VERSION", "Target", "extract_imports"]


def extract_imports(source: bytes, target: Target) -> ModuleImports:
    """What ``source`` does at import time in ``target``. Never raises: bytes that Python refuses give a ``failure``.

    What reads programs is imported with the first that needs it: a run that finds the others in the cache does without.
    """
    text = decode_source(source, target)
    if isinstance(text, ParseFailure):
        return ModuleImports((), (), failure=text)
    bare = None if target.full_parse else read_bare(text)
    return bare or _read_program(text, target)


def _read_program(text: str, target: Target) -> ModuleImports:
    from graphcheck.extract.reading import read_program

    collects = gc.isenabled()
    gc.disable()  # trees have no cycles: the collector would walk through all of them a fifth of the time for nothing
    try:
        return read_program(text, target)
    finally:
        if collects:
            gc.enable()
