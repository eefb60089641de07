"""The outline that a text gives itself by its numbers, its headings and its lead sentences.

Numbers count where they count on: a lone 一是 in a sentence is no section, a missing or repeated
number at the beginning of a paragraph is one, and is told. Nothing is put in that the text has not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from handbook.draft.heads import (
    ANNEX,
    ARTICLE,
    COUNTED,
    DASH,
    LAST,
    LEAD,
    RANKS,
    SET,
    SPOKEN,
    Head,
    candidates,
    leads,
    title_end,
)
from handbook.draft.source.source import Source

OPENING, CLOSING, WHOLE = "开篇", "结束语", "全文"
"""What a section is called that has no words of its own for it."""
_CLOSES = re.compile(
    "让我们|谢谢|而努力奋斗|而不懈奋斗|优异成绩|再创佳绩|完成全年|(?:谱写|书写|开创)[^，。]*新(?:篇章|局面)"
)
_REVIEW = re.compile("回顾|总结")
"""A part that looks back is cut no finer than its paragraphs: it sets no tasks."""
_MOST_TRAIL = 4
"""Paragraphs."""
_MOST_START = 400
_STOPS = "，；：。！？、（“ \u3000\n"
_FEW = 3
"""Numbers that may be left out between two at the beginning of paragraphs."""


@dataclass(frozen=True)
class Part:
    """A section as ``data/outline.yaml`` holds it; ``at`` is where it begins."""

    id: str
    number: str
    title: str
    start: str | None
    at: int


@dataclass(frozen=True)
class Outline:
    """The sections in order, and what is odd about the text's numbers, in words."""

    parts: tuple[Part, ...]
    notes: tuple[str, ...] = ()


@dataclass
class _Node:
    head: Head
    children: list[_Node] = field(default_factory=list)


@dataclass
class _Open:
    """A series that may go on: its kind, the node it is below, what it counted last."""

    kind: str
    parent: _Node
    last: int
    level: int = 0
    inline: bool = False
    broken: bool = False
    """Counted within a paragraph that has ended."""


def outline(source: Source) -> Outline:
    """The outline of a text. Linear in its length."""
    text = source.text
    heads = _without_title(candidates(text, source.marks))
    root = _Node(Head(0, 0, 0, "root", 0, True))
    notes: list[str] = []
    _Tree(text, heads, root, notes).grow()
    _trail(text, root, len(text.rstrip()))
    _lead_in(text, root, len(text.rstrip()))
    parts = [*_parts(text, root)]
    return Outline(tuple(parts), tuple(notes))


def _without_title(heads: list[Head]) -> list[Head]:
    """The one heading that stands above all others is the title of the text, no part of it."""
    levels = [head.level for head in heads if head.kind == SET]
    if heads and heads[0].kind == SET and levels.count(heads[0].level) == 1:
        return heads[1:] if heads[0].level == min(levels) else heads
    return heads


