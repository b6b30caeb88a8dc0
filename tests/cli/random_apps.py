"""Random Workers with little wrong in them, whose modules use each other's names."""

from __future__ import annotations

import random

__all__ = ["random_app"]

_MODULES = ("v", "v.w", "a", "b", "p", "p.m", "p.n", "main")
_PATHS = {
    "v": "python_modules/v/__init__.py", "v.w": "python_modules/v/w.py", "p": "src/p/__init__.py",
}  # fmt: skip
_NAMES = ("X", "Y", "Z", "f", "g", "K", "m")
_BOUND = (
    "{0} = 1", "{0} = None", "def {0}():\n    import json\n    return json", "def {0}(): return 1", "import re as {0}",
    "class {0}:\n    y = 1", "class {0}(Exception):\n    def f(self): ...", "def {0}(x):\n    import {1}\n    return x",
    "class {0}:\n    def __init__(self):\n        import nowhere",
    "if {2}:\n    {0} = 1\nelse:\n    {0} = None", "try:\n    import nowhere\nexcept ImportError:\n    {0} = None",
)  # fmt: skip
_USED = (
    "from {1} import {0}",
    "from {1} import {0}",
    "from {1} import {0} as {2}",
    "from {1} import *",
    "import {1}\n{2} = {1}.{0}",
    "import {1}",
    "from {1} import {0}\n{0}()",
    "from {1} import {0} as Made\n{2} = Made()",
    "import {1}\n{2} = {1}.{0}()",
    "from {1} import {0}\n@{0}\ndef {2}(): ...",
    "from {1} import {0}\n{2} = {0}()",
    "from {1} import {0}\nclass {2}({0}):\n    y = {0}()",
    "from {1} import {0}\nif {0}:\n    import json",
    "from {1} import {0}\nif {0} is None:\n    import json\nelse:\n    {2} = 1",
    "import {1}\nif hasattr({1}, '{0}'): {2} = 1",
    "import {1}\n__all__ = ['{2}']\n{2} = 1",
    "def {2}():\n    from {1} import {0}\n    return {0}()\n{2}()",
    "from {1} import {0}\ntry:\n    {2} = {0}\nexcept {0}:\n    pass",
)


def random_app(chance: random.Random) -> dict[str, str]:
    """By path; what a module uses of another is there, most of the time."""
    files: dict[str, str] = {}
    there: dict[str, list[str]] = {}
    for module in _MODULES:
        own: list[str] = []
        lines = ["# one", "# two"]
        for _ in range(chance.randrange(2, 6)):
            name = chance.choice(_NAMES)
            known = [other for other in there if there[other]]
            if known and chance.random() < 0.6:
                other = chance.choice(known)
                lines.append(chance.choice(_USED).format(chance.choice(there[other]), other, name))
            else:
                lines.append(
                    chance.choice(_BOUND).format(name, chance.choice(known or ["json"]), chance.choice(own or [name]))
                )
                own.append(name)
        there[module] = own
        files[_PATHS.get(module, f"src/{module.replace('.', '/')}.py")] = "\n".join(lines) + "\n"
    files["src/main.py"] = "".join(f"import {name}\n" for name in _MODULES[:-1]) + files["src/main.py"]
    return files
