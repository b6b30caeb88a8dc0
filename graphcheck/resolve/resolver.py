"""One finder over two views: what the Worker answers for a name, and what the project meant by it."""

from __future__ import annotations

from graphcheck.model.resolution import Attempt, ModuleKind, ModuleOrigin, Outcome, Resolution, ResolvedModule
from graphcheck.model.runtime import SearchPlace
from graphcheck.resolve.names import parents_of
from graphcheck.resolve.project_view import ProjectHit, ProjectView
from graphcheck.resolve.synced import ExpectedSync
from graphcheck.resolve.worker_view import ImportState, Located, WorkerView

__all__ = ["Resolver"]

_PLACES = (SearchPlace.STDLIB, SearchPlace.VENDORED, SearchPlace.LEGACY_VENDOR, SearchPlace.SDK, SearchPlace.APP)


class Resolver:
    """Resolves absolute names. Answers are remembered, so that asking again costs a dictionary look-up.

    ``assumed`` are modules that exist only at run time: they, their parents and whatever is inside them are found where
    the upload has nothing of that name. With ``sync`` so are packages that it would bring.
    """

    def __init__(
        self,
        worker: WorkerView,
        project: ProjectView,
        assumed: tuple[str, ...] = (),
        sync: ExpectedSync | None = None,
    ) -> None:
        self.worker = worker
        self.project = project
        self.sync = sync
        self._assumed = assumed
        self._resolutions: dict[str, Resolution] = {}
        self._plain: Resolver = self
        self._changed: frozenset[str] = frozenset(name.partition(".")[0] for name, _ in worker.state.registered)
        self._states: dict[ImportState, Resolver] = {worker.state: self}
        if not self._changed:
            self._states.setdefault(ImportState(worker.searched(worker.state.path)), self)

    def on(self, state: ImportState) -> Resolver:
        """The answers after running code has changed the import system."""
        known = self._states.get(state)
        if known is not None:
            return known
        other = self._states[state] = Resolver(self.worker.on(state), self.project, self._assumed, self.sync)
        other._states = self._states
        other._plain = self.on(ImportState(self.worker.searched(state.path)))
        return other

    def answering(self, name: str) -> Resolver:
        """The first of all resolvers that give the same answers for ``name`` and what is inside of it."""
        return self if name.partition(".")[0] in self._changed else self._plain

    def resolve(self, name: str) -> Resolution:
        known = self._resolutions.get(name)
        if known is None:
            answering = self.answering(name)
            known = self._resolve(name) if answering is self else answering.resolve(name)
            self._resolutions[name] = known
        return known

    def _resolve(self, name: str) -> Resolution:
        for prefix in (*parents_of(name), name):
            located = self.worker.locate(prefix)
            if located is None:
                return self._not_found(name, prefix)
            if located.module.error is not None:
                if located.module.kind is ModuleKind.SDK and self._is_synced(name, prefix):
                    return _as_vendored(name)
                return _fails_in_runtime(name, prefix, located)
        assert located is not None
        return Resolution(name, Outcome.FOUND, located.module)

    def _is_assumed(self, name: str) -> bool:
        dotted = f"{name}."
        return any(dotted.startswith(f"{each}.") or f"{each}.".startswith(dotted) for each in self._assumed)

    def _is_synced(self, name: str, prefix: str) -> bool:
        """Whether a package is missing as a whole, and a sync would bring it."""
        top = name.partition(".")[0]
        if self.sync is None or prefix != top or top in self.worker.profile.missing_stdlib:
            return False
        return self.sync.brings(top)

    def _not_found(self, name: str, prefix: str) -> Resolution:
        if self._is_assumed(name):
            return Resolution(name, Outcome.FOUND, ResolvedModule(name, ModuleKind.MODULE, ModuleOrigin.APP))
        if self._is_synced(name, prefix):
            return _as_vendored(name)
        parent = self.worker.locate(prefix.rpartition(".")[0]) if "." in prefix else None
        if parent and parent.opaque:
            return Resolution(name, Outcome.FOUND, ResolvedModule(name, ModuleKind.MODULE, ModuleOrigin.APP))
        if self.worker.is_blocked(prefix):
            message = f"import of {prefix} halted; None in sys.modules"
            return Resolution(name, Outcome.MISSING, None, prefix, "ModuleNotFoundError", message)
        message = f"No module named {prefix!r}"
        if parent and not _is_package(parent, self.worker):
            message += f"; {prefix.rpartition('.')[0]!r} is not a package"
        hit = self.project.locate(name)
        if hit is not None:
            outcome = Outcome.PROJECT_ONLY
        elif prefix in self.worker.profile.missing_stdlib:
            outcome = Outcome.STDLIB_MISSING
        elif message.endswith("is not a package"):
            outcome = Outcome.NOT_A_PACKAGE
        else:
            outcome = Outcome.MISSING
        return Resolution(
            name,
            outcome,
            hit.module if hit else None,
            failed_at=prefix,
            error_type="ModuleNotFoundError",
            message=message,
            attempts=self._attempts(hit),
        )

    def _attempts(self, hit: ProjectHit | None) -> tuple[Attempt, ...]:
        places = {entry.place for entry in self.worker.profile.search_path}
        attempts = [Attempt(place.value) for place in _PLACES if place in places]
        if hit is not None:
            attempts.append(Attempt(hit.root.label, hit.place))
        return tuple(attempts)


def _as_vendored(name: str) -> Resolution:
    return Resolution(name, Outcome.FOUND, ResolvedModule(name, ModuleKind.MODULE, ModuleOrigin.VENDORED))


def _is_package(located: Located, worker: WorkerView) -> bool:
    if located.runtime:
        known = worker.profile.modules.get(located.module.name)
        return known is not None and known.package
    return located.module.is_package


def _fails_in_runtime(name: str, prefix: str, located: Located) -> Resolution:
    error_type, _, message = (located.module.error or "").partition(": ")
    external = located.module.kind is ModuleKind.SDK
    return Resolution(
        name,
        Outcome.SDK_EXTERNAL if external else Outcome.RUNTIME_FAILS,
        None if external else located.module,
        failed_at=prefix,
        error_type=error_type,
        message=message,
        attempts=tuple(Attempt(place.value) for place in _PLACES if place is not SearchPlace.LEGACY_VENDOR),
    )
