"""What several rules want to know of the upload, worked out once a run: a Worker may have ten thousand files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from graphcheck.model.upload import UploadedModule
from graphcheck.rules.context import Context

__all__ = ["app_files", "names_by_path"]


@lru_cache(maxsize=2)
def app_files(context: Context) -> tuple[UploadedModule, ...]:
    """Those outside of ``python_modules``."""
    return tuple([module for module in context.upload.modules if not module.name.startswith("python_modules/")])


@lru_cache(maxsize=2)
def names_by_path(context: Context) -> Mapping[str, str]:
    """The last name, where a file is uploaded twice."""
    return {module.path: module.name for module in context.upload.modules}
