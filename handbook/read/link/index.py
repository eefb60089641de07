"""The relations that pages follow both ways: tasks of a thing, places of a thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from handbook.model import Answered, CalledList, Mention, Section, Task, within
from handbook.read.speech import QuoteFinder


def by_sentence(things: Mapping[str, Task] | Mapping[str, Answered]) -> dict[int, list[str]]:
    """Ids of the things that quote a sentence, by its number, in the order of the things."""
    index: dict[int, list[str]] = defaultdict(list)
    for key, thing in things.items():
        for number in dict.fromkeys(n for quote in thing.quotes for n in quote.sentences):
            index[number].append(key)
    return index


def index_tasks(
    tasks: Mapping[str, Task],
    takers: Iterable[Answered | CalledList],
    mentions: Sequence[Mention],
    sections: Mapping[str, Section],
) -> dict[str, tuple[str, ...]]:
    """Task ids by the ref of what they touch: units, sections, what they name or take up."""
    index: dict[str, dict[str, None]] = defaultdict(dict)
    for task in tasks.values():
        for unit in task.units:
            index[unit.ref][task.id] = None
        section: str | None = task.section
        while section is not None:
            index[f"section:{section}"][task.id] = None
            section = sections[section].parent
        for quote in task.quotes:
            for mention in within(mentions, quote.start, quote.end):
                if not mention.ref.startswith("unit:"):
                    index[mention.ref][task.id] = None
    for thing in takers:
        for task_id in thing.tasks:
            index[thing.ref][task_id] = None
    return {ref: tuple(ids) for ref, ids in index.items()}


def index_places(mentions: Iterable[Mention], finder: QuoteFinder) -> dict[str, tuple[int, ...]]:
    """Ids of the sentences that name a thing, by its ref."""
    index: dict[str, dict[int, None]] = defaultdict(dict)
    for mention in mentions:
        for number in finder.sentences_at(mention.start, mention.end):
            index[mention.ref][number] = None
    return {ref: tuple(numbers) for ref, numbers in index.items()}
