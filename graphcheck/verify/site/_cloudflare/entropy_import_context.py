"""Which modules of the standard library get entropy while they are imported, and which may not be used afterwards."""
# mypy: ignore-errors

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from importlib import import_module
from itertools import product
from typing import Any

from _cloudflare.allow_entropy import allow_bad_entropy_calls, raise_unless_entropy_allowed
from _cloudflare.import_patch_manager import block_calls, register_exec_patch

# With python_process_pth_files the file is not there, and the vendored SDK registers its own patches.
with suppress(ImportError):
    import_module("_cloudflare.entropy_import_context_packages")

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_"


@register_exec_patch("random")
@contextmanager
def random_context(module: Any) -> Iterator[None]:
    with allow_bad_entropy_calls(10):
        yield
    block_calls(module, allowlist=("Random", "SystemRandom"))


@register_exec_patch("_random")
@contextmanager
def _random_context(module: Any) -> Iterator[None]:
    yield
    original = module.Random.seed

    @wraps(original)
    def seed(self: Any, value: Any) -> Any:
        if value is None:
            raise_unless_entropy_allowed()
        return original(self, value)

    module.Random.seed = seed


@register_exec_patch("tempfile")
@contextmanager
def tempfile_context(module: Any) -> Iterator[None]:
    yield
    names = ("".join(reversed(letters)) for letters in product(LETTERS, repeat=8))
    held = vars(module)
    held["_orig_RandomNameSequence"] = held["_RandomNameSequence"]
    held["_RandomNameSequence"] = lambda: names


@register_exec_patch("multiprocessing.process")
@contextmanager
def multiprocessing_process_context(_module: Any) -> Iterator[None]:
    with allow_bad_entropy_calls(1):
        yield
