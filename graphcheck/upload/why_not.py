"""Why one file is uploaded, or is not: which rule, which key."""

from __future__ import annotations

import posixpath

from graphcheck.model.bundle import FileVerdict
from graphcheck.model.location import Origin
from graphcheck.model.project import Project
from graphcheck.model.tree import EntryKind, SourceTree
from graphcheck.model.upload import DroppedFile, UploadedModule, UploadSet
from graphcheck.upload.pattern import InvalidGlob
from graphcheck.upload.rules import make_rules

__all__ = ["explain_file"]

_VENDORED = "python_modules"


def explain_file(tree: SourceTree, project: Project, upload: UploadSet, path: str) -> FileVerdict:
    """The verdict on ``path``, a tree path. Reads nothing but names and kinds."""
    shown = _display(project, path)
    uploaded = [module for module in upload.modules if module.path == path]
    if uploaded:
        return _uploaded(project, uploaded[0], shown)
    dropped = next((file for file in upload.dropped if file.path == path), None)
    if dropped is not None:
        return _dropped(project, dropped, shown)
    problem = next((each for each in upload.problems if each.path == path and each.fatal), None)
    if problem is not None:
        return FileVerdict(shown, None, f"wrangler stops here: {problem.message}")
    entry = tree.lookup(path, follow=False)
    if entry is None:
        return FileVerdict(shown, None, "there is no such file")
    if entry.kind is EntryKind.DIRECTORY:
        return _folder(upload, path, shown)
    return _never_looked_at(project, path, shown)


def _uploaded(project: Project, module: UploadedModule, shown: str) -> FileVerdict:
    if module.path == project.entry:
        return FileVerdict(shown, module.name, "it is the entry", _place(project, "main", project.main.origin))
    if module.name.startswith(_VENDORED + "/") and module.path.startswith(f"{_root(project)}{_VENDORED}/"):
        return FileVerdict(shown, module.name, "everything below python_modules is uploaded that no glob excludes")
    glob = _matching_glob(project, module.name)
    reason = f"it matches {glob}" if glob else "a rule matches it"
    return FileVerdict(shown, module.name, f"{reason}, uploaded as {module.type.value}")


def _matching_glob(project: Project, name: str) -> str | None:
    try:
        rules = make_rules(project.rules.value)
    except InvalidGlob:
        return None
    found = rules.deciding_glob(name)
    return f"`{found}`" if found else None


def _dropped(project: Project, file: DroppedFile, shown: str) -> FileVerdict:
    match file.reason:
        case "excluded":
            exclude = project.python_modules_exclude
            by_default = exclude.origin is None
            key = "python_modules.exclude (default)" if by_default else _place(project, "", exclude.origin)
            remedy = f'remove "{file.detail}" from python_modules.exclude'
            if by_default:
                remedy = f'set python_modules.exclude to a list without "{file.detail}"'
            return FileVerdict(shown, None, f"`{file.detail}` excludes it", key, (remedy,))
        case "disabled":
            setting = project.find_additional_modules.origin
            reason = "nothing but the entry is uploaded"
            key = _place(project, "find_additional_modules = false", setting)
            return FileVerdict(shown, None, reason, key, ("remove find_additional_modules",))
        case "directory-link":
            reason = "it is a link to a folder, and wrangler does not follow those"
            return FileVerdict(shown, None, reason, remedies=("put the folder itself there, or set base_dir",))
        case "dangling-link":
            return FileVerdict(shown, None, "it is a link to something that does not exist")
        case _:
            return _unmatched(project, file, shown)


def _unmatched(project: Project, file: DroppedFile, shown: str) -> FileVerdict:
    name = posixpath.relpath(file.path, project.module_root)
    suffix = posixpath.splitext(name)[1]
    glob = f"**/*{suffix}" if suffix else name
    try:
        ended = make_rules(project.rules.value).removed_rule_for(name)
    except InvalidGlob:
        ended = None
    if ended is not None:
        replacing = next((rule for rule in project.rules.value if rule.type is ended.type), None)
        reason = f"the rule that would take it has no effect: {file.detail or 'an earlier rule has ended its type'}"
        key = _place(project, "rules", replacing.origin if replacing else None)
        return FileVerdict(shown, None, reason, key, ("add fallthrough = true to that rule",))
    reason = "no rule matches it: by default .py, .txt, .html, .sql, .bin and .wasm files are uploaded"
    if suffix == ".pyc" and "__pycache__" in name.split("/"):
        # PEP 3147: what lies there is never imported without its source.
        return FileVerdict(shown, None, "no rule matches it, and the Worker compiles the source by itself")
    remedy = f'add a rule: type = "Data", globs = ["{glob}"], fallthrough = true'
    return FileVerdict(shown, None, reason, _place(project, "rules", project.rules.origin), (remedy,), glob)


def _folder(upload: UploadSet, path: str, shown: str) -> FileVerdict:
    below = [module for module in upload.modules if module.path.startswith(path.rstrip("/") + "/")]
    left = sum(1 for file in upload.dropped if file.path.startswith(path.rstrip("/") + "/"))
    size = sum(module.size for module in below)
    reason = f"it is a folder: of its files {left} stay behind and {len(below)} are uploaded, {size:,} B"
    return FileVerdict(shown, f"{len(below)} files" if below else None, reason)


def _never_looked_at(project: Project, path: str, shown: str) -> FileVerdict:
    root = _display(project, project.module_root)
    if path == project.config_path:
        return FileVerdict(shown, None, "it is the configuration itself")
    if path.startswith(f"{_root(project)}.wrangler/"):
        return FileVerdict(shown, None, "wrangler skips its own folder .wrangler")
    if path.startswith(project.module_root.rstrip("/") + "/"):
        return FileVerdict(shown, None, "another file is uploaded under its name")
    key = _place(project, "base_dir" if project.base_dir.value else "main", _root_origin(project))
    remedies: tuple[str, ...] = (f"move it below {root}/", "set base_dir to a folder that holds both it and main")
    if f"/{_VENDORED}/" in path:
        remedies = (f"vendor packages in {_VENDORED}/ beside the wrangler configuration",)
    return FileVerdict(shown, None, f"it lies outside the module root {root}/", key, remedies)


def _root_origin(project: Project) -> Origin | None:
    return project.base_dir.origin or project.main.origin


def _place(project: Project, key: str, origin: Origin | None) -> str | None:
    """``key`` with the line where it is written; ``key`` alone where it is not."""
    if origin is None:
        return key or None
    line = f":{origin.span.line}" if origin.span else ""
    return f"{key or origin.key} ({_display(project, origin.path)}{line})"


def _root(project: Project) -> str:
    return project.project_root.rstrip("/") + "/"


def _display(project: Project, path: str) -> str:
    return posixpath.relpath(path, project.project_root)
