"""The recorded runs of real wrangler as trees and invocations."""

from __future__ import annotations

import base64
import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from graphcheck.config import Invocation
from graphcheck.model.wrangler import NEWEST, WRANGLER_VERSIONS
from graphcheck.tree import MemoryTree

ROOT = "/p"
VERSIONS = {"4.86": WRANGLER_VERSIONS[0], "newest": NEWEST}
_CASES = Path(__file__).with_name("wrangler-cases.json")

WRITTEN_BEFORE_THE_WALK: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("walk-outdir-inside-root", "4.86"): {"out/README.md": "", "out/entry.py": "entry.py"},
    ("walk-outdir-inside-root", "newest"): {"out/README.md": "", "out/entry.py": "entry.py"},
    ("walk-tmp-dir-positional-script", "4.86"): {"svc/.wrangler/tmp/deploy-XXXXXX/entry.py": "svc/entry.py"},
    ("flag-build-command", "4.86"): {"src/gen.py": "=GEN=1"},
    ("flag-build-command", "newest"): {"src/gen.py": "=GEN=1"},
    ("flag-build-command-cwd", "4.86"): {"src/here.py": "=GEN=1"},
    ("flag-build-command-cwd", "newest"): {"src/here.py": "=GEN=1"},
}
"""Files that wrangler, or the build command that it runs, has written when it looks: a file's copy, or ``=`` a text."""


@dataclass(frozen=True)
class RecordedCase:
    """One run by one version; ``raw`` has the fields of the recording, with those of the version."""

    name: str
    version: str
    raw: Mapping[str, Any]

    @property
    def refused(self) -> bool:
        return bool(self.raw["wrangler_exit"])

    def tree(self) -> MemoryTree:
        files = self.files()
        links = {f"{ROOT}/{path}": target for path, target in self.raw.get("symlinks", {}).items()}
        folders = [f"{ROOT}/{path}" for path in self.raw.get("dirs", ())]
        return MemoryTree({f"{ROOT}/{path}": data for path, data in files.items()}, links=links, directories=folders)

    def files(self) -> dict[str, bytes]:
        files = {path: text.encode() for path, text in self.raw["files"].items()}
        files |= {path: base64.b64decode(text) for path, text in self.raw.get("files_b64", {}).items()}
        for path, source in WRITTEN_BEFORE_THE_WALK.get((self.name, self.version), {}).items():
            files[path] = source[1:].encode() if source.startswith("=") else files.get(source, b"")
        return files

    def invocation(self, root: str = ROOT) -> Invocation:
        """What was typed. Options that decide nothing here (``--dry-run``, ``--no-bundle``) are left out."""
        folder = "/".join(part for part in (root, self.raw.get("cwd")) if part)
        arguments = [argument.replace("{PROJ}", root) for argument in self.raw["command_args"]]
        given = dict(itertools.pairwise(arguments))
        positional = arguments[1] if arguments[0] == "deploy" and not arguments[1].startswith("-") else None
        return Invocation(
            f"{folder}/{given['--cwd']}" if "--cwd" in given else folder,
            config=given.get("-c"),
            env=given.get("-e", given.get("--env")),
            script=positional,
            name=given.get("--name"),
            date=given.get("--compatibility-date"),
            bundle="--bundle" in arguments,
            wrangler=VERSIONS[self.version],
        )


@cache
def recorded_cases() -> tuple[RecordedCase, ...]:
    """Every case as 4.86 and as the newest recorded version ran it."""
    raw = json.loads(_CASES.read_text("utf-8"))["cases"]
    return tuple(
        RecordedCase(case["name"], version, case | ((case["newest"] or {}) if version == "newest" else {}))
        for case in raw
        for version in ("4.86", "newest")
    )
