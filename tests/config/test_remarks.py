from __future__ import annotations

import pytest

from graphcheck.config.known_keys import INSTEAD
from graphcheck.model.finding import ConfigRemoval
from graphcheck.model.location import Span
from tests.config.worker_files import HEAD, load, notices


@pytest.mark.parametrize(
    ("config", "key", "hint"),
    [
        ("[python_modules]\nexcludes = []\n", "python_modules.excludes", "did you mean `python_modules.exclude`?"),
        ("[assets]\ndirectory = 'x'\ninclude = []\n", "assets.include", INSTEAD["assets.include"]),
        ("[build]\nzzz = 1\n", "build.zzz", "known keys of build: command, cwd, watch_dir"),
        ("[env.p]\nbasedir = 'x'\n", "env.p.basedir", "did you mean `env.p.base_dir`?"),
        (
            "[[rules]]\ntype = 'Text'\nglobs = []\nglob = []\n",
            "rules[0].glob",
            "delete it: `rules[0].globs` is set as well",
        ),
        ("[env.p.site]\nbucket = 'x'\n", "env.p.site", 'assets = { directory = "x" }'),
    ],
)
def test_unknown_keys(config: str, key: str, hint: str | None) -> None:
    project = load({"wrangler.toml": HEAD + config}, env="p")
    found = [notice for notice in project.notices if notice.kind in ("unknown-key", "legacy-key")]

    assert [(notice.origin.key, notice.hint) for notice in found if notice.origin] == [(key, hint)]


@pytest.mark.parametrize("config", ['type = "python"\n' + HEAD, HEAD + '[build.upload]\nformat = "modules"\n'])
def test_keys_of_wrangler_1(config: str) -> None:
    assert "legacy-key" in notices({"wrangler.toml": config})


def test_a_remark_has_a_place() -> None:
    (notice,) = load({"wrangler.toml": HEAD + "oops = 1\n"}).notices

    assert notice.origin is not None
    assert notice.origin.span == Span(5, 1, 5, 5)


def test_a_rule_that_ends_its_type() -> None:
    rule = '[[rules]]\ntype = "Text"\nglobs = ["**/*.md"]\n'

    assert ".txt, .html and .sql" in notices({"wrangler.toml": HEAD + rule})["rule-shadows-default"]
    assert "rule-ignored" in notices({"wrangler.toml": HEAD + rule + rule})
    assert notices({"wrangler.toml": HEAD + rule + "fallthrough = true\n"}) == {}


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        ({".wranglerignore": ""}, "no-ignore-file"),
        ({"cf-requirements.txt": ""}, "cf-requirements"),
        ({"wrangler.toml": HEAD + "[python_modules]\n"}, "exclude-missing"),
        ({"wrangler.toml": HEAD + '[build]\ncommand = "make"\n'}, "build-command"),
    ],
)
def test_other_traps(files: dict[str, str], kind: str) -> None:
    assert kind in notices({"wrangler.toml": HEAD, **files})


@pytest.mark.parametrize(
    ("globs", "exclude", "kind"),
    [
        ('["./data/*.csv"]', "[]", "glob-never-matches"),
        ('["/data/*.csv"]', "[]", "glob-never-matches"),
        ('["data/"]', "[]", "glob-never-matches"),
        ("[]", '["python_modules/dep/**"]', "glob-never-matches"),
        ('["**/*.{csv,tsv}"]', "[]", "glob-literal"),
        ("[]", '["[ab].py"]', "glob-literal"),
        (r"['a\.csv']", "[]", "glob-backslash"),
    ],
)
def test_globs_that_do_not_mean_what_they_look_like(globs: str, exclude: str, kind: str) -> None:
    rule = f'[[rules]]\ntype = "Data"\nglobs = {globs}\nfallthrough = true\n'
    project = load({"wrangler.toml": HEAD + rule + f"[python_modules]\nexclude = {exclude}\n"})

    (notice,) = project.notices
    assert notice.kind == kind
    assert notice.origin is not None
    assert notice.origin.span is not None
    assert notice.origin.span.line == (7 if exclude == "[]" else 10)


def test_globs_without_a_trap() -> None:
    globs = '["**/*.csv", "data/**", "**/", "*.wasm?module", "a b/é"]'
    rule = f'[[rules]]\ntype = "Data"\nglobs = {globs}\nfallthrough = true\n'

    assert notices({"wrangler.toml": HEAD + rule}) == {}


def test_packages_that_were_vendored_beside_another_file() -> None:
    files = {
        ".git/HEAD": "",
        "pyproject.toml": "",
        "python_modules/x.py": "",
        "svc/wrangler.toml": HEAD,
        "svc/src/entry.py": "",
    }

    assert [notice.kind for notice in load(files, "/p/svc").notices] == ["vendored-elsewhere"]


@pytest.mark.parametrize(
    ("legacy", "today"),
    [
        ('dir = "src"\nmain = "main.py"', 'main = "src/main.py"'),
        ('main = "./app/main.py"', 'main = "dist/app/main.py"\nbase_dir = "dist"'),
        ('dir = "./src"', 'base_dir = "./src"'),
        ('include = ["a/**", "*.py"]', 'rules = [{ type = "Data", globs = ["a/**"], fallthrough = true }]'),
        ('exclude = ["python_modules/pad/**"]', 'python_modules = { exclude = ["**/*.pyc", "pad/**"] }'),
        (
            '[[build.upload.rules]]\ntype = "Text"\nglobs = ["**/*.md"]',
            'rules = [{ type = "Text", globs = ["**/*.md"] }]',
        ),
        ('format = "modules"', "delete it"),
    ],
)
def test_build_upload_is_written_as_todays_keys(legacy: str, today: str) -> None:
    project = load({"wrangler.toml": f"{HEAD}[build.upload]\n{legacy}\n"})

    assert [notice.hint for notice in project.notices if notice.kind == "legacy-key"] == [today]


def test_no_key_of_today_excludes_files_of_the_app() -> None:
    """wrangler 4.86.0 uploads tests/a.py of the app though python_modules.exclude has `tests/**`."""
    project = load({"wrangler.toml": f'{HEAD}[build.upload]\nexclude = ["tests/**"]\n'})

    (notice,) = (notice for notice in project.notices if notice.kind == "legacy-key")
    assert notice.hint is not None and "move them out" in notice.hint and "`tests/**`" in notice.hint
    assert [type(edit) for edit in notice.repair] == [ConfigRemoval]


def test_a_json_configuration_gets_json() -> None:
    config = '{"main": "src/entry.py", "name": "w", "compatibility_date": "2026-10-01", "site": {"bucket": "public"}}'
    project = load({"wrangler.json": config})

    assert [notice.hint for notice in project.notices if notice.kind == "legacy-key"] == [
        '"assets": {"directory": "public"}'
    ]
