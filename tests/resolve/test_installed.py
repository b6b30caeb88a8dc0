from __future__ import annotations

from graphcheck.resolve.installed import SitePackages
from graphcheck.tree import MemoryTree

FILES: dict[str, str | bytes] = {
    "/p/pad/__init__.py": "",
    "/p/Left_Pad-1.0.dist-info/METADATA": (
        "Name: Left-Pad\r\nRequires-Python: >=3.9\r\nRequires-Dist: inner>=2 ; extra == 'x'\r\n"
        "Description: a\r\n  Requires-Dist: continued\r\n\r\nRequires-Dist: in-the-body\r\n"
    ),
    "/p/Left_Pad-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nTag: cp313-cp313-linux_x86_64\nTag: py3-none-any\n",
    "/p/Left_Pad-1.0.dist-info/RECORD": 'pad/__init__.py,sha256=x,0\n"odd, name.py",,\n../../bin/pad,,\nsolo.py,,\n',
    "/p/Left_Pad-1.0.dist-info/entry_points.txt": "[console_scripts]\npad = pad:main\n[ pad.plugins ]\na = b\n",
    "/p/broken-2.dist-info/METADATA": b"\xff\xfe\x00Requires-Dist",
    "/p/broken-2.dist-info/RECORD": b'"\xff,,\n\x00',
}


def test_reads_the_metadata_of_each_distribution() -> None:
    packages = SitePackages(MemoryTree(FILES), "/p")

    assert {name: each.version for name, each in packages.distributions.items()} == {"left-pad": "1.0", "broken": "2"}
    assert packages.requirements("left-pad") == ("inner>=2 ; extra == 'x'",)
    assert packages.requires_python("left-pad") == ">=3.9"
    assert packages.tags("left-pad") == ("cp313-cp313-linux_x86_64", "py3-none-any")
    assert packages.entry_point_groups("left-pad") == ("console_scripts", "pad.plugins")
    assert packages.files("left-pad") == ("pad/__init__.py", "odd, name.py", "../../bin/pad", "solo.py")
    assert packages.providers["pad"] == packages.providers["solo"] == ("left-pad",)


def test_broken_and_missing_metadata_say_nothing() -> None:
    packages = SitePackages(MemoryTree(FILES), "/p")

    assert packages.requirements("broken") == packages.tags("broken") == packages.requirements("unknown") == ()
    assert SitePackages(MemoryTree(FILES), "/absent").distributions == {}
    assert "pad" in packages.providers


def test_metadata_that_is_too_large_is_not_read() -> None:
    files = {**FILES, "/p/Left_Pad-1.0.dist-info/METADATA": "Requires-Dist: inner\n" + "X: y\n" * 300_000}

    assert SitePackages(MemoryTree(files), "/p").requirements("left-pad") == ()
