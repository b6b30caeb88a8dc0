"""Facts survive the way to JSON and back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphcheck.cache.codec import DamagedFacts, decode_facts, encode_facts, meaning_of
from graphcheck.extract import Target, extract_imports
from graphcheck.model.conditions import (
    AllOf,
    AnyOf,
    CheckerTest,
    Constant,
    ExistsTest,
    FindableTest,
    KnownPath,
    LoadedTest,
    NameTest,
    Negation,
    OnPathTest,
    Test,
    Unknown,
    WrittenTest,
)
from graphcheck.model.imports import Guard, ImportedName, ImportKind, ImportSite, ModuleImports, ParseFailure, Timing
from graphcheck.model.location import Span
from graphcheck.model.steps import (
    BindStep,
    CallStep,
    CodeStep,
    DefineStep,
    Handler,
    IfStep,
    ImportStep,
    PathChange,
    RaiseStep,
    RegisterStep,
    Registration,
    ScopeStep,
    SearchPathStep,
    Step,
    SuppressStep,
    TryStep,
)

numbers = st.integers(min_value=0, max_value=2**31)
words = st.text(alphabet=st.characters(exclude_categories=()), max_size=8)
spans = st.builds(Span, numbers, numbers, numbers, numbers)
names = st.lists(words, max_size=3).map(tuple)
maybe = st.none() | st.booleans()

imported = st.builds(ImportedName, words, words, spans)
sites = st.builds(
    ImportSite,
    st.sampled_from(ImportKind),
    words,
    numbers,
    st.lists(imported, max_size=3).map(tuple),
    st.none() | words,
    spans,
    words,
    spans,
    st.sampled_from(Timing),
    st.sampled_from(Guard),
)

paths = st.builds(KnownPath, st.none() | numbers, words)

leaf_tests: st.SearchStrategy[Test] = (
    st.builds(Constant, st.booleans())
    | st.builds(NameTest, words, st.booleans())
    | st.builds(LoadedTest, words)
    | st.builds(FindableTest, words)
    | st.builds(OnPathTest, paths)
    | st.builds(ExistsTest, paths)
    | st.builds(Unknown)
    | st.builds(WrittenTest, words)
)
tests: st.SearchStrategy[Test] = st.recursive(
    leaf_tests,
    lambda inner: (
        st.builds(Negation, inner)
        | st.builds(CheckerTest, inner)
        | st.builds(AllOf, st.lists(inner, max_size=3).map(tuple))
        | st.builds(AnyOf, st.lists(inner, max_size=3).map(tuple))
    ),
    max_leaves=5,
)

leaf_steps: st.SearchStrategy[Step] = (
    st.builds(ImportStep, numbers)
    | st.builds(BindStep, names, maybe, maybe, words)
    | st.builds(CallStep, words, words)
    | st.builds(RaiseStep, st.none() | words, st.none() | words, spans, words)
    | st.builds(
        SearchPathStep,
        st.sampled_from(PathChange),
        st.lists(paths, max_size=2).map(tuple),
        st.none() | st.integers(-3, 3),
        spans,
    )
    | st.builds(RegisterStep, words, st.sampled_from(Registration), words, st.lists(paths, max_size=2).map(tuple))
)


def compound(inner: st.SearchStrategy[Step]) -> st.SearchStrategy[Step]:
    block = st.lists(inner, max_size=3).map(tuple)
    handlers = st.lists(st.builds(Handler, st.none() | names, block, st.none() | words), max_size=2).map(tuple)
    return (
        st.builds(DefineStep, words, st.none() | block, st.booleans(), st.just(""), st.just(0))
        | st.builds(DefineStep, words, block, st.booleans(), words.filter(bool), numbers)
        | st.builds(CodeStep, words, numbers, block)
        | st.builds(ScopeStep, words, block)
        | st.builds(IfStep, tests, block, block)
        | st.builds(TryStep, block, handlers, block, block)
        | st.builds(SuppressStep, names, block)
    )


steps = st.recursive(leaf_steps, compound, max_leaves=10)
facts = st.builds(
    ModuleImports,
    st.lists(sites, max_size=3).map(tuple),
    st.lists(steps, max_size=4).map(tuple),
    st.none() | names,
    st.booleans(),
    st.none() | st.builds(ParseFailure, words, numbers, numbers, st.none() | st.tuples(numbers, numbers), words),
    st.booleans(),
    st.booleans(),
)


@settings(max_examples=200, deadline=None)
@given(facts)
def test_what_is_written_is_read(module: ModuleImports) -> None:
    text = encode_facts(module)
    assert text.isascii()
    assert decode_facts(text) == module


@pytest.mark.parametrize(
    "text",
    ["", "[]", "null", "{}", "[1,2,3,4,5]", '[[],[["x"]],null,false,null]', '[[],[["?",["x"],[],[]]],null,false,null]',
     '[[[9,"",0,[],null,[1,1,1,1],"",[1,1,1,1],0,0]],[],null,false,null]', "[" * 100_000, "[[],[],null,false,[1]]"],
)  # fmt: skip
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(DamagedFacts):
        decode_facts(text.encode())


@settings(max_examples=100, deadline=None)
@given(facts, st.data())
def test_damage_is_refused_or_harmless(module: ModuleImports, data: st.DataObject) -> None:
    text = encode_facts(module)
    at = data.draw(st.integers(0, len(text) - 1))
    damaged = text[:at] + data.draw(st.sampled_from('[]{}",0x')).encode() + text[at + 1 :]
    try:
        assert isinstance(decode_facts(damaged), ModuleImports)
    except DamagedFacts:
        return


def test_the_form_is_two_lines_of_plain_json() -> None:
    meaning, places = encode_facts(ModuleImports((), ())).split(b"\n")
    assert json.loads(meaning) == [[], [], None, False, None, False, False, []]
    assert json.loads(places) == []


PROGRAM = """import a.b
try:
    from c import (d, e as f)
except ImportError:
    raise RuntimeError(f"no {f}")
import sys
sys.path.append("x")
def g(h):
    import i
    return h(i)
g(d)
"""
COMPUTED = f"{PROGRAM}from importlib import import_module\nfor j in ('k', 'l'):\n    import_module(j)\n"
MOVED = (
    (PROGRAM, f"# above\n\n{PROGRAM}"),
    (PROGRAM, PROGRAM.replace("    ", "      ").replace("(d, e as f)", "(d,\ne  as f)")),
    (COMPUTED, f"# above\n\n{COMPUTED}"),
)


@pytest.mark.parametrize(("program", "moved"), MOVED)
def test_where_statements_stand_does_not_change_what_they_mean(program: str, moved: str) -> None:
    target = Target((3, 13))
    first, second, other = (
        encode_facts(extract_imports(text.encode(), target))
        for text in (program, moved, program.replace("h(i)", "i(h)"))
    )
    assert first != second
    assert meaning_of(first) == meaning_of(second)
    assert meaning_of(first) != meaning_of(other)
