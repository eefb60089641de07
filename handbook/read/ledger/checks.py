"""What must hold of a ledger, one small function for each rule; its docstring is the rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from handbook.model import Info, Task
from handbook.model.ledger.entries import (
    FIELDS,
    Check,
    Decision,
    Entry,
    Opening,
    Reply,
    Report,
    Request,
    UnitEntry,
    Void,
    names,
)
from handbook.model.ledger.ledger import Ledger
from handbook.model.ledger.timeline import Timeline, in_force
from handbook.words.findings import Gate, did_you_mean
from handbook.words.follow import ENTRY_NAMES, WISH_NAMES

E = TypeVar("E", bound=Entry)
Complaint = tuple[Entry, str, Gate, str]
"""An entry, the field at fault, the gate, and what to do."""


@dataclass(frozen=True)
class Desk:
    """The ledger beside what it rests on."""

    ledger: Ledger
    info: Info
    tasks: Mapping[str, Task]
    retired: frozenset[str] = frozenset()

    @cached_property
    def by_id(self) -> Mapping[str, Entry]:
        """Every entry by its id."""
        return {entry.id: entry for entry in self.ledger.entries}

    @cached_property
    def standing(self) -> list[Entry]:
        """The entries in force; what was replaced has been set right."""
        return in_force(self.ledger.entries)

    @cached_property
    def timelines(self) -> Mapping[str, Timeline]:
        """The matters that were opened, all entries known."""
        found = {}
        for key, entries in self.ledger.by_matter.items():
            timeline = self.ledger.timeline(entries, date.max)
            if timeline:
                found[key] = timeline
        return found

    def each(self, kind: type[E]) -> Iterator[tuple[E, Timeline]]:
        """The entries in force of one kind, each with its matter; not of one never opened."""
        for entry in self.standing:
            timeline = self.timelines.get(entry.matter)
            if timeline and isinstance(entry, kind):
                yield entry, timeline

    @property
    def first_day(self) -> date:
        """Before this day nothing can have happened: the text was not yet there."""
        year = self.info.year
        return self.info.delivered_on or (date(year, 1, 1) if year else date.min)

    @cached_property
    def foreign(self) -> set[str]:
        """The matters of other handbooks, where all that a ledger holds is looked at."""
        openings = (entry for entry in self.ledger.entries if isinstance(entry, Opening))
        return {e.matter for e in openings if e.handbook not in (None, self.info.id)}

    def name(self, unit: str) -> str:
        """What a unit is called in a message."""
        party = self.ledger.parties.get(unit)
        return party.name if party else unit


def complaints(desk: Desk) -> Iterator[Complaint]:
    """Everything that is wrong, rule by rule."""
    for rule in RULES:
        yield from rule(desk)


def unknown_matter(desk: Desk) -> Iterator[Complaint]:
    """An entry names a matter that a decision has opened."""
    for entry in desk.ledger.entries:
        if entry.matter not in desk.timelines and not isinstance(entry, Opening | Void):
            meant = did_you_mean(entry.matter, desk.timelines)
            yield entry, "matter", "引用", f"没有立项的事项“{entry.matter}”，请核对编号{meant}"


def unknown_unit(desk: Desk) -> Iterator[Complaint]:
    """A unit stands in the ledger's own list."""
    known = desk.ledger.parties
    for entry in desk.ledger.entries:
        for field, unit in units_in(entry):
            if unit not in known:
                by_name = next((p.id for p in known.values() if unit in names(p)), "")
                meant = f"（是不是“{by_name}”？）" if by_name else did_you_mean(unit, known)
                yield entry, field, "引用", f"督办单位表里没有“{unit}”，请核对{meant}"


def units_in(entry: Entry) -> Iterator[tuple[str, str]]:
    """The units that an entry names, each with its field."""
    for field in ("lead", "checker", "unit", "to"):
        unit = getattr(entry, field, None)
        if isinstance(unit, str) and not (field == "to" and isinstance(entry, Reply)):
            yield field, unit
    for field in ("supports", "reporters", "joint", "units"):
        for unit in getattr(entry, field, None) or ():
            yield field, unit
    for goal in getattr(entry, "goals", None) or ():
        if goal.of:
            yield "goals", goal.of


