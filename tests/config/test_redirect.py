from __future__ import annotations

import json

import pytest

from tests.config.worker_files import HEAD, load, problems

POINTER = ".wrangler/deploy/config.json"
TARGET = {"name": "built", "main": "e.py", "compatibility_flags": ["python_workers"]}
FILES = {
    "wrangler.toml": HEAD,
    POINTER: '{"configPath": "../../dist/wrangler.json"}',
    "dist/wrangler.json": json.dumps(TARGET),
    "dist/e.py": "",
}


def test_the_entry_comes_from_the_target_and_the_project_root_from_the_user() -> None:
    project = load(FILES, "/p/src")

    assert project.name == "built"
    assert project.entry == "/p/dist/e.py"
    assert project.module_root == "/p/dist"
    assert project.project_root == "/p"
    assert project.config_path == "/p/dist/wrangler.json"
    assert "redirected" in {notice.kind for notice in project.notices}


def test_a_named_configuration_is_not_redirected() -> None:
    assert load(FILES, config="wrangler.toml").name == "w"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({POINTER: "{x"}, "Failed to parse the deploy configuration file at .wrangler/deploy/config.json"),
        ({POINTER: "{}"}, 'the required "configPath" property was not found'),
        ({POINTER: '{"configPath": "none.json"}'}, "does not exist"),
        ({"dist/wrangler.json": json.dumps({**TARGET, "env": {"p": {}}})}, "cannot include environments"),
    ],
)
def test_refused(change: dict[str, str], message: str) -> None:
    assert message in problems({**FILES, **change})[0].message


def test_the_environment_must_be_the_one_that_was_built() -> None:
    files = {**FILES, "dist/wrangler.json": json.dumps({**TARGET, "targetEnvironment": "prod"})}

    assert load(files, env="prod").name == "built"
    assert 'You have specified the environment "x"' in problems(files, env="x")[0].message


def test_the_pointer_must_lie_beside_the_users_configuration() -> None:
    files = {**FILES, "svc/wrangler.toml": HEAD, "svc/src/entry.py": ""}

    assert "do not share the same base path" in problems(files, "/p/svc")[0].message
