"""Text from files made safe to look at."""

from __future__ import annotations

__all__ = ["escape_text"]


def escape_text(text: str) -> str:
    r"""``text`` with everything that a terminal would act on, hide or reorder written as Python writes it: ``\x1b``.

    That is every character of the Unicode categories C (control, format such as the bidirectional overrides, lone
    surrogates, unassigned) and Z, the plain space excepted. The result is one line and can always be encoded as UTF-8.
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text)
