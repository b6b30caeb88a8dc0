"""graphcheck: will this Cloudflare Python Worker start, and if not, which imports break it, why, and what is the fix?

``analyze`` and the types it returns are the public API; everything else may change.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphcheck.model.analysis import Analysis

__all__ = ["__version__", "analyze"]

__version__ = "0.1.0"


def analyze(
    folder: str | os.PathLike[str] = ".",
    *,
    config: str | None = None,
    env: str | None = None,
    date: str | None = None,
) -> Analysis:
    """Analyse the Worker whose wrangler configuration is found from ``folder`` upwards. Reads files, writes none.

    ``config`` and ``env`` are wrangler's ``--config`` and ``--env``; ``date`` replaces the compatibility date.
    Raises ``graphcheck.model.errors.GraphcheckError`` where the configuration cannot be used.
    """
    from graphcheck.config import Invocation
    from graphcheck.pipeline import examine
    from graphcheck.tree import DiskTree, tree_path

    invocation = Invocation(tree_path(os.fspath(folder)), config=config, env=env, date=date, environ=os.environ)
    return examine(DiskTree(), invocation).analysis
