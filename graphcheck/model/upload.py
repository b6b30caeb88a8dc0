"""The upload set: what wrangler would send, under the name each file gets inside the Worker."""

from __future__ import annotations

from typing import NamedTuple

from graphcheck.model.frozen import frozen
from graphcheck.model.project import ModuleType

__all__ = ["DroppedFile", "SizeLimit", "UploadProblem", "UploadSet", "UploadedModule"]


class UploadedModule(NamedTuple):
    """One part of the upload form. ``name`` is relative to /session/metadata; ``path`` is a ``SourceTree`` path.

    ``size`` is in bytes, as uploaded.
    """

    # A frozen dataclass takes four times as long to make, and a large Worker has ten thousand of them.
    name: str
    type: ModuleType
    path: str
    size: int


@frozen
class DroppedFile:
    """A file below the module root or ``python_modules`` that is not uploaded, and what keeps it out.

    ``reason`` is one of ``no-rule``, ``excluded``, ``dangling-link``, ``directory-link``, ``disabled``.
    """

    path: str
    reason: str
    detail: str = ""


@frozen
class UploadProblem:
    """Something that makes wrangler stop, or that two files fight about. ``kind`` is a stable identifier.

    ``remedy`` is what to do about it, where that is not plain.
    """

    kind: str
    path: str
    message: str
    fatal: bool
    remedy: str | None = None


@frozen
class UploadSet:
    """Parts of the form in wrangler's own order, the entry first, each name once.

    Alone a module called ``metadata`` stands before the entry, because it takes the place of the form's own first part.
    ``listed_files`` and ``listed_bytes`` are wrangler's printed figures, which count a repeated name twice.
    """

    modules: tuple[UploadedModule, ...]
    dropped: tuple[DroppedFile, ...] = ()
    problems: tuple[UploadProblem, ...] = ()
    listed_files: int = 0
    listed_bytes: int = 0
    gzip_bytes: int | None = None

    @property
    def entry(self) -> UploadedModule:
        """The part under the name of the entry, which may be another file than ``main`` names."""
        return self.modules[1 if self.modules[0].name == "metadata" else 0]

    @property
    def size(self) -> int:
        """In bytes, as the platform's limit counts: source maps are not part of it."""
        return sum(module.size for module in self.modules if module.type is not ModuleType.SOURCE_MAP)


@frozen
class SizeLimit:
    """A platform limit as a dated fact. ``since`` is an ISO date, ``source`` the page that says so."""

    bytes: int
    measure: str
    scope: str
    since: str
    source: str
