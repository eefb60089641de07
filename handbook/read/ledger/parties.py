"""What must hold of the units of the follow-up: names told apart, successors that are there."""

from __future__ import annotations

from collections.abc import Sequence

from handbook.model.ledger.entries import names
from handbook.read.ledger.records import ChangeRecord, PartyRecord
from handbook.read.parse import Located, Parser
from handbook.words.findings import short
from handbook.words.forms import OFFICE


def check_parties(parser: Parser, parties: Sequence[Located[PartyRecord]]) -> None:
    """Ids and names stand for one unit each, and who goes into another leads somewhere."""
    ids: dict[str, Located[PartyRecord]] = {}
    known: dict[str, str] = {}
    for item in parties:
        party = item.record
        if party.id == OFFICE:
            parser.report(item.place("id"), "引用", f"“{OFFICE}”是办公室的表用的，请换一个编号")
        first = ids.setdefault(party.id, item)
        if first is not item:
            message = f"编号“{party.id}”与 {first.place('id')} 重复，请改用别的编号"
            parser.report(item.place("id"), "引用", message)
        for name in names(party):
            if known.setdefault(name, party.id) != party.id:
                message = f"“{short(name)}”已经是 {known[name]} 的名称，请核对"
                parser.report(item.place("name"), "引用", message)
    into = {key: _successors(item.record) for key, item in ids.items()}
    for item in parties:
        for i, change in enumerate(item.record.changes):
            if message := _wrong_change(item.record, change, i, into):
                parser.report(item.place("changes", i), "情况", message)


def _successors(party: PartyRecord) -> list[str]:
    return [change.into for change in party.changes if change.into]


def _wrong_change(
    party: PartyRecord, change: ChangeRecord, at: int, into: dict[str, list[str]]
) -> str:
    if at and change.day <= party.changes[at - 1].day:
        return "变更要按日期先后写，请调整次序"
    if change.what == "renamed" and not (change.name and not change.into):
        return "更名要写新的名称（name），请补上"
    if change.what == "merged" and not change.into:
        return "合并要写并入的单位（into），请补上"
    if change.into and change.into not in into:
        return f"督办单位表里没有“{change.into}”，请补上这个单位"
    if change.into and _leads_back(party.id, into):
        return "并来并去又回到自己，请核对 into"
    return ""


def _leads_back(start: str, into: dict[str, list[str]]) -> bool:
    seen: set[str] = set()
    ahead = [*into.get(start, ())]
    while ahead:
        unit = ahead.pop()
        if unit == start:
            return True
        if unit not in seen:
            seen.add(unit)
            ahead += into.get(unit, ())
    return False
