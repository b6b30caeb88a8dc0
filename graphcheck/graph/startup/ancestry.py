"""What an exception class of the project inherits from."""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.graph.exceptions import is_built_in
from graphcheck.graph.startup.modules import SysModules
from graphcheck.graph.targets import package_name
from graphcheck.model.imports import ImportKind
from graphcheck.resolve.names import RelativeImportError, absolute_name

__all__ = ["ExceptionClasses"]

_DEEPEST = 20


class ExceptionClasses:
    """Classes by the module and the name under which code raises them."""

    def __init__(self, modules: SysModules) -> None:
        self._modules = modules

    def above(self, module: str, name: str) -> frozenset[str]:
        """Names of all classes above it that are known, the last ones built-in."""
        return frozenset() if is_built_in(name) else frozenset(self._above(module, name, 0))

    def _above(self, module: str, name: str, depth: int) -> Iterator[str]:
        loaded = self._modules.loaded.get(module)
        if loaded is None or depth > _DEEPEST:
            return
        bases = self._modules.class_bases_of(loaded.module).get(name)
        if bases is None:
            for home, there in self._imported_from(module, name):
                yield from self._above(home, there, depth + 1)
            return
        for base in bases:
            yield base
            if not is_built_in(base):
                yield from self._above(module, base, depth + 1)

    def _imported_from(self, module: str, name: str) -> Iterator[tuple[str, str]]:
        loaded = self._modules.loaded[module]
        facts = self._modules.facts_of(loaded.module)
        for site in facts.sites if facts else ():
            names = [each.name for each in site.names if each.bound == name]
            if site.kind is not ImportKind.FROM or not names:
                continue
            try:
                yield absolute_name(site.module, site.level, package_name(loaded.module)), names[0]
            except RelativeImportError:
                continue
