"""``graphcheck`` called in this process, and a project on the disk."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from graphcheck.cli.app import main

__all__ = ["HEAD", "lay_out", "run"]

HEAD = (
    'name = "w"\nmain = "src/main.py"  # entry\ncompatibility_date = "2026-10-01"\n'
    'compatibility_flags = ["python_workers"]\n'
)


def lay_out(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def run(folder: Path, *arguments: str) -> int:
    """The exit code; what was printed is in ``capsys``."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        with pytest.raises(SystemExit) as end:
            main([*arguments, "--no-cache"])
    finally:
        os.chdir(before)
    assert isinstance(end.value.code, int)
    return end.value.code
