"""Modules during whose import the runtime behaves otherwise: it grants entropy, or hides a module.

Dated facts, not advice. Up to compatibility date 2026-05-25 the runtime brings the list itself
(``src/pyodide/internal/topLevelEntropy/entropy_import_context_packages.py`` of workerd at 6552d99, 2026-08-22); with
``python_process_pth_files`` it leaves that to the vendored SDK (``_workers_sdk_entropy_import_context.py`` of
workers-runtime-sdk 1.9.5), which a ``.pth`` file of its own imports.
"""

from __future__ import annotations

from collections.abc import Mapping

from graphcheck.model.runtime import ImportContext

__all__ = ["import_contexts"]

_WITHOUT_SSL = ("aiohttp.connector", "requests.adapters", "urllib3.util.ssl_")
_WITH_ENTROPY = (
    "aiohttp.http_websocket",
    "cryptography.exceptions",
    "jiter",
    "langchain_openai.chat_models.base",
    "langsmith._internal._constants",
    "numpy.random",
    "numpy.random.mtrand",
    "pydantic_core",
    "tiktoken._tiktoken",
)
_WITH_ENTROPY_OF_SDK = ("opentelemetry.baggage", "opentelemetry.context", "opentelemetry.trace.propagation")
_SDK_LIST = "_workers_sdk_entropy_import_context"


def import_contexts(flags: frozenset[str]) -> Mapping[str, ImportContext]:
    """By module name, for a Worker with these flags on."""
    provider = _SDK_LIST if "python_process_pth_files" in flags else None
    granted = (*_WITH_ENTROPY, *(_WITH_ENTROPY_OF_SDK if provider else ()))
    # The SDK puts `ssl` back as an attribute that is imported when it is first asked for.
    hidden = ImportContext(provider, hides="ssl", provides="ssl" if provider else None)
    return {name: ImportContext(provider, entropy=True) for name in granted} | dict.fromkeys(_WITHOUT_SSL, hidden)
