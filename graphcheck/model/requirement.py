"""Names, versions and requirements of distributions as the packaging standards have them.

``packaging`` takes longer to import than most projects to analyse: it is imported where there is something to parse.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packaging.requirements import Requirement
    from packaging.specifiers import SpecifierSet
    from packaging.version import Version

__all__ = ["normal_name", "parse_requirement", "parse_specifiers", "parse_version"]

_SEPARATORS = re.compile(r"[-_.]+")


def normal_name(name: str) -> str:
    """The one spelling of a distribution's name (PEP 503)."""
    return _SEPARATORS.sub("-", name).lower()


def parse_requirement(text: str) -> Requirement | None:
    """None for what is no requirement (PEP 508)."""
    from packaging.requirements import InvalidRequirement, Requirement

    try:
        return Requirement(text)
    except InvalidRequirement:
        return None


def parse_specifiers(text: str) -> SpecifierSet | None:
    """None for what is no set of version specifiers (PEP 440)."""
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    try:
        return SpecifierSet(text)
    except InvalidSpecifier:
        return None


def parse_version(text: str) -> Version | None:
    """None for what is no version (PEP 440)."""
    from packaging.version import InvalidVersion, Version

    try:
        return Version(text)
    except InvalidVersion:
        return None
