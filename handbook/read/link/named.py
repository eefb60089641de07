"""What the speech names: documents, projects and so on, and the names of all there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from handbook.model import KINDS, EditorNote, Entity, Kind, Source
from handbook.read.link.desk import Desk, not_named
from handbook.read.parse import Located
from handbook.read.records import LabelledRecord, TermRecord
from handbook.read.typed import Typed
from handbook.words.findings import Place, short


def link_entities(desk: Desk, typed: Typed) -> dict[str, dict[str, Entity]]:
    """The named things by the key of their kind, then by id, in the order of the data."""
    found: dict[str, dict[str, Entity]] = {}
    for kind in KINDS:
        group: Sequence[Located[Any]] = typed.entities[kind.key]
        found[kind.key] = {item.record.id: _entity(desk, item, kind) for item in group}
    return found


def find_names(desk: Desk, typed: Typed) -> dict[str, str]:
    """Every name and alias with the ref it stands for; each must stand in the speech.

    A unit that the speech does not name as such may stand there by an alias alone.
    """
    names: dict[str, str] = {}
    first: dict[str, Place] = {}
    for item, ref in _owners(typed):
        record = item.record
        described = ref.startswith("unit:") and any(a in desk.text for a in record.aliases)
        for i, name in enumerate((record.name, *record.aliases)):
            place = item.place("aliases", i - 1) if i else item.place("name")
            said = name in desk.text
            if name in first:
                message = f"“{short(name)}”在 {first[name]} 已经是名称，同一名称只能归一处"
                desk.report(place, "引用", message)
            elif not said and (i or not described):
                desk.report(place, "文字", not_named(name))
            first.setdefault(name, place)
            if said:
                names.setdefault(name, ref)
    return names


def _owners(typed: Typed) -> Iterator[tuple[Located[Any], str]]:
    """Whatever has a name, and its ref: units, then each kind."""
    for unit in typed.units:
        yield unit, f"unit:{unit.record.id}"
    groups: Mapping[str, Sequence[Located[Any]]] = typed.entities
    for kind in KINDS:
        for item in groups[kind.key]:
            yield item, f"{kind.key}:{item.record.id}"


def _entity(desk: Desk, item: Located[Any], kind: Kind) -> Entity:
    record = item.record
    if isinstance(record, LabelledRecord):
        return Entity(record.id, kind.key, record.name, record.aliases, record.kind, record.note)
    assert isinstance(record, TermRecord)
    explained = desk.quotes(item, record.explained_by, "explained_by")
    return Entity(
        record.id, kind.key, record.name, record.aliases, kind.title,
        explained_by=explained, editor_note=_editor_note(record),
    )  # fmt: skip


def _editor_note(record: TermRecord) -> EditorNote | None:
    note = record.editor_note
    if note is None:
        return None
    return EditorNote(note.text, Source(note.source.title, note.source.issuer, note.source.year))
