"""变动对照: what reads otherwise than in an issue, old and new side by side, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from handbook.model import Handbook
from handbook.model.addresses import matter_title
from handbook.pages.page import Context
from handbook.words.days import in_full
from handbook.words.follow import (
    ASKED_NAMES,
    CHECKED_NAMES,
    CLOCK_NAMES,
    ENDS_NAMES,
    FILED_NAMES,
    SINCE_NAMES,
)
from handbook.words.vocabulary import BASIS_NAMES, KIND_NAMES, ROLE_NAMES

if TYPE_CHECKING:
    from handbook.model.ledger.entries import Entry
    from handbook.model.ledger.issues import Issue
    from handbook.model.ledger.since import Changed, Since


@dataclass(frozen=True)
class Line:
    """A field in words: what it is called, what it said, what it says, the entries behind it."""

    name: str
    old: str
    new: str
    entries: tuple[Entry, ...]


def since(hb: Handbook) -> Context | None:
    """``issues`` to compare with, the last one first."""
    found = _issues(hb)
    return {"issues": found[::-1]} if found else None


def issue_pages(hb: Handbook) -> Iterator[tuple[Issue, Context]]:
    """Each issue with what has changed since: ``tasks`` and ``matters`` by id with their lines."""
    if not (issues := _issues(hb)):
        return
    from handbook.model.ledger.record import recorded
    from handbook.model.ledger.since import since as compared

    say, now = _Words(hb), recorded(hb)
    for issue in issues:
        found = compared(hb, issue, now)
        yield issue, {"issue": issue, "found": found, "title_of": say.title, **say.all_of(found)}


def _issues(hb: Handbook) -> list[Issue]:
    return [*hb.ledger.compared] if hb.info.internal else []


class _Words:
    """Plain values, as they were frozen, in words."""

    def __init__(self, hb: Handbook) -> None:
        self._hb = hb
        self._names: Mapping[str, Mapping[Any, str]] = {
            "filed": FILED_NAMES, "checked": CHECKED_NAMES, "clock": CLOCK_NAMES,
            "asked": ASKED_NAMES, "kind": KIND_NAMES,
        }  # fmt: skip
        from handbook.model.ledger.entries import Decision

        ending = [e for e in hb.ledger.entries if isinstance(e, Decision) and e.ends]
        self._ends: Mapping[str, str] = {e.id: ENDS_NAMES[e.ends] for e in ending if e.ends}
        self._ways: Mapping[str, Callable[[Any], str]] = {
            **dict.fromkeys(("lead", "checker", "supports", "reporters"), self._party),
            **dict.fromkeys(("due", "owed"), _day),
            **dict.fromkeys(("red_lines", "outcomes", "measures"), lambda x: str(x["text"])),
            **dict.fromkeys(("targets", "extents"), lambda x: f"{x['name']}：{x['text']}"),
            "quotes": lambda x: f"“{x['exact']}”",
            "assignments": self._assignment,
            "deadlines": lambda x: x["text"] + (f"（{_day(x['date'])}）" if x["date"] else ""),
            "milestones": lambda x: f"{_day(x['day'])}前{x['text']}",
            "goals": self._goal,
            "figure": lambda x: f"{x['value']}{x['unit']}",
            "ended": lambda x: self._ends.get(x, x),
        }  # fmt: skip

    def title(self, matter: str) -> str:
        """What a matter is called."""
        return matter_title(self._hb, self._hb.ledger.matters[matter])

    def all_of(self, found: Since) -> dict[str, dict[str, list[Line]]]:
        """``tasks`` and ``matters`` by id, the fields that changed in words."""
        both = {"tasks": found.tasks, "matters": found.matters}
        return {
            kind: {key: [self.line(row) for row in rows] for key, rows in things.items()}
            for kind, things in both.items()
        }

    def line(self, row: Changed) -> Line:
        """A field that changed, in words."""
        name, _, of = row.field.partition(" ")
        label, whose = SINCE_NAMES[name], self._whose(name, of)
        title = f"{label}（{whose}）" if whose else label
        return Line(title, self._said(name, row.old), self._said(name, row.new), row.entries)

    def _said(self, name: str, value: Any) -> str:
        if value is None or value == []:
            return ""
        values = value if isinstance(value, list) else [value]
        way = self._ways.get(name) or (lambda x: self._names.get(name, {}).get(x, str(x)))
        return "；".join(map(way, values))

    def _whose(self, name: str, of: str) -> str:
        if name != "figure":
            return self._party(of) if of else ""
        goal, _, unit = of.partition("|")
        return f"{goal}，{self._party(unit)}" if unit else goal

    def _party(self, unit: str) -> str:
        return self._hb.ledger.name(unit) if unit in self._hb.ledger.parties else unit

    def _assignment(self, part: Mapping[str, Any]) -> str:
        unit = self._hb.units.get(part["unit"])
        name = unit.name if unit else part["unit"]
        return f"{name}（{ROLE_NAMES[part['role']]}，{BASIS_NAMES[part['basis']]}）"

    def _goal(self, goal: Mapping[str, Any]) -> str:
        whose = f"（{self._party(goal['of'])}）" if goal["of"] else ""
        return f"{goal['name']}到{_day(goal['due'])}达到{goal['value']}{goal['unit']}{whose}"


def _day(text: str) -> str:
    return in_full(date.fromisoformat(text))
