"""What the real programs said."""

from __future__ import annotations

from dataclasses import field

from graphcheck.model.frozen import frozen
from graphcheck.model.graph import PLATFORM_ERROR

__all__ = ["PLATFORM_ERROR", "Observation", "ObservedError", "ObservedFrame", "ObservedTime"]


@frozen
class ObservedFrame:
    """One frame of the traceback that lies in an uploaded file. ``path`` is the name under which it was uploaded."""

    path: str
    line: int
    function: str
    module: str


@frozen
class ObservedError:
    """What ended the start. ``type`` is the exception's class name, ``message`` its text.

    ``module`` is the name that could not be imported, where the exception has one, else the module of the innermost
    frame. ``path`` (an upload name) and ``line`` are that frame's; for a syntax error those of the broken line.
    """

    type: str
    message: str
    module: str | None = None
    path: str | None = None
    line: int | None = None
    notes: tuple[str, ...] = ()
    frames: tuple[ObservedFrame, ...] = ()


@frozen
class ObservedTime:
    """How long one module took to compile and execute, in seconds: with all that it imported, and by itself.

    ``parent`` is the index of the module that imported it, among the times of the observation. ``uploaded`` is False
    for modules of the runtime. The search for the file counts for the importer.
    """

    name: str
    parent: int | None
    uploaded: bool
    cumulative: float
    own: float


@frozen
class Observation:
    """What happened when real Pyodide imported the entry of an upload set.

    ``modules`` are the uploaded modules, in the order in which they began to execute, the one that failed included;
    ``namespaces`` those of them that are folders without ``__init__``, which execute nothing.
    ``entry_ran`` is false where the entry's name belongs to something else, so that its file was never executed.
    ``search_path`` is ``sys.path`` at the end. ``times`` are in the order in which execution began, empty where the
    runtime itself was ended. ``memory`` are the bytes of Python's memory before the entry and at the end. Neither is
    the same twice, so neither counts where observations are compared.
    """

    starts: bool
    error: ObservedError | None
    modules: tuple[str, ...]
    namespaces: frozenset[str] = frozenset()
    entry_ran: bool = True
    python: str = ""
    search_path: tuple[str, ...] = ()
    times: tuple[ObservedTime, ...] = field(default=(), compare=False)
    memory: tuple[int, int] | None = field(default=None, compare=False)
