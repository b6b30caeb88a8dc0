"""Switches the patches on, before the first module of the Worker is imported."""
# mypy: ignore-errors

import os
from functools import wraps
from importlib import import_module

from _cloudflare.allow_entropy import raise_unless_entropy_allowed
from _cloudflare.import_patch_manager import install_import_patch_manager

import_module("_cloudflare.entropy_import_context")
original_urandom = os.urandom


@wraps(original_urandom)
def guarded_urandom(size: int) -> bytes:
    raise_unless_entropy_allowed()
    return original_urandom(size)


def before_top_level() -> None:
    os.urandom = guarded_urandom
    install_import_patch_manager()
