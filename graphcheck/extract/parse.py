"""libcst's parser behind a wall: whatever the text is, the answer is a tree or a failure, never a crash."""

from __future__ import annotations

import ast
import re
import threading
import warnings
from collections.abc import Callable
from typing import TypeVar

import libcst as cst

from graphcheck.extract.certificate import is_program
from graphcheck.extract.equivalent import rewrite
from graphcheck.extract.nesting import refuse_nesting
from graphcheck.model.frozen import frozen
from graphcheck.model.imports import ParseFailure

__all__ = ["Parsed", "parse_program", "parse_shallow", "parse_text"]

_T = TypeVar("_T")
_HARMLESS_LENGTH = 1_000
"""libcst 1.9 survives 2,000 levels of any construct on the stack of 8 MiB that a main thread has."""
_STACK_BYTES = 64 * 1024 * 1024
_PLACE = re.compile(r"error at (\d+):(\d+)")


@frozen
class Parsed:
    """``text`` is the source of ``module``: that of the file, or one with the same meaning on the same lines."""

    module: cst.Module
    text: str


def parse_program(text: str) -> Parsed | ParseFailure:
    """The tree of ``text``, also where only an equivalent text has one; or why there is none."""
    refusal = refuse_nesting(text)
    return _sheltered(_parse_equivalent, text) if refusal is None else refusal


def parse_text(text: str) -> cst.Module | ParseFailure:
    """The tree of ``text`` itself, or why there is none: CPython's words where they are known."""
    return refuse_nesting(text) or parse_shallow(text)


def parse_shallow(text: str) -> cst.Module | ParseFailure:
    """``parse_text`` of what is known to nest no deeper than ``refuse_nesting`` allows."""
    return _sheltered(_parse_or_explain, text)


def _sheltered(parse: Callable[[str], _T | ParseFailure], text: str) -> _T | ParseFailure:
    """On a stack that is large enough."""
    if len(text) <= _HARMLESS_LENGTH:
        return parse(text)
    results: list[_T | ParseFailure] = []
    previous = threading.stack_size(_STACK_BYTES)
    try:
        thread = threading.Thread(target=lambda: results.append(parse(text)))
        thread.start()
    except (RuntimeError, MemoryError):
        return ParseFailure("not enough memory to parse the file", 1, 1, unread=True)
    finally:
        threading.stack_size(previous)
    thread.join()
    return results[0] if results else ParseFailure("cannot be parsed", 1, 1, unread=True)


def _parse_equivalent(text: str) -> Parsed | ParseFailure:
    module = _parse(text)
    if isinstance(module, cst.Module):
        return Parsed(module, text)
    tree, refusal = _ask_host(text)
    failure = _explain(text, module, tree, refusal)
    if not failure.unread:
        return failure
    equivalent = rewrite(text, tree)
    other = _parse(equivalent) if equivalent != text else None
    return Parsed(other, equivalent) if isinstance(other, cst.Module) else failure


def _parse_or_explain(text: str) -> cst.Module | ParseFailure:
    module = _parse(text)
    return module if isinstance(module, cst.Module) else _explain(text, module, *_ask_host(text))


def _parse(text: str) -> cst.Module | Exception:
    try:
        return cst.parse_module(text)
    except Exception as error:  # noqa: BLE001 - a panic of the native parser has no class of its own
        return error


def _ask_host(text: str) -> tuple[ast.Module | None, SyntaxError | None]:
    """What the Python that runs us makes of the text: its tree, and what its parser or its compiler refuses.

    Neither where it is too complex even for that.
    """
    tree = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
            compile(tree, "<source>", "exec", dont_inherit=True)
    except SyntaxError as refusal:
        return tree, refusal
    except (ValueError, RecursionError, MemoryError):
        return None, None
    return tree, None


def _explain(text: str, error: Exception, tree: ast.Module | None, refusal: SyntaxError | None) -> ParseFailure:
    """CPython's own words, unless a later Python may accept the text, or libcst alone does not understand it."""
    if refusal and (tree is not None or not is_program(text)):
        return ParseFailure(refusal.msg, max(refusal.lineno or 1, 1), max(refusal.offset or 1, 1))
    if (tree is None and refusal is None) or isinstance(error, (RecursionError, MemoryError)):
        return ParseFailure("too complex to parse", 1, 1, unread=True)
    place = _PLACE.search(str(error))
    line, column = (int(place.group(1)), int(place.group(2)) + 1) if place else (1, 1)
    return ParseFailure("a form that libcst does not know", line, column, unread=True)
