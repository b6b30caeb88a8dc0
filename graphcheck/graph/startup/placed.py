"""Classes that code has put into the place of another module's attribute, and what they lack."""

from __future__ import annotations

from graphcheck.graph.messages import class_has_no_attribute
from graphcheck.graph.startup.code.things import ClassThing, Function, ModuleThing, value_of
from graphcheck.graph.startup.modules import SysModules
from graphcheck.model.resolution import ModuleOrigin

__all__ = ["PlacedClasses"]


class PlacedClasses:
    """``run`` executes a call of a function that does nothing but put values into attributes.

    An attribute counts as absent only where the class shows all that it has, no module that was executed may give it
    more, and nothing else takes its place.
    """

    def __init__(self, modules: SysModules) -> None:
        self._modules = modules

    def run(self, function: Function) -> bool:
        """Whether it puts any."""
        home = self._modules.loaded.get(function.home)
        if home is None or home.module.path is None:
            return False
        placements = self._modules.uses.placements(home.module.path, function.name)
        for placement in placements:
            owner = self._modules.follow(home, placement.owner)
            loaded = self._modules.loaded.get(owner.name) if isinstance(owner, ModuleThing) else None
            if loaded is None or loaded.module.origin is ModuleOrigin.PYODIDE:
                continue
            thing = self._modules.follow(home, placement.value)
            self._modules.write(loaded, placement.attribute, value_of(thing))
            if isinstance(thing, ClassThing):
                self._modules.placed.setdefault(thing, {})[placement.attribute] = loaded.module.name
        return bool(placements)

    def missing(self, thing: ClassThing, attribute: str) -> str | None:
        """The text of the exception that a read of the attribute ends in; None where it is not sure to."""
        names = self._modules.placed.get(thing)
        home = self._modules.loaded.get(thing.home)
        if names is None or home is None or home.module.path is None or hasattr(type, attribute):
            return None
        uses = self._modules.uses
        known = uses.plain_classes(home.module.path).get(thing.name)
        if known is None or attribute in known or attribute.startswith("__"):
            return None
        paths = self._modules.executed_paths()
        if any(sum(uses.count_stores(path, name) for path in paths) != 1 for name in names):
            return None
        every = (thing.name, *names)
        if any(uses.may_change_class(path, every, attribute) for path in paths):
            return None
        return class_has_no_attribute(attribute, thing.name)
