"""graphcheck beside its neighbours, on the same files, in one run: ``python -m tests.bench``.

Builds the corpora from PyPI and the neighbours' environment in ``--folder``, once; then every command takes its turn in
every round. Prints medians, ratios and peak memory: what counts are the ratios of one run.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from pathlib import Path

from tests.bench.bundle import WRANGLER, write_worker
from tests.bench.corpus import (
    PACKAGES,
    edit_app,
    make_app,
    make_corpus,
    touch_one,
    write_chained_worker,
    write_tiny_worker,
)
from tests.bench.measure import Command, Cost, median_of, take_turns
from tests.bench.peers import Peers, make_peers

_SOME_FINDINGS = frozenset({0, 1})
_SIZES = (100, 300, 1_000, 3_000, 10_000)
_LIBCST_STEP = 60
_PARTS = ("corpus", "app", "start", "upload", "scaling")


class Bench:
    """The work folder, and graphcheck with a cache of its own in it."""

    def __init__(self, folder: Path, node: str) -> None:
        self.folder = folder
        self.node = node
        home = folder / "home"
        home.mkdir(parents=True, exist_ok=True)
        self.environ: Mapping[str, str] = {
            **os.environ,
            **{name: str(home) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "WRANGLER_LOG_PATH")},
            "CI": "1",
            "WRANGLER_SEND_METRICS": "false",
            "PYTHONPATH": str(Path(__file__).parents[2]),
        }

    def check(
        self, name: str, worker: Path, cache: str, *words: str, before: Callable[[], object] | None = None
    ) -> Command:
        return self.graphcheck(name, worker, "check", "--cache-dir", str(self.folder / cache), *words, before=before)

    def graphcheck(self, name: str, worker: Path, *words: str, before: Callable[[], object] | None = None) -> Command:
        command = [sys.executable, "-m", "graphcheck", *words]
        return Command(name, command, worker, before or (lambda: None), _SOME_FINDINGS)

    def forget(self, cache: str) -> Callable[[], object]:
        return lambda: shutil.rmtree(self.folder / cache, ignore_errors=True)

    def wrangler(self, worker: Path) -> Command:
        if not WRANGLER.exists():
            raise SystemExit(f"wrangler is not there: npm ci --prefix {WRANGLER.parents[3]}")
        return Command("wrangler deploy --dry-run", [self.node, str(WRANGLER), "deploy", "--dry-run"], worker)


def corpus_commands(bench: Bench, peers: Peers) -> list[Command]:
    worker = make_corpus(bench.folder / "corpus")
    vendored = worker / "python_modules"
    grimp_cache = bench.folder / "grimp"
    turn = count()

    def change(*, imports: bool = False, above: bool = False, names: bool = False) -> Callable[[], None]:
        return lambda: touch_one(worker, next(turn), imports=imports, above=above, names=names)

    return [
        Command("ruff analyze graph", peers.ruff(vendored), vendored),
        Command("grimp, cold", peers.grimp(vendored, None, PACKAGES), vendored),
        Command("grimp, warm", peers.grimp(vendored, grimp_cache, PACKAGES), vendored),
        Command("deptry, without django", peers.deptry(vendored), bench.folder / "peers", codes=_SOME_FINDINGS),
        Command(f"libcst, every {_LIBCST_STEP}th file", peers.libcst(vendored, _LIBCST_STEP), vendored),
        bench.check("check, cold, 1 process", worker, "cold", "--jobs", "1", before=bench.forget("cold")),
        bench.check("check, cold, 2 processes", worker, "cold", "--jobs", "2", before=bench.forget("cold")),
        bench.check("check, nothing changed", worker, "warm"),
        bench.check("check, one function changed", worker, "warm", before=change()),
        bench.check("check, lines of one file moved", worker, "warm", before=change(above=True)),
        bench.check("check, names and an import added", worker, "warm", before=change(names=True)),
        bench.check("check, a missing import added", worker, "warm", before=change(imports=True)),
        bench.check("check, without the import again", worker, "warm", before=change()),
    ]


def app_commands(bench: Bench, peers: Peers) -> list[Command]:
    worker = make_app(bench.folder / "app")
    turn = count()

    def edit(*, imports: bool) -> Callable[[], None]:
        return lambda: edit_app(worker, next(turn), imports=imports)

    return [
        Command("ruff analyze graph", peers.ruff(worker), worker),
        bench.check("check, cold, 1 process", worker, "cold", "--jobs", "1", before=bench.forget("cold")),
        bench.check("check, cold, 2 processes", worker, "cold", "--jobs", "2", before=bench.forget("cold")),
        bench.check("check, nothing changed", worker, "cold"),
        bench.check("check, names and an import added", worker, "cold", before=edit(imports=False)),
        bench.check("check, a missing import added", worker, "cold", before=edit(imports=True)),
        bench.check("check, without the missing import", worker, "cold", before=edit(imports=False)),
    ]


def start_commands(bench: Bench) -> list[Command]:
    worker = bench.folder / "tiny"
    if not worker.exists():
        write_tiny_worker(worker)
    return [
        Command("python -c pass", [sys.executable, "-c", "pass"], worker),
        bench.graphcheck("check, nothing changed", worker, "check"),
        bench.check("check, cold", worker, "cold", before=bench.forget("cold")),
    ]


def upload_commands(bench: Bench) -> list[Command]:
    worker = bench.folder / "upload"
    if not worker.exists():
        write_worker(worker, 10_000)
    cache = ("--cache-dir", str(bench.folder / "cold"))
    commands = [bench.wrangler(worker)]
    for words in (["bundle"], ["bundle", "--gzip"], ["check"]):
        name = " ".join(words)
        commands.append(bench.graphcheck(f"{name}, cold", worker, *words, *cache, before=bench.forget("cold")))
        commands.append(bench.graphcheck(f"{name}, nothing changed", worker, *words))
    return commands


def scaling_commands(bench: Bench) -> list[Command]:
    commands = []
    for size in _SIZES:
        worker = bench.folder / f"chained-{size}"
        if not worker.exists():
            write_chained_worker(worker, size)
        commands.append(bench.check(f"{size:,} files, cold", worker, "cold", before=bench.forget("cold")))
        commands.append(bench.graphcheck(f"{size:,} files, nothing changed", worker, "check"))
    return commands


def print_table(title: str, costs: Mapping[str, Cost], base: str) -> None:
    first = median_of(costs[base].wall)
    sys.stdout.write(f"\n{title} (ratios to {base}; median of {len(costs[base].wall)} rounds)\n\n")
    sys.stdout.write("| command | wall s | cpu s | ratio | peak MiB |\n|---|---|---|---|---|\n")
    for name, cost in costs.items():
        wall, cpu, memory = (median_of(values) for values in (cost.wall, cost.cpu, cost.memory))
        sys.stdout.write(f"| {name} | {wall:.3f} | {cpu:.3f} | {wall / first:.2f} | {memory:.0f} |\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "graphcheck-bench")
    parser.add_argument("--folder", type=Path, default=default, help="where corpora and environments are kept")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--part", choices=_PARTS, action="append", help="only this part; may be repeated")
    parser.add_argument("--node", default="node")
    options = parser.parse_args(arguments)
    bench = Bench(options.folder.absolute(), options.node)
    tables: dict[str, tuple[str, Callable[[], list[Command]], str]] = {
        "corpus": (
            "Vendored packages, every module reached",
            lambda: corpus_commands(bench, make_peers(bench.folder)),
            "ruff analyze graph",
        ),
        "app": (
            "A web framework, an ORM and clients",
            lambda: app_commands(bench, make_peers(bench.folder)),
            "ruff analyze graph",
        ),
        "start": ("Five files", lambda: start_commands(bench), "python -c pass"),
        "upload": ("10,000 vendored files", lambda: upload_commands(bench), "wrangler deploy --dry-run"),
        "scaling": ("Made files, every one reached", lambda: scaling_commands(bench), f"{_SIZES[0]:,} files, cold"),
    }
    for part in options.part or _PARTS:
        title, make, base = tables[part]
        print_table(title, take_turns(make(), options.rounds, bench.environ), base)


if __name__ == "__main__":
    main()
