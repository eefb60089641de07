"""Tasks that belong together: same unit, same passage, same document, same words elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from handbook.model import KINDS, Handbook, Task

RUN = 4
"""Characters that must be the same for two tasks to share words."""
RARE = 4
"""Words or things that more tasks than this have in common relate nobody."""
MOST = 8
"""Related tasks shown at most."""


@dataclass(frozen=True)
class Related:
    """Another task and what the two share: ``passage``, ``thing`` (``ref``) or ``words``."""

    task: Task
    why: str
    ref: str = ""
    words: str = ""


def relate(hb: Handbook) -> dict[str, list[Related]]:
    """For each task id the other tasks tied to it: by a thing, by words, by passage."""
    runs = _runs(hb)
    relations: dict[str, list[Related]] = {}
    for task in hb.tasks.values():
        found: dict[str, Related] = {}
        ties = chain(_by_thing(hb, task), _by_words(hb, task, runs), _by_passage(hb, task))
        for related in ties:
            found.setdefault(related.task.id, related)
            if len(found) == MOST:  # a long passage ties each of its tasks to all others
                break
        relations[task.id] = list(found.values())
    return relations


def _by_thing(hb: Handbook, task: Task) -> Iterator[Related]:
    named = {"unit", *(kind.key for kind in KINDS)}
    for ref in hb.refs_of[task.id]:
        ids = hb.tasks_of[ref]
        if ref.partition(":")[0] in named and len(ids) <= RARE:
            for other in ids:
                if other != task.id:
                    yield Related(hb.tasks[other], "thing", ref=ref)


def _by_words(hb: Handbook, task: Task, runs: Mapping[str, tuple[str, ...]]) -> Iterator[Related]:
    shared: dict[str, str] = {}
    for quote in task.quotes:
        for at in range(len(quote.exact) - RUN + 1):
            for other in runs.get(quote.exact[at : at + RUN], ()):
                if other != task.id and not _same_passage(task, hb.tasks[other]):
                    shared.setdefault(other, _longest(quote.exact, at, hb.tasks[other]))
    for other, words in sorted(shared.items(), key=lambda pair: -len(pair[1])):
        yield Related(hb.tasks[other], "words", words=words)


def _by_passage(hb: Handbook, task: Task) -> Iterator[Related]:
    for other in hb.tasks_of.get(f"section:{task.section}", ()):
        if other != task.id:
            yield Related(hb.tasks[other], "passage")


def _runs(hb: Handbook) -> dict[str, tuple[str, ...]]:
    """Runs of Chinese characters that some, but few, tasks have in common."""
    index: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for task in hb.tasks.values():
        for quote in task.quotes:
            for at in range(len(quote.exact) - RUN + 1):
                run = quote.exact[at : at + RUN]
                if all("一" <= char <= "鿿" for char in run):
                    index[run][task.id] = None
    return {run: tuple(ids) for run, ids in index.items() if 2 <= len(ids) <= RARE}


def _same_passage(left: Task, right: Task) -> bool:
    return left.id.rpartition("-")[0] == right.id.rpartition("-")[0]


def _longest(text: str, at: int, other: Task) -> str:
    """The shared words that begin at ``at``, as long as both quotes have them."""
    end = at + RUN
    while end < len(text) and any(text[at : end + 1] in quote.exact for quote in other.quotes):
        end += 1
    return text[at:end].strip("，、；：和的")
