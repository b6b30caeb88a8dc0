"""What to type to have packages vendored."""

from __future__ import annotations

from graphcheck.rules.context import Context
from graphcheck.runtime.pywrangler import DISTRIBUTION

__all__ = ["FORCED_SYNC", "SYNC", "with_project"]

SYNC = "uv run pywrangler sync"
FORCED_SYNC = f"{SYNC} --force"


def with_project(context: Context, command: str) -> str:
    """``command`` of uv or pywrangler, after what makes a project of the folder where it is none yet: without a
    pyproject.toml both refuse."""
    if context.project.pyproject_path is not None:
        return command
    return f"uv init --bare && uv add --dev {DISTRIBUTION} && {command}"
