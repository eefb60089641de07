"""The records of the search: each text of the pages once, and the pages that show it.

The script ``PATH`` gives them to the search worker (``assets/search.js``), from a server as from a
folder. What it holds, strings but for ``asked``:

``words``, ``lengths``, ``places``
    The texts, one a line, packed: a ``COPY`` in ``words`` stands for as many pieces as the next
    character of ``lengths`` says, from the piece on that the next four of ``places`` name. A piece
    is a mark or what stands between two (``MARKS``).
``pages``
    A page a line, its fields apart by tabs: path, rank, names and last the title, spelling,
    labels, then the sections, each an anchor, a blank, a title and lines. Names, titles, labels
    and lines are numbers of texts: ``+`` is the lowest not named before, ``.`` the one after the
    last named, ``=`` the last named again, otherwise four digits.
``asked``
    Words that people use and the text does not, each with those that it uses.
``pinyin``
    How characters are read, ``海hai``; a page's spelling says what is otherwise, ``3xing``.
"""

from __future__ import annotations

import json
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, count
from typing import Final

from handbook.model import Asked
from handbook.pages.page import Page
from handbook.pages.spelling import Spelled
from handbook.pages.wording import Section

PATH: Final = "assets/search-records.js"

DIGITS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
COPY: Final = "\x7f"
MARKS: Final = r" 。；：“”，（）、\n"
_PIECE = re.compile(f"[^{MARKS}]+|[{MARKS}]")
_STEPS: Final = {0: "=", 1: "."}
_LONGEST: Final = len(DIGITS) - 1
_NONE: Final = 2**32 - 1
"""The number of no piece."""
_WORTH: Final = 4
"""Characters from which on a single piece is copied."""


Said = tuple[Page, Sequence[Section], Spelled]
"""A page, what it says, and how its title is read, if a search shall find it by that."""


def search_records(pages: Iterable[Said], asked: Iterable[Asked] = ()) -> bytes:
    """The script with the records of ``pages``, and what else people ask for."""
    ordered = _in_order(pages)
    readings = _readings(spelled for _, _, spelled in ordered)
    texts = _Texts()
    lines = [
        _page(page, sections, texts, _spelling(spelled, readings))
        for page, sections, spelled in ordered
    ]
    words, lengths, places = _packed(texts.numbers)
    records = {
        "words": words,
        "lengths": lengths,
        "places": places,
        "pages": "\n".join(lines),
        "asked": [(word, x.said) for x in asked for word in x.asked],
        "pinyin": " ".join(char + syllable for char, syllable in readings.items()),
    }
    text = json.dumps(records, ensure_ascii=False, separators=(",", ":"))
    return f"self.searchRecords = {text};\n".encode()


def _in_order(pages: Iterable[Said]) -> list[Said]:
    """The folders with most pages first: near what they say, the others say it again."""
    folders: defaultdict[str, list[Said]] = defaultdict(list)
    for said in pages:
        folders[said[0].path.rpartition("/")[0]].append(said)
    alike = sorted(folders.items(), key=lambda item: (not item[0], -len(item[1]), item[0]))
    return [said for _, folder in alike for said in folder]


class _Texts:
    """All texts by their number, and how the next one is named."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self._last = -1

    def name(self, text: str) -> str:
        new = len(self.numbers)
        number = self.numbers.setdefault(text.replace(COPY, ""), new)
        step, self._last = number - self._last, number
        return "+" if number == new else _STEPS.get(step) or _digits(number)


def _page(page: Page, sections: Sequence[Section], texts: _Texts, spelling: str) -> str:
    """A page's line."""
    names = "".join(texts.name(" ".join(name.split())) for name in [*page.keys, page.title])
    labels = "".join(texts.name(label) for label in page.labels)
    shown = [
        f"{section.anchor} " + "".join(map(texts.name, [section.title, *section.lines]))
        for section in sections
    ]
    path = page.path.removesuffix(".md")
    return "\t".join([path, str(page.rank), names, spelling, labels, *shown])


def _digits(number: int) -> str:
    """A number below 16,777,216 in four digits."""
    return (
        DIGITS[number >> 18] + DIGITS[number >> 12 & 63]
        + DIGITS[number >> 6 & 63] + DIGITS[number & 63]
    )  # fmt: skip


# -- how titles are read ------------------------------------------------------------------------


def _readings(titles: Iterable[Spelled]) -> dict[str, str]:
    """How each character of the titles is read mostly."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for title in titles:
        for char, syllable in title:
            counts[char][syllable] += 1
    return {char: min(read, key=lambda s: (-read[s], s)) for char, read in sorted(counts.items())}


def _spelling(title: Spelled, readings: Mapping[str, str]) -> str:
    """Which characters of a title are read otherwise; a dash if none is spelled at all."""
    if not title:
        return "-"
    return " ".join(
        f"{at}{syllable}" for at, (char, syllable) in enumerate(title) if syllable != readings[char]
    )


# -- packing ------------------------------------------------------------------------------------


def _packed(texts: Iterable[str]) -> tuple[str, str, str]:
    """``words``, ``lengths`` and ``places`` of the texts.

    However far back two pieces have stood side by side, they and what follows alike are copied;
    what compresses a file on its way looks back but some pages.
    """
    known: defaultdict[str, int] = defaultdict(count().__next__)
    # there are many of them: neither a piece that recurs nor its number is kept as an object
    found = chain.from_iterable(_PIECE.findall(f"{text}\n") for text in texts)
    numbers = array("q", map(known.__getitem__, found))
    del numbers[-1:]  # no line end stands after the last text
    pieces = [*known]
    words: list[str] = []
    copies: list[tuple[int, int]] = []
    for at, place, length in _copies(pieces, numbers):
        if length:
            words.append(COPY)
            copies.append((place, length))
        else:
            words.append(pieces[numbers[at]])
    lengths = "".join(DIGITS[length] for _, length in copies)
    return "".join(words), lengths, "".join(_digits(place) for place, _ in copies)


def _copies(pieces: Sequence[str], numbers: array[int]) -> Iterator[tuple[int, int, int]]:
    """Where a piece stands anew, or so many are as they were at a place: (at, place, length)."""
    end = len(numbers)
    numbers = numbers + array("q", [_NONE])
    first_pair: dict[int, int] = {}
    first: dict[int, int] = {}
    at = 0
    while at < end:
        number = numbers[at]
        pair = number << 32 | numbers[at + 1]
        place = first_pair.get(pair)
        if place is None:
            first_pair[pair] = at
            place = first.setdefault(number, at)
            copied = place < at and len(pieces[number]) >= _WORTH
            yield at, place, int(copied)
            at += 1
            continue
        length = 2
        while length < _LONGEST and numbers[at + length] == numbers[place + length]:
            length += 1
        yield at, place, length
        at += length
        # the pairs before it are known
        first_pair.setdefault(numbers[at - 1] << 32 | numbers[at], at - 1)
