"""Forms that libcst 1.9 refuses and CPython accepts, as the ``ast`` of the Python that runs the tests reads them.

Most were found in libcst's issue tracker (#446, #530, #930, #951, #1011, #1061), the first two in CPython's own tests.
"""

from __future__ import annotations

import pytest

from graphcheck.extract import Target, extract_imports
from graphcheck.extract.parse import parse_text
from graphcheck.model.imports import ParseFailure
from tests.extract.ast_oracle import SourceText, bound_by_ast, bound_by_steps, imports_by_ast, imports_by_sites
from tests.project_files import examine_worker

FORMS = {
    "target in parentheses": "(name): int = 1\nimport a\n",
    "such a target without a value": "(name): int\nimport a\n",
    "in two pairs": "((name)): int = 1\nimport a\n",
    "beside others on the line": "import a; (name): int = 1; import b; ( x ) : (int)\nimport c\n",
    "an attribute": "import a\n(a.b): int = 1\nimport c\n",
    "an element": "import a\n(a[(0)]) : int = 1\nimport c\n",
    "on lines of its own": "import a\n(\n    # why\n    a.b[\n      0]\n  ): int = 1\nimport c\n",
    "behind letters beyond ASCII": "é = 'é'; (name): int = 1; import a\nimport b\n",
    "in a function and a class": (
        "class A:\n    (x): int = 1\n    import a\ndef f():\n\t(x): int = 1\n\tfrom b import c\nimport d\n"
    ),
    "tabs and blanks": "if 1:\n if 1:\n\t import a\n\t x = '''\n\t\t'''\nimport b\n",
    "tabs and blanks, deeper and back": "if 1:\n if 1:\n\t if 1:\n\t\t import a\n\t import b\n import c\nimport d\n",
    "a backslash before a block ends": "def f():\n  import a\n\\\ndef g():\n  import b\nimport c\n",
    "two of them": "def f():\n  import a\n  \\\n\\\n  import b\n\\\n\\\ndef g():\n  import c\nimport d\n",
    "a backslash that continues": "(name): int = 1 + \\\n\\\n  2\nimport a\n",
    "no blank before if": "import a\nx = (a if a else a)if a else a\nimport b\n",
    "no blank before a lambda": "import a\nx = () if 0 else(lambda: ())\nimport b\n",
    "inside of texts": "(name): int = 1\nx = '''\n\t(name): int = 1\n\\\n'''\nimport a\n",
}
UNREAD = {
    "no blank before if": "import a\nassert (lambda: (yield (a if a else a)if a else a))\n",
    "no blank before a lambda": "import a\nassert (lambda: (yield () if 0 else(lambda: ())))\n",
    "raw f-string over two lines": 'import a\nassert fr"\\\n"\n',
}


@pytest.mark.parametrize("full_parse", [False, True])
@pytest.mark.parametrize("source", FORMS.values(), ids=FORMS)
def test_every_import_is_at_its_place(source: str, full_parse: bool) -> None:
    assert isinstance(parse_text(source), ParseFailure)
    text = SourceText(source.encode())
    facts = extract_imports(source.encode(), Target((3, 13), full_parse=full_parse))
    assert facts.failure is None
    assert imports_by_sites(text, facts) == imports_by_ast(text)
    assert bound_by_steps(facts) >= bound_by_ast(text)


@pytest.mark.parametrize(
    ("source", "column"),
    [("x = tr'{1}'", 7), ("x = t'{1}' t'{2}'", 6), ("x = rt'{1}' \\\n  Tr'{2}' tr'{3}'", 7)],
)
def test_templates(source: str, column: int) -> None:
    """Python 3.14.2 in Pyodide 314.0.6 accepts them; Python 3.13.2 in 0.28.2 points behind the first prefix."""
    data = f"import a\n{source}\nimport b\n".encode()
    facts = extract_imports(data, Target((3, 14)))
    assert (facts.failure, [site.module for site in facts.sites]) == (None, ["a", "b"])
    failure = extract_imports(data, Target((3, 13))).failure
    assert failure
    assert (failure.message, failure.line, failure.column, failure.since) == ("invalid syntax", 2, column, (3, 14))


@pytest.mark.parametrize(
    "source",
    [
        "import a\n(name): int = 1\nreturn\n",
        "try: a\nexcept: b\nexcept C: d\n",
        "if 1:\n\timport a\n        import b\n",
        "(name, other): int = 1\n",
    ],
)
def test_what_no_python_compiles(source: str) -> None:
    with pytest.raises(SyntaxError) as refused:
        compile(source, "<source>", "exec", dont_inherit=True)
    failure = extract_imports(source.encode(), Target((3, 13))).failure
    assert failure
    assert not failure.unread
    assert (failure.message, failure.line) == (refused.value.msg, refused.value.lineno)


@pytest.mark.parametrize("joined", ["'text' " * 3_000, "'text'\n" * 3_000])
@pytest.mark.parametrize("full_parse", [False, True])
def test_many_strings_in_a_row(joined: str, full_parse: bool) -> None:
    """As in ``pydoc_data.topics`` of the standard library, in a file whose values are asked for."""
    source = f"import importlib\nimportlib.import_module(x)\nx = {{'a': ({joined})}}\nimport a\n".encode()
    facts = extract_imports(source, Target((3, 13), full_parse=full_parse))
    text = SourceText(source)
    assert facts.failure is None
    assert imports_by_sites(text, facts) == imports_by_ast(text)


@pytest.mark.parametrize("source", UNREAD.values(), ids=UNREAD)
def test_what_cannot_be_read_is_no_error(source: str) -> None:
    compile(source, "<source>", "exec")
    examination = examine_worker({"src/main.py": "import broken\nimport zz\n", "src/broken.py": source})
    error = examination.analysis.startup.error
    assert error
    assert error.message == "No module named 'zz'"
    assert not examination.analysis.complete
    found = [each for each in examination.analysis.findings if each.code == "GC001"]
    assert [(each.severity.value, each.path) for each in found] == [("warning", "src/broken.py")]
