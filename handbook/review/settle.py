"""What was decided becomes records of data/: tasks, units, sentences without a task, names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from handbook.draft.additions import Additions, Numbers
from handbook.draft.adopt import Values, adopt
from handbook.draft.ids import Ids
from handbook.draft.propose import filled
from handbook.draft.roster import Roster, Unfit
from handbook.draft.trial import tried
from handbook.intake.rows import Slip
from handbook.model import Handbook, SentenceUse
from handbook.model.reviewed import cells_of
from handbook.read.as_yaml import as_yaml
from handbook.read.speech import SaidTwice, quote_at
from handbook.read.text import read_text
from handbook.read.typed import DECIDED, DRAFTS
from handbook.read.yaml_lines import parse_yaml
from handbook.review.tasks import Planned, plan
from handbook.review.verdicts import UnitWords, Verdict
from handbook.words.review import ELSEWHERE
from handbook.words.vocabulary import Reason

_COLUMNS = {
    "assignments": "units", "deadline": "times", "more_deadlines": "times", "quotes": "title",
    "title_quote": "title", "id": "title", "name": "title",
}  # fmt: skip
"""The column in which the cause of a fault stands, by the field of the record."""
_NAMED_ISSUE = "列为问题"
UNIT_FILE = "units.yaml"


@dataclass
class Settled:
    """What the files of data/ are to hold, what came of each verdict, and what is wrong."""

    handbook: Handbook
    """The handbook with them, or as it is where something is wrong."""
    files: dict[str, bytes | None] = field(default_factory=dict)
    made: dict[str, tuple[str, ...]] = field(default_factory=dict)
    slips: list[Slip] = field(default_factory=list)
    contexts: int = 0


def accountable(hb: Handbook) -> list[str]:
    """The parts that set tasks and account for every sentence, once no draft is left, where the
    data do not say so yet."""
    if hb.drafts or hb.info.accounted_parts:
        return []
    parts: dict[str, list[SentenceUse]] = {}
    for sentence in hb.speech.sentences:
        parts.setdefault(sentence.section.split(".")[0], []).append(hb.uses[sentence.id])
    return [
        part for part, uses in parts.items()
        if any(use.tasks for use in uses)
        and all(use.tasks or use.problems or use.mechanisms or use.context for use in uses)
    ]  # fmt: skip


def settle(hb: Handbook, data: Path, verdicts: Sequence[Verdict], units: UnitWords) -> Settled:
    """Put verdicts into files, and hold these against the gates; nothing is written."""
    known = {u.name: u.same for draft in hb.drafts for u in draft.units if u.same}
    roster = Roster(hb.units.values(), known | dict(units.same), units.kinds, units.full_names,
                    tuple(hb.info.unit_kinds), Ids(_named(hb, verdicts)))  # fmt: skip
    work = _Work(hb, data, roster)
    work.take_tasks(plan(hb, verdicts, roster))
    work.take_named(verdicts)
    work.take_contexts(verdicts)
    work.take_units()
    out = Settled(hb, made=work.made, slips=work.slips, contexts=work.contexts)
    if not out.slips:
        out.files = work.files(verdicts)
        outcome = tried(data, out.files, drafts=True)
        out.handbook = outcome.handbook or hb
        out.slips = [*_slips(work.additions, outcome.findings)]
    return out


def _named(hb: Handbook, verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Names from which ids will be made."""
    yield from (unit.name for draft in hb.drafts for unit in draft.units)
    yield from (v.said.get("title") or v.draft.title for v in verdicts if v.draft.sets != "task")


def _slips(additions: Additions, findings: Iterable[Any]) -> Iterator[Slip]:
    for source, key, message in additions.sources(findings):
        if isinstance(source, Verdict):
            yield source.slip(_COLUMNS.get(key, key), message)
        else:
            yield Slip("data/", message)


