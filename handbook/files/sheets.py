"""The task sheets: for each unit with tasks one short PDF to hand over and have signed.

For units that the text does not name there is one for each kind of them.
"""

from __future__ import annotations

from handbook.files.printed import Data, bindings, kind_facts, meta, unit_facts
from handbook.files.typeset import typeset
from handbook.model import Handbook, Unit, UnitKind
from handbook.model.downloads import sheet, signers, unnamed


def make_sheets(hb: Handbook) -> dict[str, bytes]:
    """The sheet of every unit that has tasks and can sign for them, unit id to PDF.

    A QR code leads to the unit's page online where the site's address is set.
    Raises ``TypesetError`` where a sheet cannot be set.
    """
    return {unit.id: typeset("sheet.typ", sheet_data(hb, unit)) for unit in signers(hb)}


def make_kind_sheets(hb: Handbook) -> dict[str, bytes]:
    """The sheet of every kind of unit whose tasks bind all of it, id of the kind to PDF."""
    return {kind.id: typeset("sheet.typ", sheet_data(hb, kind)) for kind in unnamed(hb)}


def sheet_data(hb: Handbook, who: Unit | UnitKind) -> Data:
    """What the sheet of one unit shows, or that of a kind of unit."""
    page = sheet(who).removesuffix(".pdf") + ".html"  # each has the path of its page
    unit = unit_facts(hb, who) if isinstance(who, Unit) else kind_facts(who)
    return {
        "meta": meta(hb, unit["name"], page),
        "unit": unit,
        "groups": bindings(hb, who),
        "open": [unit.name for unit in hb.open_collectives_of(who)],
    }
