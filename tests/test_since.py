"""What has changed since an issue: every field that reads otherwise, and the entry behind it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from handbook.cli import main
from handbook.model import Handbook
from handbook.model.ledger.issues import Issue
from handbook.model.ledger.record import recorded
from handbook.model.ledger.since import since
from handbook.read.load import load
from tests.marked import EXAMPLE

DATA = EXAMPLE / "data"


@pytest.fixture(scope="module")
def now() -> Handbook:
    return load(DATA, internal=True)


@pytest.fixture(scope="module")
def august(now: Handbook) -> Issue:
    """What was known at the end of August, as JSON gives it back."""
    end = date(2022, 8, 31)
    then = replace(now, ledger=replace(now.ledger, as_of=end))
    known = frozenset(entry.id for entry in now.ledger.entries if entry.received <= end)
    return Issue(end.replace(day=1), end, end, "2", known, json.loads(json.dumps(recorded(then))))


CHANGED = [  # matter, field, old, new, the entries behind it
    ("du-02", "due", "2022-10-31", "2022-11-15", ["decide"]),
    ("du-01", "checked zhujianju", "confirmed", "returned", ["report", "check"]),
    ("du-05", "clock fagaiju", "running", "in-time", ["check"]),
    ("du-14", "requests", 1, 0, ["decide"]),
    ("du-03", "clock hewan", "near", "late", []),
    ("du-32", "ended", None, "du-32.jiaoban.0913", ["decide"]),
]


def test_nothing_has_changed_since_now(now: Handbook) -> None:
    known = frozenset(entry.id for entry in now.ledger.entries)
    issue = Issue(date(2022, 9, 1), date(2022, 9, 30), date(2022, 9, 30), "3", known, recorded(now))
    found = since(now, issue)
    assert (found.tasks, found.matters, found.new_matters, found.gone_matters) == ({}, {}, (), ())


def test_every_field_of_a_task_that_changed(now: Handbook, august: Issue) -> None:
    key = "2.2.1-01"
    task = replace(now.tasks[key], title="另一个名称", deliverable="台账")
    found = since(replace(now, tasks={**now.tasks, key: task}), august)
    assert {k: [(row.field, row.new) for row in rows] for k, rows in found.tasks.items()} == {
        key: [("title", "另一个名称"), ("deliverable", "台账")]
    }


@pytest.mark.parametrize(("key", "field", "old", "new", "kinds"), CHANGED)
def test_every_field_of_a_matter_that_changed(
    now: Handbook, august: Issue, key: str, field: str, old: str, new: str, kinds: list[str]
) -> None:
    (row,) = [row for row in since(now, august).matters[key] if row.field == field]
    assert (row.old, row.new) == (old, new)
    assert [entry.kind for entry in row.entries] == kinds


def test_what_is_new_and_what_is_gone(now: Handbook, august: Issue) -> None:
    found = since(now, august)
    assert found.new_matters == ("du-40",)
    fewer = {key: task for key, task in now.tasks.items() if key != "2.2.1-01"}
    assert since(replace(now, tasks=fewer), august).gone_tasks == ("2.2.1-01",)


WRONG = [  # the file's text, none where there is no file; other options; what is said
    ("{}", ["--edition", "internal"], "不是发出时冻结的 handbook.json"),
    ('{"entries": [], "tasks": {"a": 1}, "matters": {}}', ["--edition", "internal"], "不是发出时"),
    (None, ["--edition", "internal"], "读不到"),
    ("{}", [], "变动对照只在内部版里"),
]


@pytest.mark.parametrize(("text", "more", "said"), WRONG)
def test_what_is_wrong_with_a_file_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None, more: list[str], said: str
) -> None:
    (tmp_path / "手册").mkdir()
    (tmp_path / "手册/data").symlink_to(DATA)
    if text is not None:
        (tmp_path / "old.json").write_text(text, "utf-8")
    line = ["build", *more, "--since", str(tmp_path / "old.json"), str(tmp_path / "手册")]
    assert main(line) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "手册/site").exists()
