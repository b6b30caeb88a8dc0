"""A relative import in a module that has no package.

## What it checks

`from .utils import x` and `from . import utils` in files that lie directly in the module root, and relative imports
with more dots than there are packages above.

## Why it fails in a Worker

The entry and the files beside it are top-level modules: `__package__` is empty, and Python refuses with `attempted
relative import with no known parent package`. On a desktop the same folder is often imported as a package
(`src.main`), where the import works. Inside a sub-folder relative imports work in a Worker as well.

## How to fix

Write the import without the dots.

## Limits

A relative import in a `try` whose handler falls back to the absolute form is a known idiom and not reported.

Evidence: OWASP-BLT/BLT-API@a5f28b0, OWASP-BLT/BLT-Leaf@24e7bd0.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.resolution import ModuleOrigin, Outcome, Resolution
from graphcheck.rules.context import Context
from graphcheck.rules.rewrites import another_comes_first, import_names_fix, rename_fix, site_at
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.sites import FailingImport, failing_imports, make_finding

__all__ = ["RULE", "check"]

UTILS = "def helper():\n    return 1\n"

RULE = Rule(
    "GC102",
    "relative-import-no-parent",
    Severity.ERROR,
    "0.1.0",
    (
        Example(
            "in the entry",
            worker({"src/main.py": "from .utils import helper\n", "src/utils.py": UTILS}),
            ("src/main.py:1",),
        ),
        Example(
            "beside the entry",
            worker(
                {"src/main.py": "import router\n", "src/router.py": "from . import utils\n", "src/utils.py": UTILS}
            ),
            ("src/router.py:1",),
        ),
        Example(
            "beyond the top",
            worker({"src/main.py": "import app.views\n", "src/app/views.py": "from ..utils import helper\n",
                    "src/utils.py": UTILS}),
            ("src/app/views.py:1",),
        ),
        Example(
            "inside a package",
            worker({"src/main.py": "import app.views\n", "src/app/views.py": "from .utils import helper\n",
                    "src/app/utils.py": UTILS}),
        ),
        Example(
            "guarded pair",
            worker({
                "src/main.py": "try:\n    from .utils import helper\n"
                "except ImportError:\n    from utils import helper\n",
                "src/utils.py": UTILS,
            }),
        ),
    ),
)  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    for failing in failing_imports(context, _is_relative_failure):
        if failing.severity is not Severity.INFO:
            yield _report(context, failing)


def _is_relative_failure(resolution: Resolution) -> bool:
    return resolution.outcome in (Outcome.NO_PARENT_PACKAGE, Outcome.BEYOND_TOP_LEVEL)


def _report(context: Context, failing: FailingImport) -> Finding:
    no_parent = failing.resolution.outcome is Outcome.NO_PARENT_PACKAGE
    where = (
        f"`{failing.importer}` lies in the module root and belongs to no package"
        if no_parent
        else f"`{failing.importer}` has fewer packages above it than the import has dots"
    )
    name, target = failing.resolution.name, failing.resolution.target
    remedy = _absolute_statement(failing.site.statement)
    notes = () if target else (f"there is no module `{name}` in the Worker either",)
    if target and target.origin is not ModuleOrigin.APP:
        notes, target = (another_comes_first(name, target),), None
    finding = make_finding(
        RULE,
        context,
        failing,
        f"{where}: {failing.resolution.message}",
        subject=failing.importer,
        remedies=(remedy,) if target and remedy else (),
        notes=notes,
    )
    return _with_fix(context, finding, failing) if target else finding


def _absolute_statement(statement: str) -> str | None:
    """``from .a import b`` -> ``from a import b``; ``from . import a`` -> ``import a``."""
    dots = statement.removeprefix("from").lstrip()
    module, separator, names = dots.lstrip(". ").partition("import ")
    if not separator:
        return None
    return f"from {module.strip()} import {names}" if module.strip() else f"import {names.strip('()')}"


def _with_fix(context: Context, finding: Finding, failing: FailingImport) -> Finding:
    """``from .a import b`` loses its dots, ``from . import a`` becomes ``import a``."""
    source = site_at(context, failing.site)
    if source is None:
        return finding
    if not source.module:
        return replace(finding, fix=import_names_fix(context, failing.site, source))
    return replace(finding, fix=rename_fix(context, failing.site, source.module, failing.resolution.name))
