"""What graphcheck says wrangler would upload, beside what wrangler uploads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from graphcheck.config import Invocation, load_project
from graphcheck.model.errors import ConfigError, NothingToAnalyse
from graphcheck.model.wrangler import WranglerVersion
from graphcheck.tree import DiskTree, tree_path
from graphcheck.upload import collect_upload, read_sent
from graphcheck.verify import WranglerError, observe_upload

__all__ = ["Call", "find_differences"]

_REFUSING = ("flag-missing", "date-missing", "name-missing")

_TOML = "Invalid TOML document: "
_COLOR = re.compile("\x1b\\[[0-9;]*m")

_Parts = list[tuple[str, str, bytes]]


@dataclass(frozen=True)
class Call:
    """How wrangler is called: in which folder of the project, and with which arguments."""

    folder: str = ""
    config: str | None = None
    env: str | None = None
    script: str | None = None

    def arguments(self) -> tuple[str, ...]:
        options = (("--config", self.config), ("--env", self.env))
        given = tuple(part for name, value in options if value is not None for part in (name, value))
        return (*given, *([self.script] if self.script is not None else []))


def find_differences(
    project: Path, version: WranglerVersion, wrangler_dir: Path, node: str, call: Call | None = None
) -> list[str]:
    """One line for each difference: in being accepted, in the cause of a refusal, in a part of the form."""
    call = call or Call()
    predicted, refusals = predict(project, version, call)
    folder = project / call.folder
    try:
        parts = observe_upload(folder, wrangler_dir, node, call.arguments())
    except WranglerError as error:
        said = " ".join(_COLOR.sub("", str(error)).split())
        return _refused(said.replace(f"{project}/", ""), refusals)
    if refusals:
        return [f"wrangler accepts what was predicted to be refused: {refusals}"]
    return _differing_parts(predicted, [(part.name, part.type, part.content) for part in parts])


def predict(project: Path, version: WranglerVersion, call: Call) -> tuple[_Parts, tuple[str, ...]]:
    """Parts of the form, or the messages with which wrangler would stop."""
    tree = DiskTree()
    folder = tree_path(str(project / call.folder))
    invocation = Invocation(folder, config=call.config, env=call.env, script=call.script, wrangler=version)
    try:
        worker = load_project(tree, invocation)
    except ConfigError as error:
        return [], tuple(problem.message for problem in error.problems)
    except NothingToAnalyse as error:
        return [], (error.message,)
    upload = collect_upload(tree, worker, wrangler=version)
    fatal = [problem.message for problem in upload.problems if problem.fatal]
    fatal += [notice.message for notice in worker.notices if notice.kind in _REFUSING]
    if fatal:
        return [], tuple(fatal)
    return [(each.name, each.type.value, read_sent(tree, worker, each)) for each in upload.modules], ()


def _refused(said: str, refusals: tuple[str, ...]) -> list[str]:
    if not refusals:
        return [f"wrangler refuses: {said[:500]}"]
    if _TOML in said and any(message.startswith(_TOML) for message in refusals):
        return []  # two parsers, which stop at different places of one mistake
    if any(all(sentence in said for sentence in " ".join(message.split()).split(". ")) for message in refusals):
        return []
    return [f"another cause: predicted {refusals}, wrangler said {said[:500]}"]


def _differing_parts(predicted: _Parts, observed: _Parts) -> list[str]:
    if predicted == observed:
        return []
    names, seen = [part[0] for part in predicted], [part[0] for part in observed]
    found = [f"not uploaded: {name!r}" for name in names if name not in seen]
    found += [f"not predicted: {name!r}" for name in seen if name not in names]
    if not found and names != seen:
        found.append(f"another order: {names} instead of {seen}")
    found += [
        f"{one[0]!r}: predicted {one[1]}, {one[2][:90]!r}; wrangler {other[1]}, {other[2][:90]!r}"
        for one, other in zip(sorted(predicted), sorted(observed), strict=False)
        if not found and one != other
    ]
    return found
