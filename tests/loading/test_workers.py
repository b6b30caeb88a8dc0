"""Extraction in children: nothing is lost with one of them, and none outlives its parent."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from graphcheck.cache.codec import decode_facts
from graphcheck.extract import Target
from graphcheck.loading import workers
from graphcheck.loading.workers import Children

TARGET = Target((3, 13))
MODULES = (("a.py", b"import a\n"), ("b.py", b"import b\n"))
WAITING = """
import multiprocessing, time
from graphcheck.extract import Target
from graphcheck.loading import workers
from graphcheck.loading.workers import Children

def sources():
    for number in range(40):
        yield f"{number}.py", b"import os\\n" * 10_000
    print(*(child.pid for child in multiprocessing.active_children()), flush=True)
    time.sleep(60)

for chunk in Children(Target((3, 13)), 2).extract(sources()):
    pass
"""


def sources(killed: list[int]) -> Iterator[tuple[str, bytes]]:
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
    children = Children(TARGET, 2)
    found = dict(each for chunk in children.extract(sources(killed)) for each in chunk)
    children.close()
    assert killed
    assert {path: decode_facts(facts).sites[0].module for path, facts in found.items()} == {
        f"{number}.py": f"module_{number}" for number in range(60)
    }


def test_children_wait_for_more_work() -> None:
    children = Children(TARGET, 2)
    modules = []
    started = []
    for number in range(3):
        sources = iter([(f"{number}.py", f"import module_{number}\n".encode())])
        modules += [decode_facts(facts).sites[0].module for chunk in children.extract(sources) for _, facts in chunk]
        started.append({child.pid for child in multiprocessing.active_children()})
    children.close()
    assert modules == ["module_0", "module_1", "module_2"]
    assert started[0] and started[0] <= started[1] <= started[2]
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("refusal", [OSError(38, "Function not implemented"), ImportError("no semaphores")])
def test_a_system_without_processes(monkeypatch: pytest.MonkeyPatch, refusal: Exception) -> None:
    def refuse(*_: object) -> NoReturn:
        raise refusal

    monkeypatch.setattr(workers, "ProcessPoolExecutor", refuse)
    children = Children(TARGET, 2)
    found = [decode_facts(facts).sites[0].module for chunk in children.extract(iter(MODULES)) for _, facts in chunk]
    children.close()
    assert sorted(found) == ["a", "b"]


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
