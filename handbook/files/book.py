"""The handbook as a book to print and bind: what it shows, in the order in which it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from handbook.files.office import field_of_work
from handbook.files.printed import (
    Data,
    answered_words,
    day,
    figure_words,
    meta,
    parts,
    quote_words,
    sentences,
    task_card,
    task_name,
    task_row,
    time_words,
    unit_facts,
)
from handbook.files.typeset import typeset
from handbook.model import CalledList, Entity, Handbook, Section, Sentence, Unit
from handbook.model.counts import count
from handbook.words.pinyin import Read, reader


def make_book(hb: Handbook) -> bytes:
    """The book as PDF, on its cover a QR code to the site where its address is set.

    Raises ``TypesetError`` where it cannot be set, for instance where a font lacks a character.
    """
    return typeset("book.typ", book_data(hb))


def book_data(hb: Handbook) -> Data:
    """What the book shows."""
    return {
        "meta": meta(hb, hb.info.title, ""),
        "stats": _stats(hb),
        "commitments": _commitments(hb),
        "example": next((key for key in hb.tasks if key.endswith("-02")), next(iter(hb.tasks), "")),
        "rules": [
            {"where": "data/deadlines.yaml", "words": list(rule.words), "kind": rule.kind,
             "note": rule.note}
            for rule in hb.deadline_rules
        ],
        "sections": [_section(hb, s) for s in hb.sections.values() if not s.lead_in],
        "kinds": _kinds(hb),
        "days": _days(hb),
        "targets": _targets(hb),
        "red_lines": [
            {**task_row(hb.set_by(x)), "text": x.text,
             "tasks": [task_name(hb.tasks[key]) for key in x.tasks]}
            for x in hb.red_lines
        ],
        "problems": [answered_words(hb, x) for x in hb.problems.values()],
        "results": [answered_words(hb, x) for x in hb.results.values()],
        "mechanisms": [
            answered_words(hb, x) for x in (*hb.mechanisms.values(), *hb.mindsets.values())
        ],
        "lists": [_list(hb, called) for called in hb.lists],
        "terms": [_term(hb, term) for term in hb.entities["term"].values()],
        "index": _index(hb),
    }  # fmt: skip


def _stats(hb: Handbook) -> Data:
    counts = count(hb)
    return {
        "characters": len(hb.speech.text),
        "sentences": len(hb.speech.sentences),
        "sha256": hb.speech.sha256,
        "tasks": counts.tasks,
        "requirements": counts.requirements,
        "units": counts.units,
        "only_proposed": counts.proposed,
        "targets": counts.targets,
        "dated": counts.dated,
        "proposed": sum(a.proposed for task in hb.tasks.values() for a in task.assignments),
    }


def _commitments(hb: Handbook) -> list[str]:
    """The strength words that some task has, the strongest first."""
    used = {task.commitment for task in hb.tasks.values()}
    return [word for word in hb.info.commitments if word in used]


def _section(hb: Handbook, section: Section) -> Data:
    """A section with the words and the tasks that stand in it and in none below it."""
    own = section.children[0] if section.children else section.id
    words = hb.sentences_of.get(own, ())
    heading = section.number + section.title
    whole = bool(words) and words[0].text.strip().rstrip("。") == heading
    return {
        "where": f"章节 {section.id}",
        "id": f"section-{section.id}",
        "code": section.id,
        "level": section.id.count(".") + 1,
        "number": section.number,
        "title": section.title,
        "head": _sentence(hb, words[0]) if whole else None,
        "paragraphs": _paragraphs(hb, words[1:] if whole else words),
        "tasks": [task_card(hb, task) for task in hb.tasks_at(f"section:{own}")],
    }


def _paragraphs(hb: Handbook, words: Iterable[Sentence]) -> list[list[Data]]:
    paragraphs: list[list[Data]] = [[]]
    for sentence in words:
        paragraphs[-1].append(_sentence(hb, sentence))
        if sentence.text.endswith("\n"):
            paragraphs.append([])
    return [paragraph for paragraph in paragraphs if paragraph]


def _sentence(hb: Handbook, sentence: Sentence) -> Data:
    return {
        "where": f"{hb.info.genre}第{sentence.id}句",
        "id": _place(sentence.id),
        "number": sentence.id,
        "text": sentence.text.strip(),
    }


def _place(sentence: int) -> str:
    """The label of a sentence."""
    return f"s-{sentence}"


def _kinds(hb: Handbook) -> list[Data]:
    """Units with tasks by kind, those that are only named last and without a kind."""
    named: list[Data] = []
    groups: dict[str, list[Data]] = {kind: [] for kind in hb.info.unit_kinds}
    for unit in hb.units.values():
        (groups[unit.kind] if hb.tasks_at(unit.ref) else named).append(_unit(hb, unit))
    rows = [(hb.info.unit_kinds[key], units) for key, units in groups.items()] + [("", named)]
    return [{"kind": name, "units": units} for name, units in rows if units]


def _unit(hb: Handbook, unit: Unit) -> Data:
    named_in = [_place(number) for number in hb.places_of.get(unit.ref, ())]
    return {
        **unit_facts(hb, unit),
        "groups": parts(hb, unit),
        "places": named_in,
        "shared": _shared(hb, unit),
    }


def _shared(hb: Handbook, unit: Unit) -> Data:
    """How many tasks bind all of a unit's kind, and the collectives that the words ask."""
    found = hb.shared_with(unit)
    asked = dict.fromkeys(part.unit for _, part in found)
    names = [{"name": u.name, "to": f"unit-{u.id}"} for u in asked]
    return {"count": len(found), "by": names}


