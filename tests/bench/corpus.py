"""The files that the benchmark runs on: real packages from PyPI as one Worker, and made ones of any size.

Nothing is installed or executed: wheels are downloaded with pip and their Python files unpacked.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Sequence
from keyword import iskeyword
from pathlib import Path

__all__ = [
    "APP_REQUIREMENTS",
    "PACKAGES",
    "REQUIREMENTS",
    "edit_app",
    "make_app",
    "make_corpus",
    "make_worker",
    "touch_one",
    "write_chained_worker",
    "write_tiny_worker",
]

# Pinned, so that figures of different days are those of the same files.
REQUIREMENTS = (
    "anyio==4.16.0", "django==5.2.19", "fastapi==0.165.0", "matplotlib==3.11.2", "networkx==3.6.1", "openai==3.57.0",
    "pydantic==2.14.4", "pygments==2.21.0", "rich==15.0.0", "sqlalchemy==2.1.9", "starlette==1.10.0", "sympy==1.14.0",
    "twisted==26.10.0",
)  # fmt: skip
APP_REQUIREMENTS = (
    "annotated-doc==0.0.7", "annotated-types==0.8.0", "anyio==4.16.0", "certifi==2026.10.19.post1", "fastapi==0.165.0",
    "h11==0.16.0", "httpcore==1.0.9", "httpx==0.28.1", "idna==3.20", "jinja2==3.1.6", "jiter==0.19.0",
    "markupsafe==3.0.4", "openai==3.57.0", "pydantic==2.14.4", "pydantic-core==2.50.5", "sniffio==1.3.1",
    "sqlalchemy==2.1.9", "starlette==1.10.0", "typing-extensions==4.16.0", "typing-inspection==0.4.5",
)  # fmt: skip
"""Of a Worker as people write them; without the compiled modules of these packages."""
_APP = """from fastapi import FastAPI
from jinja2 import Environment
from openai import AsyncOpenAI
from pydantic import BaseModel
from sqlalchemy import create_engine
from workers import WorkerEntrypoint

import httpx

app = FastAPI()


class Item(BaseModel):
    name: str


@app.get("/")
async def root() -> Item:
    return Item(name="root")


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        import asgi

        return await asgi.fetch(app, request, self.env)
"""
PACKAGES = tuple(each.partition("==")[0] for each in REQUIREMENTS)
"""As they are imported."""

_CONFIG = (
    'name = "{}"\nmain = "src/main.py"\ncompatibility_date = "2026-10-01"\ncompatibility_flags = ["python_workers"]\n'
)
_READY = "READY"


def make_corpus(folder: Path) -> Path:
    """``folder``/worker: a Worker that reaches every module of the packages. Made once, then used again."""
    worker = folder / "worker"
    if not _is_made(folder, REQUIREMENTS):
        _vendor(folder, worker, REQUIREMENTS)
        make_worker(worker, _module_names(worker / "python_modules", PACKAGES))
        _mark(folder, REQUIREMENTS)
    return worker


def make_app(folder: Path) -> Path:
    """``folder``/worker: a Worker of a web framework, an ORM and clients. Made once, then used again."""
    worker = folder / "worker"
    if not _is_made(folder, APP_REQUIREMENTS):
        _vendor(folder, worker, APP_REQUIREMENTS)
        make_worker(worker, ())
        (worker / "src" / "main.py").write_text(_APP, "utf-8")
        _mark(folder, APP_REQUIREMENTS)
    return worker


def edit_app(worker: Path, count: int, *, imports: bool) -> None:
    """Another function and another name in the entry, and an import: of the standard library, or of what is missing."""
    module = f"module_{count}" if imports else "functools"
    added = f"import {module}\n\nVALUE_{count} = 1\n\n\ndef added(request):\n    return VALUE_{count}\n"
    (worker / "src" / "main.py").write_text(f"{_APP}\n\n{added}", "utf-8")


def _is_made(folder: Path, requirements: Sequence[str]) -> bool:
    marker = folder / _READY
    return marker.exists() and marker.read_text("utf-8") == "\n".join(requirements)


def _mark(folder: Path, requirements: Sequence[str]) -> None:
    (folder / _READY).write_text("\n".join(requirements), "utf-8")


def _vendor(folder: Path, worker: Path, requirements: Sequence[str]) -> None:
    """The packages' Python files below ``worker``, and nothing else."""
    shutil.rmtree(worker, ignore_errors=True)
    wheels = folder / "wheels"
    wheels.mkdir(parents=True, exist_ok=True)
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
    subprocess.run([*pip, "--dest", str(wheels), *requirements], check=True, stdout=sys.stderr)
    for wheel in sorted(wheels.glob("*.whl")):
        if _is_wanted(wheel.name, requirements):
            _unpack(wheel, worker / "python_modules")


