"""Names that a missing one may have been meant to be."""

from __future__ import annotations

import pytest

from graphcheck.resolve.nearest import nearest_modules


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("pda", ["pad", "pdb"], ("pad",)),
        ("core.confg", ["core.config", "core.views"], ("core.config",)),
        ("Config", ["config", "views"], ("config",)),
        ("ab", ["ba"], ()),
        ("abcd", ["badc", "abdc"], ("abdc",)),
        ("pad", ["pad"], ()),
    ],
)
def test_nearest(name: str, known: list[str], expected: tuple[str, ...]) -> None:
    assert nearest_modules(name, known) == expected
