"""What must hold between records, whatever the speech says: each check reports to the parser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handbook.model import DeadlineRule, Section
from handbook.read.deadlines import rule_faults
from handbook.read.parse import Located, Parser
from handbook.read.records import DeadlineRuleRecord, HandbookRecord, TaskRecord, UnitRecord
from handbook.read.typed import Typed
from handbook.words.findings import Place, short


def check_tasks(parser: Parser, typed: Typed, parts: Sequence[str]) -> None:
    """A handbook without any task has nothing to show or to count."""
    if not typed.tasks and parts and TaskRecord not in parser.broken:
        place = Place(f"{parser.shown}/tasks")
        parser.report(place, "格式", "还没有任务，请在 tasks/ 里至少写一条（如 tasks/2.1.yaml）")


def check_year(parser: Parser, item: Located[HandbookRecord]) -> None:
    """The year is the one that the speech and its day say."""
    info = item.record
    if info.year_quote and str(info.year) not in info.year_quote.exact:
        message = f"{info.year} 不在“{short(info.year_quote.exact)}”里，请核对"
        parser.report(item.place("year"), "数字", message)
    if info.delivered_on and info.year and info.delivered_on.year != info.year:
        message = f"{info.genre}日期不在 {info.year} 年，请核对 year 和 delivered_on"
        parser.report(item.place("delivered_on"), "情况", message)


def check_words(parser: Parser, item: Located[HandbookRecord]) -> None:
    """No commitment and no name of a kind of unit stands twice."""
    words: list[tuple[Place, str]] = [
        (item.place("commitments", i), word) for i, word in enumerate(item.record.commitments)
    ]
    names = [(item.place("unit_kinds", k), name) for k, name in item.record.unit_kinds.items()]
    for group in (words, names):
        seen: set[str] = set()
        for place, word in group:
            if word in seen:
                parser.report(place, "格式", f"“{word}”写了两次，请删去一处")
            seen.add(word)


def check_parts(
    parser: Parser, item: Located[HandbookRecord], sections: Mapping[str, Section]
) -> None:
    """The accounted parts are sections of the first level, each named once."""
    parts = {key for key in sections if "." not in key}
    accounted = item.record.accounted_parts
    for i, part in enumerate(accounted):
        place = item.place("accounted_parts", i)
        if part in accounted[:i]:
            parser.report(place, "引用", f"“{part}”写了两次，请删去一处")
        elif part not in parts:
            message = f"提纲的第一层里没有“{part}”，只能写 {'、'.join(sorted(parts))}"
            parser.report(place, "引用", message)


def sound_rules(parser: Parser, rules: Sequence[Located[DeadlineRuleRecord]]) -> list[DeadlineRule]:
    """The rules that can be applied; what is wrong with the others is reported."""
    first: dict[str, Place] = {}
    sound = []
    for item in rules:
        faults = list(rule_faults(item.record))
        for i, message in faults:
            parser.report(item.place("words", i), "格式", message)
        for i, word in enumerate(item.record.words):
            place = item.place("words", i)
            if word in first:
                message = f"“{short(word)}”在 {first[word]} 已经写过，请删去一处"
                parser.report(place, "引用", message)
            first.setdefault(word, place)
        if faults:
            parser.broken.add(DeadlineRuleRecord)
        else:
            rule = item.record
            sound.append(DeadlineRule(rule.words, rule.settles, rule.kind, rule.note))
    return sound


def check_covers(
    parser: Parser, units: Sequence[Located[UnitRecord]], kinds: Mapping[str, str]
) -> None:
    """Whom a collective takes in: other kinds of unit, or other units, each said once."""
    known = [*kinds, *parser.ids[UnitRecord]]
    for item in units:
        unit, seen = item.record, set[str]()
        for key in ("covers", "may_cover"):
            for i, group in enumerate(getattr(unit, key)):
                place = item.place(key, i)
                if group in (unit.id, unit.kind):
                    parser.report(place, "引用", f"{unit.name} 不能包括自己这一类，请改正")
                elif group in seen:
                    parser.report(place, "格式", f"“{short(group)}”写了两次，请删去一处")
                elif group not in known and UnitRecord not in parser.nameless:
                    message = f"没有“{short(group)}”这一类或者这个单位，请写单位的类别或者 id"
                    parser.report(place, "引用", message + parser.meant(group, known))
                seen.add(group)


def check_ids(parser: Parser, typed: Typed) -> None:
    """Ids are unique on their page, and a retired task id is not used again."""
    for group in (
        typed.units, typed.tasks, typed.problems, typed.results,
        [*typed.mechanisms, *typed.mindsets], typed.lists, typed.channels,
        *typed.entities.values(), typed.retired,
    ):  # fmt: skip
        _check_twins(parser, group)
    retired = {item.record.id: item.place("id") for item in typed.retired}
    for item in typed.tasks:
        if item.record.id in retired:
            where = retired[item.record.id]
            message = f"编号 {item.record.id} 已经停用（见 {where}），不能再用，请换一个新编号"
            parser.report(item.place("id"), "引用", message)


def _check_twins(parser: Parser, group: Sequence[Located[Any]]) -> None:
    first: dict[str, Place] = {}
    for item in group:
        key = item.record.id
        if key in first:
            message = f"编号“{key}”与 {first[key]} 重复，请改用别的编号"
            parser.report(item.place("id"), "引用", message)
            parser.broken.add(type(item.record))
        first.setdefault(key, item.place("id"))
