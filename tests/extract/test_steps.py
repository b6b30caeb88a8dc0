"""The top level of a module as the steps that a startup walk executes."""

from __future__ import annotations

import pytest

from graphcheck.model.conditions import AllOf, AnyOf, Constant, NameTest, Negation, Unknown, WrittenTest
from graphcheck.model.location import Span
from graphcheck.model.steps import (
    BindStep,
    CallStep,
    DefineStep,
    Handler,
    IfStep,
    ImportStep,
    RaiseStep,
    ScopeStep,
    Step,
    SuppressStep,
    TryStep,
)
from tests.extract.reading import read


def steps(source: str) -> tuple[Step, ...]:
    facts = read(source)
    assert facts.failure is None, facts.failure
    return facts.body


def test_the_optional_dependency() -> None:
    assert steps(
        """
        try:
            import numpy as np
            HAS = True
        except (ImportError, OSError):
            np = None
            HAS = False
        if HAS and np is not None:
            import scipy
        """
    ) == (
        TryStep(
            (ImportStep(0), BindStep(("HAS",), truth=True, is_none=False)),
            (
                Handler(
                    ("ImportError", "OSError"),
                    (BindStep(("np",), truth=False, is_none=True), BindStep(("HAS",), truth=False, is_none=False)),
                ),
            ),
            (),
            (),
        ),
        IfStep(AllOf((NameTest("HAS"), Negation(NameTest("np", is_none=True)))), (ImportStep(1),), ()),
    )


def test_a_flag_that_is_computed_from_a_module() -> None:
    assert steps("try: import a\nexcept ImportError: a = None\nHAS = a is not None\n")[1] == IfStep(
        Negation(NameTest("a", is_none=True)),
        (BindStep(("HAS",), truth=True, is_none=False),),
        (BindStep(("HAS",), truth=False, is_none=False),),
    )


def test_an_error_that_is_raised_anew() -> None:
    (step,) = steps("try:\n    import a\nexcept ImportError as e:\n    raise RuntimeError('no ' 'a') from e\n")
    assert isinstance(step, TryStep)
    assert step.handlers[0].body == (RaiseStep("RuntimeError", "no a", Span(4, 5, 4, 41)),)


@pytest.mark.parametrize(
    ("statement", "kind", "message"),
    [
        ("raise ImportError('x')", "ImportError", "x"),
        ("raise ImportError", "ImportError", ""),
        ("raise a.b.Error(f'x' f'{1}')", "Error", "x1"),
        ("raise ImportError('x', name='y')", "ImportError", "x"),
        ("raise ImportError(f'x {y}')", "ImportError", None),
        ("raise ImportError('x' % y)", "ImportError", None),
        ("raise OSError(2, 'x')", "OSError", None),
        ("raise KeyError('x')", "KeyError", "'x'"),
        ("import sys; sys.exit('bye')", "SystemExit", "bye"),
        ("import sys; sys.exit(2)", "SystemExit", "2"),
        ("import sys; sys.exit()", "SystemExit", ""),
        ("from sys import exit as leave; leave('x')", "SystemExit", "x"),
        ("raise SystemExit", "SystemExit", ""),
        ("raise make()", "make", ""),
        ("raise errors[0]", "Exception", None),
    ],
)
def test_what_is_raised(statement: str, kind: str, message: str | None) -> None:
    (step,) = [step for step in steps(statement) if isinstance(step, RaiseStep)]
    assert (step.type, step.message) == (kind, message)


def test_raising_the_caught_error_again_is_a_bare_raise() -> None:
    (step,) = steps("try: import a\nexcept ImportError as e: raise e\n")
    assert isinstance(step, TryStep)
    assert step.handlers[0].body == (RaiseStep(None, None, Span(2, 26, 2, 33)),)


def test_an_assertion_is_a_raise_when_it_can_be_decided() -> None:
    found = steps("import sys\nassert sys.version_info >= (3, 20), 'too old'\nassert x\nassert sys.version_info\n")
    assert found[1:] == (
        IfStep(Negation(Constant(value=False)), (RaiseStep("AssertionError", "too old", Span(2, 1, 2, 46)),), ()),
    )


def test_functions_run_where_they_are_called() -> None:
    assert steps(
        """
        def setup():
            import a
        def idle():
            return 1
        @setup
        def other(x=setup()): pass
        setup()
        idle()
        y = [setup(), print()]
        """
    ) == (
        DefineStep("setup", (ImportStep(0),)),
        DefineStep("idle", ()),
        CallStep("setup"),
        CallStep("setup"),
        DefineStep("other", ()),
        CallStep("setup"),
        CallStep("setup"),
        BindStep(("y",), truth=True, is_none=False),
    )


def test_the_call_of_an_imported_function_is_kept() -> None:
    assert steps("from a import setup\nsetup()\n") == (ImportStep(0), CallStep("setup"))


