"""What a text reports: problems that it admits, and results as figures with growth and rank."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook.draft.drafts import Draft, ResultDraft
from handbook.draft.rules.clauses import Span, clauses
from handbook.draft.rules.figures import find_figures

_ADMITS = re.compile(
    r"(?:看到|认识到|存在|面临|正视).{0,20}(?:问题|不足|困难|差距|短板|挑战)|主要(?:表现|体现)(?:为|在)|还有(?:很大|不少|一定)差距|问题和不足"
)
_LACKS = re.compile(
    r"不(?:够|足|高|强|优|平衡|充分|明显|多|大|深|到位|适应|减)|较(?:大|慢|低|少|弱|差)|短板|滞后|薄弱|偏(?:低|小|弱|少)|"
    r"仍然|依然|依旧|还(?:需|存在|有|没|不)|有待|亟待|亟需|不振|困难|压力|严峻|艰巨|任重道远|问题(?:的问题)?$|过牧|矛盾|缺乏|不多|总量小|少$|存在"
)
_SEES = re.compile(r"(?:认识|看)到|主要(?:表现|体现)")
_SOME = re.compile(
    r"^(?:特别是|但是?)?(?:有的|个别|少数|一些|部分)(?=同志|干部|领导|单位|地区|地方|部门|企业|抓|不|凡事)"
)
_NUMBERED = re.compile(r"^[一二三四五六七八九十]是")
_PASSING = re.compile(
    r"(?:弥补|补齐|打通|解决|破解|化解|纠治|纠正|整改|消除)(?P<what>(?!群众|百姓|这|好|[一二三四五六七八九十]个)[^，。；、]{2,24}?(?:短板|堵点|难点|痛点|问题|弱项|瓶颈|顽疾|隐患|矛盾))"
)
_ALSO = re.compile(
    r"(?:仍|还)?(?:存在|暴露出|关注|剩余)[^，。；]{0,24}?(?:问题|短板)|反馈问题|突出[^，。；、“”]{1,6}问题"
)
_GROWTH = re.compile(
    r"(?:同比|比上年)?(?:分别)?(?:增长|下降|提高|上升|回落|增加|减少|提升)(?:了)?[\d.*]+(?:[%％]|个百分点|倍)(?:左右|以上)?(?:[、和][\d.*]+(?:[%％]|个百分点|倍))?"
)
_RANK = re.compile(
    r"(?:[居列位]|位居|稳居|排名?|增速居)?[^，、。；]{0,4}全[国省区市][^，。；、]{0,6}?(?:第[一二三四五六七八九十\d*]+位?|首位|前列|前茅|第一|领先|最[高短多快好])"
)


def find_problems(sentence: str, offset: int, admits: bool) -> Iterator[Draft]:
    """The problems of a sentence that lists them, and those that it names in passing."""
    spans = clauses(sentence, offset)
    faults = next((i for i, span in enumerate(spans[:3]) if _SOME.match(span.text)), None)
    if faults is not None and not admits:
        first, last = spans[0], spans[-1]
        words = sentence[first.start - offset : last.end - offset]
        yield Draft(words, first.start, last.end, "有的、个别", 0.75)
        return
    if admits:
        for group in _groups(spans):
            text = "，".join(span.text for span in group)
            if _LACKS.search(text):
                yield Draft(
                    sentence[group[0].start - offset : group[-1].end - offset],
                    group[0].start, group[-1].end, "列为问题", 0.85,
                )  # fmt: skip
        return
    for span in spans:
        for match in (*_PASSING.finditer(span.text), *_ALSO.finditer(span.text)):
            start = span.start + match.start()
            yield Draft(match[0], start, span.start + match.end(), "行文中提到", 0.6)


def _groups(spans: list[Span]) -> list[list[Span]]:
    """Clauses between ； and before each 一是 belong together; the lead-in to them does not."""
    groups: list[list[Span]] = [[]]
    for span in spans:
        if _NUMBERED.match(span.text) and groups[-1]:
            groups.append([])
        groups[-1].append(span)
        if span.mark in "；：" and span.mark:
            groups.append([])
    return [group for group in groups if group and not _leads_on(group)]


def _leads_on(group: list[Span]) -> bool:
    """我们也清醒地认识到还有很大差距：, and no point of its own."""
    said = group[-1]
    return said.mark == "：" or bool(_SEES.search("".join(span.text for span in group)))


def admits(sentence: str) -> bool:
    """Whether a sentence begins to tell what is wrong."""
    return bool(_ADMITS.search(sentence))


def find_results(sentence: str, offset: int) -> Iterator[ResultDraft]:
    """Every figure of a sentence that reports, with the growth and the rank beside it."""
    spans = clauses(sentence, offset)
    for index, span in enumerate(spans):
        nearby = span.text + ("，" + spans[index + 1].text if index + 1 < len(spans) else "")
        for figure in find_figures(span):
            if figure.use in ("name", "threshold"):
                continue
            tail = nearby[figure.at - span.start :]
            growth, rank = _GROWTH.search(tail), _RANK.search(tail)
            yield ResultDraft(
                figure.text, figure.start, figure.end, "带数的成绩", 0.8, figure.use,
                figure.name, figure.comparator, figure.value, figure.upper, figure.unit,
                figure.masked, figure.at, growth[0] if growth else None,
                rank[0] if rank else None,
            )  # fmt: skip
