"""Two uploads side by side: one of now, one that an earlier run has written down."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from graphcheck.model.bundle import BundleDiff, BundleFile, SizeChange
from graphcheck.model.errors import UsageError

__all__ = ["compare_uploads", "parse_upload"]

_SCHEMA = "graphcheck/1"


def parse_upload(text: str, name: str) -> Mapping[str, int]:
    """Sizes by uploaded name from what ``bundle`` or ``report`` wrote with ``--format json``; ``name`` is the file's.

    Raises ``UsageError`` for anything else.
    """
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise UsageError(f"{name} is not JSON", hint="write one with `graphcheck bundle --format json`") from None
    if not isinstance(document, dict) or document.get("schema") != _SCHEMA:
        raise UsageError(f"{name} is no report of this version", hint=f'its "schema" must be "{_SCHEMA}"')
    upload = document.get("upload")
    sizes: dict[str, int] = {}
    for entry in upload if isinstance(upload, list) else [None]:
        if not isinstance(entry, dict):
            raise UsageError(f'{name} has no usable "upload"')
        file, size = entry.get("name"), entry.get("size")
        if not isinstance(file, str) or not isinstance(size, int) or isinstance(size, bool):
            raise UsageError(f'{name} has an entry of "upload" without name and size')
        sizes[file] = size
    return sizes


def compare_uploads(before: Mapping[str, int], now: Iterable[BundleFile]) -> BundleDiff:
    """What was added, removed and resized, by name."""
    after = {file.name: file.size for file in now}
    changes = (
        SizeChange(name, before.get(name), after.get(name))
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    )
    return BundleDiff(sum(before.values()), sum(after.values()), tuple(changes))
