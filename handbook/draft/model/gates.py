"""What holds of a model's drafts: words that stand in the text, at one place, whole.

Each gate raises ``Refused`` with its reason. A task whose own words or title do not hold is
refused; a unit, a time or a figure that does not is refused alone, and the task is kept without
it. Nothing is put right here: words are compared as they are, character by character.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import TypeVar

from handbook.draft.drafts import DayDraft, FigureDraft, TaskDraft, UnitDraft
from handbook.draft.model.answer import TaskAnswer, UnitAnswer
from handbook.draft.model.passages import Passage, dealt_with, decided
from handbook.draft.rules.clauses import Span, clauses
from handbook.draft.rules.figures import find_figures
from handbook.draft.rules.kinds import read
from handbook.draft.rules.names import key_of, units_of
from handbook.draft.rules.outlook import purposes
from handbook.draft.rules.times import find_times
from handbook.model import Handbook, Section, Sentence
from handbook.words.times import Said, Time, read_time
from handbook.words.times import find_times as find_all
from handbook.words.vocabulary import COMMITMENTS, Basis, DeadlineKind, Role

A = TypeVar("A")
D = TypeVar("D")

SURE = 0.5
"""Of every draft of a model: nobody has counted how often it is right."""
SHORTEST = 4
"""Characters of a task's own words."""
_MARKS = "，、"
"""What a title may have though its sentence does not."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*|[零〇一二两三四五六七八九十百千万亿]+|\*+")
_NUMERIC = re.compile(
    r"\d[\d.,%％百千万亿]|[.,]\d|\*[*%％百千万亿]|[一二两三四五六七八九十百千万亿]{2}"
)
"""Two characters that no quote parts."""
_DENIED = re.compile(
    "不得|不准|不许|禁止|严禁|杜绝|防止|避免|严防|决不|绝不"
    "|(?:不能|不可|不再|没有|未能)[^的]*$|[不未]$"
)
"""In front of what shall not be, or is not; 对没有开工的项目 only says which."""
_OPEN = re.compile(r"等(?:(?:相关|有关|多个|各|市直|省直)?(?:部门|单位|地区|地方|方面|地))")
_TAIL = re.compile("[局委办厅部署院]")
_CUES: dict[Role, re.Pattern[str]] = {
    "lead": re.compile("牵头|主办|负责|统筹|主抓"),
    "support": re.compile("配合|协助|协同|会同|协办|参与|支持"),
    "guide": re.compile("指导"), "supervise": re.compile("督"),
}  # fmt: skip
"""Words without which nobody has that part."""
_NO_FIGURE = ("引号里的数", "门槛")
"""What the rules of figures never take for one: “13710”, 10亿元以上重大项目."""
_SAID = Said(2000)
"""Only the kind of a time counts here; its day is settled elsewhere."""

NO_SHAPE = "不合要求的格式"
NOT_THERE = "原话不在原文里"
TWICE = "原话不止一处，没有说是哪一处"
ACROSS = "原话跨了几句"
SHORT = "原话太短"
CUT = "原话截断了数字"
DENIED = "原话或者名称截去了前面的“不得”“严禁”等"
TITLE_NUMBER = "名称里的数字不在原话里"
TITLE_WORDS = "名称用了这一句里没有的字"
AGAIN = "同一处说了两次"
NO_UNIT = "单位不在这一句里，也没有引出点名的原话"
UNIT_TWICE = "单位不止一处，没有说是哪一处"
UNIT_AFAR = "点名单位的原话不在同一段，也不在标题里"
UNIT_NAME = "单位的名称不完整，或者不是单位"
UNIT_ROLE = "单位的责任没有原话（牵头、配合等）"
NO_DAY = "时限不在这一句里"
DAY_TWICE = "时限不止一处，没有说是哪一处"
NOT_A_DAY = "时限读不成完整的时间"
PAST_DAY = "时限说的是已经过去的时候，或者在名称里"
NO_FIGURE = "指标不在这一句里"
FIGURE_TWICE = "指标不止一处，没有说是哪一处"
NOT_A_FIGURE = "指标里没有完整的数字，或者数字在引号、门槛里"


class Refused(Exception):
    """Which gate something did not pass."""


@dataclass
class Gates:
    """The gates for one handbook; ``refused`` counts by reason, ``rule`` is what drafts say made
    them."""

    hb: Handbook
    rule: str
    refused: Counter[str] = field(default_factory=Counter)

    @cached_property
    def conduct(self) -> frozenset[str]:
        """The sections that say how to work."""
        found = purposes(self.hb.sections)
        return frozenset(key for key, purpose in found.items() if purpose == "conduct")

    def passed(self, passage: Passage, answers: Sequence[TaskAnswer]) -> Iterator[TaskDraft]:
        """What holds of the answers on a passage; what a person has dealt with is left out."""
        seen: set[tuple[int, int]] = set()
        for answer in answers:
            try:
                task = self._task(passage, answer)
                if (task.start, task.end) in seen:
                    raise Refused(AGAIN)
            except Refused as why:
                self.refused[str(why)] += 1
                continue
            seen.add((task.start, task.end))
            if not dealt_with(self.hb, task.sentence) and not decided(self.hb, task):
                yield self._with_facts(passage, answer, task)

    def _task(self, passage: Passage, answer: TaskAnswer) -> TaskDraft:
        text = self.hb.speech.text
        start, end = own_words(passage, answer, text)
        sentence = passage.sentence_at(start)
        quote = text[start:end]
        check_title(answer.title, quote, sentence)
        return TaskDraft(
            quote, start, end, self.rule, SURE, answer.title,
            "requirement" if sentence.section in self.conduct else "task",
            sentence.section, sentence.id, _commitment(quote), ((start, end),),
            (), (), (), (), (), (),
        )  # fmt: skip

    def _with_facts(self, passage: Passage, answer: TaskAnswer, task: TaskDraft) -> TaskDraft:
        where = Where(self.hb, passage, passage.sentence_at(task.start), task.start, task.end)
        units = self._each(answer.units, lambda item: [unit(where, item, self.rule)])
        days = self._each(answer.days, lambda item: [day(where, item, self.rule)])
        figures = self._each(answer.figures, lambda item: figures_in(where, item, self.rule))
        return replace(
            task,
            units=tuple({(u.start, u.role): u for u in units}.values()),
            days=tuple({d.start: d for d in days}.values()),
            figures=tuple({f.at: f for f in figures}.values()),
        )

    def _each(self, items: Sequence[A] | None, gate: Callable[[A], list[D]]) -> list[D]:
        found: list[D] = []
        for item in items or ():
            try:
                found += gate(item)
            except Refused as why:
                self.refused[str(why)] += 1
        return found


@dataclass(frozen=True)
class Where:
    """The place of a task: its own words are ``[start:end]`` of the text."""

    hb: Handbook
    passage: Passage
    sentence: Sentence
    start: int
    end: int

    def find(self, words: str, not_there: str, twice: str) -> int:
        """Where words stand once in the task's own words, or else in its sentence."""
        if words != words.strip() or "\n" in words:
            raise Refused(not_there)
        text = self.hb.speech.text
        own = _all(words, text[self.start : self.end])
        if len(own) == 1:
            return self.start + own[0]
        return self.sentence.start + _once(words, self.sentence.text, not_there, twice)


