"""A program without what cannot matter to the walk: most function bodies, and most class bodies.

``reduce_text`` is the one place that says what the walk never looks at. It works on text, so it may only err on the
side of keeping: a function is left out when none of the words that could make it matter occurs in it. Whatever stays is
kept as it stands, or replaced by one line that means the same; ``tests/extract/compare_paths.py`` compares the facts of
both texts. Who makes the walk look at more has to keep more here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, count
from typing import TypeAlias

from graphcheck.extract.body import CLAUSES, Kept, Line, definition, first_word, keep_lines, read_lines, returns_early
from graphcheck.extract.displays import shorten_display
from graphcheck.extract.mentions import Mentions
from graphcheck.extract.opaque import Opaque
from graphcheck.extract.outline import ALONE, LINE, NAMED_CALL, Outline, cut
from graphcheck.extract.scan import has_word
from graphcheck.model.frozen import frozen

__all__ = ["Reduced", "reduce_text"]

_WIDE_WORDS = ("global", "globals", "nonlocal", "__all__", "vars", "locals", "exec")
"""Words of what may bind names of the module in other ways, or change ``__all__``."""
_WIDE = re.compile(rf"\b(?:{'|'.join(_WIDE_WORDS)})\b")
_FAR_WORD = re.compile(r"\b(?:globals?|nonlocal|__all__)\b")
"""Those that do so from inside a function."""
_BUSY = frozenset(("raise", "assert", "return", "yield", "from", "import"))
_EXIT = re.compile(r"\b(?:_?exit|quit)\b")
_RENAMED_EXIT = re.compile(
    r"=[ \t]*(?:\w+\.)*(?:_?exit|quit)\b(?![ \t]*\()|\b(?:_?exit|quit)[ \t]*[,)\]}]"
    r"|\b(?:_?exit|quit)\b[^\n]*\b(?:if|or|and)\b"
)
_RENAMED_STATE = re.compile(
    r"\bsys[ \t]+as\b|\baddsitedir\b(?![ \t]*\()|=[ \t]*\(?sys\b(?![ \t]*\.)"
    r"|\bfrom[ \t]+(?:sys|site)[ \t]+import\b(?:[ \t(]*\*|[ \t]*\(|[ \t]*\\|[^\n]*\b(?:path|modules|addsitedir)\b)"
    r"|(?:=(?:[^=\n(]*,)?|(?<![\w\])])\(|\b(?:else|or|and)\b)\s*sys[ \t]*\.[ \t]*(?:path|modules)\b(?![ \t]*[.\[])"
)
"""``sys.path`` and ``sys.modules`` may have other names in this file."""
_SEARCH = re.compile(r"\bsys[ \t]*\.[ \t]*path\b|\baddsitedir\b")
_MODULES = re.compile(r"\bsys[ \t]*\.[ \t]*modules\b|\b__path__\b")
_BRANCHES = frozenset(("if", "elif", "else", "try", "except", "finally"))
_STRINGS = frozenset(("'", '"', "r", "R", "b", "B", "u", "U"))
"""How a statement that is a string may begin."""
_IMPORTERS = re.compile(r"\b(?:import_module|__import__|find_spec)\b(?![ \t]*\()")
_OTHER_IMPORTERS = re.compile(
    r"\bresolve_name\b|importlib[ \t]*\.[ \t]*resources\b|importlib[ \t]+as\b"
    r"|from[ \t]+importlib[ \t]+import\b(?:[ \t]*[(\\*]|[^\n]*\bresources\b)"
)
"""Functions that import, but whose names say nothing: ``files``, ``path``."""
_IMPORTED_BY_NAME = re.compile(r"[ \t]*from[ \t]+importlib[\w.]*[ \t]+import\b[^#;]*")
_FAR = 1_000
_RENAMES = re.compile(r"[ \t]+as\b")
_WORD = re.compile(r"[A-Za-z_]\w*+")
_DEFINED = re.compile(r"def[ \t]+(\w+)")
_STAR = re.compile(r"import\b[\s\\(]*\*")
_OUTER_CALL = re.compile(
    r"(?:^|[=:;@]|\b(?:return|if|elif|while|in|with|assert|raise)\b)[ \t\n\\(]*([A-Za-z_]\w*+)[ \t]*\("
)
"""A call in the place where the value of a statement begins."""
_FUNCTION = re.compile(r"(?:async[ \t]+)?def[ \t]+(\w+)[ \t]*(?=\()")
_CLASS = re.compile(r"class[ \t]+(\w+)[ \t]*(?=[(:])")
_DECORATED = re.compile(r"@[ \t]*([A-Za-z_]\w*+)")
_DOTTED = re.compile(r"@([\w.]+)[ \t]*(?:#[^\n]*)?(?:\n|\Z)")


@frozen
class Reduced:
    """``numbers`` are those of the lines in the program, counted from 1; None where ``text`` is all of it.

    ``definitions`` are the functions of the module as the program has them, where their code matters word for word.
    ``unread`` are the numbers, among the functions of the module, of those of whose bodies ``text`` has nothing but
    the imports.
    """

    text: str
    numbers: Sequence[int] | None
    definitions: Sequence[Kept] = ()
    unread: frozenset[int] = frozenset()


_Part: TypeAlias = tuple[str, int, bool]
"""Text, the line where it begins, and whether it stands there so."""


@frozen
class _Member:
    """A statement of a class body; ``code`` is its ``text`` without the first indentation."""

    kind: str
    code: str
    text: str
    line: int


def reduce_text(text: str, outline: Outline, mentions: Mentions, *, outer: bool = False) -> Reduced | None:
    """``text`` must be a certain program (``certificate.is_certain``), and ``outline`` its statements.

    None where what matters may have other names. With ``outer``, functions that no statement of the module calls are
    left unread.
    """
    if (mentions.search or mentions.modules) and _RENAMED_STATE.search(text):
        return None
    if mentions.dynamic and (_OTHER_IMPORTERS.search(text) or _renames_import(text)):
        return None
    reduction = _Reduction(text, mentions, outer=outer and not mentions.computes)
    return reduction.run(text.count("\n", 0, outline.start) + 1, outline.pieces)


class _Reduction:
    def __init__(self, text: str, mentions: Mentions, *, outer: bool) -> None:
        self._mentions = mentions
        self._watched = frozenset(path.rpartition(".")[2] for path in mentions.watched)
        self._exits = any(has_word(text, word) for word in ("exit", "_exit", "quit"))
        self._wide = any(has_word(text, word) for word in _WIDE_WORDS)
        self._any_call = bool(self._watched) or (self._exits and bool(_RENAMED_EXIT.search(text)))
        self._star = bool(_STAR.search(text))
        self._callables = set(_DEFINED.findall(text))
        self._opaque = Opaque(text)
        self._outer = outer
        self._parts: list[_Part] = []
        self._definitions: list[Kept] = []

    def run(self, line: int, pieces: Sequence[str]) -> Reduced:
        kinds = [first_word(piece) for piece in pieces]
        for piece, kind in zip(pieces, kinds, strict=True):
            binds = kind not in ("def", "class", "@") or (kind == "def" and self._reaches_out(piece))
            if binds and "import" in piece:
                self._callables.update(_WORD.findall(piece))
        lines = list(accumulate((piece.count("\n") for piece in pieces), initial=line))
        whole = list(zip(kinds, pieces, lines, strict=False))
        others = [[] if kind == "def" else self._taken(kind, piece, number) for kind, piece, number in whole]
        functions = [(piece, number) for kind, piece, number in whole if kind == "def"]
        if self._mentions.computes:
            self._definitions = [(definition(piece), number) for piece, number in functions]
        unread = self._uncalled(functions, others) if self._outer else frozenset()
        numbers = count()
        for (kind, piece, number), parts in zip(whole, others, strict=True):
            if kind != "def":
                self._parts += parts
            elif next(numbers) in unread:
                self._unread_function(piece, number)
            else:
                self._function(piece, number)
        return self._reduced(unread)

    def _taken(self, kind: str, piece: str, line: int) -> list[_Part]:
        """What stays of a statement that defines no function."""
        self._statement(kind, piece, line)
        parts, self._parts = self._parts, []
        return parts

    def _reduced(self, unread: frozenset[int]) -> Reduced:
        numbers: list[int] = []
        for text, line, verbatim in self._parts:
            lines = text.count("\n")
            numbers += range(line, line + lines) if verbatim else (line,) * lines
        return Reduced("".join(part[0] for part in self._parts), numbers, self._definitions, unread)

    def _uncalled(self, functions: Sequence[Kept], others: Sequence[Sequence[_Part]]) -> frozenset[int]:
        """Numbers of the functions that nothing but other modules may call while the module is imported."""
        headers = [_FUNCTION.match(piece) for piece, _ in functions]
        calls = {name for parts in others for text, _, _ in parts for name in _mentioned(text)}
        unread = set()
        for number, (piece, _) in enumerate(functions):
            header = headers[number]
            if header is None or header.group().startswith("async") or self._reaches_further(piece):
                calls.update(_mentioned(piece))
            else:
                unread.add(number)
                first = LINE.match(piece)
                calls.update(_mentioned(first.group(2)[header.end() :]) if first else ())
        while called := {number for number in unread if (header := headers[number]) and header.group(1) in calls}:
            unread -= called
            calls = {name for number in called for name in _mentioned(functions[number][0])}
        return frozenset(unread)

    def _reaches_further(self, piece: str) -> bool:
        """Whether more of a function's body may count than what a call of it does."""
        if self._reaches_out(piece) or (self._mentions.search and _SEARCH.search(piece)):
            return True
        return self._mentions.modules and _MODULES.search(piece) is not None

    def _keep(self, piece: str, line: int) -> None:
        self._parts.append((piece, line, True))

    def _put(self, piece: str, line: int) -> None:
        """Lines that are not in the file, in place of what begins at ``line``."""
        self._parts.append((piece, line, False))

    def _statement(self, kind: str, piece: str, line: int, indent: str = "") -> None:
        match kind:
            case "class":
                self._class(piece, line, indent)
            case "@":
                if self._decorator_matters(piece[len(indent) :]):
                    self._keep(piece, line)
            case "def":
                self._function(piece, line, indent)
            case _ if kind in _STRINGS and _is_string(piece[len(indent) :]):
                self._put(f'{indent}""\n', line)
            case _ if self._mentions.computes:
                self._keep(piece, line)
            case _ if kind in _BRANCHES and self._block(piece, line):
                return
            case _:
                short = shorten_display(piece)
                if short is None:
                    self._keep(piece, line)
                else:
                    self._put(short, line)

    def _block(self, piece: str, line: int) -> bool:
        """The statements of one clause, one by one; False where it has none of their own lines."""
        first = LINE.match(piece)
        indent = _inner_indent(piece, first.end()) if first and first.group(2).endswith(":") else ""
        inner = cut(piece, first.end(), indent) if first and indent else None
        if first is None or inner is None:
            return False
        self._keep(first.group(), line)
        line += piece.count("\n", 0, inner.start)
        for each in inner.pieces:
            self._statement(first_word(each[len(indent) :]), each, line, indent)
            line += each.count("\n")
        return True

    def _put_all(self, pieces: Sequence[Kept]) -> None:
        for piece, line in pieces:
            self._keep(piece, line)

    # --- functions of the module

    def _function(self, piece: str, line: int, indent: str = "") -> None:
        header = _FUNCTION.match(piece, len(indent))
        lines = read_lines(piece, line)
        early = returns_early(lines) if "return" in piece else False
        if "import" in piece:
            for each in lines:
                if "import" in each.code:
                    self._callables.update(_WORD.findall(each.code))
        if header is None or early is None or (self._reaches_out(piece) and any(map(self._line_reaches_out, lines))):
            self._keep(piece, line)
            return
        if len(lines) == 1:
            if self._function_line_matters(lines[0]) or self._calls(piece[header.end() :]):
                self._keep(piece, line)
            else:
                self._put(f"{indent}{header.group()}(): pass\n", line)
            return
        if not (self._any_call or self._exits or self._mentions.nested or self._mentions.modules):
            self._opaque.shorten_calls(lines)
        matters = self._method_line_matters if header.group().startswith("async") else self._function_line_matters
        kept = keep_lines(lines, matters, self._refers, nested=True)
        inside = lines[1].text[: lines[1].indent]
        if kept is not None:
            self._put_all(kept)
        elif self._calls(lines[0].code[header.end() - len(indent) :]):
            self._keep(lines[0].text, line)
        else:
            self._put(f"{indent}{header.group()}():\n", line)
        if kept is None or early:
            self._put(f"{inside}{'while 0: return' if early else 'pass'}\n", line)

    def _unread_function(self, piece: str, line: int) -> None:
        """Its name, what its header does, and the imports in its body."""
        header, first = _FUNCTION.match(piece), LINE.match(piece)
        assert header is not None
        assert first is not None
        lines = read_lines(piece, line) if self._imports(piece) else []
        if len(lines) == 1 or not first.group(2).endswith(":"):
            self._keep(piece, line)
            return
        kept = keep_lines(lines, self._method_line_matters, self._refers, nested=False) if lines else None
        if kept is not None:
            self._put_all(kept)
        elif self._calls(first.group(2)[header.end() :]):
            self._keep(first.group(), line)
            self._put(" pass\n", line)
        else:
            self._put(f"{header.group()}(): pass\n", line)

    def _function_line_matters(self, line: Line) -> bool:
        code = line.code
        if line.word in _STRINGS and _is_string(code):
            return False
        if line.word == "assert" and not (self._any_call or self._mentions.nested):
            tested = self._opaque.undecided(code)
            if tested is not None:
                return tested in self._callables
        if "import" in code or "raise" in code or "assert" in code or "yield" in code:
            return True
        if line.word == "@":
            return self._decorator_matters(code)
        if self._refers(line):
            return True
        if "(" not in code:
            return False
        if self._exits and _EXIT.search(code):
            return True
        pattern = (
            NAMED_CALL if self._any_call or self._mentions.nested or line.word in ("with", "async") else _OUTER_CALL
        )
        called = pattern.findall(code)
        return bool(called) and (self._any_call or not self._callables.isdisjoint(called))

    def _refers(self, line: Line) -> bool:
        """Whether the line may import, leave, change the interpreter's state, or call what the runtime watches."""
        code = line.code
        return self._imports(code) or (self._exits and _EXIT.search(code) is not None) or self._names_state(code)

    def _imports(self, code: str) -> bool:
        return "import" in code or (self._mentions.dynamic and "find_spec" in code)

    def _names_state(self, code: str) -> bool:
        if self._mentions.search and _SEARCH.search(code):
            return True
        if self._mentions.modules and _MODULES.search(code):
            return True
        if self._mentions.dynamic and self._imports(code):
            return True
        return bool(self._watched) and not self._watched.isdisjoint(_WORD.findall(code))

    def _method_line_matters(self, line: Line) -> bool:
        """Only what a class body calls by name runs at import."""
        return self._imports(line.code) and not (line.word in _STRINGS and _is_string(line.code))

    def _decorator_matters(self, piece: str) -> bool:
        plain = _DOTTED.match(piece)
        if plain is None:
            return True
        name = plain.group(1)
        return "." not in name and (self._star or name in self._callables)

    # --- classes

    def _class(self, piece: str, line: int, indent: str) -> None:
        found = self._class_parts(piece, indent, line)
        if found is None:
            self._keep(piece, line)
        else:
            for text, number, verbatim in found[0]:
                (self._keep if verbatim else self._put)(text, number)

    def _class_parts(self, piece: str, indent: str, line: int) -> tuple[list[_Part], bool] | None:
        """What stays of a class that is indented by ``indent``, and whether its body does more than to define."""
        header = _CLASS.match(piece, len(indent))
        first = LINE.match(piece)
        if header is None or first is None or not first.group(2).endswith(":"):
            return None
        inner_indent = _inner_indent(piece, first.end())
        inner = cut(piece, first.end(), inner_indent) if inner_indent else None
        if inner is None:
            return None
        members = _members(inner.pieces, len(inner_indent), line + piece.count("\n", 0, inner.start))
        busy = self._calls(first.group(2)) or any(self._member_matters(member, inner_indent) for member in members)
        parts = self._busy_parts(members, inner_indent) if busy else self._quiet_parts(members, inner_indent)
        if busy or parts:
            return [(first.group(), line, True), *(parts or [(f"{inner_indent}pass\n", line, False)])], busy
        return [(f"{indent}{header.group()}: pass\n", line, False)], False

    def _member_matters(self, member: _Member, indent: str) -> bool:
        """Whether executing the class body itself does more here than to define."""
        code = member.code
        match member.kind:
            case "def":
                header = _FUNCTION.match(code)
                first = LINE.match(code)
                return header is None or first is None or self._calls(first.group(2)[header.end() :])
            case "class":
                inner = self._class_parts(member.text, indent, member.line)
                return inner is None or inner[1]
            case "@":
                return self._decorator_matters(code)
            case kind if kind in _STRINGS and _is_string(code):
                return False
            case kind if kind in CLAUSES or kind in _BUSY:
                return True
            case _:
                if ";" in code or ":=" in code or (self._wide and _WIDE.search(code)):
                    return True
                return self._calls(code) or (self._exits and bool(_EXIT.search(code)))

    def _quiet_parts(self, members: Sequence[_Member], indent: str) -> list[_Part]:
        """Imports of the methods."""
        parts: list[_Part] = []
        for member in members:
            if member.kind == "def":
                parts += self._method_parts(member) or ()
            elif member.kind == "class":
                inner = self._class_parts(member.text, indent, member.line)
                parts += inner[0] if inner and len(inner[0]) > 1 else ()
        return parts

    def _busy_parts(self, members: Sequence[_Member], indent: str) -> list[_Part]:
        """All but the methods that nothing in the class body names."""
        called = {word for each in members for word in self._called(each)}
        parts: list[_Part] = []
        for member in members:
            if member.kind in _STRINGS and _is_string(member.code):
                continue
            header = _FUNCTION.match(member.code) if member.kind == "def" else None
            if header is None:
                short = shorten_display(member.text)
                parts.append((member.text, member.line, True) if short is None else (short, member.line, False))
                continue
            if header.group(1) in called:
                parts.append((member.text, member.line, True))
                continue
            first = LINE.match(member.code)
            assert first is not None
            found = self._method_parts(member)
            if found is not None:
                parts += found
            elif not self._calls(first.group(2)[header.end() :]):
                parts.append((f"{indent}{header.group()}(): pass\n", member.line, False))
            elif first.group(2).endswith(":"):
                parts.append((indent + first.group(), member.line, True))
                parts.append((f"{indent} pass\n", member.line, False))
            else:
                parts.append((member.text, member.line, True))
        return parts

    def _called(self, member: _Member) -> Sequence[str]:
        """Names that executing the class body may call: of decorators and of calls of plain names."""
        if member.kind == "def":
            header = _FUNCTION.match(member.code)
            first = LINE.match(member.code)
            return NAMED_CALL.findall(first.group(2)[header.end() :]) if header and first else ()
        plain = _DOTTED.match(member.code) if member.kind == "@" else None
        return (plain.group(1),) if plain else NAMED_CALL.findall(member.code)

    def _method_parts(self, member: _Member) -> list[_Part] | None:
        """What stays of a function that runs only when it is called through an instance; None: nothing."""
        reaches_out = self._reaches_out(member.code)
        if not reaches_out and not self._imports(member.code):
            return None
        lines = read_lines(member.text, member.line)
        if len(lines) == 1:
            return [(member.text, member.line, True)] if reaches_out or self._imports(lines[0].code) else None
        if reaches_out:
            kept = keep_lines(lines, self._far_line_matters, self._far_line_refers, nested=False)
        else:
            kept = keep_lines(lines, self._method_line_matters, self._refers, nested=False)
        return None if kept is None else [(text, number, True) for text, number in kept]

    def _far_line_matters(self, line: Line) -> bool:
        return self._method_line_matters(line) or self._line_reaches_out(line)

    def _far_line_refers(self, line: Line) -> bool:
        return self._refers(line) or self._line_reaches_out(line)

    def _line_reaches_out(self, line: Line) -> bool:
        return self._reaches_out(line.code) and not _is_string(line.code)

    def _reaches_out(self, code: str) -> bool:
        """Whether it may bind names of the module from inside a function."""
        return self._wide and _FAR_WORD.search(code) is not None

    def _calls(self, code: str) -> bool:
        called = NAMED_CALL.findall(code) if "(" in code else ()
        if called and (self._any_call or self._star or not self._callables.isdisjoint(called)):
            return True
        return self._names_state(code)


def _renames_import(text: str) -> bool:
    """Whether a function that imports may be called by another name."""
    for found in _IMPORTERS.finditer(text):
        before = text[max(0, found.start() - _FAR) : found.start()].rpartition("\n")[2]
        if not _IMPORTED_BY_NAME.fullmatch(before) or _RENAMES.match(text, found.end()):
            return True
    return False


def _mentioned(text: str) -> Sequence[str]:
    """Names that the text may call: by brackets, or as decorators."""
    called: Sequence[str] = NAMED_CALL.findall(text) if "(" in text else ()
    return (*called, *_DECORATED.findall(text)) if "@" in text else called


def _members(pieces: Sequence[str], width: int, line: int) -> list[_Member]:
    members: list[_Member] = []
    for piece in pieces:
        code = piece[width:]
        members.append(_Member(first_word(code), code, piece, line))
        line += piece.count("\n")
    return members


def _is_string(piece: str) -> bool:
    """Whether the statement is one string and nothing else, a docstring most often."""
    return ALONE.match(piece) is not None


def _inner_indent(piece: str, start: int) -> str:
    for line in LINE.finditer(piece, start):
        if line.group(2):
            return str(line.group(1))
    return ""
