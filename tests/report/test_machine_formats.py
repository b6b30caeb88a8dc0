"""Formats ``github`` and ``sarif``."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from graphcheck.model.errors import ConfigProblem
from graphcheck.model.finding import Finding, Severity
from graphcheck.model.fleet import BrokenWorker, Fleet, FleetWorker
from graphcheck.report.github import render_github
from graphcheck.report.sarif import RuleText, render_sarif
from tests.report.samples import SETTINGS, analysis, root_prefix, site, span

PLAIN = Finding("GC900", "sample", Severity.WARNING, "something is wrong")
RULES = [RuleText("GC900", "sample", Severity.WARNING, "Something.", "# GC900\n")]
BROKEN = BrokenWorker("apps/b", "wrangler.toml", (ConfigProblem("no main", "wrangler.toml", 2, 3, "add it"),))
LINES = st.text(st.characters(exclude_categories=()), max_size=40)


def fleet(*findings: Finding, folder: str = ".", broken: tuple[BrokenWorker, ...] = ()) -> Fleet:
    return Fleet((FleetWorker(folder, analysis(*findings)),), broken, ())


def test_a_command_has_the_place_in_the_repository_the_fix_and_the_chain() -> None:
    chain = (site("main", "src/main.py", 1, "import a"), site("a", "src/a.py", 2, "import b"))
    finding = replace(PLAIN, path="src/a.py", span=span(2, 8, 1), remedies=("import c", "wait"), chain=chain)

    assert render_github(fleet(finding, folder="apps/api", broken=(BROKEN,))) == (
        "::warning file=apps/api/src/a.py,line=2,endLine=2,col=8,endColumn=9,title=GC900 sample::something is wrong"
        "%0Afix: import c%0Aor: wait%0Achain: apps/api/src/main.py:1 > apps/api/src/a.py:2\n"
        "::error file=apps/b/wrangler.toml,line=2,col=3,title=configuration::no main%0Aadd it\n"
    )


def test_what_is_data_in_a_command_stays_data() -> None:
    evil = replace(PLAIN, path="a,b:c%.py", message="50%\n::set-output name=x::y\r")

    assert render_github(fleet(evil)) == (
        "::warning file=a%2Cb%3Ac%25.py,title=GC900 sample::50%25%0A::set-output name=x::y\\r\n"
    )


def test_sarif_has_rules_levels_places_and_the_chain() -> None:
    chain = (site("main", "src/main.py", 1, "import a"), site("a", "src/ä b.py", 2, "import b"))
    finding = replace(PLAIN, path="src/ä b.py", span=span(2, 8, 1), remedies=("import c",), chain=chain)
    run = json.loads(render_sarif(fleet(finding, folder="apps/api", broken=(BROKEN,)), RULES, "1.0"))["runs"][0]

    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["GC900"]
    assert run["columnKind"] == "unicodeCodePoints"
    first, second = run["results"]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "apps/api/src/%C3%A4%20b.py", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 2, "startColumn": 8, "endLine": 2, "endColumn": 9}
    assert (first["level"], first["ruleIndex"]) == ("warning", 0)
    assert first["message"]["text"] == "something is wrong. Fix: import c"
    assert [each["message"]["text"] for each in first["relatedLocations"]] == ["import a"]
    assert (second["ruleId"], second["level"]) == ("configuration", "error")


def test_a_finding_without_a_place_stands_at_the_configuration() -> None:
    run = json.loads(render_sarif(fleet(PLAIN), RULES, "1.0"))["runs"][0]

    assert run["results"][0]["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "backend/wrangler.toml", "uriBaseId": "%SRCROOT%"}
    }


def test_nothing_found() -> None:
    assert render_github(fleet()) == ""
    assert json.loads(render_sarif(fleet(), RULES, "1.0"))["runs"][0]["results"] == []


@given(LINES)
def test_no_text_breaks_a_line_or_an_encoding(text: str) -> None:
    at = site("m" + text, text or "p", 3, "import x " + text)
    finding = replace(
        root_prefix(SETTINGS), path=text or "p", message=text, notes=(text,), remedies=(text,), chain=(at, at)
    )
    commands = render_github(fleet(finding))
    commands.encode("utf-8")
    assert all(line.startswith("::error ") and line.isprintable() for line in commands.split("\n")[:-1])
    assert render_sarif(fleet(finding), [], "1.0").isascii()
