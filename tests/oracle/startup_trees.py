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

plain_imports = st.one_of(
    st.builds("import {}".format, st.sampled_from(MODULES)),
    st.builds("import {} as x".format, st.sampled_from(MODULES)),
)
from_imports = st.builds("from {} import {}".format, st.sampled_from((*MODULES, *RELATIVE)), st.sampled_from(NAMES))
star_imports = st.builds("from {} import *".format, st.sampled_from(MODULES))
inner_imports = st.one_of(plain_imports, from_imports)
imports = st.one_of(plain_imports, plain_imports, from_imports, from_imports, star_imports)
bindings = st.sampled_from(("X = 1", "Y = None", "X = False", "Y = 'y'", "__all__ = ['X']", "__all__ = ['X', 'm']"))
raises = st.sampled_from(
    ("raise ImportError('no')", "raise ValueError('bad')", "raise RuntimeError", "raise ImportError(f'{__name__}: no')")
)
lazy = st.sampled_from(
    (
        "def __getattr__(name):\n    if name == 'Y':\n        import b\n        return b\n    raise AttributeError",
        (
            "from importlib import import_module\nLAZY = {'X': '.m', 'm': '.zz', 'Y': 'a'}\ndef __getattr__(name):\n"
            "    if name not in LAZY:\n        raise AttributeError(name)\n"
            "    return import_module(LAZY[name], __package__ or 'p')"
        ),
        (
            "def __getattr__(name):\n    try:\n        return getattr(__import__(LAZY[name]), name)\n"
            "    except KeyError:\n        raise AttributeError(name) from None\nLAZY = {'X': 'a', 'Y': 'zz'}"
        ),
    )
)
asked = st.sampled_from(
    (
        "import importlib.util\nif importlib.util.find_spec('a'):\n    import a",
        "import importlib.util\nHAS_B = importlib.util.find_spec('b') is not None\nif HAS_B:\n    import b",
        "import importlib\nfor each in ('a', 'p.m'):\n    importlib.import_module(each)",
        (
            "for each in ['b', 'zz', 'a']:\n    try:\n        __import__(each)\n    except ImportError as error:\n"
            "        X = str(error)"
        ),
        (
            "import importlib\ndef optional(name):\n    try:\n        return importlib.import_module(name)\n"
            "    except ImportError:\n        return None\nif optional('p.n'):\n    import p.q"
        ),
        "import p\nif hasattr(p, 'm'):\n    import p.n",
        "import sys\nif 'a' in sys.modules:\n    import b",
        "try:\n    import zz\nexcept ImportError as error:\n    raise RuntimeError(f'need: {error}') from error",
        "def now():\n    import a\n    raise ValueError('late')\ntry:\n    now()\nexcept ValueError:\n    import b",
        "class Refused(ImportError):\n    pass\ntry:\n    raise Refused('x')\nexcept ImportError:\n    import a",
        "X = 1\ndel X",
    )
)


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


simple = st.one_of(imports, imports, imports, imports, bindings, raises, asked, lazy)
blocks = st.recursive(simple, compound, max_leaves=5)
modules = st.lists(blocks, max_size=4).map("\n".join).map(lambda text: f"{text}\n")
entries = st.lists(blocks, min_size=1, max_size=5).map("\n".join).map(lambda text: f"{text}\n")


@st.composite
def worker_trees(draw: st.DrawFn) -> Mapping[str, str]:
    """Files by upload name; ``main.py`` is the entry."""
    chosen = draw(st.lists(st.sampled_from(FILES), unique=True, max_size=len(FILES)))
    return {"main.py": draw(entries), **{name: draw(modules) for name in sorted(chosen)}}
