"""What people type into cells, as values: days, numbers, units, words to choose from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from handbook.intake.workbook import Cell
from handbook.words.findings import did_you_mean, short
from handbook.words.forms import YES, Field

_DAY = re.compile(r"(?:(\d{4})[年./-])?(\d{1,2})[月./-](\d{1,2})日?")
_SOLID = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMBER = re.compile(r"([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(\D*)")
_BREAKS = re.compile(r"[、，,;；\n]+")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u115f\u1160\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)


HALF = 183
"""Days in half a year."""


class Misfit(ValueError):
    """What a cell holds is not what its column asks for; the message says what to do."""


@dataclass(frozen=True)
class Known:
    """What cells may name: units by all their names, matters; and the day of receipt, by which
    a day without a year is placed."""

    units: Mapping[str, str]
    matters: frozenset[str]
    received: date


def clean(value: Cell) -> str:
    """A cell as text: trimmed, what cannot be seen taken out, line ends as they should be."""
    if isinstance(value, bool):
        return YES if value else ""
    text = str(value if value is not None else "")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\xa0", " ")
    lines = (line.strip(" \u3000") for line in _UNSEEN.sub("", text).split("\n"))
    return "\n".join(lines).strip("\n \u3000")


AHEAD = ("due", "answer_by")
"""The columns whose days are still to come."""


def value_of(cell: Cell, field: Field, known: Known, unit: str = "") -> Any:
    """What a cell says, as its column holds it; None where it is blank. Raises ``Misfit``.

    ``unit`` is what a number in this row is told in: it may stand behind the number, no other.
    """
    text = clean(cell)
    if not text:
        return None
    match field.holds:
        case "day":
            ahead = field.key in AHEAD
            return cell if isinstance(cell, date) else _day(text, known.received, ahead=ahead)
        case "number":
            return cell if type(cell) in (int, float) else _number(text, unit)
        case "choice":
            return _choice(text, field.choices)
        case "yes":
            return _choice(unicodedata.normalize("NFKC", text), field.choices) == YES
        case "unit":
            return _unit(text, known)
        case "units":
            return [_unit(part.strip(), known) for part in _BREAKS.split(text) if part.strip()]
        case "list":
            return [part.strip() for part in _BREAKS.split(text) if part.strip()]
        case "matter":
            return _matter(text, known)
    return text


def _day(text: str, received: date, *, ahead: bool) -> date:
    """A day in the usual ways: 2022-09-30, 2022.9.30, 2022/9/30, 2022年9月30日, 9月30日.

    Without a year it is that of the receipt, unless that is more than half a year off: then the
    year before, or, of days to come, the year after.
    """
    plain = unicodedata.normalize("NFKC", text).replace(" ", "").split("00:00")[0]
    found = _DAY.fullmatch(plain) or _SOLID.fullmatch(plain)
    try:
        if found:
            day = date(int(found[1] or received.year), int(found[2]), int(found[3]))
            off = (day - received).days
            if not found[1] and off > HALF and not ahead:
                day = day.replace(year=day.year - 1)
            elif not found[1] and off < -HALF and ahead:
                day = day.replace(year=day.year + 1)
            return day
    except ValueError:
        pass
    raise Misfit(f"“{short(text)}”不是日期，请写成 2022-09-30 的样子")


def _number(text: str, unit: str) -> int | float:
    """A number, also with full-width figures, commas between thousands, or its unit behind."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    found = _NUMBER.fullmatch(plain)
    if not found or any(char.isdigit() for char in found[2]):
        raise Misfit(f"“{short(text)}”不是一个数，请只填数字")
    if found[2] not in ("", unicodedata.normalize("NFKC", unit)):
        raise Misfit(f"“{short(text)}”的单位不是表里的“{short(unit)}”，请换算，只填数字")
    digits = found[1].replace(",", "")
    return float(digits) if "." in digits else int(digits)


def _choice(text: str, choices: tuple[str, ...]) -> str:
    if text not in choices:
        raise Misfit(f"“{short(text)}”不在可选的里（{'、'.join(choices)}），请从名单里选")
    return text


def _unit(text: str, known: Known) -> str:
    unit = known.units.get(text)
    if unit is None:
        meant = did_you_mean(text, known.units)
        raise Misfit(f"督办单位表里没有“{short(text)}”，请从名单里选{meant}")
    return unit


def _matter(text: str, known: Known) -> str:
    if text not in known.matters:
        meant = did_you_mean(text, known.matters)
        raise Misfit(f"没有编号为“{short(text)}”的事项，请从名单里选{meant}")
    return text
