"""The short way to an answer that was given before: a hook that has nothing to say costs little more than Python.

Nothing here knows the options. The words of a command line that was answered are kept with the question that they
meant; the same words in the same folder, before the same terminal, mean the same question.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Sequence
from typing import Any

from graphcheck.cache.answers import Answer, StoredAnswer, find_question, get_answer, get_detail, renew_answer
from graphcheck.cache.file import CacheFile
from graphcheck.cli.code_state import code_state
from graphcheck.cli.places import default_cache_folder, terminal_columns, wants_color
from graphcheck.tree.disk import DiskTree
from graphcheck.tree.journal import Before, check_journal
from graphcheck.tree.once import ListedTree

__all__ = ["alias_of", "known_answer", "repeat_answer"]

_COMMANDS = frozenset({"check", "report", "bundle"})
# Options that change nothing but the question. Others write files, or say where the cache is.
_OPTIONS = frozenset(
    {
        "--baseline", "--config", "--date", "--depth", "--env", "--fail-on", "--format", "--gzip", "--ignore",
        "--jobs", "--no-reach", "--select", "--view", "-c", "-e", "-f",
    }
)  # fmt: skip


def repeat_answer(arguments: Sequence[str]) -> int | None:
    """The exit code, after everything was written; None where the command has to be run."""
    if not arguments or arguments[0] not in _COMMANDS or not all(map(_is_harmless, arguments[1:])):
        return None
    folder = os.environ.get("GRAPHCHECK_CACHE_DIR") or default_cache_folder()
    alias = alias_of(arguments)
    if alias is None:
        return None
    with CacheFile(folder) as cache:
        question = find_question(cache, alias)
        answer = None if question is None else known_answer(cache, question, ListedTree(DiskTree()))
    return None if answer is None else _tell(answer)


def alias_of(arguments: Sequence[str]) -> bytes | None:
    """What the words mean depends on nothing else. None where it cannot be told which program would read them."""
    state = code_state()
    if state is None:
        return None
    width = (os.environ.get("COLUMNS"), terminal_columns())
    parts = (state, os.getcwd(), width, wants_color(), *arguments)
    return hashlib.blake2b(repr(parts).encode("utf-8", "backslashreplace"), digest_size=16).digest()


def known_answer(cache: CacheFile, question: bytes, tree: ListedTree) -> Answer | None:
    """None where there is none, or where it could be another one now."""
    stored = get_answer(cache, question)
    return None if stored is None else _checked(cache, question, stored, tree)


def _checked(cache: CacheFile, question: bytes, stored: StoredAnswer, tree: ListedTree) -> Answer | None:
    quick = check_journal(tree, os.environ, stored.quick, lambda: get_detail(cache, question), _Look(cache))
    if quick is None:
        return None
    if quick != stored.quick:
        renew_answer(cache, question, quick)
    return stored.answer


class _Look:
    """``Look``, imported where a file has changed."""

    def __init__(self, cache: CacheFile) -> None:
        self._cache = cache

    def __call__(self, who: str, data: bytes, arguments: list[Any]) -> bytes:
        from graphcheck.loading.views import look_again

        return look_again(self._cache, who, data, arguments)

    def is_alike(self, who: str, data: bytes, arguments: list[Any], before: Before) -> frozenset[str] | None:
        from graphcheck.loading.alike import is_alike

        return is_alike(self._cache, who, data, arguments, before)


def _is_harmless(word: str) -> bool:
    return not word.startswith("-") or word.partition("=")[0] in _OPTIONS


def _tell(answer: Answer) -> int:
    try:
        for stream, text in ((sys.stdout, answer.output), (sys.stderr, answer.remark)):
            # A source line may hold what the terminal's encoding does not.
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
            stream.write(text)
            stream.flush()
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    return answer.exit_code
