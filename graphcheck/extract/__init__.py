"""The bytes of one Python file, reduced to what they mean for imports."""

from __future__ import annotations

import gc

from graphcheck.extract.target import EXTRACTOR_VERSION, Target
from graphcheck.model.imports import ModuleImports

__all__ = ["EXTRACTOR_VERSION", "Target", "extract_imports"]


def extract_imports(source: bytes, target: Target) -> ModuleImports:
    """What ``source`` does at import time in ``target``. Never raises: bytes that Python refuses give a ``failure``.

    What reads is imported with the first call: a run that finds all its facts in the cache does without.
    """
    from graphcheck.extract.reading import read_source

    collects = gc.isenabled()
    gc.disable()  # trees have no cycles: the collector would walk through all of them a fifth of the time for nothing
    try:
        return read_source(source, target)
    finally:
        if collects:
            gc.enable()
