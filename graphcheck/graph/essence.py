"""What is left of a module's facts without the parts that nobody would miss."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, assert_never

from graphcheck.model.imports import ImportKind, ImportSite, ModuleImports
from graphcheck.model.latitude import Latitude
from graphcheck.model.location import Span
from graphcheck.model.steps import (
    BindStep,
    CallStep,
    CodeStep,
    DefineStep,
    IfStep,
    ImportStep,
    RaiseStep,
    RegisterStep,
    RuntimeCallStep,
    ScopeStep,
    SearchPathStep,
    Step,
    SuppressStep,
    TryStep,
    names_bound_by,
)

__all__ = ["Essence", "essence_of", "is_bound_again"]

_NOWHERE = Span(0, 0, 0, 0)
_SOMETHING = ImportStep(-1)


class Essence(NamedTuple):
    """``taken`` are names that are left out of imports, each with the path of the file that has it."""

    facts: ModuleImports
    taken: frozenset[tuple[str, str]]


def essence_of(facts: ModuleImports, latitude: Latitude, is_inert: Callable[[ImportSite], bool]) -> Essence:
    """Two versions of a file come to the same for everybody if their essence is the same.

    Left out is what only binds names that nobody asks for: functions, classes, constants, imports that are inert, names
    that the module which they are imported from is known to have; and calls that do nothing, wherever they stand.
    """
    return _Reduction(facts, latitude, is_inert).result()


def is_bound_again(facts: ModuleImports, name: str) -> bool:
    """Whether it may stand for several things, one after the other."""
    bound = sum(each == name for step in _every(facts.body) for each in _names_of(step, facts))
    return bound > 1 or any(site.kind is ImportKind.STAR for site in facts.sites)


class _Reduction:
    def __init__(self, facts: ModuleImports, latitude: Latitude, is_inert: Callable[[ImportSite], bool]) -> None:
        self._facts = facts
        self._latitude = latitude
        inner = {step.site for step in self._inside(facts.body) if isinstance(step, ImportStep)}
        executed = {step.site for step in _every(facts.body) if isinstance(step, ImportStep)}
        self._offers = {(offer.level, offer.module): offer for offer in latitude.offers}
        self._taken: set[tuple[str, str]] = set()
        self._sites: dict[int, ImportSite] = {}
        for number, site in enumerate(facts.sites):
            if number in inner or not is_inert(site):
                self._sites[number] = self._left_of_site(site) if number in executed - inner else site
            elif number in executed and (asked := self._asked_of(site)) is not None:
                self._sites[number] = asked
        self._dropped = executed - self._sites.keys()
        self._numbers = {number: rank for rank, number in enumerate(self._sites)}

    def result(self) -> Essence:
        exports = self._facts.exports if "__all__" in self._latitude.asked else None
        body = self._steps(self._facts.body, is_inner=False)
        facts = replace(self._facts, sites=tuple(self._sites.values()), body=body, exports=exports)
        return Essence(facts, frozenset(self._taken))

    def _left_of_site(self, site: ImportSite) -> ImportSite:
        """Of an import that is executed whatever names it takes. No message speaks of one that has an offer."""
        offer = self._offers.get((site.level, site.module))
        if offer is None:
            return site
        asked = self._latitude.asked
        left = [each for each in site.names if each.bound in asked or each.name not in offer.names]
        self._taken.update((offer.path, each.name) for each in site.names if each not in left)
        names = tuple(each._replace(span=_NOWHERE) for each in left)
        return site._replace(names=names, statement="", statement_span=_NOWHERE)

    def _asked_of(self, site: ImportSite) -> ImportSite | None:
        """What it binds that somebody asks for. No message speaks of such an import: what it looks like is nothing."""
        names = tuple(each._replace(span=_NOWHERE) for each in site.names if each.bound in self._latitude.asked)
        if not names and site.bound not in self._latitude.asked:
            return None
        return site._replace(names=names, span=_NOWHERE, statement="", statement_span=_NOWHERE)

    def _steps(self, steps: Sequence[Step], *, is_inner: bool = True) -> tuple[Step, ...]:
        """Of the module's own scope, also those under conditions and in handlers."""
        kept: list[Step] = []
        moved = False
        for step in steps:
            if isinstance(step, ImportStep) and step.site in self._dropped:
                moved = self._latitude.acts
                continue
            left = self._left_of(step)
            if left is None:
                continue
            if moved and not isinstance(left, ImportStep):
                # What the module does beside its imports happens before the next statement that has a place.
                kept.append(_SOMETHING)
            moved = False
            kept.append(left)
        if moved and is_inner:
            kept.append(_SOMETHING)
        return tuple(kept)

    def _left_of(self, step: Step) -> Step | None:
        asked = self._latitude.asked
        match step:
            case BindStep() if not step.source:
                names = tuple(name for name in step.names if name in asked)
                return step._replace(names=names) if names else None
            case DefineStep() if self._is_unasked(step):
                return None
            case CallStep(name=name) if self._is_idle(name):
                return None
            case ScopeStep(name=name, body=body) if self._does_nothing(body):
                return ScopeStep(name, ()) if name in asked else None
            case IfStep(test, body, orelse):
                return IfStep(test, self._steps(body), self._steps(orelse))
            case TryStep(body, handlers, orelse, final):
                caught = tuple(each._replace(body=self._steps(each.body)) for each in handlers)
                return TryStep(self._steps(body), caught, self._steps(orelse), self._steps(final))
            case SuppressStep(catches, body):
                return SuppressStep(catches, self._steps(body))
            case _:
                return self._renumbered(step)

    def _is_unasked(self, step: DefineStep) -> bool:
        return step.name not in self._latitude.asked and not _changes_search(step.body or ())

    def _is_idle(self, name: str) -> bool:
        """Whatever the name stands for before and after the one statement that binds it: a call of it does nothing."""
        return name in self._latitude.idle and not is_bound_again(self._facts, name)

    def _does_nothing(self, body: tuple[Step, ...]) -> bool:
        """As the body of a class."""
        own = {name for step in body for name in _names_of(step, self._facts)}
        return all(
            (isinstance(step, BindStep) and not step.source)
            or (isinstance(step, DefineStep) and not _changes_search(step.body or ()))
            or (isinstance(step, CallStep) and step.name not in own and self._is_idle(step.name))
            or (isinstance(step, ScopeStep) and self._does_nothing(step.body))
            for step in body
        )

    def _inside(self, steps: Iterable[Step]) -> Iterator[Step]:
        """The steps of functions and classes that are not left out as a whole."""
        for step in steps:
            if isinstance(step, DefineStep) and self._is_unasked(step):
                continue
            for block in _blocks_of(step):
                yield from self._inside(block)
            for block in _scopes_of(step):
                yield from _every(block)

    def _renumbered(self, step: Step) -> Step:
        match step:
            case ImportStep(site):
                return ImportStep(self._numbers[site])
            case DefineStep(body=body):
                return step if body is None else step._replace(body=self._all_renumbered(body))
            case CodeStep():
                return step._replace(otherwise=self._all_renumbered(step.otherwise))
            case ScopeStep() | SuppressStep():
                return step._replace(body=self._all_renumbered(step.body))
            case IfStep(test, body, orelse):
                return IfStep(test, self._all_renumbered(body), self._all_renumbered(orelse))
            case TryStep(body, handlers, orelse, final):
                caught = tuple(each._replace(body=self._all_renumbered(each.body)) for each in handlers)
                blocks = (self._all_renumbered(block) for block in (orelse, final))
                return TryStep(self._all_renumbered(body), caught, *blocks)
            case BindStep() | CallStep() | RuntimeCallStep() | RaiseStep() | SearchPathStep() | RegisterStep():
                return step
            case _:
                assert_never(step)

    def _all_renumbered(self, steps: Iterable[Step]) -> tuple[Step, ...]:
        return tuple(map(self._renumbered, steps))


