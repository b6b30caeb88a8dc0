"""The lines that let a team keep ``from src.x import y`` though the Worker has no folder ``src``.

In a Worker the module root's own folder is ``/session/metadata``: nothing there, and nothing on any search path, is
called ``src``, so that no ``sys.path`` entry can make the prefix importable. The lines give the folder its name back:
they register a package ``src`` whose ``__path__`` is the entry's folder. Submodules are then found by the ordinary
import system, under the same names as on a desktop.

They are constant (two names are filled in), and idempotent: where ``src`` is importable, as on a desktop and in tests,
they do nothing. They stand before every import that needs them, which is why they are one ``if`` statement: linters
allow conditionals between imports.

What stays different: ``src/__init__.py`` is not executed in the Worker, and a module imported both as ``src.x`` and as
``x`` is loaded twice, as it is on a desktop that has both folders on its path.

Proven in Pyodide 0.26.0a2, 0.28.2 and 314.0.6, and on a desktop, by ``tests/fix/test_bootstrap.py``.
"""

from __future__ import annotations

__all__ = ["bootstrap"]

_IMPORTS = """\
import sys
from importlib.util import find_spec
from os.path import dirname
from types import ModuleType
"""


def bootstrap(prefix: str, entry: str) -> str:
    """Source to insert before the first import of the entry that begins with ``prefix`` (``src``, ``backend.src``).

    ``entry`` is the entry's module name (``main``). It must lie directly in the folder that ``prefix`` names; with a
    ``base_dir`` above it the prefix is importable anyway. Every name must be an identifier.
    """
    top, *inner = prefix.split(".")
    lines = [
        f'if "{top}" not in sys.modules and find_spec("{top}") is None:  # a Worker has no folder of this name',
        f'    sys.modules["{top}"] = ModuleType("{top}")',
    ]
    package = top
    for name in inner:
        lines.append(f'    sys.modules["{package}"].__path__ = []')
        lines.append(_child(package, name, f'ModuleType("{package}.{name}")'))
        package = f"{package}.{name}"
    lines.append(f'    sys.modules["{package}"].__path__ = [dirname(__file__)]')
    lines.append(_child(package, entry, "sys.modules[__name__]"))
    return _IMPORTS + "\n" + "\n".join(lines) + "\n"


def _child(package: str, name: str, module: str) -> str:
    """A module put into place is no attribute of its package unless somebody sets it."""
    return f'    sys.modules["{package}.{name}"] = vars(sys.modules["{package}"])["{name}"] = {module}'
