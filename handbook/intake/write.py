"""What was taken in becomes files of the ledger, whole, beside those that are there."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import yaml

from handbook.files.notes import notes
from handbook.intake.take import Taken
from handbook.model import Handbook
from handbook.publish.stage import replace_files
from handbook.read.as_yaml import as_yaml
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


def receipts(
    hb: Handbook, taken: Iterable[Taken], received: date, there: Collection[str] = ()
) -> dict[str, str]:
    """What to tell each who sent something, by file name: taken, known, refused and how to mend.

    What was told before that day, in files that are ``there``, stays: the next has a number.
    """
    found: dict[str, list[str]] = {}
    for one in taken:
        party = hb.ledger.parties.get(one.whose)
        rows = [(ENTRY_NAMES[entry.kind], entry.matter) for entry in one.added]
        lines = notes("receipt", one=one, who=party.name if party else "", rows=rows,
                      received=received, notice=hb.info.notice)  # fmt: skip
        stem = f"{received}-{one.whose or '看不出单位'}"
        tries = (f"{stem}-{n}.txt" if n > 1 else f"{stem}.txt" for n in count(1))
        name = next(name for name in tries if name not in there)
        told = "\n".join("".join(line) for line in lines)
        found.setdefault(name, []).append(told.encode("utf-8", "replace").decode())
    return {name: "\n\n".join(texts) + "\n" for name, texts in found.items()}


def purge(ledger: Path, key: str, reason: str, day: date) -> list[Path]:
    """Take out of an entry, in all its versions, what may be about a person, and leave a
    tombstone; the files. The ledger must be sound. Raises ``Fault`` where there is no such entry.
    """
    files: dict[Path, list[dict[str, Any]]] = {
        path: yaml.safe_load(path.read_text("utf-8")) or []
        for path in sorted((ledger / ENTRIES).rglob("*.yaml"))
    }
    chain = _versions(key, [entry for entries in files.values() for entry in entries])
    changed = {}
    for path, entries in files.items():
        if any(entry["id"] in chain for entry in entries):
            cleaned = [_purged(e, reason, day) if e["id"] in chain else e for e in entries]
            changed[path.relative_to(ledger).as_posix()] = as_yaml(cleaned).encode()
    if not changed:
        raise Fault(f"没有编号为“{key}”的登记，请核对")
    replace_files(ledger, sorted(changed.items()))
    return [ledger / name for name in sorted(changed)]


def _versions(key: str, entries: Iterable[Mapping[str, Any]]) -> set[str]:
    """The ids of an entry, of what it was corrected from and of what corrected it."""
    pairs = [(str(e["id"]), str(e["corrects"])) for e in entries if "corrects" in e]
    found = {key}
    while True:
        more = {one for pair in pairs if found & {*pair} for one in pair} - found
        if not more:
            return found
        found |= more


def _purged(entry: Mapping[str, Any], reason: str, day: date) -> dict[str, Any]:
    kept = dict(entry)
    for name in _PERSONAL:
        if name == "signed_on":
            kept.pop(name, None)
        elif name in kept:
            kept[name] = [PURGED] if isinstance(kept[name], list) else PURGED
    return kept | {"purged": {"day": day, "reason": reason}}
