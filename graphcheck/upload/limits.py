"""How big an upload may be, as a dated fact."""

from __future__ import annotations

from graphcheck.model.upload import SizeLimit

__all__ = ["current_limit"]

_MIB = 1024 * 1024
_PAGE = "https://developers.cloudflare.com/workers/platform/limits/"
# Until that day the limits were 3 MiB (free) and 10 MiB (paid) after gzip.
_UNCOMPRESSED = SizeLimit(64 * _MIB, "uncompressed", "all plans", "2026-09-04", _PAGE)


def current_limit() -> SizeLimit:
    """The limit of today's platform."""
    return _UNCOMPRESSED
