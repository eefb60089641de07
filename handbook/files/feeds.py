"""What was added to the ledger, as Atom feeds, and its days to come, as calendars.

One of each for the whole and one for each unit of the follow-up; for the office alone.
"""

from __future__ import annotations

import hashlib
import html
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import TypeVar

from feedgenerator import Atom1Feed

from handbook.files.calendars import DOMAIN, day_event, empty_calendar
from handbook.files.office import online, plain
from handbook.model import Handbook
from handbook.model.addresses import matter_title
from handbook.model.downloads import feed_paths
from handbook.model.ledger.added import Added, Coming, added, coming
from handbook.model.ledger.entries import Check, Decision, Entry, Opening, Reply, Report, Request
from handbook.words.days import in_full
from handbook.words.follow import (
    COMING_NAMES,
    ENTRY_NAMES,
    FAULT_NAMES,
    FILED_NAMES,
    INTERNAL,
    OUTCOME_NAMES,
    WISH_NAMES,
)

T = TypeVar("T")
MOST = 100
"""Entries in a feed, the latest."""


def feeds(hb: Handbook) -> dict[str, str]:
    """All feeds and calendars, path below ``docs/`` to text."""
    rows = [(row.units, row) for row in added(hb.ledger, date.min)]
    days = sorted(coming(hb.ledger), key=lambda one: (one.day, one.matter.id, one.what, one.text))
    events = [(one.units, _event(hb, one)) for one in days]
    of_rows, of_events = _by_unit(rows), _by_unit(events)
    made = {}
    for unit, (feed, calendar) in feed_paths(hb).items():
        made[feed] = _feed(hb, unit, of_rows.get(unit, []))
        made[calendar] = _calendar(hb, unit, of_events.get(unit, []))
    return made


def _by_unit(rows: Sequence[tuple[tuple[str, ...], T]]) -> dict[str | None, list[T]]:
    """All rows, and those of each unit, in the same order."""
    found: dict[str | None, list[T]] = {}
    for units, row in rows:
        for unit in (None, *dict.fromkeys(units)):
            found.setdefault(unit, []).append(row)
    return found


def _name(hb: Handbook, unit: str | None) -> str:
    of = f"·{hb.ledger.name(unit)}" if unit else ""
    return plain(f"{hb.info.short_title}{of}：督办")


# -- what was added -------------------------------------------------------------------------------


def _feed(hb: Handbook, unit: str | None, rows: list[Added]) -> str:
    """Dated by the days on which things were entered: the same entries, the same bytes."""
    page = f"parties/{unit}.html" if unit else "changes.html"
    name = f"urn:{DOMAIN}:{hb.info.id or hb.info.year or 'text'}:ledger"
    made = Atom1Feed(
        _name(hb, unit), online(hb, page) or f"{name}:{unit or 'all'}",
        plain(hb.info.notice), language="zh-CN", author_name=hb.info.mark or INTERNAL,
        feed_guid=f"{name}:{unit or 'all'}",
    )  # fmt: skip
    for row in rows[:MOST]:
        entry, page = row.entry, f"matters/{row.matter.id}.html"
        guid = f"{name}:{entry.id}"
        made.add_item(
            plain(f"〔{ENTRY_NAMES[entry.kind]}〕{matter_title(hb, row.matter)}"),
            online(hb, page) or guid, html.escape(plain("。".join(_said(hb, entry)))),
            unique_id=guid, updateddate=datetime.combine(entry.received, time(), UTC),
        )  # fmt: skip
    text: str = made.writeString("utf-8")
    return text


def _said(hb: Handbook, entry: Entry) -> Iterator[str]:
    """What an entry says, in a line."""
    who = getattr(entry, "unit", None) or getattr(entry, "checker", None)
    yield f"{in_full(entry.day)}，{hb.ledger.name(who) if who else entry.by or ''}"
    if isinstance(entry, Report):
        yield from (FILED_NAMES["unchanged"],) if entry.unchanged else ()
        yield from filter(None, (entry.done,))
        yield from (f"{f.name}{f.value}{f.unit}" for f in entry.figures)
        yield from (f"困难：{entry.obstacle}" for _ in (1,) if entry.obstacle)
    elif isinstance(entry, Check):
        fault = f"（{FAULT_NAMES[entry.fault]}）" if entry.fault else ""
        yield OUTCOME_NAMES[entry.outcome] + fault
        yield from filter(None, (entry.text,))
    elif isinstance(entry, Request):
        yield f"申请{WISH_NAMES[entry.wish]}，理由：{entry.reason}"
    elif isinstance(entry, Reply):
        yield entry.text
    elif isinstance(entry, Opening | Decision):
        yield from (f"时限{in_full(entry.due)}" for _ in (1,) if entry.due)
        yield from filter(None, (entry.number, entry.source))


# -- what is to come ------------------------------------------------------------------------------


def _calendar(hb: Handbook, unit: str | None, events: list[str]) -> str:
    """A calendar of events that are written already: most stand in two."""
    empty: str = empty_calendar(_name(hb, unit)).to_ical().decode()
    head, end, foot = empty.partition("END:VCALENDAR")
    return "".join([head, *events, end, foot])


def _event(hb: Handbook, one: Coming) -> str:
    title = matter_title(hb, one.matter)
    moved = [f"原定{in_full(one.moved_from)}"] if one.moved_from else []
    event = day_event(
        hb, _key(one), one.day, f"{COMING_NAMES[one.what]}：{one.text or title}",
        "\n".join([title, f"事项：{one.matter.id}", *moved, hb.info.notice]),
        f"matters/{one.matter.id}.html",
    )  # fmt: skip
    text: str = event.to_ical().decode()
    return text


def _key(one: Coming) -> str:
    """What tells a day from others: one that is moved is the same, each for an answer another."""
    own = f"{'-'.join(one.units)}-{one.day}" if one.what == "answer" else one.text
    return f"{one.matter.id}-{one.what}-{hashlib.sha256(own.encode()).hexdigest()[:8]}"
