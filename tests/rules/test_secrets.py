from __future__ import annotations

import pytest

from graphcheck.report import RenderOptions, render
from graphcheck.rules.secrets import find_key, is_secret_name
from tests.project_files import examine_worker

TOKEN = "ghp_" + "b7" * 18


@pytest.mark.parametrize(
    "name", [".env", ".env.production", ".dev.vars", ".dev.vars.staging", "id_rsa", ".npmrc", "store.p12"]
)
def test_names_of_secrets(name: str) -> None:
    assert is_secret_name(name)


@pytest.mark.parametrize("name", [".env.example", ".env.sample", "env.py", "environment", "cacert.pem", "id_rsa.pub"])
def test_names_that_are_none(name: str) -> None:
    assert not is_secret_name(name)


@pytest.mark.parametrize(
    "content",
    [
        "-----BEGIN " + "RSA PRIVATE KEY-----\nMII",
        "AKIA" + "A2" * 8,
        TOKEN,
        "AIza" + "x" * 35,
        "sk_live_" + "4" * 24,
        "xoxb-" + "1" * 12 + "-" + "a" * 24,
    ],
)
def test_formats_of_keys(content: str) -> None:
    assert find_key(f"first\n{content}\n".encode()) is not None


@pytest.mark.parametrize(
    "content",
    [
        "-----BEGIN CERTIFICATE-----\nMII",
        'if line.startswith("-----BEGIN ' + 'PRIVATE KEY-----"):',
        "AKIA" + "IOSFODNN7EXAMPLE",
        "ghp_short",
        "sk_test_" + "4" * 24,
    ],
)
def test_texts_that_only_look_like_keys(content: str) -> None:
    assert find_key(content.encode()) is None


@pytest.mark.parametrize("format_", ["text", "json", "check"])
def test_no_format_ever_shows_the_secret(format_: str) -> None:
    analysis = examine_worker({"src/main.py": f'import os\nTOKEN = "{TOKEN}"\n'}).analysis

    text = render(format_, analysis, RenderOptions(width=100))

    assert "GC214" in text
    assert TOKEN not in text
    assert TOKEN[:12] not in text
