"""The file that ``main`` names."""

from __future__ import annotations

from graphcheck.config.document import MISSING
from graphcheck.config.environment import EffectiveConfig
from graphcheck.config.paths import parent, relative, resolve
from graphcheck.config.problems import ProblemList
from graphcheck.model.errors import NothingToAnalyse
from graphcheck.model.location import Origin
from graphcheck.model.tree import EntryKind, SourceTree, TreeError

__all__ = ["check_entry", "check_module_root", "explain_missing_main", "refuse_bundling", "require_python"]

_JAVASCRIPT = (".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx")
_MOST_FOLDERS = 2000
_NOT_SEARCHED = frozenset(("node_modules", "python_modules", "__pycache__"))


def require_python(tree: SourceTree, main: str, entry: str, place: str, hint: str | None) -> None:
    """Raises ``NothingToAnalyse`` where ``main`` is a JavaScript file, by name or by what wrangler would add to it.

    ``place`` is what names ``main``, as it is shown, and ``hint`` where a Python Worker may be.
    """
    name = main.rstrip("/").rpartition("/")[2]
    guesses = () if "." in name or not name else (".ts", ".tsx", ".js", ".jsx")
    if main.endswith(_JAVASCRIPT) or any(tree.lookup(entry + suffix) for suffix in guesses):
        message = f'{place}: this is a JavaScript Worker, its main is "{main}"'
        raise NothingToAnalyse(message, hint=hint or "graphcheck reads Workers whose main ends in .py")


def explain_missing_main(config: EffectiveConfig) -> None:
    """Raises ``NothingToAnalyse`` where a configuration needs no ``main``."""
    if config.get("assets") is not MISSING:
        raise NothingToAnalyse("this Worker has no code: it has [assets] and no main")
    if config.document.get("pages_build_output_dir") is not MISSING:
        raise NothingToAnalyse("this is a Pages project: it has pages_build_output_dir and no main")
    if config.document.get("site") is not MISSING:
        raise NothingToAnalyse("this is a JavaScript Worker: [site] without main uses workers-site/index.js")


def check_entry(
    tree: SourceTree, entry: str, shown: str, origin: Origin, search_root: str, problems: ProblemList
) -> None:
    """Reports an entry that cannot be deployed, in wrangler's words. ``shown`` is the path as wrangler prints it."""
    found = tree.lookup(entry)
    if found is None:
        hint = _suggest(tree, entry, search_root)
        problems.add(f'The entry-point file at "{shown}" was not found.', origin, hint=hint)
    elif not entry.endswith(".py"):
        _refuse_not_python(found.kind, shown, origin, problems)
    elif found.kind is EntryKind.DIRECTORY:
        message = f"EISDIR: illegal operation on a directory, read ({shown} is a folder)"
        problems.add(message, origin)
    elif found.kind is not EntryKind.FILE:
        problems.add(f"{shown} is not a regular file: wrangler would wait for it for ever.", origin)


def _refuse_not_python(kind: EntryKind, shown: str, origin: Origin, problems: ProblemList) -> None:
    if kind is EntryKind.DIRECTORY:
        message = f'The provided entry-point path, "{shown}", points to a directory, rather than a file.'
        problems.add(message, origin, hint="main must name a file that ends in .py")
    elif "." not in shown.rpartition("/")[2]:
        message = f'The entry-point file at "{shown}" was not found.'
        problems.add(message, origin, hint="the file exists, but main must have an extension: .py")
    else:
        suffix = "." + shown.rpartition(".")[2]
        message = f'Build failed: No loader is configured for "{suffix}" files: {shown}'
        problems.add(message, origin, hint="only a main that ends in .py, in lower case, is a Python Worker")


def refuse_bundling(shown: str, origin: Origin, problems: ProblemList) -> None:
    """Reports what esbuild says to ``--bundle`` with a Python file, in its words."""
    message = f'Build failed with 1 error: The entry point "{shown}" cannot be marked as external'
    problems.add(message, origin, hint="leave out --bundle: a Python Worker is uploaded as it is")


def check_module_root(tree: SourceTree, folder: str, origin: Origin, problems: ProblemList) -> None:
    """Reports a ``base_dir`` that cannot be walked."""
    found = tree.lookup(folder)
    if found is None:
        problems.add("A file or directory could not be found.", origin, hint="base_dir does not exist")
    elif found.kind is not EntryKind.DIRECTORY:
        problems.add("ENOTDIR: not a directory, scandir (base_dir is not a folder)", origin)


def _suggest(tree: SourceTree, entry: str, search_root: str) -> str | None:
    """Where the file may be instead: the same name elsewhere in the project, else a similar name in its folder."""
    folder, name = parent(entry), entry.rpartition("/")[2]
    places = [path for path in _folders(tree, search_root) if _is_file(tree, resolve(path, name))]
    if places:
        nearest = min(places, key=lambda path: (relative(path, folder).count("/"), path))
        return f"there is {relative(resolve(nearest, name), search_root)}"
    try:
        files = [item.name for item in tree.scan(folder) if item.kind is EntryKind.FILE and item.name.endswith(".py")]
    except TreeError:
        return None
    import difflib

    similar = difflib.get_close_matches(name, files, n=1)
    return f"there is {relative(resolve(folder, similar[0]), search_root)}" if similar else None


def _is_file(tree: SourceTree, path: str) -> bool:
    found = tree.lookup(path)
    return found is not None and found.kind is EntryKind.FILE


def _folders(tree: SourceTree, root: str) -> list[str]:
    """Folders below ``root``, the nearest first, without hidden ones and installed packages."""
    found = [root]
    for folder in found:
        if len(found) > _MOST_FOLDERS:
            break
        try:
            entries = tree.scan(folder)
        except TreeError:
            continue
        found += [
            resolve(folder, item.name)
            for item in entries
            if item.kind is EntryKind.DIRECTORY and item.name not in _NOT_SEARCHED and not item.name.startswith(".")
        ]
    return found
