"""提示: what an office should look at and what is no reason to fail, rule by rule."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.model.ledger.against import against
from handbook.model.ledger.entries import (
    Decision,
    Entry,
    Opening,
    Report,
    Request,
)
from handbook.model.ledger.matter import Matter
from handbook.read.ledger.checks import Desk

LATE_DAYS = 31
"""Days after which it is told that something was entered long after it happened."""


def notes(desk: Desk) -> Iterator[tuple[Entry, str]]:
    """Each with the entry that it is about."""
    for matter in desk.ledger.matters.values():
        yield from _incomplete(matter)
        yield from _against(desk, matter)
        for entry in matter.entries:
            yield from _of_entry(matter, entry)


def _incomplete(matter: Matter) -> Iterator[tuple[Entry, str]]:
    """A matter has what is needed to follow it up and to close it."""
    terms = matter.terms
    wanted = {
        "牵头单位": terms.lead, "时限": terms.due, "办结标准": terms.closes_when,
        "要什么佐证": terms.evidence, "多久问一次": terms.asked,
    }  # fmt: skip
    missing = [name for name, held in wanted.items() if not held]
    if missing and matter.open:
        yield matter.opening, f"还没有定{'、'.join(missing)}"
    for milestone in terms.milestones or ():
        if terms.due and milestone.day > terms.due:
            yield matter.opening, f"阶段目标 {milestone.day} 晚于时限 {terms.due}"


def _against(desk: Desk, matter: Matter) -> Iterator[tuple[Entry, str]]:
    """A decision that leads away from the words is one that the office meant."""
    source = matter.dues[-1].entry if matter.dues else matter.opening
    for found in against(matter, desk.tasks, desk.ledger.parties):
        if found.what == "day":
            yield source, f"任务 {found.task} 的原文时限是 {found.spoken}，交办改为 {found.decided}"
        elif isinstance(found.spoken, tuple):
            names = "、".join(unit.name for unit in found.spoken)
            lead = desk.name(matter.terms.lead or "")
            yield matter.opening, f"任务 {found.task} 原文点名{names}，交办的牵头单位是{lead}"


def _of_entry(matter: Matter, entry: Entry) -> Iterator[tuple[Entry, str]]:
    """An entry was made in time, and a report says who let it out."""
    late = (entry.received - entry.day).days
    if late > LATE_DAYS and not isinstance(entry, Opening | Decision):
        yield entry, f"发生 {late} 天以后才登记"
    if isinstance(entry, Report) and not entry.unchanged and not entry.signed_by:
        yield entry, "没有审签人，讲话要求主要领导把关"
    if isinstance(entry, Request) and entry.wish == "close" and not matter.terms.closes_when:
        yield entry, "申请销号，事项还没有办结标准"
