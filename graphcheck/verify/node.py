"""One long-lived Node process that serves one Worker at a time, without network, files to write or processes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import IO, Any, Self

__all__ = ["NodeRunner"]

_HERE = Path(__file__).parent
_BOOTSTRAP = _HERE / "bootstrap.py"
_PROGRAMS = ("runner.mjs", "sandbox.mjs", "scope.mjs")
_GRACE = 255.0
"""Seconds beyond a Worker's own time limit after which the whole process is ended: ``LOAD_MS`` of ``runner.mjs`` for
the runtime and for its snapshot, and a little more."""


class NodeRunner:
    """``serve`` sends a job and returns its answer. The process starts with the first job, and anew after a failure."""

    def __init__(self, pyodide_dir: str | os.PathLike[str], node: str = "node", memory: int = 1024) -> None:
        """``memory``, in MiB, bounds Python's memory and JavaScript's heap, each on its own."""
        self._pyodide_dir = str(Path(pyodide_dir).resolve())
        self._node = shutil.which(node) or node
        self._memory = memory
        self._process: subprocess.Popen[str] | None = None
        self._errors: IO[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def serve(self, job: Mapping[str, Any], timeout: float) -> dict[str, Any]:
        """The answer, or ``{"stopped": reason}``. ``timeout`` is in seconds, from where the runtime is loaded.

        Raises ``OSError`` without Node.
        """
        process = self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        watch = Timer(timeout + _GRACE, process.kill)
        watch.start()
        request = {
            **job,
            "bootstrap": _BOOTSTRAP.read_text("utf-8"),
            "pyodideDir": self._pyodide_dir,
            "timeout": timeout,
            "memory": self._memory,
        }
        try:
            process.stdin.write(f"{json.dumps(request)}\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except OSError as error:
            line = json.dumps({"stopped": f"Node ended: {error}"})
        finally:
            watch.cancel()
        if not line:
            reason = self._read_errors()
            self.close()
            return {"stopped": f"Node ended before it answered: {reason}"}
        answer: dict[str, Any] = json.loads(line)
        if answer.get("ended"):
            # A thread inside one long native call outlives its own end; a process does not.
            self.close()
        return answer

    def close(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None
        if self._errors is not None:
            self._errors.close()
            self._errors = None

    def _start(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._errors = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115
            self._process = subprocess.Popen(
                [self._node, *self._options(), str(_HERE / "runner.mjs")],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                env={},
                cwd=_HERE,
                text=True,
                encoding="utf-8",
            )
        return self._process

    def _options(self) -> list[str]:
        readable = [self._pyodide_dir, *(str(_HERE / name) for name in _PROGRAMS)]
        return [
            _find_permission_option(self._node),
            "--allow-worker",
            *(f"--allow-fs-read={path}" for path in readable),
            "--disallow-code-generation-from-strings",
            f"--max-old-space-size={self._memory}",
            "--no-warnings",
        ]

    def _read_errors(self) -> str:
        if self._errors is None:
            return ""
        self._errors.seek(0)
        return self._errors.read()[-2000:].strip()


def _find_permission_option(node: str) -> str:
    """Node 22.13 and 23.5 gave the option its final name; Node 24 forgot the old one."""
    text = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = tuple(int(part) for part in re.findall(r"[0-9]+", text)[:2])
    final = version >= (23, 5) or (22, 13) <= version < (23, 0)
    return "--permission" if final else "--experimental-permission"
