"""The page of a rule as Markdown: what ``graphcheck explain`` prints and ``docs/rules/`` holds."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence

from graphcheck.rules.rule import Example, Rule, RuleModule, worker

__all__ = ["index_page", "rule_page"]

_LANGUAGES = {".py": "python", ".toml": "toml", ".json": "json", ".jsonc": "jsonc"}
_MOST_CHARACTERS = 10_000
_USUAL_CONFIG = worker({})["wrangler.toml"]
_LEGEND = (
    "`error`: the Worker does not start or is not deployed. `warning`: a request fails, or a mistake is waiting. "
    "`info`: all else. The severity below is the highest that a finding of the rule has; a deferred import has one "
    "less, a guarded one is an info."
)
# owner/repository#123 is an issue or a pull request, owner/repository@1a2b3c4 a commit.
_REFERENCE = re.compile(r"(?<![\w/`])(?P<repository>[\w.-]+/[\w.-]+)(?:#(?P<issue>\d+)|@(?P<commit>[0-9a-f]{7,40}))")


def rule_page(rule: RuleModule, *, fixable: str | None = None) -> str:
    """``fixable`` says what ``graphcheck fix`` does about it; None leaves that out."""
    facts = {"severity": rule.RULE.severity.value, "since": rule.RULE.since}
    if fixable is not None:
        facts["fixable"] = fixable
    title, _, text = (rule.__doc__ or "").strip().partition("\n\n")
    parts = [
        f"# {rule.RULE.code} {rule.RULE.name}",
        title,
        _table([tuple(facts), tuple(facts.values())]),
        _REFERENCE.sub(_link, text),
        "## Examples",
        *(part for example in rule.RULE.examples for part in _example(example)),
    ]
    return "\n\n".join(parts) + "\n"


def index_page(rules: Sequence[tuple[Rule, str, str]]) -> str:
    """Each rule with what can be fixed and the first sentence of its page."""
    rows = [("code", "name", "severity", "fixable", "what it finds")]
    rows += [
        (f"[{rule.code}]({rule.code}.md)", rule.name, rule.severity.value, fixable, title.replace("\n", " "))
        for rule, fixable, title in rules
    ]
    return "\n\n".join(
        (
            "# Rules",
            _LEGEND,
            _table(rows),
            "The examples of the rules have this `wrangler.toml` unless they show another one:",
            _block("wrangler.toml", _USUAL_CONFIG),
        )
    ) + "\n"  # fmt: skip


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    head, *body = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join((head, "|" + "---|" * len(rows[0]), *body))


def _link(match: re.Match[str]) -> str:
    kind, name = ("issues", match["issue"]) if match["issue"] else ("commit", match["commit"])
    return f"[{match[0]}](https://github.com/{match['repository']}/{kind}/{name})"


def _example(example: Example) -> Iterator[str]:
    places = ", ".join(f"`{place}`" for place in example.expected)
    yield f"### {'Bad' if example.expected else 'Good'}: {example.name}"
    if places:
        yield f"Reported at {places}" + (", with `--assume-synced`." if example.assume_synced else ".")
    elif example.assume_synced:
        yield "With `--assume-synced`."
    for path, text in example.files.items():
        if len(text) > _MOST_CHARACTERS:
            yield f"`{path}` has {len(text):,} characters."
        elif (path, text) != ("wrangler.toml", _USUAL_CONFIG):
            yield f"`{path}`" if text else f"`{path}` is empty."
            yield from [_block(path, text)] if text else []
    for path, target in example.links.items():
        yield f"`{path}` is a link to `{target}`."


def _block(path: str, text: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    language = _LANGUAGES.get(posixpath.splitext(path)[1], "text")
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"
