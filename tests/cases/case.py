"""What ``cases.toml`` says, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli

from graphcheck.rules import Example, find_rules

__all__ = ["CASES", "REPOSITORY", "STARTS", "Case", "example_of", "write_example"]

REPOSITORY = Path(__file__).parents[2]
STARTS = "starts"


@dataclass(frozen=True, slots=True)
class Case:
    """One failure. The fields are described at the top of ``cases.toml``."""

    number: int
    about: str
    evidence: tuple[str, ...]
    known: str
    findings: tuple[str, ...]
    miniature: str = ""
    startup: str = ""
    predicted: str = ""
    quiet: bool = False
    date: str | None = None
    command: str = ""
    shows: str = ""
    why: str = ""

    @property
    def is_example(self) -> bool:
        """Whether the miniature is an example of a rule, and no folder."""
        return self.miniature.startswith("GC")


def read_cases() -> tuple[Case, ...]:
    rows: list[Mapping[str, Any]] = tomli.loads((Path(__file__).parent / "cases.toml").read_text("utf-8"))["case"]
    lists = ("evidence", "findings")
    return tuple(Case(**{**row, **{key: tuple(row[key]) for key in lists}}) for row in rows)


def example_of(case: Case) -> Example:
    """The example that the miniature names: ``GC207: a link to nothing``."""
    code, _, name = case.miniature.partition(": ")
    (rule,) = (rule.RULE for rule in find_rules() if rule.RULE.code == code)
    (example,) = (example for example in rule.examples if example.name == name)
    return example


def write_example(example: Example, folder: Path) -> None:
    """Put the files and links of ``example`` into ``folder``, for programs that read a disk."""
    for path, text in example.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    for path, target in example.links.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).symlink_to(target)


CASES = read_cases()
