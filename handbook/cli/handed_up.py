"""The commands for what goes out of the office: up, each month, and to the units it presses."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import date

from handbook.cli.console import say
from handbook.cli.places import edition_of, folder_of
from handbook.model import Handbook
from handbook.model.ledger.issues import FOLDER, NUMBER_LENGTH, Issue, last_day
from handbook.publish.lock import alone
from handbook.publish.stage import replace_files
from handbook.site import docs
from handbook.site.folder import INTERNAL, shown
from handbook.words.findings import Fault
from handbook.words.follow import LEDGER

DRAFTS = f"{INTERNAL}/drafts"
SLIPS = f"{INTERNAL}/slips"
"""Below the handbook's folder: what was not handed up yet, and what is sent to units."""
NOTHING = "台账里还没有登记，没有可写的，办法见 data/ledger/README.md"


def bulletin(options: argparse.Namespace) -> None:
    """Write the papers of a month without a number, for whoever has to agree to them."""
    _write_drafts(options, _of_month(options, options.month))


def issue(options: argparse.Namespace) -> None:
    """Freeze the papers of a month under the office's number, once; without one they are drafts.

    Raises ``Fault`` where that month, a later one or that number was handed up before.
    """
    from handbook.files.issue import issue_files
    from handbook.publish.freeze import freeze

    ledger = options.ledger or folder_of(options).data / LEDGER
    with alone(ledger):
        hb = _of_month(options, options.month)
        number = options.number.strip()
        if not number:
            _write_drafts(options, hb)
            say(options, "没有写期号，只出了草稿，不算发出。定了期号，加上 --number 再执行。")
            return
        made = _numbered(hb, options.month, number, options.received)
        place = ledger / FOLDER / made.name
        freeze(place, issue_files(hb, made, folder_of(options).templates))
    say(options, f"发出了{_words(made)}，截至 {made.as_of}，冻结在 {shown(place)}/，不要再改动。")


def slips(options: argparse.Namespace) -> None:
    """Write the sheet of each unit that has something to look at, as Word and as PDF."""
    from handbook.files.papers import pdf, word
    from handbook.files.slips import slips as made_for

    hb = _of_day(options)
    folder = folder_of(options)
    place = folder.root / SLIPS / str(hb.ledger.as_of)
    files: dict[str, bytes] = {}
    made = made_for(hb, folder.templates)
    for unit, paper in made.items():
        name = f"{hb.ledger.parties[unit].name}-{unit}"
        files |= {f"{name}.docx": word(hb, paper), f"{name}.pdf": pdf(hb, paper)}
    replace_files(place, sorted(files.items()))
    if made:
        say(options, f"写出 {len(made)} 个单位的督办单，在 {shown(place)}/")
    else:
        say(options, f"截至 {hb.ledger.as_of}，没有要发督办单的单位。")


def urge(options: argparse.Namespace) -> None:
    """Say what to write to each unit that owes an answer, and whom to call. Nothing is written."""
    from handbook.model.ledger.urging import message, urging
    from handbook.read.ledger.contacts import read_contacts
    from handbook.words.prose import Prose

    hb = _of_day(options)
    folder = folder_of(options)
    ledger = options.ledger or folder.data / LEDGER
    contacts = read_contacts(ledger, shown(ledger), hb.ledger.parties)
    prose, urges = Prose(folder.templates), urging(hb.ledger)
    for one in urges:
        people = contacts.get(one.party.id, ())
        told = ["，".join(filter(None, [who.name, who.phone, who.note])) for who in people]
        print(f"【{one.party.name}】{'；'.join(told) or '没有登记联系人'}")
        print(message(hb, one, prose), end="\n\n")
    say(options, f"截至 {hb.ledger.as_of}，{len(urges)} 个单位应答未答。")


def _of_day(options: argparse.Namespace) -> Handbook:
    """The handbook as of the day that is asked for, or that of its ledger."""
    hb = docs.read(replace(edition_of(options), internal=True))
    if not hb.ledger:
        raise Fault(NOTHING)
    return hb


def _write_drafts(options: argparse.Namespace, hb: Handbook) -> None:
    from handbook.files.issue import drafts

    folder = folder_of(options)
    place = folder.root / DRAFTS / f"{options.month:%Y-%m}"
    files = drafts(hb, options.month, folder.templates)
    replace_files(place, sorted(files.items()))
    say(options, f"写出草稿 {len(files)} 份，截至 {hb.ledger.as_of}，在 {shown(place)}/")


def _of_month(options: argparse.Namespace, month: date) -> Handbook:
    """The handbook as of the day that is asked for, else of the last day of the month, or of that
    of the ledger where it does not go so far."""
    hb = _of_day(options)
    known = hb.ledger.as_of
    assert known
    as_of = options.as_of or min(last_day(month), known)
    if as_of < month:
        raise Fault(f"截至日是 {as_of}，还没有到 {month:%Y-%m}，请核对 --month 和 --as-of")
    return replace(hb, ledger=replace(hb.ledger, as_of=as_of))


def _numbered(hb: Handbook, month: date, number: str, issued: date) -> Issue:
    as_of = hb.ledger.as_of
    assert as_of
    if len(number) > NUMBER_LENGTH or not number.isprintable():
        raise Fault(f"期号“{number[:NUMBER_LENGTH]}”太长或者有看不见的字符，请核对 --number")
    if issued < as_of:
        raise Fault(f"登记日 {issued} 早于截至日 {as_of}，请核对 --received 和 --as-of")
    for other in hb.ledger.issues:
        if other.month >= month:
            raise Fault(
                f"{_words(other)}已经在 {other.issued} 发出，不能再发"
                f"{'一次' if other.month == month else '更早月份的'}；"
                "要更正的另行登记，下一期写在“补报和更正”里"
            )
        if other.number == number:
            raise Fault(f"期号“{number}”已经用于{_words(other)}，请另编一个")
    known = frozenset(entry.id for entry in hb.ledger.entries if entry.received <= as_of)
    return Issue(month, as_of, issued, number, known)


def _words(made: Issue) -> str:
    return f"{made.month.year}年{made.month.month}月的台账和通报（期号{made.number}）"
