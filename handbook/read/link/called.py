"""What the speech calls for or calls by name without a page of its own: lists, channels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handbook.model import CalledList, Channel, Quote, Task
from handbook.read.link.desk import Desk, not_named
from handbook.read.link.index import by_sentence
from handbook.read.parse import Located
from handbook.read.records import ChannelRecord, ListRecord
from handbook.words.findings import short


def link_lists(
    desk: Desk, typed: Sequence[Located[ListRecord]], tasks: Mapping[str, Task]
) -> tuple[CalledList, ...]:
    """The lists, each with the tasks whose words overlap its own."""
    near = by_sentence(tasks)
    order = {key: place for place, key in enumerate(tasks)}
    lists = []
    for item in typed:
        record = item.record
        quotes = desk.quotes(item, record.quotes)
        for i, name in enumerate(record.items):
            if not any(name in quote.exact for quote in quotes):
                message = f"“{short(name)}”不在这份清单的引语里，请照原文摘录"
                desk.report(item.place("items", i), "文字", message)
        # what overlaps shares a sentence
        close = {key for quote in quotes for number in quote.sentences for key in near[number]}
        touching = [key for key in close if _overlap(tasks[key].quotes, quotes)]
        touching.sort(key=order.__getitem__)
        lists.append(CalledList(record.id, record.title, quotes, record.items, tuple(touching)))
    return tuple(lists)


def link_channels(desk: Desk, typed: Sequence[Located[ChannelRecord]]) -> tuple[Channel, ...]:
    """The ways for citizens to reach the government."""
    channels = []
    for item in typed:
        quote = desk.quote(item, item.record.quote, "quote")
        if item.record.name not in desk.text:
            desk.report(item.place("name"), "文字", not_named(item.record.name))
        if quote:
            channels.append(Channel(item.record.id, item.record.name, quote))
    return tuple(channels)


def _overlap(left: Sequence[Quote], right: Sequence[Quote]) -> bool:
    return any(a.start < b.end and b.start < a.end for a in left for b in right)
