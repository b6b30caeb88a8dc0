"""Whether Python can load an extension module or bytecode, from the bytes of the file.

What is looked at, and the texts: Emscripten's ``getDylinkMetadata``, CPython's ``_imp.create_dynamic`` and
``importlib._bootstrap_external._classify_pyc``.
"""

from __future__ import annotations

import posixpath
from struct import unpack_from

from graphcheck.model.imports import Unloadable
from graphcheck.resolve.bytecode import PYC_HEADER, find_magic

__all__ = ["find_defect"]

WASM = b"\0asm"
HEAD = 24
FORMATS = {
    b"\x7fELF": "built for Linux (ELF)",
    b"\xcf\xfa\xed\xfe": "built for macOS (Mach-O)",
    b"\xca\xfe\xba\xbe": "built for macOS (Mach-O)",
    b"MZ": "built for Windows (PE)",
}


def find_defect(path: str, content: bytes, python: tuple[int, int]) -> Unloadable | None:
    """None for a file that can be loaded, as far as its head shows, and for what is neither."""
    if path.endswith(".so"):
        return _library_defect(content, python) or _init_defect(path, content)
    return _bytecode_defect(content, python) if path.endswith(".pyc") else None


def _library_defect(content: bytes, python: tuple[int, int]) -> Unloadable | None:
    head = content[:HEAD]
    if not head and python < (3, 13):
        reason = "Error: Didn't expect to load any more file_packager files!"
    elif len(head) % 4:
        reason = "RangeError: byte length of Uint32Array should be a multiple of 4"
    elif not head.startswith(WASM):
        reason = "Error: need to see wasm magic number"
    elif head[8:9] != b"\0" or b"dylink" not in head:
        reason = "Error: need the dylink section to be first"
    else:
        return None
    what = next((what for magic, what in FORMATS.items() if content.startswith(magic)), "not a WebAssembly library")
    start = "could" if python >= (3, 14) else "Could"
    return Unloadable("ImportError", f"{start} not load dynamic lib: {{path}}\n{reason}", what, names_tail=True)


def _init_defect(path: str, content: bytes) -> Unloadable | None:
    folder, _, file = path.rpartition("/")
    stem = file.partition(".")[0]
    function = f"PyInit_{posixpath.basename(folder) if stem == '__init__' else stem}"
    if not function.isascii() or function.encode() in content:
        return None
    message = f"dynamic module does not define module export function ({function})"
    return Unloadable("ImportError", message, f"a library without the function {function}")


def _bytecode_defect(content: bytes, python: tuple[int, int]) -> Unloadable | None:
    magic = content[:4]
    expected = find_magic(python)
    if expected and magic != expected:
        message = f"bad magic number in '{{name}}': {magic!r}"
        return Unloadable("ImportError", message, "bytecode of another Python", other_python=True)
    if len(content) < PYC_HEADER:
        return Unloadable("EOFError", "reached EOF while reading pyc header of '{name}'", "bytecode that is cut off")
    flags = unpack_from("<I", content, 4)[0]
    if flags & ~0b11:
        return Unloadable("ImportError", f"invalid flags {flags} in '{{name}}'", "damaged bytecode")
    if len(content) == PYC_HEADER:
        return Unloadable("EOFError", "EOF read where object expected", "bytecode that is cut off")
    return None
