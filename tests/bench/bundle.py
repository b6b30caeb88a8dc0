"""``graphcheck bundle`` and ``check`` beside ``wrangler deploy --dry-run`` on a Worker with many vendored files.

Run ``python -m tests.bench.bundle``. The commands take turns; medians of wall clock, the least processor time, both
beside wrangler's, and peak memory are printed.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

WRANGLER = Path(__file__).parents[1] / "oracle" / "node_modules" / "wrangler" / "bin" / "wrangler.js"
CONFIG = (
    'name = "bench"\nmain = "src/main.py"\ncompatibility_date = "2025-10-01"\n'
    'compatibility_flags = ["python_workers"]\n'
)
FILES_PER_PACKAGE = 100
LINES_PER_FILE = 60


@dataclass
class Measured:
    """Wall clock and processor time in seconds, and peak memory in MiB, of each run."""

    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


def write_worker(folder: Path, files: int) -> None:
    """A Worker with ``files`` vendored modules in packages of a hundred, each with its RECORD. Always the same one."""
    chance = random.Random(1)
    words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz_", k=chance.randint(3, 12))) for _ in range(5000)]
    (folder / "src").mkdir(parents=True)
    (folder / "wrangler.toml").write_text(CONFIG, "utf-8")
    (folder / "src" / "main.py").write_text("import package0.module1\n", "utf-8")
    for number in range(0, files, FILES_PER_PACKAGE):
        name = f"package{number // FILES_PER_PACKAGE}"
        package = folder / "python_modules" / name
        package.mkdir(parents=True)
        record = []
        for index in range(min(FILES_PER_PACKAGE, files - number)):
            file = "__init__.py" if index == 0 else f"module{index}.py"
            lines = (f"{' '.join(chance.choices(words, k=5))}" for _ in range(LINES_PER_FILE))
            (package / file).write_text("".join(f"# {line}\n" for line in lines), "utf-8")
            record.append(f"{name}/{file},,\n")
        info = folder / "python_modules" / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "RECORD").write_text("".join(record), "utf-8")


def run(command: Sequence[str], folder: Path, environ: Mapping[str, str]) -> tuple[float, float, float]:
    """Seconds, processor seconds and peak MiB of a command and the processes that it waited for."""
    begin = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as child:
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - begin
    if child.returncode:
        raise SystemExit(f"{' '.join(command)} failed with {child.returncode}")
    # ru_maxrss is in KiB on Linux and in bytes on macOS.
    memory = usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
    return seconds, usage.ru_utime + usage.ru_stime, memory


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--node", default="node")
    options = parser.parse_args(arguments)
    check, bundle = ([sys.executable, "-m", "graphcheck", name] for name in ("check", "bundle"))
    with tempfile.TemporaryDirectory(prefix="graphcheck-bench-") as place:
        folder, home = Path(place, "worker"), Path(place, "home")
        home.mkdir()
        write_worker(folder, options.files)
        commands = {
            "wrangler deploy --dry-run": [options.node, str(WRANGLER), "deploy", "--dry-run"],
            "graphcheck bundle --no-reach": [*bundle, "--no-cache", "--no-reach"],
            "graphcheck bundle --no-reach --gzip": [*bundle, "--no-cache", "--no-reach", "--gzip"],
            "graphcheck bundle": [*bundle, "--no-cache"],
            "graphcheck bundle, again": bundle,
            "graphcheck bundle --gzip": [*bundle, "--no-cache", "--gzip"],
            "graphcheck check": [*check, "--no-cache"],
            "graphcheck check, again": check,
        }
        measured = measure(commands, folder, home, options.rounds)
    print_table(measured, options.files)


def measure(commands: Mapping[str, Sequence[str]], folder: Path, home: Path, rounds: int) -> Mapping[str, Measured]:
    environ = {
        **os.environ,
        **{name: str(home) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "WRANGLER_LOG_PATH")},
        "CI": "1",
        "WRANGLER_SEND_METRICS": "false",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    measured = {name: Measured() for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            seconds, processor, memory = run(command, folder, environ)
            if number:  # the first round fills the file system's cache
                measured[name].seconds.append(seconds)
                measured[name].processor.append(processor)
                measured[name].memory.append(memory)
    return measured


def print_table(measured: Mapping[str, Measured], files: int) -> None:
    wrangler = measured["wrangler deploy --dry-run"]
    slowest, busiest = statistics.median(wrangler.seconds), min(wrangler.processor)
    sys.stdout.write(f"{files:,} vendored files, median of {len(next(iter(measured.values())).seconds)} rounds\n")
    for name, each in measured.items():
        seconds = statistics.median(each.seconds)
        processor, memory = min(each.processor), statistics.median(each.memory)
        figures = f"{seconds:>8.2f} s{slowest / seconds:>8.1f} x{processor:>8.2f} s{busiest / processor:>8.1f} x"
        sys.stdout.write(f"{name:<38}{figures}{memory:>8.0f} MiB\n")


if __name__ == "__main__":
    main()
