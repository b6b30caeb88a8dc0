"""How often graphcheck is right about Workers that use real packages: ``python -m tests.oracle.measure_accuracy``.

For each distribution of ``packages.toml`` and each Python version a Worker is made whose entry imports it. Its
dependencies are vendored with uv for the Pyodide platform, wheels only, none adapted; what has no wheel stays missing,
and such a Worker must fail as predicted. The folder is kept, with what Pyodide said of it: a second run vendors
nothing, and starts only Workers that changed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import tomli

from graphcheck.cache.file import CacheFile
from graphcheck.config import Invocation
from graphcheck.model.finding import Severity
from graphcheck.pipeline import Examination, examine
from graphcheck.tree import DiskTree, tree_path
from graphcheck.verify import NodeRunner, observe_worker

HERE = Path(__file__).parent
RUNTIMES = {"3.13": ("2026-03-01", "0.28.2"), "3.14": ("2026-10-01", "314.0.6")}
PLATFORM = "wasm32-pyodide2025"


@dataclass(frozen=True, slots=True)
class Measurement:
    """``missed`` and ``extra`` are executed modules that were not predicted, and predicted ones not executed."""

    name: str
    predicted: str
    real: str
    executed: int
    agreed: int
    missed: tuple[str, ...]
    extra: tuple[str, ...]
    false_errors: tuple[str, ...]

    @property
    def right(self) -> bool:
        return self.predicted == self.real


def vendor(folder: Path, name: str, module: str, python: str) -> None:
    """Lay out the Worker. Distributions without a wheel are noted in ``done.json``."""
    date, _ = RUNTIMES[python]
    (folder / "src").mkdir(parents=True, exist_ok=True)
    (folder / "src/main.py").write_text(f"import {module}\n", "utf-8")
    (folder / "wrangler.toml").write_text(
        f'name = "w"\nmain = "src/main.py"\ncompatibility_date = "{date}"\ncompatibility_flags = ["python_workers"]\n',
        "utf-8",
    )
    compiled = run(
        "uv", "pip", "compile", "-q", "--python-version", python, "--no-header", "--no-annotate", "-", text=name
    )
    pinned = [line for line in compiled.stdout.splitlines() if line.strip()]
    whole = install(folder, python, *pinned).returncode == 0
    missing = [] if whole else [each for each in pinned if install(folder, python, each).returncode]
    (folder / "done.json").write_text(json.dumps({"pinned": pinned, "missing": missing}), "utf-8")


def install(folder: Path, python: str, *requirements: str) -> subprocess.CompletedProcess[str]:
    target = str(folder / "python_modules")
    options = ("--no-deps", "--target", target, "--python-version", python, "--python-platform", PLATFORM)
    return run("uv", "pip", "install", "-q", *options, "--only-binary", ":all:", *requirements)


def run(*command: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, input=text, capture_output=True, text=True, check=False)


def measure(folder: Path, name: str, runner: NodeRunner) -> Measurement:
    with CacheFile(str(folder.parents[1] / "facts")) as cache:
        examination = examine(DiskTree(), Invocation(tree_path(str(folder))), cache=cache)
    startup = examination.analysis.startup
    outcome, modules = observe(folder / "observed.json", examination, runner)
    error = startup.error
    predicted, real = set(startup.modules), set(modules)
    errors = [each.message for each in examination.analysis.findings if each.severity is Severity.ERROR]
    return Measurement(
        name,
        f"{error.type}: {error.message} ({error.module})" if error else "starts",
        outcome,
        len(real),
        len(predicted & real),
        tuple(module for module in modules if module not in predicted),
        tuple(module for module in startup.modules if module not in real),
        tuple(errors if outcome == "starts" else ()),
    )


def observe(kept: Path, examination: Examination, runner: NodeRunner) -> tuple[str, list[str]]:
    """The outcome and the executed modules, out of ``kept`` where the upload is still the same."""
    contents = {module.name: Path(module.path).read_bytes() for module in examination.upload.modules}
    digest = hashlib.sha256()
    for name, content in contents.items():
        digest.update(hashlib.sha256(name.encode()).digest() + hashlib.sha256(content).digest())
    known = json.loads(kept.read_text("utf-8")) if kept.exists() else {}
    if known.get("upload") != digest.hexdigest():
        observed = observe_worker(runner, examination.upload, contents, examination.profile, reuse=True)
        error = observed.error
        outcome = f"{error.type}: {error.message} ({error.module})" if error else "starts"
        known = {"upload": digest.hexdigest(), "outcome": outcome, "modules": observed.modules}
        kept.write_text(json.dumps(known), "utf-8")
    return known["outcome"], known["modules"]


def summarise(python: str, rows: list[Measurement]) -> str:
    right = [row for row in rows if row.right]
    executed, agreed = sum(row.executed for row in right), sum(row.agreed for row in right)
    predicted = agreed + sum(len(row.extra) for row in right)
    return (
        f"Python {python}: outcome right in {len(right)} of {len(rows)} "
        f"({sum(row.real == 'starts' for row in rows)} start); executed modules of those: "
        f"recall {agreed / executed:.2%}, precision {agreed / predicted:.2%} of {executed}; "
        f"false errors: {sum(bool(row.false_errors) for row in rows)}"
    )


def show(row: Measurement) -> str:
    lines = [f"{'right' if row.right else 'WRONG'}  {row.name}: {row.real}"]
    lines += [] if row.right else [f"       predicted: {row.predicted}"]
    groups = (("missed", row.missed), ("extra", row.extra), ("false errors", row.false_errors))
    lines += [f"       {len(found)} {label}: {', '.join(found[:8])}" for label, found in groups if found]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path.home() / ".cache/graphcheck-accuracy")
    parser.add_argument("--python", choices=sorted(RUNTIMES), action="append")
    parser.add_argument("--packages", type=Path, default=HERE / "packages.toml")
    parser.add_argument("names", nargs="*", help="only these distributions")
    options = parser.parse_args()
    groups = tomli.loads(options.packages.read_text("utf-8"))
    packages = {name: module for group in groups.values() for name, module in group.items()}
    for python in options.python or sorted(RUNTIMES):
        rows = []
        with NodeRunner(str(HERE / "node_modules" / f"pyodide-{RUNTIMES[python][1]}")) as runner:
            for name in options.names or packages:
                folder = options.folder / python / name
                if not (folder / "done.json").exists():
                    vendor(folder, name, packages[name], python)
                rows.append(measure(folder, name, runner))
                print(show(rows[-1]), flush=True)  # noqa: T201 - the output of a command
        print(summarise(python, rows), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
