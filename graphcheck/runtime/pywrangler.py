"""What pywrangler, the tool that vendors packages, does: dated facts.

Read in the distribution workers-py 1.17.9 of PyPI (2026-11, ``pywrangler/resolve.py``, ``sync.py``, ``utils.py``) and,
for older versions, in 1.16.7 to 1.17.6 and in its CHANGELOG. It compiles ``[project].dependencies`` and the SDK for the
Pyodide platform into ``pylock.toml``, without looking at ``uv.lock``, from PyPI and Pyodide's own index, wheels only
unless ``[tool.pywrangler] allow-build`` is set, and installs that into ``python_modules``.
"""

from __future__ import annotations

__all__ = [
    "DISTRIBUTION",
    "HONOURS_UV_SOURCES_SINCE",
    "INDEX_OF_PYTHON",
    "SDK_DISTRIBUTION",
]

DISTRIBUTION = "workers-py"
"""The distribution that brings the command ``pywrangler``."""

SDK_DISTRIBUTION = "workers-runtime-sdk"
"""Vendored by every sync, declared or not."""

HONOURS_UV_SOURCES_SINCE = "1.17.0"
"""Before, ``[tool.uv.sources]`` and workspaces were not looked at."""

INDEX_OF_PYTHON = {"3.12": "0.27.7", "3.13": "0.28.3", "3.14": "314.0.7"}
"""The release of Pyodide whose index is searched beside PyPI, by the Worker's Python."""
