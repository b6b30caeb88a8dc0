"""libcst's parser behind a wall: whatever the text is, the answer is a tree or a failure, never a crash."""

from __future__ import annotations

import ast
import re
import threading
import warnings

import libcst as cst

from graphcheck.extract.nesting import refuse_nesting
from graphcheck.model.imports import ParseFailure

__all__ = ["parse_shallow", "parse_text"]

_HARMLESS_LENGTH = 1_000
"""libcst 1.9 survives 2,000 levels of any construct on the stack of 8 MiB that a main thread has."""
_STACK_BYTES = 64 * 1024 * 1024
_PLACE = re.compile(r"error at (\d+):(\d+)")


def parse_text(text: str) -> cst.Module | ParseFailure:
    """The tree of ``text``, or why there is none: CPython's words where they are known."""
    return refuse_nesting(text) or parse_shallow(text)


def parse_shallow(text: str) -> cst.Module | ParseFailure:
    """``parse_text`` of what is known to nest no deeper than ``refuse_nesting`` allows."""
    return _parse(text) if len(text) <= _HARMLESS_LENGTH else _parse_on_large_stack(text)


def _parse(text: str) -> cst.Module | ParseFailure:
    try:
        return cst.parse_module(text)
    except cst.ParserSyntaxError as error:
        return _explain(text, error)
    except (RecursionError, MemoryError):
        return ParseFailure("too complex to parse", 1, 1)
    except Exception as error:  # noqa: BLE001 - a panic of the native parser has no class of its own
        return ParseFailure(f"cannot be parsed ({type(error).__name__})", 1, 1)


def _parse_on_large_stack(text: str) -> cst.Module | ParseFailure:
    results: list[cst.Module | ParseFailure] = []
    previous = threading.stack_size(_STACK_BYTES)
    try:
        thread = threading.Thread(target=lambda: results.append(_parse(text)))
        thread.start()
    except (RuntimeError, MemoryError):
        return ParseFailure("not enough memory to parse the file", 1, 1)
    finally:
        threading.stack_size(previous)
    thread.join()
    return results[0] if results else ParseFailure("cannot be parsed", 1, 1)


def _explain(text: str, error: cst.ParserSyntaxError) -> ParseFailure:
    """CPython's own words, where the Python that runs us refuses the text as well; libcst's place where it does not."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except SyntaxError as refusal:
        return ParseFailure(refusal.msg, max(refusal.lineno or 1, 1), max(refusal.offset or 1, 1))
    except (ValueError, RecursionError, MemoryError):
        return ParseFailure("too complex to parse", 1, 1)
    place = _PLACE.search(str(error))
    line, column = (int(place.group(1)), int(place.group(2)) + 1) if place else (1, 1)
    return ParseFailure("invalid syntax", line, column)
