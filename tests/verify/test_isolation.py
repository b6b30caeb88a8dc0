"""What a Worker under observation cannot reach, and how it is ended."""

from __future__ import annotations

import pytest

from tests.verify.conftest import Start

pytestmark = pytest.mark.oracle

MOUNT = """
import os, pyodide_js
from js import Object
pyodide_js.FS.mkdir("/host")
options = Object.new()
options.root = "/"
pyodide_js.FS.mount(pyodide_js.FS.filesystems.NODEFS, options, "/host")
raise ValueError(os.listdir("/host"))
"""

LOOK = """
import js, os
assert not hasattr(os, "left")
assert not os.path.exists("/tmp/left")
assert not hasattr(js.Object.new(), "left")
"""


def test_code_cannot_be_made_from_text(start: Start) -> None:
    seen = start({"main.py": "import js\njs.Object.constructor('return process')()"})

    assert seen.error
    assert seen.error.message == "EvalError: Code generation from strings disallowed for this context"


def test_the_process_has_no_secrets_and_no_bindings(start: Start) -> None:
    seen = start(
        {"main.py": "import js, os\nassert not hasattr(js.process, 'binding') and os.environ.get('PATH', '/') == '/'"}
    )

    assert seen.starts, seen.error


def test_the_network_is_refused(start: Start) -> None:
    fetch = start({"main.py": "import js\njs.fetch('http://127.0.0.1')"})
    load = start({"main.py": "import pyodide_js\npyodide_js.loadPackage('numpy')"})

    assert fetch.error
    assert "Disallowed operation called within global scope" in fetch.error.message
    assert load.error
    assert load.error.message == "Error: pyodide.loadPackage is disabled"


def test_the_host_cannot_be_read(start: Start) -> None:
    seen = start({"main.py": MOUNT})

    assert seen.error
    assert seen.error.type == "JsException"


def test_a_worker_leaves_nothing_behind(start: Start) -> None:
    start({"main.py": "import js, sys, os\njs.Object.prototype.left = 1\nos.left = 1\nopen('/tmp/left', 'w').close()"})

    seen = start({"main.py": LOOK})

    assert seen.starts, seen.error


def test_memory_is_bounded(start: Start) -> None:
    seen = start({"main.py": "x = [0] * (10 ** 9)"})

    assert seen.error
    assert seen.error.type == "MemoryError"


@pytest.mark.parametrize(
    "program",
    [
        "import json\njson.dumps = lambda *args: '{}'\n1/0",
        'import json\njson.dumps = lambda *args: \'{"error": 5, "path": 5, "python": []}\'\n1/0',
        "import json\njson.dumps = lambda *args: 1/0\n1/0",
        "class E(Exception):\n    def __str__(self): raise ValueError\nraise E",
        "raise type('E' * 100000, (BaseException,), {})('\\ud800\\0')",
    ],
)
def test_a_hostile_worker_gives_a_value(start: Start, program: str) -> None:
    seen = start({"main.py": program})

    assert not seen.starts


@pytest.mark.parametrize(
    "name", ["a\udcff.py", "a/" * 200 + "b.py", "main.py/x.py", "../x.py", "/x.py", "a//b.py", "./c.py"]
)
def test_odd_names_give_a_value(start: Start, name: str) -> None:
    seen = start({"main.py": "import sys", name: ""})

    assert seen.starts or seen.error
