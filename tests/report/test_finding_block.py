"""One finding in the text report."""

from __future__ import annotations

from dataclasses import replace

from inline_snapshot import snapshot

from graphcheck.model.finding import Finding, Fix, Severity
from graphcheck.model.location import Span
from graphcheck.report import RenderOptions, render
from tests.report.samples import SETTINGS, analysis, root_prefix, site, span

PLAIN = Finding("GC900", "sample", Severity.ERROR, "something is wrong")


def block(*findings: Finding, width: int = 80) -> str:
    """What stands between the verdict and the table."""
    text = render("text", analysis(*findings), RenderOptions(width=width))
    header, _verdict, *blocks = text.split("\n\n")
    assert header
    return "\n\n".join(blocks[: next(at for at, block in enumerate(blocks) if block.startswith("origin"))])


def in_source(source: str, marked: Span, label: str = "") -> Finding:
    return replace(PLAIN, path="src/a.py", span=marked, source=source, label=label)


def test_a_finding_about_the_project_has_no_place() -> None:
    assert block(PLAIN) == snapshot("error[GC900] sample: something is wrong")


def test_a_finding_about_a_file_has_no_source() -> None:
    assert block(replace(PLAIN, path="wrangler.toml", notes=("a note",))) == snapshot("""\
error[GC900] sample: something is wrong
  --> wrangler.toml
   = note: a note\
""")


def test_a_long_message_hangs() -> None:
    message = "`core.config.settings` is there on your machine, and `the Worker` that is made of it has no such module"
    assert block(replace(PLAIN, message=message)) == snapshot("""\
error[GC900] sample: `core.config.settings` is there on your machine, and
    `the Worker` that is made of it has no such module\
""")


def test_quoted_code_is_not_broken_at_the_end_of_a_line() -> None:
    message = "the statement in this file should better have been `from core.config import settings`"
    assert block(replace(PLAIN, message=message)) == snapshot("""\
error[GC900] sample: the statement in this file should better have been
    `from core.config import settings`\
""")


def test_wide_characters_are_underlined_by_their_cells() -> None:
    assert block(in_source("import 日本語.設定 as x", span(1, 8, 6), "ここ")) == snapshot("""\
error[GC900] sample: something is wrong
  --> src/a.py:1:8
   |
 1 | import 日本語.設定 as x
   |        ^^^^^^^^^^^ ここ\
""")


def test_tabs_are_expanded_before_and_below_the_mark() -> None:
    assert block(in_source("\tif x:\timport yaml", span(1, 15, 4), "here")) == snapshot("""\
error[GC900] sample: something is wrong
  --> src/a.py:1:15
   |
 1 |     if x:    import yaml
   |                     ^^^^ here\
""")


def test_control_characters_in_the_source_are_shown_and_counted() -> None:
    assert block(in_source("a = '\x1b[31m\u202e'; import yaml", span(1, 22, 4), "here")) == snapshot("""\
error[GC900] sample: something is wrong
  --> src/a.py:1:22
   |
 1 | a = '\\x1b[31m\\u202e'; import yaml
   |                              ^^^^ here\
""")


def test_a_long_line_is_cut_around_the_mark() -> None:
    source = "x = 1; " * 40 + "import yaml; " + "y = 2; " * 40
    assert block(in_source(source, span(12, 288, 4), "here")) == snapshot("""\
error[GC900] sample: something is wrong
  --> src/a.py:12:288
   |
12 | …x = 1; x = 1; x = 1; x = 1; import yaml; y = 2; y = 2; y = 2; y = 2; y = …
   |                                     ^^^^ here\
""")


def test_a_mark_wider_than_the_line() -> None:
    assert block(in_source("import " + "a" * 200, span(1, 8, 200), "here")) == snapshot("""\
error[GC900] sample: something is wrong
  --> src/a.py:1:8
   |
 1 | … aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…
   |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |   here\
""")


def test_a_long_label_goes_below_the_mark() -> None:
    label = "this is in the project at src/core/config/settings.py and in no place where the Worker looks"
    assert block(in_source("from src.core.config import Settings", span(1, 6, 15), label)) == snapshot("""\
error[GC900] sample: something is wrong
  --> src/a.py:1:6
   |
 1 | from src.core.config import Settings
   |      ^^^^^^^^^^^^^^^
   |      this is in the project at src/core/config/settings.py and in no place
   |      where the Worker looks\
""")


def test_a_span_over_several_lines_is_marked_to_the_end_of_the_first() -> None:
    assert block(in_source("from a import (", Span(3, 6, 5, 2), "here")) == snapshot("""\
error[GC900] sample: something is wrong
  --> src/a.py:3:6
   |
 3 | from a import (
   |      ^^^^^^^^^^ here\
""")


def test_a_span_that_the_line_does_not_have() -> None:
    assert block(in_source("import a", span(3, 40, 5))) == snapshot("""\
error[GC900] sample: something is wrong
  --> src/a.py:3:40
   |
 3 | import a
   |         ^\
""")


def test_a_chain_is_shown_when_it_is_longer_than_one() -> None:
    chain = (
        site("main", "src/main.py", 1, "from app import views"),
        site("app.views", "src/app/views.py", 20, "import yaml"),
    )
    assert block(replace(PLAIN, chain=chain)) == snapshot("""\
error[GC900] sample: something is wrong
   = chain: main        src/main.py:1         from app import views
            app.views   src/app/views.py:20   import yaml\
""")
    assert block(replace(PLAIN, chain=chain[:1])) == block(PLAIN)


