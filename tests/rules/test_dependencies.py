"""Dependencies across files: lock files, metadata, pins of tools."""

from __future__ import annotations

import pytest

from graphcheck.model.finding import Finding, Severity
from tests.project_files import examine_files, worker

HEAD = '[project]\nname = "example"\nversion = "1"\n'
ACTION = "- uses: cloudflare/wrangler-action@v3\n  with:\n    wranglerVersion: "
LINUX = "cp314-cp314-manylinux_2_28_x86_64.whl"


def findings_of(files: dict[str, str], *codes: str, date: str = "2026-10-01") -> list[Finding]:
    findings = examine_files(worker(files, date=date)).analysis.findings
    return [finding for finding in findings if finding.code in codes]


def test_a_missing_folder_is_one_finding_whatever_is_imported() -> None:
    files = {
        "src/main.py": "from workers import Response\nimport pad\ndef later():\n    import inner\n",
        "pyproject.toml": HEAD + 'dependencies = ["pad", "outer"]\n',
        "uv.lock": (
            '[[package]]\nname = "outer"\nversion = "1"\ndependencies = [{ name = "inner" }]\n'
            '[[package]]\nname = "inner"\nversion = "1"\n[[package]]\nname = "pad"\nversion = "1"\n'
        ),
    }

    findings = examine_files(worker(files)).analysis.findings

    assert [(each.code, each.severity) for each in findings] == [("GC310", Severity.ERROR)]
    assert "imported and missing: workers, pad, inner" in findings[0].notes


def test_the_sdk_alone_keeps_its_own_finding() -> None:
    findings = examine_files(worker({"src/main.py": "from workers import Response\n"})).analysis.findings

    assert [each.code for each in findings] == ["GC301"]


def test_an_import_of_an_undeclared_package_is_as_severe_as_its_path() -> None:
    packages = ".venv/lib/python3.13/site-packages"
    files = {
        "src/main.py": "import helper\ntry:\n    import pad\nexcept ImportError:\n    pad = None\n",
        "src/helper.py": "def later():\n    import pad\n",
        "pyproject.toml": HEAD,
        f"{packages}/pad/__init__.py": "",
        f"{packages}/py_pad-1.dist-info/RECORD": "pad/__init__.py,,\n",
    }

    findings = findings_of(files, "GC311")

    assert [(each.path, each.severity) for each in findings] == [
        ("src/helper.py", Severity.WARNING),
        ("src/main.py", Severity.INFO),
    ]
    assert findings[0].remedies == ("uv add py-pad && uv run pywrangler sync",)
    assert [site.path for site in findings[0].chain] == ["src/main.py", "src/helper.py"]


def test_a_submodule_that_a_vendored_package_lacks_is_no_missing_package() -> None:
    files = {
        "src/main.py": "import pad.core\n",
        "pyproject.toml": HEAD + 'dependencies = ["pad"]\n',
        "python_modules/pad/__init__.py": "",
    }

    assert [each.code for each in examine_files(worker(files)).analysis.findings] == ["GC103"]


def lock(*packages: str) -> str:
    return "\n".join(f"[[package]]\n{package}" for package in packages)


@pytest.mark.parametrize(
    ("dependencies", "packages", "expected"),
    [
        (["pad"], [f'name = "pad"\nversion = "1"\nwheels = [{{ url = "pad-1-{LINUX}" }}]'], ["pad 1"]),
        (["pad"], ['name = "pad"\nversion = "1"\nsdist = { url = "pad-1.tar.gz" }'], ["pad 1"]),
        (["pad"], ['name = "pad"\nversion = "1"\nsource = { git = "x" }'], []),
        # Pyodide builds numpy for this Python, whatever PyPI has.
        (["numpy"], [f'name = "numpy"\nversion = "2"\nwheels = [{{ url = "numpy-2-{LINUX}" }}]'], []),
        # Only the version that is meant for the Worker counts.
        (
            ["pad"],
            [
                (
                    'name = "pad"\nversion = "2"\nresolution-markers = ["sys_platform == \'win32\'"]\n'
                    f'wheels = [{{ url = "pad-2-{LINUX}" }}]'
                ),
                (
                    'name = "pad"\nversion = "1"\nresolution-markers = ["sys_platform != \'win32\'"]\n'
                    'wheels = [{ url = "pad-1-py3-none-any.whl" }]'
                ),
            ],
            [],
        ),
        # An extra brings its needs only where it is asked for.
        (
            ["outer[fast]"],
            [
                (
                    'name = "outer"\nversion = "1"\nwheels = [{ url = "outer-1-py3-none-any.whl" }]\n'
                    '[package.optional-dependencies]\nfast = [{ name = "pad" }]\nslow = [{ name = "other" }]'
                ),
                f'name = "pad"\nversion = "1"\nwheels = [{{ url = "pad-1-{LINUX}" }}]',
                f'name = "other"\nversion = "1"\nwheels = [{{ url = "other-1-{LINUX}" }}]',
            ],
            ["pad 1"],
        ),
        (
            ["outer"],
            [
                (
                    'name = "outer"\nversion = "1"\nwheels = [{ url = "outer-1-py3-none-any.whl" }]\n'
                    'dependencies = [{ name = "pad", marker = "sys_platform == \'win32\'" }]'
                ),
                f'name = "pad"\nversion = "1"\nwheels = [{{ url = "pad-1-{LINUX}" }}]',
            ],
            [],
        ),
    ],
)
def test_locked_packages_without_a_wheel(dependencies: list[str], packages: list[str], expected: list[str]) -> None:
    listed = ", ".join(f'"{each}"' for each in dependencies)
    files = {"src/main.py": "", "pyproject.toml": f"{HEAD}dependencies = [{listed}]\n", "uv.lock": lock(*packages)}

    assert [finding.message.partition(" has")[0] for finding in findings_of(files, "GC314")] == expected


