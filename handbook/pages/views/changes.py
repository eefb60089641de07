"""What was added to the ledger in the week up to its day, and where to hear of it."""

from __future__ import annotations

from collections import Counter
from datetime import date

from handbook.model import Handbook, downloads
from handbook.pages.page import Context


def changes(hb: Handbook) -> Context | None:
    """``rows`` received since ``begin``, the latest first, ``counts`` by kind of entry; ``feeds``:
    the feed and the calendar of the whole."""
    as_of: date | None = hb.ledger.as_of
    if not (hb.info.internal and hb.ledger and as_of):
        return None
    from handbook.model.ledger.added import DAY, WEEK, added

    rows = added(hb.ledger, as_of - WEEK)
    return {
        "begin": as_of - WEEK + DAY,
        "rows": rows,
        "counts": Counter(row.entry.kind for row in rows),
        "feeds": downloads.feed_paths(hb)[None],
    }
