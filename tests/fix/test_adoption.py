"""What ``graphcheck init`` adds, read back by the parsers that will read it."""

from __future__ import annotations

from difflib import SequenceMatcher
from pathlib import Path

import pytest
import tomli
from pre_commit.clientlib import load_config  # type: ignore[import-untyped]
from pre_commit.yaml import yaml_load  # type: ignore[import-untyped]

from graphcheck.fix import add_gitlab_job, add_pre_commit_hook, add_settings, make_workflow

REPO = "repo: https://example.org/a\n{0}  rev: v1\n{0}  hooks:\n{0}    - id: a"
HOOK_FILES = [
    pytest.param(None, id="no file"),
    pytest.param("", id="empty"),
    pytest.param("repos:\n  - " + REPO.format("  ") + "\n", id="indented"),
    pytest.param("repos:\n- " + REPO.format("") + "\n", id="not indented"),
    pytest.param("repos:\n  - " + REPO.format("  "), id="no line end"),
    pytest.param(
        "# why\nrepos:  # all\n  - " + REPO.format("  ") + "  # graphcheck?\n\n# last\nci:\n  skip: []\n",
        id="keys behind",
    ),
    pytest.param("# why\r\nrepos:\r\n- " + REPO.format("").replace("\n", "\r\n") + "\r\n", id="CR LF"),
    pytest.param("default_stages: [pre-push]\nrepos:\n- " + REPO.format("") + "\n\n\n", id="blank lines"),
]


def lines(text: str) -> list[str]:
    return text.rstrip().splitlines() if text else []


@pytest.mark.parametrize("text", HOOK_FILES)
def test_the_hook_is_the_last_one_and_all_else_stays(text: str | None) -> None:
    after = add_pre_commit_hook(text, "0.1.0", " apps/api")
    assert after is not None

    before, config = yaml_load(text or "") or {}, yaml_load(after)
    assert config["repos"][:-1] == before.get("repos", [])
    assert {key: value for key, value in config.items() if key != "repos"} == {
        key: value for key, value in before.items() if key != "repos"
    }
    (hook,) = config["repos"][-1]["hooks"]
    assert (hook["id"], hook["entry"], hook["pass_filenames"]) == (
        "graphcheck",
        "graphcheck check apps/api --assume-synced",
        False,
    )
    changes = {tag for tag, *_ in SequenceMatcher(None, lines(text or ""), lines(after), autojunk=False).get_opcodes()}
    assert changes <= {"equal", "insert"}
    assert add_pre_commit_hook(after, "0.1.0", " apps/api") == after
    assert "\r" not in (text or "") or after.count("\r\n") == after.count("\n")


def test_pre_commit_takes_it(tmp_path: Path) -> None:
    path = tmp_path / ".pre-commit-config.yaml"
    path.write_text(add_pre_commit_hook(None, "0.1.0", "") or "", "utf-8")

    assert load_config(str(path))["repos"][0]["hooks"][0]["id"] == "graphcheck"


@pytest.mark.parametrize("text", ["repos: []\n", "ci:\n  skip: []\n"])
def test_a_hook_file_of_another_shape_is_left_alone(text: str) -> None:
    assert add_pre_commit_hook(text, "0.1.0", "") is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        '[project]\nname = "x"  # why\n',
        '[project]\nname = "x"',
        '[tool.ruff]\nline-length = 1\n\n[project]\nname = "x"\n\n[tool.uv]\n',
        "tool.ruff.line-length = 1\n",
        '[[tool.uv.index]]\nname = "x"\r\n',
    ],
)
def test_settings_are_added_and_all_else_stays(text: str) -> None:
    after = add_settings(text)
    assert after is not None

    before, settings = tomli.loads(text), tomli.loads(after)
    assert settings["tool"].pop("graphcheck") == {"fail-on": "error"}
    assert {**before, "tool": before.get("tool", {})} == settings
    assert after.startswith(text)
    assert add_settings(after) == after


@pytest.mark.parametrize("text", ["[project\n", "tool = 1\n", "tool = {ruff = {}}\n"])
def test_settings_of_another_shape_are_left_alone(text: str) -> None:
    assert add_settings(text) is None


def test_the_workflow() -> None:
    workflow = yaml_load(make_workflow("0.1.0", " --all", ("apps/a", ".")))
    steps = workflow["jobs"]["graphcheck"]["steps"]

    assert steps[-1] == {"run": "uvx graphcheck@0.1.0 check --all --format github"}
    assert steps[2:4] == [
        {"run": "uvx --from workers-py pywrangler sync", "working-directory": "apps/a"},
        {"run": "uvx --from workers-py pywrangler sync"},
    ]


def test_the_gitlab_job() -> None:
    after = add_gitlab_job("test:\n  script: [pytest]", "0.1.0", "", (".",))

    assert set(yaml_load(after)) == {"test", "graphcheck"}
    crlf = add_gitlab_job("test:\r\n  script: [pytest]\r\n", "0.1.0", "", ())
    assert crlf.count("\r\n") == crlf.count("\n")
    assert add_gitlab_job(after, "0.1.0", "", (".",)) == after
