"""Constants of the bundled packages that programs look at while they are imported: dated data, no logic.

Versions of OpenSSL are those of ``openssl`` and ``libopenssl`` in ``pyodide-lock.json`` of the npm releases, that of
SQLite is the one of Emscripten's port ``sqlite3`` (3.39.0, as Pyodide 314.0.6 says itself). What has no version is what
Pyodide 314.0.6 says, which has these modules built in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["find_constants"]

_OPENSSL = {
    "0.26.0a2": ("OpenSSL 1.1.1n  15 Mar 2022", (1, 1, 1, 14, 15)),
    "0.28.2": ("OpenSSL 1.1.1w  11 Sep 2023", (1, 1, 1, 23, 15)),
}

_SSL: Mapping[str, Any] = {
    "CHANNEL_BINDING_TYPES": ["tls-unique"],
    "HAS_ALPN": True,
    "HAS_NEVER_CHECK_COMMON_NAME": True,
    "HAS_SNI": True,
    "PEM_FOOTER": "-----END CERTIFICATE-----",
    "PEM_HEADER": "-----BEGIN CERTIFICATE-----",
    "_DEFAULT_CIPHERS": "DEFAULT",
    "_RESTRICTED_SERVER_CIPHERS": "DEFAULT",
}

_SQLITE: Mapping[str, Any] = {
    "apilevel": "2.0",
    "paramstyle": "qmark",
    "sqlite_version": "3.39.0",
    "sqlite_version_info": (3, 39, 0),
    "threadsafety": 1,
}


def find_constants(pyodide: str, module: str) -> Mapping[str, Any]:
    """Values by name for one module of a release; the names need not all exist in it."""
    family = module.partition(".")[0].lstrip("_")
    if family == "sqlite3":
        return _SQLITE
    if family == "ssl" and pyodide in _OPENSSL:
        text, version = _OPENSSL[pyodide]
        major, minor, fix, patch, status = version
        number = major << 28 | minor << 20 | fix << 12 | patch << 4 | status
        return {
            **_SSL,
            "OPENSSL_VERSION": text,
            "OPENSSL_VERSION_INFO": version,
            "OPENSSL_VERSION_NUMBER": number,
            "_OPENSSL_API_VERSION": version,
        }
    return {}
