"""Read ``data/`` into a frozen ``Handbook``, or say everything that is wrong with it."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from handbook.model import (
    KINDS,
    Answered,
    AnsweredKind,
    Assignment,
    CalledList,
    Channel,
    Coverage,
    Deadline,
    EditorNote,
    Entity,
    Handbook,
    Info,
    Mention,
    Quote,
    Section,
    Sentence,
    SentenceUse,
    Speech,
    Target,
    Task,
    Unit,
    within,
)
from handbook.model import (
    Source as PublicSource,
)
from handbook.read import gates
from handbook.read.checks import check_ids, check_parts, check_tasks, check_year, sound_rules
from handbook.read.deadlines import settle
from handbook.read.mentions import find_mentions
from handbook.read.parse import Located, Parser
from handbook.read.records import (
    AnsweredRecord,
    ContextRecord,
    DeadlineRecord,
    DeadlineRuleRecord,
    HandbookRecord,
    LabelledRecord,
    MechanismRecord,
    NamedRecord,
    ProblemRecord,
    QuoteRecord,
    Record,
    SectionRecord,
    TaskRecord,
    TermRecord,
    UnitRecord,
)
from handbook.read.source import Source, Step
from handbook.read.speech import (
    QuoteError,
    QuoteFinder,
    cut_sentences,
)
from handbook.read.typed import Typed, cut_outline, read_all, read_speech
from handbook.words.findings import DataError, Finding, Gate, Place, short
from handbook.words.vocabulary import Reason

R = TypeVar("R", bound=Record)

_ACCOUNTING: set[type[Record]] = {
    HandbookRecord, SectionRecord, TaskRecord, ProblemRecord, MechanismRecord, ContextRecord,
}  # fmt: skip
_NO_INFO = HandbookRecord(
    title="–", short_title="–", speech_title="–", year=2000, feedback="–", accounted_parts=()
)


def load(root: Path, shown: str = "data") -> Handbook:
    """Read and check the data folder ``root``; messages name its files below ``shown``.

    Raises ``DataError`` with every finding at once.
    """
    if not root.is_dir():
        raise DataError([Finding(Place(shown), "格式", "没有这个数据文件夹，请检查 --data")])
    parser = Parser(root, shown)
    info = parser.one("handbook.yaml", HandbookRecord)
    typed = read_all(parser)
    text = read_speech(parser)
    parser.findings.extend(parser.unknown_files())
    if text is None:
        raise DataError(parser.findings)
    sections = cut_outline(parser, typed.sections, text)
    linker = _Linker(parser, typed, info, text, sections)
    handbook = linker.link()
    if parser.findings:
        raise DataError(parser.findings)
    return handbook


class _Linker:
    """Turns typed records into the linked handbook; every defect goes to the parser's list."""

    def __init__(
        self,
        parser: Parser,
        typed: Typed,
        info: Located[HandbookRecord] | None,
        text: str,
        sections: dict[str, Section] | None,
    ) -> None:
        self.parser, self.typed = parser, typed
        # what cannot be read has a stand-in, so that all else is checked in the same run
        self.info = info or Located(_NO_INFO, Source(""), ())
        self.text = text
        self.cut = sections is not None
        self.sections = sections or {"0": Section("0", "", "", None, 0, len(text))}
        self.sentences = cut_sentences(text, self.sections)
        self.finder = QuoteFinder(text, self.sentences)
        self.unit_records = {item.record.id: item.record for item in typed.units}
        self.task_ids = parser.ids[TaskRecord]
        self.rules = sound_rules(parser, typed.rules)
        self.lines = [0, *(i + 1 for i, char in enumerate(text) if char == "\n")]

    def link(self) -> Handbook:
        typed, info = self.typed, self.info.record
        if info.year_quote:
            self._quote(self.info, info.year_quote, "year_quote")
        if self.cut:
            check_parts(self.parser, self.info, self.sections)
        check_year(self.parser, self.info)
        check_ids(self.parser, typed)
        check_tasks(self.parser, typed)
        units = {key: _unit(record) for key, record in self.unit_records.items()}
        tasks = self._tasks(units)
        problems = self._answered(typed.problems, "problem")
        results = self._answered(typed.results, "result")
        mechanisms = self._answered(typed.mechanisms, "mechanism")
        mindsets = self._answered(typed.mindsets, "mindset")
        entities = self._entities()
        mentions = find_mentions(self.text, self._names(entities))
        self._check_sums()
        uses = self._uses(tasks, problems, mechanisms, results)
        answered = [*problems.values(), *results.values(), *mechanisms.values(), *mindsets.values()]
        lists = self._lists(tasks)
        return Handbook(
            info=_info(info),
            speech=Speech(
                info.speech_title,
                self.text,
                hashlib.sha256(self.text.encode()).hexdigest(),
                self.sentences,
            ),
            sections=self.sections,
            units=units,
            tasks=tasks,
            problems=problems,
            results=results,
            mechanisms=mechanisms,
            mindsets=mindsets,
            lists=lists,
            channels=self._channels(),
            entities={
                kind.key: {e.id: e for e in entities if e.kind == kind.key} for kind in KINDS
            },
            deadline_rules=tuple(self.rules),
            mentions=mentions,
            uses=uses,
            coverage=self._coverage(uses),
            tasks_of=self._tasks_of(tasks, [*answered, *lists], mentions),
            places_of=self._places_of(mentions),
        )

    # -- findings ---------------------------------------------------------------------

    def _report(self, place: Place, gate: Gate, message: str) -> None:
        self.parser.report(place, gate, message)

    def _quote(self, item: Located[R], record: QuoteRecord, *steps: Step) -> Quote | None:
        try:
            return self.finder.find(record)
        except QuoteError as error:
            self._report(item.place(*steps), "文字", str(error))
            return None

    def _quotes(
        self, item: Located[R], records: Sequence[QuoteRecord], key: str = "quotes"
    ) -> tuple[Quote, ...]:
        quotes: list[Quote] = []
        for i, record in enumerate(records):
            quote = self._quote(item, record, key, i)
            if quote in quotes:
                message = f"“{short(record.exact)}”在这一条里引了两次，请删去一处"
                self._report(item.place(key, i), "文字", message)
            elif quote:
                quotes.append(quote)
        return tuple(quotes)

    def _known_tasks(self, item: Located[R], ids: Sequence[str]) -> tuple[str, ...]:
        sure = TaskRecord not in self.parser.nameless
        for i, task in enumerate(ids):
            if task in ids[:i]:
                message = f"{task} 写了两次，请删去一处"
                self._report(item.place("tasks", i), "引用", message)
            elif task not in self.task_ids and sure:
                message = (
                    f"没有编号为 {task} 的任务，请核对{self.parser.meant(task, self.task_ids)}"
                )
                self._report(item.place("tasks", i), "引用", message)
        return tuple(task for task in ids if task in self.task_ids)

    # -- things -----------------------------------------------------------------------

    def _tasks(self, units: Mapping[str, Unit]) -> dict[str, Task]:
        tasks = [task for item in self.typed.tasks if (task := self._task(item, units))]
        tasks.sort(key=lambda task: _task_key(task.id))
        return {task.id: task for task in tasks}

    def _task(self, item: Located[TaskRecord], units: Mapping[str, Unit]) -> Task | None:
        record = item.record
        quotes = self._quotes(item, record.quotes)
        words = tuple(quote.exact for quote in record.quotes)
        for rule in gates.TASK_RULES:
            self._complain(item, rule(record, words))
        self._complain(item, gates.units_are_named(record, words, self.unit_records))
        if not quotes:
            return None
        section = self.sentences[quotes[0].sentences[0] - 1].section
        prefix = record.id.rpartition("-")[0]
        if self.cut and not f"{section}.".startswith(f"{prefix}."):
            message = f"编号属于 {prefix}，但第一条引语在 {section}，请改编号或改引语"
            self._report(item.place("id"), "引用", message)
        return Task(
            id=record.id,
            title=record.title,
            kind=record.kind,
            section=section,
            commitment=record.commitment,
            quotes=quotes,
            assignments=self._assignments(item, units),
            deadlines=self._deadlines(item),
            targets=_targets(record),
            deliverable=record.deliverable,
            measures=record.measures,
            note=record.note,
        )

    def _complain(self, item: Located[R], complaints: Iterable[gates.Complaint]) -> None:
        for steps, gate, message in complaints:
            self._report(item.place(*steps), gate, message)

    def _assignments(
        self, item: Located[TaskRecord], units: Mapping[str, Unit]
    ) -> tuple[Assignment, ...]:
        assignments, parser = [], self.parser
        for i, record in enumerate(item.record.assignments):
            steps = ("assignments", i, "quote")
            quote = self._quote(item, record.quote, *steps) if record.quote else None
            unit = units.get(record.unit)
            if unit:
                assignments.append(Assignment(unit, record.role, record.basis, quote))
            elif not (UnitRecord in parser.nameless or record.unit in parser.ids[UnitRecord]):
                message = f"单位表里没有“{record.unit}”，请核对 units.yaml 里的 id"
                meant = self.parser.meant(record.unit, parser.ids[UnitRecord])
                for known in units.values():
                    if record.unit in (known.name, known.full_name, *known.aliases):
                        meant = f"（是不是“{known.id}”？）"
                self._report(item.place("assignments", i, "unit"), "引用", message + meant)
        return tuple(assignments)

    def _deadlines(self, item: Located[TaskRecord]) -> tuple[Deadline, ...]:
        record = item.record
        typed: list[tuple[tuple[Step, ...], DeadlineRecord]] = [
            (("more_deadlines", i), deadline) for i, deadline in enumerate(record.more_deadlines)
        ]
        if record.deadline:
            typed.insert(0, (("deadline",), record.deadline))
        info = self.info.record
        settled = []
        for steps, deadline in typed:
            if deadline.quote:
                self._quote(item, deadline.quote, *steps, "quote")
            found = settle(deadline.text, self.rules, info.year, info.delivered_on)
            if found:
                settled.append(found)
            elif DeadlineRuleRecord not in self.parser.broken:
                message = f"deadlines.yaml 里没有“{short(deadline.text)}”这类时限用语，请补一条"
                words = [word for rule in self.rules for word in rule.words]
                meant = self.parser.meant(deadline.text, words)
                self._report(item.place(*steps, "text"), "数字", message + meant)
        return tuple(settled)

    def _answered(self, group: Sequence[Located[R]], kind: AnsweredKind) -> dict[str, Answered]:
        things: dict[str, Answered] = {}
        for item in group:
            record = item.record
            assert isinstance(record, AnsweredRecord)
            quotes = self._quotes(item, record.quotes)
            tasks = self._known_tasks(item, record.tasks)
            section = getattr(record, "section", None)
            if section is not None:
                self._check_section(item, section, quotes)
            if not quotes:
                continue
            section = section or self.sentences[quotes[0].sentences[0] - 1].section
            admitted = getattr(record, "admitted", None)
            things[record.id] = Answered(
                record.id, kind, record.title, section, quotes, tasks, admitted
            )
        return dict(sorted(things.items(), key=lambda pair: pair[1].quotes[0].start))

    def _check_section(self, item: Located[R], section: str, quotes: Sequence[Quote]) -> None:
        if not self.cut:
            return
        if section not in self.sections:
            message = f"提纲里没有 {section}，请核对{self.parser.meant(section, self.sections)}"
            self._report(item.place("section"), "引用", message)
        elif quotes:
            found = self.sentences[quotes[0].sentences[0] - 1].section
            if not f"{found}.".startswith(f"{section}."):
                message = f"第一条引语在 {found}，不在 {section}，请改 section 或改引语"
                self._report(item.place("section"), "引用", message)

    def _entities(self) -> list[Entity]:
        entities = []
        for kind in KINDS:
            group: Sequence[Located[Any]] = self.typed.entities[kind.key]
            for item in group:
                record: NamedRecord = item.record
                entity = Entity(record.id, kind.key, record.name, record.aliases, kind.title)
                if isinstance(record, TermRecord):
                    explained = self._quotes(item, record.explained_by, "explained_by")
                    entity = replace(entity, explained_by=explained, editor_note=_note(record))
                if isinstance(record, LabelledRecord):
                    entity = replace(entity, label=record.kind, note=record.note)
                entities.append(entity)
        return entities

    def _names(self, entities: Sequence[Entity]) -> dict[str, str]:
        """Every name and alias with the ref it stands for; each must stand in the speech.

        A unit that the speech does not name as such may stand there by an alias alone.
        """
        typed = self.typed
        names: dict[str, str] = {}
        first: dict[str, Place] = {}
        items: list[tuple[Located[Any], str]] = [
            (unit, f"unit:{unit.record.id}") for unit in typed.units
        ]
        things: list[Located[Any]] = [item for kind in KINDS for item in typed.entities[kind.key]]
        items += [(thing, e.ref) for thing, e in zip(things, entities, strict=True)]
        for item, ref in items:
            record = item.record
            described = ref.startswith("unit:") and any(a in self.text for a in record.aliases)
            for i, name in enumerate((record.name, *record.aliases)):
                place = item.place("aliases", i - 1) if i else item.place("name")
                if name in first:
                    message = f"“{short(name)}”在 {first[name]} 已经是名称，同一名称只能归一处"
                    self._report(place, "引用", message)
                elif name not in self.text and (i or not described):
                    self._report(place, "文字", self._not_named(name))
                first.setdefault(name, place)
                if name in self.text:
                    names.setdefault(name, ref)
        return names

    def _not_named(self, name: str) -> str:
        return f"原文没有“{short(name)}”，请照原文的叫法写"

    def _lists(self, tasks: Mapping[str, Task]) -> tuple[CalledList, ...]:
        lists = []
        for item in self.typed.lists:
            record = item.record
            quotes = self._quotes(item, record.quotes)
            for i, name in enumerate(record.items):
                if not any(name in quote.exact for quote in quotes):
                    message = f"“{short(name)}”不在这份清单的引语里，请照原文摘录"
                    self._report(item.place("items", i), "文字", message)
            touching = tuple(t.id for t in tasks.values() if _overlap(t.quotes, quotes))
            lists.append(CalledList(record.id, record.title, quotes, record.items, touching))
        return tuple(lists)

    def _channels(self) -> tuple[Channel, ...]:
        channels = []
        for item in self.typed.channels:
            quote = self._quote(item, item.record.quote, "quote")
            if item.record.name not in self.text:
                self._report(item.place("name"), "文字", self._not_named(item.record.name))
            if quote:
                channels.append(Channel(item.record.id, item.record.name, quote))
        return tuple(channels)

    def _check_sums(self) -> None:
        for item in self.typed.sums:
            self._quote(item, item.record.quote, "quote")
            self._complain(item, gates.sum_adds_up(item.record))

    # -- accounting -------------------------------------------------------------------

    def _uses(
        self,
        tasks: Mapping[str, Task],
        problems: Mapping[str, Answered],
        mechanisms: Mapping[str, Answered],
        results: Mapping[str, Answered],
    ) -> dict[int, SentenceUse]:
        """What each sentence gave rise to; reports those of accounted parts that have none."""
        by_task, by_problem = _by_sentence(tasks), _by_sentence(problems)
        by_mechanism, by_result = _by_sentence(mechanisms), _by_sentence(results)
        contexts = self._contexts()
        uses: dict[int, SentenceUse] = {}
        for sentence in self.sentences:
            number = sentence.id
            used = bool(by_task[number] or by_problem[number] or by_mechanism[number])
            reason, place = contexts.get(number, (None, None))
            if place and used:
                message = f"s{number} 已有任务、问题或机制引用，不必再标“{reason}”"
                self._report(place, "交代", f"{message}，请删去：{_start_of(sentence)}")
            if not used and reason is None and self._must_account(sentence):
                message = f"s{number} 没有任何任务、问题、机制引用，也没有标明为何不立任务"
                at = self._speech_place(sentence)
                self._report(at, "交代", f"{message}：{_start_of(sentence)}")
            uses[number] = SentenceUse(
                tuple(by_task[number]),
                tuple(by_problem[number]),
                tuple(by_mechanism[number]),
                tuple(by_result[number]),
                reason,
            )
        return uses

    def _contexts(self) -> dict[int, tuple[Reason, Place]]:
        """By sentence why it sets no task, and where that was typed; each is said once."""
        reasons: dict[int, tuple[Reason, Place]] = {}
        for item in self.typed.contexts:
            for i, record in enumerate(item.record.quotes):
                place = item.place("quotes", i)
                quote = self._quote(item, record, "quotes", i)
                for number in quote.sentences if quote else ():
                    if number in reasons:
                        reason, where = reasons[number]
                        message = f"s{number} 在 {where} 已经标为“{reason}”，请删去一处"
                        self._report(place, "交代", message)
                    reasons.setdefault(number, (item.record.reason, place))
        return reasons

    def _must_account(self, sentence: Sentence) -> bool:
        """False where records that may account for it could not be read: one slip is enough."""
        part = sentence.section.split(".")[0]
        sure = self.cut and not self.parser.broken & _ACCOUNTING
        return sure and part in self.info.record.accounted_parts

    def _speech_place(self, sentence: Sentence) -> Place:
        line = bisect_right(self.lines, sentence.start)
        column = sentence.start - self.lines[line - 1] + 1
        return Place(f"{self.parser.shown}/speech.txt", line, column)

    def _coverage(self, uses: Mapping[int, SentenceUse]) -> tuple[Coverage, ...]:
        rows = []
        for part in self.info.record.accounted_parts:
            inside = [uses[s.id] for s in self.sentences if s.section.split(".")[0] == part]
            by_task = sum(bool(use.tasks) for use in inside)
            by_other = sum(not use.tasks and bool(use.problems or use.mechanisms) for use in inside)
            reasons: Counter[str] = Counter(use.context for use in inside if use.context)
            ordered = dict(sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0])))
            rows.append(
                Coverage(part, len(inside), by_task, by_other, sum(reasons.values()), ordered)
            )
        return tuple(rows)

    def _tasks_of(
        self,
        tasks: Mapping[str, Task],
        answered: Sequence[Answered | CalledList],
        mentions: Sequence[Mention],
    ) -> dict[str, tuple[str, ...]]:
        index: dict[str, dict[str, None]] = defaultdict(dict)
        for task in tasks.values():
            for unit in task.units:
                index[f"unit:{unit.id}"][task.id] = None
            section: str | None = task.section
            while section is not None:
                index[f"section:{section}"][task.id] = None
                section = self.sections[section].parent
            for quote in task.quotes:
                for mention in within(mentions, quote.start, quote.end):
                    if not mention.ref.startswith("unit:"):
                        index[mention.ref][task.id] = None
        for thing in answered:
            for task_id in thing.tasks:
                index[thing.ref][task_id] = None
        return {ref: tuple(ids) for ref, ids in index.items()}

    def _places_of(self, mentions: Sequence[Mention]) -> dict[str, tuple[int, ...]]:
        index: dict[str, dict[int, None]] = defaultdict(dict)
        for mention in mentions:
            for number in self.finder.sentences_at(mention.start, mention.end):
                index[mention.ref][number] = None
        return {ref: tuple(numbers) for ref, numbers in index.items()}


