"""The follow-up as it was handed up for a month: frozen, and never made again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

FOLDER = "issues"
"""The folder of all issues, below that of the ledger; each has one, named by its month."""
CARD, RECORD = "issue.yaml", "handbook.json"
"""What an issue is, and what was known when it was made."""
LEDGER, WORD, PDF = "ledger.xlsx", "bulletin.docx", "bulletin.pdf"
PAPERS = {LEDGER: "台账（Excel）", WORD: "通报（Word）", PDF: "通报（PDF）"}
"""What was sent, and what readers call it."""
NUMBER_LENGTH = 40


@dataclass(frozen=True)
class Issue:
    """What was handed up for the month that begins on ``month``.

    ``entries`` are the ids of all that was known: nothing of it is told again as having come late.
    """

    month: date
    as_of: date
    issued: date
    number: str
    """The office's own; no other issue has it."""
    entries: frozenset[str] = field(default=frozenset(), repr=False)  # in no order: no digest of it
    record: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
    """Every field of tasks and matters as it was then (``record.recorded``)."""

    @property
    def id(self) -> str:
        """By what pages know it."""
        return self.name

    @property
    def name(self) -> str:
        """Its folder, such as ``2022-09``."""
        return f"{self.month:%Y-%m}"


def last_day(month: date) -> date:
    """The last day of the month that begins on ``month``."""
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def before(issues: Iterable[Issue], month: date) -> tuple[Issue, ...]:
    """The issues of earlier months."""
    return tuple(issue for issue in issues if issue.month < month)
