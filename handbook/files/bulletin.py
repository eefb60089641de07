"""The bulletin of a month (督查通报): what the month's figures say, in the template's sentences."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from handbook.files.papers import Paper
from handbook.model import Handbook
from handbook.model.ledger.month import month_of
from handbook.model.ledger.telling import Telling
from handbook.words.prose import Prose


def bulletin(
    hb: Handbook, month: date, own: Path | None = None, *, number: str = "",
    issued: date | None = None,
) -> Paper:  # fmt: skip
    """The bulletin of the month that begins on ``month``, as of the ledger's day.

    Without a ``number`` it is a draft, and says so. Raises ``Fault`` where the template of that
    name in the folder ``own`` is wrong.
    """
    as_of = hb.ledger.as_of
    assert as_of
    found = month_of(hb.ledger, month, as_of, hb.ledger.issues)
    blocks = Prose(own).blocks(
        "bulletin", **Telling(hb).names, month=found, issued=issued,
        number_of_issue=f"第{number}期" if number.isdecimal() else number,
    )  # fmt: skip
    title = next((block.text for block in blocks if block.kind == "title"), "")
    return Paper(f"{month.year}年{month.month}月{title}", as_of, tuple(blocks), draft=not number)
