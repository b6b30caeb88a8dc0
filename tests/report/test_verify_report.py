"""The text of ``graphcheck verify``: side by side, within the width, and safe to look at."""

from __future__ import annotations

import json
from dataclasses import replace

from rich.cells import cell_len

from graphcheck.model.verification import (
    Difference,
    ModuleTime,
    StartOutcome,
    UploadCheck,
    UploadDifference,
    Verification,
)
from graphcheck.model.worker import WorkerInfo
from graphcheck.report import RenderOptions
from graphcheck.report.verify_json import render_verification_json
from graphcheck.report.verify_report import render_verification

WORKER = WorkerInfo(
    "w", "wrangler.toml", "main.py", "main", ".", ".", None, "314.0.6", "3.14.2", "compatibility_date 2026-10-01"
)
STARTS = StartOutcome(starts=True, modules=("main", "a"))
DIES = StartOutcome(
    starts=False,
    modules=("main",),
    type="ModuleNotFoundError",
    message="No module named 'src'",
    path="src/main.py",
    line=3,
    notes=("a note of the runtime",),
)
AGREES = Verification(WORKER, STARTS, STARTS, (), (), ())


def render(verification: Verification, width: int = 80) -> list[str]:
    return render_verification(verification, RenderOptions(width=width)).splitlines()


def test_a_start_as_predicted() -> None:
    assert render(AGREES) == [
        "w  wrangler.toml  entry main (main.py)",
        "  Python 3.14.2 (Pyodide 314.0.6, from compatibility_date 2026-10-01)",
        "",
        "starts  as predicted",
        "",
        "            predicted                          actual (Pyodide 314.0.6 in Node)",
        "outcome     starts                             starts",
        "modules     2                                  2",
    ]


def test_a_wrong_prediction_is_told_first() -> None:
    wrong = replace(AGREES, actual=DIES, differences=(Difference("outcome", "starts", "dies"),), extra=("a",))

    lines = render(wrong)

    assert lines[3] == "does not start  the prediction is wrong: outcome"
    assert lines[6:] == [
        "outcome     starts                             does not start",
        "exception   -                                  ModuleNotFoundError",
        "message     -                                  No module named 'src'",
        "at          -                                  src/main.py:3",
        "note                                           a note of the runtime",
        "modules     2                                  1",
        "extra       predicted, and not executed: a",
    ]


def test_the_slowest_modules_are_a_tree() -> None:
    quick = ModuleTime("quick", True, 0.0001, 0.0001)
    slow = ModuleTime("slow", True, 0.4, 0.1, (ModuleTime("json", False, 0.3, 0.3),))
    times = (ModuleTime("main", True, 0.5, 0.1, (slow, quick)),)

    lines = render(replace(AGREES, times=times, memory=(31457280, 52428800)))

    assert lines[9:] == [
        "import ms  self ms  slowest modules, what the runtime brings included",
        "    500.0    100.0  main",
        "    400.0    100.0    slow",
        "    300.0    300.0      json",
        "         most self  json 300.0  main 100.0  slow 100.0  quick 0.1",
        "",
        "time        0.50 s for all imports on this machine; a Worker has 1 s of CPU time",
        "            to start",
        "memory      50 MiB for Python, grown by 20 MiB while the Worker started; a",
        "            Worker has 128 MB for everything",
    ]


def test_differences_of_the_upload_name_by_name() -> None:
    check = UploadCheck(2, (UploadDifference("a.py", "only-predicted"), UploadDifference("b.py", "type", "x", "y")))

    lines = render(replace(AGREES, upload=check))

    assert lines[9:] == [
        "upload      2 differences to wrangler's upload",
        "            only-predicted: a.py",
        "            type: b.py  x / y",
    ]
    assert render(replace(AGREES, upload=UploadCheck(7)))[9:] == ["upload      7 files, the same as wrangler's"]


def test_hostile_text_is_escaped_and_folded() -> None:
    nasty = replace(DIES, message="\x1b[2J\u202e" + "x" * 300, notes=("\n\r",), modules=("\x9b",))

    text = "\n".join(render(replace(AGREES, actual=nasty, missed=("\x9b1m",)), width=60))

    assert text.replace("\n", "").isprintable()
    assert "\\x1b[2J" in text
    assert max(map(cell_len, text.splitlines()[3:])) <= 60


def test_json_of_a_very_deep_tree() -> None:
    time = ModuleTime("m", True, 1.0, 1.0)
    for _ in range(5000):
        time = ModuleTime("m", True, 1.0, 0.0, (time,))

    document = json.loads(render_verification_json(replace(AGREES, times=(time,))))

    assert len(document["times"]) == 5001
    assert [row["parent"] for row in document["times"][:3]] == [None, 0, 1]
    assert document["passed"] is True
