"""Extraction in several processes: this one and its children, which get bytes and give back encoded facts."""

from __future__ import annotations

import multiprocessing
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import chain
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
    first = next(chunks, None)
    if first is None:
        return
    chunks = chain((first,), chunks)
    running: dict[Future[list[Encoded]], list[Source]] = {}
    children = processes - 1
    # A fork of a process that has other threads could find their locks taken for ever.
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1 else "spawn"
    extract_imports(b"", target)  # what children inherit need not be imported by each of them
    with ProcessPoolExecutor(children, multiprocessing.get_context(method)) as pool:
        own: deque[list[Source]] = deque()
        exhausted = False
        while running or own or not exhausted:
            while not exhausted and len(running) < children * _AHEAD:
                chunk = next(chunks, None)
                exhausted = chunk is None
                if chunk is not None:
                    _submit(pool, running, own, chunk, target)
            if not own and not exhausted:
                chunk = next(chunks, None)
                exhausted = chunk is None
                own.extend([] if chunk is None else [chunk])
            if own:
                yield _extract_chunk(own.popleft(), target)
            done = wait(running, timeout=0 if own or not exhausted else None, return_when=FIRST_COMPLETED).done
            for future in done:
                chunk = running.pop(future)
                try:
                    yield future.result()
                except BrokenProcessPool:
                    own.append(chunk)


def _submit(
    pool: ProcessPoolExecutor,
    running: dict[Future[list[Encoded]], list[Source]],
    own: deque[list[Source]],
    chunk: list[Source],
    target: Target,
) -> None:
    try:
        running[pool.submit(_extract_chunk, chunk, target)] = chunk
    except BrokenProcessPool:
        own.append(chunk)


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
