"""One file from its text to ``ModuleImports``, by way of libcst's tree."""

from __future__ import annotations

from typing import TypeGuard

import libcst as cst

from graphcheck.extract.assemble import assemble
from graphcheck.extract.evaluate import Evaluator
from graphcheck.extract.exports import Exports
from graphcheck.extract.file import File
from graphcheck.extract.grammar import first_refusal
from graphcheck.extract.joined import flatten_joined
from graphcheck.extract.locate import Places, Unmeasurable
from graphcheck.extract.meaning import name_text
from graphcheck.extract.mentions import Mentions, find_mentions
from graphcheck.extract.parse import parse_program, parse_shallow
from graphcheck.extract.prune import prune
from graphcheck.extract.reduce import Reduced
from graphcheck.extract.scopes import Scope
from graphcheck.extract.surroundings import Surroundings
from graphcheck.extract.target import LAZY_ANNOTATIONS, Target
from graphcheck.extract.tree import Statement, every_statement
from graphcheck.extract.walk import walk_block
from graphcheck.model.imports import ModuleImports, ParseFailure

__all__ = ["read_all", "read_reduced"]


def read_reduced(reduced: Reduced, text: str, mentions: Mentions, target: Target) -> ModuleImports | None:
    """``reduced`` has all of ``text`` that matters. None where only a full parse can tell."""
    try:
        module = assemble(reduced.text, exact=mentions.computes)
        return None if module is None else _read_module(module, reduced, text, mentions, target, measurable=False)
    except Unmeasurable:
        parsed = parse_shallow(reduced.text)
        return None if isinstance(parsed, ParseFailure) else _read_module(parsed, reduced, text, mentions, target)
    except RecursionError:
        return None


def read_all(text: str, target: Target) -> ModuleImports:
    """libcst parses all of ``text``."""
    parsed = parse_program(text)
    if isinstance(parsed, ParseFailure):
        return ModuleImports((), (), failure=parsed)
    module, reduced, mentions = parsed.module, Reduced(parsed.text, None), find_mentions(text, target.watched)
    try:
        try:
            return _read_module(module, reduced, text, mentions, target)
        except RecursionError:
            flatten_joined(module)
            return _read_module(module, reduced, text, mentions, target)
    except RecursionError:
        return ModuleImports((), (), failure=ParseFailure("too complex to analyse", 1, 1, unread=True))


def _read_module(
    module: cst.Module, parsed: Reduced, text: str, mentions: Mentions, target: Target, *, measurable: bool = True
) -> ModuleImports:
    """``module`` is the tree of ``parsed``, which has all of ``text`` that matters. Raises ``Unmeasurable``."""
    every = tuple(every_statement(module))
    located = (node for node in every if _is_located(node))
    places = Places(module, parsed.text, located, parsed.numbers, measurable=measurable)
    refusal = first_refusal(module, text, target)
    if refusal is not None:
        span = places.of_any(refusal.node)
        failure = ParseFailure(refusal.message, span.line, span.column + refusal.offset, refusal.since)
        return ModuleImports((), (), failure=failure)
    scope = Scope(module, walrus=":=" in text)
    from_functions = _global_names(every)
    open_names = any(not scope.own(name) for name in from_functions)
    scope.disown(from_functions)
    evaluator = Evaluator(target)
    exports = Exports(evaluator, scope)
    functions = [id(node) for node in module.body if isinstance(node, cst.FunctionDef)]
    file = File(
        mentions,
        places,
        exports,
        dict(zip(functions, parsed.definitions, strict=True)) if parsed.definitions else {},
        frozenset(function for number, function in enumerate(functions) if number in parsed.unread),
        annotations_run=target.python < LAZY_ANNOTATIONS and not _has_future_annotations(every),
        has_star_import=any(_is_star(node) for node in every),
    )
    body = walk_block(module, Surroundings(scope, evaluator), file)
    hooked = bool(scope.own("__getattr__"))
    hook_decides = hooked and not open_names and not file.open_at_import and not mentions.own_entry
    open_names = open_names or file.open_names or hooked or mentions.own_entry
    return ModuleImports(
        tuple(file.sites),
        prune(body),
        exports.names,
        open_names,
        registers_modules=mentions.registers,
        hook_decides=hook_decides,
        computed_imports=tuple(file.computed_imports),
    )


def _global_names(every: tuple[Statement, ...]) -> set[str]:
    return {name_text(item.name) for node in every if type(node) is cst.Global for item in node.names}


def _is_located(node: Statement) -> TypeGuard[cst.Import | cst.ImportFrom | cst.Raise]:
    return type(node) in (cst.Import, cst.ImportFrom, cst.Raise)


def _is_star(node: Statement) -> bool:
    return type(node) is cst.ImportFrom and isinstance(node.names, cst.ImportStar)


def _has_future_annotations(every: tuple[Statement, ...]) -> bool:
    return any(
        type(node) is cst.ImportFrom
        and isinstance(node.module, cst.Name)
        and node.module.value == "__future__"
        and not isinstance(node.names, cst.ImportStar)
        and any(isinstance(alias.name, cst.Name) and alias.name.value == "annotations" for alias in node.names)
        for node in every
    )
