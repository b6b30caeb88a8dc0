"""Puts what was predicted beside what the real programs said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from graphcheck.model.graph import Startup
from graphcheck.model.upload import UploadedModule
from graphcheck.model.verification import (
    Difference,
    ModuleTime,
    StartOutcome,
    UploadCheck,
    UploadDifference,
    Verification,
)
from graphcheck.model.worker import WorkerInfo
from graphcheck.verify.observation import PLATFORM_ERROR, Observation, ObservedTime
from graphcheck.verify.wrangler import UploadedPart

__all__ = ["compare_startup", "compare_upload"]


def compare_startup(
    worker: WorkerInfo,
    predicted: Startup,
    observed: Observation,
    paths: Mapping[str, str],
    upload: UploadCheck | None = None,
) -> Verification:
    """``paths`` are the paths of the upload relative to the project root, by name.

    A prediction is wrong where it differs in outcome, exception, message or place. Modules are told, and do not count:
    a name that is computed while the Worker starts can be imported by no prediction.
    """
    foreseen, actual = _outcome_of_prediction(predicted), _outcome_of_observation(observed, paths)
    refused_alike = predicted.refused is not None and _is_refused(observed)
    ran, planned = frozenset(actual.modules), frozenset(foreseen.modules)
    return Verification(
        worker=worker,
        predicted=foreseen,
        actual=actual,
        differences=() if refused_alike else tuple(_find_differences(foreseen, actual)),
        missed=() if refused_alike else tuple(name for name in actual.modules if name not in planned),
        extra=() if refused_alike else tuple(name for name in foreseen.modules if name not in ran),
        refused=predicted.refused,
        entry_ran=observed.entry_ran or not observed.starts,
        times=_build_forest(observed.times),
        memory=observed.memory,
        upload=upload,
    )


def _is_refused(observed: Observation) -> bool:
    return observed.error is not None and observed.error.type == PLATFORM_ERROR


def _outcome_of_prediction(startup: Startup) -> StartOutcome:
    error = startup.error
    if error is None:
        return StartOutcome(starts=True, modules=startup.modules)
    site = error.site
    return StartOutcome(
        starts=False,
        modules=startup.modules,
        type=error.type,
        message=error.message,
        path=site.path,
        line=site.span.line,
    )


def _outcome_of_observation(observed: Observation, paths: Mapping[str, str]) -> StartOutcome:
    error = observed.error
    if error is None:
        return StartOutcome(starts=True, modules=observed.modules)
    path = paths.get(error.path, error.path) if error.path is not None else None
    return StartOutcome(
        starts=False,
        modules=observed.modules,
        type=error.type,
        message=error.message,
        path=path,
        line=error.line,
        notes=error.notes,
    )


def _find_differences(predicted: StartOutcome, actual: StartOutcome) -> Iterator[Difference]:
    if predicted.starts is not actual.starts:
        yield Difference("outcome", _describe(predicted), _describe(actual))
        return
    for about, left, right in (
        ("exception", predicted.type, actual.type),
        ("message", predicted.message, actual.message),
        ("place", predicted.place, actual.place),
    ):
        placeless = about == "place" and actual.type == PLATFORM_ERROR
        if left != right and not placeless:
            yield Difference(about, left, right)


def _describe(outcome: StartOutcome) -> str:
    return "starts" if outcome.starts else f"{outcome.type}: {outcome.message}"


def _build_forest(times: Sequence[ObservedTime]) -> tuple[ModuleTime, ...]:
    """Children come after their parents, so going backwards each is complete before it is needed."""
    children: dict[int | None, list[ModuleTime]] = {}
    for index in range(len(times) - 1, -1, -1):
        time = times[index]
        imports = tuple(sorted(children.pop(index, ()), key=lambda each: -each.cumulative))
        module = ModuleTime(time.name, time.uploaded, time.cumulative, time.own, imports)
        children.setdefault(time.parent, []).append(module)
    return tuple(reversed(children.get(None, ())))


def compare_upload(
    predicted: Sequence[UploadedModule],
    read: Callable[[UploadedModule], bytes],
    actual: Sequence[UploadedPart],
) -> UploadCheck:
    """Name by name: presence, type, bytes, and the order of the names that both have."""
    ours = {module.name: module for module in predicted}
    theirs = {part.name: part for part in actual}
    differences = [
        *(UploadDifference(name, "only-predicted") for name in ours if name not in theirs),
        *(UploadDifference(name, "only-wrangler") for name in theirs if name not in ours),
    ]
    for name in ours:
        if name in theirs:
            differences.extend(_compare_part(ours[name], read, theirs[name]))
    common = [name for name in ours if name in theirs], [name for name in theirs if name in ours]
    differences.extend(
        UploadDifference(left, "order", left, right) for left, right in zip(*common, strict=True) if left != right
    )
    return UploadCheck(len(theirs), tuple(differences))


def _compare_part(
    module: UploadedModule, read: Callable[[UploadedModule], bytes], part: UploadedPart
) -> Iterator[UploadDifference]:
    if module.type.value != part.type:
        yield UploadDifference(module.name, "type", module.type.value, part.type)
    content = read(module)
    if content != part.content:
        yield UploadDifference(module.name, "content", f"{len(content)} bytes", f"{len(part.content)} bytes")
