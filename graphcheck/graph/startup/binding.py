"""Import statements: the module they import, and the names that they bind in the importer."""

from __future__ import annotations

from collections.abc import Callable

from graphcheck.graph.conditions import UNKNOWN_VALUE, Value
from graphcheck.graph.messages import cannot_import_name, has_no_attribute
from graphcheck.graph.runtime_names import runtime_names
from graphcheck.graph.startup.code.things import RuntimeThing
from graphcheck.graph.startup.failures import Failures
from graphcheck.graph.startup.finder import Finder
from graphcheck.graph.startup.frames import Frame, Loaded, module_value
from graphcheck.graph.startup.modules import SysModules
from graphcheck.graph.targets import package_name, relative_failure
from graphcheck.model.imports import Guard, ImportKind, ImportSite
from graphcheck.model.latitude import Offer
from graphcheck.model.location import Span
from graphcheck.model.resolution import ModuleOrigin, Outcome, ResolvedModule
from graphcheck.resolve.names import RelativeImportError, absolute_name
from graphcheck.resolve.resolver import Resolver

__all__ = ["ImportStatements"]

_ALWAYS_THERE = frozenset(
    {"__name__", "__doc__", "__package__", "__loader__", "__spec__", "__file__", "__path__", "__builtins__", "__dict__"}
)


