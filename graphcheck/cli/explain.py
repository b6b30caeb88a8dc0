"""``graphcheck explain``."""

from __future__ import annotations

import click

from graphcheck.model.errors import UsageError

__all__ = ["command"]


@click.command("explain")
@click.argument("code", required=False)
def command(code: str | None) -> int:
    """Explain the rule CODE (GC101 or root-prefix-import), with examples; without CODE list all rules."""
    from graphcheck.rules import find_rule, find_rules
    from graphcheck.rules.naming import hint_for
    from graphcheck.rules.page import rule_page

    if code is None:
        for each in find_rules():
            click.echo(f"{each.RULE.code}  {each.RULE.severity.value:<7}  {each.RULE.name}")
        return 0
    rule = find_rule(code)
    if rule is None:
        raise UsageError(f"there is no rule {code}", hint=hint_for(code))
    click.echo(rule_page(rule), nl=False)
    return 0
