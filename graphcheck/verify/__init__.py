"""What the real programs say about a Worker: Pyodide about its start, wrangler about its upload set."""

from __future__ import annotations

from graphcheck.verify.compare import compare_startup, compare_upload
from graphcheck.verify.install import find_node, provide_pyodide, use_pyodide
from graphcheck.verify.node import NodeRunner
from graphcheck.verify.observation import PLATFORM_ERROR, Observation, ObservedError, ObservedFrame, ObservedTime
from graphcheck.verify.pyodide import observe_many, observe_startup, observe_worker
from graphcheck.verify.wrangler import (
    UploadedPart,
    WranglerError,
    ask_wrangler,
    find_wrangler,
    observe_upload,
    read_version,
)

__all__ = [
    "PLATFORM_ERROR",
    "NodeRunner",
    "Observation",
    "ObservedError",
    "ObservedFrame",
    "ObservedTime",
    "UploadedPart",
    "WranglerError",
    "ask_wrangler",
    "compare_startup",
    "compare_upload",
    "find_node",
    "find_wrangler",
    "observe_many",
    "observe_startup",
    "observe_upload",
    "observe_worker",
    "provide_pyodide",
    "read_version",
    "use_pyodide",
]
