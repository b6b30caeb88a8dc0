"""Edits random Workers and compares what ``check`` says, from its cache and without.

``python -m tests.cli.compare_edits --workers 1000`` prints each difference and the figures.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

from graphcheck import pipeline
from graphcheck.cli import app
from tests.cli.random_apps import random_app
from tests.cli.random_edits import edited, words_of

__all__ = ["Comparison"]

_CONFIGURATION = """name = "w"
main = "src/main.py"
compatibility_date = "2026-10-01"
compatibility_flags = ["python_workers"]
"""


class Comparison:
    """``repeated`` of ``edits`` were answered from the cache; ``differences`` say which of them wrongly."""

    def __init__(self) -> None:
        self.edits = 0
        self.repeated = 0
        self.differences: list[str] = []
        self._computed = 0

    def compare(self, files: Mapping[str, str], chance: random.Random, count: int) -> None:
        """Edit a Worker's files ``count`` times, one after the other or each alone."""
        with tempfile.TemporaryDirectory() as folder, _inside(folder), self._counted():
            adds_up = chance.random() < 0.5
            words = words_of(files.values())
            now = dict(files)
            for path, text in {"wrangler.toml": _CONFIGURATION, **now}.items():
                _write(path, text)
            _run("check", "--cache-dir", "../cache")
            for _ in range(count):
                path = chance.choice([path for path in now if path.endswith(".py")])
                text = edited(now[path], words, chance)
                _write(path, text)
                self._compare({**now, path: text}, path)
                if adds_up:
                    now[path] = text
                else:
                    _write(path, now[path])
                    _run("check", "--cache-dir", "../cache")

    def _compare(self, files: Mapping[str, str], path: str) -> None:
        self._computed = 0
        told = _run("check", "--cache-dir", "../cache")
        self.edits += 1
        if self._computed:
            return
        self.repeated += 1
        anew = _run("check", "--no-cache")
        if told != anew:
            shown = "".join(f"--- {path}\n{text}" for path, text in files.items())
            self.differences.append(f"{path} was edited: told\n{told[1]}anew\n{anew[1]}{shown}")

    @contextmanager
    def _counted(self) -> Iterator[None]:
        examine = pipeline.examine

        def counted(*arguments: object, **options: object) -> pipeline.Examination:
            self._computed += 1
            return examine(*arguments, **options)  # type: ignore[arg-type]

        pipeline.examine = counted
        try:
            yield
        finally:
            pipeline.examine = examine


@contextmanager
def _inside(folder: str) -> Iterator[None]:
    before = Path.cwd()
    worker = Path(folder, "worker")
    worker.mkdir()
    os.chdir(worker)
    try:
        yield
    finally:
        os.chdir(before)


def _write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, "utf-8")


def _run(*words: str) -> tuple[int, str, str]:
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2)]
    with redirect_stdout(streams[0]), redirect_stderr(streams[1]):
        code = app._run(words)
    for stream in streams:
        stream.seek(0)
    output, remark = (stream.read() for stream in streams)
    return code, output, remark


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=1000)
    parser.add_argument("--edits", type=int, default=8, help="of each Worker")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    comparison, chance = Comparison(), random.Random(options.seed)
    for _ in range(options.workers):
        known = len(comparison.differences)
        comparison.compare(random_app(chance), chance, options.edits)
        for difference in comparison.differences[known:]:
            print(difference, flush=True)  # noqa: T201 - the output of a command
    told = f"{len(comparison.differences)} wrong of {comparison.repeated} repeated, after {comparison.edits} edits"
    print(told)  # noqa: T201


if __name__ == "__main__":
    main()
