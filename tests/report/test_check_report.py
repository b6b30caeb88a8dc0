"""Format ``check``."""

from __future__ import annotations

from dataclasses import replace

from graphcheck.model.finding import Finding, Severity
from graphcheck.report import render
from tests.report.samples import SETTINGS, WORKER, analysis, root_prefix, span

PLAIN = Finding("GC900", "sample", Severity.WARNING, "something is wrong")


def test_nothing_found_says_nothing() -> None:
    assert render("check", analysis()) == ""


def test_one_line_a_finding() -> None:
    assert render("check", analysis(root_prefix(SETTINGS), replace(PLAIN, path="a.py", span=span(2, 1, 3)))) == (
        "backend/src/main.py:3:6: error[GC101] "
        "`src` is the module root itself; nothing inside the Worker is called `src`\n"
        "a.py:2:1: warning[GC900] something is wrong\n"
    )


def test_a_finding_about_a_file_has_no_position() -> None:
    assert render("check", analysis(replace(PLAIN, path="a.py"))) == "a.py: warning[GC900] something is wrong\n"


def test_a_finding_about_the_project_stands_at_its_configuration() -> None:
    bare = replace(WORKER, config=None)
    assert render("check", analysis(PLAIN)).startswith("backend/wrangler.toml: warning[GC900]")
    assert render("check", analysis(PLAIN, worker=bare)).startswith("backend/src/main.py: warning[GC900]")


def test_no_name_can_start_a_line_of_its_own() -> None:
    evil = replace(PLAIN, path="a\nb.py", message="x\r\n::error::y\u2028\x1b[0m\udc80")
    assert render("check", analysis(evil)) == ("a\\nb.py: warning[GC900] x\\r\\n::error::y\\u2028\\x1b[0m\\udc80\n")
