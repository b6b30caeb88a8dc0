"""A thread, a process or a terminal is asked for while the Worker starts.

## What it checks

`Thread(...).start()`, `ThreadPoolExecutor(...).submit(...)`, `subprocess.run(...)` and its like, `os.fork()`,
`multiprocessing.Lock()`, `Queue()` and `Pool()`, `input()`, and functions that Python has on Linux alone, such as
`os.sched_getaffinity()` or `signal.alarm()`, on the startup path: at the top level of a module, in a class body, in a
function that is called there.

## Why it fails in a Worker

A Worker is one thread of WebAssembly. The modules can be imported, and many libraries do so for nothing; the calls
raise (`RuntimeError: can't start new thread`; `AttributeError` for functions that are not there), and an
`except ImportError` around the import does not catch it.

## How to fix

Do the work in the handler without a thread, or import the module inside the function that needs it. In a vendored
package: look for a setting that turns the background thread off.

## Limits

Methods are followed only on objects that are made in the same file. Calls inside functions that nothing calls at
import are not reported. Sockets and timers are not judged.

Evidence: runs of Pyodide 0.26.0a2, 0.28.2 and 314.0.6.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.rules.context import Context
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.sites import report_failure

__all__ = ["RULE", "check"]

RULE = Rule(
    "GC118",
    "stdlib-nonfunctional",
    Severity.ERROR,
    "0.1.0",
    (
        Example(
            "a thread",
            worker({"src/main.py": "import threading\nthreading.Thread(target=print).start()\n"}),
            ("src/main.py:2",),
        ),
        Example(
            "a process, behind a guard for something else",
            worker({
                "src/main.py": "try:\n    import version\nexcept ImportError:\n    version = None\n",
                "src/version.py": "from subprocess import check_output as run\nHASH = run(['git', 'rev-parse'])\n",
            }),
            ("src/version.py:2",),
        ),
        Example(
            "a pool under a name",
            worker({
                "src/main.py": "from concurrent.futures import ThreadPoolExecutor\n"
                "pool = ThreadPoolExecutor(4)\npool.submit(print)\n",
            }),
            ("src/main.py:3",),
        ),
        Example("made, and not started", worker({"src/main.py": "import threading\nWORKER = threading.Thread()\n"})),
        Example(
            "caught",
            worker({
                "src/main.py": "import subprocess\ntry:\n    subprocess.run(['git'])\nexcept OSError:\n    pass\n",
            }),
        ),
    ),
)  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    calls = {f"{function}()" for function, refused in context.profile.refused_calls.items()
             if not refused.entropy and not refused.needs}  # fmt: skip
    for failure in context.startup.failures:
        site = failure.site
        if site.statement in calls:
            yield report_failure(
                RULE,
                context,
                failure,
                f"`{site.statement}` runs while the Worker starts: {failure.message}",
                subject=f"{site.module}:{site.statement}",
                remedies=("do without it, or import the module inside the function that needs it",),
            )