def _unit(record: UnitRecord) -> Unit:
    return Unit(
        record.id, record.name, record.full_name, record.aliases, record.kind,
        record.context_only, record.local, record.note,
    )  # fmt: skip


def _targets(record: TaskRecord) -> tuple[Target, ...]:
    return tuple(
        Target(
            f"{record.id}-t{number}", target.name, target.text, target.comparator,
            target.value, target.upper, target.unit, target.masked,
        )
        for number, target in enumerate(record.targets, 1)
    )  # fmt: skip


def _info(record: HandbookRecord) -> Info:
    said = record.year_quote
    return Info(
        record.title, record.short_title, record.speech_title, record.year,
        said.exact if said else None, record.delivered_on, record.accounted_parts,
        record.site_url, record.feedback,
    )  # fmt: skip


def _note(record: TermRecord) -> EditorNote | None:
    note = record.editor_note
    if note is None:
        return None
    source = PublicSource(note.source.title, note.source.issuer, note.source.year)
    return EditorNote(note.text, source)


def _by_sentence(things: Mapping[str, Task] | Mapping[str, Answered]) -> dict[int, list[str]]:
    index: dict[int, list[str]] = defaultdict(list)
    for key, thing in things.items():
        for number in dict.fromkeys(n for quote in thing.quotes for n in quote.sentences):
            index[number].append(key)
    return index


def _overlap(left: Sequence[Quote], right: Sequence[Quote]) -> bool:
    return any(a.start < b.end and b.start < a.end for a in left for b in right)


def _task_key(task_id: str) -> tuple[tuple[int, ...], int]:
    section, _, number = task_id.rpartition("-")
    return tuple(int(part) for part in section.split(".")), int(number)


def _start_of(sentence: Sentence) -> str:
    text = sentence.text.strip()
    return f"“{text[:30]}{'…' if len(text) > 30 else ''}”"