def twice_opened(desk: Desk) -> Iterator[Complaint]:
    """A matter is opened once, in all handbooks that the ledger serves."""
    first = {e.matter: e for e in desk.ledger.elsewhere if isinstance(e, Opening)}
    for entry in desk.standing:
        if isinstance(entry, Opening):
            other = first.setdefault(entry.matter, entry)
            if other is not entry:
                message = f"事项“{entry.matter}”已经由“{other.id}”立项，请换一个事项编号"
                yield entry, "matter", "引用", message


def wrong_days(desk: Desk) -> Iterator[Complaint]:
    """Nothing happens before the speech, or after it was entered, or is entered after 截至."""
    last = desk.ledger.as_of
    for entry in desk.ledger.entries:
        if entry.day < desk.first_day and entry.matter not in desk.foreign:
            yield entry, "day", "情况", f"早于{desk.info.genre}（{desk.first_day}），请核对日期"
        if entry.day > entry.received:
            yield entry, "day", "情况", f"晚于登记日 {entry.received}，还没有发生的不能登记"
        if last and entry.received > last:
            message = f"晚于截至日 {last}，请核对，或者把 ledger.yaml 的 as_of 往后改"
            yield entry, "received", "情况", message


def wrong_corrections(desk: Desk) -> Iterator[Complaint]:
    """A correction names one earlier entry of its own kind, matter and unit, and no other does."""
    first: dict[str, Entry] = {}
    void = {e.corrects for e in desk.ledger.entries if isinstance(e, Void)}
    for entry in sorted(desk.ledger.entries, key=lambda e: (e.received, e.id)):
        if not entry.corrects:
            continue
        old = desk.by_id.get(entry.corrects)
        if message := _wrong_correction(entry, old):
            yield entry, "corrects", "引用", message
        elif entry.id not in void:
            other = first.setdefault(entry.corrects, entry)
            if other is not entry:
                message = f"“{entry.corrects}”已经由“{other.id}”改正，请改正那一条"
                yield entry, "corrects", "引用", message


def _wrong_correction(entry: Entry, old: Entry | None) -> str:
    if old is None:
        return f"没有编号为“{entry.corrects}”的登记，请核对"
    if isinstance(old, Void) or old.id == entry.id or old.received > entry.received:
        return f"“{old.id}”不能这样改正，请指明更早登记的一条"
    if not isinstance(entry, Void) and type(entry) is not type(old):
        return f"“{old.id}”是{ENTRY_NAMES[old.kind]}，要用{ENTRY_NAMES[old.kind]}来改正"
    if entry.matter != old.matter:
        return f"“{old.id}”是事项“{old.matter}”的登记，不能在这里改正"
    if isinstance(entry, UnitEntry) and isinstance(old, UnitEntry) and entry.unit != old.unit:
        return f"“{old.id}”是别的单位登记的，不能由这个单位改正"
    if old.public and not entry.public:
        return f"“{old.id}”已经公开，改正它的登记也要公开（public: true）"
    return ""


def without_part(desk: Desk) -> Iterator[Complaint]:
    """A unit speaks of a matter in which it has a part on that day."""
    for entry, timeline in desk.each(UnitEntry):
        if entry.day < timeline.opening.day:
            yield entry, "day", "情况", f"早于立项（{timeline.opening.day}），请核对日期"
        holders = timeline.holders(entry.day)
        for unit in entry.told:
            if unit in desk.ledger.parties and unit not in holders:
                field = "unit" if unit == entry.unit else "joint"
                message = f"{desk.name(unit)}在 {entry.day} 没有承办这件事项，请核对单位和日期"
                yield entry, field, "情况", message


def wrong_figures(desk: Desk) -> Iterator[Complaint]:
    """A figure is told in the unit of the goal of that name."""
    for entry, timeline in desk.each(Report):
        goals = {goal.name: goal.unit for goal in timeline.terms_on(entry.day).goals or ()}
        for figure in entry.figures:
            wanted = goals.get(figure.name, figure.unit)
            if figure.unit != wanted:
                message = f"“{figure.name}”的单位应为“{wanted}”，这里是“{figure.unit}”，请换算"
                yield entry, "figures", "数字", message
            if figure.until and figure.until > entry.day:
                yield entry, "figures", "数字", f"数据截止 {figure.until}，晚于填报日，请核对"


