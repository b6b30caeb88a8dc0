"""Names of files that hold secrets, and the formats of well-known keys."""

from __future__ import annotations

import re

__all__ = ["find_key", "is_secret_name"]

# The tools' own documentation, as of November 2026.
_NAMES = frozenset(
    (
        ".dev.vars",
        ".htpasswd",
        ".netrc",
        ".npmrc",
        ".pgpass",
        ".pypirc",
        "_netrc",
        "application_default_credentials.json",
        "id_dsa",
        "id_ecdsa",
        "id_ed25519",
        "id_rsa",
        "service-account.json",
        "service_account.json",
    )
)
_DOTENV = re.compile(r"\.(?:env|dev\.vars)(?:\.(?!example$|sample$|template$|dist$)[^/]+)?\Z")
_STORES = (".p12", ".pfx", ".jks", ".keystore", ".kdbx")

_KEYS = (
    ("a private key", re.compile(rb"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY(?: BLOCK)?-----(?:\s|\\[nr])+[A-Za-z0-9+/=:]")),
    ("an AWS access key", re.compile(rb"\b(?:AKIA|ASIA)[A-Z2-7]{16}\b")),
    ("a GitHub token", re.compile(rb"\b(?:gh[opsur]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})\b")),
    ("a GitLab token", re.compile(rb"\bglpat-[A-Za-z0-9_-]{20}\b")),
    ("a Google API key", re.compile(rb"\bAIza[A-Za-z0-9_-]{35}\b")),
    ("an npm token", re.compile(rb"\bnpm_[A-Za-z0-9]{36}\b")),
    ("a PyPI token", re.compile(rb"\bpypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50}")),
    ("a Slack token", re.compile(rb"\bxox[abprs]-[0-9]{8,}-[A-Za-z0-9-]{20}")),
    ("a Stripe key", re.compile(rb"\b[rs]k_live_[A-Za-z0-9]{24}")),
    ("an OpenAI key", re.compile(rb"\bsk-(?:proj-)?[A-Za-z0-9_-]{20}T3BlbkFJ[A-Za-z0-9_-]{20}")),
    ("an Anthropic key", re.compile(rb"\bsk-ant-[a-z0-9]{5}-[A-Za-z0-9_-]{80}")),
)
# AWS documents keys with this ending, and nobody can use them.
_EXAMPLES = (b"EXAMPLE",)


def is_secret_name(name: str) -> bool:
    """Whether a file of this base name holds secrets by convention; ``.env.example`` and its like do not."""
    return name in _NAMES or name.endswith(_STORES) or _DOTENV.match(name) is not None


def find_key(content: bytes) -> tuple[str, int] | None:
    """The first well-known key in a file: what it is, and the line it begins on. Never any part of the key."""
    for what, pattern in _KEYS:
        for match in pattern.finditer(content):
            if not match.group().endswith(_EXAMPLES):
                return what, content.count(b"\n", 0, match.start()) + 1
    return None
