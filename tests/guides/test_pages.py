"""What README and guides show is what the programs print."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import click
import pytest

from graphcheck.cli.app import cli
from tests.guides.pages import PAGES, REPOSITORY, Session, blocks_of, find_sessions

SESSIONS = [session for page in PAGES for session in find_sessions(page)]
PLAIN = [session for session in SESSIONS if not session.needs_node]
WITH_NODE = [session for session in SESSIONS if session.needs_node]
FENCES = ("sh", "bash", "console", "shell")
OPTIONS_OF_OTHERS = ("--dry-run",)
COMMANDS_WITHOUT_SESSION = ("run-command", "test-command")

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def play(session: Session, folder: Path, path: str = "", pyodide: Mapping[str, Path] | None = None) -> None:
    """Run the steps in a copy of the sample, and compare each output."""
    worker = folder / "worker"
    shutil.copytree(
        REPOSITORY / "sample_projects" / session.folder,
        worker,
        ignore=shutil.ignore_patterns("expected", "sample.toml"),
        symlinks=True,
    )
    (worker / ".git").mkdir()  # a repository, as a reader's project is
    programs = folder / "bin"
    programs.mkdir()
    (programs / "graphcheck").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m graphcheck "$@"\n', "utf-8")
    (programs / "graphcheck").chmod(0o755)
    environment = {
        **os.environ,
        "PATH": os.pathsep.join(filter(None, (str(programs), path, os.environ["PATH"]))),
        "PYTHONPATH": str(REPOSITORY),
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "XDG_CACHE_HOME": str(folder / "cache"),
        "WRANGLER_SEND_METRICS": "false",  # the first run on a machine would print a notice about them
    }
    for step in session.steps:
        command = step.command
        if pyodide and command.startswith("graphcheck verify"):
            command += f" --pyodide '{pyodide['0.28.2' if '0.28.2' in (step.shown or '0.28.2') else '314.0.6']}'"
        run = subprocess.run(
            ["/bin/sh", "-c", command],
            cwd=worker,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )
        if step.shown is None:
            assert run.returncode == 0, run.stdout + run.stderr
        elif not as_pattern(step.shown).fullmatch(run.stdout + run.stderr):
            assert run.stdout + run.stderr == step.shown


def as_pattern(shown: str) -> re.Pattern[str]:
    """``...`` on a line of its own stands for any lines."""
    parts = re.split(r"^\.\.\.\n", shown, flags=re.MULTILINE)
    return re.compile(r"(?:.*\n)*".join(map(re.escape, parts)))


@pytest.mark.skipif(os.name == "nt", reason="the pages show a POSIX shell")
@pytest.mark.parametrize("session", PLAIN, ids=lambda session: session.label)
def test_the_output_is_real(session: Session, tmp_path: Path) -> None:
    play(session, tmp_path)


@pytest.mark.oracle
@pytest.mark.parametrize("session", WITH_NODE, ids=lambda session: session.label)
def test_the_output_with_the_real_programs(
    session: Session, tmp_path: Path, oracle_modules: Path, pyodide_dirs: Mapping[str, Path]
) -> None:
    play(session, tmp_path, str(oracle_modules / ".bin"), pyodide_dirs)


def test_there_are_sessions_with_and_without_node() -> None:
    assert len(PLAIN) >= 20
    assert WITH_NODE


@each_page
def test_every_command_is_run_or_says_why_not(page: Path) -> None:
    silent = [
        block.text
        for block in blocks_of(page)
        if block.kind in FENCES
        and block.mark not in COMMANDS_WITHOUT_SESSION
        and not block.mark.startswith(("run in ", "not run: "))
        and not (block.kind == "console" and re.match(r"[\w./-]+\$ ", block.text))
    ]

    assert silent == []


@each_page
def test_every_file_it_points_to_exists(page: Path) -> None:
    targets = [target for target in re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8")) if "://" not in target]

    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize(
    ("page", "translation"),
    [("README.md", "README.ja.md"), ("docs/no-module-named-src.md", "docs/ja/no-module-named-src.md")],
)
def test_a_translation_shows_the_same_blocks(page: str, translation: str) -> None:
    def shown(name: str) -> list[tuple[str, str, str]]:
        blocks = blocks_of(REPOSITORY / name)
        return [(block.kind, block.mark, re.sub(r"(?m)\s*(#|<[^>\n]*>).*$", "", block.text)) for block in blocks]

    def heads(name: str) -> list[int]:
        text = re.sub(r"(?ms)^```.*?^```$", "", (REPOSITORY / name).read_text("utf-8"))
        return [len(marks) for marks in re.findall(r"(?m)^(#+) ", text)]

    assert shown(translation) == shown(page)
    assert heads(translation) == heads(page)


def test_every_option_that_is_named_exists() -> None:
    context = click.Context(cli)
    unknown = [
        f"{page.name}: graphcheck {command} {option}"
        for page in PAGES
        for command, rest in re.findall(r"graphcheck ([a-z]+)\b([^`\n&|]*)", page.read_text("utf-8"))
        if cli.get_command(context, command)
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", rest)
        if option not in OPTIONS_OF_OTHERS and option not in options_of(command)
    ]

    assert unknown == []


def options_of(command: str) -> set[str]:
    found = cli.get_command(click.Context(cli), command)
    assert found is not None
    return {"--help", *(option for parameter in found.params for option in parameter.opts)}
