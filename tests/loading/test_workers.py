"""Extraction in children: nothing is lost with one of them, and none outlives its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphcheck.cache.codec import decode_facts
from graphcheck.extract import Target
from graphcheck.loading.workers import extract_in_processes

TARGET = Target((3, 13))
WAITING = """
import multiprocessing, time
from graphcheck.extract import Target
from graphcheck.loading.workers import extract_in_processes

def sources():
    for number in range(40):
        yield f"{number}.py", b"import os\\n" * 10_000
    print(*(child.pid for child in multiprocessing.active_children()), flush=True)
    time.sleep(60)

for chunk in extract_in_processes(sources(), Target((3, 13)), 2):
    pass
"""


def sources(killed: list[int]) -> Iterator[tuple[str, bytes]]:
    import multiprocessing

    for number in range(60):
        if number == 30:
            child = multiprocessing.active_children()[0]
            assert child.pid is not None
            os.kill(child.pid, signal.SIGKILL)
            killed.append(child.pid)
        yield f"{number}.py", f"import module_{number}\n".encode() + b"#" * 100_000


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_a_child_that_dies_takes_nothing_with_it() -> None:
    killed: list[int] = []
    found = dict(each for chunk in extract_in_processes(sources(killed), TARGET, 2) for each in chunk)
    assert killed
    assert {path: decode_facts(facts).sites[0].module for path, facts in found.items()} == {
        f"{number}.py": f"module_{number}" for number in range(60)
    }


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_children_end_with_their_parent(tmp_path: Path) -> None:
    script = tmp_path / "waiting.py"
    script.write_text(WAITING, "utf-8")
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        children = [int(pid) for pid in parent.stdout.readline().split()]
        parent.kill()
    assert len(children) == 2
    deadline = time.monotonic() + 30
    while any(is_alive(child) for child in children):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return not Path(f"/proc/{pid}/stat").exists() or Path(f"/proc/{pid}/stat").read_text("utf-8").split()[2] != "Z"
