"""A sentence that sets something to do, cut into tasks: one for each act with its object.

The clauses come with their kinds. Acts that only prepare the next are joined to it; acts side by
side in one clause are parted; what is reached goes to the act whose object it has, or stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from handbook.draft.rules.clauses import Span, enclosed, side_by_side
from handbook.draft.rules.figures import find_figures
from handbook.draft.rules.kinds import COMES_TO, REACHES, Clause, skip_adverbs, verb_at
from handbook.draft.rules.roles import Part
from handbook.draft.rules.times import find_times
from handbook.draft.rules.words import words
from handbook.model import Sentence

TITLE_MOST = 40


@dataclass
class Cut:
    """A task in the making: its own words, and the clauses that go with it."""

    span: Span
    rule: str
    sure: float
    clause: Clause
    topic: Clause | None = None
    verb: str = ""
    units: list[Part] = field(default_factory=list)
    measures: list[Clause] = field(default_factory=list)
    targets: list[Clause] = field(default_factory=list)
    red_lines: list[Clause] = field(default_factory=list)
    outcomes: list[Clause] = field(default_factory=list)
    leads: list[Span] = field(default_factory=list)
    about: list[Clause] = field(default_factory=list)
    whole: Span | None = None

    @property
    def places(self) -> list[tuple[int, int]]:
        """Where its words stand, in order, those that touch joined."""
        spans = [(self.span.start, self.span.end)]
        if self.whole:
            spans.append((self.whole.start, self.whole.end))
        for clause in (*self.measures, *self.targets, *self.red_lines, *self.outcomes):
            spans.append((clause.span.start, clause.span.end))
        spans += [(clause.span.start, clause.span.end) for clause in self.about]
        if self.topic:
            spans.append((self.topic.span.start, self.topic.span.end))
        spans.sort()
        joined = [spans[0]]
        for start, end in spans[1:]:
            last = joined[-1]
            if start <= last[1] + 1:
                joined[-1] = (last[0], max(last[1], end))
            else:
                joined.append((start, end))
        return joined


def whole(clauses: Sequence[Clause], sentence: Sentence) -> Cut | None:
    """A sentence as one task, where a bracket says who is responsible for it."""
    spoken = [clause for clause in clauses if clause.kind != "empty"]
    if not spoken:
        return None
    first, last = spoken[0], spoken[-1]
    span = Span(first.words, first.span.start + first.body, first.span.end, "")
    item = Cut(span, "有人负责的事", 0.7, first)
    said = sentence.text[first.span.start - sentence.start : last.span.end - sentence.start]
    item.whole = Span(said, first.span.start, last.span.end, "")
    return item


def cut(clauses: Sequence[Clause], off: frozenset[str]) -> list[Cut]:
    """The tasks of one sentence, in order."""
    made = _acts(clauses, off)
    if not made:
        made = _stand_in(clauses)
    if "同一对象" not in off:
        made = _join_topics(made)
    if "动作后面的结果" not in off:
        made = _join_results(made)
    _attach(made, clauses, off)
    return _with_results(made, clauses, off)


# -- acts -----------------------------------------------------------------------------------------


def _acts(clauses: Sequence[Clause], off: frozenset[str]) -> list[Cut]:
    made: list[Cut] = []
    topic: Clause | None = None
    led: Span | None = None
    before: Clause | None = None
    about: list[Clause] = []
    verb: str = ""
    units: list[Part] = []
    for clause in clauses:
        if clause.units:
            goes_on = before is not None and before.kind == clause.kind == "subject"
            units = [*units, *clause.units] if goes_on else list(clause.units)
        last, before = before, clause
        if clause.kind == "topic":
            about = [*about, topic] if topic and last is topic else []
            topic = clause
        elif clause.kind == "empty":
            led = clause.span
        elif clause.kind == "action":
            parted = _parted(clause, off)
            verb = _shared_verb(parted[0][0].text) if parted[0][1] in _SHARING else ""
            for index, (span, rule, sure) in enumerate(parted):
                shared = verb if index and not verb_at(span.text) else ""
                made.append(Cut(span, rule, sure, clause, topic, shared, list(units)))
                made[-1].about = about
                if led is not None and index == 0:
                    made[-1].leads, led = [led], None
    return made


def _parted(clause: Clause, off: frozenset[str]) -> list[tuple[Span, str, float]]:
    """The acts of one clause: parted at 、 where what follows is an act of its own."""
    whole = Span(clause.words, clause.span.start + clause.body, clause.span.end, clause.span.mark)
    for name, rule in PARTING.items():
        found = [] if name in off else rule(whole)
        if len(found) > 1:
            return [(span, name, 0.75) for span in found]
    return [(whole, clause.rule, clause.sure)]


def by_verbs(span: Span) -> list[Span]:
    """制定方案、落实责任: each piece has a verb and an object of its own."""
    pieces = side_by_side(span.text, span.start)
    if len(pieces) < 2 or not all(_own_act(piece.text) for piece in pieces):
        return []
    if "的" in pieces[-1].text and "的" not in pieces[0].text:
        return []  # 谋划一批弥补短板、加快更新的项目
    lengths = [len(piece.text) for piece in pieces]
    if max(lengths) <= 6 and max(lengths) - min(lengths) <= 1:
        return []
    if _CAUSES.match(pieces[0].text):
        return []
    heads = {piece.text[:2] for piece in pieces}
    return pieces if len(heads) > 1 else []


_CAUSES = re.compile(
    r"(?:[一-龥]{2}){0,2}?(?:支持|鼓励|引导|推动|督促|帮助|指导|组织|带动)[^，、的]{1,10}?"
    r"(?:企业|机构|单位|部门|地方|园区|群众|农户|学校|医院|银行|主体|地区|[县市区])(?=[^等、，]{4})"
)
"""支持企业实施并购、扩大融资: it is the firms that do both."""


def _own_act(text: str) -> bool:
    verb = verb_at(text)
    return (
        len(verb) > 1
        and len(text) >= len(verb) + 3
        and not text.endswith(("工作", "等工作", "活动", "建设", "整治", "行动", "工程"))
    )


_JOB = re.compile(
    r"^(?P<verb>[一-龥]{0,8}?(?:做好|抓好|推进|统筹|实施|开展|抓实|强化|加强|落实|打好))(?P<list>[^，]*?)(?:等(?:[一二三四五六七八九十\d]*[各项]*|重点|前期|[一二三四五六七八九十\d]+项重点)?)?(?P<tail>工作|行动|整治|治理)$"
)


def by_jobs(span: Span) -> list[Span]:
    """抓好排渍涝、田间管理、整治等工作: jobs that can be done each by itself."""
    match = _JOB.match(span.text)
    if not match or ("、" not in match["list"] and "和" not in match["list"]):
        return []
    start = match.start("list")
    text = match["list"]
    spans = side_by_side(text, span.start + start)
    last = spans[-1]
    both = re.match(r"^([^和及与]{4,})(?:和|以及|及)([^和及与]{6,})$", last.text)
    if both and len(spans) > 0:
        middle = last.start + both.start(2)
        spans[-1:] = [
            Span(both[1], last.start, last.start + both.end(1), "和"),
            Span(both[2], middle, last.end, last.mark),
        ]
    jobs = [s.text.removesuffix("等") for s in spans]
    if len(jobs) < 2 or not all(_is_deed(job) for job in jobs[:-1]):
        return []
    first = Span(span.text[: spans[0].end - span.start], span.start, spans[0].end, "、")
    return [
        first,
        *spans[1:-1],
        Span(span.text[spans[-1].start - span.start :], spans[-1].start, span.end, span.mark),
    ]


def _is_deed(job: str) -> bool:
    """河道清淤, “零增长”: what is done to a thing, not the name of one."""
    bare = job.rstrip("”")
    return len(job) >= 4 and bool(
        words("deeds").before(bare, len(bare))
        or words("verbs").before(bare, len(bare), len(bare) - 2)
    )


def by_figures(span: Span) -> list[Span]:
    """新增停车位7800个、充电设施800个: each object has a figure of its own."""
    pieces = side_by_side(span.text, span.start)
    if len(pieces) < 2 or _NAMES.search(span.text):
        return []
    merged: list[Span] = []
    held: Span | None = None
    for piece in pieces:
        if held is not None:
            piece = Span(
                span.text[held.start - span.start : piece.end - span.start],
                held.start,
                piece.end,
                piece.mark,
            )
        counted = [f for f in find_figures(piece) if f.use in ("end", "extent")]
        held = None if counted else piece
        if counted:
            merged.append(piece)
    if held is not None and merged:
        last = merged[-1]
        merged[-1] = Span(span.text[last.start - span.start :], last.start, span.end, span.mark)
    alone = (
        any(words("reached").at(piece.text, 0) or _TOTAL.match(piece.text) for piece in merged[1:])
        or words("reached").at(merged[0].text, 0)
        if merged
        else False
    )
    return merged if len(merged) > 1 and not alone else []


_TOTAL = re.compile("(?:总量|总额|总数|总计|合计|占比|增速|累计)(?:将)?(?:达|超|突破|增|为)")
"""…增长10%、总量超过30亿元: more of the same thing."""
_NAMES = re.compile(r"等[一-龥]{0,4}(?:项目|工程)(?:建设)?$")


def _shared_verb(text: str) -> str:
    """The verb with its adverbs that the first of several objects stands behind."""
    verb = verb_at(text)
    at = text.find(verb) + len(verb)
    return text[:at] if verb and at <= 10 else ""


_SHARING = ("各是一件事", "各带数")
PARTING = {"各有动词": by_verbs, "各是一件事": by_jobs, "各带数": by_figures}


def _stand_in(clauses: Sequence[Clause]) -> list[Cut]:
    """A sentence without an act: its result, its red line or its last means is the task."""
    units = [part for clause in clauses for part in clause.units]
    for kinds in (("target", "red_line"), ("effort",), ("measure",), ("outcome",)):
        for clause in reversed(clauses) if kinds == ("measure",) else clauses:
            if clause.kind in kinds:
                span = Span(clause.words, clause.span.start + clause.body, clause.span.end, "")
                topic = next((c for c in clauses if c.kind == "topic"), None)
                return [Cut(span, "没有别的动作", 0.6, clause, topic, "", units)]
    return []


def _join_topics(made: list[Cut]) -> list[Cut]:
    """对…，做A，做B: acts on the same thing are one, the last gives the name."""
    kept: list[Cut] = []
    for item in made:
        last = kept[-1] if kept else None
        same = last and item.topic and last.topic is item.topic and _of_things(item.topic)
        if last and same and not item.clause.units and not _own_object(last, item):
            clause = last.clause
            item.measures = [*last.measures, clause]
            item.rule, item.sure = "同一对象", 0.7
            item.units = last.units or item.units
            kept[-1] = item
        else:
            kept.append(item)
    return kept


def _join_results(made: list[Cut]) -> list[Cut]:
    """办好电商，年底前建成服务站20个: an end of the act in front, of the same thing."""
    kept: list[Cut] = []
    for item in made:
        last = kept[-1] if kept else None
        held = last is not None and item.clause in last.targets
        if last and (held or (last.clause is not item.clause and _ends(last, item))):
            last.targets += [] if held else [item.clause]
        else:
            kept.append(item)
    return kept


def _ends(last: Cut, item: Cut) -> bool:
    words_ = item.span.text
    times = [time for time in find_times(words_[:14]) if time.start <= 1 and time.kind == "by"]
    if not times or (item.units and item.clause.units):
        return False
    rest = words_[times[0].end :]
    if len(rest) <= 6:
        return True
    if _BEGINS.match(rest):
        return False
    ends = [f for f in find_figures(item.span) if f.use == "end"]
    if not ends:
        named = _threes(rest) & _threes(last.span.text)
        return rest.startswith(("实现", "完成", "形成")) and bool(named)
    shared = (_pairs(rest) & _pairs(last.span.text)) - _COMMON.words
    return bool(shared) or len(rest) - (ends[0].end - ends[0].at) <= 2


_BEGINS = re.compile("(?:再|全面|正式|集中)?(?:开工|开展|启动|举办|出让|新开|引进|组织|制定|出台)")
"""What is begun by a day is a thing of its own."""


def _of_things(topic: Clause) -> bool:
    """对…的项目 names things; 大气方面 only a field."""
    return topic.words.startswith(("对", "凡", "关于", "包括", "以及"))


def _own_object(one: Cut, other: Cut) -> bool:
    """Whether two acts behind 对… each have a long object of their own."""
    return min(len(one.span.text), len(other.span.text)) >= 12


# -- what goes with them --------------------------------------------------------------------------


def _attach(made: list[Cut], clauses: Sequence[Clause], off: frozenset[str]) -> None:
    """Means go to the acts behind them, ends and red lines to those in front."""
    acts = {id(item.clause) for item in made}
    waiting: list[Clause] = []
    for clause in clauses:
        here = [item for item in made if item.clause is clause]
        if id(clause) in acts:
            for item in here:
                item.measures = [*waiting, *item.measures]
            waiting = waiting if clause.kind == "measure" else []
        elif clause.kind == "measure":
            behind = any(item.span.start > clause.span.start for item in made)
            if behind:
                waiting.append(clause)
            elif made:
                made[-1].measures.append(clause)
        else:
            _to_the_last(made, clause)


def _to_the_last(made: list[Cut], clause: Clause) -> None:
    before = [item for item in made if item.span.start < clause.span.start]
    item = before[-1] if before else (made[0] if made else None)
    if item is None or item.clause is clause:
        return
    if clause.kind == "red_line" and not find_figures_in(clause):
        item.red_lines.append(clause)
    elif clause.kind == "outcome":
        item.outcomes.append(clause)


def _with_results(made: list[Cut], clauses: Sequence[Clause], off: frozenset[str]) -> list[Cut]:
    """A result goes to the act in front whose object it shares, or is a task of its own."""
    found = list(made)
    for clause in clauses:
        alone = clause.kind == "red_line" and find_figures_in(clause)
        if not (clause.kind == "target" or alone) or any(i.clause is clause for i in made):
            continue
        before = [item for item in found if item.span.start < clause.span.start]
        if before and clause.span.text.startswith("其中"):
            before[-1].targets.append(clause)
            continue
        owner = _owner(before, clause)
        if (
            owner is None
            and before
            and not alone
            and ("结果另有对象" in off or not _own_thing(clause))
        ):
            owner = before[-1]
        if owner is not None:
            owner.targets.append(clause)
            continue
        last = before[-1] if before else None
        for span in by_figures(_own_words(clause)) or [_own_words(clause)]:
            item = Cut(
                span, "结果另有对象", 0.7, clause, None, "", list(last.units) if last else []
            )
            found.append(item)
    return sorted(found, key=lambda item: item.span.start)


def _own_words(clause: Clause) -> Span:
    return Span(clause.words, clause.span.start + clause.body, clause.span.end, clause.span.mark)


_COMMON = words("common")


def _owner(before: list[Cut], clause: Clause) -> Cut | None:
    """The nearest act in front that names the same thing as a result."""
    mine = _threes(clause.words)
    counts = _counts(clause.span)
    for item in reversed(before):
        if counts and _counts(item.span):
            continue  # each has a number of its own
        if item.rule != "结果另有对象" and mine & _threes(item.span.text):
            return item
    if not _EVERYWHERE.search(clause.words):
        return None
    named = _objects(clause.words)
    return next((i for i in reversed(before) if named & _objects(i.span.text)), None)


def _counts(span: Span) -> bool:
    return any(figure.use == "end" for figure in find_figures(span))


_EVERYWHERE = re.compile("(?:全覆盖|清零|全面脱贫|应保尽保|应接尽接|应上尽上)$")
_SCOPE = re.compile("(?:所有|全部|各|全|乡镇|县级?|市级?|行政村|以上)+")


def _objects(text: str) -> frozenset[str]:
    """Two signs in a row that name a thing: 5G, 就业; none that only say where or how far."""
    return _pairs(_SCOPE.sub("，", _EVERYWHERE.sub("", text))) - _COMMON.words


def _own_thing(clause: Clause) -> bool:
    """Whether a result names a thing of its own: a noun in front, or a figure with an object."""
    core = clause.words
    if clause.commitment:
        core = core.split(clause.commitment, 1)[-1]
    for time in find_times(core[:16]):
        core = core[time.end :] if time.start <= 1 else core
        break
    if _PASSES.search(core) or _by_a_day(core):
        return True
    named = len(core[skip_adverbs(core, 0) :]) >= 8
    figures = [f for f in find_figures(clause.span) if f.use != "name"]
    figure = any(len(f.name) >= 4 or f.use != "end" for f in figures)
    line = figure or (named and (_RANKS.search(core) or COMES_TO.search(core)))
    plain = verb_at(core) in ("", "完成", "实现", "达到", "推动")
    return bool(line) and (plain or bool(REACHES.match(core) or _SUM.search(core)))


def _by_a_day(core: str) -> bool:
    """三期项目年底前完成设备调试: a thing, a day, and what is done by then."""
    return any(
        time.kind == "by" and time.start >= 4 and verb_at(core[time.end :])
        for time in find_times(core)
    )


_SUM = re.compile(r"[^，]{2,}(?:总?投资|产值|总额|金额|面积|规模|总量|人数)(?:约|近|超)?\d")
_PASSES = re.compile(r"通过.*验收|创建成功|获批")
_RANKS = re.compile(
    r"前列|前茅|第一|明显增长|(?:竣工|完工|开工|建设|投用|投产|通车|运营|投入使用|交付使用|挂牌|全覆盖)$"
)


def find_figures_in(clause: Clause) -> bool:
    """Whether a red line has a figure that is to be reached."""
    return any(figure.use != "name" for figure in find_figures(clause.span))


def _threes(text: str) -> frozenset[str]:
    """Three characters in a row that name a thing: none that only say 年底前, 建设项目."""
    return frozenset(
        text[i : i + 3]
        for i in range(len(text) - 2)
        if text[i : i + 3].isalpha()
        and not _WHEN.search(text[i : i + 3])
        and not (text[i : i + 2] in _COMMON or text[i + 1 : i + 3] in _COMMON)
    )


_WHEN = re.compile("[年月底]")


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1) if text[i : i + 2].isalpha())


# -- the name -------------------------------------------------------------------------------------

_NOISE = re.compile(r"^(?:我们|大家|还|也|都|就|并|要|更|再就|同步)+(?!谋|新|盘|发)")


_MODAL_END = re.compile(r"(?:也|都|均|还)?(?:要|必须|务必|应当|应)$")


def _timeless(words_: str) -> str:
    """在10月底前修通公路: a title begins with its verb, when is told elsewhere."""
    lead = _AT.match(words_)
    at = lead.end() if lead else 0
    end = next((time.end for time in find_times(words_) if time.start <= at < time.end), 0)
    left = words_[end:].lstrip("，、 ") if _DATED.search(words_[:end]) else words_
    return left if len(left) > 3 and verb_at(left) else words_


_DATED = re.compile("[年月日季旬]")
"""Other words of time (尽快, 及早) change what is asked, and stay."""
_AT = re.compile("[在于到]|力争在?|确保在?")


def title(item: Cut) -> str:
    """The act with its object, in the words of the text, at most 40 characters."""
    clause = item.clause
    begins = item.span.start == clause.span.start + clause.body
    subject = clause.span.text[clause.named : clause.body] if begins else ""
    subject = _MODAL_END.sub("", subject)
    words_ = item.verb + subject + _NOISE.sub("", item.span.text)
    words_ = _timeless(_NOISE.sub("", words_))
    if item.topic and len(item.topic.words) + len(words_) < TITLE_MOST:
        words_ = item.topic.words + words_
    if len(words_) <= TITLE_MOST:
        return words_
    inside = enclosed(words_)
    cut_at = max(
        (i for i, c in enumerate(words_[:TITLE_MOST]) if c in "、，" and not inside[i]),
        default=TITLE_MOST - 1,
    )
    return words_[:cut_at]
