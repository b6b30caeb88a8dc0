"""Broken, hostile and huge metadata: no rule raises, and none makes an error of it."""

from __future__ import annotations

import pytest

from graphcheck.model.finding import Severity
from tests.project_files import examine_files, worker

INFO = "python_modules/pad-1.0.dist-info"
PYPROJECT = '[project]\nname = "example"\nversion = "1"\ndependencies = ["pad", "other>=1"]\n'
FILES: dict[str, dict[str, str | bytes]] = {
    "metadata": {
        f"{INFO}/METADATA": b"\xff\xfe\nRequires-Dist: ;;;\nRequires-Dist: pad @ \nRequires-Dist: [x]\n"
        b"Requires-Python: garbage\nRequires-Dist: pad ; python_version < 'x'\nRequires-Dist: pad ; nope == '1'\n"
    },
    "record": {f"{INFO}/RECORD": b'"unclosed\n../../../etc/passwd,,\n\x00,,\n,,\n\xff.py,,\n'},
    "wheel": {f"{INFO}/WHEEL": "Tag:\nTag: -\nTag: a-b\nTag: cp-x-y-z\n"},
    "entry points": {f"{INFO}/entry_points.txt": "[\n[]\n[[x]]\n"},
    "names of folders": {
        "python_modules/-.dist-info/METADATA": "",
        "python_modules/.dist-info/METADATA": "",
        "python_modules/pad.dist-info/METADATA": "",
        "python_modules/pad-not_a_version!.dist-info/METADATA": "",
        "python_modules/file-1.dist-info": "a file",
    },
    "huge": {f"{INFO}/METADATA": "Requires-Dist: other>=99\n" * 100_000},
    "uv.lock": {"uv.lock": b"\x00\xff"},
    "uv.lock of another form": {
        "uv.lock": 'package = "x"\n',
        "pylock.toml": '[[packages]]\nname = ["x"]\n[[packages]]\nname = "pad"\nversion = "not a version!"\n'
        'marker = "nope"\nwheels = [{ url = "http://[::1/x.whl" }, { name = 3 }]\n',
    },
    "npm": {"package.json": '{"devDependencies": []}', "package-lock.json": "[" * 3000},
    "workflow": {".git/HEAD": "", ".github/workflows/a.yml": b"\xff\xfeuses: cloudflare/wrangler-action@v3"},
    "sources": {
        "pyproject.toml": PYPROJECT
        + '[tool.uv.sources]\npad = 3\nother = []\nthird = [{ path = 3 }]\n"" = { path = "x" }\n[tool.pywrangler]\n'
        'allow-build = "yes"\n'
    },
    "requirements": {
        "pyproject.toml": '[project]\nname = "x"\n'
        'dependencies = ["pad @ file:///\\u0000", "pad @ file://[::1/x", "pad[", "pad; x", 3, "-"]\n'
    },
}


@pytest.mark.parametrize("files", FILES.values(), ids=FILES.keys())
def test_nothing_raises_and_nothing_becomes_an_error(files: dict[str, str | bytes]) -> None:
    project = {
        **worker({"src/main.py": "import pad\n"}),
        "python_modules/pad.py": "",
        "pyproject.toml": PYPROJECT,
        **files,
    }

    for assume_synced in (False, True):
        findings = examine_files(project, assume_synced=assume_synced).analysis.findings
        assert [each.message for each in findings if each.severity is Severity.ERROR] == []
