"""Read ``data/`` into a frozen ``Handbook``, or say everything that is wrong with it.

In: the folder. Out: the handbook; the one way to it, and the order of its steps.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from handbook.model import Handbook, Info, Speech
from handbook.model.info import usual_titles
from handbook.model.ledger.ledger import Ledger
from handbook.parallel import Later
from handbook.read.checks import (
    check_covers,
    check_ids,
    check_parts,
    check_tasks,
    check_words,
    check_year,
    sound_rules,
)
from handbook.read.compared import has_readings, read_compared
from handbook.read.link.accounting import account, cover
from handbook.read.link.answered import link_answered
from handbook.read.link.asked import link_asked
from handbook.read.link.called import link_channels, link_lists
from handbook.read.link.desk import Desk, set_up
from handbook.read.link.drafts import link_decided, link_drafts
from handbook.read.link.hints import link_hints
from handbook.read.link.index import index_places, index_tasks
from handbook.read.link.named import find_names, link_entities
from handbook.read.link.sums import check_sums
from handbook.read.link.tasks import link_retired, link_tasks
from handbook.read.link.units import link_units
from handbook.read.mentions import find_mentions
from handbook.read.offered import read_offered
from handbook.read.parse import NOT_DATA, Located, Parser
from handbook.read.records import HandbookRecord
from handbook.read.typed import Typed, cut_outline, read_all, read_speech
from handbook.read.upgrade import FORMAT, INFO, refuse_other_format
from handbook.read.yaml_lines import Source
from handbook.words.findings import DataError, Finding, Place
from handbook.words.follow import INTERNAL, LEDGER
from handbook.words.vocabulary import NOTICE

_NO_INFO = HandbookRecord(
    format=FORMAT,
    title="–",
    short_title="–",
    speech_title="–",
    year=2000,
    feedback="–",
    accounted_parts=(),
)
"""Stands in for what cannot be read, so that all else is checked in the same run."""


def load(
    root: Path, shown: str = "data", *, ledger: Path | None = None, internal: bool = False,
    as_of: date | None = None, since: Path | None = None, drafts: bool = True,
) -> Handbook:  # fmt: skip
    """Read and check the data folder ``root``; messages name its files below ``shown``.

    ``ledger`` is another folder than the one below ``root``; all of it is checked, and of what it
    holds only an ``internal`` handbook knows more than may go out. ``as_of`` is another day to
    judge it by than its own, ``since`` what was frozen with an issue that the ledger does not hold.
    Without ``drafts`` these are neither checked nor known: they are about to be made anew. While
    some are left, sentences need not be accounted for yet; the public edition waits for them.
    Raises ``DataError`` with every finding at once.
    """
    if not root.is_dir():
        raise DataError([Finding(Place(shown), "格式", "没有这个数据文件夹，请检查 --data")])
    parser = Parser(root, shown)
    typed_info = _read_info(parser)
    genre = typed_info.record.genre
    with Later(lambda: read_compared(parser, genre), begin=has_readings(root)) as compared:
        typed = read_all(parser)
        if not drafts:
            typed = replace(typed, drafts=[])
        text = read_speech(parser, genre)
        done = drafts and not typed.drafts
        handbook = _linked(parser, text, typed, typed_info, done=done)
        readings = compared.get()
    book = _read_ledger(parser, ledger or root / LEDGER, handbook, internal=internal)
    parser.known |= readings.known
    parser.folders |= readings.folders
    parser.findings.extend([*readings.findings, *parser.unknown_files()])
    if handbook is None or parser.findings:
        raise DataError(parser.findings)
    if as_of:
        book = replace(book, as_of=as_of)
    if since:
        from handbook.read.ledger.issues import issue_of

        book = replace(book, since=issue_of(since))
    info = _for_office(handbook.info) if internal else handbook.info
    return replace(
        handbook, info=info, agreement=readings.agreement, draws=readings.draws,
        ledger=book,
    )  # fmt: skip


def _read_info(parser: Parser) -> Located[HandbookRecord]:
    """What ``handbook.yaml`` says, with which the others are read; data of another format stop."""
    source = parser.read(INFO, HandbookRecord)
    info = None
    if source:
        refuse_other_format(source)
        parser.offered = read_offered(source)
        info = parser.one(source, HandbookRecord)
    return info or Located(_NO_INFO, Source(""), ())


def _linked(
    parser: Parser, text: str | None, typed: Typed, info: Located[HandbookRecord], *, done: bool
) -> Handbook | None:
    """Check what was typed against the speech and link it; every defect is reported.

    ``done``: no draft is left, so that every sentence must be accounted for.
    """
    if text is None:
        return None
    desk = set_up(parser, text, cut_outline(parser, typed.sections, text))
    record = info.record
    rules = sound_rules(desk.parser, typed.rules)
    due = record.accounted_parts if done else ()
    _check(desk, typed, info, due)
    units = link_units(typed.units)
    tasks = link_tasks(desk, typed.tasks, units, rules, record)
    problems = link_answered(desk, typed.problems, "problem")
    results = link_answered(desk, typed.results, "result")
    mechanisms = link_answered(desk, typed.mechanisms, "mechanism")
    mindsets = link_answered(desk, typed.mindsets, "mindset")
    entities = link_entities(desk, typed)
    mentions = find_mentions(desk.text, find_names(desk, typed))
    check_sums(desk, typed.sums)
    uses = account(desk, typed.contexts, due, tasks, problems, mechanisms, results)
    lists = link_lists(desk, typed.lists, tasks)
    channels = link_channels(desk, typed.channels)
    answered = [*problems.values(), *results.values(), *mechanisms.values(), *mindsets.values()]
    return Handbook(
        info=_info(record),
        speech=_speech(desk, record.speech_title),
        sections=desk.sections,
        units=units,
        tasks=tasks,
        problems=problems,
        results=results,
        mechanisms=mechanisms,
        mindsets=mindsets,
        lists=lists,
        channels=channels,
        asked=link_asked(desk, typed.asked),
        drafts=link_drafts(desk, typed.drafts, rules, record),
        decided=link_decided(desk, typed.decided),
        entities=entities,
        retired=link_retired(desk, typed.retired),
        hints=link_hints(desk, typed.tasks, tasks, typed.hints),
        deadline_rules=tuple(rules),
        mentions=mentions,
        uses=uses,
        coverage=cover(desk.sentences, uses, record.accounted_parts),
        tasks_of=index_tasks(tasks, [*answered, *lists], mentions, desk.sections),
        places_of=index_places(mentions, desk.finder),
    )


def _check(desk: Desk, typed: Typed, info: Located[HandbookRecord], due: Sequence[str]) -> None:
    """What must hold before anything is linked."""
    if info.record.year_quote:
        desk.quote(info, info.record.year_quote, "year_quote")
    if desk.cut:
        check_parts(desk.parser, info, desk.sections)
    check_year(desk.parser, info)
    check_words(desk.parser, info)
    check_ids(desk.parser, typed)
    check_tasks(desk.parser, typed, due)
    check_covers(desk.parser, typed.units, info.record.unit_kinds)


def _speech(desk: Desk, title: str) -> Speech:
    sha256 = hashlib.sha256(desk.text.encode()).hexdigest()
    return Speech(title, desk.text, sha256, desk.sentences)


def _read_ledger(
    parser: Parser, folder: Path, handbook: Handbook | None, *, internal: bool
) -> Ledger:
    """The ledger as this edition knows it. Most handbooks have none, and load nothing for it."""
    if not folder.is_dir() or {path.name for path in folder.iterdir()} <= {*NOT_DATA}:
        return Ledger()
    from handbook.read.ledger.read import read_ledger
    from handbook.read.ledger.release import released

    ledger = read_ledger(parser, folder, handbook)
    return ledger if internal or handbook is None else released(ledger, handbook.info.released)


def _for_office(info: Info) -> Info:
    """The names of the edition that does not go out: it says so wherever it is named."""
    return replace(
        info, internal=True, site_url=None,
        mark="，".join(filter(None, (INTERNAL, info.mark))), title=f"{info.title}（{INTERNAL}）",
        short_title=f"{info.short_title}（{INTERNAL}）", notice=f"{INTERNAL}，{info.notice}",
    )  # fmt: skip


def _info(record: HandbookRecord) -> Info:
    said = record.year_quote
    return Info(
        record.title, record.short_title, record.speech_title, record.year,
        said.exact if said else None, record.delivered_on, record.accounted_parts,
        record.site_url, record.feedback, record.genre,
        record.notice or NOTICE.format(genre=record.genre), record.commitments, record.unit_kinds,
        usual_titles() | record.titles.model_dump(exclude_none=True), record.compiled_on,
        record.feedback_url, record.id, record.released, mark=record.mark or "",
        ranked=record.ranked,
    )  # fmt: skip
