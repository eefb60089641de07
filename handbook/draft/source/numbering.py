"""The numbers that Word prints before paragraphs and keeps out of their text.

``docx2python`` was tried (it puts ``--`` for 一、 and （一） and ``1)`` for 1.) and ``mammoth`` (it
leaves numbers out). So the rules of ECMA-376, 17.9 are followed here, for the formats that Chinese
texts have; LibreOffice prints the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_CIRCLED = "⓪①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_OPEN = re.compile(r"[A-Za-z0-9\u4e00-\u9fff]$")
"""Ends a number without a sign of its own: 第一章, 1.1."""
_HELD = re.compile("%([1-9])")
Numbering = tuple[str, int]
"""A list's id and the level in it, from 0."""


@dataclass(frozen=True)
class Level:
    """How a level prints its number."""

    format: str
    text: str
    start: int
    spaced: bool
    legal: bool
    restart: int
    """The number of levels above that begin it anew; 0: none does."""


@dataclass
class Numbers:
    """The lists of a file, and how far each has been counted."""

    _levels: dict[str, dict[int, Level]]
    """By the id of a list."""
    _shared: dict[str, str]
    """By the id of a list that of its abstract one: lists that share it count on."""
    _count: defaultdict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    _begun: set[str] = field(default_factory=set)
    _anew: frozenset[str] = frozenset()

    @classmethod
    def of(cls, part: etree._Element | None) -> Numbers:
        """The lists of ``numbering.xml``."""
        abstract, levels, shared, anew = {}, {}, {}, set()
        for node in part.iter(f"{W}abstractNum") if part is not None else ():
            abstract[_at(node, "abstractNumId")] = dict(map(_level, node.iter(f"{W}lvl")))
        for node in part.iter(f"{W}num") if part is not None else ():
            key, of = _at(node, "numId"), node.find(f"{W}abstractNumId")
            base = _at(of, "val")
            levels[key], shared[key] = dict(abstract.get(base, {})), base
            for change in node.iter(f"{W}lvlOverride"):
                anew.add(key)
                at = int(_at(change, "ilvl") or 0)
                start, whole = change.find(f"{W}startOverride"), change.find(f"{W}lvl")
                if whole is not None:
                    levels[key][at] = _level(whole)[1]
                elif start is not None and at in levels[key]:
                    old = levels[key][at]
                    begin = int(_at(start, "val") or 1)
                    levels[key][at] = Level(
                        old.format, old.text, begin, old.spaced, old.legal, old.restart
                    )
        return cls(levels, shared, _anew=frozenset(anew))

    def next(self, numbering: Numbering) -> str | None:
        """The number of the next paragraph of a list, as printed; ``None`` for a bullet."""
        key, at = numbering
        level = self._levels.get(key, {}).get(at)
        if level is None or level.format == "none":
            return ""
        counted = self._count[self._shared[key]]
        if key in self._anew and key not in self._begun:
            counted.clear()
        self._begun.add(key)
        counted[at] = counted.get(at, level.start - 1) + 1
        for below in [b for b in counted if b > at]:
            deeper = self._levels[key].get(below)
            if deeper is None or deeper.restart > at:
                del counted[below]
        if level.format == "bullet":
            return None
        levels = self._levels[key]

        def number(found: re.Match[str]) -> str:
            which = int(found[1]) - 1
            other = levels.get(which, level)
            value = counted.get(which, other.start)
            return printed(value, "decimal" if level.legal else other.format)

        text = _HELD.sub(number, level.text)
        return f"{text} " if level.spaced and _OPEN.search(text) else text


def printed(value: int, kind: str) -> str:
    """A number as Word prints it in a format of its own (ECMA-376, 17.18.59)."""
    match kind:
        case "decimalZero":
            return f"{value:02}"
        case "decimalFullWidth" | "decimalFullWidth2":
            return str(value).translate(_WIDE)
        case "upperRoman" | "lowerRoman":
            roman = _roman(value)
            return roman if kind == "upperRoman" else roman.lower()
        case "upperLetter" | "lowerLetter":
            letter = chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)
            return letter if kind == "upperLetter" else letter.lower()
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese":
            return _CIRCLED[value] if 0 <= value <= 20 else str(value)
        case "chineseLegalSimplified" | "ideographLegalTraditional":
            return _han(value, _LEGAL, "拾佰仟")
        case "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital":
            return "".join(_DIGITS[int(digit)] for digit in str(value))
        case "chineseCounting" | "taiwaneseCounting" if value > 99:
            return "".join(_DIGITS[int(digit)] for digit in str(value)).replace("〇", "○")
        case (
            "chineseCounting" | "chineseCountingThousand" | "japaneseCounting"
            | "taiwaneseCounting" | "taiwaneseCountingThousand"
        ):  # fmt: skip
            return _han(value, _DIGITS, "十百千")
        case _:
            return str(value)


def _han(value: int, digits: str, units: str) -> str:
    if not 0 < value < 10_000:
        return str(value)
    text, zero = "", digits[0] if digits[0] != "〇" else "零"
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        if digit:
            text += digits[digit] + (units[place - 1] if place else "")
        elif text and value % 10**place:
            text = text.removesuffix(zero) + zero
    return text[1:] if 10 <= value < 20 and units[0] == "十" else text


def _roman(value: int) -> str:
    text = ""
    for worth, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ["M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"],
        strict=True,
    ):
        text += letters * (value // worth)
        value %= worth
    return text


def _level(node: etree._Element) -> tuple[int, Level]:
    at = int(_at(node, "ilvl") or 0)

    def value(name: str, usual: str) -> str:
        child = node.find(f"{W}{name}")
        return usual if child is None else _at(child, "val", usual)

    kind = node.find(f".//{W}numFmt")
    legal = node.find(f"{W}isLgl")
    return at, Level(
        format=_at(kind, "val", "decimal") if kind is not None else "decimal",
        text=value("lvlText", ""),
        start=int(value("start", "1")),
        spaced=value("suff", "tab") != "nothing",
        legal=legal is not None and _at(legal, "val", "1") not in ("0", "false"),
        restart=int(value("lvlRestart", str(at))),
    )


def _at(node: etree._Element | None, name: str, usual: str = "") -> str:
    return usual if node is None else node.get(f"{W}{name}", usual)


def numberings(properties: etree._Element | None) -> Iterator[tuple[str | None, int | None]]:
    """The list and level that paragraph properties name, if they do; either may be left out."""
    found = properties.find(f"{W}numPr") if properties is not None else None
    if found is not None:
        key, level = found.find(f"{W}numId"), found.find(f"{W}ilvl")
        yield (
            _at(key, "val") if key is not None else None,
            int(_at(level, "val", "0")) if level is not None else None,
        )
