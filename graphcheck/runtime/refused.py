"""Calls that the Worker refuses while it starts: before the first request there is no entropy. And time zones, for
which the runtime has no data.

Recorded from runs of Pyodide 0.28.2 and 314.0.6 set up as a Worker (``tests/verify``); the refusals themselves are
``entropy_patches.py`` and ``allow_entropy.py`` of workerd's ``src/pyodide/internal``. As of workerd 1.20261117.1.
"""

from __future__ import annotations

from collections.abc import Mapping

from graphcheck.model.runtime import RefusedCall
from graphcheck.runtime.nonfunctional import nonfunctional_calls

__all__ = ["refused_calls"]

_RANDOM = (
    "betavariate binomialvariate choice choices expovariate gammavariate gauss getrandbits getstate lognormvariate "
    "normalvariate paretovariate randbytes randint random randrange sample seed setstate shuffle triangular uniform "
    "vonmisesvariate weibullvariate"
)
_ENTROPY = (
    "os.urandom secrets.choice secrets.randbelow secrets.randbits secrets.token_bytes secrets.token_hex "
    "secrets.token_urlsafe uuid.uuid4"
)
_SYSTEM = ("random.SystemRandom", "secrets.SystemRandom")
_DRAWS = "choice choices getrandbits randbytes randint random randrange sample shuffle uniform"
_NO_ENTROPY = "[Errno 29] Cannot get entropy outside of request context"
# A KeyError's text is the repr of its message, which Pyodide extends (0.28.2 and 314.0.6 alike).
_NO_TIME_ZONE = (
    "\"No time zone found with key {}. \\n On Pyodide you must do pyodide.loadPackage('tzdata') package before you use "
    'zoneinfo."'
)


def _random_is_refused(function: str) -> RefusedCall:
    return RefusedCall("RuntimeError", f"Cannot use random.{function}() outside of request context")


_EVERYWHERE: Mapping[str, RefusedCall] = {
    **{f"random.{name}": _random_is_refused(name) for name in _RANDOM.split()},
    **{name: RefusedCall("OSError", _NO_ENTROPY) for name in _ENTROPY.split()},
    "random.Random": RefusedCall("OSError", _NO_ENTROPY, allowed_with_arguments=True),
    **{f"{owner}().{name}": RefusedCall("OSError", _NO_ENTROPY) for owner in _SYSTEM for name in _DRAWS.split()},
    "uuid.uuid1": _random_is_refused("getrandbits"),
    "zoneinfo.ZoneInfo": RefusedCall("ZoneInfoNotFoundError", _NO_TIME_ZONE, needs="tzdata"),
}


def refused_calls(python: tuple[int, int, int]) -> Mapping[str, RefusedCall]:
    """By the function's dotted name; ``threading.Thread().start`` is a method of what calling the class returns."""
    return {**_EVERYWHERE, **nonfunctional_calls(python)}
