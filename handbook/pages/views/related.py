"""Tasks that belong together: about one thing, with the same words in a title, of one sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from handbook.model import KINDS, Handbook, Task

RUN = 3
"""Characters that two titles share at least; in a section one less, title and quote one more."""
RARE, FEW = 4, 3
"""Words, and things, that more tasks than this have in common relate nobody."""
MOST = 8
"""Related tasks shown at most."""
_COMMON = re.compile(
    "进一步|加快|推进|推动|深入|开展|实施|稳步|持续|继续|切实|全面|积极|充分|发挥|落实|强化|加强"
    "|加大|提升|提高|完善|健全|优化|建立|建设|谋划|组织|统筹|做好|抓好|确保|力争|实现|完成|促进"
    "|支持|帮助|关注|密切|重点|围绕|结合|通过|按照|严格|不断|及时|抓紧|解决|新增|要求|工作|任务"
    "|各地|部门|年底|年内|三年|时间|一批|日常|分解|调度|通报|机制|问题|项目|政策|专业|攻坚|资源"
    "|优势|基础设施|认真|及早|尽早|每一|对于|坚持|明确|提供|方面|相关|各类|各项|必须|调整"
    "|[一二三四五六七八九十两]+[个张项条类家户大]|个|[^一-鿿]"
)
"""What any official text says of any matter, and what is no Chinese: it tells of no matter."""
_LOOSE = "的和与在等各站以"
"""Characters that join words and open or end none."""


@dataclass(frozen=True)
class Related:
    """Another task and what the two share: ``thing`` (``ref``), ``words`` or a ``sentence``."""

    task: Task
    why: str
    ref: str = ""
    words: str = ""


def relate(hb: Handbook) -> dict[str, list[Related]]:
    """For each task id the other tasks tied to it: by a thing, by words, by a sentence."""
    tasks = hb.tasks.values()
    matters = {task.id: _matters(task) for task in tasks}
    runs = _few((run, key) for key, texts in matters.items() for t in texts for run in _cut(t, RUN))
    titles = _few((run, t.id) for t in tasks for run in _cut(_matter(t.title), RUN - 1))
    relations: dict[str, list[Related]] = {}
    for task in tasks:
        found: dict[str, Related] = {}
        ties = chain(
            _by_thing(hb, task),
            _by_words(hb, task, matters[task.id], runs),
            _by_title(hb, task, titles),
            _by_sentence(hb, task),
        )
        for related in ties:
            found.setdefault(related.task.id, related)
            if len(found) == MOST:  # a long sentence ties each of its tasks to all others
                break
        relations[task.id] = list(found.values())
    return relations


def _by_thing(hb: Handbook, task: Task) -> Iterator[Related]:
    """Tasks that name the same thing; who acts tells of a matter only within a section."""
    named = {"unit", *(kind.key for kind in KINDS)}
    for ref in hb.refs_of[task.id]:
        kind, ids = ref.partition(":")[0], hb.tasks_of[ref]
        if kind in named and len(ids) <= FEW:
            for other in (hb.tasks[key] for key in ids if key != task.id):
                if kind != "unit" or other.section == task.section:
                    yield Related(other, "thing", ref=ref)


def _by_words(
    hb: Handbook, task: Task, matters: list[str], runs: Mapping[str, tuple[str, ...]]
) -> Iterator[Related]:
    """Tasks elsewhere with words in common that stand in both titles, or longer ones in one."""
    shared: dict[str, str] = {}
    for text in matters:
        for at in range(len(text) - RUN + 1):
            for other in runs.get(text[at : at + RUN], ()):
                if other not in shared and not _same_sentence(task, hb.tasks[other]):
                    words = _longest(text, at, hb.tasks[other])
                    if _tell(hb, words, task, hb.tasks[other]):
                        shared[other] = words
    for other, words in sorted(shared.items(), key=lambda pair: -len(pair[1])):
        yield Related(hb.tasks[other], "words", words=words)


def _tell(hb: Handbook, words: str, *tasks: Task) -> bool:
    """Whether words that two tasks share tell of one matter.

    They do not where they are how a unit is called, or a noun that other words make another thing
    of in each (a park for cars, a park for cattle).
    """
    titled = [task for task in tasks if words in task.title]
    if len(words) < (RUN if len(titled) == 2 else RUN + 1) or not titled:
        return False
    if any(unit.name.endswith(words) or unit.name in words for unit in hb.units.values()):
        return False
    if all(_is_made_another(words, task) for task in tasks):
        return False
    near = len({task.section for task in tasks}) == 1
    return all(task in titled or near or _is_own(hb, words, task) for task in tasks)


def _is_made_another(words: str, task: Task) -> bool:
    """Whether the task's own words say before these which of their kind is meant."""
    texts = [text for text in _matters(task) if words in text]
    return all(text.partition(words)[0][-1:].strip(" " + _LOOSE) for text in texts)


def _is_own(hb: Handbook, words: str, task: Task) -> bool:
    """Whether words of a quote are what the task is about: neither how, nor another's title."""
    beside = (hb.tasks[key] for number in task.sentences for key in hb.uses[number].tasks)
    return not any(words in measure.text for measure in task.measures) and not any(
        words in other.title for other in beside
    )


def _by_title(hb: Handbook, task: Task, titles: Mapping[str, tuple[str, ...]]) -> Iterator[Related]:
    """Tasks of the section with a word in common in their titles."""
    text = _matter(task.title)
    for at in range(len(text) - RUN + 2):
        for other in (hb.tasks[key] for key in titles.get(text[at : at + RUN - 1], ())):
            if other.section == task.section and not _same_sentence(task, other):
                yield Related(other, "words", words=_longest(text, at, other, RUN - 1))


def _by_sentence(hb: Handbook, task: Task) -> Iterator[Related]:
    for number in task.sentences:
        for other in hb.uses[number].tasks:
            if other != task.id:
                yield Related(hb.tasks[other], "sentence")


def _matters(task: Task) -> list[str]:
    """The task's title and quotes, blanks in the place of what tells of no matter."""
    return [_matter(text) for text in (task.title, *(quote.exact for quote in task.quotes))]


def _matter(text: str) -> str:
    return _COMMON.sub(lambda found: " " * len(found[0]), text)


def _cut(text: str, size: int) -> Iterator[str]:
    """The runs of characters of one size that may name a matter."""
    for at in range(len(text) - size + 1):
        run = text[at : at + size]
        if " " not in run and (size >= RUN or run.strip(_LOOSE) == run):
            yield run


def _few(found: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """What some, but few, tasks have in common, with their ids."""
    index: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for run, key in found:
        index[run][key] = None
    return {run: tuple(ids) for run, ids in index.items() if 2 <= len(ids) <= RARE}


def _same_sentence(left: Task, right: Task) -> bool:
    return not set(left.sentences).isdisjoint(right.sentences)


def _longest(text: str, at: int, other: Task, size: int = RUN) -> str:
    """The shared words that begin at ``at``, as long as both have them."""
    end = at + size
    while end < len(text) and text[end] != " " and _has(other, text[at : end + 1]):
        end += 1
    return text[at:end].strip(_LOOSE)


def _has(task: Task, words: str) -> bool:
    return words in task.title or any(words in quote.exact for quote in task.quotes)
