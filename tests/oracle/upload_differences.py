"""What graphcheck says wrangler would upload, beside what wrangler uploads."""

from __future__ import annotations

from pathlib import Path

from graphcheck.config import load_project
from graphcheck.model.errors import ConfigError, NothingToAnalyse
from graphcheck.model.upload import UploadedModule
from graphcheck.tree import DiskTree, tree_path
from graphcheck.upload import WranglerVersion, collect_upload
from graphcheck.upload.main_module import encode_main
from graphcheck.verify import WranglerError, observe_upload

__all__ = ["find_differences"]

_REFUSING = ("flag-missing", "date-missing", "name-missing")

_Parts = list[tuple[str, str, bytes]]


def find_differences(project: Path, version: WranglerVersion, wrangler_dir: Path, node: str) -> list[str]:
    """One line for each difference: in being accepted, in the cause of a refusal, in a part of the form."""
    predicted, refusals = predict(project, version)
    try:
        observed = [(part.name, part.type, part.content) for part in observe_upload(project, wrangler_dir, node)]
    except WranglerError as error:
        return _refused(" ".join(str(error).split()), refusals)
    if refusals:
        return [f"wrangler accepts what was predicted to be refused: {refusals}"]
    return _differing_parts(predicted, observed)


def predict(project: Path, version: WranglerVersion) -> tuple[_Parts, tuple[str, ...]]:
    """Parts of the form, or the messages with which wrangler would stop."""
    tree = DiskTree()
    try:
        worker = load_project(tree, tree_path(str(project)))
    except ConfigError as error:
        return [], tuple(problem.message for problem in error.problems)
    except NothingToAnalyse as error:
        return [], (error.message,)
    upload = collect_upload(tree, worker, wrangler=version)
    fatal = [problem.message for problem in upload.problems if problem.fatal]
    fatal += [notice.message for notice in worker.notices if notice.kind in _REFUSING]
    return ([] if fatal else [_part(tree, module) for module in upload.modules]), tuple(fatal)


def _part(tree: DiskTree, module: UploadedModule) -> tuple[str, str, bytes]:
    content = tree.read(module.path)
    return (module.name, module.type.value, content if len(content) == module.size else encode_main(content))


def _refused(said: str, refusals: tuple[str, ...]) -> list[str]:
    if not refusals:
        return [f"wrangler refuses: {said[:500]}"]
    if any(" ".join(message.split()) in said for message in refusals):
        return []
    return [f"another cause: predicted {refusals}, wrangler said {said[:500]}"]


def _differing_parts(predicted: _Parts, observed: list[tuple[str, str, bytes]]) -> list[str]:
    if predicted == observed:
        return []
    names, seen = [part[0] for part in predicted], [part[0] for part in observed]
    found = [f"not uploaded: {name!r}" for name in names if name not in seen]
    found += [f"not predicted: {name!r}" for name in seen if name not in names]
    if not found and names != seen:
        found.append(f"another order: {names} instead of {seen}")
    found += [
        f"{one[0]!r}: predicted {one[1]}, {one[2][:40]!r}; wrangler {other[1]}, {other[2][:40]!r}"
        for one, other in zip(sorted(predicted), sorted(observed), strict=False)
        if not found and one != other
    ]
    return found
