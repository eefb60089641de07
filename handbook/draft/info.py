"""What a text says of itself: its name, what it is, its year and its day.

Only what its words say is taken; what they do not settle stays open (``None``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handbook.draft.heads import han_value
from handbook.draft.outline import Part

GENRES = (
    "报告",
    "讲话",
    "致辞",
    "方案",
    "纪要",
    "意见",
    "通知",
    "计划",
    "要点",
    "规划",
    "决定",
    "办法",
    "措施",
    "清单",
)
OTHERWISE = "文件"
"""What a text is called that does not say what it is."""
_MOST_TITLE = 60
_HEAD = 8
"""Lines at the beginning in which a text says what it is."""
_TAIL = 8
_ADDRESS = re.compile("同志们|各位|尊敬的|女士们|朋友们")
_DATE = re.compile(r"((?:19|20)\d\d)年(1[0-2]|0?[1-9])月(3[01]|[12]\d|0?[1-9])日")
_HAN_DATE = re.compile(
    r"([二一][〇○零一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_ISSUED = re.compile(
    rf"(?:^|[。；])([^。；，、]{{2,30}}?(?:政府|国务院|办公厅|办公室|委员会|委|部|厅|局)\s*{_DATE.pattern})"
    r"\s*(?:（此[件文].{2,12}）)?$"
)
"""Who issues a text, and on which day, at the end of a line."""
_NUMBERED = re.compile(rf"(.*(?:{'|'.join(GENRES)}))\s*[一-龥*]{{1,8}}〔\d{{4}}〕\s?[\d*]+号$")
"""A title with the number of the document behind it."""
_PLACED = re.compile("在.{2,40}(?:会议|大会|全会|会|论坛|座谈)上")
_YEAR = re.compile(
    r"((?:19|20)\d\d)年(?:度|政府|经济社会|全市|全县|全区|全省)?(?:重点)?(?:工作|任务|目标|主要|总体|安排|发展)"
)
_LOOKS_BACK = re.compile("回顾|总结|情况")


@dataclass(frozen=True)
class About:
    """What a text says of itself. ``title`` is empty where it has none."""

    title: str
    genre: str
    year: int | None
    year_quote: str | None
    delivered_on: date | None


def about(text: str, parts: Sequence[Part]) -> About:
    """What the text says of itself, in its first and last lines and in its headings."""
    first = next((part.at for part in parts if part.id != "0"), len(text))
    end = next((part.at for part in parts if part.number == "附件"), len(text))
    head = [line for line in text[: first or end].split("\n") if line.strip()][:_HEAD]
    tail = [line for line in text[:end].rstrip().split("\n") if line.strip()][-_TAIL:]
    title = _title(head)
    day, quote = _day(text, head, tail)
    if not day:
        day, quote = _issued(text, (*head, *tail))
    year = day.year if day else None
    if not year:
        year, quote = _year(text, title, parts)
    return About(title, _genre(title, head), year, quote, day)


def _title(head: Sequence[str]) -> str:
    """The first line, where it stands as a title does; one that was broken is put together."""
    if not head:
        return ""
    line = re.sub(r"^[-*•] ?", "", head[0]).strip()
    if numbered := _NUMBERED.match(line):
        line = numbered[1]
    if len(head) > 1 and not _ends_title(line) and len(line + head[1]) <= _MOST_TITLE:
        longer = line + head[1].strip()
        line = longer if _ends_title(longer) else line
    plain = not re.search("[。：；！？:;]$|^——|^[（(]?[一二三四五六七八九十\\d]+[、.）)]", line)
    return line if 2 <= len(line) <= _MOST_TITLE and plain and not _ADDRESS.match(line) else ""


def _ends_title(line: str) -> bool:
    return bool(re.search(rf"(?:{'|'.join(GENRES)})(?:[（(].*[）)])?$", line))


def _genre(title: str, head: Sequence[str]) -> str:
    found = [(title.rfind(word), word) for word in GENRES if word in title]
    if found:
        return max(found)[1]
    opening = "".join(head)
    if "向大会报告工作" in opening:
        return "报告"
    return "讲话" if any(_ADDRESS.match(line) for line in head) else OTHERWISE


def _day(text: str, head: Sequence[str], tail: Sequence[str]) -> tuple[date | None, str | None]:
    """The day that a line gives alone, or with the meeting at which the text was given."""
    for line in (*head, *tail):
        for pattern, read in ((_DATE, int), (_HAN_DATE, _digits)):
            found = pattern.search(line)
            if not found:
                continue
            rest = line.replace(found[0], "").strip("（）()—－- \u3000")
            if rest and not (line in head and len(line) <= _MOST_TITLE and _PLACED.match(rest)):
                continue
            try:
                day = date(read(found[1]), _number(found[2]), _number(found[3]))
            except ValueError:
                continue
            quote = line.strip()
            exact = read is int and text.count(quote) == 1 and 1949 <= day.year <= 2100
            return day, quote if exact else None
    return None, None


def _issued(text: str, lines: Sequence[str]) -> tuple[date | None, str | None]:
    """The day on which an office issued the text, where a line ends with both."""
    for line in lines:
        if found := _ISSUED.search(line.strip()):
            try:
                day = date(*(int(found[n]) for n in (2, 3, 4)))
            except ValueError:
                continue
            return day, found[1] if text.count(found[1]) == 1 else None
    return None, None


def _year(text: str, title: str, parts: Sequence[Part]) -> tuple[int | None, str | None]:
    """The year that the title or a heading that looks ahead gives to the work."""
    headings = [part.number + part.title for part in parts if part.id.count(".") < 2]
    for line in (title, *headings):
        found = _YEAR.search(line)
        if found and not _LOOKS_BACK.search(line):
            return int(found[1]), line if text.count(line) == 1 else None
    return None, None


def _digits(numeral: str) -> int:
    return int("".join(str(han_value(digit)) for digit in numeral))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else han_value(text)
