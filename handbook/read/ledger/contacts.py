"""Who answers for a unit: read only to say whom to call, by no edition and into no file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path

from handbook.model.ledger.urging import Contact
from handbook.read.fields import Name, Slug, Text
from handbook.read.parse import Parser
from handbook.read.records import Record
from handbook.words.findings import DataError, did_you_mean
from handbook.words.follow import CONTACTS


class ContactRecord(Record):
    """A line of ``contacts.yaml``; a unit may have several."""

    unit: Slug
    name: Name
    phone: Text | None = None
    note: Text | None = None


def read_contacts(
    ledger: Path, shown: str, parties: Collection[str]
) -> Mapping[str, tuple[Contact, ...]]:
    """The contacts by unit; none where there is no such file. Raises ``DataError``."""
    parser = Parser(ledger, shown)
    found: defaultdict[str, list[Contact]] = defaultdict(list)
    for item in parser.many(CONTACTS, ContactRecord):
        record = item.record
        if record.unit not in parties:
            meant = did_you_mean(record.unit, parties)
            message = f"督办单位表里没有“{record.unit}”，请核对{meant}"
            parser.report(item.place("unit"), "引用", message)
        found[record.unit].append(Contact(record.unit, record.name, record.phone, record.note))
    if parser.findings:
        raise DataError(parser.findings)
    return {unit: tuple(contacts) for unit, contacts in found.items()}
