"""The follow-up after the speech: what was entered, and how each matter stands for a given day.

In: entries, only ever added. Out: standing, which nobody types and nothing stores.
"""

from handbook.model.ledger.entries import (
    FIELDS,
    OPEN_FIELDS,
    Change,
    Check,
    Decision,
    Entry,
    Figure,
    Goal,
    Milestone,
    Opening,
    Party,
    Purged,
    Receipt,
    Reply,
    Report,
    Request,
    Terms,
    UnitEntry,
    Void,
)
from handbook.model.ledger.ledger import NEAR, Ledger, Note
from handbook.model.ledger.matter import Due, Matter, Part, Progress, Standing

__all__ = [
    "FIELDS", "NEAR", "OPEN_FIELDS", "Change", "Check", "Decision", "Due", "Entry", "Figure",
    "Goal", "Ledger", "Matter", "Milestone", "Note", "Opening", "Part", "Party", "Progress",
    "Purged", "Receipt", "Reply", "Report", "Request", "Standing", "Terms", "UnitEntry", "Void",
]  # fmt: skip
