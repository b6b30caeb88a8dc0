"""Compare the extraction of whole folders with CPython's ``ast``: ``python -m tests.extract.sweep FOLDER...``

Prints each difference and the figure for ``docs/accuracy.md``. Without folders: the standard library of this Python.
Files that this Python cannot parse are counted, not compared.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from graphcheck.extract import Target, extract_imports
from tests.extract.ast_oracle import (
    SourceText,
    bound_by_ast,
    bound_by_steps,
    imports_by_ast,
    imports_by_sites,
    raises_by_ast,
    raises_by_steps,
)

__all__ = ["Sweep", "differences", "standard_library", "sweep"]

HOST = Target((sys.version_info[0], sys.version_info[1]), full_parse=True)


@dataclass(slots=True)
class Sweep:
    """The running figures."""

    compared: int = 0
    refused: int = 0
    different: int = 0
    imports: int = 0
    bytes: int = 0
    seconds: float = 0.0

    def __str__(self) -> str:
        speed = self.bytes / 1e6 / self.seconds if self.seconds else 0.0
        return (
            f"{self.different} of {self.compared} files differ ({self.imports} imports; {self.refused} files refused "
            f"by ast), {self.bytes / 1e6:.1f} MB at {speed:.2f} MB/s"
        )


def standard_library() -> Path:
    return Path(os.__file__).parent


def differences(source: bytes, figures: Sweep) -> Iterator[str]:
    """What the extraction and ``ast`` disagree on; nothing when ``ast`` refuses the file and so does the extraction."""
    started = time.perf_counter()
    facts = extract_imports(source, HOST)
    figures.seconds += time.perf_counter() - started
    figures.bytes += len(source)
    try:
        text = SourceText(source)
    except (SyntaxError, UnicodeDecodeError, ValueError, RecursionError, MemoryError):
        figures.refused += 1
        return
    figures.compared += 1
    if facts.failure is not None:
        yield f"refused: {facts.failure}"
        return
    expected, found = imports_by_ast(text), imports_by_sites(text, facts)
    figures.imports += len(expected)
    yield from (f"missing: {item}" for item in expected if item not in found)
    yield from (f"invented: {item}" for item in found if item not in expected)
    yield from (f"never bound: {name}" for name in sorted(bound_by_ast(text) - bound_by_steps(facts)))
    yield from (f"no statement there: {span}" for span in sorted(raises_by_steps(facts) - raises_by_ast(text)))


def sweep(files: Iterable[Path]) -> Sweep:
    figures = Sweep()
    for path in files:
        found = list(differences(path.read_bytes(), figures))
        figures.different += bool(found)
        for line in found:
            sys.stdout.write(f"{path}: {line}\n")
    return figures


if __name__ == "__main__":
    folders = [Path(argument) for argument in sys.argv[1:]] or [
        folder for folder in standard_library().iterdir() if folder.name != "site-packages"
    ]
    files = (path for folder in folders for path in ([folder] if folder.is_file() else folder.rglob("*.py")))
    sys.stdout.write(f"{sweep(sorted(path for path in files if path.suffix == '.py'))}\n")
