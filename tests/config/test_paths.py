from __future__ import annotations

from graphcheck.config.paths import ancestors, inside, parent, relative, resolve


def test_resolve() -> None:
    assert resolve("/p/a", "../b//c/./d") == "/p/b/c/d"
    assert resolve("/p", "/q/x") == "/q/x"
    assert resolve("/", "x") == "/x"
    assert resolve("/p", "") == "/p"
    assert resolve("C:/p", "D:/x") == "D:/x"


def test_parents_end_at_the_root() -> None:
    assert ancestors("/p/a") == ["/p/a", "/p", "/"]
    assert ancestors("C:/p") == ["C:/p", "C:/"]
    assert parent("/") == "/"


def test_inside_and_relative() -> None:
    assert inside("/p/a", "/p")
    assert inside("/p", "/")
    assert not inside("/pa", "/p")
    assert relative("/p/a", "/p/b") == "../a"
    assert relative("C:/p/a", "C:/p") == "a"
