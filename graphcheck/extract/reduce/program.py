"""A program without what cannot matter to the walk: most function bodies, and most class bodies.

A function is left out when none of the words that could make it matter occurs in it. Whatever stays is kept as it
stands, or replaced by one line that means the same; ``tests/extract/compare_paths.py`` compares the facts of both.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from graphcheck.extract.mentions import Mentions
from graphcheck.extract.outline import Outline
from graphcheck.extract.reduce.clues import Clues
from graphcheck.extract.reduce.functions import reduce_function, reduce_uncalled
from graphcheck.extract.reduce.lines import definition, first_word
from graphcheck.extract.reduce.parts import Part, Reduced, join
from graphcheck.extract.reduce.renamed import has_other_names
from graphcheck.extract.reduce.statements import reduce_statement
from graphcheck.extract.reduce.uncalled import find_uncalled

__all__ = ["reduce_text"]


def reduce_text(text: str, outline: Outline, mentions: Mentions, *, outer: bool = False) -> Reduced | None:
    """``text`` must be a certain program (``certificate.is_certain``), and ``outline`` its statements.

    None where what matters may have other names. With ``outer``, functions that no statement of the module calls are
    left unread.
    """
    if has_other_names(text, mentions):
        return None
    pieces = outline.pieces
    kinds = [first_word(piece) for piece in pieces]
    lines = list(accumulate((piece.count("\n") for piece in pieces), initial=text.count("\n", 0, outline.start) + 1))
    clues = Clues(text, mentions)
    for piece, kind in zip(pieces, kinds, strict=True):
        if "import" in piece and _may_bind_imported(kind, piece, clues):
            clues.learn_imported(piece)
    parts: list[Sequence[Part]] = [
        () if kind == "def" else reduce_statement(kind, piece, line, clues)
        for kind, piece, line in zip(kinds, pieces, lines, strict=False)
    ]
    functions = [at for at, kind in enumerate(kinds) if kind == "def"]
    unread: frozenset[int] = frozenset()
    if outer and not mentions.computes:
        others = (part.text for several in parts for part in several)
        unread = find_uncalled([pieces[at] for at in functions], others, clues)
    for number, at in enumerate(functions):
        if number in unread:
            parts[at] = reduce_uncalled(pieces[at], lines[at], "", clues)
        else:
            parts[at] = reduce_function(pieces[at], lines[at], "", clues)
    definitions = [(definition(pieces[at]), lines[at]) for at in functions] if mentions.computes else []
    return join((part for several in parts for part in several), definitions, unread)


def _may_bind_imported(kind: str, piece: str, clues: Clues) -> bool:
    """Whether an import in the statement may bind a name of the module."""
    return clues.reaches_out(piece) if kind == "def" else kind not in ("class", "@")