def empty_reports(desk: Desk) -> Iterator[Complaint]:
    """A report says what was done or what was reached, or that nothing changed, not both."""
    for entry in desk.standing:
        if isinstance(entry, Report) and entry.unchanged == bool(entry.done or entry.figures):
            message = (
                "写了“无变化”，又写了完成情况，请留一样"
                if entry.unchanged
                else "没有写完成情况，也没有写“无变化”，请补上"
            )
            yield entry, "unchanged" if entry.unchanged else "kind", "情况", message


def wrong_checks(desk: Desk) -> Iterator[Complaint]:
    """A check names earlier reports, and is made by one who neither reports nor carries it out."""
    for entry, timeline in desk.each(Check):
        for key in entry.of:
            if message := _wrong_report(entry, desk.by_id.get(key), key):
                yield entry, "of", "引用", message
        if entry.checker in {*timeline.holders(entry.day), *timeline.checked(entry)}:
            message = f"{desk.name(entry.checker)}自己承办这件事项，要由别的单位核查"
            yield entry, "checker", "情况", message
        wanted = timeline.terms_on(entry.day).checker
        if wanted and not timeline.same(wanted, entry.checker, entry.day):
            message = f"交办指定由{desk.name(wanted)}核查，请核对"
            yield entry, "checker", "情况", message
        yield from _incomplete_check(entry, timeline)


def _wrong_report(check: Check, report: Entry | None, key: str) -> str:
    if not isinstance(report, Report):
        return f"没有编号为“{key}”的填报，核查要指明查的是哪一次填报"
    if check.day < report.day or check.received < report.received:
        return f"早于所查的填报（{report.day} 填报，{report.received} 登记），请核对日期"
    return ""


def wrong_shares(desk: Desk) -> Iterator[Complaint]:
    """A check that says whose part it is about names those whose reports it names.

    One that goes out has to, unless it is about the only one who reports: the reports that it
    names may not go out with it.
    """
    for entry, timeline in desk.each(Check):
        reports = timeline.reports_of(entry)
        told = {unit for report in reports for unit in report.told}
        if entry.units and not {*entry.units} <= told:
            yield entry, "units", "引用", "与所查填报的单位不同，请核对"
        parts = timeline.parts(entry.day)
        whole = len(parts) == 1 and all(timeline.touched(report, parts) for report in reports)
        if entry.public and not whole and not entry.units:
            message = "公开的核查要写明是哪些单位的（units），不然像是所有填报单位的，请补上"
            yield entry, "units", "情况", message


def _incomplete_check(entry: Check, timeline: Timeline) -> Iterator[Complaint]:
    if entry.outcome == "returned" and not (entry.fault and entry.text):
        yield entry, "outcome", "情况", "退回要写明哪里错（fault）和理由（text），请补上"
    if entry.outcome == "closed" and not timeline.terms_on(entry.day).closes_when:
        message = "这件事项没有办结标准，不能销号，请先用交办补上 closes_when"
        yield entry, "outcome", "情况", message


def after_the_end(desk: Desk) -> Iterator[Complaint]:
    """Nothing is told, asked for or sent back of a part that is closed, or of an ended matter."""
    for timeline in desk.timelines.values():
        ended: Decision | None = None
        closed: dict[str, Check] = {}
        for entry in timeline.entries:
            if isinstance(entry, Decision) and entry.ends:
                ended = entry
            elif isinstance(entry, Check):
                parts = timeline.touched(entry, timeline.named)
                if entry.outcome == "closed":
                    closed |= dict.fromkeys(parts, entry)
                elif entry.outcome == "reopened":
                    closed = {part: by for part, by in closed.items() if part not in parts}
                elif entry.outcome == "returned" and any(
                    _closed(timeline, unit, entry.day, closed) for unit in timeline.checked(entry)
                ):
                    yield entry, "outcome", "情况", "已经销号，要先重新办理（reopened）再退回"
            elif isinstance(entry, Report | Request):
                by = _closed(timeline, entry.unit, entry.day, closed) or ended
                if by:
                    word = ENTRY_NAMES[entry.kind]
                    message = f"这件事项已经在 {by.day} 销号或者终止（{by.id}），不能再{word}"
                    yield entry, "day", "情况", message


