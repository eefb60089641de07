"""What the pages of the follow-up count, against the entries of the example counted by hand, and
the feeds and calendars that are made beside them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
import yaml
from icalendar import Calendar
from lxml import etree

from handbook.files.feeds import MOST, feeds
from handbook.model import Handbook
from handbook.model.downloads import feed_paths
from handbook.pages.views.changes import changes
from handbook.pages.views.ledger import whole
from handbook.pages.views.lists import closed, difficulties, opened, owings, requests, urge
from handbook.pages.views.progress import progress
from handbook.read.load import load
from tests.marked import EXAMPLE

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module")
def office() -> Handbook:
    return load(EXAMPLE / "data", internal=True)


@pytest.fixture(scope="module")
def entries() -> list[dict[str, Any]]:
    """All entries as they were typed."""
    paths = sorted((EXAMPLE / "data/ledger/entries").glob("*.yaml"))
    return [entry for path in paths for entry in yaml.safe_load(path.read_text("utf-8"))]


@pytest.fixture(scope="module")
def made(office: Handbook) -> dict[str, str]:
    return feeds(office)


def test_the_lists_are_what_was_entered(office: Handbook, entries: list[dict[str, Any]]) -> None:
    kinds = Counter(entry["kind"] for entry in entries)
    outcomes = Counter(entry.get("outcome") for entry in entries)
    wishes = Counter(entry.get("wish") for entry in entries)
    answers = {entry["answers"] for entry in entries if "answers" in entry}
    shut, asked, begun = closed(office), requests(office), opened(office)
    assert shut and asked and begun
    assert len(begun["matters"]) == kinds["open"]
    assert len(shut["parts"]) == outcomes["closed"] - outcomes["reopened"] == 11
    assert len(asked["answered"]) == len(answers) == 4
    assert len(asked["waiting"]) == sum(wishes[k] for k in ("extend", "figure", "transfer")) - 4


def test_the_whole_is_made_of_its_parts(office: Handbook) -> None:
    all_of_it, troubles, owing = whole(office), difficulties(office), owings(office)
    assert troubles
    assert all_of_it.matters == all_of_it.open + all_of_it.closed + all_of_it.ended == 40
    assert {m.id for m, _ in troubles["late"]} == {
        m.id for m in office.ledger.matters.values() if m.open and m.clock == "late"
    }
    assert len(troubles["returned"]) == sum(row.returned for row in owing) == all_of_it.returned
    pressed = urge(office)
    assert pressed
    assert {u.party.id for u in pressed["urges"]} == {row.unit for row in owing if row.owed}


def test_what_is_not_checked_is_not_ranked(office: Handbook) -> None:
    found = progress(office)
    assert found
    ranked = [row for _, _, rows, _ in found["rankings"] for row in rows]
    assert ranked
    assert all(row.progress.confirmed for row in ranked)
    (_, name, rows, rest) = found["rankings"][0]
    assert name == "交地"
    assert [(row.unit, row.share) for row in rows] == [("liuhe", 1.0), ("maiyuan", 1.0)]
    assert [row.unit for row in rest] == ["hewan"]
    (series,) = found["series"]
    assert series.days == (date(2022, 8, 31), date(2022, 9, 30))
    assert [unit for unit, _ in series.rows] == ["liuhe", "hewan", "maiyuan", "xingpo", "yunhe"]


def test_nobody_is_ranked_unless_the_handbook_asks(office: Handbook) -> None:
    from dataclasses import replace

    found = progress(replace(office, info=replace(office.info, ranked=False)))
    assert found
    assert found["rankings"] == []


def test_a_week_is_what_was_entered_in_it(office: Handbook, entries: list[dict[str, Any]]) -> None:
    week = [entry for entry in entries if date(2022, 9, 23) < entry["received"]]
    found = changes(office)
    assert found
    assert {row.entry.id for row in found["rows"]} == {entry["id"] for entry in week}
    late = {row.entry.id for row in found["rows"] if row.late}
    assert late == {entry["id"] for entry in week if entry["day"] <= date(2022, 9, 23)} != set()


def test_a_feed_tells_each_entry_once(made: dict[str, str], office: Handbook) -> None:
    feed = etree.fromstring(made["feeds/all.atom"].encode())
    ids = feed.xpath("//a:entry/a:id/text()", namespaces=ATOM)
    assert len(ids) == len({*ids}) == MOST
    latest = max(office.ledger.entries, key=lambda entry: (entry.received, entry.id))
    assert ids[0] == f"urn:renwu-shouce:pinghe:ledger:{latest.id}"
    assert feed.findtext("a:updated", namespaces=ATOM) == "2022-09-30T00:00:00+00:00"
    own = etree.fromstring(made["feeds/fagaiju.atom"].encode())
    mine = {key for key, m in office.ledger.matters.items() if any(
        part.unit == "fagaiju" for part in m.parts)}  # fmt: skip
    told = own.xpath("//a:entry/a:id/text()", namespaces=ATOM)
    assert {key.rpartition(":")[2].partition(".")[0] for key in told} == mine
    assert feeds(office) == made


def test_a_calendar_carries_the_days_that_were_moved(made: dict[str, str]) -> None:
    events = Calendar.from_ical(made["feeds/jiaotongju.ics"]).walk("VEVENT")
    due = {str(event["summary"]): event for event in events}
    moved = due["办结时限：农村公路建设"]
    assert moved.decoded("dtstart") == date(2022, 11, 15)
    assert "原定2022年10月31日" in str(moved["description"])
    assert due["阶段目标：完工44公里"].decoded("dtstart") == date(2022, 10, 31)
    assert due["应答日期：农村公路建设"].decoded("dtstart") == date(2022, 10, 25)
    uids = [str(event["uid"]) for event in events]
    assert len(uids) == len({*uids})


def test_every_feed_says_whose_it_is(made: dict[str, str], office: Handbook) -> None:
    assert {*made} == {path for both in feed_paths(office).values() for path in both}
    assert all("内部资料" in text.replace("\r\n ", "") for text in made.values())
    assert feed_paths(load(EXAMPLE / "data")) == {}


def test_what_a_cell_says_is_text_in_a_feed(office: Handbook) -> None:
    from dataclasses import replace

    report = next(e for e in office.ledger.entries if e.kind == "report" and e.received == date(
        2022, 9, 30))  # fmt: skip
    bad = replace(report, done="<img src=x onerror=alert(1)>&\x07")  # type: ignore[call-arg]
    others = tuple(bad if e is report else e for e in office.ledger.entries)
    made = feeds(replace(office, ledger=replace(office.ledger, entries=others)))
    text = etree.fromstring(made["feeds/all.atom"].encode()).xpath(
        f"//a:entry[contains(a:id, '{report.id}')]/a:summary/text()", namespaces=ATOM
    )
    assert "&lt;img src=x onerror=alert(1)&gt;&amp;\ufffd" in text[0]
