"""Expected matches are those of glob-to-regexp 0.4.1 with ``{globstar: true}``, the library that wrangler bundles."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pathspec import PathSpec

from graphcheck.upload import InvalidGlob
from graphcheck.upload.pathspec_pattern import WranglerPattern
from graphcheck.upload.pattern import compile_glob, compile_without_globstar

NAMES = ("a.dat", "sub/a.dat", "sub/deep/a.dat", "ab.dat", "[a].dat", "a?.dat", ".hid/a.dat", "aXdat", "subx/a.dat")


def matches(glob: str) -> tuple[str, ...]:
    return tuple(name for name in NAMES if compile_glob(glob).match(name))


@pytest.mark.parametrize(
    ("glob", "expected"),
    [
        ("*.dat", ("a.dat", "ab.dat", "[a].dat", "a?.dat")),
        ("**/*.dat", tuple(name for name in NAMES if name != "aXdat")),
        ("**.dat", ("a.dat", "ab.dat", "[a].dat", "a?.dat")),
        ("**", NAMES),
        ("**/", NAMES),
        ("***/a.dat", ("a.dat", "sub/a.dat", "sub/deep/a.dat", ".hid/a.dat", "subx/a.dat")),
        ("sub/**", ("sub/a.dat", "sub/deep/a.dat")),
        ("sub/**/", ("sub/a.dat", "sub/deep/a.dat")),
        ("sub/**/a.dat", ("sub/a.dat", "sub/deep/a.dat")),
        ("sub**/a.dat", ("sub/a.dat", "subx/a.dat")),
        ("*/*/a.dat", ("sub/deep/a.dat",)),
        ("a?.dat", ("a?.dat",)),
        ("[a].dat", ("[a].dat",)),
        ("a.dat", ("a.dat",)),
        ("/a.dat", ()),
        ("./a.dat", ()),
        ("sub", ()),
        ("sub/", ()),
        ("A.DAT", ()),
        ("", ()),
        (r"a\.dat", ()),
        (r"\w.dat", ("a.dat",)),
        (r"a\?.dat", ("a.dat",)),
        (r"x\|a.dat", tuple(name for name in NAMES if name.endswith("a.dat"))),
    ],
)
def test_dialect(glob: str, expected: tuple[str, ...]) -> None:
    assert matches(glob) == expected


@pytest.mark.parametrize("glob", [r"\*.dat", r"\[a].dat", r"a\(", r"a\)"])
def test_globs_that_crash_wrangler(glob: str) -> None:
    with pytest.raises(InvalidGlob):
        compile_glob(glob)


def test_a_name_may_end_in_a_line_break() -> None:
    assert compile_glob("*.py").match("a.py\n") is None
    assert compile_glob("**/*").match("a\nb/c\n")


def test_without_globstar_every_star_crosses_slashes() -> None:
    assert compile_without_globstar("*.bb").match("sub/y.bb")
    assert not compile_without_globstar("**/*.txt").match("t.txt")


def test_it_is_a_pathspec_pattern() -> None:
    spec = PathSpec([WranglerPattern("**/*.py"), WranglerPattern("docs/**")])

    assert list(spec.match_files(["a.py", "b.txt", "docs/x"])) == ["a.py", "docs/x"]


def segments_match(pattern: list[str], path: list[str]) -> bool:
    """The dialect by its definition, one path segment at a time."""
    if not pattern:
        return not path
    if pattern[0] == "**":
        return segments_match(pattern[1:], path) or (bool(path) and segments_match(pattern, path[1:]))
    return bool(path) and segment_matches(pattern[0], path[0]) and segments_match(pattern[1:], path[1:])


def segment_matches(pattern: str, text: str) -> bool:
    if not pattern:
        return not text
    if pattern[0] == "*":
        return segment_matches(pattern[1:], text) or (bool(text) and segment_matches(pattern, text[1:]))
    return text[:1] == pattern[0] and segment_matches(pattern[1:], text[1:])


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(["**", "*", "a", "*a", "a*", "*a*b", "b"]), min_size=1, max_size=5),
    st.lists(st.sampled_from(["a", "b", "ab", "aab", "ba"]), min_size=1, max_size=5),
)
def test_equals_its_definition(pattern: list[str], path: list[str]) -> None:
    if pattern[-1] == "**":
        # At the end a globstar wants no slash of its own: "a/**" does not match "a", as no file is called "a/".
        expected = segments_match([*pattern[:-1], "**", "*"], path)
    else:
        expected = segments_match(pattern, path)
    assert bool(compile_glob("/".join(pattern)).match("/".join(path))) is expected


@pytest.mark.parametrize("glob", ["*a" * 60 + "b", "**/*" + "a*" * 60 + "b", "**/a*/" * 30 + "*b", "**/" * 50 + "x"])
def test_no_glob_takes_for_ever(glob: str) -> None:
    assert not compile_glob(glob).match("a" * 250 + "/" + "a/" * 500 + "c")