def _days(hb: Handbook) -> list[Data]:
    """Deadlines by day, then those without one by kind."""
    dated: dict[date, list[Data]] = defaultdict(list)
    others: dict[str, list[Data]] = {kind: [] for kind in ("by", "recurring", "standing")}
    for task in hb.tasks.values():
        for deadline in task.deadlines:
            group = dated[deadline.date] if deadline.date else others[deadline.kind]
            group.append({**task_row(task), "time": time_words(deadline)})
    days = [{"day": day(when), "kind": "by", "rows": dated[when]} for when in sorted(dated)]
    return days + [{"day": None, "kind": k, "rows": rows} for k, rows in others.items() if rows]


def _targets(hb: Handbook) -> list[Data]:
    """Figures by section of the second level."""
    groups: dict[str, list[Data]] = defaultdict(list)
    for target in hb.targets:
        task = hb.set_by(target)
        section = field_of_work(hb, task.section)
        groups[section.id].append({**task_row(task), "target": figure_words(target)})
    return [
        {"title": hb.sections[key].number + hb.sections[key].title, "to": f"section-{key}",
         "rows": rows}
        for key, rows in groups.items()
    ]  # fmt: skip


def _list(hb: Handbook, called: CalledList) -> Data:
    return {
        "where": f"清单“{called.title}”",
        "id": f"list-{called.id}",
        "title": called.title,
        "quotes": quote_words(called.quotes),
        "items": list(called.items),
        "tasks": [task_name(hb.tasks[key]) for key in called.tasks],
        "places": [_place(number) for number in sentences(called.quotes)],
    }


def _term(hb: Handbook, term: Entity) -> Data:
    note = term.editor_note
    return {
        "where": f"名词“{term.name}”",
        "id": f"term-{term.id}",
        "name": term.name,
        "aliases": list(term.aliases),
        "quotes": quote_words(term.explained_by),
        "editor_note": note.text if note else "",
        "source": (
            {"title": note.source.title, "issuer": note.source.issuer, "year": note.source.year}
            if note
            else None
        ),
        "places": _places(hb, term),
    }


def _places(hb: Handbook, entity: Entity) -> list[str]:
    return [_place(number) for number in hb.places_of.get(entity.ref, ())]


def _index(hb: Handbook) -> list[Data]:
    """What the speech names, by initial letter; ``main`` is where the book treats of it."""
    units, entities = hb.units.values(), hb.all_entities()
    read = reader([*(unit.name for unit in units), *(entity.name for entity in entities)])
    entries = sorted(_entries(hb, read), key=lambda pair: pair[0])
    letters: dict[str, list[Data]] = defaultdict(list)
    for (letter, *_), entry in entries:
        letters[letter].append(entry)
    return [{"letter": letter, "entries": found} for letter, found in letters.items()]


def _entries(hb: Handbook, read: Read) -> Iterator[tuple[tuple[str, str, str], Data]]:
    for unit in hb.units.values():
        places = [_place(number) for number in hb.places_of.get(unit.ref, ())]
        yield _entry(unit.name, read(unit.name), "单位", f"unit-{unit.id}", places)
    for entity in hb.all_entities():
        main = f"term-{entity.id}" if entity.kind == "term" else None
        yield _entry(entity.name, read(entity.name), entity.label, main, _places(hb, entity))


def _entry(
    name: str, syllables: list[str], label: str, main: str | None, places: list[str]
) -> tuple[tuple[str, str, str], Data]:
    """An entry of the index and the key by which it is sorted: letter, pinyin, name."""
    spelt = "".join(char for char in "".join(syllables).lower() if char.isalnum())
    letter = spelt[:1].upper()
    key = (letter if letter.isascii() and letter.isalpha() else "", spelt, name)
    entry = {"where": f"{label}“{name}”", "name": name, "label": label, "main": main}
    return key, {**entry, "places": places}
