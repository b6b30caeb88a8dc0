"""Heavy imports happen only where a command needs them: a hook pays for each of them."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("libcst", "networkx", "rich", "jinja2", "pathspec")


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["report", "--help"], ["bundle", "--help"], ["export", "--help"]]
)
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    program = (
        "import sys\n"
        "from graphcheck.cli import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit as stop:\n    assert not stop.code, stop.code\n"
        f"loaded = [name for name in {HEAVY!r} if name in sys.modules]\n"
        "print('loaded:', loaded)\n"
    )

    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert run.stdout.splitlines()[-1] == "loaded: []"
