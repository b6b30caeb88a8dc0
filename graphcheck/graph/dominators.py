"""Immediate dominators: the last node that every way from the first one leads through."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["immediate_dominators"]

_UNREACHED = -1


def immediate_dominators(successors: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
    """Nodes are numbers, the first is 0. For each node the one above it in the tree of dominators, -1 where no way
    leads there, the first node for itself; and all reached nodes, each of them after the one above it.

    K. D. Cooper, T. J. Harvey, K. Kennedy: A Simple, Fast Dominance Algorithm, 2001.
    """
    order = _reverse_postorder(successors)
    rank = [_UNREACHED] * len(successors)
    for number, node in enumerate(order):
        rank[node] = number
    before: list[list[int]] = [[] for _ in order]
    for number, node in enumerate(order):
        for after in successors[node]:
            before[rank[after]].append(number)
    above = [_UNREACHED] * len(order)
    above[0] = 0
    changed = True
    while changed:
        changed = False
        for number in range(1, len(order)):
            new = _UNREACHED
            for other in before[number]:
                if above[other] == _UNREACHED:
                    continue
                if new == _UNREACHED:
                    new = other
                    continue
                while new != other:
                    while other > new:
                        other = above[other]
                    while new > other:
                        new = above[new]
            if above[number] != new:
                above[number] = new
                changed = True
    dominators = [_UNREACHED] * len(successors)
    for number, node in enumerate(order):
        dominators[node] = order[above[number]]
    return dominators, order


def _reverse_postorder(successors: Sequence[Sequence[int]]) -> list[int]:
    seen = bytearray(len(successors))
    seen[0] = 1
    path = [(0, iter(successors[0]))]
    order = []
    while path:
        node, rest = path[-1]
        for after in rest:
            if not seen[after]:
                seen[after] = 1
                path.append((after, iter(successors[after])))
                break
        else:
            order.append(node)
            path.pop()
    return order[::-1]
