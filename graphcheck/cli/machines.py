"""Formats of ``graphcheck check`` for programs, with paths as the repository has them."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import TYPE_CHECKING

from graphcheck import __version__
from graphcheck.model.fleet import Fleet, FleetWorker

if TYPE_CHECKING:
    from graphcheck.pipeline import Examination
    from graphcheck.report.sarif import RuleText

__all__ = ["fleet_of", "moved", "render_for_machines"]


def fleet_of(examination: Examination) -> Fleet:
    """A single Worker."""
    project = examination.project
    folder = posixpath.relpath(project.project_root, project.repository_root)
    return Fleet((FleetWorker(folder, examination.analysis),), (), ())


def moved(fleet: Fleet, folder: str) -> Fleet:
    """``fleet`` as seen from the place that has the folder of all at ``folder``."""

    def move(inner: str) -> str:
        return posixpath.normpath(posixpath.join(folder, inner))

    return replace(
        fleet,
        workers=tuple(replace(each, folder=move(each.folder)) for each in fleet.workers),
        broken=tuple(replace(each, folder=move(each.folder)) for each in fleet.broken),
    )


def render_for_machines(format_: str, fleet: Fleet) -> str:
    """``format_`` is ``github`` or ``sarif``; folders of ``fleet`` are relative to the repository."""
    if format_ == "github":
        from graphcheck.report.github import render_github

        return render_github(fleet)
    from graphcheck.report.sarif import render_sarif

    return render_sarif(fleet, _rule_texts(), __version__)


def _rule_texts() -> list[RuleText]:
    from graphcheck.report.sarif import RuleText
    from graphcheck.rules import find_rules
    from graphcheck.rules.page import rule_page

    pages = [(module, rule_page(module)) for module in find_rules()]
    return [
        RuleText(module.RULE.code, module.RULE.name, module.RULE.severity, _summary(page), page)
        for module, page in pages
    ]


def _summary(page: str) -> str:
    return page.split("\n\n", 2)[1].replace("\n", " ")
