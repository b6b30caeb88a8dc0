"""Running commands one after the other, in turns, and what they cost."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Command", "Cost", "median_of", "take_turns"]


@dataclass(frozen=True)
class Command:
    """``before`` runs unmeasured ahead of every run. ``codes`` are exit codes that are no failure."""

    name: str
    words: Sequence[str]
    folder: Path
    before: Callable[[], object] = lambda: None
    codes: frozenset[int] = frozenset({0})


@dataclass
class Cost:
    """Of each run: seconds of wall clock and of processors, MiB of memory of the largest process."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


def take_turns(commands: Sequence[Command], rounds: int, environ: Mapping[str, str]) -> Mapping[str, Cost]:
    """Each command once in every round, so that what disturbs the machine disturbs them all; one round more, which is
    not counted, fills the caches of the file system."""
    costs = {command.name: Cost() for command in commands}
    for number in range(rounds + 1):
        for command in commands:
            command.before()
            wall, cpu, memory = _run(command, environ)
            if number:
                cost = costs[command.name]
                cost.wall.append(wall)
                cost.cpu.append(cpu)
                cost.memory.append(memory)
        sys.stderr.write(f"round {number} of {rounds}\n")
    return costs


def median_of(values: Sequence[float]) -> float:
    return statistics.median(values)


def _run(command: Command, environ: Mapping[str, str]) -> tuple[float, float, float]:
    begin = time.perf_counter()
    with subprocess.Popen(
        command.words, cwd=command.folder, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as child:
        assert child.stderr is not None
        told = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - begin
    if child.returncode not in command.codes:
        raise SystemExit(f"{command.name} failed with {child.returncode}:\n{told.decode('utf-8', 'replace')[-2000:]}")
    # ru_maxrss is in KiB on Linux and in bytes on macOS.
    memory = usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
    return wall, usage.ru_utime + usage.ru_stime, memory
