"""The configuration in use: found, redirected, read."""

from __future__ import annotations

from graphcheck.config.discovery import CONFIG_NAMES, Discovery, discover, search_folder
from graphcheck.config.document import Document, SyntaxProblem
from graphcheck.config.invocation import Invocation
from graphcheck.config.paths import relative, resolve
from graphcheck.config.problems import ProblemList
from graphcheck.config.reading import read_document
from graphcheck.config.redirect import Redirect, find_redirect
from graphcheck.model.errors import NothingToAnalyse
from graphcheck.model.frozen import frozen
from graphcheck.model.location import Origin
from graphcheck.model.tree import EntryKind, SourceTree, TreeError

__all__ = ["ConfigSource", "find_source"]


@frozen
class ConfigSource:
    """``document`` is read from the user's configuration or from the one that ``redirect`` leads to.

    ``user_config`` is None where there is none; ``document.path`` is then the current folder.
    """

    document: Document
    discovery: Discovery
    redirect: Redirect | None = None

    @property
    def user_config(self) -> str | None:
        return self.discovery.used

    @property
    def used_config(self) -> str | None:
        return self.redirect.target if self.redirect else self.discovery.used


def find_source(tree: SourceTree, invocation: Invocation, problems: ProblemList) -> ConfigSource:
    """Finds and reads. Raises ``ConfigError`` through ``problems``, or ``NothingToAnalyse`` without a configuration."""
    discovery = discover(tree, invocation)
    redirect = None
    if not discovery.typed:
        redirect = find_redirect(tree, search_folder(invocation), discovery.used, invocation.folder, problems)
    problems.raise_if_any()
    used = redirect.target if redirect else discovery.used
    if used is None:
        if invocation.script is None:
            raise _nothing_found(tree, invocation.folder)
        return ConfigSource(Document(invocation.folder, {}), discovery)
    document = _read(tree, used, invocation, problems)
    return ConfigSource(document, discovery, redirect)


def _read(tree: SourceTree, path: str, invocation: Invocation, problems: ProblemList) -> Document:
    try:
        return read_document(tree, path, toml_1_1=invocation.wrangler.reads_toml_1_1)
    except SyntaxProblem as error:
        invalid = SyntaxProblem(_named(error.message, path), error.line, error.column, hint=error.hint)
        problems.add_syntax(invalid, path)
    except TreeError as error:
        problems.add(f"Could not read file: {relative(path, invocation.folder)} ({error.kind.value})", Origin(path, ""))
    problems.raise_if_any()
    raise AssertionError("a problem was added")


def _named(message: str, path: str) -> str:
    return f"Invalid TOML document: {message}" if path.endswith(".toml") and "byte order" not in message else message


def _nothing_found(tree: SourceTree, folder: str) -> NothingToAnalyse:
    try:
        entries = tree.scan(folder)
    except TreeError:
        entries = ()
    below = [
        f"{item.name}/{name}"
        for item in entries
        if item.kind is EntryKind.DIRECTORY
        for name in CONFIG_NAMES
        if _is_file(tree, resolve(folder, f"{item.name}/{name}"))
    ]
    hint = f"there is {below[0]}: name its folder" if below else "name the folder that holds the configuration"
    return NothingToAnalyse("no wrangler.json, wrangler.jsonc or wrangler.toml here or above", hint=hint)


def _is_file(tree: SourceTree, path: str) -> bool:
    found = tree.lookup(path)
    return found is not None and found.kind is EntryKind.FILE
