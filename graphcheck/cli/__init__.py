"""The command line. ``main`` is what the ``graphcheck`` script calls."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

__all__ = ["main"]

_OBJECTS_BETWEEN_COLLECTIONS = 50_000


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave the process with its exit code.

    What was asked before in the same words is answered before any of the command line is imported.
    """
    if arguments is None:
        from graphcheck.cli.repeating import repeat_answer

        code = repeat_answer(sys.argv[1:])
        if code is not None:
            sys.exit(code)
        # What is kept of ten thousand files lives until the end: by default Python looks through all of it again and
        # again for cycles.
        gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    from graphcheck.cli.app import main as run

    run(arguments)
