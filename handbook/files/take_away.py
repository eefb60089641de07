"""What the table of all tasks makes files of: a reader takes away the tasks that are shown.

A script, as a page opened from a folder can ask for no other file. It sets ``taskFiles``:
``columns``, by task id in ``rows`` the cells of a CSV and in ``events`` those of a calendar, and
the ``calendar``'s head and foot.
"""

from __future__ import annotations

import json
import re

from handbook.files.calendars import parts
from handbook.files.cells import Row
from handbook.files.tables import CHOSEN, Column, csv_cell
from handbook.model import Handbook, Task

_AS_DAY = re.compile("[0-9]{1,2}-[0-9]{1,2}")


def take_away(hb: Handbook) -> str:
    """The script."""
    head, events, foot = parts(hb)
    files = {
        "columns": [column.header for column in CHOSEN.columns]
        + ([hb.info.mark] if hb.info.mark else []),
        "rows": {
            row.thing.id: [_cell(column, row) for column in CHOSEN.columns]
            for row in CHOSEN.rows(hb)
        },
        "events": events,
        "calendar": [head, foot],
    }
    text = json.dumps(files, ensure_ascii=False, separators=(",", ":"))
    return f"self.taskFiles = {text};\n"


def _cell(column: Column[Task], row: Row[Task]) -> str:
    """A cell as text; one that Excel would take for a day, as 2-01, ends with a tab."""
    text = csv_cell(column.value(row))
    return f"{text}\t" if column.kind == "key" and _AS_DAY.fullmatch(text) else text