def _closed(timeline: Timeline, unit: str, day: date, closed: Mapping[str, Check]) -> Check | None:
    """What closed the last of the parts that a unit answers for on a day, if all are."""
    found = [closed.get(part) for part in timeline.parts(day, unit) or [unit]]
    return found[-1] if all(found) else None


def contradictions(desk: Desk) -> Iterator[Complaint]:
    """Of one day no two entries say opposite things."""
    seen: dict[tuple[object, ...], tuple[object, Entry]] = {}
    for entry in desk.standing:
        for key, value in _sayings(entry):
            known, other = seen.setdefault((entry.matter, entry.day, *key), (value, entry))
            if known != value:
                message = f"与“{other.id}”同一天，说法不同，请改正或者作废一条"
                yield entry, "day", "情况", message
                break


def _sayings(entry: Entry) -> Iterator[tuple[tuple[object, ...], object]]:
    """What an entry says of what: two values for one key contradict."""
    if isinstance(entry, Check):
        for report in entry.of:
            yield ("check", report), entry.outcome
    elif isinstance(entry, Report):
        yield ("unchanged", entry.unit), entry.unchanged
        for figure in entry.figures:
            yield (entry.unit, figure.name, figure.until), figure.value
    elif isinstance(entry, Decision):
        for field in FIELDS:
            if (value := getattr(entry, field)) is not None:
                yield ("decide", field), value


def wrong_answers(desk: Desk) -> Iterator[Complaint]:
    """A decision answers one request that came before it, says how, and no other answers it."""
    first: dict[str, Entry] = {}
    for entry in desk.standing:
        if not isinstance(entry, Decision) or not entry.answers:
            if isinstance(entry, Decision) and entry.granted is not None:
                yield entry, "granted", "情况", "没有写明答复哪一件申请（answers），请补上"
            continue
        timeline = desk.timelines.get(entry.matter)
        request = timeline.entry(entry.answers) if timeline else None
        if not isinstance(request, Request):
            yield entry, "answers", "引用", f"没有编号为“{entry.answers}”的申请，请核对"
            continue
        other = first.setdefault(request.id, entry)
        if other is not entry:
            message = f"申请“{request.id}”已经由“{other.id}”答复，请核对"
            yield entry, "answers", "引用", message
        elif entry.day < request.day or entry.received < desk.by_id[entry.answers].received:
            yield entry, "day", "情况", f"早于所答复的申请（{request.day}），请核对日期"
        elif entry.granted is False and any(getattr(entry, f) is not None for f in FIELDS):
            yield entry, "granted", "情况", "不同意申请，又改了要求，请删去一样，或者另写一条交办"
        elif entry.granted is None:
            yield entry, "answers", "情况", "没有写明同意还是不同意（granted），请补上"
        elif entry.granted and request.wish == "extend" and not entry.due:
            yield entry, "granted", "情况", "同意延期要写明新的时限（due），请补上"
        elif timeline and (message := _wrong_transfer(entry, request, timeline)):
            yield entry, "granted", "情况", message


def _wrong_transfer(entry: Decision, request: Request, timeline: Timeline) -> str:
    """What the lead hands on goes to another lead; what another unit hands on, to another like it:
    the lead stays."""
    if not entry.granted or request.wish != "transfer":
        return ""
    before = next(
        (terms for (_, terms, _), (_, _, by) in pairwise(timeline.periods) if by is entry),
        timeline.terms_on(entry.day),
    )
    if before.lead and timeline.same(before.lead, request.unit, entry.day):
        return "" if entry.lead else "同意转办要写明新的牵头单位（lead），请补上"
    reports = any(timeline.same(u, request.unit, entry.day) for u in before.reporters or ())
    units = entry.reporters if reports else entry.supports
    if entry.lead or units is None or request.unit in units:
        words = "分别填报的单位（reporters）" if reports else "配合单位（supports）"
        return f"申请转办的不是牵头单位，同意的只换它自己：写全换了以后的{words}，不写牵头单位"
    return ""


def incomplete_requests(desk: Desk) -> Iterator[Complaint]:
    """A request says what is asked for."""
    wanted = {"extend": "due", "transfer": "to", "figure": "figure"}
    for entry in desk.standing:
        if isinstance(entry, Request):
            field = wanted.get(entry.wish)
            if field and getattr(entry, field) is None:
                message = f"申请{WISH_NAMES[entry.wish]}，没有写明改成什么（{field}），请补上"
                yield entry, "wish", "情况", message


