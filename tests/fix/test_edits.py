"""Groups of edits are made whole or not at all."""

from __future__ import annotations

from random import Random

from graphcheck.fix import apply_edits
from graphcheck.model.finding import Edit
from graphcheck.model.location import Span


def edit(begin: int, end: int, text: str) -> Edit:
    return Edit("a.py", Span(1, begin + 1, 1, end + 1), text)


def test_of_two_that_overlap_the_later_group_waits() -> None:
    first = (edit(0, 3, "X"),)
    second = (edit(2, 4, "Y"), edit(6, 7, "Z"))

    assert apply_edits("abcdefgh", [first, second]) == ("Xdefgh", 1)
    assert apply_edits("abcdefgh", [second, first]) == ("abYefZh", 2)


def test_an_edit_that_two_groups_share_is_made_once() -> None:
    both = edit(0, 1, "X")

    assert apply_edits("abc", [(both, edit(1, 2, "Y")), (both, edit(2, 3, "Z"))]) == ("XYZ", 3)


def test_lines_that_a_file_does_not_have() -> None:
    assert apply_edits("a\n", [(Edit("a.py", Span(5, 1, 5, 2), "x"), edit(0, 1, "b"))]) == ("a\n", 0)


def test_every_letter_outside_the_edits_stays() -> None:
    text = "abcdefghijklmnop"
    chance = Random(1)
    for _ in range(2000):
        spans = [
            [(chance.randint(0, 12), chance.randint(0, 4), chance.choice(["", "x", "yy"])) for _ in range(count)]
            for count in (1, 2, 3)
        ]
        groups = [tuple(edit(begin, begin + size, new) for begin, size, new in group) for group in spans]
        removed = {place for group in spans for begin, size, _ in group for place in range(begin, begin + size)}
        letters = iter(apply_edits(text, groups)[0])

        assert all(letter in letters for place, letter in enumerate(text) if place not in removed)
