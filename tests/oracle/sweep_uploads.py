"""Compares graphcheck with real wrangler on random Workers.

Run ``python -m tests.oracle.sweep_uploads --count 200``; it ends with the number of differences, and with exit code 1
if there are any. ``--keep FOLDER`` leaves the projects that differ there.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import warnings
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from graphcheck.model.wrangler import WranglerVersion, behaviour_of
from tests.oracle.random_workers import RandomWorker, random_workers
from tests.oracle.upload_differences import find_differences

MODULES = Path(__file__).parent / "node_modules"


def make_workers(count: int, number: int) -> list[RandomWorker]:
    """``count`` different Workers, always the same ones for one ``number``."""
    found: dict[str, RandomWorker] = {}

    @seed(number)
    @settings(
        max_examples=count * 2,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(random_workers())
    def collect(worker: RandomWorker) -> None:
        found.setdefault(repr(worker), worker)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        collect()
    return list(found.values())[:count]


def version_of(wrangler_dir: Path) -> WranglerVersion:
    """The known version that behaves like the installed one."""
    return behaviour_of(json.loads((wrangler_dir / "package.json").read_text("utf-8"))["version"])


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--wrangler", type=Path, default=MODULES / "wrangler", help="an installed npm package")
    parser.add_argument("--node", default="node")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args(arguments)
    version = version_of(options.wrangler)
    workers = make_workers(options.count, options.seed)
    outcomes = {"equal": 0, "differing": 0}

    def run(item: tuple[int, RandomWorker]) -> tuple[int, list[str]]:
        number, worker = item
        with tempfile.TemporaryDirectory(prefix="graphcheck-sweep-") as folder:
            project = Path(folder) / "above" / "w"
            project.mkdir(parents=True)
            worker.lay_out(project)
            found = find_differences(project, version, options.wrangler, options.node, worker.call)
            if found and options.keep:
                shutil.copytree(project, options.keep / str(number), symlinks=True)
                (options.keep / f"{number}.txt").write_text("\n".join((repr(worker.call), *found)), "utf-8")
        return number, found

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for number, found in pool.map(run, enumerate(workers)):
            outcomes["differing" if found else "equal"] += 1
            for line in found:
                sys.stdout.write(f"{number}: {line}\n")
            sys.stdout.flush()
    sys.stdout.write(f"wrangler as of {version.version}: {outcomes['equal']} of {len(workers)} equal\n")
    return 1 if outcomes["differing"] else 0


if __name__ == "__main__":
    sys.exit(main())
