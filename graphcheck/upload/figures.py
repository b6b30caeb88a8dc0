"""The sizes that wrangler prints, and its gzip size. Only here are contents read."""

from __future__ import annotations

import zlib
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphcheck.model.project import Project
from graphcheck.model.tree import SourceTree, TreeError
from graphcheck.model.upload import UploadedModule, UploadSet
from graphcheck.upload.listing import list_modules
from graphcheck.upload.main_module import encode_main, read_main
from graphcheck.upload.versions import NEWEST, WranglerVersion

if TYPE_CHECKING:
    from concurrent.futures import Future

__all__ = ["PrintedFigures", "hundredths_of_kib", "measure_gzip", "measure_gzip_each", "printed_figures"]

# 31: a window of 2 ** 15 bytes, in a gzip container.
_LEVEL, _WINDOW = 6, 31
_MOST_WAITING = 64


@dataclass(frozen=True, slots=True)
class PrintedFigures:
    """Bytes behind the figures of ``wrangler deploy``; a repeated name counts twice, as it does there.

    ``attached`` and ``vendored`` are without the entry, ``total`` with it. ``gzip`` is an estimate: wrangler
    compresses with Chromium's zlib; against zlib 1.2.13 that made up to 1 % for sources, 5 % with binaries.
    """

    modules: int
    attached: int
    vendored: int
    total: int
    gzip: int


def printed_figures(tree: SourceTree, project: Project, *, wrangler: WranglerVersion = NEWEST) -> PrintedFigures:
    """Lists the Worker's modules and reads them all."""
    main, _ = read_main(tree, project)
    ignored = project.find_additional_modules.value is False and wrangler.obeys_find_additional_modules
    listed = [] if ignored else list_modules(tree, project, wrangler).modules
    attached = sum(module.size for module in listed)
    return PrintedFigures(
        modules=len(listed),
        attached=attached,
        vendored=sum(module.size for module in listed if module.name.startswith("python_modules/")),
        total=attached + main.size,
        gzip=_gzip_size(tree, main, listed),
    )


def measure_gzip(tree: SourceTree, upload: UploadSet) -> int:
    """Estimated gzip size in bytes of what is sent, each module once. Files that cannot be read count nothing."""
    main, *rest = upload.modules
    return _gzip_size(tree, main, rest)


def measure_gzip_each(tree: SourceTree, upload: UploadSet) -> tuple[tuple[int, ...], int]:
    """The gzip size of each module on its own, in the order of ``upload``, and ``measure_gzip``.

    Both come from one reading; the two compressions share the work between two processors.
    """
    from concurrent.futures import ThreadPoolExecutor

    main, *rest = upload.modules
    compressor = zlib.compressobj(_LEVEL, zlib.DEFLATED, _WINDOW)
    sizes: list[int] = []
    waiting: deque[Future[int]] = deque()
    total = 0
    with ThreadPoolExecutor(1) as worker:
        for module in (*rest, main):
            content = _sent(tree, module) if module is main else _read(tree, module)
            waiting.append(worker.submit(_alone, content))
            total += len(compressor.compress(content))
            if len(waiting) > _MOST_WAITING:
                sizes.append(waiting.popleft().result())
        sizes += [each.result() for each in waiting]
    return (sizes[-1], *sizes[:-1]), total + len(compressor.flush())


def _alone(content: bytes) -> int:
    return len(zlib.compress(content, _LEVEL, _WINDOW))


def hundredths_of_kib(size: int) -> int:
    """``size`` in hundredths of a KiB, rounded as JavaScript's ``toFixed(2)`` rounds size / 1024: ties go up."""
    return (size * 100 + 512) // 1024


def _gzip_size(tree: SourceTree, main: UploadedModule, modules: Iterable[UploadedModule]) -> int:
    """One stream over all modules in order, the entry last."""
    compressor = zlib.compressobj(_LEVEL, zlib.DEFLATED, _WINDOW)
    size = 0
    for module in modules:
        size += len(compressor.compress(_read(tree, module)))
    size += len(compressor.compress(_sent(tree, main)))
    return size + len(compressor.flush())


def _sent(tree: SourceTree, main: UploadedModule) -> bytes:
    """The entry as text; a file that has replaced it is sent as it is."""
    content = _read(tree, main)
    return content if len(content) == main.size else encode_main(content)


def _read(tree: SourceTree, module: UploadedModule) -> bytes:
    try:
        return tree.read(module.path)
    except TreeError:
        return b""
