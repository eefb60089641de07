"""The ledger of the follow-up as one sheet of Excel, for the record and for paper (A4, across).

A row for each unit that reports: what it says, what was checked and where the clock stands are
three columns and never one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handbook.files.cells import Row
from handbook.files.ledger import sheet_alone
from handbook.files.tables import Column, Table
from handbook.model import Handbook
from handbook.model.addresses import matter_title
from handbook.model.ledger.entries import Check, Reply, Report, Request
from handbook.model.ledger.matter import Matter
from handbook.model.ledger.telling import told
from handbook.words.days import in_full
from handbook.words.follow import (
    CHECKED_NAMES,
    CLOCK_NAMES,
    ENTRY_NAMES,
    FAULT_NAMES,
    FILED_NAMES,
    OUTCOME_NAMES,
    WISH_NAMES,
)

TITLE, UNTOLD = "督办台账", FILED_NAMES["none"]


@dataclass(frozen=True)
class Share:
    """A unit's part in a matter in words, with the last that it said and that was found of it."""

    matter: Matter
    unit: str = ""
    filed: str = ""
    checked: str = ""
    clock: str = ""
    said: str = ""
    found: str = ""
    wishes: str = ""


def register(hb: Handbook) -> bytes:
    """The ledger as of its day. Same data, same bytes."""
    as_of = hb.ledger.as_of
    assert as_of
    title = f"{TITLE}（截至{in_full(as_of)}）"
    return sheet_alone(hb.info, title, as_of, SHARES, SHARES.rows(hb))


def _shares(hb: Handbook) -> Iterator[Share]:
    for matter in hb.ledger.matters.values():
        for standing in matter.standings:
            entries = hb.ledger.said_by(matter, standing.unit)
            said = [_words(e) for e in entries if isinstance(e, Report | Request | Reply)]
            found = [_finding(hb, e) for e in entries if isinstance(e, Check)]
            yield Share(
                matter, hb.ledger.name(standing.unit), FILED_NAMES[standing.filed],
                CHECKED_NAMES[standing.checked], CLOCK_NAMES[standing.clock],
                said[-1] if said else UNTOLD, found[-1] if found else UNTOLD,
                "；".join(map(_wish, standing.requests)),
            )  # fmt: skip
        if not matter.standings:
            yield Share(matter, clock=CLOCK_NAMES[matter.clock])


def _words(entry: Report | Request | Reply) -> str:
    """What a unit said, with the day and what it was."""
    if isinstance(entry, Report):
        words = told(entry)
    else:
        words = _wish(entry) if isinstance(entry, Request) else entry.text
    return f"{entry.day} {ENTRY_NAMES[entry.kind]}：{words}"


def _wish(request: Request) -> str:
    return f"{WISH_NAMES[request.wish]}，{request.reason}"


def _finding(hb: Handbook, check: Check) -> str:
    fault = f"（{FAULT_NAMES[check.fault]}）" if check.fault else ""
    words = f"：{check.text}" if check.text else ""
    who = hb.ledger.name(check.checker)
    return f"{check.day} {who}：{OUTCOME_NAMES[check.outcome]}{fault}{words}"


def _lead(row: Row[Share]) -> str:
    lead = row.thing.matter.terms.lead
    return row.hb.ledger.name(lead) if lead else ""


def _rests_on(row: Row[Share]) -> str:
    return row.thing.matter.opening.source or f"{row.hb.info.genre}原文"


SHARES: Table[Share] = Table(
    "台账",
    (
        Column("事项编号", 6.5, lambda r: r.thing.matter.id, kind="key"),
        Column("立项文号", 9, lambda r: r.thing.matter.opening.number, kind="key"),
        Column("事项", 12, lambda r: matter_title(r.hb, r.thing.matter)),
        Column("任务", 8, lambda r: "、".join(r.thing.matter.opening.tasks), kind="key"),
        Column("牵头单位", 8, _lead),
        Column("填报单位", 8, lambda r: r.thing.unit),
        Column("办结时限", 10.5, lambda r: r.thing.matter.terms.due, kind="day"),
        Column("原定时限", 10.5, lambda r: "\n".join(str(d.day) for d in r.thing.matter.dues[:-1])),
        Column("填报", 6.5, lambda r: r.thing.filed),
        Column("核查", 6.5, lambda r: r.thing.checked),
        Column("时限", 6.5, lambda r: r.thing.clock),
        Column("单位最近的话", 23, lambda r: r.thing.said),
        Column("最近一次核查", 18, lambda r: r.thing.found),
        Column("待批的申请", 10, lambda r: r.thing.wishes),
        Column("依据", 10, _rests_on),
    ),
    3,
    _shares,
)  # fmt: skip
