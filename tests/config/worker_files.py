"""Small projects as dicts, and what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from graphcheck.config import Invocation, load_project
from graphcheck.model.errors import ConfigError, ConfigProblem
from graphcheck.model.project import Project
from graphcheck.tree import MemoryTree

__all__ = ["HEAD", "load", "notices", "problems"]

HEAD = """\
name = "w"
main = "src/entry.py"
compatibility_date = "2026-10-01"
compatibility_flags = ["python_workers"]
"""


def tree_of(files: Mapping[str, str]) -> MemoryTree:
    return MemoryTree({f"/p/{path}": text for path, text in {"src/entry.py": "", **files}.items()})


def load(files: Mapping[str, str], folder: str = "/p", **options: Any) -> Project:
    return load_project(tree_of(files), Invocation(folder, **options))


def notices(files: Mapping[str, str], **options: Any) -> dict[str, str]:
    return {notice.kind: notice.message for notice in load(files, **options).notices}


def problems(files: Mapping[str, str], folder: str = "/p", **options: Any) -> tuple[ConfigProblem, ...]:
    with pytest.raises(ConfigError) as caught:
        load(files, folder, **options)
    return caught.value.problems
