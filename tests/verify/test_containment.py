"""Hostile Workers: each is contained, each is reported, and the next Worker starts all the same."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphcheck.verify import PLATFORM_ERROR
from tests.verify.conftest import Start

pytestmark = pytest.mark.oracle

WRITES = {
    "open": "open({folder!r} + '/left', 'w')",
    "makedirs": "import os\nos.makedirs({folder!r} + '/left')\nopen({folder!r} + '/left/it', 'w')",
    "command": "import os\nos.system('touch ' + {folder!r} + '/left')",
    "mounted folder": """
import pyodide_js, js
pyodide_js.FS.mkdir("/host")
options = js.Object.new()
options.root = {folder!r}
pyodide_js.FS.mount(pyodide_js.FS.filesystems.NODEFS, options, "/host")
open("/host/left", "w")
""",
    "mountNodeFS": "import pyodide_js\npyodide_js.mountNodeFS('/host', {folder!r})\nopen('/host/left', 'w')",
}

CONNECTS = {
    "socket": "import socket\nsocket.create_connection(('127.0.0.1', {port}))",
    "urllib": "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:{port}')",
    "fetch": "import js\njs.fetch('http://127.0.0.1:{port}')",
    "WebSocket": "import js\njs.WebSocket.new('ws://127.0.0.1:{port}')",
    "XMLHttpRequest": "import js\njs.XMLHttpRequest.new()",
    "sockets of Node, when the start is over": """
import asyncio, pyodide_js, socket
async def connect():
    await pyodide_js._api.initializeNodeSockFS()
    await pyodide_js._api._nodeSock.connect(socket.socket().fileno(), "127.0.0.1", {port})
asyncio.ensure_future(connect())
raise ValueError
""",
}

LOOK_FOR_SECRETS = """
import js, os, pyodide_js
seen = [dict(os.environ), os.getcwd(), pyodide_js._module.thisProgram, js.Object.keys(js.process).to_py()]
seen += [js.process.env.to_py(), [name for name in ("require", "module", "Deno", "Bun") if hasattr(js, name)]]
raise ValueError(seen)
"""

ENDINGS = {
    "loops": ("while True: pass", PLATFORM_ERROR, "no answer within 2 s"),
    "loops in one native call": (
        "import js\njs.Atomics.wait(js.Int32Array.new(js.SharedArrayBuffer.new(8)), 0, 0)",
        PLATFORM_ERROR,
        "no answer within 2 s",
    ),
    "allocates Python's memory": ("x = []\nwhile True: x.append(bytearray(10 ** 7))", "MemoryError", ""),
    "allocates JavaScript's memory": (
        "import js\nx = []\nwhile True: x.append(js.Uint8Array.new(10 ** 8).fill(1))",
        PLATFORM_ERROR,
        "more than 512 MiB of memory",
    ),
    "fills its file system": (
        "n = 0\nwhile True:\n    n += 1\n    with open(f'/tmp/{n}', 'wb') as file: file.write(b'x' * 10 ** 7)",
        PLATFORM_ERROR,
        "more than 512 MiB of memory",
    ),
    "exits": ("import sys\nsys.exit('over')", "SystemExit", "over"),
    "exits at once": ("import os\nos._exit(0)", PLATFORM_ERROR, "Program terminated with exit(0)"),
    "recurses": ("def f(): f()\nf()", "RecursionError", "maximum recursion depth exceeded"),
    "nests": ("eval('(' * 10 ** 6)", "SyntaxError", "too many nested parentheses (<string>, line 1)"),
    "deletes the builtins": (
        "import builtins\nstop = 1\nfor name in set(vars(builtins)) - {'delattr'}: delattr(builtins, name)\nraise stop",
        PLATFORM_ERROR,
        None,
    ),
    "clears sys.modules": ("import sys\nsys.modules.clear()", "KeyError", "'main'"),
    "raises a huge text": ("raise ValueError('x' * 10 ** 8)", "ValueError", "x" * 10_000_000),
}


@pytest.fixture
def port() -> Iterator[int]:
    """A port on this machine; the test fails where something has connected to it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]
        server.settimeout(0)
        with pytest.raises(BlockingIOError):
            server.accept()


@pytest.mark.parametrize("program", WRITES.values(), ids=WRITES)
def test_nothing_is_written_on_the_host(start: Start, tmp_path: Path, program: str) -> None:
    start({"main.py": program.format(folder=str(tmp_path))})

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("program", CONNECTS.values(), ids=CONNECTS)
def test_nothing_is_connected_to(start: Start, port: int, program: str) -> None:
    seen = start({"main.py": program.format(port=port)})

    assert not seen.starts


def test_secrets_of_the_environment_stay_outside(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHCHECK_SECRET", "hunter2")

    seen = start({"main.py": LOOK_FOR_SECRETS})

    assert seen.error
    assert seen.error.type == "ValueError"
    assert seen.error.message.endswith("{}, []]")
    for secret in ("hunter2", os.environ["PATH"], str(Path(__file__).parents[2])):
        assert secret not in seen.error.message


@pytest.mark.parametrize(("program", "kind", "message"), ENDINGS.values(), ids=ENDINGS)
def test_every_end_is_reported(start: Start, program: str, kind: str, message: str | None) -> None:
    endless = message == "no answer within 2 s"
    seen = start({"main.py": program}, timeout=2 if endless else 60, memory=256)

    assert seen.error
    assert seen.error.type == kind
    assert message is None or seen.error.message == message
    assert seen.modules == ("main",)
    assert start({"main.py": ""}, memory=256).starts


def test_a_recursion_without_limit_ends_the_runtime_alone(start: Start) -> None:
    seen = start({"main.py": "import sys\nsys.setrecursionlimit(10 ** 9)\ndef f(): f()\nf()"}, timeout=10)

    assert seen.error
    assert seen.error.type == PLATFORM_ERROR
    assert start({"main.py": ""}).starts


def test_megabytes_of_output_are_dropped(start: Start) -> None:
    program = (
        "import js, sys\n"
        "for _ in range(50):\n"
        "    print('x' * 10 ** 6)\n"
        "    sys.stderr.write('x' * 10 ** 6)\n"
        "    js.console.log('x' * 10 ** 6)\n"
    )

    assert start({"main.py": program}).starts


def test_a_faked_answer_is_no_crash(start: Start) -> None:
    program = (
        "import json\n"
        "json.dumps = lambda *args: '"
        '{"error": null, "path": [], "python": "", "times": [["x", 7, true, 1.0], ["y", -1, true, 1e999]]}'
        "'"
    )

    assert start({"main.py": program}).modules in ((), ("main",))