@dataclass
class _Tree:
    text: str
    heads: Sequence[Head]
    root: _Node
    notes: list[str]
    open: list[_Open] = field(default_factory=list)
    _line: int = 0
    _last: dict[str, int] = field(default_factory=dict)
    """By kind the number that counted last: some texts number through all their parts."""

    def grow(self) -> None:
        """Hang every head that counts below what it belongs to."""
        following = self._following()
        closing = self._closing()
        for i, head in enumerate(self.heads):
            if head.kind == ANNEX or i == closing:
                self.open, self._last = [_Open(head.kind, self.root, 0)], {}
                self._add(head, self.root)
            elif head.kind == SET:
                self._set(head)
            elif head.kind == SPOKEN:
                self._turn(head, self.heads[i + 1 : i + 9])
            elif head.kind == LEAD:
                self._lead(head)
            else:
                self._numbered(head, following[i])

    def _following(self) -> list[Head | None]:
        """For each head the next of its kind."""
        last: dict[str, Head] = {}
        found: list[Head | None] = []
        for head in reversed(self.heads):
            if head.kind == ANNEX:
                last.clear()
            found.append(last.get(head.kind))
            last[head.kind] = head
        return found[::-1]

    def _closing(self) -> int | None:
        """The turn with which the speaker ends, if there is one."""
        ends = next((h.start for h in self.heads if h.kind == ANNEX), len(self.text))
        turns = [i for i, h in enumerate(self.heads) if h.kind == SPOKEN and h.start < ends]
        if len(self.heads) == len(turns) or not turns:
            return None
        head = self.heads[turns[-1]]
        later = self.heads[turns[-1] + 1 :]
        if any(h.value and h.first and h.start < ends for h in later):
            return None
        words = self.text[head.start : ends]
        return turns[-1] if head.start > len(self.text) // 3 and _CLOSES.search(words) else None

    def _add(self, head: Head, parent: _Node) -> _Node:
        node = _Node(head)
        parent.children.append(node)
        return node

    def _top(self) -> _Node:
        if not self.open:
            return self.root
        series = self.open[-1]
        return series.parent.children[-1] if series.parent.children else series.parent

    def _set(self, head: Head) -> None:
        """A heading of the file: below those that are set higher."""
        while self.open and not (self.open[-1].kind == SET and self.open[-1].level <= head.level):
            self.open.pop()
        if self.open and self.open[-1].level == head.level:
            self._add(head, self.open[-1].parent)
            return
        parent = self._top()
        self.open.append(_Open(SET, parent, 0, head.level))
        self._add(head, parent)

    def _turn(self, head: Head, later: Sequence[Head]) -> None:
        """The speaker turns to all: a section of the part that he is in, or of the member of a
        series that goes on afterwards."""
        ranked = [i for i, s in enumerate(self.open) if s.kind in RANKS or s.kind == SET]
        if not ranked or (not head.first and head.title == head.start):
            return
        series = self.open[ranked[-1]]
        following = next((h for h in later if h.kind in RANKS), None)
        goes_on = following and (following.kind, following.value) == (series.kind, series.last + 1)
        before = (child.head.kind for node in series.parent.children for child in node.children)
        within = goes_on or SPOKEN in before
        del self.open[(ranked[-1] if within else ranked[0]) + 1 :]
        parent = self._top()
        if not parent.children and head.start - parent.head.end <= 2:
            return  # what leads into the part
        self.open.append(_Open(SPOKEN, parent, 0))
        self._add(head, parent)

    def _lead(self, head: Head) -> None:
        while self.open and self.open[-1].kind in (LEAD, SPOKEN, DASH, *COUNTED):
            self.open.pop()
        parent = self._top()
        if parent.head.start == head.start:
            return
        self.open.append(_Open(LEAD, parent, 0))
        self._add(head, parent)

    def _numbered(self, head: Head, following: Head | None) -> None:
        self._end_inline(head)
        at = next((i for i, s in enumerate(self.open) if s.kind == head.kind), None)
        if at is not None and head.value == 1 and self.open[at].broken:
            del self.open[at:]
            at = None
        if at is not None and self._goes_on(self.open[at], head, following):
            del self.open[at + 1 :]
            series = self.open[at]
            series.last = head.value if head.value != LAST else series.last + 1
            series.inline = series.inline and not head.first
            self._add(head, series.parent)
            self._last[head.kind] = series.last
        elif self._begins(head, following, known=at is not None):
            self._make_room(head)
            parent = self._of_paragraph(head) or self._top()
            self.open.append(_Open(head.kind, parent, head.value, inline=not head.first))
            self._add(head, parent)
            self._last[head.kind] = head.value

    def _of_paragraph(self, head: Head) -> _Node | None:
        """A section for the paragraph in which 一是 begins, beside sections of other kinds."""
        start = self.text.rfind("\n", 0, head.start) + 1
        if head.kind not in COUNTED or head.first:
            return None
        if self.open and self.open[-1].kind == SPOKEN and self._top().head.start < start:
            self.open.pop()
        parent = self._top()
        kinds = {child.head.kind for child in parent.children}
        if not kinds or parent.head.start >= start:
            return None
        if parent.children[-1].head.start >= start or kinds == {head.kind}:
            return None
        self.open.append(_Open(SPOKEN, parent, 0))
        return self._add(Head(start, start, title_end(self.text, start), SPOKEN, 0, True), parent)

    def _end_inline(self, head: Head) -> None:
        """A series within a paragraph ends with it."""
        if "\n" in self.text[self._line : head.start]:
            self.open = [s for s in self.open if not s.inline or s.kind == head.kind]
            for series in self.open:
                series.broken = series.inline
        self._line = head.start

    def _goes_on(self, series: _Open, head: Head, following: Head | None) -> bool:
        step = head.value - series.last
        if head.kind == DASH or step == 1 or head.value == LAST:
            return True
        if not head.first or head.kind in COUNTED:
            return False
        number = self.text[head.start : head.title]
        before = f"“{number.strip()}”"
        if 1 < step <= _FEW:
            self.notes.append(f"{before}前面缺{step - 1}个序号")
            return True
        if step == 0 and head.value > 1:
            self.notes.append(f"{before}的序号重复")
            return True
        if head.value == 1 and self._counts_on(head, following):
            self.notes.append(f"{before}又从头编号")
            series.last = 0
            return True
        return False

    def _begins(self, head: Head, following: Head | None, *, known: bool) -> bool:
        if head.kind == DASH:
            return bool(following and following.start - head.end < 3000)
        if head.kind == ARTICLE:
            return head.first  # numbered through all chapters
        if head.value != 1:
            next_ = not known and head.value == self._last.get(head.kind, 0) + 1
            if next_ and (head.first or (head.kind == "han)" and self._counts_on(head, following))):
                return True
            strong = head.first and head.kind in RANKS[:5] and not known
            if strong and self._counts_on(head, following):
                number = self.text[head.start : head.title].strip()
                self.notes.append(f"“{number}”前面没有更小的序号")
                return True
            return False
        if self._counts_on(head, following):
            return True
        return head.first and head.kind in RANKS[:5]

    def _counts_on(self, head: Head, following: Head | None) -> bool:
        return following is not None and 0 < following.value - head.value <= _FEW

    def _make_room(self, head: Head) -> None:
        """Close what a new series of this kind cannot be below."""
        if head.kind in COUNTED or head.kind == DASH:
            while self.open and self.open[-1].kind == DASH != head.kind:
                self.open.pop()
            return
        rank = RANKS.index(head.kind)
        while self.open:
            kind = self.open[-1].kind
            if (kind in RANKS and RANKS.index(kind) < rank) or kind in (SET, ANNEX):
                return
            if (
                kind in (*COUNTED, LEAD, SPOKEN)
                and rank >= RANKS.index("1.")
                and (head.first or not self.open[-1].inline)
            ):
                return
            self.open.pop()


