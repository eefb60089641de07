"""Who has which part: brackets at the end, 由…牵头, 请…负责, the subject of 要.

``bracket_units`` reads what stands in brackets after a thing to do; ``clause_units`` reads a
clause. Each rule is a small function that gives units with their roles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from handbook.draft.drafts import UnitDraft
from handbook.draft.rules.clauses import Span, enclosed
from handbook.draft.rules.names import Named, is_pronoun, units_of
from handbook.draft.rules.words import words
from handbook.words.vocabulary import Basis, Role

_LABEL = re.compile(
    r"^(?P<label>(?:主要)?(?:牵头|责任|配合|主办|承办|协办|参与|督办|指导|监督|负责|落实|实施|主管)?"
    r"(?:责任)?(?:单位|部门|领导|人|地区|主体)?(?:及责任人)?)(?:[：:]|为)\s*"
)
_LABELS: tuple[tuple[str, Role], ...] = (
    ("牵头", "lead"), ("主办", "lead"), ("配合", "support"), ("协办", "support"),
    ("参与", "support"), ("协助", "support"),
    ("督办", "supervise"), ("监督", "supervise"), ("指导", "guide"), ("", "responsible"),
)  # fmt: skip
_DOES = re.compile(
    r"(?:共同|联合|分别|具体)?(?:按(?:照)?(?:职责|分工|职能|职责分工|各自职责)?(?:分工)?)?"
    r"(?P<does>牵头负责|牵头|负责落实|负责|配合|参与|落实|督办|指导|督促|组织实施|主办|协办)$"
)
_SUPPORTED = re.compile(r"(?:会同|(?<=[部委局])商(?!务)|协同)(?=[一-龥])")
_PART = re.compile(r"[；;。，,]")
_RESPONSIBLE = re.compile(r"牵头|责任(?:单位|部门|主体)|负责|配合|按职责|分工|督办|主办")
_OFFICE = re.compile(r"[一-龥]{2,14}(?:部|委|局|办|署|厅|总队|政府|管委会|委员会|办公室)")
_LOOSE = re.compile(r"(?:牵头|责任|配合)(?:单位|部门)[：:][^（(）)。\n]{2,160}[）)]?\s*$")


@dataclass(frozen=True)
class Part:
    """A unit's part as words say it."""

    unit: Named
    role: Role
    rule: str
    sure: float

    def draft(self, basis: Basis = "stated") -> UnitDraft:
        """The same as a draft."""
        unit = self.unit
        return UnitDraft(
            unit.text, unit.start, unit.end, self.rule, self.sure, unit.key, self.role, basis,
            unit.open,
        )  # fmt: skip


class Worded(Protocol):
    """A clause that was read: where its own words begin."""

    @property
    def span(self) -> Span:
        """The whole clause."""

    @property
    def body(self) -> int:
        """Where its own words begin."""

    @property
    def words(self) -> str:
        """Its own words."""


def brackets(sentence: str, offset: int) -> list[Span]:
    """The brackets that say who is responsible; one whose opening mark is missing, too."""
    found: list[Span] = []
    depth, start = 0, 0
    for index, char in enumerate(sentence):
        if char in "（(":
            depth += 1
            start = index if depth == 1 else start
        elif char in "）)" and depth:
            depth -= 1
            inner = sentence[start + 1 : index]
            if not depth and len(inner) < 300 and _says_who(inner):
                found.append(Span(inner, offset + start + 1, offset + index, ""))
    if not found and "单位" in sentence[-200:]:
        loose = _LOOSE.search(sentence[-200:])
        if loose:
            at = len(sentence) - min(200, len(sentence)) + loose.start()
            inner = loose[0].rstrip(" ）)\n")
            found.append(Span(inner, offset + at, offset + at + len(inner), ""))
    return found


def _says_who(inner: str) -> bool:
    """Whether words in brackets name a part, or are nothing but a list of offices."""
    if _RESPONSIBLE.search(inner):
        return True
    items = inner.split("、")
    return len(items) > 1 and all(
        item in words("unit_words") or _OFFICE.fullmatch(item) for item in items
    )


def bracket_units(bracket: Span) -> list[Part]:
    """牵头单位：A；配合单位：B、C / A牵头，B配合 / A、B按职责分工负责."""
    found: list[Part] = []
    role: Role = "responsible"
    for part in _parts(bracket):
        rest: list[Part] = []
        label = _LABEL.match(part.text)
        if label:
            role = _role_of(label["label"])
        does = _DOES.search(part.text)
        if does and not label:
            role = _role_of(does["does"])
        begin = label.end() if label else 0
        text = part.text[begin : does.start() if does and not label else len(part.text)]
        inner = Span(text, part.start + begin, part.start + begin + len(text), "")
        with_others = _SUPPORTED.search(text)
        if with_others:
            behind = with_others.end()
            others = Span(text[behind:], inner.start + behind, inner.end, "")
            rest += [
                Part(unit, "support", "括号里的分工", 0.9) for unit in units_of(others, sure=True)
            ]
            inner = Span(text[: with_others.start()], inner.start, inner.start + behind, "")
        found += [Part(unit, role, "括号里的分工", 0.97) for unit in units_of(inner, sure=True)]
        found += rest
    return found


