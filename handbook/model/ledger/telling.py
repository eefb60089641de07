"""What the templates of papers and messages call things by: units, matters, days, sources."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from handbook.model.addresses import matter_title
from handbook.model.handbook import Handbook
from handbook.model.ledger.entries import Entry, Opening, Report
from handbook.model.ledger.matter import Matter
from handbook.words.days import in_full
from handbook.words.follow import WORDS
from handbook.words.prose import chinese

_NUMBER = re.compile(r"(.*?)(\d+)(\D*)", re.DOTALL)


class Telling:
    """Words for the things of a handbook's ledger, as these are called on ``as_of``."""

    def __init__(self, hb: Handbook) -> None:
        self._hb = hb

    @property
    def names(self) -> Mapping[str, Any]:
        """All that a template may call."""
        return {
            "info": self._hb.info, "follow": WORDS, "name": self._hb.ledger.name, "number": number,
            "numbers": numbers, "title": self.title, "day": in_full, "source": source,
            "spoken": self.spoken, "told": told, "quoted": quoted, "chinese": chinese,
        }  # fmt: skip

    def title(self, matter: Matter) -> str:
        """What a matter is called."""
        return matter_title(self._hb, matter)

    def spoken(self, matter: Matter) -> list[tuple[str, str]]:
        """The words that a matter rests on, each with where they stand: of its tasks in the text,
        or of another source."""
        opening = matter.opening
        found = [(q.exact, f"{self._hb.info.genre}原文，任务{task.id}")
                 for key in opening.tasks if (task := self._hb.tasks.get(key))
                 for q in task.quotes]  # fmt: skip
        words = [(opening.words, opening.source or "")] if opening.words else []
        return [*dict(found).items(), *words]


def number(matter: Matter) -> str:
    """The number of the decision that opened a matter, or else its id."""
    return matter.opening.number or matter.id


def numbers(matters: Iterable[Matter]) -> str:
    """The numbers of matters in order, what they share said once and runs drawn together:
    政督立〔2022〕1—3号、7号; 5号2项 where one stands there twice."""
    counts = Counter(number(matter) for matter in matters)
    parts = [(_split(text), many) for text, many in counts.items()]
    told = []
    for (head, tail), group in groupby(parts, lambda part: (part[0][0], part[0][2])):
        rows = [(digits, many) for (_, digits, _), many in group]
        told.append(head + "、".join(f"{run}{tail}{often}" for run, often in _runs(rows)))
    return "、".join(told)


def _split(text: str) -> tuple[str, str, str]:
    """A number as what stands before its last digits, these, and what stands behind."""
    found = _NUMBER.fullmatch(text)
    return (found[1], found[2], found[3]) if found else (text, "", "")


def _runs(rows: Iterable[tuple[str, int]]) -> Iterator[tuple[str, str]]:
    """Digits, of three or more that follow each other the first and the last; and how often."""
    places = enumerate(rows)
    # those that follow each other keep their distance to the place; what comes twice stands alone
    for _, group in groupby(places, lambda p: (int(p[1][0] or 0) - p[0], p[1][1] > 1 and p[0])):
        run = [row for _, row in group]
        if len(run) > 2:
            yield f"{run[0][0]}—{run[-1][0]}", ""
        else:
            yield from ((digits, f"{many}项" if many > 1 else "") for digits, many in run)


def source(entry: Entry) -> str:
    """On what an entry rests: its number, the source that it names, or its id."""
    if isinstance(entry, Opening):
        return entry.number or entry.source or entry.id
    return "，".join(filter(None, [entry.source, getattr(entry, "number", None)])) or entry.id


def told(report: Report) -> str:
    """What a unit says it did, or else the figures that it reached."""
    figures = "、".join(f"{f.name}{f.value}{f.unit}" for f in report.figures)
    return "无变化" if report.unchanged else report.done or figures


def quoted(text: str) -> str:
    """A text between quotation marks, those inside of it as the standard for punctuation asks."""
    return f"“{text.replace('“', '‘').replace('”', '’')}”"
