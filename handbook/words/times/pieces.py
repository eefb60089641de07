"""From text to pieces: one rule for each way to say a year, a month, a festival, a relation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache, partial

from handbook.words.times.adverbs import adverbs
from handbook.words.times.calendars import FESTIVALS
from handbook.words.times.numerals import number, spelled
from handbook.words.times.parts import Edge, Glue, How, Meaning, Part, Piece, Relation, Unit
from handbook.words.times.said import Said, Word

WAITS = "要从原文的日期算起，原文没有写明日期。"
"""Of times that the day of the text would settle."""
NO_YEAR = "原文没有写明今年是哪一年，落不到具体日期。"
NO_SUCH_DAY = "没有这一天，请核对原文。"
APART = "写了几个不相连的时间，请分成几个时限。"

_NO_FIGURE = "(?<![0-9.〇○零一二两三四五六七八九十百廿])"
_N = rf"{_NO_FIGURE}(?:[0-9]{{1,3}}(?![0-9.])|[零一二两三四五六七八九十百廿]+)"
_Y = "(?<![0-9])(?:19|20|21)[0-9]{2}"
_M = rf"{_NO_FIGURE}(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])(?![0-9])"
_D = (
    rf"{_NO_FIGURE}(?:3[01]|[12][0-9]|0?[1-9]|[二三]?十|三十一|(?:二?十|廿)?[一二三四五六七八九])"
    "(?![0-9])"
)
_Q = "[一二三四1-4]"
_DASH = "(?:[-—–~～－]+|至|到)"
_LIST = "[、，,和]"
_UNIT = "年|个?季度|个月|周(?!年)|个?星期|个?礼拜|天|个?工作日|个?小时|个?钟头"
_UNITS: dict[str, Unit] = {
    "年": "year", "季度": "quarter", "月": "month", "周": "week", "星期": "week", "礼拜": "week",
    "天": "day", "日": "day", "工作日": "working day", "小时": "hour", "钟头": "hour",
}  # fmt: skip
_WEEKDAYS = "一二三四五六日天"
_AGO = {"上": -1, "去": -1, "昨": -1, "下": 1, "明": 1, "后": 2}

Rule = Callable[[re.Match[str], Said], Meaning]


def _years(match: re.Match[str], said: Said) -> Part:
    first, last = int(match[1]), int(match[match.lastindex or 1])
    return Part(years=(first, last)) if first <= last else Part(open=NO_SUCH_DAY)


def _spelled_year(match: re.Match[str], said: Said) -> Part:
    return Part(years=(spelled(match[1]),) * 2)


def _near_year(match: re.Match[str], said: Said, offset: int) -> Part:
    return _years_about(said, offset, offset)


def _two_years(match: re.Match[str], said: Said) -> Part:
    return _years_about(said, 0, 1)


def _years_about(said: Said, first: int, last: int) -> Part:
    year = said.this_year
    if year is None:
        return Part(open=NO_YEAR, past=last < 0)
    return Part(years=(year + first, year + last), past=last < 0)


def _plan(match: re.Match[str], said: Said) -> Part:
    """Years of a plan of five; the fourteenth is that of 2021 to 2025, by its own name."""
    last = 2005 + 5 * (number(match[1]) or 0)
    return Part(years=(last - 4, last))


def _months(match: re.Match[str], said: Said) -> Part:
    """A month, a range of months (10—3月 ends in the next year), or several that follow on."""
    numbers = [number(n) or 0 for n in re.split(f"{_LIST}|{_DASH}", match[1])]
    first, last = numbers[0], numbers[-1]
    if re.search(_LIST, match[1]) and numbers != list(range(first, last + 1)):
        return Part(open=APART)
    loose = len(numbers) == 1 and match[0].endswith("月")
    return Part(months=(first, last + 12 * (last < first)), loose=loose)


def _quarters(match: re.Match[str], said: Said) -> Part:
    first, *more = (number(q) or 0 for q in re.findall(_Q, match[0]))
    last = more[-1] if more else first
    if last < first or (re.search(_LIST, match[0]) and last != first + len(more)):
        return Part(open=APART)
    return Part(months=(3 * first - 2, 3 * last))


def _fixed_months(match: re.Match[str], said: Said, first: int, last: int) -> Part:
    return Part(months=(first, last))


def _first_months(match: re.Match[str], said: Said) -> Part:
    n = number(match[1]) or 0
    return Part(months=(1, n)) if 1 <= n <= 12 else Part(open=NO_SUCH_DAY)


def _near_months(match: re.Match[str], said: Said, size: int) -> Part:
    return _months_about(said, size, _AGO.get(match[0][0], 0))


def _months_about(said: Said, size: int, offset: int = 0) -> Part:
    """This, the last or the next month or quarter, by the day of the text."""
    if said.day is None:
        return Part(open=WAITS, past=offset < 0)
    first = (said.day.month - 1) // size * size + 1 + offset * size
    year, first = said.day.year + (first - 1) // 12, (first - 1) % 12 + 1
    return Part(years=(year, year), months=(first, first + size - 1), past=offset < 0)


def near(edge: Edge, said: Said) -> Part:
    """Of what 年底, 季末, 月底 and 周内 say the end where nothing stands before them."""
    if edge == "year":
        return _years_about(said, 0, 0)
    if edge == "week":
        return _week_about(said, 0, 6)
    return _months_about(said, 3 if edge == "quarter" else 1)


def _festival(match: re.Match[str], said: Said) -> Part:
    return Part(festival=next(name for name in FESTIVALS if name in match[0]))


def _days(match: re.Match[str], said: Said) -> Part:
    return Part(days=(number(match[1]) or 0, number(match[match.lastindex or 1]) or 0))


def _named_day(match: re.Match[str], said: Said) -> Part:
    """A day with its day of the week, 10月31日（星期一）, which has to agree."""
    day = number(match[1]) or 0
    return Part(days=(day, day), weekday=min(_WEEKDAYS.index(match[2]), 6))


def _fixed_days(match: re.Match[str], said: Said, first: int, last: int) -> Part:
    return Part(days=(first, last))


def _figures(match: re.Match[str], said: Said) -> Part:
    year, month, day = (int(n) for n in match.groups())
    if not 1 <= month <= 12:
        return Part(open=NO_SUCH_DAY)
    return Part(years=(year, year), months=(month, month), days=(day, day))


def _near_day(match: re.Match[str], said: Said) -> Part:
    offset = _AGO.get(match[0][0], 0)
    if said.day is None:
        return Part(open=WAITS, past=offset < 0)
    return Part(dates=(said.day + timedelta(days=offset),) * 2, past=offset < 0)


def _week(match: re.Match[str], said: Said) -> Part:
    """A week or a day of it; 周五 is that of this week."""
    days = {"": (0, 6), "末": (5, 6)}.get(match["day"])
    first, last = days or (min(_WEEKDAYS.index(match["day"]), 6),) * 2
    return _week_about(said, first, last, _AGO.get(match[0][0], 0))


def _week_about(said: Said, first: int, last: int, offset: int = 0) -> Part:
    """Days of a week that runs from Monday, 0, to Sunday, 6 (GB/T 7408.1—2023)."""
    if said.day is None:
        return Part(open=WAITS, past=offset < 0)
    monday = said.day + timedelta(days=7 * offset - said.day.weekday())
    days = (monday + timedelta(days=first), monday + timedelta(days=last))
    return Part(dates=days, past=offset < 0)


def _count(match: re.Match[str], said: Said) -> Part:
    return Part(count=(number(match[1]), _UNITS[match[2].removeprefix("个")], 0))


def _about(match: re.Match[str], said: Said) -> Part:
    """Two or three months, 1—2个月: no number to count."""
    return Part(count=(None, "month", 0))


def _half(match: re.Match[str], said: Said, months: int, days: int) -> Part:
    """Halves; half a month is fifteen days (日内瓦《统一汇票本票法公约》附件一第三十六条)."""
    n = number(match[1]) if match.lastindex else 0
    if n is None:
        return Part(count=(None, "month", 0))
    return Part(count=(n * (12 if months else 1) + months, "month", days))


def _from_text(match: re.Match[str], said: Said) -> Part:
    return Part(dates=(said.day, said.day)) if said.day else Part(open=WAITS)


def _hour(match: re.Match[str], said: Said) -> Relation:
    midnight = re.fullmatch("(?:凌晨)?(?:0?0|零)(?:[时点]整?|[:：]00)", match[0])
    return Relation("midnight" if midnight else "hour")


def _relation(match: re.Match[str], said: Said, how: How, edge: Edge = "") -> Relation:
    return Relation(how, edge)


def _word(match: re.Match[str], said: Said, word: Word) -> Word:
    return replace(word, text=match[0])


def _glue(match: re.Match[str], said: Said, glue: Glue) -> Glue:
    return glue


_NAMES = "|".join(name for name in FESTIVALS if name != "十一")
_NOT_ON = "(?<![以线网会马晚早路身])"
"""上 and 下 that say no time: 线上年会, 以下月份."""
_IN = "内(?![部外容涵蒙科])"
_TABLE: tuple[tuple[str, Rule], ...] = (
    (rf"({_Y})年度?", _years),
    (rf"({_Y})年?{_DASH}({_Y})年度?", _years),
    ("([一二][〇○零一二三四五六七八九]{3})年度?", _spelled_year),
    ("今年度?|(?<!基)本年度?", partial(_near_year, offset=0)),
    ("(?<![文说声证阐透鲜表])明年度?|(?<![近未以])来年|下一?年度", partial(_near_year, offset=1)),
    ("(?<![以今之])后年", partial(_near_year, offset=2)),
    (f"去年度?|{_NOT_ON}上一?年度?", partial(_near_year, offset=-1)),
    ("(?<![以提目之])前年", partial(_near_year, offset=-2)),
    ("今明两年", _two_years),
    ("次年度?|翌年", lambda match, said: Part(next_year=True)),
    ("“?十([一二三四五六七八九])五”?(?:规划)?(?:时期|期间|期)?", _plan),
    (rf"({_M}(?:{_LIST}{_M})*|{_M}{_DASH}{_M})月份?", _months),
    (rf"第?{_Q}(?:(?:{_LIST}|{_DASH}){_Q})*季度", _quarters),
    ("首季度?", partial(_fixed_months, first=1, last=3)),
    ("前[二两2]个?季度|上半年", partial(_fixed_months, first=1, last=6)),
    ("前[三3]个?季度", partial(_fixed_months, first=1, last=9)),
    (rf"[前头]({_N})个月", _first_months),
    ("[下后]半年", partial(_fixed_months, first=7, last=12)),
    (f"本月份?|这个月|{_NOT_ON}[下上]个?月", partial(_near_months, size=1)),
    (f"(?:[本这]个?|{_NOT_ON}[下上]个?|当)季度", partial(_near_months, size=3)),
    (rf"(?:“(?:{_NAMES}|十一)”|{_NO_FIGURE}(?:{_NAMES}))"
     "(?:(?:国际)?(?:劳动|妇女|儿童|建党|建军)节|节)?(?<!一(?=[路街村社]))", _festival),
    (rf"({_D})[日号]", _days),
    (rf"({_D})[日号](?:（(?:周|星期)([一二三四五六日天])）)", _named_day),
    (rf"({_D})[日号]?{_DASH}({_D})[日号]", _days),
    ("上旬", partial(_fixed_days, first=1, last=10)),
    ("中旬", partial(_fixed_days, first=11, last=20)),
    ("下旬", partial(_fixed_days, first=21, last=0)),
    ("上中旬|中上旬", partial(_fixed_days, first=1, last=20)),
    ("中下旬", partial(_fixed_days, first=11, last=0)),
    (rf"({_Y})[-/.]([0-9]{{1,2}})[-/.]([0-9]{{1,2}})(?![0-9])", _figures),
    ("今[天晚]|(?<!当)今日(?!益)|[明昨][天日]|(?<!以)后天", _near_day),
    (f"(?:[本这]|{_NOT_ON}[下上]一?个?)(?:周|星期|礼拜)(?P<day>[一二三四五六日天末]?)", _week),
    ("(?:周|星期|礼拜)(?P<day>[一二三四五六日天末])", _week),
    (rf"({_N})({_UNIT})", _count),
    ("(两)(月)", _count),
    (rf"{_N}(?:{_DASH}|、|或){_N}(?:{_UNIT}|日)", _about),
    ("半年", partial(_half, months=6, days=0)),
    ("半个?月", partial(_half, months=0, days=15)),
    (rf"({_N})年半", partial(_half, months=6, days=0)),
    (rf"({_N})个半月", partial(_half, months=0, days=15)),
    ("即日|(?<![体表呈展])现在", _from_text),
    ("年[底末终](?!端)|岁末|年尾", partial(_relation, how="end", edge="year")),
    (f"年{_IN}|年度{_IN}|年里", partial(_relation, how="within", edge="year")),
    ("全?年度|全年", partial(_relation, how="whole", edge="year")),
    ("年初(?!步)", partial(_relation, how="start", edge="year")),
    ("年中(?=$|[，。；、前下])", partial(_relation, how="middle", edge="year")),
    ("季度?[底末]", partial(_relation, how="end", edge="quarter")),
    (f"季度?{_IN}", partial(_relation, how="within", edge="quarter")),
    ("月[底末]", partial(_relation, how="end", edge="month")),
    (f"月{_IN}", partial(_relation, how="within", edge="month")),
    ("月初(?!步)", partial(_relation, how="start", edge="month")),
    ("月中(?=$|[，。；、前下])", partial(_relation, how="middle", edge="month")),
    (f"周{_IN}", partial(_relation, how="within", edge="week")),
    ("[底末](?![线数板层部盘子座细端])", partial(_relation, how="end")),
    ("初(?![步级中创心衷])", partial(_relation, how="start")),
    ("中(?=$|[，。；、前下])", partial(_relation, how="middle")),
    (f"(?:以|之)?{_IN}|期间|期内|之间|(?:为|截)?止", partial(_relation, how="within")),
    ("(?:以|之)?前(?![后往沿列提期景端])", partial(_relation, how="before")),
    ("(?:以|之|过)?后(?![期续勤备台])", partial(_relation, how="after")),
    ("起(?![草步来色诉伏势])|开始", partial(_relation, how="since")),
    ("以来|来(?=$|[，。；、])|同期", partial(_relation, how="so far")),
    ("前后|左右|(?:上下|许)(?=$|[，。；、])|大?约|大概|大致", partial(_relation, how="about")),
    ("最[迟晚](?:于|到|至)?|不得?[迟晚]于", partial(_relation, how="within")),
    (r"(?:上午|下午|晚上?|中午|凌晨)?(?<![0-9])(?:[01]?[0-9]|2[0-4]|[零一二两三四五六七八九十]+)"
     "(?:[时点](?:整|半|[0-9]{1,2}分)?|[:：][0-9]{2})(?=[前以之起至，。；、]|$)", _hour),
    ("(?:上午|下午|晚上|中午|下班)(?=[前以之，。；、]|$)", partial(_relation, how="hour")),
    (_DASH, partial(_glue, glue=Glue("to"))),
    (r"[、，,；;]|和|与|及|以及|或|并", partial(_glue, glue=Glue("and"))),
    ("(?:会后|会议(?:结束)?后|(?:即日|现在|(?:本[^，。；、]{1,4})?(?:印发|发布|公布|下发)之日)起)(?=.)",
     partial(_glue, glue=Glue("frame"))),
    (r"于|在|截至|截止|自|从|由|力争|争取|确保|必保|务必|必须|原则上|要|须|应当?"
     r"|计划|预计|用|利用|时间|[一二两三四五]次(?=$|[，。；、])|（含[^）]{0,6}）|[\s“”（）()]",
     partial(_glue, glue=Glue("frame"))),
)  # fmt: skip
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


@cache
def _rules() -> tuple[tuple[re.Pattern[str], Rule], ...]:
    """Compiled where a text first asks for them, which takes longer than most texts."""
    return (
        *((pattern, partial(_word, word=word)) for pattern, word in adverbs()),
        *((re.compile(pattern), rule) for pattern, rule in _TABLE),
    )


def cut(text: str, said: Said, words: Sequence[Word] = ()) -> Iterator[Piece]:
    """The pieces in order, all of the text; at each place the longest, of two the first rule's.

    ``words`` are an office's own, and go before the grammar's. Characters that no rule knows are
    one piece as far as they run.
    """
    text = text.translate(_WIDE)
    at = unread = 0
    while at < len(text):
        end, means = _longest(text, at, said, words)
        if means is not None:
            if unread < at:
                yield Piece(unread, at, None)
            yield Piece(at, end, means)
            unread = end
        at = end
    if unread < at:
        yield Piece(unread, at, None)


def _longest(text: str, at: int, said: Said, words: Sequence[Word]) -> tuple[int, Meaning | None]:
    """Where the longest piece at ``at`` ends, and what it means; one unknown character else."""
    known = [word for word in words if text.startswith(word.text, at)]
    word = max(known, key=lambda word: len(word.text), default=None)
    end = at + len(word.text) if word else at
    best: tuple[re.Match[str], Rule] | None = None
    for pattern, rule in _rules():
        match = pattern.match(text, at)
        if match and match.end() > end:
            end, best = match.end(), (match, rule)
    if best:
        return end, best[1](best[0], said)
    return max(end, at + 1), word