class ImportStatements:
    """Executes import sites. ``resolvers`` are those that answered for each site, by importer and span."""

    provide_lazily: Callable[[Loaded, str], bool | None]
    """Whether a module's ``__getattr__`` gives a name, None where nobody knows; set by the interpreter."""

    def __init__(self, finder: Finder, modules: SysModules, failures: Failures) -> None:
        self._finder = finder
        self.resolvers: dict[str, dict[Span, Resolver]] = {}
        self._modules = modules
        self._failures = failures

    def run(self, site: ImportSite, frame: Frame) -> None:
        importer = frame.loaded.module
        self.resolvers.setdefault(importer.name, {}).setdefault(site.span, self._finder.resolver)
        self._failures.enter(importer, site)
        try:
            try:
                base = absolute_name(site.module, site.level, package_name(importer))
            except RelativeImportError as error:
                self._run_relative_failure(site, error, frame)
                return
            loaded = self._modules.import_(base)
            offer = self._offer(site, base, loaded, importer)
            if site.kind is ImportKind.STAR:
                self._bind_star(loaded, frame)
            elif site.kind is ImportKind.FROM:
                self._bind_names(site, base, loaded, frame)
            elif site.kind is ImportKind.IMPORT:
                self._bind_module(site, base, frame)
            self._modules.watch_reads(site, base, frame)
            if offer is not None:
                frame.loaded.names.interest.note_offer(offer)
        finally:
            self._failures.leave()

    def _offer(self, site: ImportSite, base: str, loaded: Loaded, importer: ResolvedModule) -> Offer | None:
        """Names that ``loaded`` has already, and whose import does nothing but to bind them. A submodule is another
        module, whatever has its name; a class in the place of another is watched. None for files that are not the
        app's: they are hardly edited."""
        if site.kind is not ImportKind.FROM or importer.origin is not ModuleOrigin.APP:
            return None
        module = loaded.module
        names = () if module.path is None or self._modules.placed else loaded.names
        free = {name for name in names if not (module.is_package and self._may_be_module(f"{base}.{name}"))}
        return Offer(site.level, site.module, module.path or "", free)

    def _may_be_module(self, name: str) -> bool:
        return self._modules.resolve(name).outcome is not Outcome.MISSING

    def _bind_module(self, site: ImportSite, base: str, frame: Frame) -> None:
        top = site.module.partition(".")[0]
        if top not in self._modules.loaded:
            self._modules.import_(top)  # the package failed, what is in it did not
        if site.bound:
            frame.names[site.bound] = module_value(top if site.bound == top else base)

    def _run_relative_failure(self, site: ImportSite, error: RelativeImportError, frame: Frame) -> None:
        meant = site.module or (site.names[0].name if site.names else "")
        resolution = relative_failure(error, meant, self._finder.resolver)
        self._failures.fail_import("ImportError", str(error), frame.loaded.module.name, resolution)
        for name in [site.module] if site.module else [name.name for name in site.names]:
            self._modules.repair(name, self._modules.resolve(name))
        frame.names.update({name.bound: UNKNOWN_VALUE for name in site.names})

    def _bind_star(self, loaded: Loaded, frame: Frame) -> None:
        facts = self._modules.facts_of(loaded.module)
        later = "__all__" not in loaded.names and loaded.initialising
        exports = facts.exports if facts and not later else None
        if loaded.is_open:
            frame.loaded.open = True
        if exports is None:
            public = {name: value for name, value in loaded.names.every().items() if not name.startswith("_")}
            frame.names.update(public)
            return
        for name in exports:
            if not self._provide_name(name, loaded.module.name, loaded):
                profile = self._finder.resolver.worker.profile
                message = has_no_attribute(name, loaded.module, profile, partial=loaded.initialising)
                self._failures.fail_import("AttributeError", message, frame.loaded.module.name, None)
            frame.names[name] = self._value_of(name, loaded.module.name, loaded)

    def _value_of(self, name: str, base: str, loaded: Loaded) -> Value:
        if loaded.module.origin is not ModuleOrigin.PYODIDE:
            member = f"{base}.{name}"
            inner = module_value(member) if member in self._modules.loaded else UNKNOWN_VALUE
            return loaded.names.get(name, inner)
        known = self._finder.resolver.worker.profile.modules
        member = f"{base}.{name}"
        return module_value(member) if member in known else Value(thing=RuntimeThing(member))

    def _bind_names(self, site: ImportSite, base: str, loaded: Loaded, frame: Frame) -> None:
        for name in site.names:
            if not self._provide_name(name.name, base, loaded):
                message = cannot_import_name(
                    name.name, loaded.module, self._finder.resolver.worker.profile, partial=loaded.initialising
                )
                resolution = self._modules.resolve(f"{base}.{name.name}")
                self._failures.fail_import("ImportError", message, loaded.module.name, resolution)
            frame.names[name.bound] = self._value_of(name.name, base, loaded)

    def _provide_name(self, name: str, base: str, loaded: Loaded) -> bool:
        """``_handle_fromlist``: whether ``loaded`` has ``name``, after importing the submodule of that name."""
        module = loaded.module
        member = f"{base}.{name}"
        if name in loaded.names:
            return True
        if module.origin is ModuleOrigin.PYODIDE:
            return self._provide_runtime_name(name, member, module)
        given = self.provide_lazily(loaded, name) if module.name == base else None
        if given:
            return True
        resolution = self._modules.resolve(member)
        found = resolution.outcome is Outcome.FOUND
        wanted = found or module.name != base or not module.uploaded
        if resolution.target and wanted and (module.is_package or module.name != base):
            self._modules.import_(member) if found else self._modules.repair(member, resolution)
            return True
        if member in self._modules.loaded or name in _ALWAYS_THERE:
            return True
        facts = self._modules.facts_of(module)
        if given is False and facts and facts.hook_decides:
            return False
        self._import_lazily(loaded, name)
        return loaded.is_open

    def _import_lazily(self, loaded: Loaded, name: str) -> None:
        """A name that only type checkers see imported, and that the module has all the same, it imports when asked."""
        facts = self._modules.facts_of(loaded.module)
        if facts is None or not loaded.is_open:
            return
        for site in facts.sites:
            shown = site.guard is Guard.TYPE_CHECKING or site in loaded.for_checkers
            if shown and site.kind is ImportKind.FROM and name in (each.bound for each in site.names):
                self.run(site, Frame(loaded, facts, {}, function=True))
                return

    def _provide_runtime_name(self, name: str, member: str, module: ResolvedModule) -> bool:
        profile = self._finder.resolver.worker.profile
        names = runtime_names(profile, module)
        if names is None or name in names:
            return True
        if member in profile.modules:
            self._modules.import_(member)
            return True
        return member in self._modules.loaded
