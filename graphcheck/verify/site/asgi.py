"""Stands in for the runtime's ASGI bridge: the same imports and names, without the bridge."""
# mypy: ignore-errors
# ruff: noqa: F401

import logging
from asyncio import Event, Future, Queue, create_task, ensure_future, sleep
from collections.abc import Awaitable
from contextlib import contextmanager
from inspect import isawaitable
from typing import Any

import js  # isort: skip
from workers import Context, Request  # isort: skip

ASGI = {"spec_version": "2.0", "version": "3.0"}
logger = logging.getLogger("asgi")
background_tasks: set[Any] = set()


async def _unavailable(*_args: Any, **_kwargs: Any) -> Any:
    raise RuntimeError("requests are not served here")


fetch = websocket = process_request = process_websocket = start_application = _unavailable


def run_in_background(_coro: Any) -> None:
    raise RuntimeError("requests are not served here")


def acquire_js_buffer(_pybuffer: Any) -> Any:
    raise RuntimeError("requests are not served here")


def request_to_scope(_req: Any, _env: Any, ws: bool = False) -> Any:  # noqa: FBT001, FBT002
    raise RuntimeError(f"requests are not served here (websocket: {ws})")
