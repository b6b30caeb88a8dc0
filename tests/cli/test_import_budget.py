"""Heavy imports happen only where a command needs them: a hook pays for each of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("libcst", "networkx", "rich", "jinja2", "pathspec")


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["report", "--help"], ["bundle", "--help"], ["export", "--help"]]
)
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    program = (
        "import sys\n"
        "from graphcheck.cli import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit as stop:\n    assert not stop.code, stop.code\n"
        f"loaded = [name for name in {HEAVY!r} if name in sys.modules]\n"
        "print('loaded:', loaded)\n"
    )

    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert run.stdout.splitlines()[-1] == "loaded: []"


def test_facts_that_are_known_need_neither_libcst_nor_networkx(tmp_path: Path) -> None:
    worker = tmp_path / "worker"
    worker.mkdir()
    (worker / "wrangler.toml").write_text(
        'name = "w"\nmain = "main.py"\ncompatibility_flags = ["python_workers"]\n', "utf-8"
    )
    (worker / "main.py").write_text(
        "try:\n    import a\nexcept ImportError:\n    a = None\nimport zz_missing\n", "utf-8"
    )
    words = ["check", str(worker), "--cache-dir", str(tmp_path / "cache"), "--fail-on"]
    program = (
        "import sys\n"
        "from graphcheck.cli import main\n"
        "try:\n    main({words!r})\nexcept SystemExit as stop:\n    assert stop.code == {code}, stop.code\n"
        "heavy = ('libcst', 'networkx', 'rich', 'multiprocessing')\n"
        "print('loaded:', [name for name in heavy if name in sys.modules])\n"
    )
    loaded = []
    for threshold, code in (("error", 1), ("never", 0)):  # another question about the same files
        source = program.format(words=[*words, threshold], code=code)
        run = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
        loaded.append(run.stdout.splitlines()[-1])
    assert loaded == ["loaded: ['libcst']", "loaded: []"]


@pytest.mark.parametrize(
    ("words", "unwanted"),
    [
        (
            ["bundle", "--no-reach"],
            ("libcst", "networkx", "graphcheck.rules", "graphcheck.graph", "graphcheck.model.why"),
        ),
        (
            ["bundle"],
            ("networkx", "rich.text", "graphcheck.rules", "graphcheck.model.why", "shutil", "zipfile", "urllib.parse"),
        ),
        (
            ["check"],
            (
                "networkx",
                "rich",
                "multiprocessing",
                "graphcheck.graph.view",
                "graphcheck.model.why",
                "shutil",
                "zipfile",
            ),
        ),
    ],
)
def test_a_command_imports_what_it_uses(words: list[str], unwanted: tuple[str, ...]) -> None:
    sample = Path(__file__).parents[2] / "sample_projects" / "010-root-prefix"
    program = (
        "import sys\n"
        "from graphcheck.cli import main\n"
        f"try:\n    main({[*words, str(sample), '--no-cache']!r})\nexcept SystemExit:\n    pass\n"
        f"print('loaded:', [name for name in {unwanted!r} if name in sys.modules])\n"
    )

    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert run.stdout.splitlines()[-1] == "loaded: []"


def test_a_project_that_declares_nothing_needs_no_packaging(tmp_path: Path) -> None:
    (tmp_path / "wrangler.toml").write_text(
        'name = "w"\nmain = "main.py"\ncompatibility_date = "2026-10-01"\n', "utf-8"
    )
    (tmp_path / "main.py").write_text("import pad\n", "utf-8")
    (tmp_path / "python_modules" / "pad-1.0.dist-info").mkdir(parents=True)
    (tmp_path / "python_modules" / "pad-1.0.dist-info" / "RECORD").write_text("pad.py,,\n", "utf-8")
    (tmp_path / "python_modules" / "pad.py").touch()
    program = (
        "import sys\n"
        "from graphcheck.cli import main\n"
        f"try:\n    main({['check', str(tmp_path), '--no-cache', '--fail-on', 'never']!r})\n"
        "except SystemExit as stop:\n    assert stop.code == 0, stop.code\n"
        "print('loaded:', [name for name in sys.modules if name.startswith('packaging')])\n"
    )

    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert run.stdout.splitlines()[-1] == "loaded: []"
