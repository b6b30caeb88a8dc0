"""What each compatibility flag is to a Python Worker, in a sentence: dated data, no logic.

Sources: the descriptions in ``src/workerd/io/compatibility-date.capnp`` and the places of ``src/pyodide`` where the
flags are read, at the commits that ``flags.py`` names; runs of workerd for what concerns imports.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["MEANINGS"]

MEANINGS: Mapping[str, str] = {
    "python_workers": "Python is available; by itself Pyodide 0.26.0a2, Python 3.12",
    "python_workers_development": "the Pyodide that the runtime was built with; experimental",
    "python_workers_20250116": "Pyodide 0.28.2, Python 3.13: extension modules and syntax of 3.13",
    "python_workers_20260610": "Pyodide 314.0.4, Python 3.14: extension modules and syntax of 3.14",
    "python_workers_314": "Pyodide 314.0.6, Python 3.14: extension modules and syntax of 3.14",
    "python_workers_force_new_vendor_path": "`vendor` leaves the search path: only python_modules is for packages",
    "enable_python_external_sdk": "`workers` and `asgi` leave the runtime: they have to be vendored in python_modules",
    "python_process_pth_files": ".pth files in python_modules are processed before the entry",
    "python_dedicated_snapshot": "the top level runs once, at the upload: no JavaScript objects in globals",
    "python_dedicated_snapshot_keep_import_caches": "a snapshot keeps the caches of the import system",
    "python_check_rng_state": "the upload is refused when the top level has used random numbers",
    "python_no_global_handlers": "handlers are methods of a WorkerEntrypoint class, not functions of the entry",
    "python_workflows": "Workflows can be written in Python",
    "python_workflows_implicit_dependencies": "steps of a Workflow find their dependencies by parameter names",
    "python_request_headers_preserve_commas": "repeated request headers are not joined by commas",
    "python_shared_standard_library": "the standard library is shared between Workers; the search path stays",
    "python_zstd_snapshot": "snapshots are compressed with zstd",
    "python_external_packages": "obsolete",
    "python_workers_durable_objects": "obsolete",
    "nodejs_compat": "Node's modules for JavaScript; switches on nodejs_compat_v2",
    "nodejs_compat_v2": "`js` has Buffer, process, global, setImmediate and clearImmediate",
    "enable_weak_ref": "`js` has WeakRef",
    "expose_global_message_channel": "`js` has MessageChannel and MessagePort",
    "enable_global_performance_classes": "`js` has Performance and its classes",
    "no_global_importscripts": "`js` has no importScripts",
}
"""A flag that is not here is nothing that Python could see."""
