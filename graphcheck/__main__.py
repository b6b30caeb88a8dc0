"""``python -m graphcheck``."""

from graphcheck.cli import run

run()
