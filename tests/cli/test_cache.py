"""``graphcheck cache``."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphcheck.cli import app

SAMPLE = str(Path(__file__).parents[2] / "sample_projects" / "001-hello")


def test_from_empty_to_full_and_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = ("--cache-dir", str(tmp_path / "c"))
    assert app._run(("cache", "info", *place)) == 0
    assert capsys.readouterr().out.splitlines() == [str(tmp_path / "c" / "graphcheck-1.sqlite"), "empty"]

    app._run(("check", *place, SAMPLE))
    capsys.readouterr()
    assert app._run(("cache", "info", *place)) == 0
    assert ", 1 answers kept" in capsys.readouterr().out

    assert app._run(("cache", "clear", *place)) == 0
    capsys.readouterr()
    app._run(("cache", "info", *place))
    assert "0 files read, 0 answers kept" in capsys.readouterr().out


def test_a_cache_that_cannot_be_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "graphcheck-1.sqlite").mkdir()
    assert app._run(("cache", "clear", "--cache-dir", str(tmp_path))) == 2
    assert "cannot empty" in capsys.readouterr().err