def wrong_replies(desk: Desk) -> Iterator[Complaint]:
    """A reply names the entry that it speaks to; that may have been taken back since."""
    for entry, timeline in desk.each(Reply):
        if entry.to not in {known.id for known in timeline.known}:
            yield entry, "to", "引用", f"没有编号为“{entry.to}”的登记，请核对"


def wrong_openings(desk: Desk) -> Iterator[Complaint]:
    """A matter rests on tasks of the handbook, or on the words of another source."""
    for entry in desk.ledger.entries:
        if not isinstance(entry, Opening) or (desk.info.id and entry.matter in desk.foreign):
            continue
        if entry.handbook and not desk.info.id:
            message = "写了手册的 id，handbook.yaml 里却没有 id，请补上"
            yield entry, "handbook", "引用", message
        for task in entry.tasks:
            if task in desk.retired:
                yield entry, "tasks", "引用", f"任务 {task} 已经停用，请写并入的任务"
            elif task not in desk.tasks:
                meant = did_you_mean(task, desk.tasks)
                yield entry, "tasks", "引用", f"手册里没有任务 {task}，请核对{meant}"
        if not entry.tasks and not (entry.words and entry.source):
            message = "没有写明立在哪些任务上（tasks），也没有写依据的原话（words）和出处（source）"
            yield entry, "kind", "情况", message


def wrong_terms(desk: Desk) -> Iterator[Complaint]:
    """A matter is decided on once it is opened, and asked about on a day that there is."""
    for entry, timeline in desk.each(Entry):
        if not isinstance(entry, Opening | Decision):
            continue
        if entry.day < timeline.opening.day:
            yield entry, "day", "情况", f"早于立项（{timeline.opening.day}），请核对日期"
        weekly = (entry.asked or timeline.terms_on(entry.day).asked) == "week"
        if weekly and (entry.answer_on or 1) > 7:
            yield entry, "answer_on", "情况", "每周一问的，答复日写星期几（1 到 7），请改正"


def reopened_inside(desk: Desk) -> Iterator[Complaint]:
    """What was closed in public is opened again in public, or it would stand as closed."""
    for timeline in desk.timelines.values():
        shut: set[str] = set()
        for check in timeline.of(Check):
            parts = timeline.touched(check, timeline.named)
            if check.outcome == "closed" and check.public:
                shut |= parts
            elif check.outcome == "reopened" and parts & shut and not check.public:
                yield check, "public", "情况", "销号已经公开，重新办理也要公开（public: true）"


def wrong_ends(desk: Desk) -> Iterator[Complaint]:
    """A matter that is merged goes into another one."""
    for entry in desk.standing:
        if not isinstance(entry, Decision):
            continue
        if (entry.ends == "merged") != bool(entry.into):
            yield entry, "into", "情况", "并入要同时写 ends: merged 和 into（并到哪一件），请补全"
        elif entry.into and (entry.into == entry.matter or entry.into not in desk.timelines):
            yield entry, "into", "引用", f"不能并到“{entry.into}”，请写另一件已经立项的事项"


def masked_in_public(desk: Desk) -> Iterator[Complaint]:
    """What rests on words that the print masks never goes out."""
    for entry in desk.ledger.entries:
        timeline = desk.timelines.get(entry.matter)
        if entry.public and timeline and any(
            masked(desk.tasks[key]) for key in timeline.opening.tasks if key in desk.tasks
        ):  # fmt: skip
            message = "所据的任务里有原文隐去的内容，不能公开，请删去 public"
            yield entry, "public", "情况", message


def masked(task: Task) -> bool:
    """Whether the print masks a unit or a figure of a task."""
    names = [unit.name for unit in task.units]
    figures = [*task.targets, *task.extents]
    return any("*" in name for name in names) or any(figure.masked for figure in figures)


RULES: tuple[Callable[[Desk], Iterator[Complaint]], ...] = (
    unknown_matter, unknown_unit, twice_opened, wrong_days, wrong_corrections, without_part,
    wrong_figures, empty_reports, wrong_checks, wrong_shares, after_the_end, contradictions,
    wrong_terms, reopened_inside, wrong_answers, incomplete_requests, wrong_replies,
    wrong_openings, wrong_ends, masked_in_public,
)  # fmt: skip
