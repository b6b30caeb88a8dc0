"""Whatever a configuration holds, the answer is a project or an error for the user."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphcheck.config import load_project
from graphcheck.model.errors import GraphcheckError
from graphcheck.tree import MemoryTree
from tests.config.worker_files import HEAD

KEYS = """
    name main base_dir rules type globs fallthrough compatibility_date compatibility_flags find_additional_modules
    python_modules exclude env p build command site configPath legacy_env assets
"""
TEXTS = st.sampled_from(["", "src/entry.py", "..", "\0", "*"])
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | TEXTS
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS.split()), inner)
)


def try_to_load(files: dict[str, str | bytes]) -> None:
    with suppress(GraphcheckError):
        load_project(MemoryTree({"/p/src/entry.py": "", "/p/.env": "CLOUDFLARE_ENV=p", **files}), "/p")


@settings(max_examples=200, deadline=None)
@given(VALUES, st.none() | VALUES)
def test_any_json(value: object, redirect: object) -> None:
    files: dict[str, str | bytes] = {"/p/wrangler.json": json.dumps(value)}
    if redirect is not None:
        files["/p/.wrangler/deploy/config.json"] = json.dumps(redirect)
    try_to_load(files)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(HEAD)), st.integers(0, 9), st.binary(max_size=6) | st.sampled_from([b'"""', b"[[", b"}"]))
def test_damaged_files(start: int, length: int, bytes_between: bytes) -> None:
    damaged = HEAD.encode()[:start] + bytes_between + HEAD.encode()[start + length :]
    for name in ("wrangler.toml", "wrangler.json"):
        try_to_load({f"/p/{name}": damaged})
    try_to_load({"/p/wrangler.toml": HEAD, "/p/pyproject.toml": damaged})


@pytest.mark.parametrize("text", ["[" * 50_000, '{"a":' * 50_000, "x = " + "[" * 50_000, "a." * 50_000 + "b = 1"])
def test_deep_nesting(text: str) -> None:
    for name in ("wrangler.toml", "wrangler.jsonc"):
        try_to_load({f"/p/{name}": text})
