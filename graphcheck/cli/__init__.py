"""The command line. Each command is a module of its own, imported when it is called."""

from __future__ import annotations

from graphcheck.cli.app import main

__all__ = ["main"]
