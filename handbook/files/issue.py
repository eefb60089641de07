"""What is handed up for a month: bulletin and ledger, and what was known when they were made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from handbook.files.bulletin import bulletin
from handbook.files.papers import pdf, word
from handbook.files.register import register
from handbook.model import Handbook
from handbook.model.ledger.issues import CARD, LEDGER, PDF, RECORD, WORD, Issue
from handbook.model.ledger.record import recorded


def drafts(hb: Handbook, month: date, own: Path | None) -> dict[str, bytes]:
    """The papers of a month as of the ledger's day, without a number.

    Raises ``Fault`` where a template in ``own`` is wrong or a PDF cannot be set.
    """
    paper = bulletin(hb, month, own)
    return {WORD: word(hb, paper), PDF: pdf(hb, paper), LEDGER: register(hb)}


def issue_files(hb: Handbook, issue: Issue, own: Path | None) -> Iterator[tuple[str, bytes]]:
    """All that is frozen of an issue, by name; made one after the other."""
    paper = bulletin(hb, issue.month, own, number=issue.number, issued=issue.issued)
    yield WORD, word(hb, paper)
    yield PDF, pdf(hb, paper)
    yield LEDGER, register(hb)
    yield RECORD, record(hb, issue)
    yield CARD, card(issue).encode()


def card(issue: Issue) -> str:
    """What an issue is, as the YAML that is read back."""
    return (
        "# 已经发出，这个文件夹里的文件都不要改动；要更正的另行登记，下一期写明。\n"
        f"month: {json.dumps(issue.name)}\n"
        f"as_of: {issue.as_of}\n"
        f"issued: {issue.issued}\n"
        f"number: {json.dumps(issue.number, ensure_ascii=False)}\n"
    )


def record(hb: Handbook, issue: Issue) -> bytes:
    """Every field of tasks and matters, and the ids of the entries that were known, as JSON."""
    whole = {
        "month": issue.name,
        "as_of": str(issue.as_of),
        "handbook": hb.info.id,
        **recorded(hb),
        "entries": sorted(issue.entries),
    }
    return (json.dumps(whole, ensure_ascii=False, indent=0) + "\n").encode()
