"""The task sheets: for each unit with tasks one short PDF to hand over and have signed."""

from __future__ import annotations

from handbook.files.printed import Data, bindings, meta, unit_facts
from handbook.files.typeset import typeset
from handbook.model import Handbook, Unit
from handbook.model.downloads import signers


def make_sheets(hb: Handbook) -> dict[str, bytes]:
    """The sheet of every unit that has tasks and can sign for them, unit id to PDF.

    A QR code leads to the unit's page online where the site's address is set.
    Raises ``TypesetError`` where a sheet cannot be set.
    """
    return {unit.id: typeset("sheet.typ", sheet_data(hb, unit)) for unit in signers(hb)}


def sheet_data(hb: Handbook, unit: Unit) -> Data:
    """What the sheet of one unit shows."""
    return {
        "meta": meta(hb, unit.name, f"units/{unit.id}.html"),
        "unit": unit_facts(hb, unit),
        "groups": bindings(hb, unit),
    }
