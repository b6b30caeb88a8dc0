"""Answers of whole commands, with what they depend on, and the digests of the files of a project."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

from graphcheck.cache.file import CacheFile, seal, unseal
from graphcheck.model.latitude import Leeway

__all__ = [
    "Answer",
    "Digests",
    "StoredAnswer",
    "find_question",
    "get_answer",
    "get_detail",
    "get_digests",
    "put_answer",
    "put_digests",
    "put_question",
    "renew_answer",
]

Digests: TypeAlias = Mapping[str, tuple[tuple[int, int, int, int], bytes]]
"""By path: a stamp of the file, and the digest of the bytes that it had then."""

# Options and folders multiply; each answer is some hundred kilobytes at most.
_MOST_ANSWERS = 32
_MOST_PROJECTS = 32
_MOST_ALIASES = 512
_MOST_BYTES = 4 * 1024 * 1024


class Answer(NamedTuple):
    """What a command wrote, and its exit code.

    ``shows_lines_of``: of which files it may say in which line something stands, by their paths. ``leeway``: how far
    files may change before it would be another answer."""

    output: str
    remark: str
    exit_code: int
    shows_lines_of: Callable[[str], bool] = lambda _: True
    leeway: Leeway = Leeway()


class StoredAnswer(NamedTuple):
    answer: Answer
    quick: bytes


def get_answer(cache: CacheFile, question: bytes) -> StoredAnswer | None:
    for quick, answer in cache.read("SELECT quick, answer FROM answers WHERE key = ?", (question,)):
        asked, told = unseal(quick), unseal(answer)
        if asked is not None and told is not None:
            output, remark, exit_code = json.loads(told)
            return StoredAnswer(Answer(output, remark, exit_code), asked)
    return None


def get_detail(cache: CacheFile, question: bytes) -> bytes | None:
    return next((unseal(row[0]) for row in cache.read("SELECT detail FROM answers WHERE key = ?", (question,))), None)


def put_answer(cache: CacheFile, question: bytes, quick: bytes, detail: bytes, answer: Answer) -> None:
    """An answer that is very long is cheaper computed than kept."""
    told = json.dumps([answer.output, answer.remark, answer.exit_code]).encode("ascii")
    if len(told) > _MOST_BYTES:
        return
    row = (question, time.time_ns(), seal(quick), seal(detail), seal(told))
    cache.write("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)", [row])
    _keep_newest(cache, "answers", _MOST_ANSWERS)


def renew_answer(cache: CacheFile, question: bytes, quick: bytes) -> None:
    cache.write("UPDATE answers SET used = ?, quick = ? WHERE key = ?", [(time.time_ns(), seal(quick), question)])


def find_question(cache: CacheFile, alias: bytes) -> bytes | None:
    """The question that was asked in these words."""
    return next((row[0] for row in cache.read("SELECT question FROM aliases WHERE key = ?", (alias,))), None)


def put_question(cache: CacheFile, alias: bytes, question: bytes) -> None:
    cache.write("INSERT OR REPLACE INTO aliases VALUES (?, ?, ?)", [(alias, time.time_ns(), question)])
    _keep_newest(cache, "aliases", _MOST_ALIASES)


def get_digests(cache: CacheFile, project: bytes) -> Digests:
    for (data,) in cache.read("SELECT data FROM digests WHERE key = ?", (project,)):
        known = unseal(data)
        if known is not None:
            return {path: (tuple(stamp), bytes.fromhex(digest)) for path, (*stamp, digest) in json.loads(known).items()}
    return {}


def put_digests(cache: CacheFile, project: bytes, digests: Digests) -> None:
    document = {path: [*stamp, digest.hex()] for path, (stamp, digest) in digests.items()}
    data = json.dumps(document, separators=(",", ":")).encode("ascii")
    cache.write("INSERT OR REPLACE INTO digests VALUES (?, ?, ?)", [(project, time.time_ns(), seal(data))])
    _keep_newest(cache, "digests", _MOST_PROJECTS)


def _keep_newest(cache: CacheFile, table: str, most: int) -> None:
    old = cache.read(f"SELECT key FROM {table} ORDER BY used DESC LIMIT -1 OFFSET ?", (most,))
    cache.write(f"DELETE FROM {table} WHERE key = ?", old)
