"""Answers of commands, kept with everything that they depend on."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable

import click

from graphcheck.cache.answers import Answer, get_digests, put_answer, put_digests, put_question
from graphcheck.cache.file import CacheFile
from graphcheck.cli.code_state import code_state
from graphcheck.cli.options import ProjectOptions, Sources
from graphcheck.cli.repeating import alias_of, known_answer
from graphcheck.tree.disk import DiskTree
from graphcheck.tree.journal import keep_journal
from graphcheck.tree.once import ListedTree
from graphcheck.tree.recording import RecordingEnviron, RecordingTree, is_settled

__all__ = ["answer_once"]


def answer_once(project: ProjectOptions, command: str, options: object, compute: Callable[[Sources], Answer]) -> Answer:
    """The answer to ``command`` with ``options`` (whose ``repr`` says all of them), computed only where it may differ.

    ``compute`` looks at nothing but its arguments and the sources.
    """
    if project.cache_folder is None:
        return compute(Sources(DiskTree(), os.environ, CacheFile(None)))
    with CacheFile(project.cache_folder) as cache:
        listed = ListedTree(DiskTree())
        state = code_state()
        question = None if state is None else _digest(state, os.getcwd(), project, command, options)
        known = None if question is None else known_answer(cache, question, listed)
        return known or _computed(cache, project, question, listed, compute)


def _computed(
    cache: CacheFile,
    project: ProjectOptions,
    question: bytes | None,
    listed: ListedTree,
    compute: Callable[[Sources], Answer],
) -> Answer:
    place = _digest(os.getcwd(), project)
    tree = RecordingTree(listed, get_digests(cache, place))
    environ = RecordingEnviron(os.environ)
    answer = compute(Sources(tree, environ, cache))
    tree.forget_places(answer.shows_lines_of)
    journal = keep_journal(tree, environ, answer.leeway)
    if question is not None and journal is not None:
        put_answer(cache, question, journal.quick, journal.detail, answer)
        words = click.get_current_context().find_root().obj
        alias = None if words is None else alias_of(words)
        if alias is not None:
            put_question(cache, alias, question)
    _keep_digests(cache, place, tree)
    return answer


def _keep_digests(cache: CacheFile, place: bytes, tree: RecordingTree) -> None:
    digests = {
        path: (stamp, digest)
        for path, digest in tree.digests.items()
        if isinstance(digest, bytes) and (stamp := tree.stamp(path)) is not None and is_settled(stamp, tree.begin)
    }
    if digests and not tree.is_torn:
        put_digests(cache, place, digests)


def _digest(*parts: object) -> bytes:
    return hashlib.blake2b(repr(parts).encode("utf-8", "backslashreplace"), digest_size=16).digest()
