"""The workbook in which a person goes through drafts: a row for each, its words in bold."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from handbook.files.ledger import BODY, HEAD, OPTIONS, row_height, write_cell
from handbook.files.notes import notes
from handbook.files.office import plain
from handbook.model import Handbook
from handbook.model.drafts import Drafted
from handbook.model.reviewed import cells_of, counted, day_words, new_units
from handbook.words.forms import EXPLAINED, Field, Form
from handbook.words.review import (
    ADDED,
    FORM_IS,
    NAMED,
    REVIEW,
    SETS_NAMES,
    SETTLED,
    SILENT,
    TASK_DRAFTS,
    UNSURE,
    Sets,
    units_form,
)

Cells = dict[str, Any]
WORDS = 80
SPARE = 20
"""Empty rows for tasks that nobody drafted."""
_OPEN = {**BODY, "num_format": "@"}
_UNSURE = "#FCEFD5"
FORMATS: dict[str, dict[str, Any]] = {
    "shown head": {**HEAD, "bg_color": "#DCE6F1"},
    "blank head": {**HEAD, "bg_color": "#FFF2CC"},
    "shown": {**BODY, "bg_color": "#F5F6F7", "num_format": "@"},
    "shown unsure": {**BODY, "bg_color": _UNSURE, "num_format": "@"},
    "text": _OPEN, "text unsure": {**_OPEN, "bg_color": _UNSURE},
    "words": {"font_name": "宋体", "font_size": 11, "bold": True, "font_color": "#0B3A6F"},
    "plain": {**BODY, "border": 0}, "label": {**HEAD, "align": "left", "valign": "top"},
}  # fmt: skip


def review_book(
    hb: Handbook, drafts: Sequence[Drafted] | None = None, said: Mapping[str, str] | None = None
) -> bytes:
    """All drafts of a handbook to go through; or some of them to settle, with what was ``said``."""
    settles = said is not None
    mine = hb.drafts if drafts is None else drafts
    book = _Book(hb, SETTLED if settles else REVIEW)
    tasks = [d for d in mine if d.sets == "task"]
    book.explain(counted(mine), sum(d.sure < UNSURE for d in mine), settles)
    for form, rows in (
        (TASK_DRAFTS, tasks), (SILENT, [d for d in mine if d.sets == "context"]),
        (NAMED, [d for d in mine if d.sets not in ("task", "context")]),
    ):  # fmt: skip
        if rows or form is TASK_DRAFTS:
            book.sheet(form, [_row(hb, at, d, said or {}) for at, d in enumerate(rows, 1)])
    if not settles:
        book.sheet(ADDED, [{} for _ in range(SPARE)])
        book.sheet(units_form(tuple(hb.info.unit_kinds.values())), [*_units(hb, tasks)])
    return book.close()


def _row(hb: Handbook, order: int, draft: Drafted, said: Mapping[str, str]) -> Cells:
    sentence = hb.sentence(draft.sentence)
    start = draft.start - sentence.start
    return {
        **cells_of(draft), "order": order, "sentence": draft.sentence,
        "words": (sentence.text.strip("\n"), start, start + draft.end - draft.start),
        "sets": SETS_NAMES[draft.sets], "rule": draft.rule, "sure": f"{draft.sure:.0%}",
        "days": "\n".join(day_words(day) for day in draft.deadlines),
        "doubt": said.get(draft.id) or draft.doubt, "key": draft.id,
        "unsure": draft.sure < UNSURE or bool(draft.doubt),
    }  # fmt: skip


def _units(hb: Handbook, tasks: Iterable[Drafted]) -> Iterable[Cells]:
    for unit in new_units(hb, tasks):
        words = (unit.words, unit.start, unit.start + len(unit.name))
        yield {"name": unit.name, "count": unit.count, "same": unit.same, "words": words}


class _Book:
    """A workbook in the making. Its rows may be sorted and filtered: only what explains is locked,
    and what stands in a grey column is not read again."""

    def __init__(self, hb: Handbook, whose: str) -> None:
        self.hb, self.whose = hb, whose
        self._out = io.BytesIO()
        self._book: Workbook = xlsxwriter.Workbook(self._out, OPTIONS)
        day = hb.info.day
        self._book.set_properties({
            "title": plain(f"{hb.info.title}草稿{whose}"), "comments": plain(hb.info.notice),
            "created": datetime(day.year, day.month, day.day),
        })  # fmt: skip
        self._looks: dict[str, Format] = {k: self._book.add_format(v) for k, v in FORMATS.items()}

    def explain(self, counts: Mapping[Sets, int], unsure: int, settles: bool) -> None:
        """The first sheet: what this is and how it is gone through."""
        sheet = self._added(EXPLAINED)
        sheet.set_portrait()
        sheet.protect()
        sheet.set_column(0, 0, 18)
        sheet.set_column(1, 1, WORDS)
        lines = [[FORM_IS, self.whose], ["名称", self.hb.info.title]]
        lines += notes("review-form", counts=counts, unsure=unsure, settles=settles,
                       names=SETS_NAMES, notice=self.hb.info.notice)  # fmt: skip
        for at, (label, text) in enumerate(lines):
            sheet.write_string(at, 0, label, self._looks["label"])
            sheet.write_string(at, 1, plain(text), self._looks["plain"])
            sheet.set_row(at, row_height([(label, 18), (text, WORDS)]))

    def sheet(self, form: Form, rows: Sequence[Cells]) -> None:
        """A sheet with its rows."""
        sheet = self._added(form.name)
        sheet.freeze_panes(1, 3)
        sheet.repeat_rows(0)
        last = max(len(rows), 1)
        sheet.autofilter(0, 0, last, len(form.fields) - 1)
        for at, column in enumerate(form.fields):
            sheet.set_column(at, at, column.width)
            head = "shown head" if column.shown else "blank head"
            sheet.write_string(0, at, column.header, self._looks[head])
            if column.choices:
                rule = {"validate": "list", "source": list(column.choices)}
                sheet.data_validation(1, at, last, at, rule)
        for number, row in enumerate(rows, 1):
            for at, column in enumerate(form.fields):
                self._write(sheet, number, at, column, row)
            told = ((_told(row.get(column.key)), column.width) for column in form.fields)
            sheet.set_row(number, row_height(told))

    def close(self) -> bytes:
        """The bytes; the same for the same data."""
        self._book.close()
        return self._out.getvalue()

    def _added(self, name: str) -> Worksheet:
        sheet = self._book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(8)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        sheet.set_header(f"&L{name}&R{plain(self.hb.info.notice)[:60]}")
        sheet.set_footer("&C第 &P 页，共 &N 页")
        return sheet

    def _write(self, sheet: Worksheet, row: int, at: int, column: Field, cells: Cells) -> None:
        unsure = " unsure" if cells.get("unsure") else ""
        look = self._looks[f"{'shown' if column.shown else 'text'}{unsure}"]
        value = cells.get(column.key)
        if column.key == "words" and value:
            self._write_words(sheet, row, at, look, *value)
        else:
            write_cell(sheet, row, at, plain(value) if isinstance(value, str) else value, look)

    def _write_words(
        self, sheet: Worksheet, row: int, at: int, look: Format, text: str, start: int, end: int
    ) -> None:
        """A sentence, the words that the draft rests on in bold."""
        pieces = [text[: max(start, 0)], text[max(start, 0) : end], text[end:]]
        if sum(bool(piece) for piece in pieces) < 2:
            sheet.write_string(row, at, plain(text), look)
            return
        told: list[Any] = []
        for number, piece in enumerate(pieces):
            if piece:
                told += [self._looks["words"]] if number == 1 else []
                told.append(plain(piece))
        sheet.write_rich_string(row, at, *told, look)


def _told(value: Any) -> str:
    """What a cell shows."""
    return str(value[0] if isinstance(value, tuple) else value or "")
