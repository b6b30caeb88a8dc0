from __future__ import annotations

import pytest
from packaging.utils import canonicalize_name

from graphcheck.model.requirement import normal_name, parse_requirement, parse_specifiers, parse_version


@pytest.mark.parametrize("name", ["pad", "Zope.Interface", "a__b-.c", "A", "-x-"])
def test_names_are_spelled_as_packaging_spells_them(name: str) -> None:
    assert normal_name(name) == canonicalize_name(name)


def test_what_is_none_of_it_is_none() -> None:
    assert parse_requirement("pad >=") is None
    assert parse_specifiers("about 2") is None
    assert parse_version("two") is None


def test_what_is_parsed() -> None:
    requirement, specifiers, version = parse_requirement("pad[x]>=1"), parse_specifiers("<2"), parse_version("1.0")

    assert requirement is not None and requirement.extras == {"x"}
    assert specifiers is not None and version is not None and specifiers.contains(version)
