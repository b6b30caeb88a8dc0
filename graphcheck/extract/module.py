"""One file from bytes to ``ModuleImports``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeGuard

import libcst as cst

from graphcheck.extract.assemble import assemble
from graphcheck.extract.body import Kept
from graphcheck.extract.certificate import is_certain
from graphcheck.extract.decode import decode_source
from graphcheck.extract.evaluate import Evaluator
from graphcheck.extract.exports import Exports
from graphcheck.extract.file import File
from graphcheck.extract.grammar import first_refusal, may_be_later_grammar
from graphcheck.extract.joined import flatten_joined
from graphcheck.extract.locate import Places, Unmeasurable
from graphcheck.extract.meaning import name_text
from graphcheck.extract.mentions import Mentions, find_mentions
from graphcheck.extract.nesting import MOST_LEVELS, refuse_nesting
from graphcheck.extract.outline import Outline, cut, has_long_line
from graphcheck.extract.parse import parse_program, parse_shallow
from graphcheck.extract.prune import prune
from graphcheck.extract.reduce import Reduced, reduce_text
from graphcheck.extract.scopes import Scope
from graphcheck.extract.surroundings import Surroundings
from graphcheck.extract.target import Target
from graphcheck.extract.tree import Statement, every_statement
from graphcheck.extract.walk import walk_block
from graphcheck.model.imports import ModuleImports, ParseFailure

__all__ = ["read_source"]

_LAZY_ANNOTATIONS = (3, 14)
"""PEP 649: from here on annotations are evaluated only when somebody asks for them."""
_REGISTERS_MODULES = re.compile(
    r"\bmeta_path\b|\bsys\s*\.\s*modules\s*(?:\.\s*(?:setdefault|update)\b|\[(?!\s*__name__\s*\])[^\]\n]*\]\s*=(?!=))"
)
_FEW_BRANCHES = 200_000
"""Characters that hold fewer ``elif`` than ``refuse_nesting`` allows."""
_OWN_MODULE = re.compile(r"\bmodules\s*\[\s*__name__\s*\]")


def read_source(source: bytes, target: Target) -> ModuleImports:
    """``graphcheck.extract.extract_imports``."""
    text = decode_source(source, target)
    if isinstance(text, ParseFailure):
        return ModuleImports((), (), failure=text)
    if not target.full_parse:
        return _read_reduced(text, target) or _read_all(text, target)
    facts = _read_all(text, target)
    return (_read_reduced(text, target) if facts.failure and facts.failure.unread else None) or facts


def _read_reduced(text: str, target: Target) -> ModuleImports | None:
    """None where only a full parse can tell."""
    mentions = find_mentions(text, target.watched)
    outline = None if may_be_later_grammar(text, target) else cut(text if text.endswith("\n") else text + "\n")
    certain = outline is not None and not _may_nest_deeply(text, outline) and is_certain(text)
    reduced = reduce_text(text, outline, mentions) if outline is not None and certain else None
    if reduced is None:
        return None
    try:
        module = assemble(reduced.text, exact=mentions.computes)
        return None if module is None else _read_module(module, reduced, text, mentions, target, measurable=False)
    except Unmeasurable:
        parsed = parse_shallow(reduced.text)
        return None if isinstance(parsed, ParseFailure) else _read_module(parsed, reduced, text, mentions, target)
    except RecursionError:
        return None


def _may_nest_deeply(text: str, outline: Outline) -> bool:
    """A level takes a character at least, and ``cut`` refuses many brackets in each other."""
    long = len(text) > _FEW_BRANCHES or has_long_line(outline.pieces, MOST_LEVELS)
    return long and refuse_nesting(text) is not None


def _read_all(text: str, target: Target) -> ModuleImports:
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
    file = File(
        mentions,
        places,
        exports,
        _definitions(module, parsed),
        annotations_run=target.python < _LAZY_ANNOTATIONS and not _has_future_annotations(every),
        has_star_import=any(_is_star(node) for node in every),
    )
    body = walk_block(module, Surroundings(scope, evaluator), file)
    hooked = bool(scope.own("__getattr__"))
    own_module = "modules" in text and bool(_OWN_MODULE.search(text))
    hook_decides = hooked and not open_names and not file.open_at_import and not own_module
    open_names = open_names or file.open_names or hooked or own_module
    registers = ("modules" in text or "meta_path" in text) and bool(_REGISTERS_MODULES.search(text))
    return ModuleImports(
        tuple(file.sites),
        prune(body),
        exports.names,
        open_names,
        registers_modules=registers,
        hook_decides=hook_decides,
        computed_imports=tuple(file.computed_imports),
    )


def _definitions(module: cst.Module, parsed: Reduced) -> Mapping[int, Kept]:
    if not parsed.definitions:
        return {}
    functions = (node for node in module.body if isinstance(node, cst.FunctionDef))
    return {id(node): kept for node, kept in zip(functions, parsed.definitions, strict=True)}


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
