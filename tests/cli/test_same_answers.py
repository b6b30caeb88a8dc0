"""The report is the same to the byte, whatever was known before and however many processes read."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from pathlib import Path

import pytest

from graphcheck.cache.codec import encode_facts
from graphcheck.cli import app
from graphcheck.cli.exit_codes import EXIT_NOTHING
from graphcheck.extract import Target, extract_imports
from graphcheck.loading import loader, workers
from tests.bench.corpus import write_chained_worker

SAMPLES = sorted(
    folder
    for folder in (Path(__file__).parents[2] / "sample_projects").iterdir()
    if next(folder.rglob("wrangler.*"), None)
)


@pytest.fixture
def many_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "WORTH_BYTES", 0)
    monkeypatch.setattr(loader, "WORTH_MORE_BYTES", 0)
    monkeypatch.setattr(workers, "_CHUNK_BYTES", 2_000)


def report(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = app._run(("report", "--format", "json", *words))
    return code, capsys.readouterr().out


def variants(folder: str, cache: Path) -> Sequence[Sequence[str]]:
    one, two = ("--cache-dir", str(cache / "one")), ("--cache-dir", str(cache / "two"))
    return (
        (folder, "--jobs", "1", *one),
        (folder, "--jobs", "1", *one),
        (folder, "--jobs", "2", *two),
        (folder, "--jobs", "2", *two),
        (folder, "--jobs", "1", "--no-cache"),
        (folder, "--jobs", "2", "--no-cache"),
        (folder, "--jobs", "1", "--full-parse", *one),
        (folder, "--jobs", "1", "--env", "", *two),  # another question: the facts are known, the answer is not
    )


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_samples(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], many_chunks: None) -> None:
    answers = {report(capsys, *words) for words in variants(str(sample), tmp_path)}
    assert len(answers) == 1
    code, text = next(iter(answers))
    assert text or code == EXIT_NOTHING


def test_many_files(tmp_path: Path, capsys: pytest.CaptureFixture[str], many_chunks: None) -> None:
    write_chained_worker(tmp_path / "worker", 40)
    (tmp_path / "worker" / "python_modules" / "made0" / "module27.py").write_text("import nothing\n")
    answers = {report(capsys, *words) for words in variants(str(tmp_path / "worker"), tmp_path)}
    assert len(answers) == 1
    assert '"import nothing"' in next(iter(answers))[1]


PARENT = os.getpid()
extract_chunk = workers._extract_chunk


def die_in_a_child(chunk: Sequence[tuple[str, bytes]], target: Target) -> list[tuple[str, bytes]]:
    if os.getpid() != PARENT:
        os.kill(os.getpid(), signal.SIGKILL)
    return extract_chunk(chunk, target)


def test_a_child_that_dies_takes_nothing_with_it(monkeypatch: pytest.MonkeyPatch, many_chunks: None) -> None:
    monkeypatch.setattr(workers, "_extract_chunk", die_in_a_child)
    target = Target((3, 13))
    sources = {f"{number}.py": b"import module_%d\n" % number * 200 for number in range(40)}
    children = workers.Children(target, 2)
    found = [each for chunk in children.extract(iter(sources.items())) for each in chunk]
    children.close()
    assert sorted(found) == sorted(
        (path, encode_facts(extract_imports(source, target))) for path, source in sources.items()
    )
