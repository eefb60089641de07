"""The forms of the follow-up as Excel workbooks: for the office, and one for each unit."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from handbook.files.ledger import BODY, DAY_RULE, HEAD, OPTIONS, write_cell
from handbook.files.notes import notes
from handbook.files.office import dated_words, plain, unit_words
from handbook.model import Handbook
from handbook.model.addresses import matter_title
from handbook.model.ledger.against import LACKS, by_readiness
from handbook.model.ledger.asked import (
    Checkable,
    Question,
    asked_goals,
    burden,
    questions,
    to_answer,
    to_check,
    to_decide,
    to_receive,
)
from handbook.model.ledger.entries import Check, Entry, Report, Request, UnitEntry
from handbook.model.ledger.ledger import Ledger
from handbook.model.ledger.matter import Matter
from handbook.words.follow import CHECKED_NAMES, ENTRY_NAMES, FAULT_NAMES, OUTCOME_NAMES, WISH_NAMES
from handbook.words.forms import (
    ANSWERS,
    CHECKS,
    EXPLAINED,
    FIGURES,
    FORM_OF,
    GOALS,
    MILESTONES,
    OFFICE,
    OFFICE_FORMS,
    OPENINGS,
    RECEIPTS,
    REPLIES,
    REPORTS,
    REQUESTS,
    SIGNED,
    VOIDS,
    Field,
    Form,
)

Cells = dict[str, Any]
"""What is known of a row, by the key of its column."""
SPARE = 20
"""Empty rows for requests, and for decisions that rest on no task."""
LATELY = 92
"""Days for which what was entered stands on the office's form, to be taken back (a quarter)."""
LIST = "名单"
"""The hidden sheet from which units and matters are chosen."""
FORMATS: dict[str, dict[str, Any]] = {
    "shown head": {**HEAD, "bg_color": "#DCE6F1"},
    "blank head": {**HEAD, "bg_color": "#FFF2CC"},
    "shown": {**BODY, "bg_color": "#F5F6F7", "num_format": "@"},
    "text": {**BODY, "locked": False, "num_format": "@"},
    "number": {**BODY, "locked": False},
    "day": {**BODY, "locked": False, "num_format": "yyyy-mm-dd", "align": "center"},
    "title": {"font_name": "黑体", "font_size": 16, "align": "center"},
    "plain": {**BODY, "border": 0},
    "label": {**HEAD, "align": "left", "valign": "top"},
}


def forms(hb: Handbook) -> dict[str, bytes]:
    """All workbooks to send out, by name: the office's, and those of units that are asked.

    The office decides on this handbook; a unit is asked of all that the ledger serves.
    """
    ledger = hb.ledger.whole
    made = {OFFICE: office_form(hb)}
    for unit in ledger.parties:
        if any(part.unit == unit for m in ledger.matters.values() for part in m.parts if m.open):
            made[unit] = unit_form(hb, unit)
    return made


def unit_form(hb: Handbook, unit: str) -> bytes:
    """The workbook of a unit: its own matters, what it is asked, its last answer beside it."""
    ledger = hb.ledger.whole
    asked = [*questions(ledger, unit)]
    rows: dict[str, list[Cells]] = {
        REPORTS.name: [_report_row(hb, question) for question in asked],
        FIGURES.name: [row for question in asked for row in _figure_rows(hb, question)],
        RECEIPTS.name: [
            _matter(hb, matter)
            | {"key": f"{matter.id}.{unit}.receive", "number": matter.opening.number}
            for matter in to_receive(ledger, unit)
        ],
        REQUESTS.name: [
            {"key": ledger.free(".".join(filter(None, parts)))}
            for parts in (
                (unit, hb.info.id, str(ledger.as_of), f"q{n}") for n in range(1, SPARE + 1)
            )
        ],
        REPLIES.name: [
            _matter(hb, matter)
            | {"key": f"{check.id}.reply", "to_words": f"{check.day} 退回：{check.text or ''}"}
            for matter, check in to_answer(ledger, unit)
        ],
    }
    mine = [m for m in ledger.matters.values() if any(p.unit == unit for p in m.parts) and m.open]
    name = ledger.parties[unit].name_on(ledger.as_of or date.max)
    book = _Book(hb, name, unit, [matter.id for matter in mine])
    book.explain("unit-form", asked=len(asked))
    for form in (REPORTS, FIGURES, RECEIPTS, REQUESTS, REPLIES):
        book.sheet(form, rows[form.name])
    book.to_sign(name, asked)
    return book.close()


