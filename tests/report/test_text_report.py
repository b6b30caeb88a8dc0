"""The text report as a whole, as people see it at 80 columns."""

from __future__ import annotations

import re
from dataclasses import replace

from inline_snapshot import snapshot
from rich.cells import cell_len

from graphcheck.model.resolution import ModuleOrigin
from graphcheck.report import RenderOptions, render
from tests.report.samples import (
    SETTINGS,
    WORKER,
    analysis,
    failure,
    module,
    root_prefix_analysis,
    site,
    upload,
)


def test_the_whole_report_at_80_columns() -> None:
    assert render("text", root_prefix_analysis(), RenderOptions(width=80)) == snapshot("""\
api  backend/wrangler.toml  entry main (backend/src/main.py)
  Python 3.14.2 (Pyodide 314.0.6, from compatibility_date 2026-10-01)

will not start   ModuleNotFoundError: No module named 'src'
                 at backend/src/main.py:3 in main
once repaired    ModuleNotFoundError: No module named 'yaml'

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
          (graphcheck fix --write, 17 places)
   = or:  base_dir = "backend" in backend/wrangler.toml; then the imports that
          lack the prefix change instead
   = also: backend/src/api/part1.py:4:6    from src.core.db import session
           backend/src/api/part2.py:4:6    from src.core.db import session
           backend/src/api/part3.py:4:6    from src.core.db import session
           backend/src/api/part4.py:4:6    from src.core.db import session
           backend/src/api/part5.py:4:6    from src.core.db import session
           backend/src/api/part6.py:4:6    from src.core.db import session
           backend/src/api/part7.py:4:6    from src.core.db import session
           backend/src/api/part8.py:4:6    from src.core.db import session
           backend/src/api/part9.py:4:6    from src.core.db import session
           backend/src/api/part10.py:4:6   from src.core.db import session
           and 6 more, all listed by graphcheck check

warning[GC102] project-only-import: `yaml` is installed in .venv-workers only;
    the Worker does not have it
  --> backend/src/core/config/loader.py:12:12
   |
12 |     import yaml  # noqa
   |            ^^^^
   |
   = chain: main                 backend/src/main.py:5
            core.config          backend/src/core/config/__init__.py:1
            core.config.loader   backend/src/core/config/loader.py:12
   = searched: standard library, python_modules, SDK, app
   = note: PyYAML is not among the packages that Pyodide 314.0.6 brings to a
           Worker
   = fix: uv add pyyaml && uv run pywrangler sync

info[GC203] never-imported: `rich` is uploaded (1.4 MiB) and nothing imports it
    --> python_modules/rich

origin         modules   at start   deferred   unresolved
app                 20         19          1            2
vendored             1          1          0            0
venv-workers         1          1          0            0   not in the Worker
pyodide              2
upload  1 file, 3.1 MiB of 64 MiB (limit of all plans since 2026-09-04),
        gzip about 819 KiB

1 error in 17 places, 1 warning, 1 info
""")


def test_a_worker_that_starts() -> None:
    assert render("text", analysis(executed=("main", "core", "core.db"))) == snapshot("""\
api  backend/wrangler.toml  entry main (backend/src/main.py)
  Python 3.14.2 (Pyodide 314.0.6, from compatibility_date 2026-10-01)

starts           3 modules executed at start

origin         modules   at start   deferred   unresolved
app                  1          1          0            0
upload  1 file, 100 B of 64 MiB (limit of all plans since 2026-09-04)

no findings
""")


def test_failures_behind_the_first_are_named_once_each() -> None:
    deaths = tuple(
        failure(SETTINGS, type="ImportError", message=message, module="x") for message in ("a", "a", "b", "c", "d", "e")
    )
    assert verdict(render("text", analysis(failures=deaths))) == snapshot("""\
will not start   ImportError: a
                 at backend/src/main.py:3 in main
once repaired    ImportError: b
                 ImportError: c
                 ImportError: d
                 and 1 more, one per deploy\
""")


def test_a_refused_upload_comes_before_any_exception() -> None:
    death = failure(SETTINGS, type="ModuleNotFoundError", message="No module named 'src'", module="src")
    refused = analysis(failures=(death,))
    refused = replace(refused, startup=replace(refused.startup, refused="two modules are called `main.py`"))
    assert verdict(render("text", refused)) == snapshot("""\
will not deploy  two modules are called `main.py`
once repaired    ModuleNotFoundError: No module named 'src'\
""")


