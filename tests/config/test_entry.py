from __future__ import annotations

import pytest

from tests.config.worker_files import HEAD, problems


@pytest.mark.parametrize(
    ("main", "files", "message", "hint"),
    [
        ("src/main.py", {}, 'The entry-point file at "src/main.py" was not found.', None),
        ("src/main.py", {"api/main.py": ""}, 'The entry-point file at "src/main.py" was not found.', "api/main.py"),
        ("src/entri.py", {}, 'The entry-point file at "src/entri.py" was not found.', "src/entry.py"),
        ("", {}, 'The provided entry-point path, ".", points to a directory, rather than a file.', None),
        ("src", {}, 'The provided entry-point path, "src", points to a directory, rather than a file.', None),
        ("src/entry", {"src/entry": ""}, 'The entry-point file at "src/entry" was not found.', "extension"),
        ("x.py", {"x.py/y": ""}, "EISDIR: illegal operation on a directory, read", None),
        ("src/e.PY", {"src/e.PY": ""}, 'No loader is configured for ".PY" files: src/e.PY', "lower case"),
    ],
)
def test_an_entry_that_cannot_be_deployed(main: str, files: dict[str, str], message: str, hint: str | None) -> None:
    (problem,) = problems({"wrangler.toml": HEAD.replace("src/entry.py", main), **files})

    assert message in problem.message
    assert (problem.line, problem.column) == (2, 8)
    assert hint is None or hint in (problem.hint or "")


@pytest.mark.parametrize(("base_dir", "message"), [("none", "could not be found"), ("src/entry.py", "ENOTDIR")])
def test_a_base_dir_that_cannot_be_walked(base_dir: str, message: str) -> None:
    (problem,) = problems({"wrangler.toml": f'base_dir = "{base_dir}"\n' + HEAD})

    assert message in problem.message
    assert problem.line == 1
