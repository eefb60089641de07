"""Cut the speech into sections and sentences, and find quotes in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from handbook.model import Quote, Section, Sentence
from handbook.records import QuoteRecord, SectionRecord

_SENTENCE_END = re.compile(r"[。！？]+[”’》）]*\n*|\n+")


class OutlineError(ValueError):
    """The ``index``-th line of the outline does not fit the speech."""

    def __init__(self, index: int, message: str) -> None:
        super().__init__(message)
        self.index = index


def cut_sections(text: str, records: Sequence[SectionRecord]) -> dict[str, Section]:
    """Sections by id, in order. Every character of ``text`` belongs to exactly one leaf.

    What a section says before its first subsection becomes a leaf of its own, ``<id>.0``.
    Raises ``OutlineError`` where a section is not found after the one before it.
    """
    if not records:
        raise OutlineError(0, "提纲是空的，请至少列出一节")
    starts = _find_starts(text, records)
    children: dict[str, list[str]] = {record.id: [] for record in records}
    for index, record in enumerate(records):
        parent = _parent(record.id)
        if parent is not None and parent not in children:
            raise OutlineError(index, f"{record.id} 的上级 {parent} 不在提纲里，请补上")
        if parent is not None:
            children[parent].append(record.id)
    sections: dict[str, Section] = {}
    for index, record in enumerate(records):
        end = _end(records, starts, index, len(text))
        kids = children[record.id]
        lead_in = f"{record.id}.0" if kids else None
        below = (lead_in, *kids) if lead_in else ()
        sections[record.id] = Section(
            record.id, record.number, record.title, _parent(record.id), starts[index], end, below
        )
        if lead_in:
            sections[lead_in] = Section(
                lead_in, "", "导语", record.id, starts[index], starts[index + 1], (), True
            )
    return sections


def _parent(section: str) -> str | None:
    return section.rpartition(".")[0] or None


def _find_starts(text: str, records: Sequence[SectionRecord]) -> list[int]:
    starts: list[int] = []
    for index, record in enumerate(records):
        words = record.start or record.number + record.title
        at = text.find(words, starts[-1] + 1 if starts else 0)
        if at < 0:
            raise OutlineError(
                index, f"在上一节之后的原文里找不到“{words}”，请照原文写 number、title 或 start"
            )
        if not starts and at != 0:
            raise OutlineError(index, "第一节应当从原文第一个字开始，请写明 start")
        starts.append(at)
    return starts


def _end(records: Sequence[SectionRecord], starts: list[int], index: int, length: int) -> int:
    prefix = records[index].id + "."
    following = range(index + 1, len(records))
    return next((starts[i] for i in following if not records[i].id.startswith(prefix)), length)


def cut_sentences(text: str, sections: dict[str, Section]) -> tuple[Sentence, ...]:
    """Sentences in order, numbered from 1; joined, they are ``text`` byte for byte."""
    leaves = [section for section in sections.values() if not section.children]
    cuts = {match.end() for match in _SENTENCE_END.finditer(text)}
    cuts |= {leaf.start for leaf in leaves} | {len(text)}
    bounds = sorted(cuts - {0})
    leaf_starts = [leaf.start for leaf in leaves]
    sentences: list[Sentence] = []
    start = 0
    for end in bounds:
        leaf = leaves[bisect_right(leaf_starts, start) - 1]
        sentences.append(Sentence(len(sentences) + 1, leaf.id, start, end, text[start:end]))
        start = end
    return tuple(sentences)


class QuoteError(ValueError):
    """A quote that is not in the speech, or not there exactly once."""


class QuoteFinder:
    """Finds quotes in a speech that is already cut into sentences."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self.text = text
        self._starts = [sentence.start for sentence in sentences]

    def find(self, record: QuoteRecord) -> Quote:
        """The one place of a quote. Raises ``QuoteError`` with the remedy."""
        exact = record.exact
        if "\n" in exact:
            raise QuoteError("引语跨了段落，请在段落处分成两条")
        places = self._places(exact)
        if not places:
            raise QuoteError(self._missing(exact))
        fitting = [at for at in places if self._fits(at, record)]
        if not fitting:
            raise QuoteError(f"原文有“{exact}”，但它的前后文与 prefix、suffix 不符，请照原文改正")
        if len(fitting) > 1:
            where = "、".join(f"s{self.sentences_at(at, at + 1)[0]}" for at in fitting)
            raise QuoteError(
                f"“{exact}”在原文出现 {len(fitting)} 次（{where}），请把引语写长，"
                "或者用 prefix、suffix 写明前后文"
            )
        end = fitting[0] + len(exact)
        return Quote(exact, fitting[0], end, self.sentences_at(fitting[0], end))

    def sentences_at(self, start: int, end: int) -> tuple[int, ...]:
        """Ids of the sentences that hold some of ``text[start:end]``."""
        first = bisect_right(self._starts, start)
        last = bisect_right(self._starts, end - 1)
        return tuple(range(first, last + 1))

    def _places(self, exact: str) -> list[int]:
        places, at = [], self.text.find(exact)
        while at >= 0:
            places.append(at)
            at = self.text.find(exact, at + 1)
        return places

    def _fits(self, at: int, record: QuoteRecord) -> bool:
        before = self.text[:at].endswith(record.prefix)
        return before and self.text.startswith(record.suffix, at + len(record.exact))

    def _missing(self, exact: str) -> str:
        """Say from which character on the quote leaves the speech."""
        low, high = 0, len(exact)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if exact[:middle] in self.text else (low, middle - 1)
        if low < 2:
            return f"原文没有“{exact}”，请照原文逐字引用"
        at = self.text.find(exact[:low])
        real = self.text[at + low : at + low + 8].replace("\n", "↵")
        return (
            f"原文没有“{exact}”：到“{exact[max(0, low - 8) : low]}”为止一致，"
            f"接下来原文是“{real}”，这里写的是“{exact[low : low + 8]}”，请照原文改正"
        )
