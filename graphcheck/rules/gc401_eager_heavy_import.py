"""One import statement brings most of what the Worker executes at start.

## What it checks

The modules that are executed before the first request, in bytes of Python source. For each import of the app at the
top level, what would not be executed without it: the part of the start that only this statement leads to. The heaviest
one is reported, with its chain, where the start as a whole is large and the statement is a large part of it.

## Why it fails in a Worker

All of it is compiled and run within the CPU time for starting, one second since October 2025. A Worker over it is
refused (code 10021), and sometimes only on a slower machine.

## How to fix

Move the import into the function that needs it. What the handler does not need for its first answer need not be loaded
for it; the cost moves to the first request that uses it. Sometimes a smaller module of the same package is enough.

## Limits

Bytes are a proxy: compiling is about proportional to them, what a module computes while it is imported is not. Measured
times are in `graphcheck verify`. Extensions and modules of the runtime count nothing; up to 3.5 MiB nothing is said.

Evidence: danlapid/python-workers-mcp#3, danlapid/python-workers-mcp@e160752, cloudflare/cloudflare-docs#24208,
JSONbored/metagraphed#10376.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.graph.weight import StatementWeight, source_size, weigh_statements
from graphcheck.model.finding import Finding, Severity
from graphcheck.model.reach import Reach
from graphcheck.model.resolution import ModuleOrigin
from graphcheck.rules.context import Context
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.sites import find_at_site
from graphcheck.rules.sizes import MIB, distance_to_another_text, mib

__all__ = ["RULE", "check"]

# Executed by an import, in sources (graphcheck, November 2026): fastapi 3.0 MiB, which starts in time; mcp 3.9 MiB,
# whose start was reported with 4.8 s (danlapid/python-workers-mcp#3).
HEAVY = MIB * 7 // 2
LEAST_PART = 0.25
ALMOST = 0.9
LARGE = {"python_modules/pad.py": 'TABLE = """\n' + ("x" * 99 + "\n") * (HEAVY // 100 + 1) + '"""\n'}

RULE = Rule(
    "GC401",
    "eager-heavy-import",
    Severity.WARNING,
    "0.1.0",
    (
        Example(
            "at the top level",
            worker({"src/main.py": "import tools\n", "src/tools.py": "import pad\n", **LARGE}),
            ("src/tools.py:1",),
        ),
        Example(
            "a constant through a package that imports everything",
            worker({
                "src/main.py": "from bench.names import LIMIT\n",
                "python_modules/bench/__init__.py": "from bench.report import render\n",
                "python_modules/bench/names.py": "LIMIT = 3\n",
                "python_modules/bench/report.py": "import pad\n\n\ndef render():\n    return pad.TABLE\n",
                **LARGE,
            }),
            ("src/main.py:1",),
        ),
        Example(
            "in the handler",
            worker({"src/main.py": "def on_fetch(request):\n    import pad\n", **LARGE}),
        ),
    ),
)  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    eager = [node for node in context.graph.nodes if node.reached is Reach.IMPORT_TIME]
    total = sum(source_size(node) for node in eager)
    context.margin.narrow(abs(total - HEAVY))
    if total < HEAVY:
        return
    own = weigh_statements(context.graph, ModuleOrigin.APP)
    if not own:
        return
    # Each byte may make one of the two sides larger and the other smaller.
    context.margin.narrow(abs(total * LEAST_PART - own[0].size) / 2)
    if own[0].size >= total * LEAST_PART:
        # Of a chain of statements that bring nearly the same, the last is the one to move.
        almost = [each for each in own if each.size >= own[0].size * ALMOST]
        next_size = own[len(almost)].size if len(almost) < len(own) else 0
        context.margin.narrow((own[0].size * ALMOST - next_size) / 2 if len(almost) == 1 else 0)
        context.margin.narrow(min(map(distance_to_another_text, (total, almost[-1].size))))
        yield _report(context, almost[-1], total, sum(1 for node in eager if source_size(node)))


def _report(context: Context, weight: StatementWeight, total: int, modules: int) -> Finding:
    site = weight.site
    return find_at_site(
        RULE,
        context,
        site,
        Severity.WARNING,
        f"this import alone brings {len(weight.modules)} modules with {mib(weight.size)} of source into the start, "
        f"of {modules} with {mib(total)}",
        label="executed before the first request",
        subject=site.statement,
        remedies=("move it into the function that needs it",),
        notes=("bytes are a proxy for the CPU time of the start, which is limited to one second",),
    )
