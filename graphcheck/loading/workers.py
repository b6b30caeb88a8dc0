"""Extraction in child processes, which get bytes and give back encoded facts.

This process parses nothing meanwhile: the memory that trees need would be its own until its end.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TypeAlias

from graphcheck.cache.codec import encode_facts
from graphcheck.extract import Target, extract_imports

__all__ = ["extract_in_processes"]

_CHUNK_BYTES = 512 * 1024
_AHEAD = 2
"""Chunks that wait for each child, so that it never waits for us."""

Source: TypeAlias = tuple[str, bytes]
Encoded: TypeAlias = tuple[str, bytes]


def extract_in_processes(sources: Iterator[Source], target: Target, processes: int) -> Iterator[Sequence[Encoded]]:
    """Path and encoded facts of each source, in no order. Read only as far ahead as there is work to hand out.

    A child that dies takes nothing with it: what it had is extracted here.
    """
    chunks = _chunks(sources)
    # A fork of a process that has other threads could find their locks taken for ever.
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1 else "spawn"
    running: dict[Future[list[Encoded]], list[Source]] = {}
    with ProcessPoolExecutor(processes, multiprocessing.get_context(method), _end_with_parent) as pool:
        while True:
            for chunk in islice(chunks, processes * (1 + _AHEAD) - len(running)):
                running[_submit(pool, chunk, target)] = chunk
            if not running:
                return
            for done in wait(running, return_when=FIRST_COMPLETED).done:
                chunk = running.pop(done)
                try:
                    yield done.result()
                except BrokenProcessPool:
                    yield _extract_chunk(chunk, target)


def _end_with_parent() -> None:
    """A forked child holds both ends of the pipe that it reads from: it would never learn that nobody writes."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_wait_for, args=(parent.sentinel,), daemon=True).start()


def _wait_for(parent: int) -> None:
    multiprocessing.connection.wait([parent])
    os._exit(1)


def _submit(pool: ProcessPoolExecutor, chunk: list[Source], target: Target) -> Future[list[Encoded]]:
    try:
        return pool.submit(_extract_chunk, chunk, target)
    except BrokenProcessPool as error:
        broken: Future[list[Encoded]] = Future()
        broken.set_exception(error)
        return broken


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
