"""wrangler's glob dialect: npm's glob-to-regexp 0.4.1 with ``globstar`` and without ``extended``.

Only ``*`` is special. A run of two or more that fills a whole path segment stands for any number of segments; any other
run for any text within one. Everything else, ``?``, ``[`` and ``{`` included, is literal.
"""

from __future__ import annotations

import re
from functools import cache

from graphcheck.upload.backslash import InvalidGlob, read_backslash

__all__ = ["InvalidGlob", "compile_glob", "compile_without_globstar", "translate_glob"]

_STARS = re.compile(r"\*+")
_STAR = "[^/]*"
_SEGMENTS = "(?:.*/)?"
_ANYTHING = ".*"
_WILD = frozenset((_STAR, _SEGMENTS, _ANYTHING))


def translate_glob(glob: str) -> str:
    """The regular expression of a glob, for whole ``/``-separated paths. Raises ``InvalidGlob``."""
    return rf"(?s)\A{_translate(glob)}\Z"


@cache
def compile_glob(glob: str) -> re.Pattern[str]:
    """The expression to ``match`` against a path. Raises ``InvalidGlob``."""
    return re.compile(translate_glob(glob))


@cache
def compile_without_globstar(glob: str) -> re.Pattern[str]:
    """The dialect in which wrangler until 4.103 tested removed rules: every run of ``*`` crosses slashes."""
    pieces = [".*" if _STARS.fullmatch(piece) else re.escape(piece) for piece in re.split(r"(\*+)", glob)]
    return re.compile(rf"\A{''.join(pieces)}\Z")


def _translate(glob: str) -> str:
    """The chunks between globstars, each but the last as an atomic group.

    Where a globstar or a star comes next that can swallow whatever a later match would skip, the earliest match is as
    good as any, so that no text makes the search more than quadratic.
    """
    chunks: list[list[str]] = [[]]
    for token in _merge(_tokens(glob)):
        if token in (_SEGMENTS, _ANYTHING):
            chunks.append([])
        chunks[-1].append(token)
    *leading, last = chunks
    return "".join(f"(?>{_chunk(chunk, lazy=True)})" for chunk in leading if chunk) + _chunk(last, lazy=False)


def _chunk(tokens: list[str], *, lazy: bool) -> str:
    """One chunk; with ``lazy`` its wildcards look for the earliest match."""
    expression = ""
    stars = [index for index, token in enumerate(tokens) if token == _STAR]
    for index, token in enumerate(tokens):
        if token == _STAR:
            earliest = lazy or index != stars[-1]
            expression += f"(?>{_STAR}?" if earliest else _STAR
            following = tokens[index + 1] if index + 1 < len(tokens) else ""
            expression += f"{following})" if earliest else following
        elif index == 0 or tokens[index - 1] != _STAR:
            expression += {_SEGMENTS: "(?:.*?/)??", _ANYTHING: ".*?"}.get(token, token) if lazy else token
    return expression


def _merge(tokens: list[str]) -> list[str]:
    """Literals joined, and a globstar before a star, or at the end, as what both together match: anything."""
    merged: list[str] = []
    for token in tokens:
        previous = merged[-1] if merged else ""
        if previous in (_SEGMENTS, _ANYTHING) and token in (_STAR, _SEGMENTS):
            merged[-1] = _SEGMENTS if (previous, token) == (_SEGMENTS, _SEGMENTS) else _ANYTHING
        elif merged and token not in _WILD and previous not in _WILD:
            merged[-1] += token
        else:
            merged.append(token)
    if merged and merged[-1] == _SEGMENTS:
        merged[-1] = _ANYTHING
    return merged


def _tokens(glob: str) -> list[str]:
    tokens: list[str] = []
    open_groups = position = 0
    while position < len(glob):
        run = _STARS.match(glob, position)
        if run is None and glob[position] == "\\":
            following = glob[position + 1 : position + 2]
            open_groups += (following == "(") - (following == ")")
            if open_groups < 0:
                break
            # After a bar comes a branch without a start anchor; the one before it ends in a backslash, as no name does.
            tokens = [_ANYTHING] if following == "|" else [*tokens, read_backslash(following)]
            position += 2
        elif run is None:
            tokens.append(re.escape(glob[position]))
            position += 1
        elif _fills_segment(glob, run):
            tokens.append(_SEGMENTS)
            position = run.end() + 1
        else:
            tokens.append(_STAR)
            position = run.end()
    if open_groups:
        raise InvalidGlob("Invalid regular expression: unbalanced parenthesis")
    return tokens


def _fills_segment(glob: str, run: re.Match[str]) -> bool:
    opens = run.start() == 0 or glob[run.start() - 1] == "/"
    closes = run.end() == len(glob) or glob[run.end()] == "/"
    return len(run.group()) > 1 and opens and closes
