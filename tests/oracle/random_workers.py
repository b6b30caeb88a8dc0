"""Random Workers: trees, links, configurations and rule sets that wrangler might meet."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

from tests.oracle.upload_differences import Call

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
_BASES = (None, None, None, ".", "src", "lib", "./src/", "src/app", "src/../src", "..")
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
    """``files`` and ``links`` by path in the project; ``folders`` may be empty; ``call`` is how wrangler is called."""

    files: Mapping[str, bytes]
    links: Mapping[str, str]
    folders: tuple[str, ...]
    call: Call

    def lay_out(self, folder: Path) -> None:
        """Write the project into an empty folder. A file that a folder is in the way of is left out."""
        for path in (*self.folders, self.call.folder):
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
    st.just(b""),
    st.binary(max_size=40),
    st.sampled_from((b"x = 1\n", b"# \xff\n", b"\xef\xbb\xbfy = 2\r\n", b"\xf0\x9f\x98")),
    st.sampled_from(
        (
            b"x\n//# sourceMappingURL=mod.json\n",
            b"//# sourceMappingURL=maps/a.map",
            b"x\n //# sourceMappingURL=maps/a.map \n\xc2\xa0\n//# debugId=1\n",
            b"//# sourceMappingURL=../src/maps/a.map\r\n\n",
            b"//# sourceMappingURL=data:application/json,{}",
        )
    ),
)
_MAPS = st.sampled_from(
    (
        b'{"version":3,"sources":["./a.ts","../../b"],"mappings":"","names":[]}',
        b'{ "sources": ["..\\\\c"], "sourceRoot": "./x", "file": "q", "2": 1.50, "1": 1e21, "n": [1e-7, -0] }',
        b'{"sources": ["\\ud800\\u00e9/\\u007f\\n"], "x": {"b": null, "a": true}}',
        b'{"sources": [null]}',
        b"[]",
        b"{",
    )
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


_ENVIRONMENTS = ("staging", "prod")
_MAP_PLACES = ("src/maps/a.map", "maps/a.map", "python_modules/maps/a.map", "src/mod.json", "python_modules/mod.json")


@st.composite
def _settings(draw: st.DrawFn, main: str) -> dict[str, object]:
    """Keys that decide what is uploaded, at the top level or in an environment."""
    settings: dict[str, object] = {}
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
    if draw(st.integers(0, 3)) == 0:
        settings["upload_source_maps"] = draw(st.sampled_from((True, True, False)))
    if draw(st.integers(0, 14)) == 0:
        settings.update(draw(st.sampled_from(_ODD_SETTINGS)))
    return {"main": main, **settings}


_ODD_SETTINGS: tuple[dict[str, object], ...] = (
    {"rules": [{"type": "PythonModule", "globs": ["**/*.py"]}]},
    {"python_modules": {"excludes": ["**"]}},
    {"base_dir": "nowhere"},
    {"base_dir": "src\\app"},
    {"main": "src\\main.py"},
    {"main": "src"},
    {"main": "src/gone.py"},
    {"compatibility_flags": []},
    {"compatibility_flags": "python_workers"},
    {"no_bundle": False, "minify": True},
    {"legacy_env": True},
    {"rules": []},
    {"name": "Not A Name"},
)


@st.composite
def random_workers(draw: st.DrawFn) -> RandomWorker:
    """A Worker whose main mostly exists; everything else is left to chance."""
    main = draw(st.sampled_from(_MAINS))
    settings: dict[str, object] = {
        "name": "w",
        "compatibility_date": "2025-10-01",
        "compatibility_flags": ["python_workers"],
        **draw(_settings(main)),
    }
    files = draw(st.dictionaries(_paths(), _CONTENTS, min_size=8, max_size=24))
    files[main] = draw(_CONTENTS)
    files.setdefault("src/app/other.py", b"")
    files.setdefault("lib/other.py", b"")
    files |= draw(st.dictionaries(st.sampled_from(_MAP_PLACES), _MAPS, max_size=3))
    links = draw(st.one_of(st.just({}), st.dictionaries(_paths(), st.sampled_from(_targets(files)), max_size=2)))
    if draw(st.integers(0, 5)) == 0:
        # Packages that are vendored elsewhere, and linked to.
        files = {path.replace("python_modules/", "vendor/"): content for path, content in files.items()}
        links["python_modules"] = draw(st.sampled_from(("vendor", "./vendor", "gone", "src")))
    folders = draw(st.lists(st.sampled_from(("src/empty", "python_modules/none", "src/python_modules")), max_size=1))
    if draw(st.integers(0, 2)) == 0:
        settings["env"] = {name: draw(_environments()) for name in _ENVIRONMENTS[: draw(st.integers(1, 2))]}
    name, text = _write(draw, settings)
    call, more = draw(_calls(name, main))
    files[name] = _spoil(draw, text)
    return RandomWorker({**files, **more}, links, tuple(folders) if draw(st.integers(0, 3)) == 0 else (), call)


@st.composite
def _environments(draw: st.DrawFn) -> dict[str, object]:
    settings = draw(_settings(draw(st.sampled_from(_MAINS))))
    return {key: value for key, value in settings.items() if draw(st.booleans())}


@st.composite
def _calls(draw: st.DrawFn, config: str, main: str) -> tuple[Call, Mapping[str, bytes]]:
    """How wrangler is called, and files that decide what is meant then."""
    folder = draw(st.sampled_from(("", "", "", "src", "lib")))
    up = "../" if folder else ""
    typed = draw(st.sampled_from((None, None, None, None, up + config, f"./{up}{config}")))
    env = draw(st.sampled_from((None, None, None, "staging", "prod", "", "gone")))
    script = None
    if draw(st.integers(0, 5)) == 0:
        script = up + draw(st.sampled_from((main, f"./{main}", "lib/other.py", "src", "src/app/other.py")))
    files: dict[str, bytes] = {}
    if draw(st.integers(0, 5)) == 0:
        files[draw(st.sampled_from((".env", ".env.local", "src/.env")))] = draw(
            st.sampled_from(
                (b"CLOUDFLARE_ENV=staging\n", b"# x\nexport CLOUDFLARE_ENV='prod' # y\n", b"CLOUDFLARE_ENV=\n")
            )
        )
    if draw(st.integers(0, 7)) == 0:
        files.update(draw(_redirects(main)))
    if draw(st.integers(0, 9)) == 0:
        # A second configuration, of another name.
        other = draw(st.sampled_from(("wrangler.json", "wrangler.jsonc", "src/wrangler.toml", "src/wrangler.json")))
        text = json.dumps({**_REDIRECTED, "main": "main.py" if other.startswith("src/") else main})
        if other != config:
            files[other] = (text if other.endswith(("json", "jsonc")) else _as_toml(json.loads(text))).encode()
    return Call(folder, typed, env, script), files


_REDIRECTED: dict[str, object] = {
    "name": "built",
    "compatibility_date": "2025-10-01",
    "compatibility_flags": ["python_workers"],
}


@st.composite
def _redirects(draw: st.DrawFn, main: str) -> Mapping[str, bytes]:
    """A deploy configuration, as a build tool leaves it."""
    target = draw(st.sampled_from(("dist/wrangler.json", "src/built.json", "dist/gone.json")))
    built: dict[str, object] = {
        **_REDIRECTED,
        "main": draw(st.sampled_from(("main.py", f"../{main}", "worker/main.py"))),
    }
    if draw(st.booleans()):
        built["base_dir"] = draw(st.sampled_from((".", "..", "worker")))
    if draw(st.integers(0, 3)) == 0:
        built[draw(st.sampled_from(("env", "targetEnvironment")))] = draw(st.sampled_from(({"staging": {}}, "staging")))
    files = {".wrangler/deploy/config.json": json.dumps({"configPath": f"../../{target}"}).encode()}
    if "gone" not in target:
        files[target] = json.dumps(built).encode()
        files["dist/main.py"] = b"# built\n"
        files["dist/worker/main.py"] = b"# built\n"
    return files


def _targets(files: Mapping[str, bytes]) -> list[str]:
    return ["nowhere", "..", ".", *(f"{'../' * depth}{name}" for name in sorted(files)[:3] for depth in range(3))]


def _write(draw: st.DrawFn, settings: Mapping[str, object]) -> tuple[str, str]:
    name = draw(st.sampled_from(("wrangler.toml", "wrangler.json", "wrangler.jsonc")))
    if name == "wrangler.toml":
        return name, _as_toml(settings)
    text = json.dumps(settings, indent=2, ensure_ascii=False)
    return name, text if name.endswith("json") else "// a comment\n" + text.replace('"w",', '"w", /* here */')


def _spoil(draw: st.DrawFn, text: str) -> bytes:
    """The text in the ways in which editors save it, sometimes as no document at all."""
    way = draw(st.sampled_from(("as it is", "as it is", "as it is", "as it is", "CRLF", "mark", "cut")))
    if way == "CRLF":
        return text.replace("\n", "\r\n").encode()
    if way == "mark":
        return b"\xef\xbb\xbf" + text.encode()
    if way == "cut" and draw(st.integers(0, 2)) == 0:
        return text[: len(text) // 2].encode()
    return text.encode()


def _as_toml(settings: Mapping[str, object]) -> str:
    return "".join(f"{key} = {_toml(value)}\n" for key, value in settings.items())


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
