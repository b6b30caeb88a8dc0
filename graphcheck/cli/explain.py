"""``graphcheck explain``."""

from __future__ import annotations

import click

from graphcheck.model.errors import UsageError

__all__ = ["command"]


@click.command("explain")
@click.argument("code", required=False)
def command(code: str | None) -> int:
    """Explain the rule CODE (GC101 or root-prefix-import); without CODE list all rules."""
    from graphcheck.rules import find_rule, find_rules

    if code is None:
        for each in find_rules():
            click.echo(f"{each.RULE.code}  {each.RULE.severity.value:<7}  {each.RULE.name}")
        return 0
    rule = find_rule(code)
    if rule is None:
        raise UsageError(f"there is no rule {code}", hint="`graphcheck explain` lists all rules")
    click.echo(f"{rule.RULE.code} {rule.RULE.name} ({rule.RULE.severity.value}, since {rule.RULE.since})\n")
    click.echo((rule.__doc__ or "").strip())
    return 0