def _parts(bracket: Span) -> Iterator[Span]:
    inside = enclosed(bracket.text)
    at = 0
    for match in _PART.finditer(bracket.text):
        if not inside[match.start()]:
            yield Span(
                bracket.text[at : match.start()],
                bracket.start + at,
                bracket.start + match.start(),
                match[0],
            )
            at = match.end()
    yield Span(bracket.text[at:], bracket.start + at, bracket.end, "")


def _role_of(words: str) -> Role:
    return next(role for word, role in _LABELS if word in words)


# -- clauses --------------------------------------------------------------------------------------

_MODAL = re.compile(
    r"(?<![重主首只需纪摘概简险必想不紧次提])要(?![素求点闻件害塞么领职务道地])|必须|务必|应当|不得|应(?=[及积加当])"
)
_LED = re.compile(
    r"^(?:由|请)(?P<who>[^，。；]{2,40}?)(?P<does>牵头(?:负责)?|负责|主抓|统筹|组织实施|具体负责)"
)
_ASKED = re.compile(
    r"^请(?P<who>[^，。；]{2,24}?)(?=认真|抓紧|加强|尽快|及时|研究|做好|加快|组织|按照|进一步|高度|积极|统筹|会同|继续|切实|全力)"
)
_BY = re.compile(
    r"由(?P<who>[^，。；]{1,24}?(?:部门|单位|同志|领导|局|委|办|室|政府|专班|中心|公司))(?![和、及领])(?=[一-龥]{2,})"
)
_OFFICE_NAME = re.compile(
    r"(?:自治区|[市省县区州盟旗]|国家|国务院|中央)[一-龥]{2,12}(?:局|委|厅|办|部|署|室)$"
)
_NAMED_FIRST = re.compile(
    r"^(?P<who>[^，。；“要对把将在]{2,30}?)(?:会同(?P<others>[^，。；]{2,20}?))?"
    r"(?=(?:研究|抓紧|负责|共同|严格|认真|切实|积极|主动|及时|定期)?(?:制定|制订|出台|组织实施|统筹|指导|督促|加强|做好|落实|完善|建立|开展|推进))"
)
_OWNS = re.compile(
    r"^(?P<who>[^，。；要对把将]{2,40}?)(?P<does>牵头|负责|具体负责|牵头负责|主抓|配合|协助|参与)$"
)
_GUIDES = re.compile(
    r"^(?P<does>指导|督促指导|配合|协助)(?P<whom>[^，。；]{2,40}?)(?=做好|抓好|采取|推进|落实|完成|开展|加快|严格|建立|$)"
)
_SUPERVISES = re.compile(r"(?:跟踪|全程|挂牌)?(?:督办|督查督办)|跟踪(?:督查|督促)(?!落实)")
_SQUAD = re.compile(
    r"(?:成立|组建)(?P<who>(?:工作)?专班|[一-龥]{1,8}(?:专班|领导小组|指挥部))|(?P<serve>专班)服务"
)
_ABOUT = re.compile(
    r"(?:对于?|针对|在|就|围绕|按照|根据|以|为|向|把|将|从|用|结合|与|同(?!志))[^，。；]*$"
)
_HEAD = re.compile(
    r"^(?:[一二三四五六七八九十]是|同时|对此|这方面|今后|与此同时|另外|此外|特别是|尤其是|因此|希望|也|还)[，]?"
)


def subject_of(clause: Span) -> tuple[Span | None, int]:
    """What stands in front of 要 (必须, 务必), and where the words behind it begin."""
    inside = enclosed(clause.text)
    for match in _MODAL.finditer(clause.text):
        if not inside[match.start()]:
            head = clause.text[: match.start()]
            return Span(head, clause.start, clause.start + len(head), match[0]), match.end()
    return None, 0


def by_subject(clause: Span) -> list[Part]:
    """市住建局要…; with 指导 or 配合, the subject guides or supports."""
    subject, body = subject_of(clause)
    if subject is None:
        return []
    units = _agents(subject)
    rest = clause.text[body:]
    guides = _GUIDES.match(rest)
    if guides and units:
        role: Role = "guide" if "导" in guides["does"] else "support"
        start = clause.start + body + guides.start("whom")
        whom = units_of(Span(guides["whom"], start, start + len(guides["whom"]), ""))
        return [Part(u, role, "指导和配合", 0.85) for u in units] + [
            Part(u, "responsible", "指导和配合", 0.8) for u in whom
        ]
    if _SUPERVISES.search(rest):
        return [Part(unit, "supervise", "督办", 0.9) for unit in units]
    return [Part(unit, "responsible", "主语", 0.9) for unit in units]


