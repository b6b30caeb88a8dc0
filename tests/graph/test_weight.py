"""The share of each import statement in the start, against the start without that statement."""

from __future__ import annotations

from graphcheck.graph.weight import weigh_statements
from graphcheck.model.graph import Reach
from tests.project_files import examine_worker

FILES = {
    "src/main.py": "import left\nimport right\nimport solo.deep\n\ndef later():\n    import rare\n",
    "src/left.py": "import shared\nimport own\n",
    "src/right.py": "import shared\n",
    "src/shared.py": "import base\n" + "#" * 5000,
    "src/base.py": "#" * 70,
    "src/own.py": "import left\n" + "#" * 300,
    "src/rare.py": "#" * 9000,
    "src/solo/__init__.py": "#" * 40,
    "src/solo/deep.py": "import base\n",
}


def executed(files: dict[str, str]) -> set[str]:
    nodes = examine_worker(files).graph.nodes
    return {node.name for node in nodes if node.reached is Reach.IMPORT_TIME and node.path}


def test_a_share_is_what_is_not_executed_without_the_statement() -> None:
    graph = examine_worker(FILES).graph
    shares = {(each.importer, each.site.statement): set(each.modules) for each in weigh_statements(graph)}

    assert shares[("main", "import left")] == {"left", "own"}
    assert shares[("main", "import solo.deep")] == {"solo", "solo.deep"}
    for (importer, statement), modules in shares.items():
        path = f"src/{importer}.py"
        without = {**FILES, path: FILES[path].replace(f"{statement}\n", "", 1)}
        assert executed(FILES) - executed(without) == modules, (importer, statement)


def test_every_statement_without_a_share_could_go_alone() -> None:
    graph = examine_worker(FILES).graph
    weighed = {(each.importer, each.site.statement) for each in weigh_statements(graph)}

    assert ("left", "import shared") not in weighed
    assert ("main", "import right") in weighed
    assert [each.size for each in weigh_statements(graph)] == sorted(
        (each.size for each in weigh_statements(graph)), reverse=True
    )
