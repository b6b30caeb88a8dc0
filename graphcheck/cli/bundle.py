"""``graphcheck bundle``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import click

from graphcheck.cache.answers import Answer
from graphcheck.cli.exit_codes import EXIT_FINDINGS, EXIT_OK
from graphcheck.cli.options import ProjectOptions, Sources, output_option, project_options, write_output
from graphcheck.cli.places import terminal_width, wants_color
from graphcheck.cli.remembering import answer_once
from graphcheck.model.errors import UsageError

if TYPE_CHECKING:
    from graphcheck.cli.bundling import Inventory
    from graphcheck.model.bundle import Bundle
    from graphcheck.report.bundle import BundleOptions

__all__ = ["command"]

_FORMATS = ("text", "json", "csv", "markdown")


@click.command("bundle")
@project_options
@click.option("-f", "--format", "format_", type=click.Choice(_FORMATS), default="text", show_default=True)
@click.option("--view", type=click.Choice(["tree", "table"]), default="tree", show_default=True)
@click.option("--depth", type=click.IntRange(0, 100), default=2, show_default=True, help="Folders deep in the tree.")
@click.option("--gzip", is_flag=True, help="Compress every file to measure it.")
@click.option("--no-reach", is_flag=True, help="Do not ask what imports reach: much faster.")
@click.option("--why-not", metavar="FILE", multiple=True, help="Say why FILE is not uploaded (or why it is).")
@click.option("--diff", metavar="OTHER.json", help="Compare with an earlier --format json.")
@click.option("--require", metavar="NAME", multiple=True, help="Exit 1 unless the module or package is uploaded.")
@output_option
def command(
    project: ProjectOptions,
    format_: str,
    view: str,
    depth: int,
    gzip: bool,  # noqa: FBT001
    no_reach: bool,  # noqa: FBT001
    why_not: tuple[str, ...],
    diff: str | None,
    require: tuple[str, ...],
    output: str | None,
) -> int:
    """Show what wrangler would upload: every file, its size, where it comes from, and whether an import reaches it.

    Exit code 1 when wrangler would refuse the upload, when it is over the platform's limit or over `budget` in
    [tool.graphcheck], and when a name of --require is missing.
    """
    if sum(map(bool, (why_not, diff, require))) > 1:
        raise UsageError("--why-not, --diff and --require are three questions: ask one at a time")
    width, color = terminal_width(), output is None and wants_color()
    if not (why_not or diff or require):
        look = (format_, view, depth, width, color)
        said: list[str] = []
        compute = partial(_bundle, project, look, not no_reach, gzip, said)
        answer = answer_once(project, "bundle", (look, gzip, no_reach), compute)
        if not said:
            click.echo(answer.remark, err=True, nl=False)
        write_output(answer.output, output)
        return answer.exit_code
    from graphcheck.cli.bundling import announce_links, make_bundle, take_inventory

    earlier = _read_earlier(diff) if diff else None
    inventory = take_inventory(project, reach=False)
    options = _options(inventory, view, depth, width, color)
    if why_not:
        return _explain(inventory, why_not, format_, options, output)
    if require:
        return _check_required(inventory, require)
    assert diff is not None and earlier is not None
    click.echo(announce_links(inventory), err=True, nl=False)
    return _compare(make_bundle(inventory, gzip=gzip), earlier, diff, format_, options, output)


def _bundle(
    project: ProjectOptions,
    look: tuple[str, str, int, int, bool],
    reach: bool,  # noqa: FBT001
    gzip: bool,  # noqa: FBT001
    said: list[str],
    sources: Sources,
) -> Answer:
    """``said`` gets the remark once it was shown: before what a link leads to is read to be compressed."""
    from graphcheck.cli.bundling import announce_links, make_bundle, take_inventory
    from graphcheck.report.bundle import render_bundle

    format_, view, depth, width, color = look
    inventory = take_inventory(project, reach=reach, summary=format_ == "json", sources=sources)
    said.append(announce_links(inventory))
    click.echo(said[0], err=True, nl=False)
    bundle = make_bundle(inventory, gzip=gzip)
    text = render_bundle(format_, bundle, _options(inventory, view, depth, width, color))
    return Answer(text, said[0], EXIT_FINDINGS if bundle.refusals or bundle.too_big else EXIT_OK)


def _options(
    inventory: Inventory,
    view: str,
    depth: int,
    width: int,
    color: bool,  # noqa: FBT001
) -> BundleOptions:
    from graphcheck.report import RenderOptions
    from graphcheck.report.bundle import BundleOptions

    return BundleOptions(RenderOptions(width=width, color=color), view, depth, inventory.analysis)


def _explain(
    inventory: Inventory, files: Sequence[str], format_: str, options: BundleOptions, output: str | None
) -> int:
    from graphcheck.report.bundle import render_verdicts
    from graphcheck.tree import DiskTree, tree_path
    from graphcheck.upload import explain_file

    tree = DiskTree()
    verdicts = [explain_file(tree, inventory.project, inventory.upload, tree_path(file)) for file in files]
    write_output(render_verdicts(format_, verdicts, options), output)
    return EXIT_OK


def _check_required(inventory: Inventory, names: Sequence[str]) -> int:
    from graphcheck.cli.requirement import find_required
    from graphcheck.model.escape import escape_text

    missing = 0
    for name in names:
        found = find_required(inventory, name)
        missing += not found.uploaded
        click.echo(escape_text(f"{'ok' if found.uploaded else 'missing'}: {name}: {found.explanation}"))
    return EXIT_FINDINGS if missing else EXIT_OK


def _read_earlier(name: str) -> str:
    from pathlib import Path

    try:
        return Path(name).read_text("utf-8")
    except OSError as error:
        raise UsageError(f"cannot read {name}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{name} is not UTF-8") from None


def _compare(bundle: Bundle, earlier: str, name: str, format_: str, options: BundleOptions, output: str | None) -> int:
    from graphcheck.report.bundle import render_diff
    from graphcheck.upload import compare_uploads, parse_upload

    difference = compare_uploads(parse_upload(earlier, name), bundle.files)
    write_output(render_diff(format_, difference, options), output)
    return EXIT_OK