def _agents(subject: Span) -> list[Named]:
    text = subject.text
    at = 0
    while match := _HEAD.match(text[at:]):
        at += match.end()
    about = _ABOUT.search(text, at)
    whole = Span(text[at:], subject.start + at, subject.end, "")
    if about and about.start() > at:
        head = text[at : about.start()]
        return units_of(Span(head, subject.start + at, subject.start + about.start(), ""))
    return [] if about else units_of(whole)


def by_asking(clause: Span) -> list[Part]:
    """由…牵头, 请…负责, 请…认真研究, …负责."""
    for pattern, sure in ((_LED, 0.95), (_ASKED, 0.85), (_OWNS, 0.9)):
        match = pattern.match(clause.text)
        if match and not is_pronoun(match["who"]):
            start = clause.start + match.start("who")
            units = units_of(Span(match["who"], start, start + len(match["who"]), ""))
            does = match.groupdict().get("does") or ""
            role: Role = _role_of(does)
            return [Part(unit, role, "请…牵头、负责", sure) for unit in units]
    return []


def by_agent(clause: Span) -> list[Part]:
    """由主要负责同志审签: who does it."""
    match = _BY.search(clause.text)
    if not match:
        return []
    start = clause.start + match.start("who")
    units = units_of(Span(match["who"], start, start + len(match["who"]), ""))
    return [Part(unit, "responsible", "由…", 0.8) for unit in units]


def by_name(clause: Span) -> list[Part]:
    """市场监管总局会同有关部门制定…: an office in front of the verb, without 要."""
    match = _NAMED_FIRST.match(clause.text)
    if match is None or "了" in clause.text:
        return []
    start = clause.start + match.start("who")
    units = units_of(Span(match["who"], start, start + len(match["who"]), ""))
    if not units or any(unit.rule == "单位词尾" and not _is_office(unit.text) for unit in units):
        return []
    found = [Part(unit, "responsible", "单位在动词前", 0.75) for unit in units]
    if match["others"]:
        start = clause.start + match.start("others")
        others = Span(match["others"], start, start + len(match["others"]), "")
        found += [Part(unit, "support", "单位在动词前", 0.7) for unit in units_of(others)]
    return found


def _is_office(name: str) -> bool:
    return name in words("unit_words") or bool(_OFFICE_NAME.match(name))


def by_squad(clause: Span) -> list[Part]:
    """成立专班, 专班服务: the squad is responsible."""
    match = _SQUAD.search(clause.text)
    if not match:
        return []
    group = "who" if match["who"] else "serve"
    start = clause.start + match.start(group)
    return [
        Part(
            Named(match[group], start, start + len(match[group]), "专班"),
            "responsible",
            "专班",
            0.8,
        )
    ]


CLAUSE_RULES: dict[str, Callable[[Span], list[Part]]] = {
    "请…牵头、负责": by_asking,
    "由…": by_agent,
    "主语": by_subject,
    "单位在动词前": by_name,
    "专班": by_squad,
}


def clause_units(clause: Span, off: frozenset[str] = frozenset()) -> list[Part]:
    """The units that a clause gives a part to, by the first rule that finds some."""
    for name, rule in CLAUSE_RULES.items():
        found = [] if name in off else rule(clause)
        if found:
            return found
    return []


_WITH = re.compile(
    r"^(?P<does>配合|协助)(?P<whom>[^，。；]{2,24}?)(?=采取|做好|抓好|推进|落实|完成|开展|加强|$)"
)


def shifted(units: Sequence[Part], read: Sequence[Worded]) -> list[Part]:
    """The parts of a sentence where a later clause says 配合…: its subject supports."""
    for clause in read:
        match = _WITH.match(clause.words)
        if match and units and units[0].role == "responsible":
            start = clause.span.start + clause.body + match.start("whom")
            whom = units_of(Span(match["whom"], start, start + len(match["whom"]), ""))
            if whom:
                supports = [Part(part.unit, "support", "指导和配合", 0.8) for part in units]
                return supports + [Part(unit, "responsible", "指导和配合", 0.8) for unit in whom]
    return list(units)


def lone_subject(clause: Span, following: Span | None) -> list[Part]:
    """各地各部门，要…: a clause that is only a subject, and the next begins with 要."""
    if following is None or clause.mark != "，":
        return []
    subject, _ = subject_of(following)
    if subject is None or subject.text.strip("也都还均，"):
        return []
    text = clause.text
    about = _ABOUT.search(text)
    head = text[: about.start()] if about and about.start() else text
    if about and not about.start():
        return []
    at = 0
    while match := _HEAD.match(head[at:]):
        at += match.end()
    units = units_of(Span(head[at:], clause.start + at, clause.start + len(head), ""))
    return [Part(unit, "responsible", "单成一句的主语", 0.85) for unit in units]
