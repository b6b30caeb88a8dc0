"""The command line. ``main`` is what the ``graphcheck`` script calls."""

from __future__ import annotations

import sys
from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave the process with its exit code.

    What was asked before in the same words is answered before any of the command line is imported.
    """
    if arguments is None:
        from graphcheck.cli.repeating import repeat_answer

        code = repeat_answer(sys.argv[1:])
        if code is not None:
            sys.exit(code)
    from graphcheck.cli.app import main as run

    run(arguments)
