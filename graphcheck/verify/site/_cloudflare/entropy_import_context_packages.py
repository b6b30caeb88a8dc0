"""What the runtime allows third-party packages while they are imported, where it does not leave that to the SDK.

Facts of ``src/pyodide/internal/topLevelEntropy/entropy_import_context_packages.py`` in workerd at commit 6552d99
(2026-08-22): each row is a module and the entropy calls that it may make while it is imported.
"""
# mypy: ignore-errors

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from _cloudflare.allow_entropy import allow_bad_entropy_calls
from _cloudflare.import_patch_manager import block_calls, register_create_patch, register_exec_patch

RUST = {
    "tiktoken._tiktoken": register_create_patch,
    "cryptography.exceptions": register_exec_patch,
    "jiter": register_exec_patch,
}
ONE_CALL = ("numpy.random.mtrand", "langsmith._internal._constants")
ONE_CALL_SINCE_313 = ("langchain_openai.chat_models.base",)
BLOCKED_AFTERWARDS = {"numpy.random": ("default_rng", "RandomState"), "numpy.random.mtrand": ("RandomState",)}
WITHOUT_SSL = ("aiohttp.connector", "requests.adapters", "urllib3.util.ssl_")

rust_seeded = False


@contextmanager
def rust_context(_module: Any) -> Iterator[None]:
    """A hash map made while a Rust extension starts needs a seed; since 3.13 only the first one does."""
    global rust_seeded
    seeded, rust_seeded = rust_seeded and sys.version_info >= (3, 13), True
    with nullcontext() if seeded else allow_bad_entropy_calls(1):
        yield


@contextmanager
def counted_context(module: Any) -> Iterator[None]:
    name = module.__name__
    calls = name in ONE_CALL or (name in ONE_CALL_SINCE_313 and sys.version_info >= (3, 13))
    with allow_bad_entropy_calls(1) if calls else nullcontext():
        yield
    if name in BLOCKED_AFTERWARDS:
        block_calls(module, allowlist=BLOCKED_AFTERWARDS[name])


@contextmanager
def pydantic_core_context(module: Any) -> Iterator[None]:
    """One seed for the standard hash map, a second one for the first schema that is validated."""
    with allow_bad_entropy_calls(1):
        yield
    try:
        with allow_bad_entropy_calls(1):
            module.validate_core_schema(None)
    except module.SchemaError:
        pass


@contextmanager
def shared_random_context(_module: Any) -> Iterator[None]:
    random = sys.modules["random"]
    original = random.Random
    random.Random = lambda: random
    try:
        yield
    finally:
        random.Random = original


class NoSslFinder:
    def find_spec(self, fullname: str, _path: Any, _target: Any = None) -> None:
        if fullname == "ssl":
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)


@contextmanager
def no_ssl_context(_module: Any) -> Iterator[None]:
    """Without ssl these take the branch that makes no SSL context, which would need entropy."""
    finder = NoSslFinder()
    ssl = sys.modules.pop("ssl", None)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        if ssl:
            sys.modules["ssl"] = ssl


for _name, _register in RUST.items():
    _register(_name, rust_context)
for _name in {*ONE_CALL, *ONE_CALL_SINCE_313, *BLOCKED_AFTERWARDS}:
    register_exec_patch(_name, counted_context)
for _name in WITHOUT_SSL:
    register_exec_patch(_name, no_ssl_context)
register_exec_patch("pydantic_core", pydantic_core_context)
register_exec_patch("aiohttp.http_websocket", shared_random_context)