class _Work:
    """Records on their way into files."""

    def __init__(self, hb: Handbook, data: Path, roster: Roster) -> None:
        self.hb, self.data, self.roster = hb, data, roster
        self.additions, self.numbers = Additions(data), Numbers(hb)
        self.made: dict[str, tuple[str, ...]] = {}
        self.slips: list[Slip] = []
        self.contexts = 0
        self._touched = {n for n, use in hb.uses.items()
                         if use.tasks or use.problems or use.mechanisms}  # fmt: skip
        self._there = _there(data)
        self._who: dict[str, Verdict] = {}

    def take_tasks(self, planned: Iterable[Planned | Unfit]) -> None:
        """Each planned task, with an id; one that stands there already is that one."""
        for one in planned:
            if isinstance(one, Unfit):
                self._unfit(one.source, one)
                continue
            verdict = one.verdicts[0]
            try:
                self._take_task(one)
            except Unfit as unfit:
                self._unfit(verdict, unfit)

    def _take_task(self, one: Planned) -> None:
        first = min(place[0] for place in one.wanted.places)
        section = self.hb.sentence_at(first).section
        before = {*self.roster.new}
        values, touched = adopt(self.hb, one.wanted, self.roster)
        told = as_yaml([values])
        key = self._there.get(told) or self.numbers.next(section)
        if told not in self._there:
            name = f"tasks/{_branch(self.hb, section)}.yaml"
            self.additions.add(name, {"id": key, **values}, one.verdicts[0])
        for unit in {*self.roster.new} - before:
            self._who[unit] = one.verdicts[0]
        self._touched |= {*touched}
        for verdict in one.verdicts:
            self.made[verdict.draft.id] = (*self.made.get(verdict.draft.id, ()), key)

    def take_named(self, verdicts: Iterable[Verdict]) -> None:
        """Problems, results, documents and terms that were accepted."""
        taken = {key for entities in self.hb.entities.values() for key in entities}
        taken |= {*self.hb.problems, *self.hb.results}
        for verdict in verdicts:
            sets = verdict.draft.sets
            if sets in ("task", "context") or verdict.decision == "refuse":
                continue
            title = verdict.said.get("title") or verdict.draft.title
            try:
                name, values = self._named(verdict, title)
            except SaidTwice as error:
                self.slips.append(verdict.slip("title", str(error)))
                continue
            told = as_yaml([values])
            key = self._there.get(told) or self.roster.ids.free(title, taken, "mingci")
            taken.add(key)
            if told not in self._there:
                self.additions.add(name, {"id": key, **values}, verdict)
            if sets == "problem":
                self._touched |= {verdict.draft.sentence}
            self.made[verdict.draft.id] = (key,)

    def _named(self, verdict: Verdict, title: str) -> tuple[str, Values]:
        draft = verdict.draft
        if draft.sets == "term":
            return "terms.yaml", {"name": title}
        if draft.sets == "document":
            return "documents.yaml", {"name": title, "kind": "文件"}
        quotes = [quote_at(self.hb.speech.text, draft.start, draft.end)]
        values: Values = {"title": title, "quotes": quotes}
        if draft.sets == "result":
            figures = [filled(figure) for figure in draft.figures]
            return "results.yaml", {**values, **({"figures": figures} if figures else {})}
        values["admitted"] = "named" if draft.rule == _NAMED_ISSUE else "passing"
        return f"problems/{_branch(self.hb, draft.section)}.yaml", values

    def take_contexts(self, verdicts: Sequence[Verdict]) -> None:
        """Sentences that set no task, with the reason; those that a task quotes need none."""
        reasons = self._reasons(verdicts)
        found: defaultdict[tuple[str, Reason], list[int]] = defaultdict(list)
        for number in sorted(reasons):
            if number not in self._touched and not self.hb.uses[number].context:
                branch = _branch(self.hb, self.hb.sentence(number).section)
                found[branch, reasons[number][0]].append(number)
        for (branch, reason), numbers in found.items():
            verdict = reasons[numbers[0]][1]
            quotes = [*filter(None, (self._whole(n, reasons[n][1]) for n in numbers))]
            values: Values = {"reason": reason, "quotes": quotes}
            self.additions.add(f"context/{branch}.yaml", values, verdict)
            self.contexts += len(numbers)

    def _reasons(self, verdicts: Sequence[Verdict]) -> dict[int, tuple[Reason, Verdict | None]]:
        """Why sentences set no task: said of themselves, or of all that was drafted from them."""
        found: dict[int, tuple[Any, Verdict | None]] = {}
        now = {verdict.draft.id for verdict in verdicts}
        left = {d.sentence for d in self.hb.drafts if d.sets == "task" and d.id not in now}
        for one in self.hb.decided:
            if one.sets == "task" and one.decision == "refuse":
                at = self.hb.speech.text.find(one.words)
                if at >= 0 and one.said.get("reason") != ELSEWHERE:
                    found[self.hb.sentence_at(at).id] = (one.said.get("reason"), None)
        for verdict in verdicts:
            draft = verdict.draft
            if draft.sets == "task" and verdict.decision == "refuse":
                if verdict.said["reason"] == ELSEWHERE:
                    continue
                found.setdefault(draft.sentence, (verdict.said["reason"], verdict))
            elif draft.sets == "context" and verdict.decision != "make":
                found[draft.sentence] = (verdict.said.get("reason") or draft.reason, verdict)
        return {n: why for n, why in found.items() if n not in left and why[0]}

    def _whole(self, number: int, verdict: Verdict | None) -> Any:
        """A sentence as a quote; None, with the reason kept, where none can find it."""
        sentence = self.hb.sentence(number)
        said = sentence.text
        start = sentence.start + len(said) - len(said.lstrip())
        try:
            return quote_at(self.hb.speech.text, start, sentence.start + len(said.rstrip()))
        except SaidTwice as error:
            place = verdict.row.cell("decision") if verdict else f"第{number}句"
            self.slips.append(Slip(place, str(error)))
            return None

    def take_units(self) -> None:
        """The units that tasks name and the data lacked."""
        for name, record in self.roster.new.items():
            self.additions.add(UNIT_FILE, record, self._who.get(name))

    def files(self, verdicts: Sequence[Verdict]) -> dict[str, bytes | None]:
        """All files in the order in which they are put in place: units, what names them, what was
        decided, and last the drafts that are left."""
        for verdict in verdicts:
            self.additions.add(DECIDED, _decided(self.hb, verdict, self.made), verdict)
        made: dict[str, bytes | None] = dict(sorted(
            self.additions.files().items(),
            key=lambda pair: (pair[0] != UNIT_FILE, pair[0] == DECIDED),
        ))  # fmt: skip
        made[DRAFTS] = _left(self.data, {verdict.draft.id for verdict in verdicts})
        return made

    def _unfit(self, verdict: Verdict, unfit: Unfit) -> None:
        self.slips.append(verdict.slip(unfit.key, str(unfit)))


