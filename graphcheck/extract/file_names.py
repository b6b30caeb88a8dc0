"""What names stand for in one file, by its imports and assignments, wherever they stand."""

from __future__ import annotations

import libcst as cst

from graphcheck.extract.circumstances import walk_circumstances
from graphcheck.extract.path_values import dotted_name

__all__ = ["FileNames"]


class FileNames:
    """What names stand for: imports, and names that are assigned once in the whole file."""

    def __init__(self, module: cst.Module) -> None:
        self.imported: dict[str, str] = {}
        self._assigned: dict[str, list[cst.BaseExpression]] = {}
        for node, _ in walk_circumstances(module, {}):
            match node:
                case cst.Import():
                    self._import(node)
                case cst.ImportFrom():
                    self._import_from(node)
                case cst.Assign():
                    for target in node.targets:
                        self._assign(target.target, node.value)
                case cst.AnnAssign(value=cst.BaseExpression()):
                    self._assign(node.target, node.value)
                case cst.AugAssign():
                    self._assign(node.target, node.value)
                    self._assign(node.target, node.value)
                case _:
                    pass

    def full_name(self, name: str) -> str:
        return self.imported.get(name, name)

    def expression(self, name: str) -> cst.BaseExpression | None:
        values = self._assigned.get(name, [])
        return values[0] if len(values) == 1 else None

    def _import(self, node: cst.Import) -> None:
        for alias in node.names:
            if alias.asname and isinstance(alias.asname.name, cst.Name):
                self.imported[alias.asname.name.value] = dotted_name(alias.name, {}) or ""

    def _import_from(self, node: cst.ImportFrom) -> None:
        source = dotted_name(node.module, {}) if node.module and not node.relative else None
        if source is None or isinstance(node.names, cst.ImportStar):
            return
        for alias in node.names:
            local = alias.asname.name if alias.asname else alias.name
            if isinstance(local, cst.Name) and isinstance(alias.name, cst.Name):
                self.imported[local.value] = f"{source}.{alias.name.value}"

    def _assign(self, target: cst.BaseExpression, value: cst.BaseExpression | None) -> None:
        if isinstance(target, cst.Name) and value is not None:
            self._assigned.setdefault(target.value, []).append(value)
