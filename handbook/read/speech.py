"""Cut the speech into sections and sentences, and find quotes in it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handbook.model import Quote, Section, Sentence
from handbook.read.records import QuoteRecord, SectionRecord
from handbook.read.text import BOM, each_hidden, hidden, line_and_column
from handbook.words.findings import MANY, Place, short

NEAR = 8
"""Characters shown on either side of a fault."""
MOST_AROUND = 200
"""Characters around a quote that may tell it from others."""
MOST_PLACES = 5
_SENTENCE_END = re.compile(r"[。！？]+[”’》）]*[ \u3000]*\n*|\n+")
"""With what is blank behind it: a sentence is never blank."""


@dataclass(frozen=True)
class Misfit:
    """What is wrong with the ``index``-th line of the outline, and under which key."""

    index: int
    key: str
    message: str


def speech_defects(text: str, shown: str, genre: str) -> Iterator[tuple[Place, str]]:
    """What makes a text no speech to quote from; ``shown`` is its path in messages,
    ``genre`` what it is called there.

    Nothing is put right in passing: what readers see is the file byte for byte.
    """
    if not text.strip():
        yield Place(shown), f"{genre}原文是空的，请放进{genre}全文"
    if text.startswith(BOM):
        yield Place(shown), "文件开头有 BOM 标记，请另存为 UTF-8（不是“带有 BOM 的 UTF-8”）"
    if "\r" in text:
        place = Place(shown, *line_and_column(text, text.index("\r")))
        yield place, "换行是 Windows 的 CRLF，请在编辑器里把行尾改成 LF（Unix），再保存"
    found = (pair for pair in hidden(text) if pair != (0, BOM) and pair[1] != "\r")
    yield from each_hidden(text, found, shown)


class OutlineError(ValueError):
    """The outline does not fit the speech; ``misfits`` says all that is wrong with it."""

    def __init__(self, misfits: list[Misfit]) -> None:
        super().__init__("\n".join(misfit.message for misfit in misfits))
        self.misfits = misfits


def cut_sections(text: str, records: Sequence[SectionRecord]) -> dict[str, Section]:
    """Sections by id, in order. Every character of ``text`` belongs to exactly one leaf.

    What a section says before its first subsection becomes a leaf of its own, ``<id>.0``.
    Raises ``OutlineError`` where sections are not found one after the other, or where their
    ids are no outline in that order.
    """
    misfits = list(_check_order(records))
    starts = _find_starts(text, records, misfits)
    if misfits:
        raise OutlineError(misfits)
    children: dict[str, list[str]] = {record.id: [] for record in records}
    for record in records:
        parent = _parent(record.id)
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


def _check_order(records: Sequence[SectionRecord]) -> Iterator[Misfit]:
    """A section stands below its parent and after its elder siblings."""
    if not records:
        yield Misfit(0, "id", "提纲是空的，请至少列出一节")
    ids = {record.id for record in records}
    seen: set[str] = set()
    open_ids: tuple[str, ...] = ()
    youngest: dict[str | None, int] = {}
    for index, record in enumerate(records):
        parent, number = _parent(record.id), int(record.id.rpartition(".")[2])
        if record.id in seen:
            yield Misfit(index, "id", f"编号“{record.id}”与前面的一节重复，请改用别的编号")
        elif parent is not None and parent not in ids:
            yield Misfit(index, "id", f"{record.id} 的上级 {parent} 不在提纲里，请补上")
        elif parent is not None and parent not in open_ids:
            yield Misfit(index, "id", f"{record.id} 没有排在上级 {parent} 之下，请照原文先后排列")
        elif number <= youngest.get(parent, -1):
            message = (
                f"{record.id} 应当排在同级的 {_sibling(parent, youngest)} 之前，请改编号或次序"
            )
            yield Misfit(index, "id", message)
        else:
            youngest[parent] = number
        seen.add(record.id)
        parts = record.id.split(".")
        open_ids = tuple(".".join(parts[:end]) for end in range(1, len(parts) + 1))


def _sibling(parent: str | None, youngest: dict[str | None, int]) -> str:
    return f"{parent}.{youngest[parent]}" if parent else str(youngest[parent])


def _find_starts(text: str, records: Sequence[SectionRecord], misfits: list[Misfit]) -> list[int]:
    starts: list[int] = []
    after = 0
    for index, record in enumerate(records):
        words = record.start or record.number + record.title
        key = "start" if record.start else "title"
        at = text.find(words, after)
        if at < 0:
            message = f"在上一节之后的原文里找不到“{short(words)}”"
            remedy = "请照原文写 number、title 或 start"
            if words in text:
                remedy = "它在原文里更靠前，请照原文先后排列，或者用 start 写明这一节的头几个字"
            meant = _meant(text, words, after) if len(misfits) < MANY else ""
            misfits.append(Misfit(index, key, f"{message}，{remedy}{meant}"))
            continue
        if not starts and at != 0:
            misfits.append(Misfit(index, key, "第一节应当从原文第一个字开始，请写明 start"))
        starts.append(at)
        after = at + len(words)
    return starts


def _meant(text: str, words: str, after: int) -> str:
    """The words of the speech that a heading agrees with longest, as a question."""
    length = common_start(text[after:], words)
    if length < 2 or words in text:
        return ""
    at = text.find(words[:length], after)
    return f"（是不是“{short(text[at : at + len(words)])}”？）"


def common_start(text: str, words: str) -> int:
    """How many characters of ``words`` from the first on stand together in ``text``."""
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if words[:middle] in text else (low, middle - 1)
    return low


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


class SaidTwice(ValueError):
    """A passage that the text has twice, with the same around it; the message says what to do."""

    def __init__(self, exact: str) -> None:
        super().__init__(
            f"“{short(exact)}”在原文里有几处，前后也一样，分不清是哪一处，请直接写进 data/"
        )


def quote_at(text: str, start: int, end: int) -> str | dict[str, str]:
    """The words of a place as a quote that finds it: with what stands around where they recur.

    Raises ``SaidTwice`` where as much around them is the same as elsewhere.
    """
    exact = text[start:end]
    if text.find(exact, text.find(exact) + 1) < 0:
        return exact
    for length in (4, 8, 16, 32, 64, 128, MOST_AROUND):
        prefix, suffix = text[max(0, start - length) : start], text[end : end + length]
        told = f"{prefix}{exact}{suffix}"
        if text.find(told, text.find(told) + 1) < 0:
            return {"exact": exact, **({"prefix": prefix} if prefix else {}),
                    **({"suffix": suffix} if suffix else {})}  # fmt: skip
    raise SaidTwice(exact)


class QuoteFinder:
    """Finds quotes in a speech that is already cut into sentences."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self.text = text
        self._backwards = text[::-1]
        self._missed = 0
        self._starts = [sentence.start for sentence in sentences]

    def find(self, record: QuoteRecord) -> Quote:
        """The one place of a quote. Raises ``QuoteError`` with the remedy."""
        exact, shown = record.exact, short(record.exact)
        if "\n" in exact:
            raise QuoteError("引语跨了段落，请在段落处分成两条")
        places = self._places(exact)
        if not places:
            raise QuoteError(self._missing(exact))
        fitting = [at for at in places if self._fits(at, record)]
        if not fitting:
            around = self._around(places[0], exact)
            raise QuoteError(f"原文有“{shown}”，但它的前后文与 prefix、suffix 不符，{around}")
        if len(fitting) > 1:
            where = "、".join(
                f"第{self.sentences_at(at, at + 1)[0]}句" for at in fitting[:MOST_PLACES]
            )
            more = " 等" if len(fitting) > MOST_PLACES else ""
            raise QuoteError(
                f"“{shown}”在原文出现 {len(fitting)} 次（{where}{more}），请把引语写长，"
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
        before = at - len(record.prefix)
        if before < 0 or not self.text.startswith(record.prefix, before):
            return False
        return self.text.startswith(record.suffix, at + len(record.exact))

    def _around(self, at: int, exact: str) -> str:
        """What stands before and after a place of the quote."""
        end = at + len(exact)
        before = _shown(self.text[max(0, at - NEAR) : at])
        after = _shown(self.text[end : end + NEAR])
        return f"原文前面是“{before}”，后面是“{after}”，请照原文改正"

    def _missing(self, exact: str) -> str:
        """Say where the quote leaves the speech, read from that end which agrees longer."""
        said = f"原文没有“{short(exact)}”"
        self._missed += 1
        if self._missed > MANY:  # another speech: no need to compare each quote with it
            return f"{said}，请照原文逐字引用"
        head = common_start(self.text, exact)
        tail = common_start(self._backwards, exact[::-1])
        if max(head, tail) < 2:
            return f"{said}，请照原文逐字引用"
        if head >= min(tail, NEAR // 2):
            at = self.text.find(exact[:head]) + head
            real, given = self.text[at : at + NEAR], exact[head : head + NEAR]
            same = f"到“{exact[max(0, head - NEAR) : head]}”为止一致，接下来"
            difference = _unlike(real[:1], given[:1])
        else:
            cut = len(exact) - tail
            at = self.text.find(exact[cut:])
            real, given = self.text[max(0, at - NEAR) : at], exact[max(0, cut - NEAR) : cut]
            same = f"从“{exact[cut : cut + NEAR]}”起一致，前面"
            difference = _unlike(real[-1:], given[-1:])
        return (
            f"{said}：{same}原文是“{_shown(real)}”，这里写的是“{given}”{difference}，请照原文改正"
        )


def _shown(text: str) -> str:
    return text.replace("\n", "↵")


def _unlike(real: str, given: str) -> str:
    """The code points of two characters that look alike, or of which one cannot be seen."""
    if not real or not given or real == "\n":
        return ""
    alike = unicodedata.normalize("NFKC", real) == unicodedata.normalize("NFKC", given)
    if alike or not (real.isalnum() or given.isalnum()) or real.isspace() or given.isspace():
        return f"（“{real}”是 U+{ord(real):04X}，“{given}”是 U+{ord(given):04X}）"
    return ""
