"""What the README shows is what the program prints."""

from __future__ import annotations

import re
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
README = (REPOSITORY / "README.md").read_text("utf-8")


def test_the_report_is_that_of_the_sample() -> None:
    golden = (REPOSITORY / "sample_projects/010-root-prefix/expected/report.txt").read_text("utf-8")

    assert f"```console\n$ graphcheck report\n{golden}```" in README


def test_every_file_it_points_to_exists() -> None:
    targets = [target for target in re.findall(r"\]\(([^)#]+)", README) if "://" not in target]

    assert targets
    assert [target for target in targets if not (REPOSITORY / target).exists()] == []