def office_form(hb: Handbook) -> bytes:
    """The workbook of the office: what is to be opened, to be answered, to be checked."""
    ledger = hb.ledger
    book = _Book(hb, "办公室", OFFICE, [*ledger.matters])
    book.explain("office-form", burden=_burden(ledger))
    rows: dict[str, list[Cells]] = {
        OPENINGS.name: [*_openings(hb), *({} for _ in range(SPARE))],
        GOALS.name: [{} for _ in range(5 * SPARE)],
        MILESTONES.name: [{} for _ in range(5 * SPARE)],
        ANSWERS.name: [
            _matter(hb, matter)
            | {
                "key": request.id,
                "unit_name": _name(ledger, request.unit),
                "wish_name": WISH_NAMES[request.wish],
                "reason": request.reason,
                "wanted": _wanted(ledger, request.due, request.to, request.figure),
            }
            for matter, request in to_decide(ledger)
        ],
        CHECKS.name: [_check_row(hb, one) for one in to_check(ledger)],
        VOIDS.name: [*_voidable(hb), *({} for _ in range(SPARE))],
    }
    for form in OFFICE_FORMS:
        book.sheet(form, rows[form.name])
    return book.close()


# -- what is known of a row -----------------------------------------------------------------------


def _matter(hb: Handbook, matter: Matter) -> Cells:
    return {
        "matter": matter.id,
        "title": matter_title(hb, matter),
        "closes_when": matter.terms.closes_when,
        "due": str(matter.terms.due or ""),
    }


def _report_row(hb: Handbook, question: Question) -> Cells:
    standing = question.standing
    filing, check = standing.filing, standing.check
    returned = check and check.outcome == "returned"
    fault = f"（{FAULT_NAMES[check.fault]}）" if check and check.fault else ""
    return _matter(hb, question.matter) | {
        "key": question.key,
        "asked": f"{question.day}（{question.why}）",
        "last": f"{filing.day} {_told(filing)}" if isinstance(filing, Report) else "",
        "returned": f"{check.text or ''}{fault}" if check and returned else "",
    }


def _figure_rows(hb: Handbook, question: Question) -> Iterable[Cells]:
    figures = {progress.goal: progress.figure for progress in question.matter.progress}
    for goal in asked_goals(question.matter):
        figure = figures.get(goal)
        if goal.of in (None, question.standing.unit):
            yield _matter(hb, question.matter) | {
                "key": f"{question.key}#{goal.key}",
                "name": goal.name,
                "goal": goal.value,
                "unit_of": goal.unit,
                "goal_day": str(goal.due),
                "last": figure.value if figure else "",
            }


def _openings(hb: Handbook) -> list[Cells]:
    """The tasks of which no matter was opened, those without a unit first; then the matters."""
    ledger = hb.ledger
    left = [task for task in hb.tasks.values() if task.id not in ledger.matters_of]
    found: list[Cells] = [
        {
            "key": task.id,
            "task": task.id,
            "title_of": task.title,
            "units_now": "、".join(unit_words(a) for a in task.named),
            "due_now": "；".join(dated_words(d) for d in task.deadlines),
            "lacks": "、".join(LACKS[lack] for lack in lacks),
        }
        for task, lacks in sorted(by_readiness(left), key=lambda pair: "unit" not in pair[1])
    ]
    for matter in ledger.matters.values():
        if matter.open:
            lead = matter.terms.lead
            found.append(
                {
                    "key": ledger.free(f"{matter.id}.decide-{ledger.as_of}"),
                    "task": "、".join(matter.opening.tasks),
                    "title_of": matter_title(hb, matter),
                    "units_now": _name(ledger, lead) if lead else "",
                    "due_now": str(matter.terms.due or ""),
                    "existing": matter.id,
                }
            )
    return found


