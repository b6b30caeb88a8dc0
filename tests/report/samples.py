"""Analyses built by hand. Every builder has defaults for all that is beside the point."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graphcheck.model.analysis import Analysis, UploadSummary
from graphcheck.model.finding import Edit, Finding, Fix, Severity
from graphcheck.model.graph import ImportEdge, ModuleNode, Startup, StartupFailure
from graphcheck.model.imports import Guard, ImportKind, Timing
from graphcheck.model.location import SiteRef, Span
from graphcheck.model.project import ModuleType
from graphcheck.model.reach import Reach
from graphcheck.model.resolution import ModuleKind, ModuleOrigin, Outcome, Resolution
from graphcheck.model.upload import SizeLimit, UploadedModule
from graphcheck.model.worker import WorkerInfo

LIMIT = SizeLimit(
    bytes=64 * 1024 * 1024,
    measure="uncompressed",
    scope="all plans",
    since="2026-09-04",
    source="https://developers.cloudflare.com/workers/platform/limits/",
)

WORKER = WorkerInfo(
    name="api",
    config="backend/wrangler.toml",
    main="backend/src/main.py",
    entry="main",
    module_root="backend/src",
    project_root=".",
    env=None,
    pyodide="314.0.6",
    python="3.14.2",
    selected_by="compatibility_date 2026-10-01",
)


def span(line: int, column: int, length: int) -> Span:
    return Span(line, column, line, column + length)


def site(module: str, path: str, line: int, statement: str) -> SiteRef:
    """An import statement at the start of its line, whose module name is its second word."""
    keyword, name = statement.split()[:2]
    return SiteRef(module, path, span(line, len(keyword) + 2, len(name)), statement)


def module(
    name: str,
    *,
    origin: ModuleOrigin = ModuleOrigin.APP,
    reached: Reach = Reach.IMPORT_TIME,
    kind: ModuleKind = ModuleKind.MODULE,
) -> ModuleNode:
    uploaded = origin in (ModuleOrigin.APP, ModuleOrigin.VENDORED)
    path = None if origin in (ModuleOrigin.PYODIDE, ModuleOrigin.MISSING) else name.replace(".", "/") + ".py"
    return ModuleNode(name, origin, kind, path, uploaded=uploaded, size=100 if path else 0, reached=reached)


def edge(
    importer: str,
    imported: str,
    *,
    outcome: Outcome = Outcome.FOUND,
    kind: ImportKind = ImportKind.IMPORT,
    timing: Timing = Timing.IMPORT_TIME,
    guard: Guard = Guard.NONE,
    line: int = 1,
) -> ImportEdge:
    return ImportEdge(
        importer=importer,
        imported=imported,
        names=(),
        kind=kind,
        timing=timing,
        guard=guard,
        resolution=Resolution(imported, outcome, target=None),
        site=site(importer, importer.replace(".", "/") + ".py", line, f"import {imported}"),
    )


def failure(at: SiteRef, *, type: str, message: str, module: str, chain: tuple[SiteRef, ...] = ()) -> StartupFailure:  # noqa: A002
    return StartupFailure(type, message, module, importer=at.module, site=at, chain=chain or (at,))


def upload(files: Iterable[UploadedModule] = (), *, size: int = 0, gzip: int | None = None) -> UploadSummary:
    files = tuple(files) or (UploadedModule("main.py", ModuleType.PYTHON, "backend/src/main.py", 100),)
    reached: Mapping[str, Reach] = {files[0].name: Reach.IMPORT_TIME}
    return UploadSummary(files, reached, bytes=size or sum(file.size for file in files), gzip_bytes=gzip, limit=LIMIT)


def analysis(
    *findings: Finding,
    worker: WorkerInfo = WORKER,
    failures: tuple[StartupFailure, ...] = (),
    executed: tuple[str, ...] = ("main",),
    modules: tuple[ModuleNode, ...] = (),
    edges: tuple[ImportEdge, ...] = (),
    uploaded: UploadSummary | None = None,
    complete: bool = True,
) -> Analysis:
    return Analysis(
        worker=worker,
        startup=Startup(failures, executed, executed),
        modules=modules or (module("main"),),
        edges=edges,
        upload=uploaded or upload(),
        findings=findings,
        complete=complete,
    )


# --- the report this project was created from ---------------------------------------------------------------------

SETTINGS = site("main", "backend/src/main.py", 3, "from src.core.config.settings import Settings")


def root_prefix(at: SiteRef) -> Finding:
    """``from src.x import y`` in a Worker whose module root is ``src``."""
    written = at.statement.split()[1]
    meant = written.removeprefix("src.")
    return Finding(
        code="GC101",
        rule="root-prefix-import",
        severity=Severity.ERROR,
        message="`src` is the module root itself; nothing inside the Worker is called `src`",
        module=at.module,
        path=at.path,
        span=at.span,
        source=at.statement,
        label=f"uploaded as `{meant}`",
        subject="src",
        chain=(at,),
        searched=(
            "standard library",
            "python_modules",
            "SDK",
            "app",
            f"in the project: backend/{written.replace('.', '/')}.py",
        ),
        remedies=(
            at.statement.replace(written, meant),
            'base_dir = "backend" in backend/wrangler.toml; then the imports that lack the prefix change instead',
        ),
        fix=Fix(f"import `{meant}`", safe=True, edits=(Edit(at.path, at.span, meant),)),
    )


def root_prefix_analysis() -> Analysis:
    """Seventeen places with one cause, a package that exists only in .venv-workers, and a package never imported."""
    places = [
        site(f"api.part{number}", f"backend/src/api/part{number}.py", 4, "from src.core.db import session")
        for number in range(1, 17)
    ]
    yaml = site("core.config.loader", "backend/src/core/config/loader.py", 12, "import yaml")
    chain = (
        site("main", "backend/src/main.py", 5, "from core import config"),
        site("core.config", "backend/src/core/config/__init__.py", 1, "from core.config.loader import load_settings"),
        yaml,
    )
    only_on_desk = Finding(
        code="GC102",
        rule="project-only-import",
        severity=Severity.WARNING,
        message="`yaml` is installed in .venv-workers only; the Worker does not have it",
        module=yaml.module,
        path=yaml.path,
        span=yaml.span._replace(column=12, end_column=16, line=12, end_line=12),
        source="    import yaml  # noqa",
        subject="yaml",
        chain=chain,
        searched=("standard library", "python_modules", "SDK", "app"),
        notes=("PyYAML is not among the packages that Pyodide 314.0.6 brings to a Worker",),
        remedies=("uv add pyyaml && uv run pywrangler sync",),
    )
    unused = Finding(
        code="GC203",
        rule="never-imported",
        severity=Severity.INFO,
        message="`rich` is uploaded (1.4 MiB) and nothing imports it",
        path="python_modules/rich",
    )
    return analysis(
        root_prefix(SETTINGS),
        *map(root_prefix, places),
        only_on_desk,
        unused,
        failures=(
            failure(SETTINGS, type="ModuleNotFoundError", message="No module named 'src'", module="src"),
            failure(yaml, type="ModuleNotFoundError", message="No module named 'yaml'", module="yaml", chain=chain),
        ),
        modules=(
            module("main"),
            module("core.config"),
            module("core.config.loader"),
            module("core.db", reached=Reach.DEFERRED),
            *(module(place.module) for place in places),
            module("fastapi", origin=ModuleOrigin.VENDORED),
            module("yaml", origin=ModuleOrigin.VENV_WORKERS),
            module("json", origin=ModuleOrigin.PYODIDE),
            module("os", origin=ModuleOrigin.PYODIDE),
        ),
        edges=(
            edge("main", "src.core.config.settings", outcome=Outcome.PROJECT_ONLY, kind=ImportKind.FROM, line=3),
            edge("core.config.loader", "yaml", outcome=Outcome.PROJECT_ONLY, line=12),
        ),
        uploaded=upload(size=3_250_586, gzip=838_861),
    )
