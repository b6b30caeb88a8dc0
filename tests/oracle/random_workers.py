"""Random Workers: trees, links, configurations and rule sets that wrangler might meet."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

__all__ = ["RandomWorker", "random_workers"]

_FOLDERS = (
    "a",
    "b-c",
    "b.py",
    "d_1",
    "é",
    "Z",
    ".hidden",
    "node_modules",
    "python_modules",
    "workers",
    "pkg",
    "x y",
    "tests",
)
_STEMS = (
    "main",
    "entry",
    "mod",
    "__init__",
    "m-1",
    "Z",
    "é",
    ".env",
    "a b",
    "LICENSE",
    "q'\"",
    "per%20cent",
    "semi;colon",
)
_SUFFIXES = (
    *(".py", ".txt", ".html", ".sql", ".bin", ".wasm", ".wasm?module", ".md", ".json", ".js", ".mjs", ".pyc", ".so"),
    *("", ".PY", ".tar.gz", ".pth", ".css", ".pyi"),
)
_MAINS = ("main.py", "src/main.py", "src/app/entry.py", "lib/main.py")
_BASES = (None, None, None, ".", "src", "lib", "./src/", "src/app", "src/../src")
_TYPES = ("ESModule", "CommonJS", "CompiledWasm", "Text", "Data")
_PIECES = (
    "*",
    "**",
    "**/",
    "a",
    "b-c",
    ".py",
    ".txt",
    ".md",
    "*.json",
    "/",
    "mod",
    "pkg",
    "?",
    "[a]",
    "{a,b}",
    "+(a)",
    "***",
    "é",
    "$",
    "|",
    "!",
)
_GLOBS = (
    "**/*.md",
    "**/*.json",
    "**/*",
    "*",
    "**/*.py",
    "**",
    "a/**",
    "**/tests/**",
    "**/*.txt",
    "pkg/*",
    "**/m*",
    "src/**/*.js",
)


@dataclass(frozen=True)
class RandomWorker:
    """``files`` and ``links`` by path in the project, ``config`` by the name of its file; ``folders`` may be empty."""

    files: Mapping[str, bytes]
    links: Mapping[str, str]
    folders: tuple[str, ...]
    config: tuple[str, str]

    def lay_out(self, folder: Path) -> None:
        """Write the project into an empty folder. A file that a folder is in the way of is left out."""
        name, text = self.config
        (folder / name).write_text(text, "utf-8")
        for path in self.folders:
            _make_parent(folder / path / "x")
        for path, content in self.files.items():
            if _make_parent(folder / path) and not (folder / path).is_dir():
                (folder / path).write_bytes(content)
        for path, target in self.links.items():
            if _make_parent(folder / path) and not (folder / path).exists() and not (folder / path).is_symlink():
                (folder / path).symlink_to(target)


def _make_parent(path: Path) -> bool:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        return False
    return True


@st.composite
def _names(draw: st.DrawFn) -> str:
    return draw(st.sampled_from(_STEMS)) + draw(st.sampled_from(_SUFFIXES))


@st.composite
def _paths(draw: st.DrawFn) -> str:
    root = draw(
        st.sampled_from(("", "", "src", "src", "src/app", "lib", "python_modules", "python_modules", ".venv/lib"))
    )
    folders = draw(st.lists(st.sampled_from(_FOLDERS), max_size=3))
    return "/".join(part for part in (root, *folders, draw(_names())) if part)


_CONTENTS = st.one_of(
    st.just(b""), st.binary(max_size=40), st.sampled_from((b"x = 1\n", b"# \xff\n", b"\xef\xbb\xbfy = 2\r\n"))
)
_GLOB = st.one_of(
    st.sampled_from(_GLOBS),
    st.lists(st.sampled_from(_PIECES), min_size=1, max_size=4).map("".join),
)


@st.composite
def _rules(draw: st.DrawFn) -> list[dict[str, object]]:
    rules = []
    for _ in range(draw(st.integers(1, 3))):
        rule: dict[str, object] = {
            "type": draw(st.sampled_from(_TYPES)),
            "globs": draw(st.lists(_GLOB, min_size=draw(st.sampled_from((0, 1, 1, 1))), max_size=3)),
        }
        fallthrough = draw(st.sampled_from((None, True, True, False)))
        if fallthrough is not None:
            rule["fallthrough"] = fallthrough
        rules.append(rule)
    return rules


@st.composite
def random_workers(draw: st.DrawFn) -> RandomWorker:
    """A Worker whose main exists; everything else is left to chance."""
    main = draw(st.sampled_from(_MAINS))
    settings: dict[str, object] = {
        "name": "w",
        "main": main,
        "compatibility_date": "2025-10-01",
        "compatibility_flags": ["python_workers"],
    }
    base = draw(st.sampled_from(_BASES))
    if base is not None:
        settings["base_dir"] = base
    if draw(st.integers(0, 3)):
        settings["rules"] = draw(_rules())
    exclude = draw(st.one_of(st.none(), st.lists(_GLOB, max_size=3)))
    if exclude is not None:
        settings["python_modules"] = {"exclude": exclude} if draw(st.integers(0, 4)) else {}
    if draw(st.integers(0, 9)) == 0:
        settings["find_additional_modules"] = draw(st.booleans())
    files = draw(st.dictionaries(_paths(), _CONTENTS, min_size=8, max_size=24))
    files[main] = draw(_CONTENTS)
    if base is not None:
        files.setdefault("src/app/other.py", b"")
        files.setdefault("lib/other.py", b"")
    links = draw(st.one_of(st.just({}), st.dictionaries(_paths(), st.sampled_from(_targets(files)), max_size=2)))
    folders = draw(st.lists(st.sampled_from(("src/empty", "python_modules/none", "src/python_modules")), max_size=1))
    return RandomWorker(files, links, tuple(folders) if draw(st.integers(0, 3)) == 0 else (), _write(draw, settings))


def _targets(files: Mapping[str, bytes]) -> list[str]:
    return ["nowhere", "..", ".", *(f"{'../' * depth}{name}" for name in sorted(files)[:3] for depth in range(3))]


def _write(draw: st.DrawFn, settings: Mapping[str, object]) -> tuple[str, str]:
    name = draw(st.sampled_from(("wrangler.toml", "wrangler.json", "wrangler.jsonc")))
    if name == "wrangler.toml":
        return name, "".join(f"{key} = {_toml(value)}\n" for key, value in settings.items())
    text = json.dumps(settings, indent=2, ensure_ascii=False)
    return name, text if name.endswith("json") else "// a comment\n" + text.replace('"w",', '"w", /* here */')


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
