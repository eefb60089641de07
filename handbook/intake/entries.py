"""From the rows of a form to entries as a ledger holds them, each value with its cell."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from handbook.intake.rows import Filled, Slip
from handbook.model.ledger.entries import Goal, Request, Terms
from handbook.model.ledger.ledger import Ledger
from handbook.words.findings import short
from handbook.words.follow import (
    ASKED_NAMES,
    ENDS_NAMES,
    FAULT_NAMES,
    MEASURED_NAMES,
    OUTCOME_NAMES,
    WISH_NAMES,
)
from handbook.words.forms import (
    ANSWERS,
    CHECKS,
    FIGURES,
    GOALS,
    GRANTED,
    MILESTONES,
    OPENINGS,
    RECEIPTS,
    REPLIES,
    REPORTS,
    REQUESTS,
    UNCHANGED,
    VOIDS,
)

Values = dict[str, Any]
_CODES: dict[str, Mapping[Any, str]] = {
    "wish": WISH_NAMES, "outcome": OUTCOME_NAMES, "fault": FAULT_NAMES, "asked": ASKED_NAMES,
    "measured": MEASURED_NAMES, "ends": ENDS_NAMES,
}  # fmt: skip
_SIGNED = ("signed_by", "signed_on")


@dataclass
class Draft:
    """An entry on its way in: its values, and the cells that they came from.

    ``dated``: whether the day was given, not taken from the day of receipt.
    """

    values: Values
    row: Filled
    dated: bool
    cells: dict[str, str] = field(default_factory=dict)

    def cell(self, key: str) -> str:
        """Where a field was filled in."""
        return self.cells.get(key) or self.row.cell(key)


@dataclass(frozen=True)
class Desk:
    """What rows are read against: the ledger, whose form it is, when it was received."""

    ledger: Ledger
    whose: str
    received: date
    tasks: frozenset[str]
    handbook: str | None


def drafts_of_unit(desk: Desk, rows: Iterable[Filled]) -> tuple[list[Draft], list[Slip]]:
    """What a unit says: reports with their figures, receipts, requests, replies."""
    found: dict[str, Draft] = {}
    slips: list[Slip] = []
    for row in rows:
        if row.form is FIGURES:
            slips += _take_figure(desk, row, found)
            continue
        draft = _of_unit(desk, row)
        if wrong := _wrong_key(desk, draft):
            slips.append(Slip(row.cell("key"), wrong))
        if draft.values["id"] in found:
            slips.append(Slip(row.cell("key"), "这一行的登记键与前面一行相同，请删去一行"))
        found[draft.values["id"]] = draft
    return [*found.values()], slips


def _wrong_key(desk: Desk, draft: Draft) -> str:
    """What is wrong with the key of a row: it is that of another unit, matter or kind of row."""
    key, matter = draft.values["id"], draft.values["matter"]
    if draft.row.form is REPLIES:
        good = key.endswith(".reply")
    elif draft.row.form is REQUESTS:
        good = key.startswith((f"{desk.whose}.", f"{matter}.{desk.whose}."))
    else:
        good = key.startswith(f"{matter}.{desk.whose}.")
    return "" if good else "登记键与事项编号、单位对不上，请用发来的表填写，不要改登记键"


def _of_unit(desk: Desk, row: Filled) -> Draft:
    key, matter = row.get("key"), row.get("matter") or ""
    kept: tuple[str, ...]
    more: Values = {}
    if row.form is REPORTS:
        kept = ("done", "evidence", "next", "obstacle", "asks", "joint", *_SIGNED)
        more = {"unchanged": True} if row.get("unchanged") == UNCHANGED[1] else {}
    elif row.form is RECEIPTS:
        kept = _SIGNED
    elif row.form is REQUESTS:
        kept = ("wish", "reason", "due", "to", "figure", *_SIGNED)
    else:
        assert row.form is REPLIES
        kept = ("text", *_SIGNED)
        more = {"to": str(key).removesuffix(".reply")}
    if not key:  # a row that somebody put in: what it says is what it is known by
        told = "|".join(str(row.get(name)) for name in ("unchanged", "value", *kept))
        key = f"{matter}.{desk.whose}.{hashlib.sha256(told.encode()).hexdigest()[:8]}"
    return _draft(desk, row, {"id": key, "matter": matter, "unit": desk.whose, **more}, kept)


def _draft(desk: Desk, row: Filled, values: Values, kept: Iterable[str]) -> Draft:
    day = row.get("day")
    values = {"kind": row.form.kind, **values, "day": day or desk.received,
              "received": desk.received}  # fmt: skip
    values |= {name: _code(name, row.get(name)) for name in kept if row.get(name) is not None}
    return Draft(values, row, day is not None)


def _code(name: str, value: Any) -> Any:
    """The word of the data for one that was chosen from a list."""
    names = _CODES.get(name)
    return next((key for key, word in names.items() if word == value), value) if names else value


def _take_figure(desk: Desk, row: Filled, found: dict[str, Draft]) -> Iterator[Slip]:
    """Put a figure into its report; what it is called and told in says the ledger, not the form."""
    key, _, which = str(row.get("key") or "").rpartition("#")
    matter = desk.ledger.matters.get(str(row.get("matter")))
    goals = matter.terms.goals or () if matter else ()
    goal = next((goal for goal in goals if goal.key == which), None)
    shown = (row.get("name"), row.get("unit_of"))
    if goal and shown not in ((goal.name, goal.unit), (None, None)):
        goal = None
    if not key or goal is None:
        yield Slip(row.cell("key"), "认不出是哪一个指标，请用发来的表填写，不要改登记键")
        return
    figure = {"name": goal.name, "value": row.get("value"), "unit": goal.unit}
    if row.get("until"):
        figure["until"] = row.get("until")
    if key not in found:
        found[key] = _draft(desk, row, {"id": key, "matter": row.get("matter"),
                                        "unit": desk.whose, "kind": "report"}, ())  # fmt: skip
    draft = found[key]
    draft.values.setdefault("figures", []).append(figure)
    draft.cells.setdefault("figures", row.cell("value"))


# -- the office -----------------------------------------------------------------------------------

_TERMS = ("lead", "supports", "reporters", "checker", "due", "asked", "answer_on", "closes_when",
          "evidence")  # fmt: skip


def drafts_of_office(desk: Desk, rows: Iterable[Filled]) -> tuple[list[Draft], list[Slip]]:
    """What the office says: openings and decisions with their goals and stages, answers, checks,
    and what is taken back."""
    found: dict[str, Draft] = {}
    details: list[Filled] = []
    slips: list[Slip] = []
    for row in rows:
        if row.form in (GOALS, MILESTONES):
            details.append(row)
        elif row.form is VOIDS:
            slips += _take_void(desk, row, found)
        elif row.form is OPENINGS:
            slips += _take_opening(desk, row, found)
        else:
            draft = _of_office(desk, row)
            found[draft.values["id"]] = draft
    for row in details:
        slips += _take_detail(desk, row, found)
    return [*found.values()], slips


def _of_office(desk: Desk, row: Filled) -> Draft:
    key, matter = row.get("key") or "", row.get("matter") or ""
    if row.form is ANSWERS:
        values = {"id": f"{key}.answer", "matter": matter, "answers": key,
                  "granted": row.get("granted") == GRANTED[0],
                  **_handed_on(desk, f"{key}.answer", row)}  # fmt: skip
        return _draft(desk, row, values, ("due", "lead", "by", "source", "public"))
    assert row.form is CHECKS
    check, _, which = key.partition("#")  # forms of before held the report alone
    reports = which.split("+") if which else [key]
    values = {"id": check if which else f"{key}.check-{desk.ledger.as_of}", "matter": matter,
              "of": reports if row.get("earlier") else reports[:1]}  # fmt: skip
    kept = ("outcome", "units", "fault", "text", "on_site", "answer_by", "checker", "public")
    return _draft(desk, row, values, kept)


def _terms_without(desk: Desk, key: str, row: Filled) -> Terms | None:
    """What a matter asked on the day of a decision but for what that decides, or has decided: the
    same whenever its form comes in."""
    entries = desk.ledger.by_matter.get(str(row.get("matter") or row.get("existing")), ())
    own = [entry for entry in entries if entry.id == key or entry.id.startswith(f"{key}.v")]
    timeline = desk.ledger.timeline([e for e in entries if e not in own], desk.received)
    day = row.get("day") or (own[0].day if own else desk.received)
    return timeline.terms_on(day) if timeline else None


def _handed_on(desk: Desk, key: str, row: Filled) -> Values:
    """The terms in which another unit has the place of one that asked to hand on its part."""
    taker, terms = row.get("taker"), _terms_without(desk, key, row)
    asked = next((e for e in desk.ledger.entries if e.id == row.get("key")), None)
    if not (taker and terms and isinstance(asked, Request)):
        return {}
    name = "reporters" if asked.unit in (terms.reporters or ()) else "supports"
    units = getattr(terms, name) or ()
    return {name: [taker if unit == asked.unit else unit for unit in units]}


def _take_opening(desk: Desk, row: Filled, found: dict[str, Draft]) -> Iterator[Slip]:
    """A row opens a matter, adds its task to one opened above, or changes one that there is."""
    existing, task = row.get("existing"), row.get("key")
    decided = ("by", "source", "public")
    if existing:
        if row.get("matter"):
            yield Slip(row.cell("matter"), f"这一行是已经立项的“{existing}”，督办编号请空着")
        values = {"id": task or f"{existing}.decide-{desk.ledger.as_of}", "matter": existing}
        draft = _draft(desk, row, values, ("number", *_TERMS, "ends", "into", *decided))
        found[draft.values["id"]] = draft
        draft.values["kind"] = "decide"
        return
    for key in ("ends", "into"):
        if row.get(key):
            yield Slip(row.cell(key), "这一行还没有立项，不能终止或者并入，请空着")
    for key in ("matter", "number", "title"):
        if not row.get(key):
            yield Slip(row.cell(key), "要立项，这一栏没有填，请补上")
    matter = str(row.get("matter") or "")
    tasks = [task] if task in desk.tasks else []
    known = found.get(f"{matter}.open")
    if known:
        known.values.setdefault("tasks", []).extend(tasks)
        again = [key for key in _TERMS if row.get(key) not in (None, known.row.get(key))]
        for key in again or ([] if tasks else ["matter"]):
            yield Slip(row.cell(key), f"“{matter}”在前面一行已经写过，两行不同，请只留一行")
        return
    values = {"id": f"{matter}.open", "matter": matter, **({"tasks": tasks} if tasks else {})}
    if desk.handbook:
        values["handbook"] = desk.handbook
    draft = _draft(desk, row, values, ("number", "title", "words", *_TERMS, *decided))
    found[draft.values["id"]] = draft


def _take_detail(desk: Desk, row: Filled, found: dict[str, Draft]) -> Iterator[Slip]:
    """Put a goal or a stage beside those that its matter has; one of the same name, unit and day,
    or of the same words, is anew."""
    matter = str(row.get("matter"))
    draft = next(
        (d for d in found.values() if d.values["matter"] == matter and d.row.form is OPENINGS), None
    )
    if draft is None:
        yield Slip(
            row.cell("matter"), f"“{matter}”在“{OPENINGS.name}”里没有这一次的决定，请补上一行"
        )
        return
    terms = _terms_without(desk, draft.values["id"], draft.row)
    if row.form is GOALS:
        field = "goals"
        names = ("name", "value", "unit", "due", "of", "measured", "start")
        new = {name: _code(name, row.get(name)) for name in names if row.get(name) is not None}
        before = [_typed(goal) for goal in (terms.goals or () if terms else ())]
    else:
        field = "milestones"
        new = {"day": row.get("due"), "text": row.get("text")}
        stages = terms.milestones or () if terms else ()
        before = [{"day": stage.day, "text": stage.text} for stage in stages]
    draft.cells.setdefault(field, row.cell("matter"))
    held = draft.values.setdefault(field, before)
    held[:] = [one for one in held if _which(one) != _which(new)] + [new]


def _take_void(desk: Desk, row: Filled, found: dict[str, Draft]) -> Iterator[Slip]:
    """Take back the entry of this row, or the one that is named in it; in public what is public."""
    key = row.get("key") or row.get("corrects")
    old = next((entry for entry in desk.ledger.entries if entry.id == key), None)
    if old is None:
        yield Slip(row.cell("corrects"), f"没有编号为“{short(key or '')}”的登记，请核对")
        return
    values = {"id": f"{old.id}.void", "matter": old.matter, "corrects": old.id}
    draft = _draft(desk, row, values | ({"public": True} if old.public else {}), ("why", "by"))
    found[draft.values["id"]] = draft


def _typed(goal: Goal) -> Values:
    values = {"name": goal.name, "value": goal.value, "unit": goal.unit, "due": goal.due,
              "of": goal.of, "measured": goal.measured, "start": goal.start}  # fmt: skip
    return {key: value for key, value in values.items() if value is not None}


def _which(detail: Values) -> tuple[Any, ...]:
    """By what a goal or a stage is known."""
    return tuple(detail.get(name) for name in ("name", "of", "due", "text"))