def test_calls_that_may_not_happen() -> None:
    found = steps("def f(): import a\nx or f()\nx = f() if y else 0\n[f() for z in w]\n")
    maybe = IfStep(Unknown(), (CallStep("f"),), ())
    assert [step for step in found if isinstance(step, IfStep)] == [maybe] * 3


def test_a_function_calls_another() -> None:
    assert steps("def f():\n    import a\ndef g():\n    return f()\ng()\n") == (
        DefineStep("f", (ImportStep(0),)),
        DefineStep("g", (CallStep("f"),)),
        CallStep("g"),
    )


@pytest.mark.parametrize(
    "body", ["async def f(): import a", "def f():\n    import a\n    yield", "def f():\n    x = yield; import a"]
)
def test_calling_a_coroutine_or_a_generator_runs_nothing(body: str) -> None:
    assert steps(body + "\nf()\n") == (DefineStep("f", ()),)


def test_a_class_body_runs_and_its_methods_do_not() -> None:
    assert steps(
        """
        class C:
            import a
            x = 1
            def method(self):
                import b
            def helper():
                import c
            y = helper()
        """
    ) == (ScopeStep("C", (ImportStep(0), DefineStep("helper", (ImportStep(2),)), CallStep("helper"))),)


def test_conditions() -> None:
    found = steps(
        """
        import sys, a
        if sys.platform == "win32": import b
        elif a or x: import c
        elif not a: import d
        else: import e
        """
    )
    assert found[2] == IfStep(
        Constant(value=False),
        (ImportStep(2),),
        (
            IfStep(
                AnyOf((NameTest("a"), WrittenTest("x"))),
                (ImportStep(3),),
                (IfStep(Negation(NameTest("a")), (ImportStep(4),), (ImportStep(5),)),),
            ),
        ),
    )


def test_loops_matches_and_managers() -> None:
    found = steps(
        """
        from contextlib import suppress
        for x in y: import a
        while z: import b
        match w:
            case [q]: import c
        with open(v) as u: import d
        with suppress(ImportError): import e
        try: import f
        finally: import g
        """
    )
    assert found[1:] == (
        IfStep(Unknown(), (BindStep(("x",)), ImportStep(1)), ()),
        IfStep(Unknown(), (ImportStep(2),), ()),
        IfStep(Unknown(), (BindStep(("q",)),), ()),
        IfStep(Unknown(), (ImportStep(3),), ()),
        BindStep(("u",)),
        ImportStep(4),
        SuppressStep(("ImportError",), (ImportStep(5),)),
        TryStep((ImportStep(6),), (), (), (ImportStep(7),)),
    )


def test_every_kind_of_binding_is_shown() -> None:
    source = """
    a = b.x = c[0] = 1
    d, (e, *f) = g
    h: int = 1
    i: int
    j += 1
    if (k := l): pass
    type m = int
    n, o = True, None
    """
    bound = {name for step in steps(source) if isinstance(step, BindStep) for name in step.names}
    assert bound == set("adefhjkmno")


@pytest.mark.parametrize(
    ("value", "truth", "is_none"),
    [
        ("True", True, False), ("None", False, True), ("''", False, False), ("[]", None, False), ("()", False, False),
        ("[1]", True, False),
        ("{}", None, False), ("lambda: 0", True, False), ("f()", None, None), ("f'{x}'", None, False),
    ],
)  # fmt: skip
def test_what_is_known_of_a_value(value: str, truth: bool | None, is_none: bool | None) -> None:
    (found,) = steps(f"x = {value}\n")
    assert isinstance(found, BindStep)
    assert (found.names, found.truth, found.is_none) == (("x",), truth, is_none)


def test_a_global_statement_binds_for_the_module() -> None:
    assert steps("a = None\ndef f():\n    global a\n    a = 1; b = 2\nf()\n") == (
        BindStep(("a",), truth=False, is_none=True),
        DefineStep("f", (BindStep(("a",), truth=True, is_none=False),)),
        CallStep("f"),
    )


def test_what_runs_only_as_main_is_dead() -> None:
    found = steps("def main(): import a\nif __name__ == '__main__':\n    main(); raise SystemExit\n")
    assert found == (DefineStep("main", (ImportStep(0),)),)


def test_a_very_long_chain_of_branches_stays_shallow() -> None:
    chain = "if x0: import a0\n" + "".join(f"elif x{n}: import a{n}\n" for n in range(1, 3000))
    facts = read(chain)
    assert len(facts.sites) == 3000
    assert depth(facts.body) < 150


def depth(found: tuple[Step, ...]) -> int:
    inner = [(*step.body, *step.orelse) for step in found if isinstance(step, IfStep)]
    return 1 + max(map(depth, inner), default=0)