def make_worker(folder: Path, imports: Iterable[str]) -> None:
    """The configuration and an entry that imports each of the modules."""
    (folder / "src").mkdir(parents=True, exist_ok=True)
    (folder / "wrangler.toml").write_text(_CONFIG.format(folder.name), "utf-8")
    (folder / "src" / "main.py").write_text("".join(f"import {name}\n" for name in imports), "utf-8")


def write_tiny_worker(folder: Path) -> None:
    """Five files."""
    make_worker(folder, ["api.routes", "settings"])
    package = folder / "src" / "api"
    package.mkdir()
    (package / "__init__.py").write_text("", "utf-8")
    (package / "routes.py").write_text("import json\n\nfrom api.models import User\n", "utf-8")
    (package / "models.py").write_text("import dataclasses\n\nclass User:\n    pass\n", "utf-8")
    (folder / "src" / "settings.py").write_text("import os\n\nDEBUG = False\n", "utf-8")


def write_chained_worker(folder: Path, files: int) -> None:
    """``files`` vendored modules, every one reached, in packages of a hundred. Always the same bytes."""
    chance = random.Random(1)
    words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz_", k=chance.randint(3, 12))) for _ in range(5000)]
    vendored = folder / "python_modules"
    for number in range(files):
        module = _made_name(number)
        path = vendored.joinpath(*module.split(".")).with_suffix(".py")
        if number % 100 == 0:
            path.parent.mkdir(parents=True)
            (path.parent / "__init__.py").write_text("", "utf-8")
        below = [_made_name(each) for each in (2 * number + 1, 2 * number + 2) if each < files]
        path.write_text(_made_source(below, chance, words), "utf-8")
    make_worker(folder, [_made_name(0)])


def touch_one(worker: Path, count: int, *, imports: bool = False, above: bool = False, names: bool = False) -> None:
    """Change one file in the middle of the corpus: the body of a function in it; ``above`` it, all lines move; with
    ``names`` it has another function, constant and import of the standard library; with ``imports`` it imports what is
    missing."""
    path = worker / "python_modules" / "sqlalchemy" / "sql" / "naming.py"
    original = path.with_suffix(".original")
    if not original.exists():
        shutil.copyfile(path, original)
    text = original.read_text("utf-8")
    moved = "#\n" * (count % 90 + 1) if above else ""
    added = f"import module_{count}\n" if imports else ""
    if names:
        added = f"import functools\n\nVALUE_{count} = 1\n\n\ndef value_{count}():\n    return VALUE_{count}\n"
    path.write_text(f"{moved}{text}{added}\n\ndef added():\n    return {count}\n", "utf-8")


def _made_name(number: int) -> str:
    return f"made{number // 100}.module{number}"


def _made_source(imports: Sequence[str], chance: random.Random, words: Sequence[str]) -> str:
    lines = ['"""Made."""', "from __future__ import annotations", "import os", "import sys", "from typing import Any"]
    lines += [f"import {name}" for name in imports]
    for _ in range(25):
        name, first, second = chance.choices(words, k=3)
        lines += [
            f"def {name}_(self: Any, {first}_: int = 0) -> Any:",
            f'    """{" ".join(chance.choices(words, k=12))}."""',
        ]
        lines += [f"    if {first}_ == {chance.randint(0, 99)}:", f"        return [{second!r}, os.sep]"]
        lines += [f"    return self.{second}({first}_, key={name!r})  # {chance.choice(words)}", ""]
    return "\n".join(lines) + "\n"


def _is_wanted(wheel: str, requirements: Sequence[str]) -> bool:
    name, version = wheel.split("-")[:2]
    return f"{name.replace('_', '-')}=={version}" in requirements


def _unpack(wheel: Path, into: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for item in archive.infolist():
            if item.filename.endswith((".py", ".dist-info/RECORD", ".dist-info/METADATA")):
                archive.extract(item, into)


def _module_names(root: Path, packages: Iterable[str]) -> list[str]:
    names = []
    for package in packages:
        for path in sorted((root / package).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            if all(part.isidentifier() and not iskeyword(part) for part in parts):
                names.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return names
