"""Asks real wrangler what it would upload: ``wrangler deploy --dry-run --outfile``, without login and telemetry."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from graphcheck.model.project import ModuleType

__all__ = ["UploadedPart", "WranglerError", "observe_upload", "parse_form"]

_TYPES = {
    b"text/x-python": ModuleType.PYTHON,
    b"text/plain": ModuleType.TEXT,
    b"application/octet-stream": ModuleType.BUFFER,
    b"application/wasm": ModuleType.COMPILED_WASM,
    b"application/javascript+module": ModuleType.ESM,
    b"application/javascript": ModuleType.COMMONJS,
}
"""MIME types of wrangler's form: ``createWorkerUploadForm`` of wrangler 4.86."""

_HEADER = re.compile(
    rb'Content-Disposition: form-data; name="([^"]*)"(; filename="[^"]*")?(?:\r\nContent-Type: ([^\r]*))?'
)
_ESCAPES = ((b"%22", b'"'), (b"%0D", b"\r"), (b"%0A", b"\n"))


class UploadedPart(NamedTuple):
    """One module of the form, under the name that it gets inside the Worker. ``type`` is a value of ``ModuleType``."""

    name: str
    type: str
    content: bytes


class WranglerError(Exception):
    """wrangler did not come to the point of uploading; the text is what it printed."""


def observe_upload(
    project_dir: str | os.PathLike[str],
    wrangler_dir: str | os.PathLike[str],
    node: str = "node",
    arguments: tuple[str, ...] = (),
    timeout: float = 120,
) -> tuple[UploadedPart, ...]:
    """The modules that wrangler would upload from ``project_dir``, in its order. Raises ``WranglerError``.

    ``wrangler_dir`` is the installed npm package; ``arguments`` are added to the command line; ``timeout`` is in
    seconds. wrangler leaves a folder ``.wrangler`` beside the configuration.
    """
    with tempfile.TemporaryDirectory(prefix="graphcheck-") as home:
        form = Path(home, "form")
        command = [node, str(Path(wrangler_dir, "bin", "wrangler.js").resolve()), "deploy", "--dry-run"]
        try:
            done = subprocess.run(
                [*command, "--outfile", str(form), *arguments],
                cwd=project_dir,
                env=_build_environment(home),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=timeout,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise WranglerError(f"wrangler did not end within {timeout:g} s") from None
        if done.returncode or not form.is_file():
            raise WranglerError((done.stderr or done.stdout).decode("utf-8", "replace").strip())
        return parse_form(form.read_bytes())


def _build_environment(home: str) -> dict[str, str]:
    places = (
        "HOME",
        "USERPROFILE",
        "XDG_CONFIG_HOME",
        "XDG_CACHE_HOME",
        "XDG_DATA_HOME",
        "WRANGLER_LOG_PATH",
        "TMPDIR",
    )
    return {
        "PATH": os.environ.get("PATH", ""),
        "CI": "1",
        "NO_COLOR": "1",
        "WRANGLER_SEND_METRICS": "false",
        **dict.fromkeys(places, home),
    }


def parse_form(body: bytes) -> tuple[UploadedPart, ...]:
    """The modules of a multipart body; its ``metadata`` part, which has no file name, is left out."""
    boundary, _, _ = body.partition(b"\r\n")
    parts = []
    for piece in (b"\r\n" + body).split(b"\r\n" + boundary)[1:]:
        head, _, content = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        header = _HEADER.match(head)
        if header is not None and header[2] is not None:
            parts.append(UploadedPart(_read_name(header[1]), _TYPES[header[3]].value, content))
    return tuple(parts)


def _read_name(escaped: bytes) -> str:
    for sign, meaning in _ESCAPES:
        escaped = escaped.replace(sign, meaning)
    return escaped.decode("utf-8", "replace")
