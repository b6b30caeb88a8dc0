"""Exit codes: a documented contract (see ``graphcheck --help`` and docs/cli.md)."""

from __future__ import annotations

__all__ = ["EXIT_FINDINGS", "EXIT_INTERNAL", "EXIT_INTERRUPTED", "EXIT_NOTHING", "EXIT_OK", "EXIT_USAGE"]

EXIT_OK = 0
EXIT_FINDINGS = 1
EXIT_USAGE = 2
EXIT_INTERNAL = 3
EXIT_NOTHING = 4
EXIT_INTERRUPTED = 130
