"""``.pth`` files: lines that extend the search path, and ``import`` lines that run before the Worker's entry.

What is processed and when is that of Pyodide's ``site.addpackage`` as workerd calls it
(``src/pyodide/internal/setup_python_search_path.py``; flag ``python_process_pth_files``).
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from graphcheck.model.frozen import frozen
from graphcheck.model.runtime import RuntimeProfile
from graphcheck.model.upload import UploadedModule, UploadSet
from graphcheck.resolve.worker_view import SESSION, VENDORED_FOLDER, VISIBLE_TYPES, inside_upload

__all__ = ["FLAG", "PthFile", "parse_pth", "pth_modules", "read_pth_files"]

FLAG = "python_process_pth_files"


@frozen
class PthFile:
    """``folders`` are paths inside the upload, ``program`` the file with all but its import lines blanked."""

    module: UploadedModule
    folders: tuple[str, ...]
    program: str


def read_pth_files(
    upload: UploadSet, profile: RuntimeProfile, read: Callable[[str], bytes | None]
) -> tuple[PthFile, ...]:
    """The files that the runtime processes, in its order: directly in ``python_modules``, not hidden, by name."""
    if FLAG not in profile.flags:
        return ()
    contents = ((module, read(module.path)) for module in pth_modules(upload))
    return tuple(parse_pth(module, content) for module, content in contents if content is not None)


def pth_modules(upload: UploadSet) -> tuple[UploadedModule, ...]:
    """The files that the runtime would process, whether or not its flag is on."""
    prefix = f"{VENDORED_FOLDER}/"
    found = (
        module
        for module in upload.modules
        if module.name.endswith(".pth")
        and module.name.startswith(prefix)
        and module.type in VISIBLE_TYPES
        and "/" not in module.name[len(prefix) :]
        and not module.name[len(prefix) :].startswith(".")
    )
    return tuple(sorted(found, key=lambda module: module.name))


def parse_pth(module: UploadedModule, content: bytes) -> PthFile:
    lines = content.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    runs = [line if line.startswith(("import ", "import\t")) else "" for line in lines]
    plain = (line.rstrip() for line in lines if line.strip() and not line.startswith(("#", "import ", "import\t")))
    folders = (inside_upload(posixpath.join(SESSION, VENDORED_FOLDER, line)) for line in plain)
    return PthFile(module, tuple(folder for folder in folders if folder is not None), "\n".join(runs))
