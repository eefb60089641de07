"""Drafts held against the text: each on words that stand in the sentence it names."""

from __future__ import annotations

from collections.abc import Sequence

from handbook.model.drafts import Drafted
from handbook.read.link.desk import Desk, not_named
from handbook.read.parse import Located
from handbook.read.records import DraftRecord
from handbook.words.findings import short


def link_drafts(desk: Desk, typed: Sequence[Located[DraftRecord]]) -> tuple[Drafted, ...]:
    """Each draft; its words, times and figures must stand in its sentence, its units' names in the
    text."""
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
        for key in ("times", "figures"):
            for i, word in enumerate(getattr(record, key)):
                if word not in sentence.text:
                    message = f"第{record.sentence}句里没有“{short(word)}”"
                    desk.report(item.place(key, i), "数字", message)
        for i, part in enumerate(record.units):
            if part.name not in desk.text:
                desk.report(item.place("units", i, "name"), "情况", not_named(part.name))
        start = sentence.start + begin
        found.append(
            Drafted(
                record.id, record.title, record.kind, sentence.section, record.sentence, start,
                start + len(record.words), record.rule, record.sure, record.commitment,
                tuple((part.name, part.role) for part in record.units), record.times,
                record.figures,
            )
        )  # fmt: skip
    return tuple(found)
