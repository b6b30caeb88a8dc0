"""Why each flag is on, what later dates would switch on, and whether the runtime has a module."""

from __future__ import annotations

from collections import Counter

from graphcheck.model.runtime import RuntimeModule, RuntimeProfile
from graphcheck.model.selection import FlagChange, FlagState, ModuleAnswer, RuntimeAnswer
from graphcheck.model.worker import WorkerInfo
from graphcheck.runtime.flags import FLAGS, FLAGS_AS_OF, CompatFlag
from graphcheck.runtime.meanings import MEANINGS
from graphcheck.runtime.profile import select_runtime
from graphcheck.runtime.selection import compile_flags, effective_date, find_selection_problems

__all__ = ["explain_flags", "explain_module", "explain_runtime", "find_later_changes"]


def explain_runtime(worker: WorkerInfo, date: str | None, flags: tuple[str, ...]) -> RuntimeAnswer:
    """All that ``date`` and ``flags`` decide about the runtime."""
    profile = select_runtime(date, flags)
    modules = profile.modules.values()
    return RuntimeAnswer(
        worker=worker,
        date=effective_date(date),
        assumed=effective_date(date) != date,
        listed=flags,
        enabled=profile.enabled,
        flags=explain_flags(date, flags),
        later=find_later_changes(date, flags),
        known_until=FLAGS_AS_OF,
        problems=tuple(problem.message for problem in find_selection_problems(date, flags) if problem.fatal),
        search_path=profile.search_path,
        suffixes=profile.extension_suffixes,
        modules=Counter(module.kind for module in modules),
        failing=tuple(sorted(module.name for module in modules if module.error is not None)),
        missing_stdlib=len(profile.missing_stdlib),
        external_sdk=profile.external_sdk,
        reads_pth="python_process_pth_files" in profile.flags,
    )


def explain_flags(date: str | None, flags: tuple[str, ...]) -> tuple[FlagState, ...]:
    """The flags of the table that are on, in its order, each with the reason: listed, its date, or another flag."""
    on = compile_flags(date, flags)
    return tuple(
        FlagState(flag.enable, _explain(flag, effective_date(date), flags, on), MEANINGS.get(flag.enable, ""))
        for flag in FLAGS
        if flag.enable in on
    )


def _explain(flag: CompatFlag, day: str, listed: tuple[str, ...], on: frozenset[str]) -> str:
    if flag.enable in listed:
        return "listed"
    if flag.since is not None and day >= flag.since:
        return f"date, since {flag.since}"
    implied = flag.implied_by
    assert implied is not None
    assert implied.flag in on
    return f"{implied.flag}, since {implied.since}"


def find_later_changes(date: str | None, flags: tuple[str, ...]) -> tuple[FlagChange, ...]:
    """What each later date of the table would switch on, the flags listed staying as they are."""
    day = effective_date(date)
    dates = {flag.since for flag in FLAGS} | {flag.implied_by.since for flag in FLAGS if flag.implied_by}
    changes: list[FlagChange] = []
    before = compile_flags(date, flags)
    for later in sorted(each for each in dates if each is not None and each > day):
        states = explain_flags(later, flags)
        changes.extend(
            FlagChange(later, state.name, state.reason, state.meaning) for state in states if state.name not in before
        )
        before = frozenset(state.name for state in states)
    return tuple(changes)


def explain_module(profile: RuntimeProfile, name: str) -> ModuleAnswer:
    """Whether the runtime has ``name`` without anything being uploaded."""
    module = profile.modules.get(name)
    if module is not None:
        return ModuleAnswer(name, module.kind, module.package, module.preloaded, module.error, _remark(module))
    if name in profile.missing_stdlib or name.partition(".")[0] in profile.missing_stdlib:
        return ModuleAnswer(name, None, remark="in CPython's standard library, but not in this runtime")
    parent = name.rpartition(".")[0]
    if parent in profile.modules:
        return ModuleAnswer(name, None, remark=f"the runtime has `{parent}`, and no such module in it")
    return ModuleAnswer(name, None, remark="not in the runtime: it has to be in the upload")


def _remark(module: RuntimeModule) -> str:
    if module.preloaded:
        return "loaded before the entry: no uploaded file can take its place"
    return ""
