"""The ways for citizens to reach the government, and the tasks behind them."""

from __future__ import annotations

from handbook.model import Channel, Handbook, Task
from handbook.pages.page import Context


def citizens(hb: Handbook) -> Context | None:
    """``behind``: for each channel's id the tasks whose words overlap it or name the same thing."""
    order = {key: place for place, key in enumerate(hb.tasks)}
    behind = {c.id: sorted(_behind(hb, c), key=order.__getitem__) for c in hb.channels}
    tasks: dict[str, list[Task]] = {
        channel: [hb.tasks[key] for key in keys] for channel, keys in behind.items()
    }
    return {"behind": tasks} if hb.channels else None


def _behind(hb: Handbook, channel: Channel) -> set[str]:
    ids: set[str] = set()
    for mention in hb.mentions_in(channel.quote.start, channel.quote.end):
        if hb.speech.text[mention.start : mention.end] in channel.name:
            ids |= set(hb.tasks_of.get(mention.ref, ()))
    for number in channel.quote.sentences:
        ids |= set(hb.uses[number].tasks)
    return ids
