"""What the walk notes of one module, of several walks together."""

from __future__ import annotations

from graphcheck.graph.startup.interest import Interest
from graphcheck.model.imports import ModuleImports
from graphcheck.model.latitude import Latitude, Offer

NOTHING = ModuleImports((), ())


def offered(*offers: Offer) -> tuple[Offer, ...]:
    interest = Interest()
    for offer in offers:
        interest.note_offer(offer)
    latitude = interest.latitude(NOTHING)
    assert isinstance(latitude, Latitude)
    return latitude.offers


def test_what_every_import_finds_is_offered() -> None:
    first, second = (Offer(0, "a", "/a.py", frozenset(names)) for names in ({"x", "y"}, {"y", "z"}))
    assert offered(first, second) == (first._replace(names=frozenset({"y"})),)


def test_two_modules_of_one_name_offer_nothing() -> None:
    assert offered(Offer(0, "a", "/a.py", frozenset({"x"})), Offer(0, "a", "/other/a.py", frozenset({"x"}))) == ()
