"""The standard library of each real Pyodide, read by its own ``ast`` and by the extraction for its Python.

``python -m tests.oracle.sweep_library`` prints each file whose imports differ, and the figures.
"""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

from graphcheck.extract import Target, extract_imports
from graphcheck.model.imports import ImportKind, ModuleImports
from graphcheck.verify import NodeRunner, observe_worker
from tests.project_files import examine_worker

HERE = Path(__file__).parent
RELEASES = {"0.26.0a2": ("2025-01-01", (3, 12)), "0.28.2": ("2026-03-01", (3, 13)), "314.0.6": ("2026-10-01", (3, 14))}
ASKING = """
import ast, json, sys, zipfile

def imports(source):
    text = source.decode()
    lines = text.split("\\n")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            column = len(lines[node.lineno - 1].encode()[: node.col_offset].decode()) + 1
            names = [[each.name, each.asname or each.name] for each in node.names]
            if isinstance(node, ast.Import):
                yield from ([node.lineno, column, each.name, 0, []] for each in node.names)
            else:
                named = [] if names[0][0] == "*" else names
                yield [node.lineno, column, node.module or "", node.level, named]

found = {}
with zipfile.ZipFile(next(each for each in sys.path if each.endswith(".zip"))) as library:
    for name in library.namelist():
        if name.endswith(".py"):
            try:
                found[name] = sorted(imports(library.read(name)))
            except SyntaxError as error:
                found[name] = str(error)
raise Exception(json.dumps(found))
"""


def expected_imports(runner: NodeRunner, date: str) -> dict[str, list[list[object]] | str]:
    """What the ``ast`` of the Pyodide that ``runner`` starts says of each file of its standard library."""
    examination = examine_worker({"src/main.py": ASKING}, date=date)
    observed = observe_worker(runner, examination.upload, lambda _: ASKING.encode(), examination.profile, reuse=True)
    assert observed.error
    answer: dict[str, list[list[object]] | str] = json.loads(observed.error.message)
    return answer


def found_imports(facts: ModuleImports) -> list[list[object]] | str:
    if facts.failure:
        return facts.failure.message
    return sorted(
        [
            site.statement_span.line,
            site.statement_span.column,
            site.module,
            site.level,
            [[name.name, name.bound] for name in site.names],
        ]
        for site in facts.sites
        if site.kind is not ImportKind.DYNAMIC
    )


def main() -> None:
    for release, (date, python) in RELEASES.items():
        folder = HERE / "node_modules" / f"pyodide-{release}"
        with NodeRunner(str(folder)) as runner:
            expected = expected_imports(runner, date)
        different = imports = 0
        with ZipFile(folder / "python_stdlib.zip") as library:
            for name, wanted in expected.items():
                found = found_imports(extract_imports(library.read(name), Target(python, full_parse=True)))
                imports += len(wanted) if isinstance(wanted, list) else 0
                different += found != wanted
                if found != wanted:
                    print(f"{release} {name}: {wanted} is read as {found}")  # noqa: T201 - the output of a command
        version = ".".join(map(str, python))
        print(f"Python {version}: {different} of {len(expected)} files differ ({imports} imports)")  # noqa: T201


if __name__ == "__main__":
    main()
