"""The share of each import statement in the start, against the start without that statement."""

from __future__ import annotations

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from graphcheck.graph.dominators import immediate_dominators
from graphcheck.graph.weight import weigh_statements
from graphcheck.model.reach import Reach
from graphcheck.model.resolution import ModuleOrigin
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
    shares = {
        (each.importer, each.site.statement): set(each.modules) for each in weigh_statements(graph, ModuleOrigin.APP)
    }

    assert shares[("main", "import left")] == {"left", "own"}
    assert shares[("main", "import solo.deep")] == {"solo", "solo.deep"}
    for (importer, statement), modules in shares.items():
        path = f"src/{importer}.py"
        without = {**FILES, path: FILES[path].replace(f"{statement}\n", "", 1)}
        assert executed(FILES) - executed(without) == modules, (importer, statement)


def test_every_statement_without_a_share_could_go_alone() -> None:
    graph = examine_worker(FILES).graph
    weighed = {(each.importer, each.site.statement) for each in weigh_statements(graph, ModuleOrigin.APP)}

    assert ("left", "import shared") not in weighed
    assert ("main", "import right") in weighed
    assert [each.size for each in weigh_statements(graph, ModuleOrigin.APP)] == sorted(
        (each.size for each in weigh_statements(graph, ModuleOrigin.APP)), reverse=True
    )


@settings(max_examples=300, deadline=None)
@given(
    st.integers(1, 12).flatmap(lambda size: st.lists(st.sets(st.integers(0, size - 1)), min_size=size, max_size=size))
)
def test_dominators_are_those_of_networkx(successors: list[set[int]]) -> None:
    network: nx.DiGraph[int] = nx.DiGraph()
    network.add_node(0)
    network.add_edges_from((node, after) for node, several in enumerate(successors) for after in several)
    theirs = nx.immediate_dominators(network, 0)

    above, order = immediate_dominators([sorted(each) for each in successors])

    assert set(order) == {0} | nx.descendants(network, 0)
    assert {node: above[node] for node in order if node} == {node: top for node, top in theirs.items() if node}
    assert all(above[node] == -1 for node in range(len(successors)) if node not in order)
    assert all(order.index(above[node]) < order.index(node) for node in order[1:])
