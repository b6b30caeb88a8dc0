"""What counts as a difference between prediction and reality."""

from __future__ import annotations

from dataclasses import replace

from graphcheck.model.project import ModuleType
from graphcheck.model.upload import UploadedModule
from graphcheck.model.verification import Difference, UploadDifference, Verification
from graphcheck.verify import (
    PLATFORM_ERROR,
    Observation,
    ObservedError,
    ObservedTime,
    UploadedPart,
    compare_startup,
    compare_upload,
)
from tests.project_files import examine_worker

STARTS = Observation(starts=True, error=None, modules=("main",))
DIES = Observation(
    starts=False,
    error=ObservedError("ModuleNotFoundError", "No module named 'lib'", "lib", "main.py", 2),
    modules=("main",),
)


def verify(program: str, observed: Observation, *, date: str = "2026-10-01") -> Verification:
    analysis = examine_worker({"src/main.py": program}, date=date).analysis
    paths = {module.name: module.path for module in analysis.upload.modules}
    return compare_startup(analysis.worker, analysis.startup, observed, paths)


def test_a_start_as_predicted_passes() -> None:
    verification = verify("import os", STARTS)

    assert verification.differences == ()
    assert verification.passed


def test_a_failure_as_predicted_agrees_and_does_not_pass() -> None:
    verification = verify("import os\nimport lib", DIES)

    assert verification.differences == ()
    assert (verification.predicted.place, verification.actual.place) == ("src/main.py:2", "src/main.py:2")
    assert not verification.passed


def test_a_wrong_outcome() -> None:
    verification = verify("import os", DIES)

    assert verification.differences == (Difference("outcome", "starts", "ModuleNotFoundError: No module named 'lib'"),)


def test_a_wrong_exception_message_and_place() -> None:
    other = ObservedError("ImportError", "cannot import it", None, "other.py", 7)
    verification = verify("import lib", replace(DIES, error=other))

    assert [difference.about for difference in verification.differences] == ["exception", "message", "place"]
    assert verification.differences[2] == Difference("place", "src/main.py:1", "other.py:7")


def test_modules_are_told_and_do_not_count() -> None:
    verification = verify("import os", replace(STARTS, modules=("main", "plugin")))

    assert verification.missed == ("plugin",)
    assert verification.passed


def test_an_entry_that_never_ran_does_not_pass() -> None:
    assert not verify("import os", replace(STARTS, modules=(), entry_ran=False)).passed


def test_a_refusal_that_both_know() -> None:
    refused = "The python_workers compatibility flag is required to use Python."
    analysis = examine_worker({"src/main.py": "import os"}).analysis
    startup = replace(analysis.startup, refused=refused)
    error = ObservedError(PLATFORM_ERROR, "told in other words")
    observed = Observation(starts=False, error=error, modules=(), entry_ran=False)

    verification = compare_startup(analysis.worker, startup, observed, {})

    assert verification.refused == refused
    assert verification.differences == ()
    assert not verification.passed


def test_times_become_a_tree() -> None:
    times = (
        ObservedTime("main", None, True, 3.0, 0.5),
        ObservedTime("a", 0, True, 1.0, 1.0),
        ObservedTime("b", 0, True, 1.5, 1.0),
        ObservedTime("json", 2, False, 0.5, 0.5),
    )

    (main,) = verify("import os", replace(STARTS, times=times)).times

    assert (main.name, main.cumulative, main.own) == ("main", 3.0, 0.5)
    assert [module.name for module in main.imports] == ["b", "a"]
    assert [module.name for module in main.imports[0].imports] == ["json"]


def test_an_upload_name_by_name() -> None:
    ours = [UploadedModule(name, ModuleType.PYTHON, name, 1) for name in ("main.py", "a.py", "b.py", "only.py")]
    theirs = [
        UploadedPart("main.py", "python", b"x"),
        UploadedPart("b.py", "text", b"x"),
        UploadedPart("a.py", "python", b"xy"),
        UploadedPart("new.py", "python", b""),
    ]

    check = compare_upload(ours, lambda _module: b"x", theirs)

    assert check.differences == (
        UploadDifference("only.py", "only-predicted"),
        UploadDifference("new.py", "only-wrangler"),
        UploadDifference("a.py", "content", "1 bytes", "2 bytes"),
        UploadDifference("b.py", "type", "python", "text"),
        UploadDifference("a.py", "order", "a.py", "b.py"),
        UploadDifference("b.py", "order", "b.py", "a.py"),
    )
    assert compare_upload(ours[:1], lambda _module: b"x", theirs[:1]).agrees
