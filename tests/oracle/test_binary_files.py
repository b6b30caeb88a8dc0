"""Extension modules and bytecode that the Worker finds: real Pyodide loads them, or fails, as predicted."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from graphcheck.config import Invocation
from graphcheck.pipeline import examine
from graphcheck.tree import MemoryTree
from graphcheck.verify import NodeRunner, observe_worker
from tests.oracle.compare_startups import describe
from tests.project_files import ROOT, worker

pytestmark = pytest.mark.oracle

DATES = {"0.26.0a2": "2025-01-01", "0.28.2": "2026-03-01", "314.0.6": "2026-10-01"}
KEYS = """
rules = [{ type = "Data", globs = ["**/*.so", "**/*.pyc"], fallthrough = true }]
python_modules.exclude = []
"""
LIBRARY = b"\0asm\1\0\0\0\0\x0f\x08dylink.0\1\4\0\0\0\0"
CONTENTS = {
    "Linux": b"\x7fELF\2\1\1" + 57 * b"\0",
    "macOS": b"\xcf\xfa\xed\xfe" + 60 * b"\0",
    "Windows": b"MZ\x90\0" + 60 * b"\0",
    "empty": b"",
    "cut off": b"\0as",
    "no library": b"\0asm\1\0\0\0",
    "no init function": LIBRARY,
}
GUARDED = "try:\n    import t\nexcept ModuleNotFoundError:\n    pass\n"


def extensions() -> Mapping[str, Mapping[str, str | bytes]]:
    beside: Mapping[str, str | bytes] = {"src/main.py": "import t\n", "src/t.py": ""}
    vendored: Mapping[str, str | bytes] = {"src/main.py": "from p import t\n", "python_modules/p/__init__.py": ""}
    found = {f"{what}, beside t.py": {**beside, "src/t.so": content} for what, content in CONTENTS.items()}
    found |= {f"{what}, vendored": {**vendored, "python_modules/p/t.abi3.so": CONTENTS[what]} for what in CONTENTS}
    found["a package's"] = {**beside, "src/t/__init__.abi3.so": CONTENTS["Linux"], "src/t/__init__.py": ""}
    found["guard for another exception"] = {"src/main.py": GUARDED, "src/t.so": CONTENTS["Linux"]}
    found["guard that catches"] = {
        "src/main.py": GUARDED.replace("ModuleNotFoundError", "ImportError") + "import u\n",
        "src/t.so": CONTENTS["Linux"],
        "src/u.py": "",
    }
    return found


BYTECODE: Mapping[str, Mapping[str, str | bytes]] = {
    "of another Python": {"src/main.py": "import t\n", "src/t.pyc": b"a\r\r\n" + 13 * b"\0"},
    "vendored": {"src/main.py": "import t\n", "python_modules/t.pyc": b"a\r\r\n" + 13 * b"\0"},
    "empty": {"src/main.py": "import t\n", "src/t.pyc": b""},
    "beside its source": {"src/main.py": "import t\n", "src/t.pyc": b"a\r\r\n", "src/t.py": ""},
    "in __pycache__ alone": {"src/main.py": "import t\n", "src/__pycache__/t.cpython-314.pyc": b"a\r\r\n"},
}
CASES = {
    **{f"extension: {name}": files for name, files in extensions().items()},
    **{f"bytecode: {name}": files for name, files in BYTECODE.items()},
}
NEWEST = "314.0.6"
IN_EACH_RELEASE = (
    "extension: Linux, beside t.py", "extension: empty, vendored", "extension: no init function, vendored",
    "bytecode: of another Python", "bytecode: in __pycache__ alone",
)  # fmt: skip
"""One of each kind of failure, whose words depend on the release."""
STARTS = [(name, release) for release in DATES for name in (CASES if release == NEWEST else IN_EACH_RELEASE)]
CALLING = """
from importlib._bootstrap_external import _code_to_timestamp_pyc
raise Exception(bytes(_code_to_timestamp_pyc(compile("x = 1", "t.py", "exec"))).hex())
"""


def start(files: Mapping[str, str | bytes], release: str, runners: Mapping[str, NodeRunner]) -> tuple[object, object]:
    """Outcome and modules, predicted and real."""
    config = worker({}, date=DATES[release], keys=KEYS)
    tree = MemoryTree({f"{ROOT}/{path}": content for path, content in {**config, **files}.items()})
    examination = examine(tree, Invocation(ROOT))
    predicted = examination.analysis.startup
    observed = observe_worker(
        runners[release], examination.upload, lambda module: tree.read(module.path), examination.profile, reuse=True
    )
    return (describe(predicted.error), predicted.modules), (describe(observed.error), observed.modules)


@pytest.mark.parametrize(("name", "release"), STARTS)
def test_loads_as_predicted(name: str, release: str, runners: Mapping[str, NodeRunner]) -> None:
    predicted, observed = start(CASES[name], release, runners)

    assert predicted == observed


@pytest.mark.parametrize("release", DATES)
def test_bytecode_without_source(release: str, runners: Mapping[str, NodeRunner]) -> None:
    """Written by the very Python that is to load it; then a damaged copy."""
    observed = start({"src/main.py": CALLING}, release, runners)[1]
    assert isinstance(observed, tuple)
    pyc = bytes.fromhex(observed[0][1])

    predicted, real = start({"src/main.py": "import t\n", "src/t.pyc": pyc}, release, runners)
    assert predicted == real == (None, ("main", "t"))
    damaged = (pyc[:8], pyc[:16], pyc[:4] + b"\x08\0\0\0" + pyc[8:])
    for content in damaged if release == NEWEST else damaged[:1]:
        predicted, real = start({"src/main.py": "import t\n", "src/t.pyc": content}, release, runners)
        assert predicted == real
