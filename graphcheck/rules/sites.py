"""Import sites that fail in the Worker, each with the severity that its path gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from graphcheck.model.finding import Finding, Fix, Severity
from graphcheck.model.frozen import frozen
from graphcheck.model.graph import ImportEdge, StartupFailure
from graphcheck.model.imports import Guard, ImportKind, Timing
from graphcheck.model.location import SiteRef
from graphcheck.model.resolution import ModuleOrigin, Outcome, Resolution
from graphcheck.rules.context import Context
from graphcheck.rules.rule import Rule

__all__ = [
    "FailingImport",
    "describe_setting",
    "failing_imports",
    "find_at_site",
    "is_circular",
    "is_missing",
    "is_runtime_name",
    "make_finding",
    "report_failure",
    "root_prefix_of",
    "root_prefixes",
    "searched_places",
]


@frozen
class FailingImport:
    """One import statement whose module (``resolution.name``) the Worker cannot import.

    ``unbound``: it is a name of a from-import, and Python looks for an attribute before it looks for a module.
    """

    site: SiteRef
    resolution: Resolution
    names: tuple[str, ...]
    severity: Severity
    chain: tuple[SiteRef, ...]
    importer: str
    unbound: bool = False


def failing_imports(context: Context, wanted: Callable[[Resolution], bool]) -> Iterator[FailingImport]:
    """Failing sites whose resolution is ``wanted``: those that stop the Worker, and the app's own others.

    Severity follows what the runtime would do: error where the startup walk meets the exception unguarded, warning
    where a request would meet it, info where a guard swallows it. What a vendored package imports only later, or under
    a guard, is its author's business and not reported.
    """
    fatal = {(failure.site, failure.resolution.name): failure for failure in context.startup.failures
             if failure.resolution}  # fmt: skip
    seen: set[tuple[SiteRef, str]] = set()
    for edge in context.graph.failing:
        if not wanted(edge.resolution):
            continue
        key = (edge.site, edge.resolution.name)
        if key in seen:
            continue
        if edge.resolution.outcome is Outcome.PROJECT_ONLY and not context.modules[edge.importer].uploaded:
            continue  # two files that both stay behind: what keeps the first out is the cause
        seen.add(key)
        failure = fatal.get(key)
        severity = Severity.ERROR if failure else _severity_of(edge, context)
        if severity:
            chain = failure.chain if failure else (*context.graph.chain_to(edge.importer), edge.site)
            unbound = failure is not None and failure.type == "ImportError" and not edge.names
            yield FailingImport(edge.site, edge.resolution, edge.names, severity, chain, edge.importer, unbound)


def _severity_of(edge: ImportEdge, context: Context) -> Severity | None:
    importer = context.modules[edge.importer]
    own = importer.origin is ModuleOrigin.APP
    if not own or edge.guard in (Guard.DEAD, Guard.TYPE_CHECKING):
        return None
    if _is_submodule_of_a_failing_site(edge):
        return None
    if edge.guard is Guard.OPTIONAL or edge.timing is Timing.IMPORT_TIME:
        return Severity.INFO
    return Severity.WARNING


def _is_submodule_of_a_failing_site(edge: ImportEdge) -> bool:
    """``from a import b`` also asks for ``a.b``; where ``a`` itself fails, one finding says it."""
    failed_at = edge.resolution.failed_at or ""
    return edge.kind is ImportKind.FROM and not edge.names and edge.resolution.name.startswith(failed_at + ".")


def make_finding(
    rule: Rule,
    context: Context,
    failing: FailingImport,
    message: str,
    *,
    label: str | None = None,
    subject: str = "",
    remedies: tuple[str, ...] = (),
    notes: tuple[str, ...] = (),
) -> Finding:
    """A finding at a failing import, with the places that were searched."""
    return find_at_site(
        rule,
        context,
        failing.site,
        failing.severity,
        message,
        label=label,
        subject=subject,
        chain=failing.chain,
        searched=searched_places(context, failing.resolution),
        remedies=remedies,
        notes=notes,
    )


def find_at_site(
    rule: Rule,
    context: Context,
    site: SiteRef,
    severity: Severity,
    message: str,
    *,
    label: str | None = None,
    subject: str = "",
    chain: tuple[SiteRef, ...] | None = None,
    searched: tuple[str, ...] = (),
    remedies: tuple[str, ...] = (),
    notes: tuple[str, ...] = (),
    fix: Fix | None = None,
) -> Finding:
    """A finding at a statement, with its line. ``chain`` is the shortest one to its module, unless another is given."""
    return Finding(
        rule.code,
        rule.name,
        severity,
        message,
        module=site.module,
        path=site.path,
        span=site.span,
        source=context.read_line(site.path, site.span.line),
        label=label,
        subject=subject,
        chain=(*context.graph.chain_to(site.module), site) if chain is None else chain,
        searched=searched,
        remedies=remedies,
        notes=notes,
        fix=fix,
    )


def searched_places(context: Context, resolution: Resolution) -> tuple[str, ...]:
    """``standard library``, ... in the Worker's order, then where the project has it."""
    return tuple(
        f"in {attempt.place}: {context.display(attempt.hit)}" if attempt.hit else attempt.place
        for attempt in resolution.attempts
    )


def root_prefixes(context: Context) -> tuple[str, ...]:
    """Names that the module root has on a desktop: ``src``, and ``backend.src`` seen from one folder higher up."""
    root, top = context.project.module_root, context.project.repository_root
    if root == top or not root.startswith(top.rstrip("/") + "/"):
        return ()
    parts = root[len(top.rstrip("/")) + 1 :].split("/")
    suffixes = (parts[start:] for start in range(len(parts) - 1, -1, -1))
    return tuple(".".join(suffix) for suffix in suffixes if all(part.isidentifier() for part in suffix))


def describe_setting(context: Context, key: str, value: str) -> str:
    """``key = "value" in wrangler.toml``, in the dialect of the project's configuration file."""
    path = context.project.config_path
    if path is None:
        return f'{key} = "{value}"'
    text = f'{key} = "{value}"' if path.endswith(".toml") else f'"{key}": "{value}"'
    return f"{text} in {context.display(path)}"


def root_prefix_of(name: str, prefixes: tuple[str, ...]) -> str | None:
    """The one of ``prefixes`` that ``name`` is, or begins with."""
    return next((prefix for prefix in prefixes if f"{name}.".startswith(f"{prefix}.")), None)


def report_failure(
    rule: Rule,
    context: Context,
    failure: StartupFailure,
    message: str,
    *,
    subject: str,
    remedies: tuple[str, ...] = (),
    notes: tuple[str, ...] = (),
) -> Finding:
    """An error at the statement that raises while the Worker starts."""
    return find_at_site(
        rule,
        context,
        failure.site,
        Severity.ERROR,
        message,
        subject=subject,
        chain=failure.chain,
        remedies=remedies,
        notes=notes,
    )


def is_missing(resolution: Resolution) -> bool:
    return resolution.outcome in (Outcome.MISSING, Outcome.PROJECT_ONLY, Outcome.NOT_A_PACKAGE)


def is_runtime_name(context: Context, failure: StartupFailure) -> bool:
    """``from module import name`` of a module that the runtime brings."""
    if failure.type != "ImportError" or not failure.message.startswith("cannot import name "):
        return False
    module = context.modules.get(failure.module)
    return module is not None and module.origin is ModuleOrigin.PYODIDE


def is_circular(failure: StartupFailure) -> bool:
    """A name was needed from a module that is only half executed."""
    return (
        failure.type in ("ImportError", "AttributeError")
        and "(most likely due to a circular import)" in failure.message
    )
