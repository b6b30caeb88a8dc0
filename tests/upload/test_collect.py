from __future__ import annotations

from collections.abc import Mapping

from graphcheck.config import Invocation, load_project
from graphcheck.model.upload import UploadSet
from graphcheck.model.wrangler import WRANGLER_VERSIONS
from graphcheck.tree import MemoryTree
from graphcheck.upload import collect_upload

HEAD = """\
name = "w"
main = "src/entry.py"
compatibility_date = "2026-10-01"
compatibility_flags = ["python_workers"]
"""


def collect(files: Mapping[str, str | bytes], links: Mapping[str, str] | None = None, version: int = -1) -> UploadSet:
    tree = MemoryTree(
        {f"/p/{path}": content for path, content in {"wrangler.toml": HEAD, "src/entry.py": "", **files}.items()},
        links={f"/p/{path}": target for path, target in (links or {}).items()},
    )
    return collect_upload(tree, load_project(tree, "/p"), wrangler=WRANGLER_VERSIONS[version])


def parts(upload: UploadSet) -> list[tuple[str, str]]:
    return [(module.name, module.type.value) for module in upload.modules]


def dropped(upload: UploadSet) -> dict[str, tuple[str, str]]:
    return {file.path: (file.reason, file.detail) for file in upload.dropped}


def test_the_entry_comes_first_and_vendored_modules_last() -> None:
    vendored = {"python_modules/d/x.py": "1", "python_modules/workers/s.js": ""}
    upload = collect({"src/a.py": "12", "src/b/c.txt": "", **vendored})

    assert parts(upload) == [
        ("entry.py", "python"),
        ("a.py", "python"),
        ("b/c.txt", "text"),
        ("python_modules/d/x.py", "buffer"),
        ("python_modules/workers/s.js", "esm"),
    ]
    assert (upload.listed_files, upload.listed_bytes) == (4, 3)


def test_main_is_text_and_everything_else_bytes() -> None:
    upload = collect({"src/entry.py": b"\xff", "src/a.py": b"\xff"})

    assert [module.size for module in upload.modules] == [3, 1]


def test_what_falls_out_and_why() -> None:
    upload = collect(
        {"src/x.json": "", "src/d/y.md": "", "python_modules/a.pyc": ""},
        links={"src/gone": "nowhere", "src/folder": "d"},
    )

    assert dropped(upload) == {
        "/p/src/x.json": ("no-rule", ""),
        "/p/src/d/y.md": ("no-rule", ""),
        "/p/src/gone": ("dangling-link", ""),
        "/p/src/folder": ("directory-link", ""),
        "/p/python_modules/a.pyc": ("excluded", "**/*.pyc"),
    }
    assert upload.problems == ()


def test_a_file_that_only_a_removed_rule_matches() -> None:
    rule = '[[rules]]\ntype = "Text"\nglobs = ["*.md"]\n'

    assert dropped(collect({"wrangler.toml": HEAD + rule, "src/t.txt": ""}))["/p/src/t.txt"] == (
        "no-rule",
        "an earlier rule of its type lacks fallthrough = true",
    )


def test_a_vendored_file_inside_the_module_root_goes_up_once_and_is_counted_twice() -> None:
    config = HEAD.replace("src/", "")
    upload = collect({"wrangler.toml": config, "entry.py": "", "python_modules/x.py": "1", "python_modules/y.pyc": ""})

    assert parts(upload) == [("entry.py", "python"), ("python_modules/x.py", "buffer"), ("src/entry.py", "python")]
    assert upload.listed_files == 3
    assert set(dropped(upload)) == {"/p/python_modules/y.pyc"}


def test_find_additional_modules_false_leaves_the_entry_alone() -> None:
    files = {"wrangler.toml": "find_additional_modules = false\n" + HEAD, "src/a.py": "", "python_modules/x": ""}

    assert parts(collect(files)) == [("entry.py", "python")]
    assert set(dropped(collect(files)).values()) == {("disabled", "")}
    assert len(parts(collect(files, version=0))) == 3


def test_matched_links_that_cannot_be_read_stop_wrangler() -> None:
    upload = collect({"src/d/x.py": ""}, links={"src/a.py": "nowhere", "src/b.py": "d", "src/c.py": "c.py"})

    assert [(problem.path, problem.message) for problem in upload.problems] == [
        ("/p/src/a.py", "A file or directory could not be found."),
        ("/p/src/b.py", "EISDIR: illegal operation on a directory, read"),
        ("/p/src/c.py", "ELOOP: too many symbolic links encountered, open 'src/c.py'"),
    ]
    assert all(problem.fatal for problem in upload.problems)


def test_a_link_to_a_file_has_the_size_of_its_target() -> None:
    upload = collect({"shared.txt": "12345"}, links={"src/l.py": "../shared.txt"})

    assert [(module.name, module.size) for module in upload.modules] == [("entry.py", 0), ("l.py", 5)]


def test_python_modules_in_the_module_root_is_fatal() -> None:
    (problem,) = collect({"src/python_modules/x": ""}).problems

    assert problem.fatal
    assert problem.message == "The 'python_modules' directory cannot exist in your module root. Delete it to continue."


def test_links_in_python_modules_are_read_before_they_are_excluded() -> None:
    config = HEAD + '[python_modules]\nexclude = ["l"]\n'
    (problem,) = collect({"wrangler.toml": config, "python_modules/d/x": ""}, links={"python_modules/l": "d"}).problems

    assert problem.message == "EISDIR: illegal operation on a directory, read"


def test_another_file_of_mains_name_replaces_main() -> None:
    files = {"wrangler.toml": 'base_dir = "lib"\n' + HEAD, "lib/entry.py": "other"}
    upload = collect(files)

    assert [(module.name, module.path) for module in upload.modules] == [("entry.py", "/p/lib/entry.py")]
    assert [(problem.kind, problem.fatal) for problem in upload.problems] == [("main-replaced", False)]


def test_a_vendored_module_that_clashes_with_main() -> None:
    for name in ("entry.py", "entry.pyi", "entry/__init__.py", "entry.so"):
        (problem,) = collect({f"python_modules/{name}": ""}).problems
        assert (problem.kind, problem.fatal) == ("clashes-with-main", False)
    assert collect({"python_modules/entry/x.py": ""}).problems == ()


def test_a_glob_that_crashes_wrangler() -> None:
    rule = "[[rules]]\ntype = 'Data'\nglobs = ['\\*']\n"
    (problem,) = collect({"wrangler.toml": HEAD + rule}).problems

    assert (problem.kind, problem.fatal) == ("invalid-glob", True)


def test_the_configuration_is_uploaded_when_it_was_named_by_a_relative_path() -> None:
    rule = '[[rules]]\ntype = "Text"\nglobs = ["*.toml"]\nfallthrough = true\n'
    config = HEAD.replace("src/", "") + rule
    tree = MemoryTree({"/p/wrangler.toml": config, "/p/entry.py": "", "/p/other.toml": ""})

    def names(path: str | None) -> list[str]:
        upload = collect_upload(tree, load_project(tree, Invocation("/p", config=path)))
        return [module.name for module in upload.modules]

    assert names(None) == names("/p/wrangler.toml") == ["entry.py", "other.toml"]
    assert names("wrangler.toml") == names("./wrangler.toml") == ["entry.py", "other.toml", "wrangler.toml"]
