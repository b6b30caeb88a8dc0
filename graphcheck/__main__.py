"""``python -m graphcheck``."""

from graphcheck.cli import main

main()
