"""From what was decided on the drafts of tasks to tasks as they are to be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from handbook.draft.adopt import Wanted, wanted
from handbook.draft.figures import figure_in
from handbook.draft.propose import clause_around
from handbook.draft.roster import Roster, Unfit
from handbook.model import Handbook
from handbook.model.drafts import Decided, Drafted, DraftedFigure, DraftedUnit
from handbook.model.reviewed import ETC, unit_words
from handbook.review.verdicts import Verdict, parts_of
from handbook.words.findings import short
from handbook.words.review import ROLE_WORDS
from handbook.words.vocabulary import KIND_NAMES, Role

_ROLE = re.compile(r"[（(]([^（）()]*)[）)]$")
_PHRASES = ("times", "red_lines", "outcomes", "measures")
_KINDS = {name: kind for kind, name in KIND_NAMES.items()}


@dataclass(frozen=True)
class Planned:
    """A task as it is to be, and the drafts whose decisions it rests on, the first one first."""

    wanted: Wanted
    verdicts: tuple[Verdict, ...]


def plan(hb: Handbook, verdicts: Iterable[Verdict], roster: Roster) -> Iterator[Planned | Unfit]:
    """The tasks in the order of the text; ``Unfit``, with its verdict, where one cannot be."""
    ours = [v for v in verdicts if v.draft.sets in ("task", "context")]
    by_id = {v.draft.id: v for v in ours}
    decided = {one.draft: one for one in hb.decided}
    joined: dict[str, list[Verdict]] = {}
    for verdict in ours:
        if verdict.decision == "merge":
            try:
                target = _target(hb, verdict, by_id, decided)
            except Unfit as unfit:
                yield _of(verdict, unfit)
                continue
            if target:
                joined.setdefault(target, []).append(verdict)
    for verdict in ours:
        try:
            for one in _asked(hb, verdict, roster):
                with_it = joined.get(verdict.draft.id, [])
                yield Planned(_joined(one, with_it), (verdict, *with_it))
        except Unfit as unfit:
            yield _of(verdict, unfit)


def _of(verdict: Verdict, unfit: Unfit) -> Unfit:
    unfit.source = verdict
    return unfit


def _asked(hb: Handbook, verdict: Verdict, roster: Roster) -> Iterator[Wanted]:
    """The tasks that a row asks for: none, one, or one for each part."""
    draft, said = verdict.draft, verdict.said
    match verdict.decision:
        case "take" | "change" if draft.sets == "task":
            yield _changed(hb, draft, wanted(draft), said, roster)
        case "make":
            sentence = hb.sentence(draft.sentence)
            end = sentence.start + len(sentence.text.rstrip())
            place = (sentence.start, end) if draft.sets == "context" else (draft.start, draft.end)
            whole = Wanted(draft.sentence, said["title"], (place,))
            yield _changed(hb, draft, whole, said, roster)
        case "split":
            for part in parts_of(said["parts"]):
                yield _part(hb, draft, part)


def _target(
    hb: Handbook, verdict: Verdict, by_id: Mapping[str, Verdict], decided: Mapping[str, Decided]
) -> str | None:
    """The draft that takes another in; None where a task that there is quotes its words already.

    Raises ``Unfit``.
    """
    key, seen = verdict.said["into"], {verdict.draft.id}
    while key in by_id and by_id[key].decision == "merge" and key not in seen:
        seen.add(key)
        key = by_id[key].said["into"]
    if key in seen:
        raise Unfit("into", "几条草稿互相合并到对方，请定一条采用")
    if key in by_id and by_id[key].decision in ("take", "change"):
        return key
    made = decided[key].made if key in decided else (key,)
    tasks = [hb.tasks[one] for one in made if one in hb.tasks]
    if not tasks:
        raise Unfit("into", f"“{short(key)}”没有采用，也不是任务的编号，请写采用的那一条")
    start, end = verdict.draft.start, verdict.draft.end
    if any(q.start < end and start < q.end for task in tasks for q in task.quotes):
        return None
    remedy = "请先在那里的 quotes 加上这段话，再导入"
    raise Unfit("into", f"{tasks[0].id} 已经写进 data/tasks/，{remedy}")


def _joined(one: Wanted, others: Iterable[Verdict]) -> Wanted:
    """A task with what others bring to it."""
    for verdict in others:
        more = wanted(verdict.draft)
        both: dict[str, Any] = {
            name: tuple(dict.fromkeys((*getattr(one, name), *getattr(more, name))))
            for name in ("places", "units", "targets", "extents", *_PHRASES)
        }
        one = replace(one, commitment=one.commitment or more.commitment, **both)
    return one


def _part(hb: Handbook, draft: Drafted, words: str) -> Wanted:
    """A task of its own on some words of a draft."""
    sentence = hb.sentence(draft.sentence)
    at = sentence.text.find(words)
    if at < 0:
        raise Unfit("parts", f"第{draft.sentence}句里没有“{short(words)}”，请照原文摘录")
    start = sentence.start + at
    place = clause_around(hb.speech.text, start, start + len(words))
    around = hb.speech.text[place[0] : place[1]]
    bound = draft.commitment if draft.commitment and draft.commitment in around else None
    kept: dict[str, Any] = {
        name: tuple(x for x in getattr(draft, name) if getattr(x, "text", x) in around)
        for name in ("times", "red_lines", "targets", "extents")
    }
    kept |= {  # what was read as a result or a way of doing it is now the task itself
        name: tuple(x for x in getattr(draft, name) if x in around and words not in x)
        for name in ("outcomes", "measures")
    }
    return replace(wanted(draft), title=words, places=(place,), commitment=bound, **kept)


def _changed(
    hb: Handbook, draft: Drafted, one: Wanted, said: Mapping[str, str], roster: Roster
) -> Wanted:
    """A task with what somebody changed of it."""
    new: dict[str, Any] = {name: tuple(parts_of(said[name])) for name in _PHRASES if name in said}
    for name in ("targets", "extents"):
        if name in said:
            new[name] = tuple(_figures(name, getattr(draft, name), said[name]))
    if "units" in said:
        new["units"] = tuple(_units(hb, draft.units, said["units"], roster))
    if "title" in said:
        if not said["title"]:
            raise Unfit("title", "任务名空着，请补上")
        new["title"] = said["title"]
    if "commitment" in said:
        new["commitment"] = said["commitment"] or None
    if "kind" in said:
        new["kind"] = _KINDS[said["kind"]] if said["kind"] else "task"
    return replace(one, **new)


def _figures(key: str, drafted: Iterable[DraftedFigure], said: str) -> Iterator[DraftedFigure]:
    """Those that were drafted stay as they are; others are read from their words."""
    known = {figure.text: figure for figure in drafted}
    for words in parts_of(said):
        yield known.get(words) or figure_in(words, extent=key == "extents")


def _units(
    hb: Handbook, drafted: Iterable[DraftedUnit], said: str, roster: Roster
) -> Iterator[DraftedUnit]:
    known = {unit_words(unit): unit for unit in drafted}
    names = {unit.name: unit for unit in known.values()}
    for cell in parts_of(said):
        if cell in known:
            yield known[cell]
            continue
        for words in [cell] if _is_one(hb, cell, roster) else re.split("[、，,]", cell):
            if not words.strip():
                continue
            name, role, more = _read_unit(words.strip())
            old = names.get(name)
            if old:
                yield replace(old, role=role, open=more)
            else:
                yield DraftedUnit(name, role, "stated", None, more)


def _is_one(hb: Handbook, cell: str, roster: Roster) -> bool:
    """Whether a cell is one name, though it has marks that part names."""
    name, _, _ = _read_unit(cell)
    return roster.knows(name) or ("、" in name and name in hb.speech.text and name.endswith("组"))


def _read_unit(words: str) -> tuple[str, Role, bool]:
    """Name, role and whether others are left open. Raises ``Unfit``."""
    found = _ROLE.search(words)
    role: Role = "responsible"
    if found and found[1] in ROLE_WORDS:
        role, words = ROLE_WORDS[found[1]], words[: found.start()].strip()
    elif found and len(found[1]) == 2 and not found[1].endswith(("市", "县", "区", "旗")):
        roles = "、".join(ROLE_WORDS)
        raise Unfit("units", f"没有“{short(found[1])}”这种责任，请写{roles}中的一种")
    more = words.endswith(ETC) and len(words) > 3
    return words.removesuffix(ETC) if more else words, role, more
