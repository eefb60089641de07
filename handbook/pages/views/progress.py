"""Ends reached against ends set: each beside the time gone, month by month, and as a ranking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from handbook.model import Handbook
from handbook.pages.page import Context

if TYPE_CHECKING:
    from handbook.model.ledger.matter import Matter, Progress, Standing


@dataclass(frozen=True)
class Row:
    """An end of a matter, how far it is reached (1 is all of it), and how its unit stands.

    ``share`` is ``None`` where there is no figure, or the end is a rate.
    """

    matter: Matter
    progress: Progress
    unit: str | None
    share: float | None
    standing: Standing | None


@dataclass(frozen=True)
class Series:
    """An end that is set anew from time to time: by unit what was reached by each day."""

    matter: Matter
    name: str
    days: tuple[date, ...]
    rows: tuple[tuple[str | None, tuple[Progress | None, ...]], ...]


def progress(hb: Handbook) -> Context | None:
    """``rows``, the ends now in question; how many are ``reached`` and so on; ``series``; and
    ``rankings``, by the name of an end, if the handbook asks for them."""
    matters = [m for m in hb.ledger.matters.values() if m.progress] if hb.info.internal else []
    if not matters:
        return None
    from handbook.model.ledger.asked import asked_goals

    rows = []
    for matter in matters:
        now = asked_goals(matter)
        rows += [_row(matter, p) for p in matter.progress if p.goal in now]
    return {
        "rows": rows,
        "verdicts": Counter(row.progress.verdict for row in rows),
        "series": [found for matter in matters for found in _series(matter)],
        "rankings": [*_rankings(rows)] if hb.info.ranked else [],
    }


def _row(matter: Matter, progress: Progress) -> Row:
    lead = next((part.unit for part in matter.parts if part.role == "lead"), None)
    unit = progress.goal.of or lead
    standing = next((s for s in matter.standings if s.unit == unit), None)
    goal, figure = progress.goal, progress.figure
    rate = goal.measured == "growth" or not goal.value
    share = figure.value / goal.value if figure and not rate else None
    return Row(matter, progress, unit, share, standing)


def _series(matter: Matter) -> Iterator[Series]:
    """The ends of a matter with more than one day, each with all its units."""
    found: dict[tuple[str, str], dict[str | None, dict[date, Progress]]] = {}
    for p in matter.progress:
        of_name = found.setdefault((p.goal.name, p.goal.unit), {})
        of_name.setdefault(p.goal.of, {})[p.goal.due] = p
    for (name, unit), by_unit in found.items():
        days = tuple(sorted({day for by_day in by_unit.values() for day in by_day}))
        if len(days) > 1:
            rows = tuple((of, tuple(map(by_day.get, days))) for of, by_day in by_unit.items())
            yield Series(matter, f"{name}（{unit}）", days, rows)


def _rankings(rows: Iterable[Row]) -> Iterator[tuple[Matter, str, list[Row], list[Row]]]:
    """Of each end that several units share: the ``ranked``, by how far they are by figures that
    somebody else has checked, and the rest, which are not ranked."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row.progress.goal.of:
            groups.setdefault((row.matter.id, row.progress.goal.name), []).append(row)
    for (_, name), some in groups.items():
        ranked = [row for row in some if row.progress.confirmed and row.share is not None]
        if len(ranked) > 1:
            ranked.sort(key=lambda row: -(row.share or 0))
            yield some[0].matter, name, ranked, [row for row in some if row not in ranked]
