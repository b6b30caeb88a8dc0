"""Small Workers made at random: package trees with guards, cycles, relative and star imports, namespaces."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import strategies as st

__all__ = ["worker_trees"]

FILES = (
    "a.py",
    "b.py",
    "p/__init__.py",
    "p/m.py",
    "p/n.py",
    "p/q/__init__.py",
    "p/q/r.py",
    "space/s.py",
    "space/deep/t.py",
)
MODULES = (
    "a",
    "b",
    "p",
    "p.m",
    "p.n",
    "p.q",
    "p.q.r",
    "space",
    "space.s",
    "space.deep.t",
    "zz",
    "p.zz",
    "a.zz",
    "main",
)
NAMES = ("X", "Y", "m", "q", "s", "zz")
RELATIVE = (".", "..", "...", ".m", "..n", ".q.r", ".zz")
CAUGHT = ("ImportError", "ModuleNotFoundError", "Exception", "AttributeError", "(ValueError, ImportError)", "")

plain_imports = st.builds("import {}".format, st.sampled_from(MODULES))
from_imports = st.builds("from {} import {}".format, st.sampled_from((*MODULES, *RELATIVE)), st.sampled_from(NAMES))
star_imports = st.builds("from {} import *".format, st.sampled_from(MODULES))
inner_imports = st.one_of(plain_imports, from_imports)
imports = st.one_of(plain_imports, plain_imports, from_imports, from_imports, star_imports)
bindings = st.sampled_from(("X = 1", "Y = None", "X = False", "Y = 'y'", "__all__ = ['X']", "__all__ = ['X', 'm']"))
raises = st.sampled_from(("raise ImportError('no')", "raise ValueError('bad')", "raise RuntimeError"))


def indent(block: str) -> str:
    return "".join(f"    {line}\n" for line in block.splitlines())


def compound(blocks: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    handlers = st.sampled_from(CAUGHT)
    return st.one_of(
        st.builds(lambda body, caught, rescue: f"try:\n{indent(body)}except {caught}:\n{indent(rescue)}".replace(
            "except :", "except:"), blocks, handlers, blocks),
        st.builds(lambda body, caught: f"try:\n{indent(body)}except {caught or 'OSError'} as error:\n    raise\n",
                  blocks, handlers),
        st.builds(lambda body, rescue, other: f"try:\n{indent(body)}except ImportError:\n{indent(rescue)}"
                  f"else:\n{indent(other)}", blocks, blocks, blocks),
        st.builds(lambda body, last: f"try:\n{indent(body)}finally:\n{indent(last)}", blocks, blocks),
        st.builds(lambda body: f"import contextlib\nwith contextlib.suppress(ImportError):\n{indent(body)}", blocks),
        st.builds(lambda body, other: f"HAS = None\nif HAS:\n{indent(body)}else:\n{indent(other)}", blocks, blocks),
        st.builds(lambda body: f"import sys\nif sys.version_info < (3, 8):\n{indent(body)}", blocks),
        st.builds(lambda body: f"class C:\n{indent(body)}", inner_imports),
        st.builds(lambda body: f"def later():\n{indent(body)}", inner_imports),
        st.builds(lambda body: f"def now():\n{indent(body)}now()\n", plain_imports),
    )  # fmt: skip


simple = st.one_of(imports, imports, imports, bindings, raises)
blocks = st.recursive(simple, compound, max_leaves=5)
modules = st.lists(blocks, max_size=4).map("\n".join).map(lambda text: f"{text}\n")
entries = st.lists(blocks, min_size=1, max_size=5).map("\n".join).map(lambda text: f"{text}\n")


@st.composite
def worker_trees(draw: st.DrawFn) -> Mapping[str, str]:
    """Files by upload name; ``main.py`` is the entry."""
    chosen = draw(st.lists(st.sampled_from(FILES), unique=True, max_size=len(FILES)))
    return {"main.py": draw(entries), **{name: draw(modules) for name in sorted(chosen)}}