def test_a_package_that_pyodide_builds_for_another_python_says_which() -> None:
    files = {
        "src/main.py": "",
        "pyproject.toml": HEAD + 'dependencies = ["psycopg"]\n',
        "uv.lock": lock('name = "psycopg"\nversion = "3.3"\nwheels = [{ url = "psycopg-3.3-cp313-cp313-win32.whl" }]'),
    }

    (finding,) = findings_of(files, "GC314", date="2026-03-01")

    assert finding.message == "psycopg 3.3 has no wheel for a Worker on Python 3.13; Pyodide builds it for Python 3.14"
    assert findings_of(files, "GC314") == []


def test_a_circle_of_requirements_ends() -> None:
    files = {
        "src/main.py": "import a\n",
        "pyproject.toml": HEAD + 'dependencies = ["a"]\n',
        "uv.lock": lock(
            'name = "a"\nversion = "1"\ndependencies = [{ name = "b" }]\nwheels = [{ url = "a-1-py3-none-any.whl" }]',
            'name = "b"\nversion = "1"\ndependencies = [{ name = "a" }]\nwheels = [{ url = "b-1-py3-none-any.whl" }]',
        ),
        "python_modules/a.py": "",
        "python_modules/a-1.dist-info/METADATA": "Requires-Dist: b\n",
        "python_modules/b-1.dist-info/METADATA": "Requires-Dist: a\n",
    }

    assert findings_of(files, "GC311", "GC312", "GC313", "GC314") == []


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"package.json": '{"devDependencies": {"wrangler": "3.114.0"}}'}, 1),
        ({"package.json": '{"dependencies": {"wrangler": "~3.90"}}'}, 1),
        ({"package.json": '{"dependencies": {"wrangler": ">=3"}}'}, 0),
        ({"package.json": '{"dependencies": {"wrangler": "latest"}}'}, 0),
        ({"package.json": "{"}, 0),
        ({"package.json": '{"devDependencies": 3, "dependencies": {"wrangler": 4}}'}, 0),
        # The lock file knows better than the range.
        (
            {
                "package.json": '{"devDependencies": {"wrangler": "^3"}}',
                "package-lock.json": '{"packages": {"node_modules/wrangler": {"version": "4.127.1"}}}',
            },
            0,
        ),
        (
            {".github/workflows/d.yml": ACTION + "'3.90.0'\n"},
            1,
        ),
        ({".github/workflows/d.yml": ACTION + "4\n"}, 0),
        ({".github/workflows/d.yml": ACTION.replace("cloudflare", "other") + "'3.90.0'\n"}, 0),
    ],
)
def test_pins_of_wrangler(files: dict[str, str], expected: int) -> None:
    packages = {"python_modules/pad.py": ""}

    found = findings_of({"src/main.py": "", ".git/HEAD": "", **packages, **files}, "GC321")

    assert len([each for each in found if each.severity is Severity.WARNING]) == expected


@pytest.mark.parametrize(
    ("version", "alone", "with_packages"),
    # What `wrangler deploy --dry-run` of each did: no loader, no python_modules, all of it.
    [("3.26.0", 1, 1), ("3.27.0", 0, 1), ("3.114.17", 0, 1), ("4.24.3", 0, 1), ("4.24.4", 0, 0)],
)
def test_versions_of_wrangler_count_where_they_fail(version: str, alone: int, with_packages: int) -> None:
    files = {"src/main.py": "", "package.json": f'{{"devDependencies": {{"wrangler": "{version}"}}}}'}

    for packages, expected in (({}, alone), ({"python_modules/pad.py": ""}, with_packages)):
        found = findings_of({**files, **packages}, "GC321")
        assert len([each for each in found if each.severity is Severity.WARNING]) == expected


