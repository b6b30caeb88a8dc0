"""Which versions of the tools the project uses, as its own files pin them."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from graphcheck.model.frozen import frozen
from graphcheck.model.location import Origin
from graphcheck.model.package import LockKind
from graphcheck.model.requirement import parse_requirement, parse_version
from graphcheck.model.tree import SourceTree, TreeError
from graphcheck.rules.context import Context
from graphcheck.rules.packages import lock_of
from graphcheck.runtime.pywrangler import DISTRIBUTION

if TYPE_CHECKING:
    from packaging.version import Version

__all__ = ["PinnedTool", "pinned_tools", "version_of_pywrangler"]

_EXACT = re.compile(r"[v=]*(\d+)\.(\d+)\.(\d+)\Z")
_CARET = re.compile(r"\^v?(\d+)(?:\.\d+){0,2}(?:\.x)?\Z")
_TILDE = re.compile(r"~v?(\d+)\.(\d+)(?:\.\d+)?\Z")
_WILD = re.compile(r"v?(\d+)(?:\.[x*])*\Z")
_WORKFLOWS = ".github/workflows"
_ACTION = re.compile(r"uses:\s*['\"]?cloudflare/wrangler-action@")
_ACTION_VERSION = re.compile(r"^\s*wranglerVersion:\s*['\"]?([^'\"#\s]+)")
_MOST_BYTES = 16 * 1024 * 1024


@frozen
class PinnedTool:
    """``highest`` is the newest version that the pin allows; ``text`` is the pin as written."""

    tool: str
    highest: Version
    text: str
    origin: Origin


@lru_cache(maxsize=2)
def pinned_tools(context: Context) -> tuple[PinnedTool, ...]:
    """Pins of wrangler in npm's files and in workflows of GitHub, and of pywrangler's distribution."""
    tree, folders = context.tree, _folders(context)
    found = list(_npm(tree, folders))
    found += _workflows(tree, context.project.repository_root)
    pywrangler = _pywrangler(context)
    return (*found, *([pywrangler] if pywrangler else ()))


def version_of_pywrangler(context: Context) -> Version | None:
    return next((each.highest for each in pinned_tools(context) if each.tool == DISTRIBUTION), None)


def _folders(context: Context) -> list[str]:
    """The project root and the folders above it, up to the repository's."""
    folders = [context.project.project_root]
    top = context.project.repository_root
    while folders[-1] != top and folders[-1].startswith(top.rstrip("/") + "/"):
        folders.append(posixpath.dirname(folders[-1]))
    return folders


def _npm(tree: SourceTree, folders: list[str]) -> Iterator[PinnedTool]:
    """What the nearest folder says that knows wrangler: a lock file before a range."""
    for folder in folders:
        path = posixpath.join(folder, "package-lock.json")
        text = _locked_wrangler(_json(tree, path))
        highest = _highest(text) if text else None
        if highest is None:
            path = posixpath.join(folder, "package.json")
            text = _declared_wrangler(_json(tree, path))
            highest = _highest(text) if text else None
        if text:
            yield from [PinnedTool("wrangler", highest, text, Origin(path, ""))] if highest else []
            return


def _locked_wrangler(document: object) -> str | None:
    match document:
        case {"packages": {"node_modules/wrangler": {"version": str(version)}}}:
            return version
        case _:
            return None


def _declared_wrangler(document: object) -> str | None:
    match document:
        case {"devDependencies": {"wrangler": str(version)}} | {"dependencies": {"wrangler": str(version)}}:
            return version
        case _:
            return None


def _highest(text: str) -> Version | None:
    """The newest version in the range (node-semver's); None where it has no upper end, or is not understood."""
    text = text.strip()
    if match := _EXACT.match(text):
        return parse_version(".".join(match.groups()))
    if match := _TILDE.match(text):
        return parse_version(f"{match[1]}.{match[2]}.99999")
    if (match := _CARET.match(text) or _WILD.match(text)) and match[1] != "0":
        return parse_version(f"{match[1]}.99999.99999")
    return None


def _workflows(tree: SourceTree, root: str) -> Iterator[PinnedTool]:
    try:
        entries = tree.scan(posixpath.join(root, _WORKFLOWS))
    except TreeError:
        return
    for entry in entries:
        if not entry.name.endswith((".yml", ".yaml")):
            continue
        path = posixpath.join(root, _WORKFLOWS, entry.name)
        text = _read(tree, path)
        version = _version_in(text) if _ACTION.search(text) else None
        highest = _highest(version) if version else None
        if version and highest:
            yield PinnedTool("wrangler", highest, version, Origin(path, ""))


def _version_in(text: str) -> str | None:
    return next((match[1] for line in text.splitlines() if (match := _ACTION_VERSION.match(line))), None)


def _pywrangler(context: Context) -> PinnedTool | None:
    lock = lock_of(context, LockKind.UV)
    for package in lock.packages.get(DISTRIBUTION, ()) if lock else ():
        version = parse_version(package.version or "")
        if lock and version:
            return PinnedTool(DISTRIBUTION, version, str(version), Origin(lock.path, ""))
    for dependency in context.project.dependencies:
        exact = _exact(dependency.requirement) if dependency.name == DISTRIBUTION else None
        if exact and dependency.origin:
            return PinnedTool(DISTRIBUTION, exact, dependency.requirement, dependency.origin)
    return None


def _exact(requirement: str) -> Version | None:
    parsed = parse_requirement(requirement)
    specifiers = list(parsed.specifier) if parsed else []
    return parse_version(specifiers[0].version) if len(specifiers) == 1 and specifiers[0].operator == "==" else None


def _json(tree: SourceTree, path: str) -> object:
    try:
        return json.loads(_read(tree, path) or "null")
    except (ValueError, RecursionError):
        return None


def _read(tree: SourceTree, path: str) -> str:
    found = tree.lookup(path)
    if found is None or found.size > _MOST_BYTES:
        return ""
    try:
        return tree.read(path).decode("utf-8", "replace").removeprefix("\ufeff")
    except TreeError:
        return ""
