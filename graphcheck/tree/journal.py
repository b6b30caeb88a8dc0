"""What a run asked of the world, kept so that the next one can ask again and compare.

Two parts. ``quick`` has one signature a folder, of the names, kinds and stamps in it: one listing and one ``stat`` a
file tell that nothing in it was touched. Only where a signature differs, or says nothing, ``detail`` is needed: names,
kinds and sizes, and the digest of each file that was read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from graphcheck.model.tree import Entry, EntryKind, SourceTree, TreeError, TreeErrorKind
from graphcheck.tree.once import ListedTree
from graphcheck.tree.recording import RecordingEnviron, RecordingTree, digest_bytes, is_settled

__all__ = ["Journal", "check_journal", "keep_journal"]

_WHOLE = "all"
_UNSURE = ""
"""The signature of a folder that has to be looked at closely each time."""


class Journal(NamedTuple):
    """Both parts as JSON."""

    quick: bytes
    detail: bytes


def keep_journal(tree: RecordingTree, environ: RecordingEnviron) -> Journal | None:
    """None where files changed while they were read."""
    if tree.is_torn:
        return None
    inside, loose = _sorted_reads(tree)
    signatures: dict[str, str] = {}
    listings: dict[str, Any] = {}
    for folder, found in tree.scans.items():
        if isinstance(found, TreeErrorKind):
            loose.append(("scan", folder, found.value))
            continue
        read = inside.get(folder, {})
        signatures[folder] = _settled_signature(found, read, tree.begin)
        listings[folder] = [_listing(found), read]
    loose += [("lookup", [path, follow], _told(entry)) for (path, follow), entry in tree.lookups.items()]
    loose += [("real", path, resolved) for path, resolved in tree.real_paths.items()]
    quick = {"environ": _variables(environ), "loose": loose, "folders": signatures}
    return Journal(_dump(quick), _dump(listings))


def check_journal(
    tree: ListedTree, environ: Mapping[str, str], quick: bytes, detail: Callable[[], bytes | None]
) -> bytes | None:
    """The quick part as it has to be kept now, if every answer would be the same; else None.

    ``tree`` is asked what the run asked. A journal that is not one never holds.
    """
    try:
        return _check(tree, environ, quick, detail)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _check(
    tree: ListedTree, environ: Mapping[str, str], quick: bytes, detail: Callable[[], bytes | None]
) -> bytes | None:
    journal = json.loads(quick)
    asked, whole = journal["environ"]
    if (whole and dict(environ) != asked) or any(environ.get(name) != value for name, value in asked.items()):
        return None
    if not all(_ask(tree, how, question) == answer for how, question, answer in journal["loose"]):
        return None
    doubtful: dict[str, tuple[Entry, ...]] = {}
    signatures: dict[str, str] = journal["folders"]
    for folder, signature in signatures.items():
        try:
            found = tree.scan(folder)
        except TreeError:
            return None
        if signature == _UNSURE or _signature(found) != signature:
            doubtful[folder] = found
    if not doubtful:
        return quick
    known = detail()
    listings = None if known is None else json.loads(known)
    if listings is None or not _are_equal(tree, doubtful, listings):
        return None
    for folder, found in doubtful.items():
        signatures[folder] = _settled_signature(found, listings[folder][1], tree.begin)
    return _dump(journal)


def _settled_signature(entries: tuple[Entry, ...], read: Mapping[str, object], now: int) -> str:
    sure = all(is_settled(entry.stamp, now) for entry in entries if entry.name in read)
    return _signature(entries) if sure else _UNSURE


def _are_equal(tree: SourceTree, folders: Mapping[str, tuple[Entry, ...]], known: Any) -> bool:
    if any(_listing(found) != known[folder][0] for folder, found in folders.items()):
        return False
    return all(
        _ask(tree, *_how_read(f"{folder.rstrip('/')}/{name}", what)) == digest
        for folder in folders
        for name, read in known[folder][1].items()
        for what, digest in read.items()
    )


def _sorted_reads(tree: RecordingTree) -> tuple[dict[str, dict[str, dict[str, str]]], list[Any]]:
    """Reads of regular files by the listed folder that they are in, and all others.

    Of each file: digests by how many bytes from its end were read, those of all of it under ``_WHOLE``.
    """
    inside: dict[str, dict[str, dict[str, str]]] = {}
    loose: list[Any] = []
    for path, what, digest in _reads(tree):
        folder, _, name = path.rpartition("/")
        if isinstance(digest, bytes) and tree.stamp(path) is not None and folder in tree.scans:
            inside.setdefault(folder, {}).setdefault(name, {})[what] = digest.hex()
        else:
            loose.append((*_how_read(path, what), digest.hex() if isinstance(digest, bytes) else digest.value))
    return inside, loose


def _reads(tree: RecordingTree) -> Iterator[tuple[str, str, bytes | TreeErrorKind]]:
    for path, digest in tree.digests.items():
        yield path, _WHOLE, digest
    for (path, count), digest in tree.ends.items():
        if path not in tree.digests:
            yield path, str(count), digest


def _how_read(path: str, what: str) -> tuple[str, Any]:
    return ("read", path) if what == _WHOLE else ("end", [path, int(what)])


def _ask(tree: SourceTree, how: str, question: Any) -> Any:
    try:
        match how:
            case "lookup":
                path, follow = question
                return _told(tree.lookup(path, follow=follow))
            case "real":
                return tree.real_path(question)
            case "read":
                return digest_bytes(tree.read(question)).hex()
            case "end":
                path, count = question
                return digest_bytes(tree.read_end(path, count)).hex()
            case "scan":
                tree.scan(question)
                return None
            case _:
                raise ValueError(how)
    except TreeError as error:
        return error.kind.value


def _told(entry: Entry | None) -> list[Any] | None:
    if entry is None:
        return None
    return [entry.name, entry.kind.value, entry.readable, entry.size if entry.kind is EntryKind.FILE else 0]


def _variables(environ: RecordingEnviron) -> list[Any]:
    return [dict(environ) if environ.whole else environ.asked, environ.whole]


def _signature(entries: Iterable[Entry]) -> str:
    """Of names, kinds and stamps. Nothing is sure of a file without a stamp."""
    parts = []
    for entry in entries:
        if entry.kind is EntryKind.FILE and entry.stamp is None:
            return _UNSURE
        parts.append(f"{entry.name}\0{entry.kind.value}\0{entry.readable}\0{entry.stamp}")
    return _digest(parts)


def _listing(entries: Iterable[Entry]) -> str:
    return _digest(f"{entry.name}\0{entry.kind.value}\0{entry.readable}\0{entry.size}" for entry in entries)


def _digest(parts: Iterable[str]) -> str:
    text = "\0\0".join(parts)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _dump(document: Any) -> bytes:
    return json.dumps(document, separators=(",", ":")).encode("ascii")
