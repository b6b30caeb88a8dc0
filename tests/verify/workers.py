"""An upload set as a dict of texts, the entry first."""

from __future__ import annotations

from collections.abc import Mapping

from graphcheck.model.project import ModuleType
from graphcheck.model.upload import UploadedModule, UploadSet

__all__ = ["make_upload"]


def make_upload(files: Mapping[str, str | bytes]) -> tuple[UploadSet, dict[str, bytes]]:
    contents = {name: text.encode() if isinstance(text, str) else text for name, text in files.items()}
    modules = [UploadedModule(name, find_type(name), name, len(content)) for name, content in contents.items()]
    return UploadSet(tuple(modules)), contents


def find_type(name: str) -> ModuleType:
    if name.endswith(".wasm"):
        return ModuleType.COMPILED_WASM
    vendored = name.startswith("python_modules/")
    return ModuleType.PYTHON if name.endswith(".py") and not vendored else ModuleType.BUFFER
