"""Which Worker a report speaks of."""

from __future__ import annotations

from graphcheck.model.frozen import frozen

__all__ = ["WorkerInfo"]


@frozen
class WorkerInfo:
    """Which Worker was analysed, as what. Paths are relative to the project root, which is ``.`` itself."""

    name: str | None
    config: str | None
    main: str
    entry: str
    module_root: str
    project_root: str
    env: str | None
    pyodide: str
    python: str
    selected_by: str
