"""Workers that find modules in zip files, and bytecode beside sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

__all__ = ["CASES"]

ON_PATH = "import sys\nsys.path.append('/session/metadata/lib.bin')\n"


def make_zip(members: Mapping[str, str], folders: Sequence[str] = (), method: int = ZIP_STORED) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w", method) as archive:
        for folder in folders:
            archive.writestr(folder, "")
        for name, text in members.items():
            archive.writestr(name, text)
    return content.getvalue()


TOOLS = {"tool.py": "x = 1\n", "pack/__init__.py": "", "pack/m.py": "import tool\n"}

CASES: Mapping[str, Mapping[str, str | bytes]] = {
    "on the path": {"main.py": ON_PATH + "import tool\nimport pack.m\nimport zz\n", "lib.bin": make_zip(TOOLS)},
    "deflated": {
        "main.py": ON_PATH + "import tool\nimport pack.m\nimport zz\n",
        "lib.bin": make_zip(TOOLS, method=ZIP_DEFLATED),
    },
    "by a pth file": {
        "main.py": "import tool\nimport pack.m\nimport zz\n",
        "python_modules/lib.pth": "lib.zip\n",
        "python_modules/lib.zip": make_zip(TOOLS),
    },
    "a folder inside": {
        "main.py": "import sys\nsys.path.append('/session/metadata/lib.bin/lib')\nimport tool\nimport zz\n",
        "lib.bin": make_zip({"lib/tool.py": "x = 1\n"}),
    },
    "a path from the file": {
        "main.py": (
            "import sys, os\nsys.path.insert(0, os.path.join(os.path.dirname(__file__), 'lib.bin'))\n"
            "import tool\nimport zz\n"
        ),
        "lib.bin": make_zip(TOOLS),
    },
    "a namespace": {"main.py": ON_PATH + "import ns.a\nimport zz\n", "lib.bin": make_zip({"ns/a.py": ""})},
    "a namespace with an entry": {
        "main.py": ON_PATH + "import ns.a\nimport zz\n",
        "lib.bin": make_zip({"ns/a.py": ""}, ["ns/"]),
    },
    "a namespace in both": {
        "main.py": ON_PATH + "import p.a, p.b\nimport zz\n",
        "p/a.py": "",
        "lib.bin": make_zip({"p/b.py": ""}, ["p/"]),
    },
    "a missing name": {"main.py": ON_PATH + "from a import b\n", "lib.bin": make_zip({"a.py": "x = 1\n"})},
    "a missing submodule": {"main.py": ON_PATH + "import a.b\n", "lib.bin": make_zip({"a/__init__.py": ""})},
    "a cycle": {
        "main.py": ON_PATH + "import a\n",
        "lib.bin": make_zip({"a.py": "import b\nX = 1\n", "b.py": "from a import X\n"}),
    },
    "an exception": {
        "main.py": ON_PATH + "import p\n",
        "lib.bin": make_zip({"p/__init__.py": "from . import q\n", "p/q.py": "raise ValueError('x')\n"}),
    },
    "extension modules in it": {"main.py": ON_PATH + "import a\n", "lib.bin": make_zip({"a.so": "x"})},
    "empty": {"main.py": ON_PATH + "import a\n", "lib.bin": make_zip({})},
    "no zip": {"main.py": ON_PATH + "import a\n", "lib.bin": b"hello"},
}
