from __future__ import annotations

from collections.abc import Mapping

from graphcheck.config import load_project
from graphcheck.model.bundle import FileVerdict
from graphcheck.tree import MemoryTree
from graphcheck.upload import collect_upload, explain_file

HEAD = (
    'name = "w"\nmain = "src/entry.py"\ncompatibility_date = "2026-10-01"\ncompatibility_flags = ["python_workers"]\n'
)


def ask(path: str, files: Mapping[str, str], more: str = "", links: Mapping[str, str] | None = None) -> FileVerdict:
    laid_out = {"wrangler.toml": HEAD + more, "src/entry.py": "", **files}
    tree = MemoryTree(
        {f"/p/{name}": content for name, content in laid_out.items()},
        links={f"/p/{name}": target for name, target in (links or {}).items()},
    )
    project = load_project(tree, "/p")
    return explain_file(tree, project, collect_upload(tree, project), f"/p/{path}")


def test_an_uploaded_file_says_under_which_name_and_why() -> None:
    verdict = ask("src/a/x.py", {"src/a/x.py": ""})

    assert (verdict.uploaded_as, verdict.reason) == ("a/x.py", "it matches `**/*.py`, uploaded as python")


def test_the_entry() -> None:
    assert ask("src/entry.py", {}).key == "main (wrangler.toml:2)"


def test_no_rule() -> None:
    verdict = ask("src/t.jinja", {"src/t.jinja": ""})

    assert verdict.uploaded_as is None
    assert "no rule matches it" in verdict.reason
    assert verdict.remedies == ('add a rule: type = "Data", globs = ["**/*.jinja"], fallthrough = true',)


def test_a_rule_that_an_earlier_one_has_ended() -> None:
    verdict = ask("src/t.txt", {"src/t.txt": ""}, '[[rules]]\ntype = "Text"\nglobs = ["*.md"]\n')

    assert "fallthrough = true" in verdict.reason
    assert verdict.key is not None
    assert "wrangler.toml:5" in verdict.key
    assert verdict.remedies == ("add fallthrough = true to that rule",)


def test_excluded_by_a_glob_of_the_project_or_by_default() -> None:
    files = {"python_modules/d/x.pyc": "", "python_modules/d/t.py": ""}
    own = ask("python_modules/d/t.py", files, '[python_modules]\nexclude = ["d/**"]\n')
    default = ask("python_modules/d/x.pyc", files)

    assert (own.reason, own.key) == ("`d/**` excludes it", "python_modules.exclude (wrangler.toml:6)")
    assert (default.reason, default.key) == ("`**/*.pyc` excludes it", "python_modules.exclude (default)")


def test_outside_the_module_root() -> None:
    verdict = ask("shared/x.py", {"shared/x.py": ""})

    assert verdict.reason == "it lies outside the module root src/"
    assert verdict.key == "main (wrangler.toml:2)"


def test_links() -> None:
    links = {"src/gone": "nowhere", "src/folder": "../shared"}

    assert "does not exist" in ask("src/gone", {}, links=links).reason
    assert "link to a folder" in ask("src/folder", {"shared/x.py": ""}, links=links).reason


def test_what_wrangler_never_looks_at() -> None:
    assert ask(".wrangler/x.py", {".wrangler/x.py": ""}, 'base_dir = "."\n').reason.startswith("wrangler skips")
    assert ask("wrangler.toml", {}, 'base_dir = "."\n').reason == "it is the configuration itself"


def test_a_folder_and_nothing_at_all() -> None:
    assert ask("src", {"src/x.md": ""}).uploaded_as == "1 files"
    assert ask("src/nope.py", {}).reason == "there is no such file"


def test_find_additional_modules_false() -> None:
    verdict = ask("src/x.py", {"src/x.py": ""}, "find_additional_modules = false\n")

    assert verdict.key == "find_additional_modules = false (wrangler.toml:5)"


def test_where_wrangler_stops() -> None:
    assert ask("src/a.py", {}, links={"src/a.py": "nowhere"}).reason.startswith("wrangler stops here")
