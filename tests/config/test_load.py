from __future__ import annotations

import pytest

from graphcheck.model.errors import NothingToAnalyse, UsageError
from graphcheck.model.location import Origin, Sourced, Span
from graphcheck.model.project import ModuleRule, ModuleType
from tests.config.worker_files import HEAD, load, notices, problems


def test_an_ordinary_worker() -> None:
    project = load({"wrangler.toml": HEAD})

    assert project.name == "w"
    assert project.config_path == "/p/wrangler.toml"
    assert project.project_root == project.repository_root == "/p"
    assert project.entry == "/p/src/entry.py"
    assert project.module_root == "/p/src"
    assert project.main == Sourced("src/entry.py", Origin("/p/wrangler.toml", "main", Span(2, 8, 2, 22)))
    assert project.python_modules_exclude == Sourced(("**/*.pyc",))
    assert project.compatibility_flags.value == ("python_workers",)
    assert project.notices == ()


def test_base_dir_and_main_are_normalised_and_relative_to_the_configuration() -> None:
    config = 'base_dir = "./api/../api"\n' + HEAD.replace("src/entry.py", "api//src/./entry.py")
    project = load({"wrangler.toml": config, "api/src/entry.py": ""}, "/p/api/src")

    assert project.entry == "/p/api/src/entry.py"
    assert project.module_root == "/p/api"
    assert project.project_root == "/p"


def test_rules_keep_their_place() -> None:
    project = load({"wrangler.toml": HEAD + '[[rules]]\ntype = "Text"\nglobs = ["**/*.md"]\nfallthrough = true\n'})

    origin = Origin("/p/wrangler.toml", "rules[0]", Span(5, 1, 5, 10))
    assert project.rules.value == (ModuleRule(ModuleType.TEXT, ("**/*.md",), True, origin),)


def test_all_mistakes_at_once_in_file_order() -> None:
    found = problems({"wrangler.toml": 'main = "src/none.py"\nname = "A B"\ncompatibility_flags = "x"\n'})

    assert [(problem.path, problem.line, problem.column) for problem in found] == [
        ("wrangler.toml", 1, 8),
        ("wrangler.toml", 2, 8),
        ("wrangler.toml", 3, 23),
    ]


def test_no_configuration_is_nothing_to_analyse() -> None:
    with pytest.raises(NothingToAnalyse) as caught:
        load({"api/wrangler.toml": HEAD})
    assert caught.value.hint is not None
    assert "api/wrangler.toml" in caught.value.hint


@pytest.mark.parametrize("main", ["src/index.ts", "index.js", "worker.mjs"])
def test_a_javascript_worker_is_nothing_to_analyse(main: str) -> None:
    with pytest.raises(NothingToAnalyse, match=main):
        load({"wrangler.toml": HEAD.replace("src/entry.py", main)})


def test_a_javascript_worker_names_the_configuration_that_hides_another() -> None:
    config = '{"name": "w", "main": "src/index.js"}'

    with pytest.raises(NothingToAnalyse) as caught:
        load({"wrangler.jsonc": config, "wrangler.toml": HEAD}, "/p/src")

    assert caught.value.message == '../wrangler.jsonc: this is a JavaScript Worker, its main is "src/index.js"'
    assert caught.value.hint is not None
    assert "add --config ../wrangler.toml" in caught.value.hint


@pytest.mark.parametrize("rest", ['[assets]\ndirectory = "x"', 'pages_build_output_dir = "x"', '[site]\nbucket = "x"'])
def test_a_project_without_code_is_nothing_to_analyse(rest: str) -> None:
    with pytest.raises(NothingToAnalyse):
        load({"wrangler.toml": 'name = "w"\n' + rest})


def test_a_missing_main_is_a_mistake() -> None:
    found = problems({"wrangler.toml": 'name = "w"\n'})

    assert [problem.message for problem in found] == ["Missing entry-point to Worker script or to assets directory"]


def test_what_a_deploy_would_still_ask_for_does_not_stop_the_analysis() -> None:
    project = load({"wrangler.toml": 'main = "src/entry.py"\n'})

    assert [notice.kind for notice in project.notices] == ["flag-missing", "date-missing", "name-missing"]
    assert {notice.origin for notice in project.notices} == {project.main.origin}


def test_a_date_can_be_tried_out() -> None:
    assert load({"wrangler.toml": HEAD}, date="2026-01-01").compatibility_date == Sourced("2026-01-01")
    with pytest.raises(UsageError):
        load({"wrangler.toml": HEAD}, date="tomorrow")


def test_a_folder_that_does_not_exist_is_a_usage_error() -> None:
    with pytest.raises(UsageError):
        load({"wrangler.toml": HEAD}, "/nowhere")


def test_a_positional_script_moves_the_project_root_to_the_current_folder() -> None:
    files = {"svc/wrangler.toml": HEAD.replace("src/", ""), "svc/entry.py": "", "svc/alt/e2.py": ""}
    project = load(files, script="svc/alt/e2.py")

    assert (project.entry, project.project_root, project.module_root) == ("/p/svc/alt/e2.py", "/p", "/p/svc/alt")


def test_the_repository_bounds_the_search_for_pyproject() -> None:
    files = {"svc/wrangler.toml": HEAD.replace("src/", ""), "svc/entry.py": "", "pyproject.toml": ""}

    assert load(files, "/p/svc").pyproject_path is None
    assert load({**files, ".git/HEAD": ""}, "/p/svc").pyproject_path == "/p/pyproject.toml"
    assert load({**files, ".git/HEAD": ""}, "/p/svc").repository_root == "/p"


def test_a_relative_config_path_is_remarked() -> None:
    assert "relative-config" in notices({"wrangler.toml": HEAD}, config="wrangler.toml")
    assert "relative-config" not in notices({"wrangler.toml": HEAD}, config="/p/wrangler.toml")


def test_paths_in_problems_are_relative_to_the_current_folder() -> None:
    found = problems({"wrangler.toml": "main = 5"}, "/p/src")

    assert [problem.path for problem in found] == ["../wrangler.toml"]
