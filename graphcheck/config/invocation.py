"""What was typed, beside the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from graphcheck.model.frozen import frozen
from graphcheck.model.wrangler import NEWEST, WranglerVersion

__all__ = ["Invocation"]


@frozen
class Invocation:
    """The options of ``wrangler deploy`` that decide which Worker is meant. ``folder`` is the current folder.

    ``date`` stands for ``--compatibility-date``; ``environ`` is searched for ``CLOUDFLARE_ENV`` only. ``bundle`` is
    ``--bundle``, and ``wrangler`` the program that is called.
    ``assume_synced`` is ours: the packages that pywrangler would vendor are taken as present.
    """

    folder: str
    config: str | None = None
    env: str | None = None
    script: str | None = None
    name: str | None = None
    date: str | None = None
    environ: Mapping[str, str] = field(default_factory=dict)
    bundle: bool = False
    wrangler: WranglerVersion = NEWEST
    assume_synced: bool = False
