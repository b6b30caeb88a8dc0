"""What the Worker is: wrangler's configuration read as wrangler reads it, pyproject.toml, and our own settings."""

from __future__ import annotations

from graphcheck.config.describe import describe_worker, make_display
from graphcheck.config.discovery import find_config, pick_config
from graphcheck.config.invocation import Invocation
from graphcheck.config.load import load_project

__all__ = ["Invocation", "describe_worker", "find_config", "load_project", "make_display", "pick_config"]
