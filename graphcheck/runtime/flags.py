"""The compatibility flags that decide what a Python Worker can import: dated data, no logic.

Sources: ``src/workerd/io/compatibility-date.capnp`` of workerd at commit 6552d99 (2026-08-22), and for what changed
since the same schema as it is embedded in the workerd release 1.20261117.1: ``python_workers_20260817`` is gone,
``python_workers_314`` came. Where a flag only came to matter through the date of another, the other is listed as well.
"""

from __future__ import annotations

from graphcheck.model.frozen import frozen

__all__ = ["FLAGS", "FLAGS_AS_OF", "CompatFlag", "Implication"]

FLAGS_AS_OF = "2026-11-17"
"""The day of the workerd release whose flags these are."""


@frozen
class Implication:
    """``flag`` switches another flag on, from compatibility date ``since`` on."""

    flag: str
    since: str


@frozen
class CompatFlag:
    """One flag of workerd's schema. The date ``since`` alone enables it, unless the flag ``disable`` is listed.

    ``pyodide`` is set on the flags that select a Python runtime: of those enabled the last of ``FLAGS`` wins.
    """

    enable: str
    disable: str | None = None
    since: str | None = None
    implied_by: Implication | None = None
    pyodide: str | None = None
    experimental: bool = False


def _by_python(since: str) -> Implication:
    return Implication("python_workers", since)


FLAGS = (
    CompatFlag("nodejs_compat", "no_nodejs_compat", since="2026-08-04"),
    CompatFlag("no_global_importscripts", "global_importscripts", since="2024-03-04"),
    CompatFlag(
        "python_workers", implied_by=Implication("python_workers_development", "2000-01-01"), pyodide="0.26.0a2"
    ),
    CompatFlag(
        "nodejs_compat_v2",
        "no_nodejs_compat_v2",
        since="2026-08-04",
        implied_by=Implication("nodejs_compat", "2024-09-23"),
    ),
    # Selects whatever Pyodide the runtime was built from: 314.0.5 in the schema of August 2026.
    CompatFlag("python_workers_development", pyodide="314.0.5", experimental=True),
    CompatFlag("python_external_packages"),
    CompatFlag(
        "python_workers_20250116",
        "no_python_workers_20250116",
        implied_by=_by_python("2025-09-29"),
        pyodide="0.28.2",
    ),
    CompatFlag("python_workers_durable_objects", experimental=True),
    CompatFlag("enable_weak_ref", "disable_weak_ref", since="2025-05-05"),
    CompatFlag("python_workflows", "disable_python_workflows", implied_by=_by_python("2025-09-20")),
    CompatFlag("expose_global_message_channel", "no_expose_global_message_channel", since="2025-08-15"),
    CompatFlag("python_no_global_handlers", "disable_python_no_global_handlers", since="2025-08-14"),
    CompatFlag("python_workers_force_new_vendor_path", since="2025-08-11"),
    CompatFlag(
        "python_dedicated_snapshot",
        "disable_python_dedicated_snapshot",
        implied_by=Implication("python_workers_20250116", "2025-10-16"),
    ),
    CompatFlag(
        "enable_global_performance_classes",
        "disable_global_performance_classes",
        implied_by=Implication("nodejs_compat", "2026-03-17"),
    ),
    CompatFlag("enable_python_external_sdk", "disable_python_external_sdk", since="2026-04-21"),
    CompatFlag("python_check_rng_state", "disable_python_check_rng_state", implied_by=_by_python("2025-12-16")),
    CompatFlag(
        "python_workflows_implicit_dependencies",
        "no_python_workflows_implicit_dependencies",
        implied_by=_by_python("2026-02-25"),
    ),
    CompatFlag(
        "python_request_headers_preserve_commas", "disable_python_request_headers_preserve_commas", since="2026-02-17"
    ),
    CompatFlag("python_process_pth_files", "disable_python_process_pth_files", since="2026-05-26"),
    CompatFlag("python_workers_20260610", "no_python_workers_20260610", pyodide="314.0.4"),
    CompatFlag("python_workers_314", "no_python_workers_314", implied_by=_by_python("2026-09-08"), pyodide="314.0.6"),
    CompatFlag("auto_inject_python_workers", "no_auto_inject_python_workers"),
    CompatFlag("python_dedicated_snapshot_keep_import_caches", "no_python_dedicated_snapshot_keep_import_caches"),
    CompatFlag("python_shared_standard_library", implied_by=_by_python("2026-11-19")),
    CompatFlag("python_zstd_snapshot"),
)
"""In the order of the schema, which is the order in which implications are followed."""
