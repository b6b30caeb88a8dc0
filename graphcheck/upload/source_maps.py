"""Source maps that go up beside the modules which name them (wrangler: deployment-bundle/source-maps.ts).

A map is a part of the form and no module: the Worker does not see it, and it counts towards no printed size.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator

from graphcheck.model.frozen import frozen
from graphcheck.model.project import ModuleType, Project
from graphcheck.model.tree import SourceTree, TreeError
from graphcheck.model.upload import UploadedModule, UploadProblem
from graphcheck.model.wrangler import WranglerVersion
from graphcheck.upload.javascript import WHITE_SPACE, parse_json, write_json
from graphcheck.upload.messages import unreadable

__all__ = ["SUFFIX", "find_source_maps", "rewrite_source_map"]

SUFFIX = ".map"
"""What the name of a module's source map ends in."""

_COMMENT = "//# sourceMappingURL="
_ANNOTATIONS = ("//#", "//@")
_SLASHES = b"//"
_TAILS = (1 << 10, 1 << 16)


@frozen
class _Refused(Exception):
    """What is wrong with a map, and the file that shows it."""

    path: str
    message: str


def find_source_maps(
    tree: SourceTree, project: Project, wrangler: WranglerVersion, modules: Iterable[UploadedModule]
) -> Iterator[UploadedModule | UploadProblem]:
    """The map of each module that names one in its last line. ``modules`` as wrangler lists them, the entry first.

    A map that cannot be used stops wrangler where ``upload_source_maps`` is true, and is left out where it is not set.
    """
    wanted = project.upload_source_maps.value
    strict = wanted is True
    if wanted is False or not (strict or wrangler.sends_source_maps):
        return
    for module in modules:
        if not module.size:
            continue
        try:
            lines = _last_lines(tree, module.path, strict=strict)
            found = _map_of(tree, module, wrangler, lines) if lines else None
        except _Refused as refused:
            if strict:
                # wrangler names both files by their absolute paths.
                message = refused.message.replace(f"{project.project_root.rstrip('/')}/", "")
                remedy = "delete upload_source_maps, or add the map"
                yield UploadProblem("source-map", refused.path, message, fatal=True, remedy=remedy)
            continue
        except TreeError as error:
            if strict:
                yield unreadable(error, call="open", project_root=project.project_root)
            continue
        if found is not None:
            yield found


def _map_of(
    tree: SourceTree, module: UploadedModule, wrangler: WranglerVersion, lines: list[str]
) -> UploadedModule | None:
    url = _past_annotations(lines) if wrangler.looks_past_annotations else _in_last_line(lines)
    if url is None:
        return None
    if url.startswith("data:"):
        message = f"Unsupported source map path in {module.path}: expected file path but found data URL."
        raise _Refused(module.path, message)
    path = posixpath.normpath(f"{posixpath.dirname(module.path)}/{url}")
    if tree.lookup(path) is None:
        raise _Refused(module.path, f"Invalid source map path in {module.path}: {path} does not exist.")
    try:
        size = len(rewrite_source_map(tree.read(path), module.name))
    except ValueError as error:
        raise _Refused(path, f"{path} is no source map that wrangler can read: {error}") from None
    return UploadedModule(module.name + SUFFIX, ModuleType.SOURCE_MAP, path, size)


def _last_lines(tree: SourceTree, path: str, *, strict: bool) -> list[str]:
    """Enough of the last lines to decide, complete ones; none where that is plain from a glance.

    A last line that is longer than any path can hold a map (a data URL), but name no file: without ``strict`` such a
    file is not read.
    """
    for count in _TAILS:
        if tree.look(path, ends_otherwise, end=count):
            return []
        tail = tree.read_end(path, count)
        lines = tail.decode("utf-8", "replace").split("\n")
        if len(tail) < count:
            return [lines[0].removeprefix("\ufeff"), *lines[1:]]
        del lines[0]
        texts = (line.strip(WHITE_SPACE) for line in lines)
        if any(text and not text.startswith(_ANNOTATIONS) for text in texts):
            return lines
    return tree.read(path).decode("utf-8", "replace").split("\n") if strict else lines


def ends_otherwise(tail: bytes) -> bool:
    """Whether the last line with text is there from its beginning, and has no comment: quick, never wrongly true."""
    text = tail.rstrip()
    begin = text.rfind(b"\n")
    return begin >= 0 and text.find(_SLASHES, begin) < 0 and tail.isascii()


def _past_annotations(lines: list[str]) -> str | None:
    for line in reversed(lines):
        text = line.strip(WHITE_SPACE)
        if text.startswith(_COMMENT):
            return _url(text)
        if text and not text.startswith(_ANNOTATIONS):
            return None
    return None


def _in_last_line(lines: list[str]) -> str | None:
    while lines and not lines[-1].strip(WHITE_SPACE):
        lines.pop()
    return _url(lines[-1]) if lines and lines[-1].startswith(_COMMENT) else None


def _url(comment: str) -> str:
    while comment.startswith(_COMMENT):
        comment = comment.removeprefix(_COMMENT)
    return comment.strip(WHITE_SPACE)


def rewrite_source_map(content: bytes, module: str) -> bytes:
    """A map as wrangler sends it for the module of that name. Raises ``ValueError`` for what is no map."""
    data = parse_json(content.decode("utf-8", "replace"))
    if not isinstance(data, dict) or not isinstance(data.get("sources"), list):
        raise ValueError("it has no list of sources")
    root = data.get("sourceRoot")
    if not all(isinstance(source, str) for source in data["sources"]) or (root and not isinstance(root, str)):
        raise ValueError("a source is no text")
    data["file"] = module
    if root:
        data["sourceRoot"] = _without_dots(root)
    data["sources"] = [_without_dots(source) for source in data["sources"]]
    return write_json(data).encode("utf-8")


def _without_dots(path: str) -> str:
    for prefix in ("./", ".\\", "../", "..\\"):
        while path.startswith(prefix):
            path = path.removeprefix(prefix)
    return path
