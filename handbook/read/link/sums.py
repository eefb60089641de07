"""Figures that the text itself adds up."""

from __future__ import annotations

from collections.abc import Sequence

from handbook.read.gates import sum_adds_up
from handbook.read.link.desk import Desk
from handbook.read.parse import Located
from handbook.read.records import SumRecord


def check_sums(desk: Desk, typed: Sequence[Located[SumRecord]]) -> None:
    """Each sum is quoted and adds up; nothing is made of it."""
    for item in typed:
        desk.quote(item, item.record.quote, "quote")
        desk.complain(item, sum_adds_up(item.record))
