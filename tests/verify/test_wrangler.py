"""Reading the form that wrangler writes, and asking wrangler for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphcheck.verify import UploadedPart, WranglerError, observe_upload
from graphcheck.verify.wrangler import parse_form

CONFIG = (
    'name = "w"\nmain = "src/main.py"\ncompatibility_date = "2025-10-01"\ncompatibility_flags = ["python_workers"]\n'
)


def test_parts_of_a_form() -> None:
    body = (
        b"--edge\r\n"
        b'Content-Disposition: form-data; name="metadata"\r\n\r\n{"main_module":"main.py"}\r\n'
        b"--edge\r\n"
        b'Content-Disposition: form-data; name="main.py"; filename="main.py"\r\n'
        b"Content-Type: text/x-python\r\n\r\nx = 1\n\r\n"
        b"--edge\r\n"
        b'Content-Disposition: form-data; name="a%22b"; filename="a%22b"\r\n'
        b"Content-Type: application/octet-stream\r\n\r\n\r\n\r\n\r\n"
        b"--edge--"
    )

    assert parse_form(body) == (
        UploadedPart("main.py", "python", b"x = 1\n"),
        UploadedPart('a"b', "buffer", b"\r\n\r\n"),
    )


def write_project(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


@pytest.mark.oracle
def test_real_wrangler_says_what_it_uploads(tmp_path: Path, wrangler_dir: Path, node: str) -> None:
    project = write_project(
        tmp_path,
        {
            "wrangler.toml": CONFIG,
            "src/main.py": "import lib.x\n",
            "src/lib/x.py": "",
            "src/page.html": "<p>",
            "python_modules/p/__init__.py": "y = 1\n",
        },
    )

    parts = observe_upload(project, wrangler_dir, node)

    assert parts == (
        UploadedPart("main.py", "python", b"import lib.x\n"),
        UploadedPart("lib/x.py", "python", b""),
        UploadedPart("page.html", "text", b"<p>"),
        UploadedPart("python_modules/p/__init__.py", "buffer", b"y = 1\n"),
    )


@pytest.mark.oracle
def test_what_wrangler_refuses_is_told(tmp_path: Path, wrangler_dir: Path, node: str) -> None:
    project = write_project(tmp_path, {"wrangler.toml": CONFIG})

    with pytest.raises(WranglerError, match=r"src/main\.py"):
        observe_upload(project, wrangler_dir, node)
