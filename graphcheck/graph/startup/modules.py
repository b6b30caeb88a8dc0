"""``sys.modules`` and ``importlib._bootstrap``: which modules an import executes, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from graphcheck.graph.conditions import Value
from graphcheck.graph.startup.code.things import UNKNOWN, ClassThing, ModuleThing, Thing, thing_of
from graphcheck.graph.startup.failures import Failures, Raised
from graphcheck.graph.startup.finder import Finder
from graphcheck.graph.startup.frames import MODULE_VALUE, Frame, Loaded, module_value
from graphcheck.graph.startup.interest import Interests, Namespace
from graphcheck.model.graph import ComputedImport
from graphcheck.model.imports import Guard, ImportKind, ImportSite, ModuleImports, Timing
from graphcheck.model.location import Span
from graphcheck.model.resolution import ModuleKind, ModuleOrigin, Outcome, Resolution, ResolvedModule
from graphcheck.model.runtime import ImportContext
from graphcheck.model.steps import DefineStep
from graphcheck.model.uses import AttributeRead, Construction, Constructor, FileUse, Placement
from graphcheck.resolve.names import parents_of
from graphcheck.resolve.worker_view import SESSION

__all__ = ["Facts", "FindUses", "SysModules"]


class FindUses(Protocol):
    """What files do beside their imports, by path; asked for few."""

    def attribute_reads(self, path: str) -> tuple[AttributeRead, ...]: ...
    def file_uses(self, path: str, file: str) -> tuple[FileUse, ...]: ...
    def class_bases(self, path: str) -> Mapping[str, tuple[str, ...]]: ...
    def constructions(self, path: str) -> tuple[Construction, ...]: ...
    def constructor(self, path: str, name: str) -> Constructor | None: ...
    def is_executed(self, path: str, line: int) -> bool: ...
    def placements(self, path: str, function: str) -> tuple[Placement, ...]: ...
    def plain_classes(self, path: str) -> Mapping[str, tuple[str, ...]]: ...
    def may_change_class(self, path: str, names: Sequence[str], attribute: str) -> bool: ...
    def count_stores(self, path: str, name: str) -> int: ...


class Facts(Protocol):
    """Facts of files by path, None for what is not source; and what they do beside that, in the order of the file.

    ``whole`` has the same steps and sites, and the bodies of all functions.
    """

    @property
    def uses(self) -> FindUses: ...
    def get(self, path: str) -> ModuleImports | None: ...
    def whole(self, path: str) -> ModuleImports: ...


class SysModules:
    """``loaded`` is ``sys.modules``; ``order`` holds the names whose execution began, the runtime's own left out.

    ``placed`` are classes that code has put into other modules: under which names, and in which modules.
    """

    run_body: Callable[[Frame], None]
    """Executes a module's steps; set by the interpreter, which in turn imports through this object."""

    def __init__(self, finder: Finder, facts: Facts, failures: Failures, interests: Interests) -> None:
        self.loaded: dict[str, Loaded] = {}
        self.computed: dict[tuple[str, str], ComputedImport] = {}
        self.followed: set[tuple[str, int]] = set()
        self.order: dict[str, None] = {}
        self.contexts: list[ImportContext] = []
        self.placed: dict[ClassThing, dict[str, str]] = {}
        self.uses = facts.uses
        self.interests = interests
        self._facts = facts
        self._finder = finder
        self._failures = failures

    def facts_of(self, module: ResolvedModule) -> ModuleImports | None:
        return self._facts.get(module.path) if module.path else None

    def whole_definition(self, module: ResolvedModule, definition: DefineStep) -> tuple[ModuleImports, DefineStep]:
        """``definition``, a step of ``module``, with its body, and the facts that it belongs to."""
        facts = self.facts_of(module) or ModuleImports((), ())
        if definition.body is not None or module.path is None:
            return facts, definition
        number = next(number for number, each in enumerate(_definitions(facts)) if each is definition)
        whole = self._facts.whole(module.path)
        definitions = _definitions(whole)
        if number >= len(definitions):  # somebody writes the file meanwhile
            return facts, definition
        return whole, definitions[number]

    def class_bases_of(self, module: ResolvedModule) -> Mapping[str, tuple[str, ...]]:
        """The classes of its file with the names of their bases."""
        return self.uses.class_bases(module.path) if module.path and module.path.endswith(".py") else {}

    def note_computed(
        self, importer: ResolvedModule, name: str, span: Span, statement: str, *, guarded: bool
    ) -> ImportSite:
        """The import of a computed name as a site of ``importer``."""
        guard = Guard.OPTIONAL if guarded else Guard.NONE
        site = ImportSite(
            ImportKind.DYNAMIC, name, 0, (), None, span, statement, span, timing=Timing.IMPORT_TIME, guard=guard
        )
        self.computed.setdefault((importer.name, name), ComputedImport(importer.name, site))
        return site

    def import_(self, name: str) -> Loaded:
        """``importlib._bootstrap._find_and_load``: parents first, then the module, unless it is loaded already."""
        resolution = self.resolve(name)
        if self.contexts and any(context.hides == name for context in self.contexts):
            self._failures.fail_import("ModuleNotFoundError", f"No module named {name!r}", name, None)
            return Loaded(ResolvedModule(name, ModuleKind.MISSING, ModuleOrigin.MISSING), open=True)
        if name in self.loaded and resolution.outcome is Outcome.FOUND:
            return self.loaded[name]
        reached = name if resolution.outcome is Outcome.FOUND else (resolution.failed_at or name)
        parent = reached.rpartition(".")[0]
        if parent:
            self.import_(parent)
        if resolution.outcome is not Outcome.FOUND and self._is_registered(reached):
            return self.repair(name, resolution)
        if resolution.outcome is Outcome.FOUND and name in self.loaded:
            return self.loaded[name]
        if resolution.outcome is Outcome.FOUND and resolution.target:
            return self.load(resolution.target)
        type_, message = resolution.error_type or "ModuleNotFoundError", resolution.message or ""
        path = self._path_of(parent) if resolution.outcome is Outcome.NOT_A_PACKAGE else None
        if path is not None:
            if path.truth or path.is_none is None:
                return self.repair(name, resolution)
            message = f"No module named {reached!r}"
        self._failures.fail_import(type_, message, reached, resolution)
        return self.loaded.get(name) or self.repair(name, resolution)

    def _path_of(self, name: str) -> Value | None:
        """The ``__path__`` that a plain module gives itself, so that it is a package; its folders are not followed."""
        loaded = self.loaded.get(name)
        return loaded.names.get("__path__") if loaded else None

    def resolve(self, name: str) -> Resolution:
        """A package that is loaded keeps the ``__path__`` that it was found with; a namespace follows ``sys.path``."""
        first = name.partition(".")[0]
        top, current = self.loaded.get(first), self._finder.resolver
        if top is None or top.resolver is current or top.resolver is None:
            return current.resolve(name)
        if self._finder.is_registered(first) or self._finder.is_registered(name):
            return current.resolve(name)
        return (current if top.module.kind is ModuleKind.NAMESPACE else top.resolver).resolve(name)

    def load(self, target: ResolvedModule) -> Loaded:
        if target.name in self.loaded:
            return self.loaded[target.name]  # the same module under a second name
        if target.origin is ModuleOrigin.PYODIDE:
            loaded = self.loaded[target.name] = Loaded(target, open=True, resolver=self._finder.resolver)
            return loaded
        return self._execute(target)

    def repair(self, name: str, resolution: Resolution) -> Loaded:
        """What the walk goes on with after a failure: the module that was meant, or one of which nothing is known."""
        target = resolution.target
        if target is None or target.origin is ModuleOrigin.PYODIDE:
            target = ResolvedModule(name, ModuleKind.MISSING, ModuleOrigin.MISSING)
        for parent in parents_of(target.name) if target.uploaded else ():
            self.import_(parent)
        loaded = self.loaded.get(target.name) or self._execute(target)
        self.loaded[name] = loaded
        return loaded

    def write(self, loaded: Loaded, name: str, value: Value) -> None:
        """Somebody else gives the module an attribute."""
        if loaded.module.origin is ModuleOrigin.PYODIDE:
            self.interests.sensed.add(loaded.module.name)
        loaded.names.interest.note_call(name, works=True)
        loaded.names[name] = value

    def follow(self, home: Loaded, chain: tuple[str, ...]) -> Thing:
        """What a dotted name stands for in ``home``, by what modules bind."""
        names: Mapping[str, Value] = home.names
        thing: Thing = UNKNOWN
        for name in chain:
            thing = thing_of(names[name]) if name in names else UNKNOWN
            inner = self.loaded.get(thing.name) if isinstance(thing, ModuleThing) else None
            names = inner.names if inner else {}
        return thing

    def executed_paths(self) -> list[str]:
        """The files of all modules whose execution began."""
        targets = (self.resolve(name).target for name in self.order)
        return [target.path for target in targets if target and target.path and target.path.endswith(".py")]

    def watch_reads(self, site: ImportSite, base: str, frame: Frame) -> None:
        """``site`` of ``frame`` was executed: from here on the module's reads of attributes may matter, if it got hold
        of a module that is not through yet, or of a class in the place of another."""
        reader = frame.loaded
        names = [f"{base}.{each.name}" for each in site.names]
        if site.kind is ImportKind.IMPORT:
            names = [base, *(name for name in parents_of(base) if self.loaded.get(name) is not reader)]
        half_done = (self.loaded.get(name) for name in names)
        if reader.watches or not (
            any(each and each.initialising for each in half_done) or self._meets_placed(frame, site)
        ):
            return
        reader.watches = True
        reader.names.interest.acts = True
        path = reader.module.path
        reads = self.uses.attribute_reads(path) if path and reader.module.uploaded_as else ()
        later = [read for read in reads if read.span > site.statement_span]
        reader.uses = sorted((*reader.uses, *later), key=lambda use: use.span)

    def _meets_placed(self, frame: Frame, site: ImportSite) -> bool:
        if not self.placed:
            return False
        holders = {module for names in self.placed.values() for module in names.values()}
        bound = (frame.names.get(name) for name in (site.bound, *(each.bound for each in site.names)) if name)
        things = (value.thing for value in bound if value)
        return any(
            thing in self.placed
            if isinstance(thing, ClassThing)
            else isinstance(thing, ModuleThing) and thing.name in holders
            for thing in things
        )

    def _is_registered(self, name: str) -> bool:
        """Whether a package above ``name`` puts modules into place that no file shows."""
        above = (self.loaded.get(parent) for parent in parents_of(name))
        facts = (self.facts_of(loaded.module) for loaded in above if loaded)
        return any(known is not None and known.registers_modules for known in facts)

    def _execute(self, target: ResolvedModule) -> Loaded:
        facts = self.facts_of(target)
        closed = facts is not None and (facts.hook_decides or not facts.open_names)
        if target.kind is ModuleKind.NAMESPACE:
            closed = target.uploaded
        interest = self.interests.of(target.path)
        loaded = Loaded(target, not closed, Namespace(interest), initialising=True, resolver=self._finder.resolver)
        self.loaded[target.name] = loaded
        if target.kind is not ModuleKind.MISSING:
            self.order.setdefault(target.name)
        if facts and target.path and target.uploaded_as and target.origin is ModuleOrigin.APP:
            files = self.uses.file_uses(target.path, f"{SESSION}/{target.uploaded_as}")
            made = self.uses.constructions(target.path)
            loaded.uses += sorted((*files, *made), key=lambda use: use.span) if made else files
            interest.acts = interest.acts or bool(files)
        context = self._context_of(target.name)
        self.contexts += context
        try:
            if facts and facts.failure:
                loaded.open = True
                if not facts.failure.unread:
                    self._failures.fail_to_compile(target, facts.failure)
            elif facts and facts.unloadable and target.uploaded_as:
                self._failures.fail_to_load(target, facts.unloadable)
            elif facts:
                self.run_body(Frame(loaded, facts, loaded.names))
        except Raised:
            self.loaded.pop(target.name, None)
            raise
        finally:
            interest.acts = interest.acts or bool(loaded.uses)  # what it did not come to
            del self.contexts[len(self.contexts) - len(context) :]
        loaded.initialising = False
        loaded.names.update({each.provides: MODULE_VALUE for each in context if each.provides})
        parent, _, tail = target.name.rpartition(".")
        if parent in self.loaded:
            self.loaded[parent].names[tail] = module_value(target.name)
        return loaded

    def _context_of(self, name: str) -> list[ImportContext]:
        context = self._finder.resolver.worker.profile.import_contexts.get(name)
        return [context] if context and (context.provider is None or context.provider in self.loaded) else []


def _definitions(facts: ModuleImports) -> list[DefineStep]:
    """Of the module itself; no condition stands around those whose bodies may be unread."""
    return [step for step in facts.body if isinstance(step, DefineStep)]
