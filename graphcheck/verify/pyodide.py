"""Asks real Pyodide whether a Worker starts: exactly the upload set, laid out as the Workers runtime lays it out."""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import chain
from typing import Any

from graphcheck.model.project import ModuleType
from graphcheck.model.runtime import RuntimeProfile, SearchPlace
from graphcheck.model.upload import UploadedModule, UploadSet
from graphcheck.verify.node import NodeRunner
from graphcheck.verify.observation import PLATFORM_ERROR, Observation, ObservedError, ObservedFrame, ObservedTime
from graphcheck.verify.runtime_files import collect_runtime_files, collect_sdk_files, find_place

__all__ = ["observe_many", "observe_startup", "observe_worker"]

Contents = Mapping[str, bytes] | Callable[[UploadedModule], bytes]

_PRELOADED = (
    "_pyodide _pyodide.docstring _pyodide._core_docs traceback collections.abc asyncio inspect tarfile importlib "
    "importlib.metadata re shutil sysconfig importlib.machinery pathlib site tempfile typing zipfile ssl lzma"
)
"""What the runtime imports before it looks at the Worker: ``snapshotImports`` of workerd's
``src/workerd/api/pyodide/pyodide.c++``, and the two that come along with it in the Worker but not in Node."""

_VISIBLE = (ModuleType.PYTHON, ModuleType.TEXT, ModuleType.BUFFER)
_TIMEOUT = 60.0


def observe_startup(
    upload: UploadSet,
    contents: Contents,
    profile: RuntimeProfile,
    pyodide_dir: str | os.PathLike[str],
    node: str = "node",
    timeout: float = _TIMEOUT,
) -> Observation:
    """Start one Worker. ``contents`` are the bytes by upload name, or a function that reads a module of the set.

    ``pyodide_dir`` holds an npm release of the Pyodide that ``profile`` selects; ``timeout`` is in seconds. A Worker
    that cannot be started is a value; ``OSError`` is raised only where Node itself is missing.
    """
    with NodeRunner(pyodide_dir, node) as runner:
        return observe_worker(runner, upload, contents, profile, timeout)


def observe_many(
    workers: Iterable[tuple[UploadSet, Contents]],
    profile: RuntimeProfile,
    pyodide_dir: str | os.PathLike[str],
    node: str = "node",
    timeout: float = _TIMEOUT,
) -> tuple[Observation, ...]:
    """Start Workers of one profile one after another, each in an interpreter of its own that starts from a snapshot."""
    with NodeRunner(pyodide_dir, node) as runner:
        return tuple(
            observe_worker(runner, upload, contents, profile, timeout, reuse=True) for upload, contents in workers
        )


def observe_worker(
    runner: NodeRunner,
    upload: UploadSet,
    contents: Contents,
    profile: RuntimeProfile,
    timeout: float = _TIMEOUT,
    *,
    reuse: bool = False,
) -> Observation:
    """Like ``observe_startup``, in a process that is already there. ``reuse`` starts from a memory snapshot."""
    refusal = _find_refusal(upload, profile)
    if refusal is not None:
        return _give_up(refusal)
    answer = runner.serve(_build_job(upload, contents, profile, reuse=reuse), timeout)
    try:
        return _read_answer(answer, upload.entry.name)
    except (LookupError, TypeError, ValueError, AttributeError):
        # The Worker shares its interpreter with what writes the answer, and may have changed that too.
        return _read_answer(
            {"stopped": "the answer of the runtime cannot be read", "executed": answer.get("executed", ())},
            upload.entry.name,
        )


def _find_refusal(upload: UploadSet, profile: RuntimeProfile) -> str | None:
    """What workerd refuses before Python runs, in its own words where it has some."""
    if not profile.enabled:
        return "The python_workers compatibility flag is required to use Python."
    if not upload.modules:
        return "There is no main module."
    entry = upload.entry.name
    if not entry.endswith(".py"):
        return "Main module needs to end with a .py file extension"
    stem = entry.removesuffix(".py")
    for module in upload.modules:
        if module.name.startswith(f"python_modules/{entry}"):
            return f"Python module python_modules/{entry} clashes with main module"
        if module.name in (f"python_modules/{stem}/__init__.py", f"python_modules/{stem}.so"):
            return f"Python module {module.name} clashes with main module"
        if module.name.startswith("/") or ".." in module.name.split("/"):
            return f"Module name is not allowed: {module.name}"
    return None


def _give_up(message: str) -> Observation:
    return Observation(starts=False, error=ObservedError(PLATFORM_ERROR, message), modules=(), entry_ran=False)


def _build_job(upload: UploadSet, contents: Contents, profile: RuntimeProfile, *, reuse: bool) -> dict[str, Any]:
    read = contents if callable(contents) else lambda module: contents[module.name]
    files = [
        (module.name, b64encode(read(module)).decode("ascii"))
        for module in upload.modules
        if module.type in _VISIBLE and not {"", "."} & set(module.name.split("/"))
    ]
    runtime_files = collect_runtime_files(profile)
    vendored = [e.path for e in profile.search_path if e.place in (SearchPlace.VENDORED, SearchPlace.LEGACY_VENDOR)]
    return {
        "files": files,
        "runtimeFiles": runtime_files,
        "sdkFiles": collect_sdk_files(profile),
        "preload": _PRELOADED.split(),
        "paths": [find_place(profile, SearchPlace.APP), find_place(profile, SearchPlace.BUNDLED)],
        "jsNames": sorted(profile.js_names),
        "flags": sorted(profile.flags),
        "snapshotKey": _digest(runtime_files) if reuse and profile.python >= (3, 13) else None,
        "start": {
            "stem": upload.entry.name.removesuffix(".py"),
            "vendored": vendored,
            "readPth": "python_process_pth_files" in profile.flags,
        },
    }


def _digest(files: list[tuple[str, str]]) -> str:
    return sha256("\0".join(chain.from_iterable(files)).encode()).hexdigest()


def _read_answer(answer: dict[str, Any], entry: str) -> Observation:
    executed = [(str(name), str(path), bool(namespace)) for name, path, namespace in answer.get("executed", ())]
    error = ObservedError(PLATFORM_ERROR, answer["stopped"]) if "stopped" in answer else _read_error(answer["error"])
    return Observation(
        starts=error is None,
        error=error,
        modules=tuple(dict.fromkeys(name for name, _, _ in executed)),
        namespaces=frozenset(name for name, _, namespace in executed if namespace),
        entry_ran=any(path == entry for _, path, _ in executed),
        python=answer.get("python", ""),
        search_path=tuple(answer.get("path", ())),
        times=_read_times(answer.get("times", ())),
        memory=tuple(answer["memory"]) if "memory" in answer else None,
    )


def _read_times(rows: Sequence[Sequence[Any]]) -> tuple[ObservedTime, ...]:
    own = [float(row[3]) for row in rows]
    for _, parent, _, seconds in rows:
        if parent is not None:
            own[parent] -= seconds
    return tuple(
        ObservedTime(str(name), parent, bool(uploaded), float(seconds), max(alone, 0.0))
        for (name, parent, uploaded, seconds), alone in zip(rows, own, strict=True)
    )


def _read_error(error: dict[str, Any] | None) -> ObservedError | None:
    if error is None:
        return None
    frames = tuple(ObservedFrame(**frame) for frame in error["frames"])
    return ObservedError(**{**error, "notes": tuple(error["notes"]), "frames": frames})