def test_a_message_of_several_lines_hangs_below_its_start() -> None:
    death = failure(SETTINGS, type="RuntimeError", message="first\nsecond \x1b[2J", module="main")
    assert verdict(render("text", analysis(failures=(death,)))) == snapshot("""\
will not start   RuntimeError: first
                 second \\x1b[2J
                 at backend/src/main.py:3 in main\
""")


def test_what_is_not_known_is_said() -> None:
    assert verdict(render("text", analysis(complete=False))) == snapshot("""\
starts           1 module executed at start
incomplete       a reachable file could not be read or parsed; what it imports
                 is not known\
""")


def test_missing_and_runtime_modules_have_no_times() -> None:
    modules = (
        module("main"),
        module("nowhere", origin=ModuleOrigin.MISSING),
        module("sys", origin=ModuleOrigin.PYODIDE),
        module("yaml", origin=ModuleOrigin.VENV_WORKERS),
    )
    text = render("text", analysis(modules=modules))
    assert text[text.index("origin") : text.index("upload")] == snapshot("""\
origin         modules   at start   deferred   unresolved
app                  1          1          0            0
venv-workers         1          1          0            0   not in the Worker
missing              1   not in the Worker
pyodide              1
""")


def test_an_upload_over_the_limit() -> None:
    assert render("text", analysis(uploaded=upload(size=70_000_000, gzip=900))).splitlines()[-5:] == snapshot(
        [
            "upload  1 file, 66.8 MiB of 64 MiB (limit of all plans since 2026-09-04),",
            "        gzip about 900 B",
            "        over the limit",
            "",
            "no findings",
        ]
    )


def test_a_limit_of_the_compressed_size() -> None:
    uploaded = upload(size=20_000_000, gzip=4_000_000)
    limit = replace(uploaded.limit, bytes=3 * 1024 * 1024, measure="gzip", scope="the free plan", since="2024-01-01")
    assert render("text", analysis(uploaded=replace(uploaded, limit=limit))).splitlines()[-6:] == snapshot(
        [
            "app                  1          1          0            0",
            "upload  1 file, 19.1 MiB,",
            "        gzip about 3.8 MiB of 3 MiB (limit of the free plan since 2024-01-01)",
            "        over the limit",
            "",
            "no findings",
        ]
    )


def test_a_worker_without_name_and_configuration() -> None:
    worker = replace(WORKER, name=None, config=None, env="staging")
    assert render("text", analysis(worker=worker), RenderOptions(width=120)).splitlines()[:2] == snapshot(
        [
            "unnamed Worker  no configuration file  env staging  entry main (backend/src/main.py)",
            "  Python 3.14.2 (Pyodide 314.0.6, from compatibility_date 2026-10-01)",
        ]
    )


def test_no_line_ends_in_white_space_and_none_is_too_wide() -> None:
    for width in (80, 100, 120):
        for line in render("text", root_prefix_analysis(), RenderOptions(width=width)).splitlines():
            assert line == line.rstrip()
            assert cell_len(line) <= width


def test_colour_changes_nothing_but_colour() -> None:
    plain = render("text", root_prefix_analysis(), RenderOptions(color=False))
    coloured = render("text", root_prefix_analysis(), RenderOptions(color=True))
    assert "\x1b" not in plain
    assert without_colour(coloured) == plain
    assert coloured != plain


def test_hostile_names_reach_no_terminal() -> None:
    evil = "\x1b]0;owned\x07\r\n[bold]x[/bold] :smile: \u202e\udc80"
    at = site("m" + evil, "src/" + evil + ".py", 1, "import x" + evil)
    worker = replace(WORKER, name=evil, config=evil, env=evil, entry=evil, main=evil, selected_by=evil)
    death = failure(at, type="Error" + evil, message=evil, module=evil)
    for color in (False, True):
        text = without_colour(render("text", analysis(worker=worker, failures=(death,)), RenderOptions(color=color)))
        assert all(char.isprintable() or char == "\n" for char in text)
        assert "[bold]x[/bold] :smile: \\u202e\\udc80" in text


def verdict(text: str) -> str:
    """What stands between the header and the table."""
    return text[text.index("\n\n") + 2 : text.index("\n\norigin")]


def without_colour(text: str) -> str:
    """``text`` without the one escape sequence that sets colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)
