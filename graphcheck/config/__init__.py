"""What the Worker is: wrangler's configuration read as wrangler reads it, pyproject.toml, and our own settings."""

from __future__ import annotations

from graphcheck.config.invocation import Invocation
from graphcheck.config.load import load_project

__all__ = ["Invocation", "load_project"]
