"""A handbook as plain values, to be frozen with an issue and compared with later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from handbook.model.handbook import Handbook
from handbook.model.ledger.entries import Entry
from handbook.model.ledger.matter import Matter
from handbook.model.tasks import Unit

Recorded = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""``tasks`` and ``matters``, each by id, with every field of theirs as JSON knows it."""


def recorded(hb: Handbook) -> Recorded:
    """Every field of tasks and matters; where one thing has another, an entry or a unit stands by
    its id."""
    return {
        "tasks": {key: _plain(task, whole=True) for key, task in hb.tasks.items()},
        "matters": {key: _matter(matter) for key, matter in hb.ledger.matters.items()},
    }


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
