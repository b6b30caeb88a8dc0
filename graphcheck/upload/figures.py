"""The sizes that wrangler prints, and its gzip size. Only here are contents read."""

from __future__ import annotations

import zlib
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from graphcheck.model.frozen import frozen
from graphcheck.model.project import ModuleType, Project
from graphcheck.model.tree import SourceTree, TreeError
from graphcheck.model.upload import UploadedModule, UploadSet
from graphcheck.model.wrangler import NEWEST, WranglerVersion
from graphcheck.upload.content import read_entry, read_sent
from graphcheck.upload.listing import list_modules

if TYPE_CHECKING:
    from concurrent.futures import Future

__all__ = ["PrintedFigures", "hundredths_of_kib", "measure_gzip", "measure_gzip_each", "printed_figures"]

# 31: a window of 2 ** 15 bytes, in a gzip container.
_LEVEL, _WINDOW = 6, 31
_BLOCK = 1 << 19
_MOST_WAITING = 8


@frozen
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
    main, _ = read_entry(tree, project)
    ignored = project.find_additional_modules.value is False and wrangler.obeys_find_additional_modules
    listed = [] if ignored else list_modules(tree, project, wrangler).modules
    attached = sum(module.size for module in listed)
    return PrintedFigures(
        modules=len(listed),
        attached=attached,
        vendored=sum(module.size for module in listed if module.name.startswith("python_modules/")),
        total=attached + main.size,
        gzip=_stream_size(tree, project, (*listed, main)),
    )


def measure_gzip(tree: SourceTree, project: Project, upload: UploadSet) -> int:
    """Estimated gzip size in bytes of what is sent, each module once. Files that cannot be read count nothing."""
    return _stream_size(tree, project, _in_wranglers_order(upload))


def measure_gzip_each(tree: SourceTree, project: Project, upload: UploadSet) -> tuple[Mapping[str, int], int]:
    """The gzip size of each part on its own, by name, and ``measure_gzip``.

    Both come from one reading. The one stream is compressed by a thread, in blocks so large that it seldom asks for the
    interpreter, which reads the files and compresses each alone.
    """
    from concurrent.futures import ThreadPoolExecutor

    compressor = zlib.compressobj(_LEVEL, zlib.DEFLATED, _WINDOW)
    sizes: dict[str, int] = {}
    pending: deque[Future[int]] = deque()
    block: list[bytes] = []
    held = total = 0
    with ThreadPoolExecutor(1) as worker:
        for module in upload.modules:
            if module.type is ModuleType.SOURCE_MAP:
                sizes[module.name] = _alone(_read(tree, project, module))
        for module in _in_wranglers_order(upload):
            content = _read(tree, project, module)
            block.append(content)
            held += len(content)
            if held >= _BLOCK:
                pending.append(worker.submit(_compress, compressor, block))
                block, held = [], 0
            sizes[module.name] = _alone(content)
            if len(pending) > _MOST_WAITING:
                total += pending.popleft().result()
        pending.append(worker.submit(_compress, compressor, block))
        total += sum(each.result() for each in pending)
    return sizes, total + len(compressor.flush())


def _compress(compressor: zlib._Compress, block: Sequence[bytes]) -> int:
    return len(compressor.compress(b"".join(block)))


def _alone(content: bytes) -> int:
    return len(zlib.compress(content, _LEVEL, _WINDOW))


def hundredths_of_kib(size: int) -> int:
    """``size`` in hundredths of a KiB, rounded as JavaScript's ``toFixed(2)`` rounds size / 1024: ties go up."""
    return (size * 100 + 512) // 1024


def _in_wranglers_order(upload: UploadSet) -> tuple[UploadedModule, ...]:
    """As wrangler compresses them: the entry last, no source maps."""
    entry = upload.entry
    others = (module for module in upload.modules if module is not entry)
    return (*(module for module in others if module.type is not ModuleType.SOURCE_MAP), entry)


def _stream_size(tree: SourceTree, project: Project, modules: Iterable[UploadedModule]) -> int:
    """One stream over all modules in order."""
    compressor = zlib.compressobj(_LEVEL, zlib.DEFLATED, _WINDOW)
    size = 0
    for module in modules:
        size += len(compressor.compress(_read(tree, project, module)))
    return size + len(compressor.flush())


def _read(tree: SourceTree, project: Project, module: UploadedModule) -> bytes:
    try:
        return read_sent(tree, project, module)
    except (TreeError, ValueError):
        return b""