def _changes_search(body: tuple[Step, ...]) -> bool:
    """Whoever is called later, imports after it profit from what it adds to the search path."""
    return any(isinstance(step, SearchPathStep) for step in _every(body))


def _names_of(step: Step, facts: ModuleImports) -> Iterator[str]:
    if not isinstance(step, ImportStep):
        yield from names_bound_by(step)
        return
    site = facts.sites[step.site]
    yield from (each.bound for each in site.names)
    if site.bound:
        yield site.bound


def _blocks_of(step: Step) -> Iterator[tuple[Step, ...]]:
    """Those that belong to the scope in which the step stands."""
    match step:
        case IfStep(_, body, orelse):
            yield from (body, orelse)
        case TryStep(body, handlers, orelse, final):
            yield from (body, *(each.body for each in handlers), orelse, final)
        case SuppressStep(_, body):
            yield body
        case _:
            pass


def _scopes_of(step: Step) -> Iterator[tuple[Step, ...]]:
    """Those that are looked at as a whole."""
    match step:
        case DefineStep(body=body):
            yield body or ()
        case ScopeStep(body=body) | CodeStep(otherwise=body):
            yield body
        case _:
            pass


def _every(steps: Iterable[Step]) -> Iterator[Step]:
    for step in steps:
        yield step
        for block in (*_blocks_of(step), *_scopes_of(step)):
            yield from _every(block)
