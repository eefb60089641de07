"""Workbooks are read in a process of their own."""

from __future__ import annotations

from functools import cache

from handbook.apart import Reader
from handbook.intake.workbook import Sheet, read_workbook


@cache
def reader() -> Reader[dict[str, Sheet]]:
    """The one that a command has; who has read all closes it."""
    return Reader(read_workbook, "填好的表")
