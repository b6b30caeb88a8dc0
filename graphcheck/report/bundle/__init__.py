"""Renderers of the upload set, imported when they are asked for. Pure functions; what they give ends in a newline."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

from graphcheck.model.bundle import Bundle, BundleDiff, FileVerdict
from graphcheck.report.bundle.options import BundleOptions

__all__ = ["BUNDLE_FORMATS", "BundleOptions", "render_bundle", "render_diff", "render_verdicts"]

_MODULES = {
    "text": "graphcheck.report.bundle.text",
    "json": "graphcheck.report.bundle.json_bundle",
    "csv": "graphcheck.report.bundle.csv_bundle",
    "markdown": "graphcheck.report.bundle.markdown",
}

BUNDLE_FORMATS = tuple(_MODULES)


class BundleRenderer(Protocol):
    def render_bundle(self, bundle: Bundle, options: BundleOptions, /) -> str: ...

    def render_diff(self, diff: BundleDiff, options: BundleOptions, /) -> str: ...

    def render_verdicts(self, verdicts: Sequence[FileVerdict], options: BundleOptions, /) -> str: ...


def render_bundle(name: str, bundle: Bundle, options: BundleOptions) -> str:
    """The upload set in the format ``name``, one of ``BUNDLE_FORMATS``."""
    return _renderer(name).render_bundle(bundle, options)


def render_diff(name: str, diff: BundleDiff, options: BundleOptions) -> str:
    """What a change adds and removes."""
    return _renderer(name).render_diff(diff, options)


def render_verdicts(name: str, verdicts: Sequence[FileVerdict], options: BundleOptions) -> str:
    """Why each file is uploaded or not."""
    return _renderer(name).render_verdicts(verdicts, options)


def _renderer(name: str) -> BundleRenderer:
    return cast("BundleRenderer", import_module(_MODULES[name]))
