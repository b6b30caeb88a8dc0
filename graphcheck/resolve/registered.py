"""Names that an entry gives to the module root before it imports anything: ``graphcheck fix --with sys-path``."""

from __future__ import annotations

import re

__all__ = ["registered_prefixes"]

# One of the lines that ``fix/bootstrap.py`` writes; they are constant but for the name.
_LINE = re.compile(rb'^    sys\.modules\["([\w.]+)"\]\.__path__ = \[dirname\(__file__\)\]\r?$', re.MULTILINE)


def registered_prefixes(entry: bytes) -> tuple[str, ...]:
    """In the order of the entry's source."""
    return tuple(match[1].decode("ascii", "replace") for match in _LINE.finditer(entry))
