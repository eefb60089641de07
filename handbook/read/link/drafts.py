"""Drafts held against the text: each on words that stand in the sentence it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from handbook.model import Deadline, DeadlineRule, Sentence
from handbook.model.drafts import Decided, Drafted, DraftedFigure, DraftedUnit
from handbook.read.deadlines import behind, settle
from handbook.read.link.answered import reached
from handbook.read.link.desk import Desk, not_named
from handbook.read.parse import Located
from handbook.read.records import DecidedRecord, DraftRecord, ExtentRecord, HandbookRecord
from handbook.words.findings import short


def link_drafts(
    desk: Desk, typed: Sequence[Located[DraftRecord]], rules: Sequence[DeadlineRule],
    info: HandbookRecord,
) -> tuple[Drafted, ...]:  # fmt: skip
    """Each draft; its words must stand in its sentence, what else it says in the text."""
    known: set[str] = set()
    found = []
    for item in typed:
        record = item.record
        if record.id in known:
            desk.report(item.place("id"), "引用", f"编号“{record.id}”写了两次")
        known.add(record.id)
        if record.sentence > len(desk.sentences):
            message = f"原文只有{len(desk.sentences)}句，没有第{record.sentence}句"
            desk.report(item.place("sentence"), "引用", message)
            continue
        sentence = desk.sentences[record.sentence - 1]
        begin = sentence.text.find(record.words)
        if begin < 0:
            message = f"第{record.sentence}句里没有“{short(record.words)}”，请重新起草"
            desk.report(item.place("words"), "文字", message)
            continue
        _check_words(desk, item, sentence)
        one = _drafted(desk, item, sentence, sentence.start + begin)
        found.append(replace(one, deadlines=tuple(_days(one, sentence, rules, info))))
    return tuple(found)


def link_decided(desk: Desk, typed: Sequence[Located[DecidedRecord]]) -> tuple[Decided, ...]:
    """What was decided, each draft once. What no longer stands in the text stays: it was so."""
    found: dict[str, Decided] = {}
    for item in typed:
        record = item.record
        if record.draft in found:
            desk.report(item.place("draft"), "引用", f"草稿“{record.draft}”写了两次")
        found[record.draft] = Decided(
            record.draft,
            record.sets,
            record.words,
            record.decision,
            record.was,
            record.said,
            record.made,
        )
    return tuple(found.values())


def _days(
    one: Drafted, sentence: Sentence, rules: Sequence[DeadlineRule], info: HandbookRecord
) -> Iterator[Deadline]:
    for text in one.times:
        if found := settle(text, rules, info.year, info.delivered_on):
            yield behind(found, sentence.text[: max(sentence.text.find(text), 0)], info.year)


def _check_words(desk: Desk, item: Located[DraftRecord], sentence: Sentence) -> None:
    record = item.record
    for key in ("times", "red_lines", "outcomes", "measures"):
        for i, word in enumerate(getattr(record, key)):
            if word not in desk.text:
                message = f"原文没有“{short(word)}”，请重新起草"
                desk.report(item.place(key, i), "文字", message)
    for key in ("targets", "extents", "figures"):
        for i, figure in enumerate(getattr(record, key)):
            if figure.text not in desk.text:
                message = f"原文没有“{short(figure.text)}”，请重新起草"
                desk.report(item.place(key, i, "text"), "数字", message)
    for i, part in enumerate(record.units):
        if part.name not in desk.text:
            desk.report(item.place("units", i, "name"), "情况", not_named(part.name))


def _drafted(desk: Desk, item: Located[DraftRecord], sentence: Sentence, start: int) -> Drafted:
    record = item.record
    units = tuple(
        DraftedUnit(
            part.name, part.role, part.basis,
            desk.quote(item, part.quote, "units", i, "quote") if part.quote else None,
            part.open, part.same,
        )
        for i, part in enumerate(record.units)
    )  # fmt: skip
    return Drafted(
        record.id, record.sets, record.title, sentence.section, record.sentence, start,
        start + len(record.words), record.rule, record.sure, record.kind, record.commitment,
        desk.quotes(item, record.quotes), units, record.times, (),
        tuple(map(_figure, record.targets)), tuple(map(_figure, record.extents)),
        record.red_lines, record.outcomes, record.measures, tuple(map(reached, record.figures)),
        record.reason, record.number, record.doubt or "",
    )  # fmt: skip


def _figure(record: ExtentRecord) -> DraftedFigure:
    return DraftedFigure(
        record.name, record.text, getattr(record, "comparator", None), record.value, record.upper,
        record.unit, record.masked,
    )  # fmt: skip
