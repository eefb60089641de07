"""Words that people use and the text does not, with those that it uses instead."""

from __future__ import annotations

from collections.abc import Sequence

from handbook.model import Asked
from handbook.read.link.desk import Desk, not_named
from handbook.read.parse import Located
from handbook.read.records import AskedRecord
from handbook.words.findings import short


def link_asked(desk: Desk, typed: Sequence[Located[AskedRecord]]) -> tuple[Asked, ...]:
    """Each entry; what is said must stand in the text, what is asked must not, nor stand twice."""
    known: set[str] = set()
    for item in typed:
        for i, word in enumerate(item.record.said):
            if word not in desk.text:
                desk.report(item.place("said", i), "文字", not_named(word))
        for i, word in enumerate(item.record.asked):
            place = item.place("asked", i)
            if word in desk.text:
                message = f"原文里就有“{short(word)}”，直接能搜到，请从这里删去"
                desk.report(place, "文字", message)
            if word in known:
                desk.report(place, "格式", f"“{short(word)}”写了两次，请合成一条")
            known.add(word)
    return tuple(Asked(item.record.asked, item.record.said) for item in typed)
