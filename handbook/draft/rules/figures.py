"""Figures: what the number counts, and whether it is an end, an extent, a threshold or a name.

Numbers are found by one pattern; what each is for is told by small rules in ``USES``, the first
that knows answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from handbook.draft.drafts import FigureDraft
from handbook.draft.rules.clauses import Span, enclosed
from handbook.draft.rules.times import find_times
from handbook.draft.rules.words import either, words

_HAN = "零一二两三四五六七八九十百千万亿"
_NUMBER = re.compile(
    r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[%％])?(?:\s?[—–~～\-至到]{1,2}\s?(?:\d+)(?:\.\d+)?)?"
    r"|\*+|翻[一两二三]番|零增长|[一二两三四五六七八九十百千]+(?=个百分点|成(?!立|为|效|果|长)|倍|大类|大|项|个|张|件)"
)
_MASK = re.compile(r"\*+")
_RANGE = re.compile(r"([\d.,]+)[%％]?\s?[—–~～\-至到]+\s?([\d.]+)")
_NOT_COUNTED = re.compile(
    r"\s?(?:年|月|日|号|期|届|次全|周年|[A-Za-z]|[、，]?\d*号线|[—–-]\d+月|楼|路(?!公里)|号|级|中(?!小学)|院|所(?=[一-龥]{2,4}(?:研究|落户)))"
)
_LETTER = re.compile(r"[A-Za-z+＋.·]")
_POINTS = re.compile(r"(?:[个项点条大](?:重点)?(?:工作|方面|意见|问题|要求|抓手|环节)(?!任务))")
_MORE = re.compile(r"(?![和与及至到])[一-龥]{1,16}\d")
_DOES = re.compile("[^，]{2,12}(?:全年|年内|年底前)?(?:完成|实现|达到|增长|新增)")
"""500个项目全年完成投资30亿元: how many there are."""
_SIZE = re.compile("吨|千瓦|千伏|兆瓦|吉瓦|平方|立方|元$")
_OF_PROJECTS = re.compile("^[一-龥、][^，]*等[^，]{0,4}(?:项目|工程)")
"""甲100万吨、乙120万吨焦化等项目: the size is a part of the name."""
_PLACES = re.compile("(?:旗县|区县|县|市|区|乡镇|街道|社区|行政村|自然村|村|镇)(?!级)")
_EACH = re.compile("(?:分别|均|各)(?=增长|下降|达到|提高|超过|控制|突破|增加|减少)")
_SO_CALLED = re.compile("[^、，]{0,4}(?:、|，|$)")
_MANY = re.compile("[百千]?[万亿]|[百千](?![年])")
_ORDINAL = "第"
_SHORT_HAN = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2}


@dataclass(frozen=True)
class Found:
    """A number in a clause: its place, the unit and the bound that follow, what stands around."""

    clause: str
    start: int
    end: int
    unit: str
    bound: str
    stop: int
    inside: bool

    @property
    def before(self) -> str:
        """The words of the clause in front of the number."""
        return self.clause[: self.start]

    @property
    def after(self) -> str:
        """The words behind its unit and bound."""
        return self.clause[self.stop :]


Use = Callable[[Found], str | None]
_THRESHOLD = re.compile(
    r"^(?:的)?(?:重大|重点|新|省|工业|产业|工程|基础|大)*[一-龥]{0,4}?(?:项目|企业|工程|岗位|事故|大户|会议|债务|婴幼儿|儿童|人口|人员|老年人|老人|医院|学校|景区|单位|高校|城市|职称|学历|干部|人才|道路|公路)"
)
_AMOUNT_OF = re.compile(r"(?:投资|总投资|价值|面积|规模|产值|人口|年产)(?:约|近|达)?$")
_NAMED = re.compile(r"^(?:大|条|张|个)?(?:工程|硬措施|行动|计划|战役|攻坚|清单|体系|工作法|机制)")


def in_quotes(found: Found) -> str | None:
    """“13710”, “安全生产15条硬措施”: a part of a name."""
    return "name" if found.inside else None


def so_called(found: Found) -> str | None:
    """资源和产品两个市场: counts what was just named."""
    han = found.clause[found.start] in _HAN
    return "name" if han and found.unit == "个" and _SO_CALLED.match(found.after) else None


def own_points(found: Found) -> str | None:
    """五项工作, 三个方面: the text counts its own points."""
    end = found.end
    return "name" if _POINTS.match(found.clause, end) and len(found.clause) - end <= 9 else None


def of_a_name(found: Found) -> str | None:
    """20大工程, 三年行动: what is called so."""
    if found.unit in ("大", "张") and _NAMED.match(found.after) and not found.bound:
        return "name"
    if found.unit in ("年", "天"):
        return "name" if _NAMED.match(found.after) else None
    return None


def threshold(found: Found) -> str | None:
    """10亿元以上重大项目: says which things."""
    if found.bound in ("以上", "以下", "以内") and _THRESHOLD.match(found.after):
        return "threshold"
    return None


def describes(found: Found) -> str | None:
    """投资30亿元的购物公园: says which thing."""
    if _MORE.match(found.after):
        counts = _PLACES.match(found.after) or (found.unit != "大" and _DOES.match(found.after))
        return "extent" if counts else "threshold"
    if _AMOUNT_OF.search(found.before) and found.after.startswith("的"):
        return "threshold"
    if found.before.endswith("年产") and re.match("[一-龥]{2,}", found.after):
        return "threshold"
    if _SIZE.search(found.unit) and not found.bound and _OF_PROJECTS.search(found.after):
        return "threshold"
    return None


def reached(found: Found) -> str | None:
    """新增…100户以上, 达到90%, 增长7%: a verb that says how far, or a bound that does."""
    if found.bound or found.unit in ("%", "％", "个百分点", "倍"):
        return "end"
    if words("reached").before(found.before, found.start):
        return "end"
    head = _head(found.before)
    if _COVERS.match(head):
        return "end" if _holds(head) and not found.after else "extent"
    times = [time for time in find_times(found.before) if time.kind == "by"]
    rest = found.before[times[-1].end :] if times else ""
    timed = bool(times) and bool(words("verbs").at(rest, 0) or len(rest) < 2)
    ends = not re.match(r"[^、和及，（]{2,}", found.after) and len(head) > 1
    return "end" if timed or ends or _REACHES.search(head) else None


def _holds(head: str) -> bool:
    """开展职业培训40万人次: what is to be held comes first, how often last."""
    return bool(re.match("(?:[一-龥]{2})?(?:开展|组织|举办|实施)[^，]{4,}$", head))


def _head(before: str) -> str:
    """The words that govern a figure: those of its own item where it has a verb, else all."""
    head = before[before.rfind("、") + 1 :]
    verb = words("end_verbs").at(head, 0) or words("extent_verbs").at(head, 0)
    head = head if len(verb) > 1 else before
    return _LEAD.sub("", head)


def otherwise(found: Found) -> str | None:
    """Nothing says how far: how much the task covers."""
    return "extent"


_LEAD = re.compile(
    r"^.{0,30}?(?:(?:部门|单位|地|局|委|办|各县|各市)?要|必须)(?![求素点])|^(?:确保|力争|必保)"
)
_COVERS = re.compile(either("extent_verbs", r"(?:{adverbs})*"))
_REACHES = re.compile(either("end_verbs"))


USES: dict[str, tuple[Use, float]] = {
    "引号里的数": (in_quotes, 0.9),
    "合称里的数": (so_called, 0.7),
    "自己的点数": (own_points, 0.8),
    "名称里的数": (of_a_name, 0.8),
    "门槛": (threshold, 0.9),
    "定语里的数": (describes, 0.8),
    "做到多少": (reached, 0.85),
    "管着多少": (otherwise, 0.7),
}


def find_figures(clause: Span, off: frozenset[str] = frozenset()) -> Iterator[FigureDraft]:
    """Every figure of a clause with its use; numbers of names and thresholds, too."""
    for found in _numbers(clause.text):
        for name, (rule, sure) in USES.items():
            use = None if name in off else rule(found)
            if use:
                yield _draft(found, clause.start, use, name, sure)
                break


def _numbers(text: str) -> Iterator[Found]:
    inside = enclosed(text, brackets=False)
    taken = 0
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        if start < taken or _no_count(text, start, end):
            continue
        unit = "%" if text[end - 1] in "%％" else _unit(text, end)
        stop = end if text[end - 1] in "%％" else end + len(unit)
        if not unit and not match[0].startswith(("翻", "零")):
            continue
        if _is_name(text, start, match[0], unit):
            continue
        bound = words("comparators_after").at(text, stop)
        stop += len(bound)
        taken = stop
        yield Found(text, start, end, unit, bound, stop, bool(inside[start]))


def _unit(text: str, end: int) -> str:
    """The unit behind a number: 台, 万台, 亿元."""
    units, many = words("units_of_measure"), _MANY.match(text, end)
    plain = units.at(text, end)
    if many is None:
        return plain
    counted = units.at(text, many.end())
    return max(plain, many[0] + counted if counted else "", key=len)


def _no_count(text: str, start: int, end: int) -> bool:
    """A year, a number of a road, G0616, 2.0版: nothing is counted."""
    if text.startswith("年", end) and text[max(0, start - 2) : start] == "连续":
        return False
    if start and (_LETTER.match(text[start - 1]) or text[start - 1] == _ORDINAL):
        return True
    return bool(_NOT_COUNTED.match(text, end))


def _is_name(text: str, start: int, number: str, unit: str) -> bool:
    """Masked names (**大学, 走遍**) and Chinese numerals that only count a few words (一批)."""
    if number.startswith("*"):
        return unit in ("市", "省", "县", "大", "度", "对") or not unit
    if not number[0].isdigit() and not number.startswith(("翻", "零")):
        return number in ("一", "千", "百") or unit in ("部", "对", "系列", "级", "国", "年", "月")
    return False


def _draft(found: Found, offset: int, use: str, rule: str, sure: float) -> FigureDraft:
    number = found.clause[found.start : found.end]
    masked = bool(_MASK.fullmatch(number))
    value, upper = (None, None) if masked else _values(number)
    comparator = _comparator(found)
    start, name = _name(found, use)
    return FigureDraft(
        found.clause[start : found.stop], offset + start, offset + found.stop, rule, sure,
        use, name, comparator, value, upper, found.unit or None, masked, offset + found.start,
    )  # fmt: skip


def _values(number: str) -> tuple[float | None, float | None]:
    both = _RANGE.match(number)
    if both:
        return _float(both[1]), _float(both[2])
    if number[0].isdigit():
        return _float(number.rstrip("%％")), None
    return han_number(number), None


def _float(number: str) -> float | None:
    try:
        return float(number.replace(",", ""))
    except ValueError:
        return None


def han_number(number: str) -> float | None:
    """The value of a Chinese numeral below ten thousand; None where it is none."""
    total = digit = 0
    for char in number:
        if char in "十百千":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            digit = 0
        elif char in _SHORT_HAN:
            digit = _SHORT_HAN[char]
        else:
            return None
    return float(total + digit)


def _comparator(found: Found) -> str | None:
    if found.bound:
        return found.bound
    head = words("comparators_before").before(found.before, found.start)
    return head or next(
        (w for w in ("完成", "新增", "实现", "达到", "增长", "下降") if w in found.before), None
    )


_NAME_FROM = re.compile(r"[，、；：]|(?:必保|确保|力争|争取|实现|推动|其中)")


_COUNTED = re.compile(r"(?:(?!全年|年内|年底|完成|实现|达到)[^，、；。的\d*]){1,14}")


def _name(found: Found, use: str) -> tuple[int, str]:
    """Where the words of a figure begin, and what it counts."""
    head = found.before
    numeral = re.match(r"\d{1,3}[.．、]\s?", head)
    start = numeral.end() if numeral else 0
    for match in _NAME_FROM.finditer(head):
        if match.end() < len(head) or match.start() - start < 2:
            start = match.end()
    if use != "end":
        tail = _COUNTED.match(found.after)
        return found.start, (tail[0] if tail else found.unit)
    for time in find_times(head[start:]):
        start += time.end if time.start <= 1 else 0
        break
    name = head[start:]
    before = words("comparators_before").before(name, len(name))
    name = name[: len(name) - len(before)] if before else name
    name = re.sub(r"^(?:完成|达到|实现|要|再)", "", _EACH.split(name)[0]).removesuffix("实现")
    if not name.strip():
        tail = re.match(r"[^，、；。的]{1,14}", found.after)
        name = tail[0] if tail else before
    return start, name