# -- a task's own words and its title -------------------------------------------------------------


def own_words(passage: Passage, answer: TaskAnswer, text: str) -> tuple[int, int]:
    """Where a task's words stand: in one sentence, nothing of their sense cut off."""
    try:
        at = _once(answer.quote, passage.text, NOT_THERE, TWICE)
    except Refused:
        if not answer.context or answer.quote not in passage.text:
            raise
        at = _once(answer.context, passage.text, NOT_THERE, TWICE)
        at += _once(answer.quote, answer.context, NOT_THERE, TWICE)
    bare = answer.quote.strip()
    start = passage.start + at + answer.quote.index(bare)
    end = start + len(bare)
    if len(bare) < SHORTEST:
        raise Refused(SHORT)
    sentence = passage.sentence_at(start)
    if end > sentence.end or "\n" in bare:
        raise Refused(ACROSS)
    if _parts(text, start) or _parts(text, end):
        raise Refused(CUT)
    if _denied(sentence.text, start - sentence.start):
        raise Refused(DENIED)
    return start, end


def _denied(text: str, at: int) -> bool:
    """Whether the clause says in front of its words ``text[at:]`` that they shall not be."""
    clause = next((c for c in clauses(text) if c.start <= at < c.end), None)
    return clause is not None and bool(_DENIED.search(text[clause.start : at]))


