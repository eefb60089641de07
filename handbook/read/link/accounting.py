"""What each sentence gave rise to: the law that nothing is lost."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from handbook.model import Answered, Coverage, Sentence, SentenceUse, Task
from handbook.read.link.desk import Desk
from handbook.read.link.index import by_sentence
from handbook.read.parse import Located
from handbook.read.records import (
    ContextRecord,
    HandbookRecord,
    MechanismRecord,
    ProblemRecord,
    Record,
    SectionRecord,
    TaskRecord,
)
from handbook.words.findings import Place
from handbook.words.vocabulary import Reason

_ACCOUNTING: set[type[Record]] = {
    HandbookRecord, SectionRecord, TaskRecord, ProblemRecord, MechanismRecord, ContextRecord,
}  # fmt: skip
"""Records that may account for a sentence, or say that it must be accounted for."""

Reasons = Mapping[int, tuple[Reason, Place]]
"""By sentence why it sets no task, and where that was typed."""


def account(
    desk: Desk,
    contexts: Sequence[Located[ContextRecord]],
    parts: Sequence[str],
    tasks: Mapping[str, Task],
    problems: Mapping[str, Answered],
    mechanisms: Mapping[str, Answered],
    results: Mapping[str, Answered],
) -> dict[int, SentenceUse]:
    """The use of each sentence; those of the accounted ``parts`` that have none are reported."""
    by_task, by_problem = by_sentence(tasks), by_sentence(problems)
    by_mechanism, by_result = by_sentence(mechanisms), by_sentence(results)
    reasons = _reasons(desk, contexts)
    uses = {}
    for sentence in desk.sentences:
        number = sentence.id
        uses[number] = SentenceUse(
            tuple(by_task.get(number, ())),
            tuple(by_problem.get(number, ())),
            tuple(by_mechanism.get(number, ())),
            tuple(by_result.get(number, ())),
            reasons[number][0] if number in reasons else None,
        )
    _check(desk, uses, reasons, parts)
    return uses


def cover(
    sentences: Sequence[Sentence], uses: Mapping[int, SentenceUse], parts: Sequence[str]
) -> tuple[Coverage, ...]:
    """How the sentences of each accounted part are used, in numbers."""
    inside: defaultdict[str, list[SentenceUse]] = defaultdict(list)
    for sentence in sentences:
        inside[_part(sentence)].append(uses[sentence.id])
    return tuple(_covered(part, inside[part]) for part in parts)


def _covered(part: str, uses: Sequence[SentenceUse]) -> Coverage:
    by_task = sum(bool(use.tasks) for use in uses)
    by_other = sum(not use.tasks and bool(use.problems or use.mechanisms) for use in uses)
    reasons: Counter[str] = Counter(use.context for use in uses if use.context)
    ordered = dict(sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0])))
    return Coverage(part, len(uses), by_task, by_other, sum(reasons.values()), ordered)


def _reasons(desk: Desk, contexts: Sequence[Located[ContextRecord]]) -> Reasons:
    """Why sentences set no task; a sentence that is given two reasons is reported."""
    reasons: dict[int, tuple[Reason, Place]] = {}
    for item in contexts:
        for i, record in enumerate(item.record.quotes):
            place = item.place("quotes", i)
            quote = desk.quote(item, record, "quotes", i)
            for number in quote.sentences if quote else ():
                if number in reasons:
                    reason, where = reasons[number]
                    message = f"第{number}句在 {where} 已经标为“{reason}”，请删去一处"
                    desk.report(place, "交代", message)
                reasons.setdefault(number, (item.record.reason, place))
    return reasons


def _check(
    desk: Desk, uses: Mapping[int, SentenceUse], reasons: Reasons, parts: Sequence[str]
) -> None:
    """Each sentence of the parts is used or has a reason, and none has both."""
    # where records that may account for a sentence could not be read, one slip is enough
    sure = desk.cut and not desk.parser.broken & _ACCOUNTING
    places = _places(desk)
    shown = desk.parser.shown
    remedy = f"请在 {shown}/tasks/ 里立任务，或者在 {shown}/context/ 里引这一句并写明 reason"
    for sentence, at in zip(desk.sentences, places, strict=True):
        number = sentence.id
        use = uses[number]
        used = bool(use.tasks or use.problems or use.mechanisms)
        if used and number in reasons:
            reason, place = reasons[number]
            message = f"第{number}句已有任务、问题或机制引用，不必再标“{reason}”"
            desk.report(place, "交代", f"{message}，请删去：{_start_of(sentence)}")
        if not used and number not in reasons and sure and _part(sentence) in parts:
            message = "没有任何任务、问题、机制引用，也没有标明为何不立任务"
            desk.report(at, "交代", f"第{number}句{_start_of(sentence)}{message}，{remedy}")


def _places(desk: Desk) -> Iterator[Place]:
    """Where each sentence stands in the file of the speech."""
    lines = [0, *(i + 1 for i, char in enumerate(desk.text) if char == "\n")]
    for sentence in desk.sentences:
        line = bisect_right(lines, sentence.start)
        column = sentence.start - lines[line - 1] + 1
        yield Place(f"{desk.parser.shown}/speech.txt", line, column)


def _part(sentence: Sentence) -> str:
    return sentence.section.split(".")[0]


def _start_of(sentence: Sentence) -> str:
    text = sentence.text.strip()
    return f"“{text[:30]}{'…' if len(text) > 30 else ''}”"
