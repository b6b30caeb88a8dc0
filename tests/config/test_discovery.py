from __future__ import annotations

import pytest

from tests.config.worker_files import HEAD, load, notices, problems

JSON = '{"name": "j", "main": "src/entry.py", "compatibility_flags": ["python_workers"]}'


@pytest.mark.parametrize(
    ("files", "used"),
    [
        ({"wrangler.toml": HEAD}, "wrangler.toml"),
        ({"wrangler.toml": HEAD, "wrangler.jsonc": JSON}, "wrangler.jsonc"),
        ({"wrangler.toml": HEAD, "wrangler.jsonc": JSON, "wrangler.json": JSON}, "wrangler.json"),
        ({"wrangler.json": JSON, "src/wrangler.toml": HEAD}, "wrangler.json"),
        ({"wrangler.json/x": "", "wrangler.toml": HEAD}, "wrangler.toml"),
        ({"wrangler.config.ts": "", "wrangler.toml": HEAD}, "wrangler.toml"),
    ],
)
def test_each_name_is_searched_all_the_way_up(files: dict[str, str], used: str) -> None:
    assert load(files, "/p/src").config_path == f"/p/{used}"


def test_the_nearest_of_one_name_is_used() -> None:
    files = {"wrangler.toml": HEAD, "svc/wrangler.toml": HEAD, "svc/src/entry.py": ""}

    assert load(files, "/p/svc/src").project_root == "/p/svc"


def test_a_configuration_that_loses_is_remarked() -> None:
    found = notices({"wrangler.toml": HEAD, "wrangler.jsonc": JSON})

    assert found["two-configs"] == "wrangler.toml is not read, because wrangler.jsonc is found first"


def test_a_configuration_further_up_is_no_remark() -> None:
    files = {"wrangler.toml": HEAD, "svc/wrangler.jsonc": JSON, "svc/src/entry.py": ""}

    assert "two-configs" not in {notice.kind for notice in load(files, "/p/svc").notices}


def test_a_broken_configuration_is_not_passed_over() -> None:
    found = problems({"wrangler.json": "{", "wrangler.toml": HEAD})

    assert [(problem.message, problem.path, problem.line) for problem in found] == [
        ("CloseBraceExpected", "wrangler.json", 1)
    ]


def test_a_named_configuration_needs_to_exist() -> None:
    assert problems({"wrangler.toml": HEAD}, config="nope.toml")[0].message.startswith("Could not read file: nope.toml")


def test_any_name_with_a_known_ending_can_be_named() -> None:
    assert load({"prod.toml": HEAD}, config="prod.toml").name == "w"
    assert problems({"prod.conf": HEAD}, config="prod.conf")[0].message.startswith("Missing entry-point")
