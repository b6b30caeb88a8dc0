"""Nodes that several readers make."""

from __future__ import annotations

import libcst as cst

from graphcheck.extract.assemble.nodes import maker, separator

__all__ = [
    "NO_COMMA", "NO_SPACE", "annotation", "attribute", "colon", "comma", "dot", "element", "equal", "generator",
    "left_bracket", "left_paren", "name", "open_tuple", "right_bracket", "right_paren",
]  # fmt: skip

NO_COMMA = cst.MaybeSentinel.DEFAULT
NO_SPACE = cst.SimpleWhitespace("")

name = maker(cst.Name, "value")
attribute = maker(cst.Attribute, "value", "attr", "dot")
dot = separator(cst.Dot)
comma = separator(cst.Comma)
equal = separator(cst.AssignEqual)
colon = maker(cst.Colon, "whitespace_before", "whitespace_after")
left_paren = maker(cst.LeftParen, "whitespace_after")
right_paren = maker(cst.RightParen, "whitespace_before")
left_bracket = maker(cst.LeftSquareBracket, "whitespace_after")
right_bracket = maker(cst.RightSquareBracket, "whitespace_before")
annotation = maker(cst.Annotation, "annotation", "whitespace_before_indicator", "whitespace_after_indicator")
element = maker(cst.Element, "value", "comma")
open_tuple = maker(cst.Tuple, "elements", "lpar", "rpar")
generator = maker(cst.GeneratorExp, "elt", "for_in", "lpar", "rpar")
