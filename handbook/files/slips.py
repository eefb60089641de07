"""督办单: for each unit one sheet of what is past its day, near it or behind, to sign for."""

from __future__ import annotations

from pathlib import Path

from handbook.files.papers import Paper
from handbook.model import Handbook
from handbook.model.ledger.colours import coloured
from handbook.model.ledger.telling import Telling
from handbook.words.prose import Prose


def slips(hb: Handbook, own: Path | None = None) -> dict[str, Paper]:
    """The sheet of each unit that has to look at something, by its id, as of the ledger's day.

    Raises ``Fault`` where the template of that name in the folder ``own`` is wrong.
    """
    as_of, names, prose = hb.ledger.as_of, Telling(hb).names, Prose(own)
    assert as_of
    made = {}
    for unit, rows in coloured(hb.ledger).items():
        blocks = prose.blocks(
            "slip", **names, unit=unit, rows=rows, as_of=as_of, colours=hb.ledger.colours
        )
        made[unit] = Paper(f"{hb.ledger.name(unit)}督办单", as_of, tuple(blocks))
    return made
