"""What docs/bundle.md shows is what the command prints."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
GUIDE = (REPOSITORY / "docs/bundle.md").read_text("utf-8")
SHOWN = re.findall(r"```console\n(\S+)\$ graphcheck (.*)\n((?:.*\n)*?)```", GUIDE)


def test_the_guide_shows_commands() -> None:
    assert len(SHOWN) >= 4


@pytest.mark.parametrize(("sample", "arguments", "output"), SHOWN, ids=[shown[1] for shown in SHOWN])
def test_the_output_is_real(sample: str, arguments: str, output: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "graphcheck", *arguments.split()],
        cwd=REPOSITORY / "sample_projects" / sample,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "COLUMNS": "100"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert run.stdout == output
