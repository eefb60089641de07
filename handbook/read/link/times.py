"""The times that are set for a task."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handbook.model import Deadline, DeadlineRule, Quote
from handbook.read.deadlines import behind, settle
from handbook.read.gates import typed_deadlines
from handbook.read.link.desk import Desk
from handbook.read.parse import Located
from handbook.read.records import DeadlineRuleRecord, TaskRecord
from handbook.words.findings import short


def link_deadlines(
    desk: Desk,
    item: Located[TaskRecord],
    rules: Sequence[DeadlineRule],
    year: int | None,
    delivered_on: date | None,
    quotes: Sequence[Quote],
) -> tuple[Deadline, ...]:
    """A task's deadlines, the first one first; words that no rule knows are reported."""
    settled = []
    for steps, deadline in typed_deadlines(item.record):
        own = desk.quote(item, deadline.quote, *steps, "quote") if deadline.quote else None
        found = settle(deadline.text, rules, year, delivered_on)
        if found:
            said = (own,) if own else quotes
            settled.append(behind(found, _before(desk, said, deadline.text), year))
        elif DeadlineRuleRecord not in desk.parser.broken:
            message = f"deadlines.yaml 里没有“{short(deadline.text)}”这类时限用语，请补一条"
            words = [word for rule in rules for word in rule.words]
            meant = desk.parser.meant(deadline.text, words)
            desk.report(item.place(*steps, "text"), "数字", message + meant)
    return tuple(settled)


def _before(desk: Desk, quotes: Sequence[Quote], text: str) -> str:
    """What the sentence of a time says in front of it."""
    for quote in quotes:
        if text in quote.exact:
            at = quote.start + quote.exact.index(text)
            number = desk.finder.sentences_at(at, at + 1)[0]
            return desk.text[desk.sentences[number - 1].start : at]
    return ""
