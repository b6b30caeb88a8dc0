"""Whether a name that a team relies on is in the upload."""

from __future__ import annotations

from graphcheck.cli.bundling import Inventory
from graphcheck.model.frozen import frozen
from graphcheck.model.requirement import normal_name
from graphcheck.resolve import WorkerView
from graphcheck.tree import DiskTree, tree_path
from graphcheck.upload import read_distributions

__all__ = ["Required", "find_required"]


@frozen
class Required:
    uploaded: bool
    explanation: str


def find_required(inventory: Inventory, name: str) -> Required:
    """``name`` is a module (``yaml``, ``core.config``), a distribution (``pyyaml``), or a file by its
    name in the upload or its path from the current folder.

    A module counts where the Worker would load it from the upload: one that the runtime brings is not uploaded.
    """
    files = {module.name for module in inventory.upload.modules}
    if name in files:
        return Required(uploaded=True, explanation="a file of the upload")
    located = WorkerView(inventory.upload, inventory.profile).locate(name)
    if located is not None and not located.runtime:
        return Required(uploaded=True, explanation=f"a {located.module.kind.value} of the upload")
    owners = read_distributions(DiskTree(), inventory.project)
    count = sum(1 for file in files if owners.get(file, "").partition(" ")[0] == normal_name(name))
    if count:
        return Required(uploaded=True, explanation=f"a distribution with {count} files in the upload")
    at = tree_path(name)
    uploaded_as = next((module.name for module in inventory.upload.modules if module.path == at), None)
    if uploaded_as is not None:
        return Required(uploaded=True, explanation=f"uploaded as {uploaded_as}")
    if located is not None:
        return Required(uploaded=False, explanation="the Worker's Python brings it; it is not in the upload")
    return Required(uploaded=False, explanation="the Worker finds no such module, file or distribution")
