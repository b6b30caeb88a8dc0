"""The chains that lead to a module: shortest ones, at start before deferred."""

from __future__ import annotations

from graphcheck.graph.why import find_importers
from graphcheck.model.why import Importers
from tests.project_files import examine_worker


def importers(files: dict[str, str], module: str, limit: int = 20) -> Importers:
    return find_importers(examine_worker(files).graph, module, limit=limit)


def chains(files: dict[str, str], module: str) -> list[str]:
    return [
        f"{chain.timing.value}: " + " > ".join(f"{link.site.module}:{link.site.span.line}" for link in chain.links)
        for chain in importers(files, module).chains
    ]


def test_every_shortest_chain_and_no_longer_one() -> None:
    files = {
        "src/main.py": "import a, b, c\n",
        "src/a.py": "import goal\n",
        "src/b.py": "x = 1\nimport goal\n",
        "src/c.py": "import a\n",
        "src/goal.py": "",
    }

    assert chains(files, "goal") == ["import-time: main:1 > a:1", "import-time: main:1 > b:2"]


def test_at_start_comes_before_a_shorter_deferred_chain() -> None:
    files = {
        "src/main.py": "import a\ndef later():\n    import goal\n",
        "src/a.py": "import goal\n",
        "src/goal.py": "",
    }

    assert chains(files, "goal") == ["import-time: main:1 > a:1", "deferred: main:3"]


def test_each_statement_that_imports_it_is_a_chain() -> None:
    files = {"src/main.py": "import pack.a\nfrom pack import b\n", "src/pack/a.py": "", "src/pack/b.py": ""}

    assert chains(files, "pack") == ["import-time: main:1", "import-time: main:2"]


def test_the_missing_first_part_of_a_name_has_chains() -> None:
    files = {"src/main.py": "from src.a import x\nimport src.b\n", "src/a.py": "x = 1\n", "src/b.py": ""}

    assert chains(files, "src") == ["import-time: main:1", "import-time: main:2"]


def test_a_chain_leads_through_an_import_that_fails() -> None:
    files = {"src/main.py": "import src.a\n", "src/a.py": "import goal\n", "src/goal.py": ""}

    assert chains(files, "goal") == ["import-time: main:1 > a:1"]


def test_what_never_runs_is_told_apart() -> None:
    files = {"src/main.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import goal\n", "src/goal.py": ""}
    found = importers(files, "goal")

    assert found.chains == ()
    assert [link.site.span.line for link in found.never] == [3]


def test_very_many_chains_are_cut() -> None:
    layers = 12
    files = {"src/main.py": "import a0, b0\n"}
    for layer in range(layers):
        for side in "ab":
            following = f"import a{layer + 1}, b{layer + 1}\n" if layer + 1 < layers else "import goal\n"
            files[f"src/{side}{layer}.py"] = following
    found = importers(files | {"src/goal.py": ""}, "goal", limit=5)

    assert len(found.chains) == 5
    assert found.more


def test_the_entry_and_unknown_names_have_none() -> None:
    assert importers({"src/main.py": ""}, "main").chains == ()
    assert importers({"src/main.py": ""}, "nowhere").chains == ()
