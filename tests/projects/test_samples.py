"""The numbered Workers of ``sample_projects/``: goldens, and what real wrangler and real Pyodide say about each."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
import tomli
from jsonschema import Draft202012Validator

from graphcheck.config import Invocation
from graphcheck.export import export_graph
from graphcheck.graph.view import Level, make_view
from graphcheck.pipeline import Examination, examine
from graphcheck.report import RenderOptions, render
from graphcheck.tree import DiskTree
from graphcheck.verify import NodeRunner, compare_startup, observe_upload, observe_worker

REPOSITORY = Path(__file__).parents[2]
SAMPLES = sorted(path.parent for path in REPOSITORY.glob("sample_projects/**/sample.toml"))
SCHEMA = json.loads((REPOSITORY / "docs/report.schema.json").read_text("utf-8"))

each_sample = pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)


def examine_sample(sample: Path) -> Examination:
    return examine(DiskTree(), Invocation(sample.as_posix()))


def goldens_of(examination: Examination) -> Mapping[str, str]:
    analysis = examination.analysis
    options = RenderOptions(width=100, color=False)
    title = analysis.worker.name or ""
    modules = make_view(examination.graph, title, Level.MODULE, None, None)
    packages = make_view(examination.graph, title, Level.PACKAGE, None, None)
    return {
        "report.txt": render("text", analysis, options),
        "report.json": render("json", analysis, options),
        "check.txt": render("check", analysis, options),
        "modules.mmd": export_graph("mermaid", modules),
        "modules.dot": export_graph("dot", modules),
        "packages.mmd": export_graph("mermaid", packages),
    }


def test_there_are_samples() -> None:
    assert len(SAMPLES) >= 8


@each_sample
def test_output_is_the_golden(sample: Path, update_goldens: bool) -> None:
    actual = goldens_of(examine_sample(sample))
    folder = sample / "expected"
    if update_goldens:
        folder.mkdir(exist_ok=True)
        for name, text in actual.items():
            (folder / name).write_bytes(text.encode("utf-8"))

    expected = {path.name: path.read_bytes().decode("utf-8") for path in folder.iterdir()}

    assert actual == expected


@each_sample
def test_json_is_valid_and_says_what_the_sample_proves(sample: Path) -> None:
    report = json.loads(render("json", examine_sample(sample).analysis, RenderOptions(width=0, color=False)))
    claims = tomli.loads((sample / "sample.toml").read_text("utf-8"))

    Draft202012Validator(SCHEMA).validate(report)
    assert report["startup"]["starts"] is claims["starts"]
    assert bool(report["summary"]["findings"]["error"]) is not claims["starts"]


@pytest.mark.oracle
@each_sample
def test_upload_set_is_that_of_real_wrangler(sample: Path, wrangler_dir: Path, node: str, tmp_path: Path) -> None:
    upload = examine_sample(sample).upload
    copy = tmp_path / sample.name  # wrangler writes into the folder, where other tests read
    shutil.copytree(sample, copy, symlinks=True)

    observed = observe_upload(copy, wrangler_dir, node)

    assert [(part.name, part.type, part.content) for part in observed] == [
        (module.name, module.type.value, Path(module.path).read_bytes()) for module in upload.modules
    ]


@pytest.mark.oracle
@each_sample
def test_startup_is_that_of_real_pyodide(sample: Path, runners: Mapping[str, NodeRunner]) -> None:
    examination = examine_sample(sample)
    analysis = examination.analysis
    predicted = analysis.startup

    observed = observe_worker(
        runners[examination.profile.pyodide],
        examination.upload,
        lambda module: Path(module.path).read_bytes(),
        examination.profile,
        reuse=True,
    )

    paths = {module.name: module.path for module in analysis.upload.modules}
    assert compare_startup(analysis.worker, predicted, observed, paths).differences == ()
    assert predicted.starts is observed.starts
    assert predicted.modules == observed.modules
    if predicted.error and observed.error:
        assert predicted.error.type == observed.error.type
        assert predicted.error.message == observed.error.message
        assert predicted.error.module == observed.error.module
        assert predicted.error.site.span.line == observed.error.line
