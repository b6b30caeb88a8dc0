"""Eight processes with one cache, some of them killed while they write."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from graphcheck.cache.file import CacheFile

PROGRAM = """
import sys
from graphcheck.cache.codec import encode_facts
from graphcheck.cache.facts import FactsCache
from graphcheck.cache.file import CacheFile
from graphcheck.model.imports import ModuleImports
from graphcheck.model.steps import BindStep

folder, rounds, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
for run in range(rounds):
    with CacheFile(folder) as file:
        store = FactsCache(file, "1")
        for number in range(seed * 13, seed * 13 + 120):
            key = store.key(b"%d" % (number % 200))
            facts = encode_facts(ModuleImports((), (BindStep((f"name{number % 200}",)),)))
            known = dict(store.get_many([key]))
            assert known.get(key, facts) == facts, (number, known)
            store.put(key, facts)
        store.flush()
"""


def start(folder: Path, rounds: int, seed: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", PROGRAM, str(folder), str(rounds), str(seed)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


def test_eight_processes_and_a_kill_in_between(tmp_path: Path) -> None:
    chance = random.Random(1)
    steady = [start(tmp_path, 6, seed) for seed in range(5)]
    victims = [start(tmp_path, 1000, seed) for seed in range(5, 8)]
    for victim in victims:
        time.sleep(chance.uniform(0.2, 0.6))
        victim.kill()
        victim.communicate()
    assert [(process.communicate()[1], process.returncode) for process in steady] == [("", 0)] * 5

    last = start(tmp_path, 2, 0)
    assert (last.communicate()[1], last.returncode) == ("", 0)
    with CacheFile(str(tmp_path)) as file:
        file.write("INSERT OR REPLACE INTO facts VALUES (?, ?)", [(b"mark", b"")])
        assert file.read("SELECT 1 FROM facts WHERE key = ?", (b"mark",)) == [(1,)]
        assert file.read("PRAGMA integrity_check") == [("ok",)]
