"""What the facts of a file depend on beside its bytes."""

from __future__ import annotations

from graphcheck.model.frozen import frozen

__all__ = ["EXTRACTOR_VERSION", "LAZY_ANNOTATIONS", "Target"]

EXTRACTOR_VERSION = "28"
"""Changes whenever the same bytes give other facts, so that a cache forgets the old ones."""

LAZY_ANNOTATIONS = (3, 14)
"""PEP 649: from here on annotations are evaluated only when somebody asks for them."""


@frozen
class Target:
    """The Python that will run the file; ``python`` is its major and minor version, e.g. ``(3, 13)``.

    Calls of the runtime's functions named in ``watched`` (``random.random``) become steps.
    With ``full_parse`` libcst reads all of a file, not only what matters: the facts are the same, and take much longer.
    With ``outer`` the bodies of functions that a module does not call itself while it is imported are left unread, but
    for their import sites.
    """

    python: tuple[int, int]
    watched: frozenset[str] = frozenset()
    full_parse: bool = False
    outer: bool = False
