"""``fix --with``: another way, by choice."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli

from tests.fix.command import HEAD, lay_out, run

PREFIXED = {
    "wrangler.toml": HEAD,
    "src/main.py": '#!/bin/sh\n"""Doc."""\n\nfrom __future__ import annotations\n\n# why\nimport json\nimport src.a\n',
    "src/a.py": "from src import b, main\nfrom . import b as again\n",
    "src/b.py": "",
}


def test_the_prefix_is_registered(tmp_path: Path) -> None:
    folder = lay_out(tmp_path, PREFIXED)
    assert run(folder, "fix", "--with", "sys-path", "--write") == 0

    before, _, after = (folder / "src/main.py").read_text("utf-8").partition("import sys\n")
    assert before == '#!/bin/sh\n"""Doc."""\n\nfrom __future__ import annotations\n\n'
    assert after.endswith("\n\n# why\nimport json\nimport src.a\n")
    assert (folder / "src/a.py").read_text("utf-8") == PREFIXED["src/a.py"]
    assert run(folder, "check", "--fail-on", "info") == 0
    assert run(folder, "fix", "--with", "sys-path") == 0


def test_the_registration_has_the_line_ends_of_the_file(tmp_path: Path) -> None:
    folder = lay_out(tmp_path, {**PREFIXED, "src/main.py": "import src.a\r\n"})
    assert run(folder, "fix", "--with", "sys-path", "--write") == 0

    data = (folder / "src/main.py").read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") > 9
    assert run(folder, "check") == 0


def test_nothing_is_registered_where_the_entry_lies_elsewhere(tmp_path: Path) -> None:
    files = {
        "wrangler.toml": HEAD.replace("src/main.py", "src/app/main.py") + 'base_dir = "src"\n',
        "src/app/main.py": "import src.a\n",
        "src/a.py": "",
    }

    assert run(lay_out(tmp_path, files), "fix", "--with", "sys-path") == 0


@pytest.mark.parametrize("setting", ["", '[python_modules]\nexclude = [\n  "**/*.pyc", # bytecode\n]\n'])
def test_what_no_import_reaches_is_excluded(setting: str, tmp_path: Path) -> None:
    files = {
        "wrangler.toml": HEAD + setting,
        "src/main.py": "import pad\n",
        "python_modules/pad/__init__.py": "x = 1\n",
        "python_modules/pad/late/a.py": "x = 1\n",
        "python_modules/never/__init__.py": "x = 1\n",
    }
    folder = lay_out(tmp_path, files)
    assert run(folder, "fix", "--unsafe") == 0
    assert run(folder, "fix", "--with", "exclude", "--write") == 0

    text = (folder / "wrangler.toml").read_text("utf-8")
    assert tomli.loads(text)["python_modules"] == {"exclude": ["**/*.pyc", "never/**", "pad/late/**"]}
    assert ("# bytecode" in text) == bool(setting)
    assert run(folder, "check", "--fail-on", "info") == 0
    assert run(folder, "fix", "--with", "exclude") == 0


def test_base_dir_for_a_folder_beside_the_module_root(tmp_path: Path) -> None:
    files = {"wrangler.toml": HEAD, "src/main.py": "import shared.a\n", "shared/a.py": ""}
    folder = lay_out(tmp_path, files)
    assert run(folder, "fix", "--with", "base-dir", "--write") == 0

    assert 'base_dir = "."' in (folder / "wrangler.toml").read_text("utf-8")
    assert run(folder, "check") == 0
