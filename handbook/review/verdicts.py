"""What a person decided, row by row: each verdict on its draft, each value with its cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from handbook.intake.cells import Known, clean
from handbook.intake.rows import Filled, Slip, filled_rows
from handbook.intake.take import ANSWER
from handbook.intake.workbook import Sheet
from handbook.model import Handbook
from handbook.model.drafts import Decided, Drafted, draft_id
from handbook.model.reviewed import cells_of
from handbook.words.findings import short
from handbook.words.forms import EXPLAINED, FORM_OF, Form
from handbook.words.review import (
    ADDED,
    BREAK,
    BY_HAND,
    DECISION_NAMES,
    DROP,
    FORM_IS,
    NAMED,
    REVIEW,
    SETTLED,
    SILENT,
    TASK_DRAFTS,
    UNITS,
    Decision,
    units_form,
)

_NO_DAY = date(2000, 1, 1)
"""No cell of these forms holds a day."""
_WORDS: dict[str, Decision] = {
    **{name: key for key, name in DECISION_NAMES.items()}, DROP: "refuse"
}  # fmt: skip
_ASKED: dict[Decision, set[str]] = {
    "merge": {"into"}, "split": {"parts"}, "refuse": {"reason"},
}  # fmt: skip
"""Columns that say what becomes of a draft; the others say what it is to be."""
_OWN = {key for keys in _ASKED.values() for key in keys}


@dataclass(frozen=True)
class Verdict:
    """What one row decides on a draft: ``said`` are the cells that differ from it."""

    draft: Drafted
    decision: Decision
    said: Mapping[str, str]
    row: Filled = field(compare=False)
    source: str = field(default="", compare=False)

    def slip(self, key: str, message: str) -> Slip:
        """What is wrong with the cell of a column; on the page 校对 there are none, but drafts."""
        if self.source.endswith(ANSWER):
            place = f"第{self.draft.sentence}句“{short(self.draft.title)}”"
            header = self._headers.get(key)
            return Slip(f"{place}的{header}" if header else place, message)
        return Slip(self.row.cell(key), message)

    @property
    def words(self) -> str:
        """The decision as people read it."""
        headers = self._headers
        told = [DECISION_NAMES[self.decision]]
        told += [f"{headers.get(key, key)}：{value or '空着'}" for key, value in self.said.items()]
        return "，".join(told)

    @property
    def _headers(self) -> dict[str, str]:
        return {column.key: column.header for column in self.row.form.fields}


@dataclass(frozen=True)
class UnitWords:
    """What the sheet of units says: which names are one unit, and what kind of unit it is."""

    same: Mapping[str, str]
    kinds: Mapping[str, str]
    full_names: Mapping[str, str]


@dataclass(frozen=True)
class Gone:
    """What one workbook says; ``settles`` where it goes before the others."""

    who: str
    verdicts: tuple[Verdict, ...] = ()
    units: UnitWords = field(default_factory=lambda: UnitWords({}, {}, {}))
    slips: tuple[Slip, ...] = ()
    settles: bool = False


def is_review(sheets: Mapping[str, Sheet]) -> bool:
    """Whether it is such a workbook, and no form of the follow-up."""
    return _whose(sheets) in (REVIEW, SETTLED)


def gone_through(hb: Handbook, who: str, sheets: Mapping[str, Sheet]) -> Gone:
    """Read a workbook, or what the page 校对 saved, against the drafts of a handbook; ``who`` is
    the name of the file, by which people are told apart."""
    drafts = {draft.id: draft for draft in hb.drafts}
    decided = {one.draft: one for one in hb.decided}
    slips: list[Slip] = []
    verdicts: list[Verdict] = []
    known = Known({}, frozenset(), _NO_DAY)
    for form in (TASK_DRAFTS, SILENT, NAMED):
        if form.name not in sheets:
            continue
        rows, wrong = filled_rows(form, sheets[form.name], known)
        slips += wrong
        for row in rows:
            found = _verdict(who, row, drafts, decided)
            if isinstance(found, Slip):
                slips.append(found)
            elif found:
                verdicts.append(found)
    if not any(form.name in sheets for form in (TASK_DRAFTS, SILENT, NAMED)):
        slips.append(Slip(who, f"没有“{TASK_DRAFTS.name}”这张表，请用写出的表填写"))
    if ADDED.name in sheets:
        rows, wrong = filled_rows(ADDED, sheets[ADDED.name], known)
        added = [_added(hb, who, row) for row in rows]
        verdicts += [one for one in added if isinstance(one, Verdict)]
        slips += [*wrong, *(one for one in added if isinstance(one, Slip))]
    slips += _twice(verdicts)
    units, wrong = _units(sheets, hb.info.unit_kinds)
    return Gone(who, tuple(verdicts), units, tuple(slips + wrong),
                _whose(sheets) == SETTLED)  # fmt: skip


def _whose(sheets: Mapping[str, Sheet]) -> str:
    rows = sheets[EXPLAINED].rows if EXPLAINED in sheets else ()
    found = [clean(row[1]) for row in rows if len(row) > 1 and clean(row[0]) in (FORM_IS, FORM_OF)]
    return found[0] if found else ""


def _verdict(
    who: str, row: Filled, drafts: Mapping[str, Drafted], decided: Mapping[str, Decided]
) -> Verdict | Slip | None:
    """What a row decides; None where it leaves the draft open."""
    key = str(row.get("key") or "")
    draft = drafts.get(key)
    if draft is None and key in decided:
        return None if not row.get("decision") else _repeated(who, row, decided[key])
    if draft is None:
        if not row.get("decision"):
            return None
        message = "认不出是哪一条草稿，草稿也许重新起草过，请另写一份表，不要改草稿编号"
        return Slip(row.cell("key"), message)
    said = _said(row, cells_of(draft))
    word = row.get("decision")
    if not word:
        if said:
            return Slip(row.cell(next(iter(said))), "这一行改了，还没有决定，请在“决定”里选“修改”")
        return None
    decision = _WORDS[str(word)]
    said = _kept(row.form, decision, said)
    if decision == "take" and said:
        decision = "change"
    return _complete(Verdict(draft, decision, said, row, who))


def _added(hb: Handbook, who: str, row: Filled) -> Verdict | Slip:
    """A task that a person read where nothing was drafted, on words of a sentence."""
    number, words = row.get("sentence"), str(row.get("words") or "").strip()
    if not isinstance(number, int) or not 0 < number <= len(hb.speech.sentences):
        return Slip(row.cell("sentence"), f"没有第{number}句，请照网页上的句号写")
    sentence = hb.sentence(number)
    at = sentence.text.find(words)
    if at < 0:
        message = f"第{number}句里没有“{short(words)}”，请照原文摘录"
        return Slip(row.cell("words"), message)
    start, title = sentence.start + at, str(row.get("title") or words)
    draft = Drafted(
        draft_id("added", words, number), "task", words, sentence.section, number, start,
        start + len(words), BY_HAND, 1,
    )  # fmt: skip
    return Verdict(draft, "make", {**_said(row, {}), "title": title}, row, who)


def _repeated(who: str, row: Filled, old: Decided) -> Verdict:
    """A row on a draft that was decided on before: held against what was decided then."""
    draft = Drafted(old.draft, old.sets, old.words, "", 0, 0, 0, "", 1)
    decision = _WORDS[str(row.get("decision"))]
    said = _kept(row.form, decision, _said(row, old.was))
    if decision == "take" and said:
        decision = "change"
    return Verdict(draft, decision, said, row, who)


def _said(row: Filled, before: Mapping[str, str]) -> dict[str, str]:
    """The cells that somebody changed."""
    found = {}
    for column in row.form.blank:
        if column.key == "decision" or column.key not in row.cells:
            continue
        now = _even(str(row.get(column.key) or ""))
        if now != _even(before.get(column.key, "")):
            found[column.key] = now
    return found


def _even(text: str) -> str:
    """A cell without what two ways of writing the same differ in."""
    return BREAK.join(parts_of(text))


def _kept(form: Form, decision: Decision, said: Mapping[str, str]) -> dict[str, str]:
    """Of the cells those that this decision asks for."""
    if decision in ("merge", "refuse"):
        return {k: v for k, v in said.items() if k in _ASKED[decision]}
    mine = {"reason"} if form is SILENT and decision != "make" else _ASKED.get(decision, set())
    return {k: v for k, v in said.items() if k in mine or k not in _OWN}


def _complete(verdict: Verdict) -> Verdict | Slip:
    """A verdict that says all it must."""
    said, form = verdict.said, verdict.row.form
    if form is TASK_DRAFTS and verdict.decision == "merge" and not said.get("into"):
        return verdict.slip("into", "没有写合并到哪一条，请写那一条的草稿编号或者任务编号")
    if verdict.decision == "split" and len([*parts_of(said.get("parts", ""))]) < 2:
        return verdict.slip("parts", "拆分要写两段以上的原话，每段一行")
    if form is TASK_DRAFTS and verdict.decision == "refuse" and not said.get("reason"):
        return verdict.slip("reason", "没有写不立任务的理由，请从名单里选")
    if verdict.decision == "make" and not said.get("title"):
        return verdict.slip("title", "立任务要写任务名，请用原文的话")
    if form is NAMED and verdict.decision == "change" and not said.get("title"):
        return verdict.slip("title", "没有改名称，请选“采用”")
    return verdict


def parts_of(text: str) -> Iterator[str]:
    """The phrases of a cell."""
    return (part.strip() for part in re.split(r"[;；\n]", text) if part.strip())


def _twice(verdicts: list[Verdict]) -> Iterator[Slip]:
    seen: dict[str, Verdict] = {}
    for verdict in verdicts:
        first = seen.setdefault(verdict.draft.id, verdict)
        if first is not verdict and first != verdict:
            message = f"与{first.row.cell('decision')}是同一条草稿，决定不同，请删去一行"
            yield verdict.slip("decision", message)


def _units(sheets: Mapping[str, Sheet], kinds: Mapping[str, str]) -> tuple[UnitWords, list[Slip]]:
    """The sheet of units, where there is one."""
    if UNITS.name not in sheets:
        return UnitWords({}, {}, {}), []
    known = Known({}, frozenset(), _NO_DAY)
    rows, slips = filled_rows(_every_row(kinds), sheets[UNITS.name], known)
    same, found, full = {}, {}, {}
    for row in rows:
        name = str(row.get("name") or "")
        other = row.get("same")
        if not name:
            slips.append(Slip(row.cell("name"), "没有写原文的叫法，请用写出的表填写"))
        same[name] = str(other) if other and other != name else ""
        if row.get("kind"):
            found[name] = next(k for k, v in kinds.items() if v == row.get("kind"))
        if row.get("full_name"):
            full[name] = str(row.get("full_name"))
    for row in rows:
        if _goes_round(str(row.get("name") or ""), same):
            slips.append(Slip(row.cell("same"), "两个单位互相指着对方，请只留一处"))
    return UnitWords(same, found, full), slips


def joined_units(gone: Iterable[Gone]) -> UnitWords:
    """What several workbooks say of units: the first that says something of a name."""
    same: dict[str, str] = {}
    kinds: dict[str, str] = {}
    full: dict[str, str] = {}
    for one in sorted(gone, key=lambda one: not one.settles):
        same = {**one.units.same, **same}
        kinds = {**one.units.kinds, **kinds}
        full = {**one.units.full_names, **full}
    return UnitWords(same, kinds, full)


def _goes_round(name: str, same: Mapping[str, str]) -> bool:
    seen = set()
    while name in same and name not in seen:
        seen.add(name)
        name = same[name]
    return name in seen


def _every_row(kinds: Mapping[str, str]) -> Form:
    """The sheet of units, every row of which counts, also one whose other name somebody has taken
    out."""
    form = units_form(tuple(kinds.values()))
    return replace(form, fields=tuple(replace(column, shown=False) for column in form.fields))
