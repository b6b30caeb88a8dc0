"""Runs inside Pyodide: makes the interpreter what a Worker finds, imports the entry, and tells what happened.

``sandbox.mjs`` executes this file as a script and calls its functions; nothing of ours imports it. It may import only
what is loaded before a Worker anyway.
"""

import importlib
import json
import os
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

__all__ = ["observe", "prepare_runtime", "watch_entropy"]

APP = "/session/metadata/"
LONGEST_TEXT = 10_000_000


def watch_entropy() -> int:
    """Address of the byte that holds how many entropy calls are allowed."""
    address: int = importlib.import_module("_cloudflare.allow_entropy").ALLOWED_ENTROPY_CALLS.buffer_info()[0]
    return address


def prepare_runtime(preload: str, paths: str) -> None:
    """What the runtime does before it sees the Worker's files. Both arguments are JSON lists of strings."""
    _settle()
    for name in ("random", "_random", "tempfile"):
        sys.modules.pop(name, None)
    importlib.import_module("_cloudflare.entropy_patches").before_top_level()
    sys.path.extend(json.loads(paths))
    importlib.invalidate_caches()
    for name in json.loads(preload):
        importlib.import_module(name)


def _settle() -> None:
    """Node's loader of Pyodide puts the current folder first, also when it starts from a snapshot."""
    os.chdir("/")
    sys.dont_write_bytecode = True
    sys.argv[:] = [""]
    while "" in sys.path:
        sys.path.remove("")


def observe(job_text: str, record: Callable[[str, str, bool], None]) -> str:
    """Import the entry. The job names its stem, and the search path entries to put before site-packages.

    ``record`` is told name, path and whether it is a namespace of each module of the Worker as it begins to execute.
    The answer has a row for each execution: name, index of the row that it happened in, uploaded or not, seconds.
    """
    job = json.loads(job_text)
    _settle()
    times: list[list[Any]] = []
    _record_execution(record, times)
    error = None
    try:
        _extend_search_path(job["vendored"], read_pth=job["readPth"])
        _import_entry(job["stem"])
    except BaseException as exc:  # noqa: BLE001
        error = _describe(exc)
    python = ".".join(map(str, sys.version_info[:3]))
    return json.dumps({"error": error, "path": [str(entry) for entry in sys.path], "python": python, "times": times})


def _extend_search_path(vendored: list[str], *, read_pth: bool) -> None:
    importlib.invalidate_caches()
    place = next(i for i, entry in enumerate(sys.path) if "site-packages" in entry)
    sys.path[place:place] = vendored
    if read_pth:
        importlib.import_module("site").addsitedir(vendored[0])


def _import_entry(stem: str) -> None:
    parent, dot, child = stem.rpartition(".")
    module = __import__(parent or child, fromlist=[child] if dot else [])
    if dot and not hasattr(module, child):
        importlib.import_module(stem)


def _record_execution(record: Callable[[str, str, bool], None], times: list[list[Any]]) -> None:
    external = sys.modules["_frozen_importlib_external"]
    running: list[int] = []
    for loader, method in (
        ("_LoaderBasics", "exec_module"),
        ("ExtensionFileLoader", "create_module"),
        ("NamespaceLoader", "exec_module"),
    ):
        _wrap(getattr(external, loader), method, record, times, running)


def _wrap(
    loader: Any, method: str, record: Callable[[str, str, bool], None], times: list[list[Any]], running: list[int]
) -> None:
    original = getattr(loader, method)
    clock = time.perf_counter

    def exec_module(self: Any, subject: Any) -> Any:
        spec = getattr(subject, "__spec__", subject)
        uploaded = False
        for place in [spec.origin] if spec.origin else list(spec.submodule_search_locations or ()):
            if place.startswith(APP) or place + "/" == APP:
                record(spec.name, place[len(APP) :], spec.origin is None)
                uploaded = True
                break
        row = [spec.name, running[-1] if running else None, uploaded, 0.0]
        running.append(len(times))
        times.append(row)
        begin = clock()
        try:
            return original(self, subject)
        finally:
            row[3] = clock() - begin
            running.pop()

    # Python leaves frames of this file name out of a traceback, and warnings do not count them.
    exec_module.__code__ = exec_module.__code__.replace(co_filename="<frozen importlib._bootstrap_external>")
    setattr(loader, method, exec_module)


def _describe(exc: BaseException) -> dict[str, Any]:
    if type(exc) is ModuleNotFoundError and exc.name == "src":
        exc.add_note(
            "If your main module is inside the 'src' directory then your import "
            "statement shouldn't include a 'src.' prefix"
        )
    frames = _collect_frames(exc)
    inner = frames[-1] if frames else {"module": None, "path": None, "line": None}
    named = exc.name if isinstance(exc, ImportError) else None
    path, line = inner["path"], inner["line"]
    if isinstance(exc, SyntaxError) and isinstance(exc.filename, str) and exc.filename.startswith(APP):
        path, line = exc.filename[len(APP) :], exc.lineno
    return {
        "type": type(exc).__name__,
        "message": _text(exc),
        "module": named or inner["module"],
        "path": path,
        "line": line,
        "notes": [_text(note) for note in getattr(exc, "__notes__", ())],
        "frames": frames,
    }


def _collect_frames(exc: BaseException) -> list[dict[str, Any]]:
    frames = []
    entry = exc.__traceback__
    while entry is not None:
        frame: FrameType = entry.tb_frame
        path = frame.f_code.co_filename
        if path.startswith(APP):
            module = str(frame.f_globals.get("__name__"))
            frames.append(
                {"path": path[len(APP) :], "line": entry.tb_lineno, "function": frame.f_code.co_name, "module": module}
            )
        entry = entry.tb_next
    return frames


def _text(value: object) -> str:
    try:
        return str(value)[:LONGEST_TEXT]
    except Exception:  # noqa: BLE001
        return f"<unprintable {type(value).__name__}>"
