"""What the real programs say about a Worker: Pyodide about its start, wrangler about its upload set."""

from __future__ import annotations

from graphcheck.verify.node import NodeRunner
from graphcheck.verify.observation import PLATFORM_ERROR, Observation, ObservedError, ObservedFrame
from graphcheck.verify.pyodide import observe_many, observe_startup, observe_worker
from graphcheck.verify.wrangler import UploadedPart, WranglerError, observe_upload

__all__ = [
    "PLATFORM_ERROR",
    "NodeRunner",
    "Observation",
    "ObservedError",
    "ObservedFrame",
    "UploadedPart",
    "WranglerError",
    "observe_many",
    "observe_startup",
    "observe_upload",
    "observe_worker",
]
