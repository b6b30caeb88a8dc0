"""An import of something that exists neither in the Worker nor in the project.

## What it checks

Every import on a live path that resolves nowhere: not in the standard library of the Worker's Python, not in
`python_modules`, the SDK or the app, and not in the project, `.venv-workers` or `.venv` either.

## Why it fails in a Worker

There is nothing to import. Often the name is misspelt, differs in upper and lower case (which some desktops forgive
and the Worker does not), or belongs to a package that nobody declared.

## How to fix

Correct the name, or declare the distribution that provides it with `uv add` and vendor it with `uv run pywrangler
sync`.

## Limits

Modules that a build command generates do not exist before it has run.

Evidence: cicybot/cloudflare-python-workers@6ca868c, cloudflare/workers-py#109.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.resolution import ModuleOrigin, Outcome, Resolution
from graphcheck.resolve.nearest import nearest_modules
from graphcheck.rules.context import Context
from graphcheck.rules.dependencies import unvendored_names
from graphcheck.rules.natives import foreign_extension
from graphcheck.rules.provision import absent_packages
from graphcheck.rules.requirements import unmet_by_owner
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.shadowing import hidden_modules, report_hidden
from graphcheck.rules.sites import FailingImport, failing_imports, make_finding, root_prefix_of, root_prefixes

__all__ = ["RULE", "check"]

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
    own = context.modules[failing.importer].origin is not ModuleOrigin.VENDORED
    near = nearest_modules(name, _known_names(context, name)) if own else ()
    notes = [f"the nearest module is `{near[0]}`"] if near else []
    notes += [f"the Worker has it as `{module}`" for module in _elsewhere(context, name)] if own else []
    whole = failing.resolution.failed_at == name.partition(".")[0]
    absent = (unvendored_names(context) if own else _unmet_by_owner(context, failing)) if whole else ()
    if absent and not notes:
        notes.append(f"required, not vendored, and perhaps what provides it: {', '.join(absent)}")
    return make_finding(
        RULE,
        context,
        failing,
        f"nothing provides `{name}`: {failing.resolution.message}",
        subject=name.partition(".")[0] if failing.resolution.outcome is Outcome.MISSING else name,
        remedies=_remedies(failing, near),
        notes=tuple(notes),
    )


def _remedies(failing: FailingImport, near: tuple[str, ...]) -> tuple[str, ...]:
    name = failing.resolution.name
    if near:
        return (failing.site.statement.replace(name, near[0], 1),)
    if failing.resolution.failed_at == name.partition(".")[0]:
        return ("uv add the distribution that provides it, then: uv run pywrangler sync",)
    return ()


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
