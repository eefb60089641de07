"""What has changed since an issue: every field of a task or a matter, old and new, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from handbook.model.handbook import Handbook
from handbook.model.ledger.entries import FIELDS, Check, Decision, Entry, Opening
from handbook.model.ledger.issues import Issue
from handbook.model.ledger.record import Recorded, recorded

Flat = dict[str, Any]
"""What is compared of a thing, by the name of the field; values as JSON knows them."""
TASK_FIELDS = (
    "title", "section", "kind", "commitment", "quotes", "assignments", "deadlines", "targets",
    "extents", "red_lines", "outcomes", "measures", "deliverable", "note",
)  # fmt: skip
COUNTED = ("owed", "filed", "checked", "clock")
"""What is compared of how a part stands."""


@dataclass(frozen=True)
class Changed:
    """A field that reads otherwise now; ``entries`` are those that it rests on, if any do."""

    field: str
    old: Any
    new: Any
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Since:
    """What has changed since an issue: by id the fields that did, what is new, what is gone."""

    issue: Issue
    tasks: Mapping[str, tuple[Changed, ...]]
    matters: Mapping[str, tuple[Changed, ...]]
    new_tasks: tuple[str, ...]
    new_matters: tuple[str, ...]
    gone_tasks: tuple[str, ...]
    gone_matters: tuple[str, ...]


def since(hb: Handbook, issue: Issue, now: Recorded | None = None) -> Since:
    """The handbook beside what was frozen with an issue; ``now`` is what ``recorded`` makes of
    it, where that is at hand."""
    old, new = issue.record, now or recorded(hb)
    tasks = dict(_compared(old, new, "tasks", _task))
    matters = {
        key: tuple(
            Changed(x.field, x.old, x.new, tuple(_rests_on(hb, issue, key, x.field))) for x in rows
        )
        for key, rows in _compared(old, new, "matters", _matter)
    }
    return Since(
        issue, tasks, matters,
        *(tuple(key for key in new[kind] if key not in old.get(kind, {})) for kind in KINDS),
        *(tuple(key for key in old.get(kind, {}) if key not in new[kind]) for kind in KINDS),
    )  # fmt: skip


KINDS = ("tasks", "matters")


def _compared(
    old: Recorded, new: Recorded, kind: str, flat: Callable[[Mapping[str, Any]], Flat]
) -> Iterator[tuple[str, tuple[Changed, ...]]]:
    """The things that both have and that differ, with the fields that do."""
    for key, thing in new[kind].items():
        if before := old.get(kind, {}).get(key):
            was, now = flat(before), flat(thing)
            names = dict.fromkeys([*was, *now])
            rows = [Changed(n, was.get(n), now.get(n)) for n in names if was.get(n) != now.get(n)]
            if rows:
                yield key, tuple(rows)


def _task(thing: Mapping[str, Any]) -> Flat:
    return {name: thing.get(name) for name in TASK_FIELDS}


def _matter(thing: Mapping[str, Any]) -> Flat:
    """The terms in force, how each part stands, the last figure of each goal, and its end."""
    opening, terms = thing.get("opening", {}), thing.get("terms", {})
    flat: Flat = {name: opening.get(name) for name in ("number", "title", "tasks")}
    flat |= {name: terms.get(name) for name in FIELDS}
    for part in thing.get("standings", ()):
        flat |= {f"{name} {part['unit']}": part.get(name) for name in COUNTED}
    for progress in sorted(thing.get("progress", ()), key=lambda one: str(one["goal"]["due"])):
        goal, figure = progress["goal"], progress.get("figure")
        key = f"figure {goal['name']}|{goal['of'] or ''}"
        flat[key] = figure or flat.get(key)
    return flat | {"ended": thing.get("ended"), "requests": len(thing.get("requests", ()))}


def _rests_on(hb: Handbook, issue: Issue, key: str, field: str) -> Iterator[Entry]:
    """The entries since the issue that a field of a matter rests on: those that set it, or what
    was reported and found of a unit's part."""
    name, _, of = field.partition(" ")
    unit = of.rpartition("|")[2] if name == "figure" else of
    for entry in hb.ledger.matters[key].entries:
        if entry.id in issue.entries:
            continue
        if _sets(entry, name) or (entry.kind in _TOLD.get(name, ()) and _about(entry, unit)):
            yield entry


def _sets(entry: Entry, name: str) -> bool:
    """Whether an entry sets a term, ends the matter, or answers a request."""
    if name == "requests":
        closes = isinstance(entry, Check) and entry.outcome in ("closed", "returned")
        return closes or bool(getattr(entry, "answers", None))
    if name in ("ended", "clock"):
        return bool(getattr(entry, "ends", None))
    return isinstance(entry, Opening | Decision) and getattr(entry, name, None) is not None


_TOLD: dict[str, tuple[str, ...]] = {
    "filed": ("receive", "report"), "owed": ("report",), "checked": ("report", "check"),
    "clock": ("check",), "figure": ("report",), "requests": ("request",),
}  # fmt: skip
"""By what kinds of entry a part comes to stand otherwise."""


def _about(entry: Entry, unit: str) -> bool:
    """Whether an entry is about a unit's part; a check that names none is about all."""
    told = getattr(entry, "told", None) or getattr(entry, "units", ())
    return not unit or not told or unit in told
