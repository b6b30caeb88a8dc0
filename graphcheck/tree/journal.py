"""What a run asked of the world, kept so that the next one can ask again and compare.

Two parts. ``quick`` has one signature a folder, of the names, kinds and stamps in it: one listing and one ``stat`` a
file tell that nothing in it was touched. Only where a signature differs, or says nothing, ``detail`` is needed: names,
kinds and sizes, and what was wanted of each file that was read.

Of a file of which not every byte counts, other bytes may say the same: then the answer still holds, also where the size
differs, as far as the sizes' ``margin`` goes. Of a module they may even say something else within its latitude.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, NamedTuple, Protocol

from graphcheck.model.latitude import InertImports, Latitude, Leeway, Offer
from graphcheck.model.tree import Entry, EntryKind, SourceTree, TreeError, TreeErrorKind
from graphcheck.tree.once import ListedTree
from graphcheck.tree.recording import RecordingEnviron, RecordingTree, is_settled
from graphcheck.tree.views import WHOLE, View, digest_bytes

__all__ = ["Before", "Journal", "Look", "check_journal", "keep_journal"]


class Before(NamedTuple):
    """What is known of a file as it was: the digests of its bytes and of the answer, and how far it may change."""

    digest: bytes
    answer: bytes
    latitude: Latitude
    inert: InertImports


class Look(Protocol):
    def __call__(self, who: str, data: bytes, arguments: list[Any], /) -> bytes:
        """Digest of what the function of this name says of bytes, with further arguments."""

    def is_alike(self, who: str, data: bytes, arguments: list[Any], before: Before, /) -> frozenset[str] | None:
        """None unless an answer of another digest is as good while the files with these paths are as they were."""


_UNSURE = ""
"""The signature of a folder that has to be looked at closely each time."""


class Journal(NamedTuple):
    """Both parts as JSON."""

    quick: bytes
    detail: bytes


def keep_journal(tree: RecordingTree, environ: RecordingEnviron, leeway: Leeway) -> Journal | None:
    """None where files changed while they were read."""
    if tree.is_torn:
        return None
    views: dict[View, int] = {}
    inside, loose = _sorted_views(tree, views, leeway.latitudes)
    soft = {f"{folder.rstrip('/')}/{name}" for folder, read in inside.items() for name in _soft(read)}
    signatures: dict[str, str] = {}
    listings: dict[str, Any] = {}
    for folder, found in tree.scans.items():
        if isinstance(found, TreeErrorKind):
            loose.append(("scan", folder, found.value))
            continue
        read = inside.get(folder, {})
        signatures[folder] = _settled_signature(found, read, tree.begin)
        listings[folder] = [_listing(found, _soft(read)), read]
    for (path, follow), entry in tree.lookups.items():
        how = "kind" if path in soft else "lookup"
        loose.append((how, [path, follow], _told(entry, sized=path not in soft)))
    loose += [("real", path, resolved) for path, resolved in tree.real_paths.items()]
    quick = {"environ": _variables(environ), "loose": loose, "folders": signatures}
    inert = _told_inert(leeway.find_inert())
    detail = {"margin": leeway.margin, "inert": inert, "views": list(views), "folders": listings}
    return Journal(_dump(quick), _dump(detail))


def check_journal(
    tree: ListedTree, environ: Mapping[str, str], quick: bytes, detail: Callable[[], bytes | None], look: Look
) -> bytes | None:
    """The quick part as it has to be kept now, if every answer would be the same; else None.

    ``tree`` is asked what the run asked. A journal that is not one never holds.
    """
    try:
        return _check(tree, environ, quick, detail, look)
    except (ValueError, TypeError, KeyError, AttributeError, ImportError, IndexError, RecursionError):
        return None


def _check(
    tree: ListedTree, environ: Mapping[str, str], quick: bytes, detail: Callable[[], bytes | None], look: Look
) -> bytes | None:
    journal = json.loads(quick)
    asked, whole = journal["environ"]
    if (whole and dict(environ) != asked) or any(environ.get(name) != value for name, value in asked.items()):
        return None
    if not all(_ask(tree, how, question, look) == answer for how, question, answer in journal["loose"]):
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
    if known is None:
        return None
    details = json.loads(known)
    listings = details["folders"]
    leaning = _leaning(tree, doubtful, listings, details, look)
    if leaning is None:
        return None
    for folder, found in doubtful.items():
        settled = folder not in leaning
        signatures[folder] = _settled_signature(found, listings[folder][1], tree.begin) if settled else _UNSURE
    return _dump(journal)


def _settled_signature(entries: tuple[Entry, ...], read: Mapping[str, object], now: int) -> str:
    sure = all(is_settled(entry.stamp, now) for entry in entries if entry.name in read)
    return _signature(entries) if sure else _UNSURE


def _leaning(
    tree: SourceTree,
    folders: Mapping[str, tuple[Entry, ...]],
    known: Any,
    details: Any,
    look: Look,
) -> Collection[str] | None:
    """None unless all files are as good as they were; which of ``folders`` have some that are as long as others stay as
    they are."""
    margin: float = details["margin"]
    inert = _heard_inert(details["inert"])
    for folder, found in folders.items():
        listing, read = known[folder]
        soft = _soft(read)
        if _listing(found, soft) != listing:
            return None
        margin -= sum(_difference(entry.size, read[entry.name][1]) for entry in found if entry.name in soft)
    if margin < 0:
        return None
    leaning: dict[str, set[str]] = {}
    for folder in folders:
        for name, read in known[folder][1].items():
            needed = _needed(tree, f"{folder.rstrip('/')}/{name}", details["views"], look, inert, *read)
            if needed is None:
                return None
            if needed:
                leaning.setdefault(folder, set()).update(needed)
    unchanged = all(_is_unchanged(tree, path, known, look) for path in set().union(*leaning.values()))
    return leaning if unchanged else None


def _is_unchanged(tree: SourceTree, path: str, known: Any, look: Look) -> bool:
    folder, _, name = path.rpartition("/")
    digest, *_rest = known[folder or "/"][1][name]
    return digest is not None and bool(_ask(tree, "look", [path, list(WHOLE)], look) == digest)


def _difference(now: int, before: int) -> float:
    """An empty file is nowhere looked at: what it would say with another size is not known."""
    return abs(now - before) if now and before else 0 if now == before else float("inf")


def _needed(
    tree: SourceTree,
    path: str,
    views: list[list[Any]],
    look: Look,
    inert: InertImports | None,
    digest: str | None,
    _size: int | None,
    seen: Mapping[str, str],
    latitude: list[Any] | None = None,
) -> set[str] | None:
    """None unless the file says the same, or as good: while the files with these paths are as they were."""
    needed: set[str] = set()
    if digest is not None and _ask(tree, "look", [path, list(WHOLE)], look) == digest:
        return needed
    for number, answer in seen.items():
        view = views[int(number)]
        if _ask(tree, "look", [path, view], look) == answer:
            continue
        who, end, *arguments = view
        if not who or end is not None or not digest or latitude is None or inert is None:
            return None
        before = Before(bytes.fromhex(digest), bytes.fromhex(answer), _heard(latitude), inert)
        others = look.is_alike(who, tree.read(path), arguments, before)
        if others is None:
            return None
        needed |= others
    return needed


def _told_latitude(latitude: Latitude) -> list[Any]:
    offers = [[offer.level, offer.module, offer.path, _told_names(offer.names)] for offer in latitude.offers]
    return [_told_names(latitude.asked), _told_names(latitude.idle), latitude.acts, *offers]


def _told_names(names: Iterable[str]) -> str:
    """They hold no spaces."""
    return " ".join(sorted(names))


def _heard(told: list[Any]) -> Latitude:
    asked, idle, acts, *offered = told
    offers = tuple(Offer(level, module, path, _heard_names(names)) for level, module, path, names in offered)
    return Latitude(_heard_names(asked), _heard_names(idle), acts, offers)


def _heard_names(names: str) -> frozenset[str]:
    return frozenset(names.split(" "))


def _told_inert(inert: InertImports | None) -> list[Any] | None:
    return None if inert is None else [inert.date, inert.flags, sorted(inert.modules)]


def _heard_inert(told: list[Any] | None) -> InertImports | None:
    return None if told is None else InertImports(told[0], tuple(told[1]), frozenset(told[2]))


def _soft(read: Mapping[str, Any]) -> Collection[str]:
    """The names of files of which not every byte counts."""
    return {name for name, (_, size, *_) in read.items() if size is not None}


def _sorted_views(
    tree: RecordingTree, views: dict[View, int], latitudes: Mapping[str, Latitude]
) -> tuple[dict[str, dict[str, list[Any]]], list[Any]]:
    """What was wanted of regular files by the listed folder that they are in, and of all others. ``views`` numbers the
    views.

    For each file: its digest where it is known, its size where not every byte counts, digests by number of the view,
    and its latitude if it has any.
    """
    inside: dict[str, dict[str, list[Any]]] = {}
    loose: list[Any] = []
    for path in {**tree.views, **tree.digests}:
        seen = tree.views.get(path) or {WHOLE: tree.digests[path]}
        folder, _, name = path.rpartition("/")
        stamp = tree.stamp(path)
        whole = tree.digests.get(path)
        if stamp is None or folder not in tree.scans or any(isinstance(each, TreeErrorKind) for each in seen.values()):
            loose += [("look", [path, view], _shown(answer)) for view, answer in seen.items()]
            continue
        numbered = {views.setdefault(view, len(views)): _shown(answer) for view, answer in seen.items()}
        size = None if WHOLE in seen else stamp[0]
        told: list[Any] = [whole.hex() if isinstance(whole, bytes) else None, size, numbered]
        inside.setdefault(folder, {})[name] = told
        if path in latitudes:
            told.append(_told_latitude(latitudes[path]))
    return inside, loose


def _shown(answer: bytes | TreeErrorKind) -> str:
    return answer.hex() if isinstance(answer, bytes) else answer.value


def _ask(tree: SourceTree, how: str, question: Any, look: Look) -> Any:
    try:
        match how:
            case "lookup" | "kind":
                path, follow = question
                return _told(tree.lookup(path, follow=follow), sized=how == "lookup")
            case "real":
                return tree.real_path(question)
            case "look":
                path, (who, end, *arguments) = question
                data = tree.read(path) if end is None else tree.read_end(path, end)
                return (look(who, data, arguments) if who else digest_bytes(data)).hex()
            case "scan":
                tree.scan(question)
                return None
            case _:
                raise ValueError(how)
    except TreeError as error:
        return error.kind.value


def _told(entry: Entry | None, *, sized: bool) -> list[Any] | None:
    if entry is None:
        return None
    size = entry.size if sized and entry.kind is EntryKind.FILE else 0
    return [entry.name, entry.kind.value, entry.readable, size]


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


def _listing(entries: Iterable[Entry], soft: Collection[str]) -> str:
    return _digest(
        f"{entry.name}\0{entry.kind.value}\0{entry.readable}\0{'' if entry.name in soft else entry.size}"
        for entry in entries
    )


def _digest(parts: Iterable[str]) -> str:
    text = "\0\0".join(parts)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _dump(document: Any) -> bytes:
    return json.dumps(document, separators=(",", ":")).encode("ascii")
