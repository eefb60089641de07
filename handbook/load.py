"""Read ``data/`` into a frozen ``Handbook``, or say everything that is wrong with it."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from handbook import gates
from handbook.deadlines import settle
from handbook.findings import DataError, Finding, Gate, Place
from handbook.mentions import find_mentions, within
from handbook.model import (
    Answered,
    AnsweredKind,
    Assignment,
    CalledList,
    Channel,
    Coverage,
    Deadline,
    EditorNote,
    Entity,
    EntityKind,
    Handbook,
    Mention,
    Quote,
    Section,
    Sentence,
    SentenceUse,
    Speech,
    Target,
    Task,
    Unit,
)
from handbook.parse import Located, Parser
from handbook.records import (
    AnsweredRecord,
    ChannelRecord,
    ContextRecord,
    DeadlineRecord,
    DeadlineRuleRecord,
    HandbookRecord,
    ListRecord,
    MechanismRecord,
    NamedRecord,
    ProblemRecord,
    QuoteRecord,
    Record,
    ResultRecord,
    RetiredRecord,
    SectionRecord,
    SumRecord,
    TaskRecord,
    TermRecord,
    UnitRecord,
)
from handbook.source import Step, read_text
from handbook.speech import OutlineError, QuoteError, QuoteFinder, cut_sections, cut_sentences

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class _Typed:
    """All records of ``data/``, typed but not yet linked."""

    sections: list[Located[SectionRecord]]
    units: list[Located[UnitRecord]]
    rules: list[Located[DeadlineRuleRecord]]
    tasks: list[Located[TaskRecord]]
    retired: list[Located[RetiredRecord]]
    contexts: list[Located[ContextRecord]]
    problems: list[Located[ProblemRecord]]
    results: list[Located[ResultRecord]]
    mechanisms: list[Located[MechanismRecord]]
    mindsets: list[Located[MechanismRecord]]
    lists: list[Located[ListRecord]]
    channels: list[Located[ChannelRecord]]
    sums: list[Located[SumRecord]]
    documents: list[Located[NamedRecord]]
    projects: list[Located[NamedRecord]]
    campaigns: list[Located[NamedRecord]]
    terms: list[Located[TermRecord]]


def load(root: Path, shown: str = "data") -> Handbook:
    """Read and check the data folder ``root``; messages name its files below ``shown``.

    Raises ``DataError`` with every finding at once.
    """
    parser = Parser(root, shown)
    info = parser.one("handbook.yaml", HandbookRecord)
    typed = _read_all(parser)
    parser.findings.extend(parser.unknown_files())
    try:
        text = read_text(root / "speech.txt", f"{shown}/speech.txt")
    except DataError as error:
        raise DataError(parser.findings + error.findings) from error
    if info is None or not typed.sections:
        raise DataError(parser.findings)
    try:
        sections = cut_sections(text, [item.record for item in typed.sections])
    except OutlineError as error:
        place = typed.sections[error.index].place()
        raise DataError([*parser.findings, Finding(place, "文字", str(error))]) from error
    linker = _Linker(parser, typed, info, text, sections)
    handbook = linker.link()
    if parser.findings:
        raise DataError(parser.findings)
    return handbook


def _read_all(parser: Parser) -> _Typed:
    return _Typed(
        sections=parser.many("outline.yaml", SectionRecord, required=True),
        units=parser.many("units.yaml", UnitRecord, required=True),
        rules=parser.many("deadlines.yaml", DeadlineRuleRecord, required=True),
        tasks=parser.folder("tasks", TaskRecord),
        retired=parser.many("retired.yaml", RetiredRecord),
        contexts=parser.folder("context", ContextRecord),
        problems=parser.folder("problems", ProblemRecord),
        results=parser.many("results.yaml", ResultRecord),
        mechanisms=parser.many("mechanisms.yaml", MechanismRecord),
        mindsets=parser.many("mindsets.yaml", MechanismRecord),
        lists=parser.many("lists.yaml", ListRecord),
        channels=parser.many("channels.yaml", ChannelRecord),
        sums=parser.many("sums.yaml", SumRecord),
        documents=parser.many("documents.yaml", NamedRecord),
        projects=parser.many("projects.yaml", NamedRecord),
        campaigns=parser.many("campaigns.yaml", NamedRecord),
        terms=parser.many("terms.yaml", TermRecord),
    )


class _Linker:
    """Turns typed records into the linked handbook; every defect goes to the parser's list."""

    def __init__(
        self,
        parser: Parser,
        typed: _Typed,
        info: Located[HandbookRecord],
        text: str,
        sections: dict[str, Section],
    ) -> None:
        self.parser, self.typed, self.info = parser, typed, info
        self.text, self.sections = text, sections
        self.sentences = cut_sentences(text, sections)
        self.finder = QuoteFinder(text, self.sentences)
        self.unit_records = {item.record.id: item.record for item in typed.units}
        self.task_ids = {item.record.id for item in typed.tasks}
        # what depends on records that could not be read is said once those can be
        self.complete = not parser.findings

    def link(self) -> Handbook:
        typed, info = self.typed, self.info.record
        self._check_ids()
        if info.year_quote:
            self._quote(self.info, info.year_quote, "year_quote")
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
        return Handbook(
            info=info,
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
            lists=self._lists(tasks),
            channels=self._channels(),
            documents=_of_kind(entities, "document"),
            projects=_of_kind(entities, "project"),
            campaigns=_of_kind(entities, "campaign"),
            terms=_of_kind(entities, "term"),
            deadline_rules=tuple(item.record for item in typed.rules),
            mentions=mentions,
            uses=uses,
            coverage=self._coverage(uses),
            tasks_of=self._tasks_of(tasks, answered, mentions),
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
        found = (self._quote(item, record, key, i) for i, record in enumerate(records))
        return tuple(quote for quote in found if quote)

    def _check_ids(self) -> None:
        """Ids are unique in their kind, and a retired task id is not used again."""
        typed = self.typed
        for group in (
            typed.sections, typed.units, typed.tasks, typed.problems, typed.results,
            typed.mechanisms, typed.mindsets, typed.lists, typed.channels, typed.documents,
            typed.projects, typed.campaigns, typed.terms,
        ):  # fmt: skip
            self._check_twins(group)
        retired = {item.record.id for item in typed.retired}
        for item in typed.tasks:
            if item.record.id in retired:
                message = f"编号 {item.record.id} 已经停用，不能再用，请换一个新编号"
                self._report(item.place("id"), "引用", message)

    def _check_twins(self, group: Sequence[Located[Any]]) -> None:
        first: dict[str, Place] = {}
        for item in group:
            key = item.record.id
            if key in first:
                message = f"编号“{key}”与 {first[key]} 重复，请改用别的编号"
                self._report(item.place("id"), "引用", message)
            first.setdefault(key, item.place("id"))

    def _known_tasks(self, item: Located[R], ids: Sequence[str]) -> tuple[str, ...]:
        for i, task in enumerate(ids):
            if task not in self.task_ids and self.complete:
                message = f"没有编号为 {task} 的任务，请核对"
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
        if not f"{section}.".startswith(f"{prefix}."):
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
        assignments = []
        for i, record in enumerate(item.record.assignments):
            unit = units.get(record.unit)
            if unit is None and not self.complete:
                continue
            if unit is None:
                message = f"单位表里没有“{record.unit}”，请核对 units.yaml 里的 id"
                self._report(item.place("assignments", i, "unit"), "引用", message)
                continue
            steps = ("assignments", i, "quote")
            quote = self._quote(item, record.quote, *steps) if record.quote else None
            assignments.append(Assignment(unit, record.role, record.basis, quote))
        return tuple(assignments)

    def _deadlines(self, item: Located[TaskRecord]) -> tuple[Deadline, ...]:
        record = item.record
        typed: list[tuple[tuple[Step, ...], DeadlineRecord]] = [
            (("more_deadlines", i), deadline) for i, deadline in enumerate(record.more_deadlines)
        ]
        if record.deadline:
            typed.insert(0, (("deadline",), record.deadline))
        rules = [rule.record for rule in self.typed.rules]
        info = self.info.record
        settled = []
        for steps, deadline in typed:
            if deadline.quote:
                self._quote(item, deadline.quote, *steps, "quote")
            found = settle(deadline.text, rules, info.year, info.delivered_on)
            if found is None:
                message = f"deadlines.yaml 里没有“{deadline.text}”这类时限用语，请补一条"
                self._report(item.place(*steps, "text"), "数字", message)
            else:
                settled.append(found)
        return tuple(settled)

    def _answered(self, group: Sequence[Located[R]], kind: AnsweredKind) -> dict[str, Answered]:
        things: dict[str, Answered] = {}
        for item in group:
            record = item.record
            assert isinstance(record, AnsweredRecord)
            quotes = self._quotes(item, record.quotes)
            tasks = self._known_tasks(item, record.tasks)
            section = getattr(record, "section", None)
            if section is not None and section not in self.sections:
                self._report(item.place("section"), "引用", f"提纲里没有 {section}，请核对")
            if not quotes:
                continue
            section = section or self.sentences[quotes[0].sentences[0] - 1].section
            admitted = getattr(record, "admitted", None)
            things[record.id] = Answered(
                record.id, kind, record.title, section, quotes, tasks, admitted
            )
        return dict(sorted(things.items(), key=lambda pair: pair[1].quotes[0].start))

    def _entities(self) -> list[Entity]:
        entities = []
        kinds: tuple[tuple[EntityKind, list[Located[NamedRecord]]], ...] = (
            ("document", self.typed.documents),
            ("project", self.typed.projects),
            ("campaign", self.typed.campaigns),
        )
        for kind, group in kinds:
            for item in group:
                record = item.record
                entities.append(
                    Entity(record.id, kind, record.name, record.aliases, record.kind, record.note)
                )
        for term in self.typed.terms:
            typed, note = term.record, term.record.editor_note
            entities.append(
                Entity(
                    typed.id,
                    "term",
                    typed.name,
                    typed.aliases,
                    "名词",
                    None,
                    self._quotes(term, typed.explained_by, "explained_by"),
                    EditorNote(note.text, note.source) if note else None,
                )
            )
        return entities

    def _names(self, entities: Sequence[Entity]) -> dict[str, str]:
        """Every name and alias with the ref it stands for; each must stand in the speech."""
        names: dict[str, str] = {}
        places: list[tuple[Located[Any], str, tuple[str, ...]]] = []
        for unit in self.typed.units:
            spoken = tuple(n for n in (unit.record.name, *unit.record.aliases) if n in self.text)
            if not spoken:
                message = f"原文没有“{unit.record.name}”或它的别名，请照原文的叫法写"
                self._report(unit.place("name"), "文字", message)
            places.append((unit, f"unit:{unit.record.id}", spoken))
        typed = self.typed
        items: list[Located[Any]] = [
            *typed.documents,
            *typed.projects,
            *typed.campaigns,
            *typed.terms,
        ]
        for item, entity in zip(items, entities, strict=True):
            for i, name in enumerate((entity.name, *entity.aliases)):
                if name not in self.text:
                    steps: tuple[Step, ...] = ("aliases", i - 1) if i else ("name",)
                    message = f"原文没有“{name}”，请照原文的叫法写"
                    self._report(item.place(*steps), "文字", message)
            spoken = tuple(n for n in (entity.name, *entity.aliases) if n in self.text)
            places.append((item, entity.ref, spoken))
        for located, ref, spoken in places:
            for name in spoken:
                if names.setdefault(name, ref) != ref:
                    message = f"“{name}”已经是 {names[name]} 的名称，同一名称只能归一处"
                    self._report(located.place("name"), "引用", message)
        return names

    def _lists(self, tasks: Mapping[str, Task]) -> tuple[CalledList, ...]:
        lists = []
        for item in self.typed.lists:
            record = item.record
            quotes = self._quotes(item, record.quotes)
            for i, name in enumerate(record.items):
                if not any(name in quote.exact for quote in quotes):
                    message = f"“{name}”不在这份清单的引语里，请照原文摘录"
                    self._report(item.place("items", i), "文字", message)
            touching = tuple(t.id for t in tasks.values() if _overlap(t.quotes, quotes))
            lists.append(CalledList(record.id, record.title, quotes, record.items, touching))
        return tuple(lists)

    def _channels(self) -> tuple[Channel, ...]:
        channels = []
        for item in self.typed.channels:
            quote = self._quote(item, item.record.quote, "quote")
            if item.record.name not in self.text:
                message = f"原文没有“{item.record.name}”，请照原文的叫法写"
                self._report(item.place("name"), "文字", message)
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
        contexts: dict[int, Located[ContextRecord]] = {}
        for item in self.typed.contexts:
            for quote in self._quotes(item, item.record.quotes):
                for number in quote.sentences:
                    contexts.setdefault(number, item)
        uses: dict[int, SentenceUse] = {}
        for sentence in self.sentences:
            number = sentence.id
            used = bool(by_task[number] or by_problem[number] or by_mechanism[number])
            context = contexts.get(number)
            if context and used:
                message = f"s{number} 已有任务、问题或机制引用，不必再标“{context.record.reason}”"
                self._report(context.place(), "交代", f"{message}，请删去：{_short(sentence)}")
            if not used and context is None and self._must_account(sentence):
                place = self._speech_place(sentence)
                message = f"s{number} 没有任何任务、问题、机制引用，也没有标明为何不立任务"
                self._report(place, "交代", f"{message}：{_short(sentence)}")
            uses[number] = SentenceUse(
                tuple(by_task[number]),
                tuple(by_problem[number]),
                tuple(by_mechanism[number]),
                tuple(by_result[number]),
                context.record.reason if context else None,
            )
        return uses

    def _must_account(self, sentence: Sentence) -> bool:
        part = sentence.section.split(".")[0]
        return self.complete and part in self.info.record.accounted_parts

    def _speech_place(self, sentence: Sentence) -> Place:
        before = self.text[: sentence.start]
        line = before.count("\n") + 1
        return Place(f"{self.parser.shown}/speech.txt", line, len(before) - before.rfind("\n"))

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
        answered: Sequence[Answered],
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
                index[f"{thing.kind}:{thing.id}"][task_id] = None
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


def _of_kind(entities: Sequence[Entity], kind: EntityKind) -> dict[str, Entity]:
    return {entity.id: entity for entity in entities if entity.kind == kind}


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


def _short(sentence: Sentence) -> str:
    text = sentence.text.strip()
    return f"“{text[:30]}{'…' if len(text) > 30 else ''}”"
