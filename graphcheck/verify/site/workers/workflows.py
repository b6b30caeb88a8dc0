"""Exceptions of workflows."""
# mypy: ignore-errors


class NonRetryableError(Exception):
    pass
