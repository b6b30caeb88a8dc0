from __future__ import annotations

from typing import Any

import pytest

from tests.config.worker_files import HEAD, load, notices, problems

FILES = {
    "wrangler.toml": HEAD
    + """
[python_modules]
exclude = ["a/**"]
[[rules]]
type = "Text"
globs = ["*.md"]
[env.prod]
main = "src/prod.py"
rules = []
[env.prod.python_modules]
exclude = ["b/**"]
[env.stage]
name = "own"
""",
    "src/prod.py": "",
}


def test_an_environment_replaces_whole_values() -> None:
    project = load(FILES, env="prod")

    assert project.entry == "/p/src/prod.py"
    assert project.rules.value == ()
    assert project.python_modules_exclude.value == ("b/**",)
    assert project.compatibility_flags.value == ("python_workers",)
    assert project.main.origin is not None
    assert project.main.origin.key == "env.prod.main"


def test_an_inherited_name_gets_the_name_of_the_environment() -> None:
    assert load(FILES, env="prod").name == "w-prod"
    assert load(FILES, env="stage").name == "own"
    assert load(FILES).name == "w"


def test_null_inherits() -> None:
    config = '{"name": "w", "main": "src/entry.py", "env": {"p": {"main": null}}}'
    found = problems({"wrangler.json": config}, env="p")

    assert found[0].message == 'Expected "main" to be of type string but got null.'


@pytest.mark.parametrize(
    ("files", "options", "env"),
    [
        ({}, {"env": "prod"}, "prod"),
        ({}, {"environ": {"CLOUDFLARE_ENV": "prod"}}, "prod"),
        ({}, {"env": "stage", "environ": {"CLOUDFLARE_ENV": "prod"}}, "stage"),
        ({}, {"env": "", "environ": {"CLOUDFLARE_ENV": "prod"}}, None),
        ({".env": "CLOUDFLARE_ENV=prod"}, {}, "prod"),
        ({".env": "CLOUDFLARE_ENV=stage", ".env.local": "export CLOUDFLARE_ENV='prod' # x"}, {}, "prod"),
        ({".env": 'S=pr\nCLOUDFLARE_ENV="${S}od"'}, {}, "prod"),
        ({".env": "CLOUDFLARE_ENV=${NONE:-prod}"}, {}, "prod"),
        ({".env": "CLOUDFLARE_ENV=stage"}, {"environ": {"CLOUDFLARE_ENV": "prod"}}, "prod"),
        ({".dev.vars": "CLOUDFLARE_ENV=prod"}, {}, None),
        ({"src/.env": "CLOUDFLARE_ENV=prod"}, {}, None),
    ],
)
def test_who_chooses_the_environment(files: dict[str, str], options: dict[str, Any], env: str | None) -> None:
    assert load({**FILES, **files}, **options).env == env


def test_an_unknown_environment_is_a_mistake_only_beside_known_ones() -> None:
    assert 'No environment found in configuration with name "x"' in problems(FILES, env="x")[0].message
    assert "unknown-env" in notices({"wrangler.toml": HEAD}, env="x")


def test_environments_of_which_none_is_chosen() -> None:
    assert "env-not-chosen" in notices(FILES)
    assert "env-not-chosen" not in notices(FILES, env="prod")


def test_an_environment_that_is_not_chosen_is_not_checked() -> None:
    files = {"wrangler.toml": HEAD + "[env.broken]\nmain = 5\n"}

    assert load(files).entry == "/p/src/entry.py"
    assert problems(files, env="broken")


@pytest.mark.parametrize("env", ["5", '{"p": 5}', '"x"'])
def test_an_environment_that_is_no_table(env: str) -> None:
    assert problems({"wrangler.json": f'{{"main": "src/entry.py", "env": {env}}}'}, env="p")