def _check_row(hb: Handbook, one: Checkable) -> Cells:
    """The key names the check that this row makes, and behind # the report and those before it."""
    report = one.report
    words = {"waiting": CHECKED_NAMES["waiting"], "wishes": f"申请{WISH_NAMES['close']}",
             "closed": CHECKED_NAMES["closed"]}  # fmt: skip
    which = "+".join(r.id for r in (report, *one.earlier))
    return _matter(hb, one.matter) | {
        "key": f"{hb.ledger.free(f'{report.id}.check-{hb.ledger.as_of}')}#{which}",
        "unit_name": _name(hb.ledger, report.unit),
        "reported": str(report.day),
        "done": _told(report),
        "now": words[one.state],
        "unchecked": "、".join(str(r.day) for r in one.earlier),
    }


def _voidable(hb: Handbook) -> Iterable[Cells]:
    """What was entered lately and is in force, the last first."""
    ledger = hb.ledger
    since = (ledger.as_of or date.max) - timedelta(days=LATELY)
    entries = [(e, m) for m in ledger.matters.values() for e in m.entries if e.received >= since]
    for entry, matter in sorted(entries, key=lambda pair: pair[0].received, reverse=True):
        yield _matter(hb, matter) | {
            "key": entry.id,
            "kind_name": ENTRY_NAMES[entry.kind],
            "unit_name": _name(ledger, entry.unit) if isinstance(entry, UnitEntry) else "",
            "happened": str(entry.day),
            "said": _said(entry),
        }


def _said(entry: Entry) -> str:
    """What an entry says, short enough to know it by."""
    if isinstance(entry, Report):
        return _told(entry)
    if isinstance(entry, Check):
        return "；".join(filter(None, [OUTCOME_NAMES[entry.outcome], entry.text]))
    if isinstance(entry, Request):
        return f"{WISH_NAMES[entry.wish]}：{entry.reason}"
    return str(getattr(entry, "text", None) or getattr(entry, "number", None) or entry.source or "")


def _told(report: Report) -> str:
    figures = [f"{f.name}{f.value}{f.unit}" for f in report.figures]
    return "；".join(filter(None, ["无变化" if report.unchanged else report.done, *figures]))


def _wanted(ledger: Ledger, due: date | None, to: str | None, figure: str | None) -> str:
    return "；".join(filter(None, [str(due or ""), _name(ledger, to) if to else "", figure]))


def _name(ledger: Ledger, unit: str) -> str:
    party = ledger.parties.get(unit)
    return party.name_on(ledger.as_of or date.max) if party else unit


def _burden(ledger: Ledger) -> list[tuple[str, int]]:
    return [(_name(ledger, unit), count) for unit, count in burden(ledger).items()]


# -- the workbook ---------------------------------------------------------------------------------


