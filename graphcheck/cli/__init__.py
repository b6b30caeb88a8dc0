"""The command line. ``run`` is what the ``graphcheck`` script calls."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

__all__ = ["main", "run"]

_OBJECTS_BETWEEN_COLLECTIONS = 1_000_000


def run() -> NoReturn:
    """``main`` in a process that does nothing else.

    It ends without taking apart what was computed: for ten thousand files Python takes seconds to do that.
    """
    try:
        main()
    except SystemExit as stop:
        if not isinstance(stop.code, int):
            raise
        with suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(stop.code)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
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
    from graphcheck.cli.app import main as run_command

    run_command(arguments)
