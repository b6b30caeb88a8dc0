"""How many calls for entropy are allowed before the first request. JavaScript reads and lowers the same byte."""
# mypy: ignore-errors

from array import array
from collections.abc import Iterator
from contextlib import contextmanager

ALLOWED_ENTROPY_CALLS = array("b", [0])
EIO = 29  # Emscripten's errno.h


def in_request_context() -> bool:
    return False


def is_bad_entropy_enabled() -> bool:
    return ALLOWED_ENTROPY_CALLS[0] > 0


def should_allow_entropy_call() -> bool:
    return in_request_context() or is_bad_entropy_enabled()


def raise_unless_entropy_allowed() -> None:
    if not should_allow_entropy_call():
        raise OSError(EIO, "Cannot get entropy outside of request context")


@contextmanager
def allow_bad_entropy_calls(n: int) -> Iterator[None]:
    """Allow exactly ``n`` calls in the block; fewer are an error, as in the Worker."""
    before = ALLOWED_ENTROPY_CALLS[0]
    ALLOWED_ENTROPY_CALLS[0] = n
    yield
    left = ALLOWED_ENTROPY_CALLS[0]
    if left > 0:
        raise RuntimeError(f"{left} unexpected leftover getentropy calls ")
    ALLOWED_ENTROPY_CALLS[0] = before