def check_title(title: str, quote: str, sentence: Sentence) -> None:
    """A title's numbers are the quote's, all its words those of the sentence, and not of what
    that forbids."""
    said = set(_NUMBER.findall(quote))
    if any(number not in said for number in _NUMBER.findall(title)):
        raise Refused(TITLE_NUMBER)
    known = {c for c in sentence.text if not c.isspace()} | set(_MARKS)
    ends = all(part in sentence.text for part in (title[:2], title[-2:]))
    if not ends or not known.issuperset(title):
        raise Refused(TITLE_WORDS)
    begins = next(title[:n] for n in range(len(title), 0, -1) if title[:n] in sentence.text)
    near = quote.find(begins)
    at = sentence.text.index(quote) + near if near >= 0 else sentence.text.index(begins)
    if _denied(sentence.text, at):
        raise Refused(DENIED)


def _commitment(quote: str) -> str | None:
    found = (clause.commitment for clause in read(clauses(quote)))
    return next((word for word in found if word in COMMITMENTS), None)


# -- who ------------------------------------------------------------------------------------------


def unit(where: Where, answer: UnitAnswer, rule: str) -> UnitDraft:
    """A unit that the task's sentence names, or words that are quoted from its paragraph or from a
    heading above it."""
    at, said, basis = _named(where, answer)
    name, text = answer.name, where.hb.speech.text
    end = at + len(name)
    cut = _TAIL.match(text, end) and not _TAIL.match(name[-1])
    read_as = units_of(Span(name, at, end, ""), sure=True)
    if cut or [known.text for known in read_as] != [name]:
        raise Refused(UNIT_NAME)
    cue = _CUES.get(answer.role)
    if cue and not cue.search(said):
        raise Refused(UNIT_ROLE)
    listed = bool(_OPEN.match(text, end))
    return UnitDraft(name, at, end, rule, SURE, key_of(name), answer.role, basis, listed)


def _named(where: Where, answer: UnitAnswer) -> tuple[int, str, Basis]:
    """Where a unit is named, the words around it, and whether those are the task's own."""
    sentence = where.sentence
    if not answer.quote or answer.name in where.hb.speech.text[where.start : where.end]:
        return where.find(answer.name, NO_UNIT, UNIT_TWICE), sentence.text, "stated"
    inner = _once(answer.name, answer.quote, NO_UNIT, UNIT_TWICE)
    for start, said in _areas(where):
        if answer.quote in said:
            at = start + _once(answer.quote, said, NO_UNIT, UNIT_TWICE) + inner
            stated = sentence.start <= at < sentence.end
            return at, said, "stated" if stated else "inherited"
    raise Refused(UNIT_AFAR if answer.quote in where.passage.text else NO_UNIT)