def test_the_tool_in_the_dependencies_says_what_it_weighs() -> None:
    files = {
        "src/main.py": "import click\n",
        "pyproject.toml": HEAD + 'dependencies = ["workers-py", "click"]\n',
        "python_modules/pywrangler/cli.py": "x = 1\n" * 100,
        "python_modules/workers_py-1.17.9.dist-info/METADATA": "Requires-Dist: click\nRequires-Dist: rich\n",
        "python_modules/workers_py-1.17.9.dist-info/RECORD": "pywrangler/cli.py,,\n",
        "python_modules/rich.py": "x = 1\n" * 50,
        "python_modules/rich-14.dist-info/RECORD": "rich.py,,\n",
        "python_modules/click.py": "x = 1\n" * 1000,
        "python_modules/click-8.dist-info/RECORD": "click.py,,\n",
    }

    (finding,) = findings_of(files, "GC318")

    assert finding.notes == ("python_modules would be smaller by 900 B",)


def test_a_module_with_another_name_than_its_distribution() -> None:
    """Pyodide's list of packages knows what pillow holds, before it is installed anywhere."""
    files = {
        "src/main.py": "from PIL import Image\n",
        "pyproject.toml": HEAD + 'dependencies = ["pillow"]\n',
        "python_modules/other.py": "",
        "python_modules/other-1.dist-info/METADATA": "",
    }

    assert [(each.code, each.severity) for each in examine_files(worker(files)).analysis.findings] == [
        ("GC104", Severity.ERROR)
    ]


def test_a_package_that_workers_of_a_repository_share() -> None:
    files = {
        ".git/HEAD": "",
        "tools/common.py": "",  # farther away than the package beside it
        "apps/api/wrangler.toml": worker({})["wrangler.toml"],
        "apps/api/pyproject.toml": HEAD,
        "apps/api/src/main.py": "import common\n",
        "apps/api/src/other/common.py": "",
        "apps/packages/common/pyproject.toml": "",
        "apps/packages/common/common/__init__.py": "",
    }

    (finding,) = examine_files(files, folder="apps/api").analysis.findings

    assert (
        finding.message
        == "`common` is apps/packages/common/common of the repository, which this Worker does not upload"
    )
    assert finding.remedies == ("uv add ../packages/common && uv run pywrangler sync", "move or copy it below src/")


def test_what_is_declared_for_the_repository_is_not_what_this_worker_awaits() -> None:
    files = {
        ".git/HEAD": "",
        "pyproject.toml": HEAD + 'dependencies = ["click"]\n',
        "apps/api/wrangler.toml": worker({})["wrangler.toml"],
        "apps/api/src/main.py": "import absent\n",
    }

    (finding,) = examine_files(files, folder="apps/api").analysis.findings

    assert finding.notes == ()
    assert finding.remedies == ("uv add the distribution that provides it, then: uv run pywrangler sync",)


def test_a_package_without_the_module_says_what_it_has() -> None:
    files = {"src/main.py": "def f():\n    import core.absent\n", **{f"src/core/m{n}.py": "" for n in range(10)}}

    (finding,) = findings_of(files, "GC103")

    assert finding.notes == ("`core` has m0, m1, m2, m3, m4, m5, m6, m7 and 2 more",)


def test_what_refuses_the_upload_is_told_first() -> None:
    files = {"src/main.py": "import absent\n", "wrangler.toml": 'name = "w"\nmain = "src/main.py"\n'}
    findings = examine_files(files).analysis.findings

    assert [each.code for each in findings if each.severity is Severity.ERROR][-1] == "GC103"


def test_a_folder_without_a_project_is_made_one_first() -> None:
    files = {"src/main.py": "from workers import Response\nimport bs4\n"}

    remedies = [each.remedies[0] for each in findings_of(files, "GC301", "GC103")]

    assert remedies == [
        "uv init --bare && uv add --dev workers-py && uv run pywrangler sync",
        "uv init --bare && uv add --dev workers-py && uv add beautifulsoup4 && uv run pywrangler sync",
    ]
    remedies = [each.remedies[0] for each in findings_of({**files, "pyproject.toml": HEAD}, "GC301", "GC103")]
    assert remedies == ["uv run pywrangler sync", "uv add beautifulsoup4 && uv run pywrangler sync"]


def test_what_a_sync_may_bring_comes_before_a_namesake_in_the_repository() -> None:
    files = {
        "src/main.py": "import tool\n",
        "scripts/tool.py": "",
        "pyproject.toml": HEAD + 'dependencies = ["left-pad"]\n',
        "python_modules/other.py": "",
    }

    (finding,) = findings_of(files, "GC103")

    assert finding.message == "nothing provides `tool`: No module named 'tool'"
    assert finding.notes[0] == "the repository has scripts/tool.py, which this Worker does not upload"
    assert finding.remedies[0].startswith("uv run pywrangler sync, and if that does not bring it: ")