class _Book:
    """A workbook on its way: what is known is locked, lists and days are checked by Excel."""

    def __init__(self, hb: Handbook, name: str, whose: str, matters: Sequence[str]) -> None:
        self.hb, self.name, self.whose = hb, name, whose
        self._out = io.BytesIO()
        self._book: Workbook = xlsxwriter.Workbook(self._out, OPTIONS)
        day = hb.ledger.as_of or hb.info.day
        self._book.set_properties({
            "title": plain(f"{name}填报表"), "comments": plain(hb.info.notice),
            "created": datetime(day.year, day.month, day.day),
        })  # fmt: skip
        self._looks: dict[str, Format] = {k: self._book.add_format(v) for k, v in FORMATS.items()}
        self._lists = {"unit": [_name(hb.ledger, key) for key in hb.ledger.parties],
                       "matter": [*matters]}  # fmt: skip

    def explain(self, template: str, **context: Any) -> None:
        """The first sheet: whose form it is and how it is filled in."""
        sheet = self._added(EXPLAINED, landscape=False)
        sheet.set_column(0, 0, 18)
        sheet.set_column(1, 1, 74)
        lines = [
            [FORM_OF, self.whose],
            ["名称", self.name],
            ["截至日", str(self.hb.ledger.as_of or "")],
        ]
        lines += notes(template, notice=self.hb.info.notice, **context)
        for at, (label, text) in enumerate(lines):
            sheet.write_string(at, 0, label, self._looks["label"])
            sheet.write_string(at, 1, plain(text), self._looks["plain"])

    def sheet(self, form: Form, rows: Sequence[Cells]) -> None:
        """A sheet with its rows, the columns to fill in unlocked."""
        sheet = self._added(form.name, landscape=True)
        sheet.freeze_panes(1, min(3, len(form.shown)))
        sheet.repeat_rows(0)
        last = max(len(rows), 1)
        for at, field in enumerate(form.fields):
            head = "shown head" if field.shown else "blank head"
            sheet.set_column(at, at, field.width)
            sheet.write_string(0, at, field.header, self._looks[head])
            if not field.shown:
                self._guide(sheet, at, field, last)
        for number, row in enumerate(rows, 1):
            for at, field in enumerate(form.fields):
                self._write(sheet, number, at, field, row.get(field.key))

    def to_sign(self, name: str, asked: Sequence[Question]) -> None:
        """The sheet to print, sign and seal: A4, what this unit is asked."""
        sheet = self._added(SIGNED, landscape=False)
        for at, width in enumerate((6, 14, 34, 14, 18)):
            sheet.set_column(at, at, width)
        sheet.merge_range(0, 0, 0, 4, plain(f"{name}办理情况签报单"), self._looks["title"])
        sheet.merge_range(1, 0, 1, 4, plain(self.hb.info.notice), self._looks["plain"])
        for at, header in enumerate(("序号", "事项编号", "事项", "时限", "要求答复日期")):
            sheet.write_string(2, at, header, self._looks["shown head"])
        for number, question in enumerate(asked, 1):
            matter = question.matter
            cells = (str(number), matter.id, matter_title(self.hb, matter),
                     str(matter.terms.due or ""), str(question.day))  # fmt: skip
            for at, text in enumerate(cells):
                sheet.write_string(number + 2, at, plain(text), self._looks["shown"])
        foot = len(asked) + 4
        for n, words in enumerate(("主要负责人（签字）：", "单位（盖章）：", "日期：")):
            sheet.merge_range(foot + n, 0, foot + n, 4, words, self._looks["plain"])
            sheet.set_row(foot + n, 30)

    def close(self) -> bytes:
        """The bytes; the same for the same data."""
        sheet = self._book.add_worksheet(LIST)
        sheet.hide()
        for at, words in enumerate(self._lists.values()):
            for number, word in enumerate(words):
                sheet.write_string(number, at, plain(word))
        self._book.close()
        return self._out.getvalue()

    def _added(self, name: str, *, landscape: bool) -> Worksheet:
        sheet = self._book.add_worksheet(name)
        if landscape:
            sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        sheet.set_header(f"&L{self.name}　{name}&R{plain(self.hb.info.notice)[:60]}")
        sheet.set_footer("&C第 &P 页，共 &N 页")
        options = dict.fromkeys(
            ("format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows",
             "sort", "autofilter"), True,
        )  # fmt: skip
        sheet.protect("", options)
        return sheet

    def _write(self, sheet: Worksheet, row: int, at: int, field: Field, value: Any) -> None:
        look = self._looks["shown" if field.shown else _look(field)]
        write_cell(sheet, row, at, plain(value) if isinstance(value, str) else value, look)

    def _guide(self, sheet: Worksheet, at: int, field: Field, last: int) -> None:
        """Lists and days are checked as they are typed."""
        rule: dict[str, Any] | None = None
        if field.choices:
            rule = {"validate": "list", "source": list(field.choices)}
        elif field.holds in self._lists:
            column = xl_col_to_name([*self._lists].index(field.holds))
            count = max(len(self._lists[field.holds]), 1)
            source = f"={LIST}!${column}$1:${column}${count}"
            rule = {"validate": "list", "source": source}
        elif field.holds == "day":
            rule = DAY_RULE | {"error_type": "warning"}
        if rule:
            sheet.data_validation(1, at, last, at, rule)


def _look(field: Field) -> str:
    return field.holds if field.holds in ("day", "number") else "text"