def _areas(where: Where) -> Iterator[tuple[int, str]]:
    """The sentence, the others of its paragraph from the nearest in front of it on, headings."""
    own, text = where.sentence, where.hb.speech.text
    yield own.start, own.text
    paragraph = text.rfind("\n", 0, own.start) + 1
    ends = text.find("\n", own.start) + 1 or len(text)
    beside = [s for s in where.passage.sentences if s.start >= paragraph and s.end <= ends]
    for sentence in sorted(beside, key=lambda s: (s.start > own.start, -s.start)):
        yield sentence.start, sentence.text
    for section in reversed(where.hb.path_to(own.section)):
        yield from _heading(section, text)


def _heading(section: Section, text: str) -> Iterator[tuple[int, str]]:
    if not section.lead_in and text.startswith(section.heading, section.start):
        yield section.start, section.heading


# -- when and how much ----------------------------------------------------------------------------


def day(where: Where, words: str, rule: str) -> DayDraft:
    """A time that the sentence holds, read as a whole."""
    at = where.find(words, NO_DAY, DAY_TWICE)
    end = at + len(words)
    return DayDraft(words, at, end, rule, SURE, _when(where.sentence, words, at, end))


def _when(sentence: Sentence, words: str, at: int, end: int) -> DeadlineKind:
    start, stop = at - sentence.start, end - sentence.start
    for a, b, time in _times_of(sentence.text):
        touches = a < stop and start < b
        if touches and time.use in ("fact", "name"):
            raise Refused(PAST_DAY)
        if touches and (a < start or stop < b):
            raise Refused(NOT_A_DAY)
    for known in find_times(sentence.text):
        if (known.start, known.end) == (start, stop):
            return known.kind
    read_as = read_time(words, _SAID)
    if read_as is None or read_as.unread:
        raise Refused(NOT_A_DAY)
    return read_as.kind


def figures_in(where: Where, words: str, rule: str) -> list[FigureDraft]:
    """The figures in words that the sentence holds, as the rules read them; a number that these
    do not know is taken as it stands."""
    at = where.find(words, NO_FIGURE, FIGURE_TWICE)
    end, text = at + len(words), where.hb.speech.text
    if _parts(text, at) or _parts(text, end):
        raise Refused(NOT_A_FIGURE)
    known = [figure for figure in _figures_of(where.sentence) if at <= figure.at < end]
    found = [figure for figure in known if figure.rule not in _NO_FIGURE]
    if found:
        return [_figure(figure, rule) for figure in found]
    number = re.search(r"\d|\*", words)
    if known or number is None:
        raise Refused(NOT_A_FIGURE)
    masked = number[0] == "*"
    return [
        FigureDraft(
            words, at, end, rule, SURE, "extent", "", None, None, None, None, masked,
            at + number.start(),
        )
    ]  # fmt: skip


@lru_cache(maxsize=64)
def _times_of(text: str) -> list[tuple[int, int, Time]]:
    """The times of a sentence: read once, however often a model names some."""
    return find_all(text, _SAID)


@lru_cache(maxsize=64)
def _figures_of(sentence: Sentence) -> list[FigureDraft]:
    found = clauses(sentence.text, sentence.start)
    return [figure for clause in found for figure in find_figures(clause)]


def _figure(figure: FigureDraft, rule: str) -> FigureDraft:
    """One that the rules take for a count of the text's own is what the task covers."""
    use = figure.use if figure.use == "end" else "extent"
    return replace(figure, use=use, rule=rule, sure=SURE)


# -- words in words -------------------------------------------------------------------------------


def _once(words: str, text: str, not_there: str, twice: str) -> int:
    """Where words stand, if just once."""
    found = _all(words, text)
    if len(found) != 1:
        raise Refused(twice if found else not_there)
    return found[0]


def _all(words: str, text: str) -> list[int]:
    """Wherever words begin; of many the first few."""
    found: list[int] = []
    at = text.find(words)
    while at >= 0 and len(found) < 3:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def _parts(text: str, at: int) -> bool:
    """Whether a number would be cut in two here."""
    return at > 0 and _NUMERIC.fullmatch(text[at - 1 : at + 1]) is not None
