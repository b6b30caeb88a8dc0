"""The two trees must tell the same story: every recorded project, once on disk and once as a dict."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from graphcheck.config import load_project
from graphcheck.model.errors import GraphcheckError
from graphcheck.model.tree import SourceTree
from graphcheck.model.upload import UploadSet
from graphcheck.tree import DiskTree
from graphcheck.upload import collect_upload
from tests.upload.recorded import ROOT, RecordedCase, recorded_cases

CASES = [case for case in recorded_cases() if case.version == "newest"]


def lay_out(case: RecordedCase, root: Path) -> None:
    for path, content in case.files().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    for path in case.raw.get("dirs", ()):
        (root / path).mkdir(parents=True, exist_ok=True)
    for path, target in case.raw.get("symlinks", {}).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).symlink_to(target)


def observe(case: RecordedCase, tree: SourceTree, root: str) -> str | UploadSet:
    try:
        upload = collect_upload(tree, load_project(tree, case.invocation(root)))
    except GraphcheckError as error:
        return error.message.replace(root, ROOT)
    return replace(
        upload,
        modules=tuple(module._replace(path=module.path.replace(root, ROOT)) for module in upload.modules),
        dropped=tuple(replace(file, path=file.path.replace(root, ROOT)) for file in upload.dropped),
        problems=tuple(replace(problem, path=problem.path.replace(root, ROOT)) for problem in upload.problems),
    )


@pytest.mark.skipif(sys.platform != "linux", reason="names with quotes, line breaks, backslashes and two cases")
@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.name))
def test_disk_and_memory_agree(case: RecordedCase, tmp_path: Path) -> None:
    root = tmp_path / "p"
    root.mkdir()
    lay_out(case, root)

    assert observe(case, DiskTree(), str(root)) == observe(case, case.tree(), ROOT)
