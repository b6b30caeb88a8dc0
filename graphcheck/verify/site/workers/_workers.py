"""The names of the SDK. The imports are those of the runtime's own file, in its order, as some of them can fail.

Source: ``src/pyodide/internal/workers-api/src/workers/_workers.py`` of workerd at commit 6552d99 (2026-08-22).
"""
# mypy: ignore-errors
# ruff: noqa: F401, ICN001, N802

import datetime
import functools
import inspect
import json
from asyncio import create_task, gather
from collections.abc import Awaitable, Generator, Iterable, MutableMapping
from contextlib import ExitStack, contextmanager
from enum import StrEnum
from http import HTTPMethod, HTTPStatus
from types import LambdaType
from typing import Any, Never, Protocol, TypedDict, Unpack

import _cloudflare_compat_flags  # isort: skip
import _pyodide_entrypoint_helper  # isort: skip
import js  # isort: skip
from js import Object  # isort: skip

import pyodide.http  # isort: skip
from pyodide import __version__ as pyodide_version  # isort: skip
from pyodide.ffi import JsBuffer, JsException, JsProxy, create_proxy, destroy_proxies, to_js  # isort: skip
from pyodide.http import pyfetch  # isort: skip
from workers.workflows import NonRetryableError  # isort: skip

try:
    from pyodide.ffi import jsnull
except ImportError:
    jsnull = None

JSBody = Body = Headers = FormDataValue = "Any"
RESPONSE_ACCEPTED_TYPES: set[type] = {str, bytes}
BlobValue = Any


class _Permissive(type):
    """Class attributes that the stand-in does not define can be called."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *_args, **_kwargs: None


class Context(Protocol):
    def waitUntil(self, other: Awaitable[Any]) -> None: ...


class RequestInitCfProperties(TypedDict, total=False):
    cacheEverything: bool | None


class FetchKwargs(TypedDict, total=False):
    headers: Any
    body: Any
    method: Any


class _StandIn(metaclass=_Permissive):
    def __init__(self, *_args: Any, **_kwargs: Any) -> None:
        pass


class FetchResponse(pyodide.http.FetchResponse, metaclass=_Permissive):
    def __init__(self, *_args: Any, **_kwargs: Any) -> None:
        pass


class Response(FetchResponse):
    pass


class FormData(_StandIn):
    pass


class BlobEnding(StrEnum):
    TRANSPARENT = "transparent"
    NATIVE = "native"


class Blob(_StandIn):
    pass


class File(Blob):
    pass


class Request(_StandIn):
    pass


class _Entrypoint:
    def __init__(self, ctx: Any, env: Any) -> None:
        self.ctx = ctx
        self.env = env


class DurableObject(_Entrypoint):
    pass


class WorkerEntrypoint(_Entrypoint):
    pass


class WorkflowEntrypoint(_Entrypoint):
    pass


def import_from_javascript(module_name: str) -> Any:
    if module_name == "cloudflare:workers":
        return _pyodide_entrypoint_helper.cloudflareWorkersModule
    if module_name == "cloudflare:sockets":
        return _pyodide_entrypoint_helper.cloudflareSocketsModule
    raise ImportError(
        f"Failed to import '{module_name}': Only 'cloudflare:workers' and 'cloudflare:sockets' are available in the "
        "global scope."
    )


def get_compat_flag(flag: str) -> bool:
    return bool(getattr(_cloudflare_compat_flags, flag, False))


async def fetch(*_args: Any, **_kwargs: Any) -> Any:
    raise JsException("Disallowed operation called within global scope")


def handler(func: Any) -> Any:
    @functools.wraps(func)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        return func(*args, **kwargs)

    return wrapper


def python_from_rpc(obj: Any) -> Any:
    return obj


def python_to_rpc(value: Any) -> Any:
    return value
