"""Tasks that belong together: about one thing, with the same words in a title, of one sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from handbook.model import KINDS, Handbook, Task

RUN = 3
"""Characters that two titles must share; a title and a quote one more."""
RARE, FEW = 4, 3
"""Words, and things, that more tasks than this have in common relate nobody."""
MOST = 8
"""Related tasks shown at most."""
_COMMON = re.compile(
    "进一步|加快|推进|推动|深入|开展|实施|稳步|持续|继续|切实|全面|积极|充分|发挥|落实|强化|加强"
    "|加大|提升|提高|完善|健全|优化|建立|建设|谋划|组织|统筹|做好|抓好|确保|力争|实现|完成|促进"
    "|支持|帮助|关注|密切|重点|围绕|结合|通过|按照|严格|不断|及时|抓紧|解决|新增|要求|工作|任务"
    "|各地|部门|年底|年内|三年|时间|一批|日常|分解|调度|通报|机制|问题|项目|政策|专业|攻坚|资源"
    "|优势|基础设施|[^一-鿿]"
)
"""What any official text says of any matter, and what is no Chinese: it tells of no matter."""


@dataclass(frozen=True)
class Related:
    """Another task and what the two share: ``thing`` (``ref``), ``words`` or a ``sentence``."""

    task: Task
    why: str
    ref: str = ""
    words: str = ""


def relate(hb: Handbook) -> dict[str, list[Related]]:
    """For each task id the other tasks tied to it: by a thing, by words, by a sentence."""
    matters = {task.id: _matters(task) for task in hb.tasks.values()}
    runs = _runs(matters)
    relations: dict[str, list[Related]] = {}
    for task in hb.tasks.values():
        found: dict[str, Related] = {}
        ties = chain(
            _by_thing(hb, task), _by_words(hb, task, matters[task.id], runs), _by_sentence(hb, task)
        )
        for related in ties:
            found.setdefault(related.task.id, related)
            if len(found) == MOST:  # a long sentence ties each of its tasks to all others
                break
        relations[task.id] = list(found.values())
    return relations


def _by_thing(hb: Handbook, task: Task) -> Iterator[Related]:
    named = {"unit", *(kind.key for kind in KINDS)}
    for ref in hb.refs_of[task.id]:
        ids = hb.tasks_of[ref]
        if ref.partition(":")[0] in named and len(ids) <= FEW:
            for other in ids:
                if other != task.id:
                    yield Related(hb.tasks[other], "thing", ref=ref)


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
                    titles = (words in task.title) + (words in hb.tasks[other].title)
                    if titles and len(words) >= (RUN if titles == 2 else RUN + 1):
                        shared[other] = words
    for other, words in sorted(shared.items(), key=lambda pair: -len(pair[1])):
        yield Related(hb.tasks[other], "words", words=words)


def _by_sentence(hb: Handbook, task: Task) -> Iterator[Related]:
    for number in task.sentences:
        for other in hb.uses[number].tasks:
            if other != task.id:
                yield Related(hb.tasks[other], "sentence")


def _matters(task: Task) -> list[str]:
    """The task's title and quotes, blanks in the place of what tells of no matter."""
    texts = (task.title, *(quote.exact for quote in task.quotes))
    return [_COMMON.sub(lambda found: " " * len(found[0]), text) for text in texts]


def _runs(matters: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """Runs of characters that name a matter and that some, but few, tasks have in common."""
    index: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for key, texts in matters.items():
        for text in texts:
            for at in range(len(text) - RUN + 1):
                run = text[at : at + RUN]
                if " " not in run:
                    index[run][key] = None
    return {run: tuple(ids) for run, ids in index.items() if 2 <= len(ids) <= RARE}


def _same_sentence(left: Task, right: Task) -> bool:
    return not set(left.sentences).isdisjoint(right.sentences)


def _longest(text: str, at: int, other: Task) -> str:
    """The shared words that begin at ``at``, as long as both have them."""
    end = at + RUN
    while end < len(text) and text[end] != " " and _has(other, text[at : end + 1]):
        end += 1
    return text[at:end].strip("的和与在等各站")


def _has(task: Task, words: str) -> bool:
    return words in task.title or any(words in quote.exact for quote in task.quotes)
