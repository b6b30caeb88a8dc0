from __future__ import annotations

import gzip

import pytest

from graphcheck.config import load_project
from graphcheck.tree import MemoryTree
from graphcheck.upload import collect_upload, current_limit, hundredths_of_kib, measure_gzip, printed_figures

HEAD = 'name = "w"\nmain = "entry.py"\ncompatibility_date = "2026-10-01"\ncompatibility_flags = ["python_workers"]\n'


@pytest.mark.parametrize(("size", "hundredths"), [(0, 0), (5, 0), (6, 1), (128, 13), (640, 63), (1024, 100)])
def test_rounding_is_that_of_tofixed(size: int, hundredths: int) -> None:
    # node -e 'for (const n of [0, 5, 6, 128, 640, 1024]) console.log((n / 1024).toFixed(2))'
    assert hundredths_of_kib(size) == hundredths


def test_gzip_is_one_stream_with_the_entry_last() -> None:
    tree = MemoryTree({"/p/wrangler.toml": HEAD, "/p/entry.py": b"e\xff" * 50, "/p/a.py": "a" * 100})
    project = load_project(tree, "/p")
    upload = collect_upload(tree, project)

    stream = b"a" * 100 + "e\ufffd".encode() * 50
    assert measure_gzip(tree, project, upload) == len(gzip.compress(stream, 6))


def test_printed_figures_count_a_repeated_name_twice() -> None:
    tree = MemoryTree({"/p/wrangler.toml": HEAD, "/p/entry.py": "12", "/p/python_modules/a.py": "345"})
    project = load_project(tree, "/p")
    figures = printed_figures(tree, project)

    assert (figures.modules, figures.attached, figures.vendored, figures.total) == (2, 6, 6, 8)
    assert collect_upload(tree, project).listed_bytes == 8


def test_the_limit_is_a_dated_fact() -> None:
    limit = current_limit()

    assert (limit.bytes, limit.since) == (64 * 1024 * 1024, "2026-09-04")
