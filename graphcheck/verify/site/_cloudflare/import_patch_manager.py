"""Patches that are applied while named modules are imported, and modules whose functions may not be called yet.

The vendored SDK registers its own patches here, so the names are those of the runtime.
"""
# mypy: ignore-errors

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import wraps
from typing import Any

Context = Callable[[Any], AbstractContextManager[Any]]
Decorated = Callable[[Any], Any]


@dataclass
class Patch:
    """What surrounds the two steps of loading one module."""

    create: Context = nullcontext
    exec: Context = nullcontext


patches: dict[str, Patch] = {}


def _register(step: str, name: str, context: Context | None) -> Any:
    def store(value: Context) -> Context:
        setattr(patches.setdefault(name, Patch()), step, value)
        return value

    return store if context is None else store(context)


def register_create_patch(name: str, context_manager: Context | None = None) -> Any:
    return _register("create", name, context_manager)


def register_exec_patch(name: str, context_manager: Context | None = None) -> Any:
    return _register("exec", name, context_manager)


def register_after_snapshot(_name: str, handler: Any = None) -> Any:
    """Handlers run after start-up, which is where observation ends."""
    return _ignore if handler is None else handler


def register_before_first_request(_name: str, handler: Any = None) -> Any:
    return _ignore if handler is None else handler


def _ignore(handler: Any) -> Any:
    return handler


class PatchLoader:
    def __init__(self, loader: Any, patch: Patch) -> None:
        self.orig_loader = loader
        self.patch = patch

    def __getattr__(self, attribute: str) -> Any:
        return getattr(self.orig_loader, attribute)

    def create_module(self, spec: Any) -> Any:
        with self.patch.create(spec):
            return self.orig_loader.create_module(spec)

    def exec_module(self, module: Any) -> None:
        with self.patch.exec(module):
            self.orig_loader.exec_module(module)


class PatchFinder:
    """Asks the other finders, and wraps the loader of what they find."""

    def invalidate_caches(self) -> None:
        pass

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> Any:
        patch = patches.get(fullname)
        if patch is None:
            return None
        for finder in sys.meta_path:
            spec = None if isinstance(finder, PatchFinder) else finder.find_spec(fullname, path, target)
            if spec:
                spec.loader = PatchLoader(spec.loader, patch)
                return spec
        return None


def install_import_patch_manager() -> None:
    sys.meta_path.insert(0, PatchFinder())


def block_calls(module: Any, *, allowlist: tuple[str, ...] = ()) -> None:
    """Until the first request, functions of ``module`` raise when called."""
    sys.modules[module.__name__] = BlockedCallModule(module, allowlist)


class BlockedCallModule:
    """Stands in for a module in ``sys.modules``."""

    def __init__(self, module: Any, allowlist: tuple[str, ...]) -> None:
        super().__setattr__("_blocked_state", (module, allowlist))

    def __getattribute__(self, key: str) -> Any:
        module, allowlist = super().__getattribute__("_blocked_state")
        value = getattr(module, key)
        if key in allowlist or not callable(value):
            return value

        @wraps(value)
        def refuse(*_args: Any, **_kwargs: Any) -> Any:
            raise RuntimeError(f"Cannot use {module.__name__}.{key}() outside of request context")

        return refuse

    def __setattr__(self, key: str, value: Any) -> None:
        module, _ = super().__getattribute__("_blocked_state")
        setattr(module, key, value)

    def __dir__(self) -> list[str]:
        module, _ = super().__getattribute__("_blocked_state")
        return dir(module)
