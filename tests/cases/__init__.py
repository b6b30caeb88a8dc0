"""The real failures of ``docs/cases.md``: one data file, the page that is generated from it, and the proof."""
