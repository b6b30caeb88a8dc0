"""What was predicted about a Worker beside what the real programs said."""

from __future__ import annotations

from graphcheck.model.frozen import frozen
from graphcheck.model.worker import WorkerInfo

__all__ = ["Difference", "ModuleTime", "StartOutcome", "UploadCheck", "UploadDifference", "Verification"]


@frozen
class StartOutcome:
    """How a start ends. ``type`` and ``message`` are those of the exception; ``path`` is relative to the project root.

    ``place`` is the innermost line of an uploaded file that the exception came from. ``modules`` are the uploaded
    modules in the order in which they began to execute.
    """

    starts: bool
    modules: tuple[str, ...]
    type: str | None = None
    message: str | None = None
    path: str | None = None
    line: int | None = None
    notes: tuple[str, ...] = ()

    @property
    def place(self) -> str | None:
        return f"{self.path}:{self.line}" if self.path is not None and self.line is not None else self.path


@frozen
class Difference:
    """``about`` is ``outcome``, ``exception``, ``message`` or ``place``."""

    about: str
    predicted: str | None
    actual: str | None


@frozen
class ModuleTime:
    """Seconds that one module took to compile and execute: with what it imported, and by itself.

    ``uploaded`` is False for modules that the runtime brings. ``imports`` begin with the slowest.
    """

    name: str
    uploaded: bool
    cumulative: float
    own: float
    imports: tuple[ModuleTime, ...] = ()


@frozen
class UploadDifference:
    """One name of the upload. ``kind`` is ``only-predicted``, ``only-wrangler``, ``type``, ``content`` or ``order``."""

    name: str
    kind: str
    predicted: str | None = None
    actual: str | None = None


@frozen
class UploadCheck:
    """The upload set beside that of the user's own wrangler, which uploads ``files`` files.

    ``refusal`` is what wrangler printed where it did not come to the point of uploading.
    """

    files: int
    differences: tuple[UploadDifference, ...] = ()
    refusal: str | None = None

    @property
    def agrees(self) -> bool:
        return not self.differences and self.refusal is None


@frozen
class Verification:
    """The answer of ``graphcheck verify``.

    ``refused`` is why the platform would not take the upload at all. ``entry_ran`` is False where the entry's name
    belongs to something else. ``differences`` are those that make a prediction wrong; ``missed`` modules were executed
    and not predicted, ``extra`` ones the other way round, both in the order of execution.
    ``seconds`` is the time of all imports, ``memory`` Python's memory in bytes before the entry and at the end, None
    where the runtime ended without telling.
    """

    worker: WorkerInfo
    predicted: StartOutcome
    actual: StartOutcome
    differences: tuple[Difference, ...]
    missed: tuple[str, ...]
    extra: tuple[str, ...]
    refused: str | None = None
    entry_ran: bool = True
    times: tuple[ModuleTime, ...] = ()
    memory: tuple[int, int] | None = None
    upload: UploadCheck | None = None

    @property
    def seconds(self) -> float:
        return sum(time.cumulative for time in self.times)

    @property
    def passed(self) -> bool:
        """The Worker starts, and all that was compared is as predicted."""
        starts = self.actual.starts and self.entry_ran and self.refused is None
        return starts and not self.differences and (self.upload is None or self.upload.agrees)
