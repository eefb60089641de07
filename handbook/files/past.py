"""How each matter stood on each past day, for the page of the ledger to look back.

A script, as a page opened from a folder can ask for no other file. It sets ``ledgerPast``:
``columns``, by matter in ``rows`` what they held from which day on, the ``units`` by number, what
things are called (``words``), and the ``year`` that needs no saying.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from handbook.model import Handbook
from handbook.model.ledger.matter import Matter
from handbook.model.ledger.past import stretches
from handbook.words.follow import WORDS

COLUMNS = (
    "since", "due", "units", "parts", "told", "closed", "filed", "filedOn", "owed", "owedSince",
    "checked", "checkedOn", "clock", "waiting", "ended",
)  # fmt: skip
"""``filed`` and ``checked`` with their days only where one unit reports for all."""


def past(hb: Handbook) -> str:
    """The script."""
    units: dict[str, int] = {}
    rows = {
        key: [
            _row(since, matter, units.setdefault(_names(hb, matter, since), len(units)))
            for since, matter in stretches(hb.ledger, key)
        ]
        for key in sorted(hb.ledger.by_matter)
    }
    found = {
        "columns": COLUMNS, "units": [*units], "rows": rows, "year": hb.info.year,
        "words": {name: WORDS[name] for name in ("filed", "checked", "clock", "ends", "waiting")},
    }  # fmt: skip
    return f"self.ledgerPast = {json.dumps(found, ensure_ascii=False, separators=(',', ':'))};\n"


def _names(hb: Handbook, matter: Matter, day: date) -> str:
    """Who leads and reports, as these were called that day."""
    parts = [part.unit for part in matter.parts if part.role != "support"]
    return "、".join(hb.ledger.parties[unit].name_on(day) for unit in parts)


def _row(since: date, matter: Matter, units: int) -> list[Any]:
    standings = matter.standings
    one = standings[0] if len(standings) == 1 else None
    owed = matter.owed
    return [
        str(since), _day(matter.terms.due), units, len(standings),
        sum(s.filed in ("reported", "unchanged") for s in standings), matter.closed,
        one.filed if one else None, _day(one.filing.day if one and one.filing else None),
        len(owed), _day(owed[0] if owed else None), one.checked if one else None,
        _day(one.check.day if one and one.check else None), matter.clock,
        len(matter.requests), matter.ended.ends if matter.ended else None,
    ]  # fmt: skip


def _day(day: date | None) -> str | None:
    return str(day) if day else None
