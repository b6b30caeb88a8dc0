"""What a requirements.txt declares, as pip reads it."""

from __future__ import annotations

from tests.config.worker_files import HEAD, load

TEXT = """\
# of the server
-r other.txt
--index-url https://example.org/simple
fastapi
  Foo_Bar[x]>=1 ; python_version > '3'  # why
pinned==1 --hash=sha256:00 \\
    --hash=sha256:11
tool @ https://example.org/tool.zip#sha256=0
-e .
not a requirement
"""


def test_requirements_of_every_kind() -> None:
    project = load(
        {"wrangler.toml": HEAD, "requirements.txt": TEXT.replace("\n", "\r\n"), "cf-requirements.txt": "old"}
    )

    assert [(each.name, each.requirement, each.group) for each in project.dependencies] == [
        ("fastapi", "fastapi", "requirements.txt"),
        ("foo-bar", "Foo_Bar[x]>=1 ; python_version > '3'", "requirements.txt"),
        ("pinned", "pinned==1", "requirements.txt"),
        ("tool", "tool @ https://example.org/tool.zip#sha256=0", "requirements.txt"),
        ("old", "old", "cf-requirements.txt"),
    ]
    origin = project.dependencies[1].origin
    assert origin is not None
    assert origin.span is not None
    assert (origin.span.line, origin.span.column) == (5, 3)


def test_hostile_lines_are_left_out_in_linear_time() -> None:
    for text in ("a" + " " * 900_000 + "b", " " * 900_000, "#" * 900_000, "\x00\ufeff" * 1000, "a[" * 400_000):
        assert load({"wrangler.toml": HEAD, "requirements.txt": text}).dependencies == ()
