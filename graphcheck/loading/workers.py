"""Extraction in child processes, which get bytes and give back encoded facts.

This process parses nothing meanwhile: the memory that trees need would be its own until its end.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TypeAlias

from graphcheck.cache.codec import encode_facts
from graphcheck.extract import Target, extract_imports

__all__ = ["Children"]

_CHUNK_BYTES = 64 * 1024
"""A thirtieth of a second: the last ones of a load end at nearly the same time."""
_AHEAD = 2
"""Chunks that wait for each child, so that it never waits for us."""

Source: TypeAlias = tuple[str, bytes]
Encoded: TypeAlias = tuple[str, bytes]


class Children:
    """``processes`` children that extract for ``target``. They are started with the first work, and wait for more until
    ``close``."""

    def __init__(self, target: Target, processes: int) -> None:
        self._target = target
        self._processes = processes
        self._pool: ProcessPoolExecutor | None = None

    def extract(self, sources: Iterator[Source]) -> Iterator[Sequence[Encoded]]:
        """Path and encoded facts of each source, in no order. Read only as far ahead as there is work to hand out.

        A child that dies takes nothing with it: what it had is extracted here, as is everything where the system has no
        processes for us.
        """
        chunks = _chunks(sources)
        running: dict[Future[list[Encoded]], list[Source]] = {}
        while True:
            for chunk in islice(chunks, self._processes * (1 + _AHEAD) - len(running)):
                running[self._submit(chunk)] = chunk
            if not running:
                return
            for done in wait(running, return_when=FIRST_COMPLETED).done:
                chunk = running.pop(done)
                try:
                    yield done.result()
                except BrokenProcessPool:
                    yield _extract_chunk(chunk, self._target)

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown()
        self._pool = None

    def _submit(self, chunk: list[Source]) -> Future[list[Encoded]]:
        try:
            self._pool = self._pool or _start(self._processes)
            return self._pool.submit(_extract_chunk, chunk, self._target)
        except (BrokenProcessPool, OSError, ImportError, NotImplementedError) as error:
            # Sandboxes lack semaphores (ImportError, OSError: ENOSYS), memory or a right to fork.
            refused: Future[list[Encoded]] = Future()
            refused.set_exception(BrokenProcessPool(str(error)))
            return refused


def _start(processes: int) -> ProcessPoolExecutor:
    # A fork of a process that has other threads could find their locks taken for ever.
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1 else "spawn"
    return ProcessPoolExecutor(processes, multiprocessing.get_context(method), _end_with_parent)


def _end_with_parent() -> None:
    """A forked child holds both ends of the pipe that it reads from: it would never learn that nobody writes.

    An interrupt from the keyboard reaches all processes; the parent alone has an answer to it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_wait_for, args=(parent.sentinel,), daemon=True).start()


def _wait_for(parent: int) -> None:
    multiprocessing.connection.wait([parent])
    os._exit(1)


def _extract_chunk(chunk: Sequence[Source], target: Target) -> list[Encoded]:
    return [(path, encode_facts(extract_imports(source, target))) for path, source in chunk]


def _chunks(sources: Iterator[Source]) -> Iterator[list[Source]]:
    chunk: list[Source] = []
    size = 0
    for path, source in sources:
        chunk.append((path, source))
        size += len(source)
        if size >= _CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
