"""The environment that is deployed, and how it inherits."""

from __future__ import annotations

import json
from collections.abc import Mapping

from graphcheck.config.document import MISSING, Document, Key, KeyPath
from graphcheck.config.dotenv import environment_variable
from graphcheck.config.invocation import Invocation
from graphcheck.config.problems import ProblemList
from graphcheck.model.frozen import frozen
from graphcheck.model.location import Origin
from graphcheck.model.project import ConfigNotice
from graphcheck.model.tree import SourceTree

__all__ = ["EffectiveConfig", "check_redirected_environment", "requested_environment", "select_environment"]


@frozen
class EffectiveConfig:
    """One configuration as seen from one environment.

    A key of the environment replaces the top-level one whole; nothing is merged, and null counts as absent.
    ``env`` is what was asked for; ``section`` is where that environment is written, empty for the top level.
    """

    document: Document
    env: str | None
    section: KeyPath = ()

    def find(self, *keys: Key) -> KeyPath | None:
        """The full path at which ``keys[0]`` is set, continued by the rest; None where it is not set."""
        for prefix in dict.fromkeys((self.section, ())):
            if self.document.get(*prefix, keys[0]) not in (MISSING, None):
                return (*prefix, *keys)
        return None

    def get(self, *keys: Key) -> object:
        path = self.find(*keys)
        return MISSING if path is None else self.document.get(*path)

    def origin(self, *keys: Key) -> Origin | None:
        path = self.find(*keys)
        return None if path is None else self.document.origin(*path)


def requested_environment(tree: SourceTree, invocation: Invocation) -> str | None:
    """``--env``, else ``CLOUDFLARE_ENV`` of the process or of a ``.env`` in the current folder; "" is the top level."""
    if invocation.env is not None:
        return invocation.env or None
    variable = environment_variable(tree, invocation.folder, "CLOUDFLARE_ENV", invocation.environ)
    return variable or None


def select_environment(
    document: Document, env: str | None, problems: ProblemList, notices: list[ConfigNotice]
) -> EffectiveConfig:
    """The view of ``env``. One that is not defined is a problem only if others are."""
    sections = document.get("env")
    names = list(sections) if isinstance(sections, Mapping) else []
    if env is not None and _is_no_table(document, env):
        problems.add(f"`env` must be a table of tables to hold {env}", document.origin("env", env))
    if env is None:
        if names:
            message = (
                "Multiple environments are defined in the Wrangler configuration file, but no target environment was "
                "specified: the top level is deployed."
            )
            notices.append(ConfigNotice("env-not-chosen", message, document.key_origin("env"), f"--env {names[0]}"))
        return EffectiveConfig(document, None)
    if env in names:
        return EffectiveConfig(document, env, ("env", env))
    message = f'No environment found in configuration with name "{env}".'
    if names:
        listed = json.dumps(names, ensure_ascii=False, separators=(",", ":"))
        available = f"The available configured environment names are: {listed}"
        problems.add(f"{message} {available}", document.key_origin("env"), hint=f"--env {names[0]}")
    else:
        hint = f"add a section [env.{env}]" if document.path.endswith(".toml") else f'add "env": {{"{env}": {{}}}}'
        notices.append(ConfigNotice("unknown-env", message, Origin(document.path, "env"), hint))
    return EffectiveConfig(document, env)


def _is_no_table(document: Document, env: str) -> bool:
    return any(
        value is not MISSING and not isinstance(value, Mapping)
        for value in (document.get("env"), document.get("env", env))
        if value is not None
    )


def check_redirected_environment(
    document: Document, invocation: Invocation, env: str | None, problems: ProblemList
) -> None:
    """A redirected configuration holds one environment, the one that it was built for."""
    sections = document.get("env")
    # wrangler lists the keys of whatever stands there: of a text or a list these are its indices.
    names = range(len(sections)) if isinstance(sections, str | list) else sections
    if isinstance(names, Mapping | range) and names:
        found = "\n".join(f"- {name}" for name in names)
        message = f"Redirected configurations cannot include environments but the following have been found:\n{found}"
        problems.add(message, document.key_origin("env"))
    target = document.get("targetEnvironment")
    if env and target not in (MISSING, None, "", False, 0) and target != env:
        via = "`--env/-e` CLI argument" if invocation.env is not None else "CLOUDFLARE_ENV environment variable"
        shown = "[object Object]" if isinstance(target, Mapping) else target
        problems.add(
            f'You have specified the environment "{env}" via the {via}. This does not match the target environment '
            f'"{shown}" that was used when building the application.',
            document.origin("targetEnvironment"),
            hint=f'build again with "{env}" as the selected environment',
        )
