"""The ways for citizens to reach the government, and the tasks behind them."""

from __future__ import annotations

from handbook.model import Channel, Handbook, Task
from handbook.pages.page import Context


def citizens(hb: Handbook) -> Context | None:
    """``quotes``: the sentences that name a channel, each once.

    ``tasks``: those whose words overlap a channel's or name the same thing, each once.
    """
    if not hb.channels:
        return None
    numbers = sorted({number for channel in hb.channels for number in channel.quote.sentences})
    behind = {key for channel in hb.channels for key in _behind(hb, channel)}
    place = {key: at for at, key in enumerate(hb.sections)}
    tasks: list[Task] = sorted(
        (hb.tasks[key] for key in behind), key=lambda task: (place[task.section], task.id)
    )
    return {"quotes": [hb.sentence(number) for number in numbers], "tasks": tasks}


def _behind(hb: Handbook, channel: Channel) -> set[str]:
    ids: set[str] = set()
    for mention in hb.mentions_in(channel.quote.start, channel.quote.end):
        if hb.speech.text[mention.start : mention.end] in channel.name:
            ids |= set(hb.tasks_of.get(mention.ref, ()))
    for number in channel.quote.sentences:
        ids |= set(hb.uses[number].tasks)
    return ids
