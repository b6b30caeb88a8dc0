"""What a repository needs to be checked from now on: a pre-commit hook, a CI step and settings. Texts in, texts out.

Folders are written as they are: they must need no quotes in YAML or in a shell. Each function returns its text
unchanged where graphcheck is there already, so that doing it twice does nothing, and None where it does not understand
the file well enough to change it.
"""

from __future__ import annotations

import re

import tomlkit
from tomlkit.exceptions import TOMLKitError

__all__ = ["add_gitlab_job", "add_pre_commit_hook", "add_settings", "make_workflow"]

_FILES = r"(\.py|(^|/)(wrangler\.(toml|jsonc?)|pyproject\.toml|uv\.lock|pylock\.toml))$"
_MENTION = re.compile(r"\bgraphcheck\b")


def add_settings(text: str) -> str | None:
    """``[tool.graphcheck]`` at the end of a pyproject.toml."""
    end = "\r\n" if "\r\n" in text else "\n"
    start = "" if not text or text.endswith("\n") else end
    separator = start + end if text.strip() else ""
    added = text + separator + end.join(("[tool.graphcheck]", 'fail-on = "error"', ""))
    try:
        tool = tomlkit.parse(text).unwrap().get("tool", {})
        if isinstance(tool, dict) and "graphcheck" in tool:
            return text
        tomlkit.parse(added)
    except (TOMLKitError, RecursionError):
        return None
    return added


def add_pre_commit_hook(text: str | None, version: str, arguments: str) -> str | None:
    """A local hook at the end of ``repos`` in a .pre-commit-config.yaml; ``text`` is None where there is no file."""
    if text is None or not text.strip():
        return (text or "") + "repos:\n" + _hook("  ", version, arguments)
    if _MENTION.search(_without_comments(text)):
        return text
    line_end = "\r\n" if "\r\n" in text else "\n"
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    start = next((number for number, line in enumerate(lines) if re.match(r"repos:\s*(#.*)?$", line)), None)
    if start is None:
        return None
    end = start + 1
    last = start
    while end < len(lines) and (not lines[end].strip() or lines[end][0] in " \t-#\r\n"):
        if lines[end].strip() and not lines[end].startswith("#"):
            last = end
        end += 1
    item = next((match[1] for line in lines[start + 1 : end] if (match := re.match(r"( *)- ", line))), "  ")
    if not lines[last].endswith("\n"):
        lines[last] += line_end
    lines.insert(last + 1, _hook(item, version, arguments).replace("\n", line_end))
    return "".join(lines)


def _hook(indent: str, version: str, arguments: str) -> str:
    lines = (
        "- repo: local",
        "  hooks:",
        "    - id: graphcheck",
        "      name: graphcheck",
        # git does not hold what a sync brings, so a hook must not depend on it.
        f"      entry: graphcheck check{arguments} --assume-synced",
        "      language: python",
        f'      additional_dependencies: ["graphcheck=={version}"]',
        "      pass_filenames: false",
        "      require_serial: true",
        f"      files: {_FILES}",
    )
    return "".join(f"{indent}{line}\n" for line in lines)


def make_workflow(version: str, arguments: str, synced: tuple[str, ...]) -> str:
    """A GitHub workflow. ``synced`` are the folders whose packages have to be vendored before."""
    lines = [
        "name: graphcheck",
        "on: [push, pull_request]",
        "permissions:",
        "  contents: read",
        "jobs:",
        "  graphcheck:",
        "    runs-on: ubuntu-latest",
        "    steps:",
        "      - uses: actions/checkout@v4",
        "      - uses: astral-sh/setup-uv@v6",
    ]
    for folder in synced:
        lines += ["      # What is checked is what would be uploaded: packages have to be vendored first."]
        lines += ["      - run: uvx --from workers-py pywrangler sync"]
        lines += [f"        working-directory: {folder}"] if folder != "." else []
    lines += [f"      - run: uvx graphcheck@{version} check{arguments} --format github"]
    return "".join(f"{line}\n" for line in lines)


def add_gitlab_job(text: str, version: str, arguments: str, synced: tuple[str, ...]) -> str:
    """A job at the end of a .gitlab-ci.yml."""
    if _MENTION.search(_without_comments(text)):
        return text
    sync = [f"    - (cd {folder} && uvx --from workers-py pywrangler sync)" for folder in synced]
    lines = [
        "graphcheck:",
        "  image: python:3.12",
        "  script:",
        f"    - pip install uv graphcheck=={version}",
        *sync,
        f"    - graphcheck check{arguments}",
    ]
    line_end = "\r\n" if "\r\n" in text else "\n"
    separator = "" if text.endswith("\n") or not text else line_end
    return text + separator + "".join(f"{line}{line_end}" for line in ("", *lines))


def _without_comments(text: str) -> str:
    return re.sub(r"(?m)(^|\s)#.*$", "", text)
