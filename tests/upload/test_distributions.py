from __future__ import annotations

from graphcheck.config import load_project
from graphcheck.tree import MemoryTree
from graphcheck.upload import read_distributions

HEAD = (
    'name = "w"\nmain = "src/entry.py"\ncompatibility_date = "2026-10-01"\ncompatibility_flags = ["python_workers"]\n'
)


def owners(files: dict[str, str | bytes]) -> dict[str, str]:
    laid_out = {"wrangler.toml": HEAD, "src/entry.py": "", **files}
    tree = MemoryTree({f"/p/{path}": content for path, content in laid_out.items()})
    return dict(read_distributions(tree, load_project(tree, "/p")))


def test_a_file_belongs_to_the_distribution_whose_record_lists_it() -> None:
    record = 'yaml/__init__.py,sha256=x,1\n"yaml/a,b.py",,\nPyYAML-6.0.2.dist-info/RECORD,,\n'
    found = owners({"python_modules/PyYAML-6.0.2.dist-info/RECORD": record, "python_modules/other.py": ""})

    assert found["python_modules/yaml/__init__.py"] == "pyyaml 6.0.2"
    assert found["python_modules/yaml/a,b.py"] == "pyyaml 6.0.2"
    assert "python_modules/other.py" not in found


def test_a_name_is_normalised_and_the_first_claim_counts() -> None:
    found = owners(
        {
            "python_modules/a.b_c-1.dist-info/RECORD": "ns/x.py,,\n",
            "python_modules/b-2.dist-info/RECORD": "ns/x.py,,\nns/y.py,,\n",
        }
    )

    assert found["python_modules/ns/x.py"] == "a-b-c 1"
    assert found["python_modules/ns/y.py"] == "b 2"


def test_damaged_metadata_is_no_accident() -> None:
    found = owners(
        {
            "python_modules/a-1.dist-info/METADATA": "",
            "python_modules/b-1.dist-info/RECORD": b'"' + b"x" * 200_000 + b"\nb.py,,\n",
            "python_modules/c-1.dist-info/RECORD": b"\xff\xfe.py,,\n\x00,,\n",
            "python_modules/.dist-info/RECORD": "d.py,,\n",
        }
    )

    assert found["python_modules/b.py"] == "b 1"


def test_without_python_modules_there_are_none() -> None:
    assert owners({}) == {}
