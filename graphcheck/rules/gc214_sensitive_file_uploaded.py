"""A secret in the upload.

## What it checks

Uploaded files that hold secrets by their name (`.env`, `.dev.vars`, `id_rsa`, `.npmrc`, `.pypirc`, service accounts,
key stores), and the app's files for keys of well-known formats: private keys in PEM, access keys of AWS, GitHub,
GitLab, Google, npm, PyPI, Slack, Stripe, OpenAI and Anthropic. The finding names file, line and kind, never the secret.

## Why it fails in a Worker

The Worker's code is readable for everyone who may see it in the dashboard, for whoever finds a bug that serves files,
and in every stored version. A secret in it has to be replaced.

## How to fix

Keep the value with `wrangler secret put NAME` and read it from `env`; locally it belongs into `.dev.vars` outside the
module root. Then replace the secret: a version that was deployed still has it.

## Limits

What a distribution's RECORD lists was published with it and is no secret. Files over 4 MiB are judged by name alone.
Passwords without a format of their own cannot be seen.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.location import Span
from graphcheck.model.tree import TreeError
from graphcheck.model.upload import UploadedModule
from graphcheck.rules.context import Context
from graphcheck.rules.foreign_folders import foreign_part
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.secrets import find_key, is_secret_name
from graphcheck.upload.distributions import read_distributions

__all__ = ["RULE", "check"]

MOST_BYTES = 4 * 1024 * 1024
# Written in two parts, so that this file does not look as if it held a key itself.
BEGIN = "-----BEGIN " + "PRIVATE KEY-----"

RULE = Rule(
    "GC214",
    "sensitive-file-uploaded",
    Severity.WARNING,
    "0.1.0",
    (
        Example(
            "a private key in the code",
            worker({"src/main.py": f'KEY = """\n{BEGIN}\nMIIEvQ\n"""\n'}),
            ("src/main.py:2",),
        ),
        Example(
            "secrets in a text file",
            worker({"src/main.py": "import os\n", "src/keys.txt": "ok\n\nghp_" + "a" * 36 + "\n"}),
            ("src/keys.txt:3",),
        ),
        Example(
            "the key of a service account, its line breaks escaped",
            worker({"src/main.py": "import os\n", "src/cfg.txt": f'{{"private_key": "{BEGIN}\\nMIIEvQ"}}\n'}),
            ("src/cfg.txt:1",),
        ),
        Example(
            "a rule for everything",
            worker(
                {"src/main.py": "import os\n", "src/.env": "TOKEN=x\n", "src/.env.example": "TOKEN=\n"},
                keys='[[rules]]\ntype = "Data"\nglobs = ["**/*"]\nfallthrough = true',
            ),
            ("src/.env:1",),
        ),
        Example(
            "a key that a distribution ships",
            worker(
                {
                    "src/main.py": "import os\n",
                    "python_modules/pad/test.txt": f"{BEGIN}\nMII\n",
                    "python_modules/pad-1.dist-info/RECORD": "pad/test.txt,,\n",
                }
            ),
        ),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    owners = read_distributions(context.tree, context.project)
    for module in context.upload.modules:
        if module.name not in owners and foreign_part(module.name) is None:
            yield from _judge(context, module)


def _judge(context: Context, module: UploadedModule) -> Iterator[Finding]:
    if is_secret_name(module.path.rpartition("/")[2]):
        yield _report(context, module, "files of this name hold secrets", None)
        return
    found = _look(context, module)
    if found:
        what, line = found
        yield _report(context, module, f"this looks like {what}", line)


def _look(context: Context, module: UploadedModule) -> tuple[str, int] | None:
    context.margin.narrow(abs(module.size - MOST_BYTES))
    if module.size > MOST_BYTES:
        return None
    try:
        return context.tree.look(module.path, find_key)
    except TreeError:
        return None


def _report(context: Context, module: UploadedModule, message: str, line: int | None) -> Finding:
    return Finding(
        RULE.code,
        RULE.name,
        Severity.WARNING,
        f"{message}, and it is uploaded as {module.name}",
        path=context.display(module.path),
        span=Span(line, 1, line, 1) if line else None,
        subject=module.path,
        remedies=("wrangler secret put NAME, and take it out of the file",),
        notes=("replace the secret if it was ever deployed: every stored version has it",),
    )
