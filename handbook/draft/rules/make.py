"""From a text that is cut into sections and sentences to all that is drafted from it.

Each step is a function of the sentences; what one sentence hands to the next (who is to act, that
problems are being listed) is carried by ``_Carried``. ``off`` names rules to leave out, so that
the bench can tell what each of them is worth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from handbook.draft.drafts import (
    ContextDraft,
    DayDraft,
    Draft,
    Drafts,
    FigureDraft,
    ResultDraft,
    TaskDraft,
    UnitDraft,
)
from handbook.draft.rules.clauses import Span, clauses
from handbook.draft.rules.days import find_days
from handbook.draft.rules.documents import find_documents, find_terms
from handbook.draft.rules.figures import find_figures
from handbook.draft.rules.kinds import Clause, lead_of, read, verb_at
from handbook.draft.rules.names import Named, is_pronoun
from handbook.draft.rules.outlook import Purpose, purposes
from handbook.draft.rules.results import admits, find_problems, find_results
from handbook.draft.rules.roles import Part, bracket_units, brackets, shifted, subject_of
from handbook.draft.rules.sentences import Placed, reason
from handbook.draft.rules.tasks import Cut, cut, title, whole
from handbook.model import Section, Sentence
from handbook.words.vocabulary import COMMITMENTS, Reason

_NUMERAL = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}[、是要]|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.．、])"
)
_NEW_MATTER = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、是要]|（|\d{1,2}[.．、]|抓[^，]{2,10}。)"
)
_GOES_ON = re.compile(r"^(?:要|对|同时|并|还|也|特别是|尤其是|与此同时)")
_SHORT = re.compile(
    r"^(?![一二三四五六七八九十]+[是要]|（|讲|抓|围绕)[^，；：、“《\d]{4,22}[。！]$"
)
_REMAINS = re.compile(r"(?:还有|尚有|剩余|仍有)[^，]*[\d*]")
_ITEM = re.compile(r"\s*(?:\d{1,3}[.．、]|[（(]\d{1,3}[）)])")
HEADING = 26
"""Characters of a heading with its mark at most."""
_THIS = re.compile(r"^(?:对)?(?:这项|这方面|该项|上述)")
_UNCLEAR = re.compile(
    r"(?:^|，)(?P<who>[^，]{2,12}(?:[与和、][^，与和、]{2,12})+?)(?:之间)?(?:还|仍|也)?(?:存在|有)[^，]*(?:不清|交叉|空白|扯皮)"
)
MOST_CLAUSES = 100
"""Clauses of a sentence that are looked at together; to weigh them costs the square of them."""
LONGEST_SENTENCE = 1000
"""Characters of a sentence that its rules look at; what they ask costs more than its length."""
_LONE_MARK = " \n\u3000。！？；，：、"


@dataclass
class _Carried:
    """What a sentence leaves to those behind it."""

    units: tuple[UnitDraft, ...] = ()
    paragraph: list[int] = field(default_factory=list)
    unasked: list[tuple[Placed, int]] = field(default_factory=list)
    listing: bool = False
    named: tuple[UnitDraft, ...] = ()
    latest: list[int] = field(default_factory=list)
    behind: tuple[Placed, int] | None = None
    broke: bool = False


def draft(
    text: str,
    sections: Mapping[str, Section],
    sentences: Sequence[Sentence],
    off: frozenset[str] = frozenset(),
) -> Drafts:
    """Everything that the rules find in ``text``; linear in its length."""
    purpose = purposes(sections)
    tasks: list[TaskDraft] = []
    context: list[ContextDraft | None] = []
    problems: list[Draft] = []
    results: list[ResultDraft] = []
    carried = _Carried()
    for placed in _placed(sections, sentences, purpose, off):
        at, words = placed.sentence.start, placed.sentence.text
        if carried.broke and (placed.clauses or not brackets(words, at)):
            carried.paragraph, carried.unasked = [], []
        carried.listing = admits(words) or (carried.listing and not carried.broke)
        carried.broke = words.endswith("\n")
        if placed.purpose == "reports" and not carried.listing:
            results += find_results(words, at)
        listing = carried.listing and placed.purpose == "reports"
        if listing or placed.purpose in ("asks", "conduct", "frames"):
            problems += find_problems(words, at, listing)
        why = reason(placed, off) if placed.clauses else _blank(placed)
        if why:
            context.append(_context(placed, why))
            if placed.clauses and why[0] != "标题":
                carried.unasked.append((placed, len(context) - 1))
            carried.named = _between(placed)
            figures = _REMAINS.search(placed.text) and not placed.asks
            behind = carried.named or (figures and placed.purpose == "asks")
            carried.behind = (placed, len(context) - 1) if behind else None
            if why[0] == "标题" or carried.broke:
                carried.units = ()
        elif placed.clauses:
            begun = len(tasks)
            _take(placed, tasks, carried, off)
            _look_back(tasks, begun, context, carried, off)
            if begun == len(tasks):
                context.append(_context(placed, ("说明", "没有读出要办的事", 0.3)))
        if "括号里的分工" not in off:
            _give(placed, tasks, context, carried, off)
    found = tuple(item for item in context if item is not None)
    return Drafts(
        tuple(tasks),
        found,
        tuple({(u.start, u.role): u for task in tasks for u in task.units}.values()),
        tuple({f.at: f for task in tasks for f in task.figures}.values()),
        tuple({d.start: d for task in tasks for d in task.days}.values()),
        tuple(find_documents(text)),
        tuple(find_terms(text)),
        tuple(problems),
        tuple(results),
    )


def _blank(placed: Placed) -> tuple[Reason, str, float] | None:
    """A line without words; one that only says who is responsible belongs to what it follows."""
    return None if brackets(placed.sentence.text, 0) else ("说明", "空白", 1.0)


def _context(placed: Placed, why: tuple[Reason, str, float]) -> ContextDraft:
    start, end = placed.sentence.start, placed.sentence.end
    return ContextDraft(
        placed.sentence.text, start, end, why[1], why[2], placed.sentence.id, why[0]
    )


# -- sentences in their places --------------------------------------------------------------------


def _placed(
    sections: Mapping[str, Section], sentences: Sequence[Sentence], purpose: Mapping[str, Purpose],
    off: frozenset[str],
) -> Iterator[Placed]:  # fmt: skip
    heads = {section.start: section for section in sections.values() if not section.lead_in}
    titled = begins = after_short = False
    answered = _answered(sentences)
    previous = "\n"
    for index, sentence in enumerate(sentences):
        text = sentence.text[:LONGEST_SENTENCE].strip()
        if previous.endswith("\n"):
            begins, titled = True, False
        head = heads.get(sentence.start) or _named_below(sentence, sections)
        following = sentences[index + 1] if index + 1 < len(sentences) else None
        same = following is not None and _below(following.section, sentence.section, head)
        if same and following is not None and brackets(following.text, 0):
            same = bool(_bare(following))  # only who is responsible: nothing more is said
        spans = _bare(sentence)
        parts = range(0, len(spans), MOST_CLAUSES)
        seen = [clause for at in parts for clause in read(spans[at : at + MOST_CLAUSES], off)]
        own = head is not None and bool(head.title) and _is_heading(text, head)
        own = own or _only_heads(sentence, following, head)
        placed = Placed(
            sentence, text, tuple(seen), purpose.get(sentence.section, "asks"), own,
            not same, begins or own, titled, *answered[index], after_short,
            following.text if following and same else "",
        )  # fmt: skip
        if begins and len(placed.clauses) == 1 and len(text) <= 22 and not _NUMERAL.match(text):
            titled = sentence.text.endswith("。") or not sentence.text.endswith("\n")
        yield placed
        after_short = bool(_SHORT.match(text)) and not begins and not placed.asks
        begins = False
        previous = sentence.text


def _answered(sentences: Sequence[Sentence]) -> list[tuple[bool, bool]]:
    """Of each sentence whether a bracket of its paragraph says who is responsible for it, and
    whether it is an item of a list whose items have no headings of their own."""
    said: list[bool] = []
    behind = False
    for sentence in reversed(sentences):
        behind = bool(brackets(sentence.text, 0)) or (behind and "\n" not in sentence.text)
        said.append(behind)
    said.reverse()
    firsts = [
        (index, len(s.text) <= HEADING and "，" not in s.text and "\n" not in s.text
         and index + 1 < len(sentences) and len(sentences[index + 1].text) > HEADING)
        for index, s in enumerate(sentences) if said[index] and _ITEM.match(s.text)
    ]  # fmt: skip
    headed = sum(short for _, short in firsts) * 2 > len(firsts)
    items = {index for index, _ in firsts} if not headed else set()
    return [(flag, index in items) for index, flag in enumerate(said)]


def _bare(sentence: Sentence) -> list[Span]:
    """The clauses of a sentence without the brackets that say who is responsible."""
    text = sentence.text
    for bracket in brackets(text, sentence.start):
        start, end = bracket.start - sentence.start, bracket.end - sentence.start
        opened = start > 0 and text[start - 1] in "（("
        start, end = start - opened, min(len(text), end + 1)
        text = text[:start] + "，" * (end - start) + text[end:]
    return clauses(text, sentence.start)


def _is_heading(text: str, section: Section) -> bool:
    names = (section.heading.rstrip(_LONE_MARK), section.title)
    return text.rstrip(_LONE_MARK) in names


def _only_heads(sentence: Sentence, following: Sentence | None, head: Section | None) -> bool:
    """A heading of two clauses: all that its section says before the first below it."""
    if head is None or not head.number or following is None or brackets(sentence.text, 0):
        return False
    below = following.section.startswith(f"{head.id}.")
    return below and following.section != sentence.section


def _named_below(sentence: Sentence, sections: Mapping[str, Section]) -> Section | None:
    """The annex whose name stands in the line below 附件."""
    section = sections[sentence.section.removesuffix(".0")]
    named = section.number.startswith("附件") and sentence.text.strip() == section.title
    return section if named else None


def _below(section: str, of: str, head: Section | None) -> bool:
    """Whether a sentence of ``section`` still belongs to what ``of`` heads."""
    if section == of:
        return True
    return head is not None and section.startswith(head.id + ".")


# -- tasks ----------------------------------------------------------------------------------------


def _take(placed: Placed, tasks: list[TaskDraft], carried: _Carried, off: frozenset[str]) -> None:
    """The tasks of a sentence, with those who are to act."""
    conduct = placed.purpose == "conduct" and not placed.answered
    cuts = _one_only(placed, off) if conduct else _cut(placed, off)
    if _NEW_MATTER.match(placed.text) or any(_pronoun(clause) for clause in placed.clauses):
        carried.units = ()
    goes_on = "承上文" not in off and bool(_GOES_ON.match(placed.text))
    inherited = carried.units if goes_on else ()
    first = len(tasks)
    own: tuple[UnitDraft, ...] = ()
    helping = [clause for clause in placed.clauses if clause.words.startswith(("配合", "协助"))]
    for item in cuts:
        parts = shifted(item.units, helping)
        stated = tuple(part.draft() for part in parts)
        own = stated or own
        units = stated or tuple(replace(unit, basis="inherited") for unit in inherited)
        tasks.append(_task(placed, item, units + _parties(item, carried), off))
    _supervised(placed, own, tasks, carried)
    carried.latest = list(range(first, len(tasks))) or carried.latest
    carried.paragraph += range(first, len(tasks))
    if own:
        carries = not placed.sentence.section.endswith(".0") and own[0].rule != "专班"
        carried.units = own if carries else ()


def _look_back(
    tasks: list[TaskDraft], begun: int, context: list[ContextDraft | None],
    carried: _Carried, off: frozenset[str],
) -> None:  # fmt: skip
    """还有到期债务30亿元。请专班化解。: what is still to be done says how much, in front."""
    if carried.behind is None or len(tasks) == begun or "前一句的规模" in off:
        return
    placed, index = carried.behind
    task = tasks[begun]
    figures = tuple(
        figure for clause in placed.clauses for figure in find_figures(clause.span, off)
    )
    extents = tuple(replace(f, use="extent") for f in figures if f.use in ("end", "extent"))
    said = (placed.sentence.start, placed.sentence.start + len(placed.sentence.text.rstrip()))
    tasks[begun] = replace(task, figures=extents + task.figures, quotes=(said, *task.quotes))
    context[index], carried.behind = None, None


def _cut(placed: Placed, off: frozenset[str]) -> list[Cut]:
    """The tasks of a sentence; of one that never ends, of so many clauses at a time."""
    parts = range(0, len(placed.clauses), MOST_CLAUSES)
    return [item for at in parts for item in cut(placed.clauses[at : at + MOST_CLAUSES], off)]


def _supervised(
    placed: Placed, own: tuple[UnitDraft, ...], tasks: list[TaskDraft], carried: _Carried
) -> None:
    """这项工作，督查室要跟踪督办: it supervises what the sentence in front asks, too."""
    if not _THIS.match(placed.text) or not own or own[0].role != "supervise":
        return
    for index in carried.latest:
        tasks[index] = replace(tasks[index], units=tasks[index].units + own)


def _parties(item: Cut, carried: _Carried) -> tuple[UnitDraft, ...]:
    """厘清各自权力: those between whom it is shared out are only parties to it."""
    if "各自" not in item.span.text or not item.units:
        return ()
    return carried.named


def _between(placed: Placed) -> tuple[UnitDraft, ...]:
    """The units between which a sentence says that something is unclear."""
    match = _UNCLEAR.search(placed.text)
    if not match:
        return ()
    start = placed.sentence.start + match.start("who")
    parts = (
        Part(
            Named(word[0], start + word.start(), start + word.end(), "各方"),
            "involved",
            "各方",
            0.6,
        )
        for word in re.finditer(r"[^与和、]{2,12}", match["who"])
    )
    return tuple(part.draft("inherited") for part in parts)


def _give(
    placed: Placed, tasks: list[TaskDraft], context: list[ContextDraft | None],
    carried: _Carried, off: frozenset[str],
) -> None:  # fmt: skip
    """Units in brackets are those of what stands in front, back to the bracket before."""
    for bracket in brackets(placed.sentence.text, placed.sentence.start):
        units = tuple(part.draft() for part in bracket_units(bracket))
        mine = [i for i in carried.paragraph if tasks[i].start < bracket.start]
        if units and not mine and carried.unasked:
            asked, index = carried.unasked.pop()
            item = whole(asked.clauses[:MOST_CLAUSES], asked.sentence)
            if item is not None:
                context[index] = None
                mine = [len(tasks)]
                tasks.append(_task(asked, item, (), off))
        if not units or not mine:
            continue
        for index in mine:
            task = tasks[index]
            own = tuple(unit for unit in task.units if unit.basis == "stated")
            quotes = (*task.quotes, (bracket.start, bracket.end))
            tasks[index] = replace(task, units=own + units, quotes=quotes)
        carried.paragraph = [i for i in carried.paragraph if i not in mine]


def _pronoun(clause: Clause) -> bool:
    subject, _ = subject_of(clause.span)
    words = subject.text if subject else clause.span.text
    at = lead_of(words)
    return is_pronoun(words[at:].removeprefix("希望"))


def _one_only(placed: Placed, off: frozenset[str]) -> list[Cut]:
    """A sentence on how to work is one requirement, named by the first."""
    cuts = _cut(placed, off)
    if not cuts:
        return []
    first = _named_by(cuts[0], placed)
    for item in cuts[1:]:
        if item.units and not first.units:
            first.units = item.units
        first.red_lines += item.red_lines
        first.targets += [*item.targets] + ([item.clause] if item.clause.kind == "target" else [])
    first.outcomes, first.measures = [], []
    said = placed.sentence.text.rstrip()
    at = placed.sentence.start + len(said) - len(said.lstrip())
    whole = Span(said.lstrip(), at, placed.sentence.start + len(said), "")
    first.topic, first.whole = None, whole
    return [first]


def _named_by(item: Cut, placed: Placed) -> Cut:
    """The first requirement of the sentence gives the name, a means too: none is listed here."""
    for clause in placed.clauses:
        names = clause.kind != "measure" or len(verb_at(clause.words)) > 1
        if names and clause.kind in ("action", "measure", "red_line", "target", "effort"):
            if clause.span.start < item.span.start:
                item.targets += [item.clause] if item.clause.kind == "target" else []
                item.span = Span(clause.words, clause.span.start + clause.body, clause.span.end, "")
                item.clause = clause
            break
    return item


def _task(
    placed: Placed, item: Cut, units: tuple[UnitDraft, ...], off: frozenset[str]
) -> TaskDraft:
    spans = _spans(item)
    days = tuple(_days(spans, off))
    figures = tuple(
        _figures([item.span] if item.whole and placed.purpose == "conduct" else spans, off)
    )
    conduct = placed.purpose == "conduct" and not placed.answered
    bound = [clause.commitment for clause in (item.clause, *item.targets, *item.red_lines)]
    commitment = next((word for word in bound if word in COMMITMENTS), None)
    return TaskDraft(
        item.span.text, item.span.start, item.span.end, item.rule, item.sure,
        title(item), "requirement" if conduct else "task",
        placed.sentence.section, placed.sentence.id, commitment,
        tuple(item.places), units, days, figures,
        _as_drafts(([item.clause] if item.clause.kind == "red_line" else []) + item.red_lines),
        _as_drafts(item.outcomes), _as_drafts(item.measures),
    )  # fmt: skip


def _spans(item: Cut) -> list[Span]:
    if item.whole:
        return [item.whole]
    spans = [item.span, *item.leads]
    for clause in (
        *item.about,
        item.topic,
        *item.measures,
        *item.targets,
        *item.red_lines,
        *item.outcomes,
    ):
        if clause is not None:
            spans.append(clause.span)
    if item.clause.kind == "subject" or item.clause.body:
        head = item.clause.span
        if item.span.start - item.clause.body == head.start:
            spans[0] = Span(head.text[: item.span.end - head.start], head.start, item.span.end, "")
    return spans


def _days(spans: Sequence[Span], off: frozenset[str]) -> Iterator[DayDraft]:
    for span in spans:
        yield from find_days(span.text, span.start, off)


def _figures(spans: Sequence[Span], off: frozenset[str]) -> Iterator[FigureDraft]:
    for span in spans:
        for figure in find_figures(span, off):
            if figure.use in ("end", "extent"):
                yield figure


def _as_drafts(found: Sequence[Clause]) -> tuple[Draft, ...]:
    return tuple(Draft(c.words, c.span.start + c.body, c.span.end, c.rule, c.sure) for c in found)
