"""An import of something that exists neither in the Worker nor in the project.

## What it checks

Every import on a live path that resolves nowhere: not in the standard library of the Worker's Python, not in
`python_modules`, the SDK or the app, and not in the project, `.venv-workers` or `.venv` either.

## Why it fails in a Worker

There is nothing to import. Often the name is misspelt, differs in upper and lower case (which some desktops forgive
and the Worker does not), or belongs to a package that nobody declared.

## How to fix

Correct the name, or declare the distribution that provides it with `uv add` and vendor it with `uv run pywrangler
sync`. Where Pyodide's own list of packages has the module, the finding names its distribution.

## Limits

Modules that a build command generates do not exist before it has run. A module of the same name elsewhere in the
repository is named, whether it was meant or not.

Evidence: cicybot/cloudflare-python-workers@6ca868c, cloudflare/workers-py#109.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.package import LockKind
from graphcheck.model.requirement import normal_name
from graphcheck.model.resolution import ModuleOrigin, Outcome, Resolution
from graphcheck.resolve.nearest import nearest_modules
from graphcheck.rules.context import Context
from graphcheck.rules.dependencies import unvendored_names
from graphcheck.rules.natives import foreign_extension
from graphcheck.rules.packages import lock_of, syncs_here
from graphcheck.rules.provision import absent_packages
from graphcheck.rules.repository import find_in_repository
from graphcheck.rules.requirements import unmet_by_owner
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.shadowing import hidden_modules, report_hidden
from graphcheck.rules.sites import FailingImport, failing_imports, make_finding, root_prefix_of, root_prefixes
from graphcheck.rules.syncing import SYNC, with_project
from graphcheck.runtime.pyodide_packages import modules_of, packages_with

__all__ = ["RULE", "check"]

MOST_NAMED = 8

RULE = Rule(
    "GC103",
    "import-not-found",
    Severity.ERROR,
    "0.1.0",
    (
        Example(
            "misspelt",
            worker({"src/main.py": "import core.confg\n", "src/core/config.py": "DEBUG = True\n"}),
            ("src/main.py:1",),
        ),
        Example(
            "nobody declared it",
            worker({"src/main.py": "def handler():\n    import left_pad\n"}),
            ("src/main.py:2",),
        ),
        Example(
            "nobody declared it, and its distribution has another name",
            worker({"src/main.py": "import bs4\n"}),
            ("src/main.py:1",),
        ),
        Example(
            "in a folder of the repository that no Worker uploads",
            worker({
                "src/main.py": "import common\n",
                "packages/shared/common/__init__.py": "",
            }),
            ("src/main.py:1",),
        ),
        Example(
            "guarded by a handler that raises",
            worker({"src/main.py": "try:\n    import left_pad\nexcept ImportError:\n    raise\n"}),
            ("src/main.py:2",),
        ),
        Example(
            "a vendored portion behind a package of the app",
            worker({
                "src/main.py": "import acme.pricing\n",
                "src/acme/__init__.py": "",
                "python_modules/acme/pricing.py": "",
            }),
            ("src/main.py:1",),
        ),
        Example(
            "only for type checkers",
            worker({
                "src/main.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import left_pad\n"
            }),
        ),
        Example(
            "a name that a folder lacks is another finding",
            worker({"src/main.py": "from core import confg\n", "src/core/config.py": "DEBUG = True\n"}),
        ),
        Example("exists", worker({"src/main.py": "import core.config\n", "src/core/config.py": "DEBUG = True\n"})),
    ),
)  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    prefixes = root_prefixes(context)

    def wanted(resolution: Resolution) -> bool:
        if resolution.outcome not in (Outcome.MISSING, Outcome.NOT_A_PACKAGE):
            return False
        return root_prefix_of(resolution.name, prefixes) is None

    explained = {(each.failing.site, each.failing.resolution.name) for each in absent_packages(context)}
    for failing in failing_imports(context, wanted):
        if (failing.site, failing.resolution.name) in explained:
            continue
        if failing.unbound:
            continue  # Python says that the package has no such name, and so does GC106
        if foreign_extension(context, failing.resolution) is None:
            yield _report(context, failing)
    for hidden in hidden_modules(context):
        if hidden.winner.origin is ModuleOrigin.APP and hidden.winner.path:
            init = context.display(hidden.winner.path)
            remedy = f"delete {init} if it can go: folders of one name without it are one namespace package"
            yield report_hidden(RULE, context, hidden, init, remedy)


def _report(context: Context, failing: FailingImport) -> Finding:
    name = failing.resolution.name
    top = name.partition(".")[0]
    own = context.modules[failing.importer].origin is not ModuleOrigin.VENDORED
    whole = failing.resolution.failed_at == top
    packages = packages_with(top) if whole else ()
    near = nearest_modules(name, _known_names(context, name)) if own and not packages else ()
    notes = [f"the nearest module is `{near[0]}`"] if near else []
    notes += [f"the Worker has it as `{module}`" for module in _elsewhere(context, name)] if own else []
    if packages not in ((), (normal_name(top),)):
        notes.append(f"`{top}` is a module of {' and of '.join(packages)}")
    place = find_in_repository(context, top) if own and whole and not near and not packages else None
    if not whole and not near:
        notes += _what_is_there(context, failing.resolution)
    if place and _needs_are_unknown(context):
        notes.append(f"the repository has {_in_repository(context, place)}, which this Worker does not upload")
        place = None
    if whole and not near and not place:
        notes += _what_may_bring_it(context, failing, own=own)
    return make_finding(
        RULE,
        context,
        failing,
        f"`{top}` is {_in_repository(context, place)} of the repository, which this Worker does not upload"
        if place
        else f"nothing provides `{name}`: {failing.resolution.message}",
        subject=top if failing.resolution.outcome is Outcome.MISSING else name,
        remedies=_share(context, place) if place else _remedies(context, failing, near, packages),
        notes=tuple(notes),
    )


def _what_is_there(context: Context, resolution: Resolution) -> Iterator[str]:
    """The modules of the package that lacks one."""
    parent = (resolution.failed_at or "").rpartition(".")[0]
    inside = {name.rpartition(".")[2] for name in context.resolver.worker.uploaded_names() if _is_below(name, parent)}
    if inside:
        more = f" and {len(inside) - MOST_NAMED} more" if len(inside) > MOST_NAMED else ""
        yield f"`{parent}` has {', '.join(sorted(inside)[:MOST_NAMED])}{more}"


def _is_below(name: str, package: str) -> bool:
    return bool(package) and name.rpartition(".")[0] == package


def _in_repository(context: Context, place: str) -> str:
    return posixpath.relpath(place, context.project.repository_root)


def _share(context: Context, place: str) -> tuple[str, ...]:
    """How code of another folder gets into the Worker."""
    move = f"move or copy it below {context.display(context.project.module_root)}/"
    project = _installable(context, place)
    return (f"uv add {project} && {SYNC}", move) if project and syncs_here(context) else (move,)


def _installable(context: Context, place: str) -> str | None:
    """The nearest folder above ``place`` that uv can install from, inside the repository."""
    top = context.project.repository_root.rstrip("/") + "/"
    folder = posixpath.dirname(place)
    while folder.startswith(top):
        if context.tree.lookup(f"{folder}/pyproject.toml") is not None:
            return context.display(folder)
        folder = posixpath.dirname(folder)
    return None


def _remedies(
    context: Context, failing: FailingImport, near: tuple[str, ...], packages: tuple[str, ...]
) -> tuple[str, ...]:
    name = failing.resolution.name
    whole = failing.resolution.failed_at == name.partition(".")[0]
    corrected = (failing.site.statement.replace(name, near[0], 1),) if near else ()
    # A package may be called nearly like a module of the standard library.
    if not whole or (near and near[0] not in context.profile.modules):
        return corrected
    known = packages[0] if len(packages) == 1 else None
    add = f"uv add {known or 'the distribution that provides it'}"
    if _needs_are_unknown(context) or _of_unknown_modules(context):
        return (f"{SYNC}, and if that does not bring it: {add}", *corrected)
    return (with_project(context, f"{add} && {SYNC}" if known else f"{add}, then: {SYNC}"), *corrected)


def _what_may_bring_it(context: Context, failing: FailingImport, *, own: bool) -> Iterator[str]:
    if own and _needs_are_unknown(context):
        yield "what pyproject.toml declares is not vendored yet: whether it brings this shows after a sync"
        return
    absent = _of_unknown_modules(context) if own else _unmet_by_owner(context, failing)
    if absent:
        yield f"required, not vendored, and perhaps what provides it: {', '.join(absent)}"


def _needs_are_unknown(context: Context) -> bool:
    """Whether something is declared, not vendored, and no lock file says what comes with it."""
    return bool(unvendored_names(context)) and not any(lock_of(context, kind) for kind in LockKind)


def _of_unknown_modules(context: Context) -> tuple[str, ...]:
    """Declared, not vendored, and no list says which modules they have."""
    return tuple(name for name in unvendored_names(context) if not modules_of(name))


def _unmet_by_owner(context: Context, failing: FailingImport) -> tuple[str, ...]:
    return tuple(each.text for each in unmet_by_owner(context, failing.site.path))


def _known_names(context: Context, name: str) -> Iterator[str]:
    """Modules of the upload as deep as ``name``, and for a top-level name those of the runtime."""
    depth = name.count(".")
    yield from (known for known in context.resolver.worker.uploaded_names() if known.count(".") == depth)
    if not depth:
        yield from (known for known in context.profile.modules if "." not in known and not known.startswith("_"))


def _elsewhere(context: Context, name: str) -> tuple[str, ...]:
    """The app's modules whose name ends in the missing one: the folders above it were left out."""
    app = (module.name for module in context.modules.values() if module.origin is ModuleOrigin.APP)
    return tuple(sorted(known for known in app if known.endswith(f".{name}"))[:3])