def _trail(text: str, node: _Node, end: int) -> None:
    """Paragraphs after the last of a series whose members are a paragraph each are no part of it.

    They become sections of their own beside it.
    """
    starts = [*(child.head.start for child in node.children), end]
    for child, after in zip(node.children, starts[1:], strict=True):
        _trail(text, child, after)
    series = [c for c in node.children if c.head.value and c.head.first]
    turns = node.children[len(series) :]
    if node.head.kind == "root" or len(series) < 2 or series != node.children[: len(series)]:
        return
    if series[-1].head.kind == ARTICLE or any(turn.head.kind != SPOKEN for turn in turns):
        return
    lines = [
        text[start:stop].strip("\n").count("\n")
        for start, stop in pairwise(starts[: len(series) + 1])
    ]
    if any(lines[:-1]) or not 0 < lines[-1] <= _MOST_TRAIL:
        return
    last, until = series[-1], starts[len(series)]
    at = text.find("\n", last.head.start) + 1
    last.children = [c for c in last.children if c.head.start < at]
    made = []
    while 0 < at < until:
        if text[at:until].strip():
            made.append(_Node(Head(at, at, title_end(text, at), SPOKEN, 0, True)))
        at = text.find("\n", at, until) + 1
    node.children = [*series, *made, *turns]


def _lead_in(text: str, node: _Node, end: int, *, review: bool = False) -> None:
    """Lead sentences of what has no sections yet, and of what stands before the first turn."""
    head, children = node.head, node.children
    review = review or _REVIEW.search(text[head.title : head.end]) is not None
    for i, child in enumerate(children):
        after = children[i + 1].head.start if i + 1 < len(children) else end
        _lead_in(text, child, after, review=review)
    if head.kind in (SPOKEN, LEAD, ANNEX) or any(c.head.kind != SPOKEN for c in children):
        return
    until = children[0].head.start if children else end
    start = head.end + 1 if head.end else 0
    title = text[head.title : head.end]
    found = leads(text, start, until, middle=not review, title=title)
    node.children = [*map(_Node, found), *children]


def _parts(text: str, root: _Node) -> Iterator[Part]:
    """The nodes as sections, each with words that are found first where it begins."""
    last = len(text.rstrip())
    after = 0
    opening = root.children[0].head.start if root.children else last
    if text[:opening].strip():
        title = OPENING if root.children else WHOLE
        start = _start(text, 0, 8, min(last, opening), after)
        yield Part("0" if root.children else "1", "", title, start, 0)
        after = len(start)
    yield from _below(text, root, "", after, last)


def _below(text: str, node: _Node, prefix: str, after: int, last: int) -> Iterator[Part]:
    count = 0
    values = [child.head.value for child in node.children if child.head.value]
    before = values[0] - 1 if values else 0
    for child in node.children:
        head = child.head
        value = 0 if head.value == LAST or head.kind == ARTICLE else head.value - before
        count = value if 0 < value - count <= _FEW + 1 else count + 1
        number = text[head.start : head.title].strip()
        title = text[head.title : head.end].strip(" \u3000：:，")
        if head.kind == SPOKEN:
            closes = number and not prefix
            number, title = "", CLOSING if closes else title or number.strip("，！!：:、。")
        if head.kind == LEAD:
            title = title.removeprefix("要")
        if not title:
            title, number = number.strip(" \u3000：:"), ""
        if not title:
            continue
        words = number + title
        start = None
        if not text.startswith(words, head.start) or text.find(words, after) != head.start:
            start = _start(text, head.start, head.end - head.start, last, after)
        if text[head.end : head.end + 1] not in _STOPS and head.end < last:
            start, title = start or words, f"{title}…"
        key = f"{prefix}{count}"
        if len(key) > 20 or (start is not None and text.find(start, after) != head.start):
            continue
        yield Part(key, number, title, start, head.start)
        after = head.start + len(start or words)
        for part in _below(text, child, f"{key}.", after, last):
            yield part
            after = part.at + len(part.start or part.number + part.title)


def _start(text: str, at: int, least: int, last: int, after: int) -> str:
    """Words from ``at`` on, ``least`` of them, or as many more as tell them from what is said
    before, behind ``after``."""
    length = least
    while length < _MOST_START:
        words = text[at : min(at + length, last)].rstrip()
        if text.find(words, after) == at:
            return words
        length += max(4, length // 2)
    return text[at : at + _MOST_START].rstrip()
