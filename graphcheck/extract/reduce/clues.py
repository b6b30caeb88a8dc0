"""What words of a program can matter: the one place that says what the walk never looks at.

Words may only err on the side of keeping. Who makes the walk look at more has to keep more here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from graphcheck.extract.mentions import Mentions
from graphcheck.extract.outline import NAMED_CALL
from graphcheck.extract.reduce.lines import WORD, Line, is_string
from graphcheck.extract.reduce.opaque import Opaque

__all__ = ["Clues", "mentioned"]

_WIDE_WORDS = ("global", "globals", "nonlocal", "__all__", "vars", "locals", "exec")
"""Words of what may bind names of the module in other ways, or change ``__all__``."""
_WIDE = re.compile(rf"\b(?:{'|'.join(_WIDE_WORDS)})\b")
_FAR_WORD = re.compile(r"\b(?:globals?|nonlocal|__all__)\b")
"""Those that do so from inside a function."""
_EXIT_WORDS = ("exit", "_exit", "quit")
_EXIT = re.compile(r"\b(?:_?exit|quit)\b")
_RENAMED_EXIT = re.compile(
    r"=[ \t]*(?:\w+\.)*(?:_?exit|quit)\b(?![ \t]*\()|\b(?:_?exit|quit)[ \t]*[,)\]}]"
    r"|\b(?:_?exit|quit)\b[^\n]*\b(?:if|or|and)\b"
)
_SEARCH = re.compile(r"\bsys[ \t]*\.[ \t]*path\b|\baddsitedir\b")
_MODULES = re.compile(r"\bsys[ \t]*\.[ \t]*modules\b|\b__path__\b")
_DEFINED = re.compile(r"def[ \t]+(\w+)")
_STAR = re.compile(r"import\b[\s\\(]*\*")
_OUTER_CALL = re.compile(
    r"(?:^|[=:;@]|\b(?:return|if|elif|while|in|with|assert|raise)\b)[ \t\n\\(]*([A-Za-z_]\w*+)[ \t]*\("
)
"""A call in the place where the value of a statement begins."""
_DECORATED = re.compile(r"@[ \t]*([A-Za-z_]\w*+)")
_DOTTED = re.compile(r"@([\w.]+)[ \t]*(?:#[^\n]*)?(?:\n|\Z)")


class Clues:
    """``text`` is the whole file. ``every_value_counts``: names may be computed from any of them. ``asked_of_classes``
    are names that a class may have in the place of a method which the runtime refuses."""

    def __init__(self, text: str, mentions: Mentions) -> None:
        self._mentions = mentions
        self._watched = frozenset(path.rpartition(".")[2] for path in mentions.watched)
        self._exits = not mentions.words.isdisjoint(_EXIT_WORDS)
        self._wide = not mentions.words.isdisjoint(_WIDE_WORDS)
        self._any_call = bool(self._watched) or (self._exits and bool(_RENAMED_EXIT.search(text)))
        self._nested = self._any_call or mentions.nested
        self._star = bool(_STAR.search(text))
        self._callables = set(_DEFINED.findall(text))
        self._opaque = Opaque(text, mentions.words)
        self.every_value_counts = mentions.computes
        self.asked_of_classes = frozenset({"__new__", *self._watched} if self._watched else ())

    def learn_imported(self, code: str) -> None:
        """Names that an import may bind may be those of functions."""
        self._callables.update(WORD.findall(code))

    # --- any code

    def imports(self, code: str) -> bool:
        return "import" in code or (self._mentions.dynamic and "find_spec" in code)

    def exits(self, code: str) -> bool:
        return self._exits and _EXIT.search(code) is not None

    def calls(self, code: str) -> bool:
        """Whether it may call a function that is known, or touch the interpreter's state."""
        called = NAMED_CALL.findall(code) if "(" in code else ()
        if called and (self._any_call or self._star or not self._callables.isdisjoint(called)):
            return True
        return self._names_state(code)

    def binds_widely(self, code: str) -> bool:
        """Whether it may bind names of the module other than by statements."""
        return self._wide and _WIDE.search(code) is not None

    def reaches_out(self, code: str) -> bool:
        """Whether it may bind names of the module from inside a function."""
        likely = self._wide and ("global" in code or "nonlocal" in code or "__all__" in code)
        return likely and _FAR_WORD.search(code) is not None

    def reaches_further(self, function: str) -> bool:
        """Whether more of a function's body may count than what a call of it does."""
        if self.reaches_out(function) or (self._mentions.search and _SEARCH.search(function)):
            return True
        return self._mentions.modules and _MODULES.search(function) is not None

    def decorator_matters(self, code: str) -> bool:
        plain = _DOTTED.match(code)
        if plain is None:
            return True
        name = plain.group(1)
        return "." not in name and (self._star or name in self._callables)

    # --- lines of functions

    def matters_in_function(self, line: Line) -> bool:
        """In a body that a call executes."""
        code = line.code
        if is_string(line.word, code):
            return False
        if line.word == "assert" and not self._nested:
            tested = self._opaque.undecided(code)
            if tested is not None:
                return tested in self._callables
        if "import" in code or "raise" in code or "assert" in code or "yield" in code:
            return True
        if line.word == "@":
            return self.decorator_matters(code)
        if self.refers(line):
            return True
        if "(" not in code:
            return False
        pattern = NAMED_CALL if self._nested or line.word in ("with", "async") else _OUTER_CALL
        called = pattern.findall(code)
        return bool(called) and (self._any_call or not self._callables.isdisjoint(called))

    def matters_unread(self, line: Line) -> bool:
        """In a body that nothing executes while the module is imported."""
        return (self.imports(line.code) or self.reaches_out(line.code)) and not is_string(line.word, line.code)

    def line_reaches_out(self, line: Line) -> bool:
        return self.reaches_out(line.code) and not is_string(line.word, line.code)

    def refers(self, line: Line) -> bool:
        """Whether the line may import what it computes, leave, reach out, change the interpreter's state, or call what
        the runtime watches."""
        return (
            (self.imports(line.code) and not _is_import(line))
            or self.exits(line.code)
            or self._names_state(line.code)
            or self.line_reaches_out(line)
        )

    def shorten_calls(self, lines: Sequence[Line]) -> None:
        if not (self._nested or self._exits or self._mentions.modules):
            self._opaque.shorten_calls(lines)

    # --- names that code calls

    def called_by_decorator(self, code: str) -> Sequence[str]:
        plain = _DOTTED.match(code)
        return (plain.group(1),) if plain else NAMED_CALL.findall(code)

    def _names_state(self, code: str) -> bool:
        if self._mentions.search and _SEARCH.search(code):
            return True
        if self._mentions.modules and _MODULES.search(code):
            return True
        if self._mentions.dynamic and self.imports(code):
            return True
        return bool(self._watched) and not self._watched.isdisjoint(WORD.findall(code))


def _is_import(line: Line) -> bool:
    """Whether it is an import statement, and nothing else."""
    return line.word in ("import", "from") and ";" not in line.code


def mentioned(text: str) -> Sequence[str]:
    """Names that the text may call: by brackets, or as decorators."""
    called: Sequence[str] = NAMED_CALL.findall(text) if "(" in text else ()
    return (*called, *_DECORATED.findall(text)) if "@" in text else called
