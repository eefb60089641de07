"""The filled-in rows of a form, each value with the cell that it came from."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from handbook.intake.cells import Known, Misfit, clean, value_of
from handbook.intake.workbook import Sheet
from handbook.words.findings import short
from handbook.words.forms import Field, Form


@dataclass(frozen=True)
class Slip:
    """What is wrong, in which cell of which sheet, and what to do."""

    cell: str
    message: str

    def __str__(self) -> str:
        return f"{self.cell}：{self.message}"


@dataclass(frozen=True)
class Filled:
    """A row that somebody filled in: values by the key of their column, ``shown`` ones as text."""

    form: Form
    number: int
    values: Mapping[str, Any]
    cells: Mapping[str, str]

    def cell(self, key: str) -> str:
        """Where a value stands (填报!I3), or its row."""
        return self.cells.get(key, f"{self.form.name}第{self.number}行")

    def get(self, key: str) -> Any:
        """A value, or None."""
        return self.values.get(key)


def filled_rows(form: Form, sheet: Sheet, known: Known) -> tuple[list[Filled], list[Slip]]:
    """The rows with anything in a column to fill in; columns are known by header.

    What was hidden, moved, sorted or inserted makes no difference; a column that was taken out
    is missed only where it must be there.
    """
    at = _head(form, sheet)
    if at is None:
        wanted = f"“{form.blank[0].header}”"
        return [], [Slip(sheet.name, f"没有找到表头（{wanted}一栏），请用发来的表填写")]
    columns = [*_columns(form, sheet.rows[at])]
    rows, slips = [], []
    for number, row in enumerate(sheet.rows[at + 1 :], at + 2):
        cells = {field.key: (place, row[place] if place < len(row) else None)
                 for field, place in columns}  # fmt: skip
        if any(clean(cells[f.key][1]) for f in form.blank if f.key in cells):
            filled, wrong = _row(form, number, cells, known)
            rows.append(filled)
            slips += wrong
    return rows, slips


def _head(form: Form, sheet: Sheet) -> int | None:
    """The row that holds the headers, among the first ones."""
    wanted = {_bare(field.header) for field in form.fields}
    for at, row in enumerate(sheet.rows[:10]):
        found = {_bare(clean(cell)) for cell in row} & wanted
        if len(found) >= min(3, len(wanted)):
            return at
    return None


def _columns(form: Form, head: tuple[Any, ...]) -> Iterator[tuple[Field, int]]:
    places = {_bare(clean(cell)): at for at, cell in reversed([*enumerate(head)])}
    for field in form.fields:
        if _bare(field.header) in places:
            yield field, places[_bare(field.header)]


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _row(
    form: Form, number: int, cells: Mapping[str, tuple[int, Any]], known: Known
) -> tuple[Filled, list[Slip]]:
    values: dict[str, Any] = {}
    places = {key: f"{form.name}!{xl_col_to_name(at)}{number}" for key, (at, _) in cells.items()}
    slips = []
    unit = clean(next((cells[key][1] for key in ("unit_of", "unit") if key in cells), ""))
    for field in form.fields:
        cell = cells.get(field.key, (0, None))[1]
        try:
            value = clean(cell) or None if field.shown else value_of(cell, field, known, unit)
        except Misfit as misfit:
            slips.append(Slip(places[field.key], str(misfit)))
            continue
        if value is not None:
            values[field.key] = value
        elif field.must:
            place = places.get(field.key, f"{form.name}第{number}行")
            slips.append(Slip(place, f"“{short(field.header)}”没有填，请补上"))
    return Filled(form, number, values, places), slips
