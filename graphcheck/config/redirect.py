"""``.wrangler/deploy/config.json``: a build tool's word that another configuration is to be deployed."""

from __future__ import annotations

from graphcheck.config.discovery import find_upwards
from graphcheck.config.document import Document, SyntaxProblem
from graphcheck.config.paths import parent, relative, resolve
from graphcheck.config.problems import ProblemList
from graphcheck.config.reading import read_document
from graphcheck.model.frozen import frozen
from graphcheck.model.location import Origin
from graphcheck.model.tree import SourceTree, TreeError

__all__ = ["Redirect", "find_redirect"]

_POINTER = ".wrangler/deploy/config.json"


@frozen
class Redirect:
    """``target`` is the configuration in use; ``origin`` is where the pointer says so."""

    target: str
    origin: Origin


def find_redirect(
    tree: SourceTree, search: str, user_config: str | None, folder: str, problems: ProblemList
) -> Redirect | None:
    """Where the nearest pointer above ``search`` leads; None without one, and where it is wrong (see ``problems``)."""
    pointer = find_upwards(tree, search, _POINTER)
    if pointer is None:
        return None
    try:
        document = read_document(tree, pointer)
    except (SyntaxProblem, TreeError) as error:
        place = relative(pointer, folder)
        reason = error.message if isinstance(error, SyntaxProblem) else str(error.kind.value)
        problems.add(f"Failed to parse the deploy configuration file at {place} ({reason})", Origin(pointer, ""))
        return None
    redirect = _target(tree, document, folder, problems)
    if redirect is not None and user_config is not None and resolve(parent(user_config), _POINTER) != pointer:
        problems.add(
            f'Found both a user configuration file at "{relative(user_config, folder)}" and a deploy configuration '
            f'file at "{relative(pointer, folder)}". But these do not share the same base path so it is not clear '
            "which should be used.",
            redirect.origin,
            hint="delete the deploy configuration if it is left over from an earlier build",
        )
        return None
    return redirect


def _target(tree: SourceTree, pointer: Document, folder: str, problems: ProblemList) -> Redirect | None:
    value = pointer.get("configPath")
    place = relative(pointer.path, folder)
    origin = pointer.origin("configPath")
    if not isinstance(value, str) or not value:
        problems.add(
            f'A deploy configuration file was found at "{place}". But this is not valid - the required "configPath" '
            "property was not found.",
            origin,
        )
        return None
    target = resolve(parent(pointer.path), value)
    if tree.lookup(target) is None:
        problems.add(
            f'There is a deploy configuration at "{place}". But the redirected configuration path it points to, '
            f'"{relative(target, folder)}", does not exist.',
            origin,
            hint="run the build that writes it, or delete the deploy configuration",
        )
        return None
    return Redirect(target, origin)
