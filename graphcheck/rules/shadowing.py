"""App modules that the Worker's search order hides behind something else of the same name."""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.frozen import frozen
from graphcheck.model.graph import ImportEdge
from graphcheck.model.imports import Guard, ImportKind
from graphcheck.model.resolution import ModuleOrigin, Outcome, ResolvedModule
from graphcheck.rules.context import Context
from graphcheck.rules.rule import Rule
from graphcheck.rules.sites import (
    FailingImport,
    failing_imports,
    find_at_site,
    make_finding,
    root_prefix_of,
    root_prefixes,
)
from graphcheck.rules.uploaded import app_files

__all__ = ["Hidden", "Shadowed", "hidden_modules", "is_hidden", "report_hidden", "report_shadowed", "shadowed_modules"]

ORDER = "the Worker searches: standard library, python_modules, SDK, app; a desktop searches the app first"


@frozen
class Shadowed:
    """``path`` (relative to the project root) was meant by ``name``, and ``winner`` is what the Worker loads."""

    name: str
    path: str
    winner: ResolvedModule
    is_entry: bool


@frozen
class Hidden:
    """A failing import of an uploaded module: the package above it (``winner``) is another one in the Worker."""

    failing: FailingImport
    path: str
    package: str
    winner: ResolvedModule


def is_hidden(context: Context, name: str) -> bool:
    """Whether what a developer's machine finds under ``name`` is uploaded, and yet not found in the Worker."""
    hit = context.resolver.project.locate(name)
    return hit is not None and any(module.path == hit.place for module in context.upload.modules)


def hidden_modules(context: Context) -> Iterator[Hidden]:
    prefixes = root_prefixes(context)
    for failing in failing_imports(context, lambda resolution: resolution.outcome is Outcome.PROJECT_ONLY):
        name = failing.resolution.name
        if root_prefix_of(name, prefixes):
            continue  # the module is called otherwise, whatever has this name
        package = (failing.resolution.failed_at or name).rpartition(".")[0]
        located = context.resolver.worker.locate(package) if package else None
        hit = context.resolver.project.locate(name)
        if located and hit and is_hidden(context, name):
            yield Hidden(failing, context.display(hit.place), package, located.module)


def report_hidden(rule: Rule, context: Context, hidden: Hidden, winner: str, remedy: str) -> Finding:
    return make_finding(
        rule,
        context,
        hidden.failing,
        f"{hidden.path} is uploaded and cannot be imported: `{hidden.package}` is {winner}",
        label="hidden in the Worker",
        subject=hidden.path,
        remedies=(remedy,),
        notes=(ORDER,),
    )


def shadowed_modules(context: Context) -> Iterator[Shadowed]:
    """Top-level modules and packages of the app that can never be imported under their own name."""
    seen: set[str] = set()
    for module in app_files(context):
        first, _, rest = module.name.partition("/")
        name = first.removesuffix(".py") if not rest else first
        package_file = rest in ("", "__init__.py")
        if not module.name.endswith(".py") or not package_file or name in seen:
            continue
        located = context.resolver.worker.locate(name)
        if located and located.module.origin is not ModuleOrigin.APP:
            seen.add(name)
            yield Shadowed(name, context.display(module.path), located.module, module.path == context.project.entry)


def report_shadowed(rule: Rule, context: Context, shadowed: Shadowed, winner: str) -> Finding | None:
    """Error for the entry, which then never runs; warning where the app imports the name; else nothing is amiss."""
    rename = f"rename {shadowed.path}"
    if shadowed.is_entry:
        message = f"the entry never runs: `{shadowed.name}` is {winner}, which the Worker finds first"
        remedy = f"{rename} and `main`: the runtime imports the entry by its name"
        return Finding(
            rule.code, rule.name, Severity.ERROR, message, path=shadowed.path, subject=shadowed.name, remedies=(remedy,)
        )
    edge = _import_by_app(context, shadowed.name)
    if edge is None:
        return None
    return find_at_site(
        rule,
        context,
        edge.site,
        Severity.WARNING,
        f"`{shadowed.name}` is {winner} in the Worker, never {shadowed.path}",
        subject=shadowed.name,
        remedies=(rename,),
        notes=(ORDER,),
    )


def _import_by_app(context: Context, name: str) -> ImportEdge | None:
    """The first live import of the name by the app itself."""
    return next(
        (
            edge
            for edge in context.graph.edges_of(ModuleOrigin.APP)
            if edge.imported == name
            and edge.kind is not ImportKind.PARENT
            and edge.guard in (Guard.NONE, Guard.OPTIONAL)
        ),
        None,
    )
