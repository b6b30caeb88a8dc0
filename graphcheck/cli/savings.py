"""``graphcheck fix --with exclude``: what no import reaches in ``python_modules`` stays out of the upload."""

from __future__ import annotations

from graphcheck.cli.bundling import Inventory, make_bundle
from graphcheck.config import make_display
from graphcheck.model.finding import ConfigEdit, Fix
from graphcheck.pipeline import Examination
from graphcheck.rules.places import is_generated, keys_of
from graphcheck.tree import DiskTree

__all__ = ["savings_fix"]


def savings_fix(examination: Examination) -> Fix | None:
    """Unsafe: names that are made at run time are not seen. None where nothing can be left out."""
    project, analysis = examination.project, examination.analysis
    reached = analysis.upload.reached
    inventory = Inventory(DiskTree(), project, examination.profile, examination.upload, reached=reached)
    globs = [saving.glob for saving in make_bundle(inventory, gzip=False).savings]
    if not globs or project.config_path is None or is_generated(project) or not analysis.complete:
        return None
    file, exclude = make_display(project)(project.config_path), project.python_modules_exclude
    keys = (*keys_of(project, "python_modules", exclude.origin), "exclude")
    edits = tuple(ConfigEdit(file, keys, glob, append=True) for glob in globs)
    if exclude.origin is None:
        # A list of one's own replaces the default.
        edits = (ConfigEdit(file, keys, (*exclude.value, *globs)),)
    return Fix("python_modules.exclude", safe=False, settings=edits, choice="exclude")
