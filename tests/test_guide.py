"""The guide to the data names all that may be typed, and nothing else: ``data/README.md``.

A table stands below a heading that names the file or key it explains; its first column holds
the fields of the record, its second says whether one must be there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from handbook.model import KINDS, Handbook
from handbook.pages.make import make_pages
from handbook.read import records
from handbook.read.gates import sum_adds_up
from handbook.read.ledger import records as entered
from handbook.read.ledger.contacts import ContactRecord
from handbook.read.records import Record, SumRecord
from handbook.read.yaml_lines import parse_yaml
from handbook.starter.new import FILES
from handbook.words import follow, vocabulary
from handbook.words.vocabulary import UNIT_NAMES
from tests.conftest import ROOT

GUIDE = (ROOT / "data/README.md").read_text("utf-8")
LEDGER_GUIDE = (ROOT / "data/ledger/README.md").read_text("utf-8")
SECTIONS: list[tuple[str, type[Record]]] = [
    # what the heading names, the record that its table explains
    ("引语", records.QuoteRecord),
    ("`handbook.yaml`", records.HandbookRecord),
    ("`titles`", records.TitlesRecord),
    ("`outline.yaml`", records.SectionRecord),
    ("`units.yaml`", records.UnitRecord),
    ("`tasks/`", records.TaskRecord),
    ("`assignments`", records.AssignmentRecord),
    ("`deadline`", records.DeadlineRecord),
    ("`targets`", records.TargetRecord),
    ("`extents`", records.ExtentRecord),
    ("`red_lines`", records.EffectRecord),
    ("`measures`", records.MeasureRecord),
    ("`context/`", records.ContextRecord),
    ("`problems/`", records.ProblemRecord),
    ("`results.yaml`", records.ResultRecord),
    ("`mechanisms.yaml`", records.MechanismRecord),
    ("`lists.yaml`", records.ListRecord),
    ("`channels.yaml`", records.ChannelRecord),
    ("`documents.yaml`", records.LabelledRecord),
    ("`terms.yaml`", records.TermRecord),
    ("`editor_note`", records.EditorNoteRecord),
    ("`source`", records.SourceRecord),
    ("`deadlines.yaml`", records.DeadlineRuleRecord),
    ("`asked.yaml`", records.AskedRecord),
    ("`drafts.yaml`", records.DraftRecord),
    ("`units`", records.DraftUnitRecord),
    ("`figures`", records.ReachedRecord),
    ("`decided.yaml`", records.DecidedRecord),
    ("`sums.yaml`", records.SumRecord),
    ("`retired.yaml`", records.RetiredRecord),
    ("`hints.yaml`", records.HintRecord),
    ("`readings/`", records.SettledRecord),
    ("`readings/draws/`", records.DrawRecord),
    ("`agreed`", records.AgreedRecord),
]
BASES = {records.AnsweredRecord, records.NamedRecord}
"""What others are built upon; no file holds them."""
ENTERED = ("ENTRY_NAMES", "WISH_NAMES", "OUTCOME_NAMES", "FAULT_NAMES", "ASKED_NAMES",
           "MEASURED_NAMES", "ENDS_NAMES", "RENAME_NAMES", "WHEN_NAMES")  # fmt: skip
"""What is typed in a ledger; how a matter stands is not."""
CLOSED: dict[str, tuple[str, ...]] = {
    name: get_args(value)
    for name, value in vars(vocabulary).items()
    if get_args(value) and all(isinstance(word, str) for word in get_args(value))
} | {"UnitKind": tuple(UNIT_NAMES), "Placeholder": ("{year}", "{month}")}
"""The closed lists by name."""


LEDGER_SECTIONS: list[tuple[str, type[Record], type[Record] | None]] = [
    # what the heading names, the record that its table explains, the one it is built upon
    ("`ledger.yaml`", entered.SettingsRecord, None),
    ("`colours`", entered.ColourRecord, None),
    ("`contacts.yaml`", ContactRecord, None),
    ("`units.yaml`", entered.PartyRecord, None),
    ("`changes`", entered.ChangeRecord, None),
    ("`entries/`", entered.EntryRecord, None),
    ("`goals`", entered.GoalRecord, None),
    ("`milestones`", entered.MilestoneRecord, None),
    ("`decide`", entered.DecisionRecord, entered.TermsRecord),
    ("`check`", entered.CheckRecord, entered.EntryRecord),
    ("`receive`", entered.UnitEntryRecord, entered.EntryRecord),
    ("`report`", entered.ReportRecord, entered.UnitEntryRecord),
    ("`figures`", entered.FigureRecord, None),
    ("`request`", entered.RequestRecord, entered.UnitEntryRecord),
    ("`reply`", entered.ReplyRecord, entered.UnitEntryRecord),
]


def section(named: str, level: str = "#{2,3}", guide: str = GUIDE) -> str:
    """What stands between a heading and the next one of that level."""
    _, *rest = re.split(rf"^{level} (.*)\n", guide, flags=re.MULTILINE)
    parts = zip(rest[::2], rest[1::2], strict=True)
    (text,) = [text for heading, text in parts if named in heading.split("：")[-1]]
    return text


def every_record(base: type[Record] = Record) -> Iterator[type[Record]]:
    for kind in base.__subclasses__():
        if kind.__module__ in (records.__name__, Record.__module__):
            yield kind
            yield from every_record(kind)


def test_a_new_folder_has_the_same_guide() -> None:
    assert (FILES / "data/README.md").read_text("utf-8") == GUIDE


def test_the_page_of_rules_says_what_the_guide_says(real: Handbook) -> None:
    """Word for word, but for the ids of the headings and their level."""
    page = make_pages(real)["split.md"]
    rules = re.search(r"^## 一、.*?(?=^## 一句拆成几条的实例)", page, re.M | re.S)
    assert rules
    shown = re.sub(r"^## (.*) { #\w+ }$", r"### \1", rules[0], flags=re.M)
    _, typed = section("怎样读一句话", "##").split("### 一、", 1)
    assert shown.split() == f"### 一、{typed}".split()
    assert len(re.findall(r"^### ", shown, re.M)) == 9


def test_every_kind_of_thing_has_its_file_named() -> None:
    assert [kind.plural for kind in KINDS if f"`{kind.plural}.yaml`" not in GUIDE] == []


def test_every_record_has_a_section() -> None:
    assert {kind for _, kind in SECTIONS} == set(every_record()) - BASES


@pytest.mark.parametrize(("named", "kind"), SECTIONS, ids=[kind.__name__ for _, kind in SECTIONS])
def test_a_table_lists_the_fields_and_which_must_be_there(named: str, kind: type[Record]) -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (是|否) \|", section(named), re.MULTILINE))
    assert rows == {
        name: "是" if field.is_required() else "否" for name, field in kind.model_fields.items()
    }


@pytest.mark.parametrize(
    ("named", "kind", "base"),
    LEDGER_SECTIONS,
    ids=[kind.__name__ for _, kind, _ in LEDGER_SECTIONS],
)
def test_the_guide_of_the_ledger_lists_the_fields(
    named: str, kind: type[Record], base: type[Record] | None
) -> None:
    text = section(named, "#{2,4}", LEDGER_GUIDE)
    told = dict(re.findall(r"^\| `(\w+)` \| (是|否) \|", text, re.MULTILINE))
    known = {*base.model_fields} if base else set()
    assert told == {
        name: "是" if field.is_required() else "否"
        for name, field in kind.model_fields.items()
        if name not in known
    }


def test_every_word_of_the_ledger_is_explained() -> None:
    names = [value for key, value in vars(follow).items() if key in ENTERED]
    for word, name in [pair for group in names for pair in group.items()]:
        assert re.search(rf"`{re.escape(word)}` {re.escape(name)}", LEDGER_GUIDE), word


def test_a_new_folder_has_the_same_guide_of_the_ledger() -> None:
    assert (FILES / "data/ledger/README.md").read_text("utf-8") == LEDGER_GUIDE


@pytest.mark.parametrize("name", CLOSED)
def test_every_word_to_choose_from_is_explained(name: str) -> None:
    assert [word for word in CLOSED[name] if f"`{word}`" not in GUIDE] == []


def test_the_closed_lists_are_found_and_their_names_are_those_of_the_guide() -> None:
    assert {"Role", "Basis", "TaskKind", "DeadlineKind", "Settles", "Admitted"} < set(CLOSED)
    for names in (value for key, value in vars(vocabulary).items() if key.endswith("_NAMES")):
        for word, name in names.items():
            if names is not vocabulary.ANSWERED_NAMES:
                assert re.search(rf"`{re.escape(word)}` (\| )?{re.escape(name)}", GUIDE), word


EXAMPLES: list[tuple[str, type[Record], str]] = [
    (named, kind, block)
    for named, kind in SECTIONS
    if named.endswith((".yaml`", "/`"))
    for block in re.findall(r"^```yaml\n(.*?)^```$", section(named, "##"), re.M | re.S)
]
TAKEN = ("outline.yaml", "units.yaml", "deadlines.yaml", "results.yaml", "tasks/", "context/",
         "problems/")  # fmt: skip
"""The files whose examples are lines of the example data."""


@pytest.mark.parametrize(("named", "kind", "block"), EXAMPLES, ids=[x[0] for x in EXAMPLES])
def test_an_example_would_be_read(named: str, kind: type[Record], block: str) -> None:
    source = parse_yaml(block, "README.md")
    assert source.findings == []
    for item in source.value if isinstance(source.value, list) else [source.value]:
        record = kind.model_validate(item)
        if isinstance(record, SumRecord):
            assert list(sum_adds_up(record)) == []
    if named.strip("`") in TAKEN:
        path = FILES / "data" / named.strip("`")
        files = path.glob("*.yaml") if path.is_dir() else [path]
        known = {line for file in files for line in file.read_text("utf-8").splitlines()}
        assert [line for line in block.splitlines() if line not in known] == []


def test_there_are_examples_of_every_file() -> None:
    files = {named for named, _ in SECTIONS if named.endswith((".yaml`", "/`"))}
    assert {named for named, _, _ in EXAMPLES} == files


def test_quotes_of_the_guide_stand_in_the_example_speech() -> None:
    """There a newcomer learns to quote."""
    speech = (FILES / "data/speech.txt").read_text("utf-8")
    (block,) = re.findall(r"^```yaml\n(.*?)^```$", section("引语"), re.M | re.S)
    for item in parse_yaml(block, "README.md").value["quotes"]:
        quote = {"exact": item} if isinstance(item, str) else item
        assert speech.count(quote.get("prefix", "") + quote["exact"]) == 1


CITY = re.compile("这几个公司|招商|抓好项目服务|2\\.1\\.3-04|督查|查干湖|入冬|消夏|施工期|不出周")


@pytest.mark.parametrize("path", sorted(FILES.rglob("*.*")), ids=lambda path: path.name)
def test_what_new_writes_is_of_no_city(path: Path) -> None:
    assert not CITY.search(path.read_text("utf-8"))
