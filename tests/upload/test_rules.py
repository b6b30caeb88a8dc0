from __future__ import annotations

import pytest

from graphcheck.model.project import ModuleRule, ModuleType
from graphcheck.upload.rules import make_rules

TEXT = ModuleType.TEXT


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a/b.py", ModuleType.PYTHON),
        ("a.txt", TEXT),
        ("a/b.html", TEXT),
        ("a.sql", TEXT),
        ("a.bin", ModuleType.BUFFER),
        ("a.wasm", ModuleType.COMPILED_WASM),
        ("a.wasm?module", ModuleType.COMPILED_WASM),
        ("a.json", None),
        ("a.PY", None),
        ("py", None),
    ],
)
def test_default_rules(name: str, kind: ModuleType | None) -> None:
    assert make_rules(()).type_of(name) is kind


def test_the_first_match_decides() -> None:
    rules = make_rules([ModuleRule(ModuleType.BUFFER, ("**/*",), True)])

    assert rules.type_of("a.py") is ModuleType.BUFFER


@pytest.mark.parametrize(("fallthrough", "kind"), [(None, None), (False, None), (True, TEXT)])
def test_a_rule_without_fallthrough_ends_its_type(fallthrough: bool | None, kind: ModuleType | None) -> None:
    rules = make_rules([ModuleRule(TEXT, ("*.md",), fallthrough)])

    assert rules.type_of("a.md") is TEXT
    assert rules.type_of("a.txt") is kind


def test_an_empty_rule_ends_its_type_too() -> None:
    assert make_rules([ModuleRule(TEXT, ())]).type_of("a.txt") is None


def test_a_later_rule_is_removed_whatever_it_says() -> None:
    rules = make_rules([ModuleRule(TEXT, ("*.a",)), ModuleRule(TEXT, ("*.b",), True)])

    assert rules.type_of("x.b") is None
    assert rules.removed_rule_for("x.b") == ModuleRule(TEXT, ("*.b",), True)


def test_the_refusal_of_old_wranglers_quotes_the_rule() -> None:
    rules = make_rules([ModuleRule(ModuleType.BUFFER, ("*.aa",)), ModuleRule(ModuleType.BUFFER, ("*.bb",), False)])

    message = rules.refusal_of("y.bb")

    assert message is not None
    assert message.startswith("The file y.bb matched a module rule in your configuration (")
    assert '({"type":"Data","globs":["*.bb"],"fallthrough":false})' in message
