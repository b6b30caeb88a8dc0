"""Asks real wrangler what it would upload: ``wrangler deploy --dry-run --outfile``, without login and telemetry."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from graphcheck.model.project import ModuleType

__all__ = [
    "UploadedPart",
    "WranglerError",
    "ask_wrangler",
    "find_wrangler",
    "observe_upload",
    "parse_form",
    "read_version",
]

_TYPES = {
    b"text/x-python": ModuleType.PYTHON,
    b"text/plain": ModuleType.TEXT,
    b"application/octet-stream": ModuleType.BUFFER,
    b"application/wasm": ModuleType.COMPILED_WASM,
    b"application/javascript+module": ModuleType.ESM,
    b"application/javascript": ModuleType.COMMONJS,
    b"application/source-map": ModuleType.SOURCE_MAP,
}
"""MIME types of wrangler's form: ``createWorkerUploadForm`` of wrangler 4.86."""

_HEADER = re.compile(
    rb'Content-Disposition: form-data; name="([^"]*)"(; filename="[^"]*")?(?:\r\nContent-Type: ([^\r]*))?'
)
_ESCAPES = ((b"%22", b'"'), (b"%0D", b"\r"), (b"%0A", b"\n"))


class UploadedPart(NamedTuple):
    """One module of the form, by its name inside the Worker. ``type`` is a value of ``ModuleType``, or a MIME type."""

    name: str
    type: str
    content: bytes


class WranglerError(Exception):
    """wrangler did not come to the point of uploading; the text is what it printed."""


def find_wrangler(folder: str, node: str) -> tuple[str, ...] | None:
    """The command of the project's own wrangler: in ``node_modules`` of ``folder`` or above, else on the PATH."""
    start = Path(folder).resolve()
    for place in (start, *start.parents):
        found = shutil.which("wrangler", path=str(place / "node_modules" / ".bin"))
        if found is not None:
            return _command(found, node)
    found = shutil.which("wrangler")
    return _command(found, node) if found is not None else None


def _command(found: str, node: str) -> tuple[str, ...]:
    """npm links a command to its JavaScript file, which runs in the Node that was found; anything else is a program."""
    script = Path(found).resolve()
    return (node, str(script)) if script.suffix in (".js", ".mjs", ".cjs") else (found,)


def read_version(command: tuple[str, ...]) -> str | None:
    """The version of the npm package that a command of ``find_wrangler`` belongs to; None where that is not known."""
    try:
        manifest = json.loads(Path(command[-1]).parents[1].joinpath("package.json").read_text("utf-8"))
        return str(manifest["version"]) if manifest["name"] == "wrangler" else None
    except (OSError, ValueError, LookupError, TypeError):
        return None


def observe_upload(
    project_dir: str | os.PathLike[str],
    wrangler_dir: str | os.PathLike[str],
    node: str = "node",
    arguments: tuple[str, ...] = (),
    timeout: float = 120,
) -> tuple[UploadedPart, ...]:
    """Like ``ask_wrangler``, of the npm package that is installed in ``wrangler_dir``."""
    command = (node, str(Path(wrangler_dir, "bin", "wrangler.js").resolve()))
    return ask_wrangler(command, project_dir, arguments, timeout)


def ask_wrangler(
    command: tuple[str, ...],
    project_dir: str | os.PathLike[str],
    arguments: tuple[str, ...] = (),
    timeout: float = 120,
) -> tuple[UploadedPart, ...]:
    """The modules that wrangler would upload from ``project_dir``, in its order. Raises ``WranglerError``.

    ``arguments`` are added to the command line; ``timeout`` is in seconds. The project's own build command runs, if it
    has one.
    """
    with tempfile.TemporaryDirectory(prefix="graphcheck-") as home, _without_traces(Path(project_dir)):
        form = Path(home, "form")
        try:
            done = subprocess.run(
                [*command, "deploy", "--dry-run", "--outfile", str(form), *arguments],
                cwd=project_dir,
                env=_build_environment(home),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=timeout,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise WranglerError(f"wrangler did not end within {timeout:g} s") from None
        except OSError as error:
            raise WranglerError(f"wrangler cannot be started: {error}") from None
        if done.returncode or not form.is_file():
            raise WranglerError((done.stderr or done.stdout).decode("utf-8", "replace").strip())
        return parse_form(form.read_bytes())


@contextmanager
def _without_traces(folder: Path) -> Iterator[None]:
    """wrangler leaves an empty ``.wrangler/tmp`` beside the configuration, which may stand in ``folder`` or above."""
    places = [place / ".wrangler" for place in (folder.resolve(), *folder.resolve().parents)]
    fresh = [place for place in places if not place.exists()]
    try:
        yield
    finally:
        for place in fresh:
            for empty in (place / "tmp", place):
                with suppress(OSError):
                    empty.rmdir()


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
            kind = _TYPES.get(header[3])
            parts.append(UploadedPart(_read_name(header[1]), kind.value if kind else _decode(header[3]), content))
    return tuple(parts)


def _decode(mime: bytes | None) -> str:
    return (mime or b"").decode("utf-8", "replace")


def _read_name(escaped: bytes) -> str:
    for sign, meaning in _ESCAPES:
        escaped = escaped.replace(sign, meaning)
    return escaped.decode("utf-8", "replace")
