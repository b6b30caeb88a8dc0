"""Compare the fast extraction with a full libcst pass: ``python -m tests.extract.compare_paths FOLDER...``

Every file is read both ways, and once without the bodies of functions, and the facts compared field by field; then
``--mutations`` mutated files. Without folders: the standard library of this Python. Prints each difference, the figure
for ``docs/accuracy.md``, and what each way cost.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import random
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

from graphcheck.extract import Target, extract_imports
from graphcheck.model.imports import ModuleImports
from graphcheck.model.steps import DefineStep
from graphcheck.runtime import select_runtime
from tests.extract.mutations import mutate

__all__ = ["Comparison", "compare", "mutated_files", "targets"]

LARGEST_MUTATED = 6_000
"""Bytes: a full pass over more takes too long to be done twenty thousand times."""


@dataclass(slots=True)
class Comparison:
    """The running figures; seconds are of the processor."""

    files: int = 0
    different: int = 0
    bytes: int = 0
    fast: float = 0.0
    outer: float = 0.0
    full: float = 0.0

    def __str__(self) -> str:
        ratio = f", {self.full / self.fast:.1f} times as fast" if self.fast else ""
        return (
            f"{self.different} of {self.files} files differ; {self.bytes / 1e6:.1f} MB, "
            f"fast {self.fast:.1f} s, without bodies {self.outer:.1f} s, full {self.full:.1f} s of CPU{ratio}"
        )


@cache
def targets() -> Sequence[Target]:
    """The Python of two runtimes, with the functions that they refuse."""
    profiles = (select_runtime(date, ("python_workers",)) for date in ("2025-10-01", "2026-10-01"))
    return tuple(Target(profile.python[:2], frozenset(profile.refused_calls)) for profile in profiles)


def compare(source: bytes, target: Target, figures: Comparison) -> str | None:
    """The first field that differs, with both values: of both ways, or of facts with and without bodies."""
    fast, figures.fast = _timed(source, target, figures.fast)
    outer, figures.outer = _timed(source, dataclasses.replace(target, outer=True), figures.outer)
    full, figures.full = _timed(source, dataclasses.replace(target, full_parse=True), figures.full)
    figures.files += 1
    figures.bytes += len(source)
    less = _without_bodies(full, outer)
    if fast == full and outer == less:
        return None
    figures.different += 1
    return next(chain(_differences(fast, full), _differences(outer, less)))


def _timed(source: bytes, target: Target, before: float) -> tuple[ModuleImports, float]:
    started = time.process_time()
    facts = extract_imports(source, target)
    return facts, before + time.process_time() - started


def _without_bodies(whole: ModuleImports, outer: ModuleImports) -> ModuleImports:
    """``whole`` without those that ``outer`` lacks."""
    lacking = iter([step.body is None for step in outer.body if isinstance(step, DefineStep)])
    body = (
        DefineStep(step.name, None) if isinstance(step, DefineStep) and next(lacking, False) else step
        for step in whole.body
    )
    return dataclasses.replace(whole, body=tuple(body))


def _differences(fast: ModuleImports, full: ModuleImports) -> Iterator[str]:
    for each in dataclasses.fields(ModuleImports):
        one, other = getattr(fast, each.name), getattr(full, each.name)
        if isinstance(one, tuple) and isinstance(other, tuple):
            yield from (f"{each.name}: {a} / {b}" for a, b in zip(one, other, strict=False) if a != b)
        if one != other:
            yield f"{each.name}: {one} / {other}"


def mutated_files(sources: Sequence[bytes], count: int, seed: int) -> Iterator[tuple[int, bytes]]:
    """``count`` pairs of the mutation's seed and the mutated file."""
    chance = random.Random(seed)
    for number in range(count):
        yield seed + number, mutate(chance.choice(sources), seed + number)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[Path(os.__file__).parent])
    parser.add_argument("--mutations", type=int, default=0, help="how many mutated files to compare")
    parser.add_argument("--only-mutations", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    paths = sorted(path for folder in options.folders for path in folder.rglob("*.py") if path.is_file())
    both = targets()
    failed = False
    if not options.only_mutations:
        failed = _report("files", ((str(path), path.read_bytes()) for path in paths), both)
    small = [path.read_bytes() for path in paths if 0 < path.stat().st_size <= LARGEST_MUTATED]
    mutations = mutated_files(small, options.mutations, options.seed)
    return int(_report("mutated files", ((f"mutation {seed}", source) for seed, source in mutations), both) or failed)


def _report(what: str, files: Iterable[tuple[str, bytes]], targets: Sequence[Target]) -> bool:
    """Whether any differs."""
    figures = Comparison()
    for number, (name, source) in enumerate(files):
        difference = compare(source, targets[number % len(targets)], figures)
        if difference is not None:
            print(f"{name}: {difference[:300]}", flush=True)  # noqa: T201
    print(f"{what}: {figures}")  # noqa: T201
    return figures.different > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
