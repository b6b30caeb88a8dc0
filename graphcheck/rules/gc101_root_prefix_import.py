"""An import that starts with the folder in which the entry lies.

## What it checks

Imports whose first names are the module root's own folder: `from src.db import query` where `main` is
`src/main.py`.

## Why it fails in a Worker

wrangler uploads every file under its path relative to the module root: `base_dir`, or the folder of `main`. With
`main = "src/main.py"` the file `src/db.py` becomes the module `db`, and nothing inside the Worker is called `src`.
On a desktop the project folder is on `sys.path`, so the same import works there and in the tests.

## How to fix

Either drop the prefix (`from db import query`), or set `base_dir` in the wrangler configuration to the folder that
holds the prefix; modules then keep it. With `base_dir` the entry itself stays at the top under its own name, so its
imports without the prefix have to gain it.

`graphcheck fix` drops the prefix, also in uses of `import src.db` (`src.db.query()` becomes `db.query()`) and in
literal `importlib.import_module("src.db")`, and in imports for type checkers and in files that no import reaches.
`graphcheck fix --with base-dir` sets `base_dir` where every import has the prefix. `graphcheck fix --with sys-path`
keeps the imports, and puts lines at the top of the entry that register the prefix in `sys.modules`: no entry of
`sys.path` can make it importable. They do nothing on a desktop; in the Worker the prefix's own `__init__.py` is not
executed.

## Limits

A package inside the module root that has the same name as the module root's folder is used as Python uses it, and
not reported; nor is a guarded import beside one of the same module without the prefix.

Evidence: cloudflare/cloudflare-docs#25856; workerd adds a note about the prefix for the literal name `src`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace

from graphcheck.model.finding import Finding, Fix, PrefixRegistration, Severity
from graphcheck.model.imports import Guard
from graphcheck.model.location import SiteRef
from graphcheck.model.resolution import Outcome, Resolution
from graphcheck.rules.base_dir import base_dir_fix, base_dir_remedy
from graphcheck.rules.context import Context
from graphcheck.rules.foreign_folders import foreign_part
from graphcheck.rules.rewrites import (
    another_comes_first,
    import_names_fix,
    is_own,
    rename_fix,
    rename_site,
    site_at,
)
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.sites import (
    FailingImport,
    failing_imports,
    is_missing,
    make_finding,
    root_prefix_of,
    root_prefixes,
)

__all__ = ["RULE", "check"]

SETTINGS = "class Settings:\n    pass\n"

RULE = Rule(
    "GC101",
    "root-prefix-import",
    Severity.ERROR,
    "0.1.0",
    (
        Example(
            "prefix of the module root",
            worker(
                {
                    "src/main.py": "from src.core.config import Settings\n",
                    "src/core/config.py": SETTINGS,
                }
            ),
            ("src/main.py:1",),
        ),
        Example(
            "two folders",
            worker(
                {
                    "backend/src/main.py": "import backend.src.core.config\n",
                    "backend/src/core/config.py": SETTINGS,
                },
                main="backend/src/main.py",
            ),
            ("backend/src/main.py:1",),
        ),
        Example(
            "a vendored package has the name of the module root",
            worker(
                {
                    "src/main.py": "from src.core.config import Settings\n",
                    "src/core/config.py": SETTINGS,
                    "python_modules/src/__init__.py": "",
                }
            ),
            ("src/main.py:1",),
        ),
        Example(
            "the standard library comes first",
            worker({"src/main.py": "from src.calendar import days\n", "src/calendar.py": "days = 7\n"}),
            ("src/main.py:1",),
        ),
        Example(
            "for both worlds",
            worker(
                {
                    "src/main.py": "try:\n    from src.a import x\nexcept ImportError:\n    from a import x\n",
                    "src/a.py": "x = 1\n",
                }
            ),
        ),
        Example(
            "names relative to the module root",
            worker({"src/main.py": "from core.config import Settings\n", "src/core/config.py": SETTINGS}),
        ),
        Example(
            "base_dir keeps the prefix",
            worker(
                {"src/main.py": "from src.core.config import Settings\n", "src/core/config.py": SETTINGS},
                keys='base_dir = "."',
            ),
        ),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    prefixes = root_prefixes(context)

    def wanted(resolution: Resolution) -> bool:
        return is_missing(resolution) and root_prefix_of(resolution.name, prefixes) is not None

    findings = []
    for failing in failing_imports(context, wanted):
        prefix = root_prefix_of(failing.resolution.name, prefixes)
        if prefix and not _has_fallback(context, failing, prefix):
            findings.append(_report(context, failing, prefix))
    yield from _with_companions(context, findings, prefixes)


def _has_fallback(context: Context, failing: FailingImport, prefix: str) -> bool:
    """A guarded import whose file also has the same one without the prefix: one of the two works everywhere."""
    source = context.facts.get(context.modules[failing.importer].path or "")
    rest = failing.resolution.name[len(prefix) + 1 :]
    if failing.severity is not Severity.INFO or source is None or not rest:
        return False
    return any(site.module == rest and not site.level for site in source.sites)


def _report(context: Context, failing: FailingImport, prefix: str) -> Finding:
    rest = failing.resolution.name[len(prefix) + 1 :]
    found = context.resolver.resolve(rest) if rest else None
    own = not rest or is_own(context, rest)
    message = f"`{prefix}` is the module root itself; {_namesake(context, prefix.partition('.')[0])}"
    subject = prefix
    notes = [] if own else [f"there is no module `{rest}` in the Worker either"]
    if found and found.target and found.outcome is Outcome.FOUND and not own:
        notes, subject = [another_comes_first(rest, found.target)], f"{prefix}, {rest}"
    finding = make_finding(
        RULE,
        context,
        failing,
        message,
        label=f"uploaded as `{rest}`" if rest and own else None,
        subject=subject,
        remedies=_remedies(context, failing, prefix, rest if own else None),
        notes=tuple(notes),
    )
    return _with_fixes(context, finding, failing, prefix, rest) if own else finding


def _namesake(context: Context, top: str) -> str:
    """What has the name of the module root in the Worker."""
    located = context.resolver.worker.locate(top)
    if located is None:
        return f"nothing inside the Worker is called `{top}`"
    place = context.display(located.module.path) if located.module.path else "a module of the runtime"
    return f"inside the Worker `{top}` is {place}"


def _remedies(context: Context, failing: FailingImport, prefix: str, rest: str | None) -> tuple[str, ...]:
    """``rest`` is None where the import without the prefix would not do."""
    name = failing.resolution.name
    without_prefix = None if rest is None else _without_prefix(failing.site.statement, name, rest)
    base_dir = base_dir_remedy(context, _above(context, prefix), prefix)
    return tuple(remedy for remedy in (without_prefix, base_dir) if remedy)


def _without_prefix(statement: str, name: str, rest: str) -> str:
    if rest:
        return statement.replace(name, rest, 1)
    if statement.startswith(f"from {name} import "):
        return "import " + statement.removeprefix(f"from {name} import ")
    return f"import the modules below `{name}` by their own names"


def _above(context: Context, prefix: str) -> str:
    """The folder that holds the prefix."""
    folder = context.project.module_root
    for _ in prefix.split("."):
        folder = posixpath.dirname(folder)
    return folder


def _registration(context: Context, prefix: str) -> Fix | None:
    """Lines in the entry that register the prefix; they find the module root beside the entry."""
    project = context.project
    folder, _, name = project.entry.rpartition("/")
    entry = name.removesuffix(".py")
    if folder != project.module_root or not entry.isidentifier():
        return None
    registration = PrefixRegistration(context.display(project.entry), prefix, entry)
    title = f"lines in {registration.path} that make `{prefix}` importable"
    return Fix(title, safe=False, registrations=(registration,), choice="sys-path")


def _with_fixes(context: Context, finding: Finding, failing: FailingImport, prefix: str, rest: str) -> Finding:
    site, name = failing.site, failing.resolution.name
    source = site_at(context, site)
    fix = rename_fix(context, site, name, rest) if rest else import_names_fix(context, site, source)
    others = (base_dir_fix(context, _above(context, prefix), prefix), _registration(context, prefix))
    return replace(finding, fix=fix, alternatives=tuple(each for each in others if each))


def _with_companions(context: Context, findings: list[Finding], prefixes: tuple[str, ...]) -> Iterator[Finding]:
    """The first fix also takes the prefix from imports that fail nowhere, so that the project keeps one spelling."""
    waiting = any(finding.fix for finding in findings)
    for finding in findings:
        if waiting and finding.fix:
            waiting = False
            yield replace(finding, fix=_together(finding.fix, tuple(_companions(context, prefixes))))
        else:
            yield finding


def _companions(context: Context, prefixes: tuple[str, ...]) -> Iterator[Fix]:
    """For type checkers, in branches that are dead in the Worker, and in uploaded files that no import reaches."""
    reached = {module.path for module in context.modules.values() if module.path}
    for module in context.upload.modules:
        foreign = module.name.startswith("python_modules/") or foreign_part(module.name)
        if not module.path.endswith(".py") or (foreign and module.path not in reached):
            continue
        for source in context.read_facts(module.path).sites:
            prefix = None if source.level else root_prefix_of(source.module, prefixes)
            rest = source.module[len(prefix) + 1 :] if prefix else ""
            fails_nowhere = module.path not in reached or source.guard in (Guard.TYPE_CHECKING, Guard.DEAD)
            if prefix and fails_nowhere and (not rest or is_own(context, rest)):
                site = SiteRef(module.name, context.display(module.path), source.span, source.statement)
                if rest:
                    fix = rename_site(context, site, source, source.module, rest)
                else:
                    fix = import_names_fix(context, site, source)
                if fix:
                    yield fix


def _together(fix: Fix, others: tuple[Fix, ...]) -> Fix:
    edits = (*fix.edits, *(edit for other in others for edit in other.edits))
    renames = (*fix.renames, *(rename for other in others for rename in other.renames))
    return replace(fix, edits=edits, renames=renames)