def test_the_middle_of_a_very_long_chain_is_counted() -> None:
    chain = tuple(site(f"p{number}", f"p{number}.py", 1, f"import p{number + 1}") for number in range(40))
    assert block(replace(PLAIN, chain=chain)) == snapshot("""\
error[GC900] sample: something is wrong
   = chain: p0    p0.py:1    import p1
            p1    p1.py:1    import p2
            p2    p2.py:1    import p3
            p3    p3.py:1    import p4
            ... 29 more imports ...
            p33   p33.py:1   import p34
            p34   p34.py:1   import p35
            p35   p35.py:1   import p36
            p36   p36.py:1   import p37
            p37   p37.py:1   import p38
            p38   p38.py:1   import p39
            p39   p39.py:1   import p40\
""")


def test_the_statements_of_a_chain_give_way_to_its_paths() -> None:
    folder = "python_modules/a_rather_long_package_name/with_a_subpackage/"
    chain = tuple(site("a", f"{folder}module{number}.py", 1, "import x") for number in range(2))
    assert block(replace(PLAIN, chain=chain)) == snapshot("""\
error[GC900] sample: something is wrong
   = chain: a   python_modules/a_rather_long_package_name/with_a_subpackage/module0.py:1
            a   python_modules/a_rather_long_package_name/with_a_subpackage/module1.py:1\
""")


def test_a_path_is_never_broken() -> None:
    long = "python_modules/" + "nested/" * 12 + "module.py"
    assert block(replace(PLAIN, searched=("app", f"in the project: {long}"))) == snapshot("""\
error[GC900] sample: something is wrong
   = searched: app, in the project:
               python_modules/nested/nested/nested/nested/nested/nested/nested/nested/nested/nested/nested/nested/module.py\
""")


def test_remedies_of_several_lines_keep_their_shape() -> None:
    fix = Fix("t", safe=True, edits=())
    remedies = ('[[rules]]\ntype = "Text"\nglobs = ["**/*.html"]', "read the file in another way")
    assert block(replace(PLAIN, remedies=remedies, fix=fix)) == snapshot("""\
error[GC900] sample: something is wrong
   = fix: [[rules]]
          type = "Text"
          globs = ["**/*.html"]
          (graphcheck fix --write)
   = or:  read the file in another way\
""")


def test_a_fix_without_remedies_is_named_by_its_title() -> None:
    assert block(replace(PLAIN, fix=Fix("remove the line", safe=True, edits=()))) == snapshot("""\
error[GC900] sample: something is wrong
   = fix: remove the line   (graphcheck fix --write)\
""")


def test_an_edit_that_a_person_has_to_look_at_is_shown_first() -> None:
    unsafe = Fix("move the import", safe=False, edits=())
    assert block(replace(PLAIN, fix=unsafe)).splitlines()[-1] == (
        "   = fix: move the import   (graphcheck fix --unsafe)"
    )


def test_an_alternative_stands_behind_the_remedy_of_its_name() -> None:
    other = Fix('base_dir = "."', safe=False, edits=(), choice="base-dir")
    finding = replace(PLAIN, fix=None, remedies=("move it", other.title), alternatives=(other,))
    assert block(finding).splitlines()[-2:] == [
        "   = fix: move it",
        '   = or:  base_dir = "."   (graphcheck fix --with base-dir)',
    ]


def test_findings_of_one_cause_are_told_once() -> None:
    sites = [site("m", f"src/m{number}.py", number, "from src.core.db import session") for number in range(1, 4)]
    assert block(root_prefix(SETTINGS), *map(root_prefix, sites)) == snapshot("""\
error[GC101] root-prefix-import: `src` is the module root itself; nothing inside
    the Worker is called `src`
  --> backend/src/main.py:3:6
   |
 3 | from src.core.config.settings import Settings
   |      ^^^^^^^^^^^^^^^^^^^^^^^^ uploaded as `core.config.settings`
   |
   = searched: standard library, python_modules, SDK, app, in the project:
               backend/src/core/config/settings.py
   = fix: from core.config.settings import Settings
          (graphcheck fix --write, 4 places)
   = or:  base_dir = "backend" in backend/wrangler.toml; then the imports that
          lack the prefix change instead
   = also: src/m1.py:1:6   from src.core.db import session
           src/m2.py:2:6   from src.core.db import session
           src/m3.py:3:6   from src.core.db import session\
""")


def test_at_most_ten_others_are_listed() -> None:
    findings = [replace(PLAIN, path=f"m{number}.py") for number in range(14)]
    assert block(*findings).splitlines()[-3:] == snapshot(
        ["           m9.py", "           m10.py", "           and 3 more, all listed by graphcheck check"]
    )


def test_another_message_of_the_same_cause_is_shown() -> None:
    assert block(replace(PLAIN, path="a.py"), replace(PLAIN, path="b.py", message="also wrong")) == snapshot("""\
error[GC900] sample: something is wrong
  --> a.py
   = also: b.py   also wrong\
""")


def test_equal_causes_of_another_severity_stand_alone() -> None:
    text = block(replace(PLAIN, path="a.py"), replace(PLAIN, path="b.py", severity=Severity.WARNING))
    assert text == snapshot("""\
error[GC900] sample: something is wrong
  --> a.py

warning[GC900] sample: something is wrong
  --> b.py\
""")


def test_info_is_one_line_a_cause() -> None:
    info = replace(PLAIN, severity=Severity.INFO, path="a.py", span=span(1, 2, 3), source="import x", notes=("n",))
    other = replace(info, subject="other", message="[red]markup[/red] stays text", path=None)
    assert block(info, replace(info, path="b.py"), other) == snapshot("""\
info[GC900] sample: something is wrong --> a.py:1:2 (and 1 more)
info[GC900] sample: [red]markup[/red] stays text\
""")
