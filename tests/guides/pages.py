"""Commands and outputs in Markdown pages.

A fenced block of type ``console`` shows sessions: ``FOLDER$ command`` and its output, FOLDER below
``sample_projects/``. The commands of one block run one after another in one copy of the folder; a line ``...`` stands
for any lines. A block of type ``sh``, or the ``graphcheck`` lines of a ``yaml`` block, are run where a comment above
the block says so, and must end with exit code 0: ``<!-- run in FOLDER -->``. What cannot be run says why: ``<!-- not
run: REASON -->``. The comments ``run-command`` and ``test-command`` mark what ``.ci/run`` and the README's readers
run as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["PAGES", "REPOSITORY", "Block", "Session", "Step", "blocks_of", "find_sessions"]

REPOSITORY = Path(__file__).parents[2]
PAGES = sorted(
    [*REPOSITORY.glob("*.md"), *(page for page in REPOSITORY.glob("docs/**/*.md") if page.parent.name != "rules")]
)

_BLOCK = re.compile(
    r"^(?:<!-- (?P<mark>[^\n]*?) -->\n)?```(?P<kind>[a-z]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
_PROMPT = re.compile(r"^(?P<folder>[\w./-]+)\$ (?P<command>.+)$")
_YAML_STEP = re.compile(
    r"^\s*(?:- )?(?:run|entry): (?P<command>(?:uv run |uvx )?graphcheck .*?)(?:\s+#.*)?$", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block, with the comment above it."""

    page: Path
    kind: str
    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class Step:
    """``shown`` is None where the page promises success and no output."""

    command: str
    shown: str | None


@dataclass(frozen=True, slots=True)
class Session:
    """Steps that follow each other in one copy of ``sample_projects/FOLDER``."""

    page: Path
    folder: str
    steps: tuple[Step, ...]

    @property
    def label(self) -> str:
        return f"{self.page.relative_to(REPOSITORY)}: {self.folder}$ {self.steps[0].command}"

    @property
    def needs_node(self) -> bool:
        return any("graphcheck verify" in step.command or "wrangler" in step.command.split() for step in self.steps)


def blocks_of(page: Path) -> tuple[Block, ...]:
    text = page.read_text("utf-8")
    return tuple(Block(page, m["kind"], m["text"], m["mark"] or "") for m in _BLOCK.finditer(text))


def find_sessions(page: Path) -> Iterator[Session]:
    for block in blocks_of(page):
        if block.kind == "console":
            yield from _console(block)
        elif block.mark.startswith("run in "):
            commands = (
                _YAML_STEP.findall(block.text) if block.kind == "yaml" else _without_comments(block.text.splitlines())
            )
            yield Session(page, block.mark.removeprefix("run in "), tuple(Step(command, None) for command in commands))


def _without_comments(lines: list[str]) -> list[str]:
    return [line for line in (line.partition("  #")[0].strip() for line in lines) if line and not line.startswith("#")]


def _console(block: Block) -> Iterator[Session]:
    steps: list[tuple[str, str, list[str]]] = []
    for line in block.text.splitlines(keepends=True):
        prompt = _PROMPT.match(line)
        if prompt:
            steps.append((prompt["folder"], prompt["command"], []))
        elif steps:
            steps[-1][2].append(line)
    folders = {folder for folder, _, _ in steps}
    for folder in sorted(folders):
        own = (Step(command, "".join(output)) for where, command, output in steps if where == folder)
        yield Session(block.page, folder, tuple(own))
