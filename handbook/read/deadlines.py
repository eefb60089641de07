"""Settle words of time to a day, by the one table of ``data/deadlines.yaml``."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from handbook.model import Deadline, DeadlineRule
from handbook.read.records import DeadlineRuleRecord
from handbook.words.findings import did_you_mean, short

_PLACEHOLDER = {"{year}": r"(?P<year>(?:19|20|21)[0-9]{2})", "{month}": r"(?P<month>1[0-2]|[1-9])"}
_OTHER_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}年|[〇○零一二三四五六七八九]{4}年|[明来次后去上]年")
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12}


def settle(
    text: str, rules: Sequence[DeadlineRule], year: int | None, delivered_on: date | None
) -> Deadline | None:
    """The deadline that ``text`` sets, or ``None`` where no rule knows its words.

    The longest word of the table that stands in ``text`` decides; ``year`` is the year the
    speech calls this year. ``delivered_on`` settles 本月底. Words that name another year are
    known only where a rule knows the year too: 明年9月底 is no 9月底.
    """
    best: tuple[int, DeadlineRule, re.Match[str]] | None = None
    for rule in rules:
        for word in rule.words:
            match = _pattern(word).search(text)
            if match is None or (
                rule.settles != "never" and _OTHER_YEAR.search(text[: match.start()])
            ):
                continue
            if best is None or len(match.group()) > best[0]:
                best = (len(match.group()), rule, match)
    if best is None:
        return None
    _, rule, match = best
    day = _day(rule.settles, match, year, delivered_on)
    return Deadline(text, day, rule.kind, "" if day else rule.note)


def rule_faults(rule: DeadlineRuleRecord) -> Iterator[tuple[int, str]]:
    """Which words hold other placeholders than ``settles`` reads, or one twice, and so on."""
    takes = {"year-end": {"year"}, "month-end": {"year", "month"}}.get(rule.settles, set())
    for i, word in enumerate(rule.words):
        named = re.findall(r"\{([^{}]*)\}", word)
        for name in dict.fromkeys(named):
            if name not in ("year", "month"):
                meant = did_you_mean(name, ("year", "month"))
                yield i, f"不认识“{{{name}}}”，花括号里只能写 year 或 month{meant}"
            elif name not in takes:
                yield i, f"settles 是 {rule.settles} 的用语里不能有 {{{name}}}，请核对"
            elif named.count(name) > 1:
                yield i, f"{{{name}}} 写了两次，请删去一处"
        if re.sub(r"\{[^{}]*\}", "", word).strip("{}") == "" or word.count("{") != len(named):
            yield i, f"“{short(word)}”的花括号不成对，或者除了花括号没有别的字，请改正"
        if rule.settles == "month-end" and "month" not in named:
            yield i, f"settles 是 month-end 的用语要有 {{month}}，“{short(word)}”没有"
        if rule.settles == "quarter-end" and word[0] not in _QUARTERS:
            yield i, f"settles 是 quarter-end 的用语要以 一、二、三、四 开头，“{short(word)}”不是"


@cache
def _pattern(word: str) -> re.Pattern[str]:
    """A word of the table as a pattern; a month is not cut out of a longer number."""
    pattern = re.escape(word)
    for name, digits in _PLACEHOLDER.items():
        pattern = pattern.replace(re.escape(name), r"(?<!\d)" + digits)
    return re.compile(pattern)


def _day(
    settles: str, match: re.Match[str], this_year: int | None, delivered_on: date | None
) -> date | None:
    named = match.groupdict()
    year = int(named.get("year") or this_year or 0)
    if not year and settles != "delivered-month-end":
        return None  # the text does not say which year is this year
    if settles == "year-end":
        return date(year, 12, 31)
    if settles == "quarter-end":
        return _month_end(year, _QUARTERS[match.group()[0]])
    if settles == "month-end":
        return _month_end(year, int(named["month"]))
    if settles == "delivered-month-end" and delivered_on:
        return _month_end(delivered_on.year, delivered_on.month)
    return None


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