def _decided(hb: Handbook, verdict: Verdict, made: Mapping[str, tuple[str, ...]]) -> Values:
    draft = verdict.draft
    words = hb.speech.text[draft.start : draft.end]
    values: Values = {
        "draft": draft.id, "sets": draft.sets, "words": words,
        "decision": verdict.decision,
        "was": {key: text for key, text in cells_of(draft).items() if text},
        "said": dict(verdict.said), "made": [*made.get(draft.id, ())],
    }  # fmt: skip
    return {key: value for key, value in values.items() if value}


def _there(data: Path) -> dict[str, str]:
    """The records that files have, without their ids, so that none is added again: a run before
    this one may have been broken off."""
    found: dict[str, str] = {}
    files = ("tasks/*.yaml", "problems/*.yaml", "terms.yaml", "documents.yaml", "results.yaml")
    for path in sorted(path for name in files for path in data.glob(name)):
        name = path.relative_to(data).as_posix()
        for record in parse_yaml(read_text(data, name, name), name).value or ():
            bare = {key: value for key, value in record.items() if key != "id"}
            found[as_yaml([bare])] = str(record.get("id"))
    return found


def _left(data: Path, gone: set[str]) -> bytes | None:
    """The drafts that are left; None where there are none."""
    if not (data / DRAFTS).is_file():
        return None
    text = read_text(data, DRAFTS, DRAFTS)
    rows = [row for row in parse_yaml(text, DRAFTS).value if row["id"] not in gone]
    head = "".join(f"{line}\n" for line in text.splitlines() if line.startswith("#"))
    return (head + as_yaml(rows)).encode() if rows else None


def _branch(hb: Handbook, section: str) -> str:
    """The file of a section: its second level, or the first."""
    found = hb.sections[section]
    return ".".join((found.parent or section if found.lead_in else section).split(".")[:2])
