"""What is handed up for a month: bulletin and ledger, and what was known when they were made."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from handbook.files.bulletin import bulletin
from handbook.files.papers import pdf, word
from handbook.files.register import register
from handbook.model import Handbook, Unit
from handbook.model.ledger.entries import Entry
from handbook.model.ledger.issues import CARD, LEDGER, PDF, RECORD, WORD, Issue
from handbook.model.ledger.matter import Matter


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
    """Every field of tasks and matters, and the ids of the entries that were known, as JSON.

    Where one thing has another, an entry or a unit stands by its id.
    """
    matters = hb.ledger.matters
    whole = {
        "month": issue.name,
        "as_of": str(issue.as_of),
        "handbook": hb.info.id,
        "tasks": {key: _plain(task, whole=True) for key, task in hb.tasks.items()},
        "matters": {key: _matter(matter) for key, matter in matters.items()},
        "entries": sorted(issue.entries),
    }
    return (json.dumps(whole, ensure_ascii=False, indent=0) + "\n").encode()


def _matter(matter: Matter) -> dict[str, Any]:
    """A matter with its opening, and what follows from its parts."""
    return {
        **_plain(matter, whole=True),
        "opening": _plain(matter.opening, whole=True),
        "done": matter.done, "open": matter.open, "days_left": matter.days_left,
    }  # fmt: skip


def _plain(value: Any, *, whole: bool = False) -> Any:
    """A value as JSON knows it; units and entries by their id, unless a ``whole`` one is asked."""
    if isinstance(value, Entry | Unit) and not whole:
        return value.id
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value
