"""What was taken in becomes files of the ledger, whole, beside those that are there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from handbook.files.notes import notes
from handbook.intake.take import Taken
from handbook.intake.text import as_yaml
from handbook.model import Handbook
from handbook.publish.stage import replace_files
from handbook.read.ledger.read import ENTRIES
from handbook.words.findings import Fault
from handbook.words.follow import ENTRY_NAMES

PURGED = "已清除"
_PERSONAL = (
    "by", "source", "why", "signed_by", "signed_on", "done", "evidence", "next", "obstacle", "asks",
    "text", "reason",
)  # fmt: skip
"""What may hold something about a person; how things stand does not rest on it."""


def add(ledger: Path, taken: Iterable[Taken], received: date) -> list[Path]:
    """Write what was taken to ``entries/``, a file for each that came; nothing there is changed.

    A file is named by its content: the same one written twice is one. Raises ``OSError``.
    """
    files = {}
    for one in taken:
        if one.added:
            digest = hashlib.sha256(one.text.encode()).hexdigest()[:12]
            files[f"{ENTRIES}/{received}-{one.whose}-{digest}.yaml"] = one.text.encode()
    replace_files(ledger, sorted(files.items()))
    return [ledger / name for name in files]


def receipts(hb: Handbook, taken: Iterable[Taken], received: date) -> dict[str, str]:
    """What to tell each who sent something, by file name: taken, known, refused and how to mend."""
    found: dict[str, list[str]] = {}
    for one in taken:
        party = hb.ledger.parties.get(one.whose)
        rows = [(ENTRY_NAMES[entry.kind], entry.matter) for entry in one.added]
        lines = notes("receipt", one=one, who=party.name if party else "", rows=rows,
                      received=received, notice=hb.info.notice)  # fmt: skip
        name = f"{received}-{one.whose or one.path.stem}.txt"
        found.setdefault(name, []).append("\n".join("".join(line) for line in lines))
    return {name: "\n\n".join(texts) + "\n" for name, texts in found.items()}


def purge(ledger: Path, key: str, reason: str, day: date) -> Path:
    """Take out of an entry what may be about a person, and leave a tombstone; the file's path.

    Raises ``Fault`` where there is no such entry, or nothing to take out.
    """
    for path in sorted((ledger / ENTRIES).rglob("*.yaml")):
        entries: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf-8")) or []
        if any(entry.get("id") == key for entry in entries):
            cleaned = [_purged(e, reason, day) if e.get("id") == key else e for e in entries]
            text = as_yaml(cleaned).encode()
            replace_files(ledger, [(path.relative_to(ledger).as_posix(), text)])
            return path
    raise Fault(f"没有编号为“{key}”的登记，请核对")


def _purged(entry: Mapping[str, Any], reason: str, day: date) -> dict[str, Any]:
    if "purged" in entry:
        raise Fault(f"“{entry['id']}”已经清除过")
    kept = dict(entry)
    for name in _PERSONAL:
        if name == "signed_on":
            kept.pop(name, None)
        elif name in kept:
            kept[name] = [PURGED] if isinstance(kept[name], list) else PURGED
    return kept | {"purged": {"day": day, "reason": reason}}
