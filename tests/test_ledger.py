"""A ledger as files: what is wrong is named with file and line, what is withheld is not there."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.model import Handbook
from handbook.model.ledger.entries import Entry
from handbook.model.ledger.ledger import Ledger
from handbook.pages.make import make_pages
from handbook.read.ledger.release import released
from handbook.read.load import load
from handbook.words.findings import DataError
from handbook.words.secrecy import secrecy_mark
from tests.ledgers import ENTRIES, SETTINGS, UNITS, Row, changed, write_ledger
from tests.test_standing import PARTIES, histories

REPORT = next(row for row in ENTRIES if row["id"] == "road.r8")
PLAN = {
    "id": "plan.r9", "kind": "report", "matter": "plan", "unit": "jiaoyu", "done": "又完工",
    "day": "2031-09-20", "received": "2031-09-20",
}  # fmt: skip
GRANT = next(row for row in ENTRIES if row["id"] == "road.d9")
HAND_ON: Row = {"unit": "caizheng", "wish": "transfer", "due": None, "to": "jiaoyu"}
CHECK = next(row for row in ENTRIES if row["id"] == "road.c8")


def read(tmp_path: Path, data: Path, *, internal: bool = True, **parts: Any) -> Handbook:
    write_ledger(data / "ledger", **parts)
    return load(data, internal=internal)


def test_a_sound_ledger_says_how_things_stand(tiny_data: Path, tmp_path: Path) -> None:
    hb = read(tmp_path, tiny_data)
    road, plan = hb.ledger.matters["road"], hb.ledger.matters["plan"]
    assert (road.standings[0].checked, road.clock) == ("returned", "running")
    assert road.standings[0].owed == (date(2031, 9, 5), date(2031, 9, 25))
    assert (plan.done, plan.clock) == (True, "in-time")
    assert [m.id for m in hb.ledger.matters_of["2.1-01"]] == ["road"]
    told = [note.text for note in hb.ledger.notes]
    assert told == ["任务 2.1-01 的原文时限是 2031-10-31，交办改为 2031-11-30"]


def test_a_handbook_without_a_ledger_has_an_empty_one(tiny: Handbook) -> None:
    assert not tiny.ledger
    assert tiny.ledger.matters == {}


# ruff: noqa: E501
WRONG: list[tuple[str, dict[str, Row | None], list[Row], str]] = [
    # what, fields set anew, entries added; the finding
    ("unknown unit", {"road.r8": {"unit": "jiaotnog"}}, [], "督办单位表里没有“jiaotnog”，请核对（是不是“jiaotong”？）"),
    ("a unit by its name", {"road.open": {"lead": "县交通局"}}, [], "应当像 shi-zhujianju 这样"),
    ("unknown matter", {"road.r8": {"matter": "raod"}}, [], "没有立项的事项“raod”，请核对编号（是不是“road”？）"),
    ("opened twice", {}, [ENTRIES[0] | {"id": "again"}], "事项“road”已经由“again”立项"),
    ("before the speech", {"road.got": {"day": "2030-12-31"}}, [], "早于讲话（2031-01-01）"),
    ("before it was opened", {"road.got": {"day": "2031-07-01"}}, [], "早于立项（2031-07-25）"),
    ("after the day all is judged by", {}, [PLAN | {"received": "2031-10-01"}], "晚于截至日 2031-09-30"),
    ("entered before it happened", {"road.r8": {"received": "2031-08-19"}}, [], "晚于登记日 2031-08-19"),
    ("no day of the calendar", {"road.r8": {"day": "2031-02-30"}}, [], "不是日历上有的日期"),
    ("a unit without a part", {"road.r8": {"unit": "jiaoyu"}}, [], "县教育局在 2031-08-20 没有承办这件事项"),
    ("a figure in another unit", {"road.r8": {"figures": [{"name": "通车里程", "value": 4000, "unit": "米"}]}}, [], "单位应为“公里”，这里是“米”，请换算"),
    ("a figure of a later day", {"road.r8": {"figures": [{"name": "通车里程", "value": 4, "unit": "公里", "until": "2031-08-31"}]}}, [], "晚于填报日"),
    ("nothing reported", {"road.r8": {"done": None, "figures": None}}, [], "没有写完成情况，也没有写“无变化”"),
    ("unchanged and done", {"road.r8": {"unchanged": True}}, [], "写了“无变化”，又写了完成情况"),
    ("checked by who reports", {"road.c8": {"checker": "jiaotong"}}, [], "县交通局自己承办这件事项"),
    ("checked by who supports", {"road.c8": {"checker": "caizheng"}}, [], "县财政局自己承办这件事项"),
    ("checked by another than decided", {"road.open": {"checker": "shenji"}}, [], "交办指定由县审计局核查"),
    ("a check of no report", {"road.c8": {"of": ["road.got"]}}, [], "没有编号为“road.got”的填报"),
    ("a check before its report", {"road.c8": {"day": "2031-08-19", "received": "2031-08-19"}}, [], "早于所查的填报（2031-08-20"),
    ("returned without a reason", {"road.c8": {"text": None}}, [], "退回要写明哪里错"),
    ("closed against nothing", {"plan.open": {"closes_when": None}}, [], "没有办结标准，不能销号"),
    ("a check of another's part", {"road.c8": {"units": ["caizheng"]}}, [], "与所查填报的单位不同"),
    ("reported after closing", {}, [PLAN], "这件事项已经在 2031-09-02 销号或者终止（plan.c9），不能再填报"),
    ("sent back after closing", {}, [CHECK | {"id": "x", "matter": "plan", "of": ["plan.r8"], "day": "2031-09-10", "received": "2031-09-10"}], "要先重新办理"),
    ("reported after the end", {}, [GRANT | {"id": "x", "day": "2031-08-01", "received": "2031-08-01", "answers": None, "granted": None, "ends": "ended"}], "不能再填报"),
    ("two figures of one day", {}, [REPORT | {"id": "road.r8b", "figures": [{"name": "通车里程", "value": 5, "unit": "公里"}]}], "与“road.r8”同一天，说法不同"),
    ("two outcomes of one day", {}, [CHECK | {"id": "road.c8b", "outcome": "confirmed"}], "与“road.c8”同一天，说法不同"),
    ("two days decided at once", {}, [GRANT | {"id": "x", "answers": None, "granted": None, "due": "2031-12-31"}], "同一天，说法不同"),
    ("a request answered twice", {}, [GRANT | {"id": "x", "day": "2031-09-16"} | {"received": "2031-09-16"}], "已经由“road.d9”答复"),
    ("an answer to nothing", {"road.d9": {"answers": "road.q8"}}, [], "没有编号为“road.q8”的申请"),
    ("an answer before the request", {"road.d9": {"day": "2031-09-09", "received": "2031-09-09"}}, [], "早于所答复的申请"),
    ("neither yes nor no", {"road.d9": {"granted": None}}, [], "没有写明同意还是不同意"),
    ("granted without a day", {"road.d9": {"due": None}}, [], "同意延期要写明新的时限"),
    ("a support's part granted to a lead", {"road.q9": HAND_ON, "road.d9": {"due": None, "lead": "jiaoyu"}}, [], "写全换了以后的配合单位（supports）"),
    ("a support's part granted to nobody", {"road.q9": HAND_ON, "road.d9": {"due": None, "supports": ["caizheng"]}}, [], "写全换了以后的配合单位（supports）"),
    ("a reporter's part granted to nobody", {"road.open": {"reporters": ["jiaotong", "caizheng"]}, "road.q9": HAND_ON, "road.d9": {"due": None}}, [], "写全换了以后的分别填报的单位（reporters）"),
    ("a lead's part granted to nobody", {"road.q9": HAND_ON | {"unit": "jiaotong"}, "road.d9": {"due": None, "reporters": ["jiaoyu"]}}, [], "要写明新的牵头单位（lead）"),
    ("a request for nothing", {"road.q9": {"due": None}}, [], "没有写明改成什么（due）"),
    ("checked by who reported before", {"road.c8": {"checker": "jiaotong", "day": "2031-09-25", "received": "2031-09-25"}}, [GRANT | {"id": "x", "day": "2031-09-16", "received": "2031-09-16", "answers": None, "granted": None, "lead": "jiaoyu"}], "县交通局自己承办"),
    ("refused and changed", {"road.d9": {"granted": False}}, [], "不同意申请，又改了要求"),
    ("decided before it was opened", {}, [GRANT | {"id": "x", "day": "2031-07-01", "received": "2031-07-01", "answers": None, "granted": None}], "早于立项"),
    ("a day that no week has", {"road.open": {"asked": "week"}}, [], "每周一问的，答复日写星期几"),
    ("a mark of secrecy further in", {"road.r8": {"evidence": ["机密★.pdf"]}}, [], "有密级标志“机密★”"),
    ("closed in public, by the report of who only supports", {}, [REPORT | {"id": "road.r9", "unit": "caizheng", "figures": [], "day": "2031-09-20", "received": "2031-09-20"}, CHECK | {"id": "x", "of": ["road.r9"], "outcome": "closed", "day": "2031-09-22", "received": "2031-09-22", "public": True}], "公开的核查要写明是哪些单位的"),
    ("opened again inside", {"plan.c9": {"public": True}}, [CHECK | {"id": "x", "matter": "plan", "of": ["plan.r8"], "outcome": "reopened", "fault": None, "day": "2031-09-10", "received": "2031-09-10"}], "重新办理也要公开"),
    ("a reply to nothing", {"road.a8": {"to": "road.c7"}}, [], "没有编号为“road.c7”的登记"),
    ("a task that is not there", {"road.open": {"tasks": ["2.1-10"]}}, [], "手册里没有任务 2.1-10，请核对"),
    ("a matter that rests on nothing", {"road.open": {"tasks": None}}, [], "没有写明立在哪些任务上"),
    ("a handbook without an id", {"road.open": {"handbook": "other"}}, [], "handbook.yaml 里却没有 id"),
    ("merged into nothing", {"road.d9": {"ends": "merged", "into": "raod"}}, [], "不能并到“raod”"),
    ("merged without a word", {"road.d9": {"into": "plan"}}, [], "要同时写 ends: merged 和 into"),
    ("corrects nothing", {}, [REPORT | {"id": "x", "corrects": "road.r7"}], "没有编号为“road.r7”的登记"),
    ("corrects another kind", {}, [REPORT | {"id": "x", "corrects": "road.got"}], "要用签收来改正"),
    ("corrects another matter", {}, [PLAN | {"corrects": "road.r8", "unit": "jiaotong"}], "不能在这里改正"),
    ("corrects another's", {}, [REPORT | {"id": "x", "unit": "caizheng", "corrects": "road.r8"}], "不能由这个单位改正"),
    ("corrected twice", {}, [REPORT | {"id": "x", "corrects": "road.r8"}, REPORT | {"id": "y", "corrects": "road.r8"}], "已经由“x”改正"),
    ("one id for two", {}, [REPORT | {"done": "别的"}], "编号“road.r8”在"),
    ("public, and its correction is not", {"road.r8": {"public": True}}, [REPORT | {"id": "x", "corrects": "road.r8"}], "改正它的登记也要公开"),
    ("public on masked words", {"road.open": {"tasks": ["2.1-02"], "public": True}}, [], "有原文隐去的内容，不能公开"),
    ("a mark of secrecy", {"road.r8": {"done": "机密★5年"}}, [], "有密级标志“机密★”"),
    ("no such kind", {"road.r8": {"kind": "填报"}}, [], "请改成 report"),
    ("a field of another kind", {"road.r8": {"lead": "jiaotong"}}, [], "不认识“lead”这一项"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("patches", "more", "message"), [x[1:] for x in WRONG], ids=[x[0] for x in WRONG]
)
def test_what_is_wrong_is_named(
    tiny_data: Path, tmp_path: Path, patches: dict[str, Row | None], more: list[Row], message: str
) -> None:
    entries = changed(
        ENTRIES, patches, [{k: v for k, v in r.items() if v is not None} for r in more]
    )
    with pytest.raises(DataError) as caught:
        read(tmp_path, tiny_data, entries=entries)
    found = [str(finding) for finding in caught.value.findings if message in finding.message]
    assert found, caught.value
    assert found[0].startswith("data/ledger/entries/all.yaml:")


REOPEN = CHECK | {
    "id": "plan.c9b",
    "matter": "plan",
    "of": ["plan.r8"],
    "outcome": "reopened",
    "fault": None,
    "answer_by": None,
    "day": "2031-09-20",
    "received": "2031-09-20",
}
RIGHT: list[tuple[str, dict[str, Row | None], list[Row]]] = [
    ("opened again and reported on one day", {}, [REOPEN, PLAN]),
    ("a reporter's part handed on, the lead stays", {"road.open": {"reporters": ["jiaotong", "caizheng"]}, "road.q9": HAND_ON, "road.d9": {"due": None, "reporters": ["jiaotong", "jiaoyu"]}}, []),
    ("a support's part handed on", {"road.q9": HAND_ON, "road.d9": {"due": None, "supports": ["jiaoyu"]}}, []),
    ("the lead handed on", {"road.q9": HAND_ON | {"unit": "jiaotong"}, "road.d9": {"due": None, "lead": "jiaoyu"}}, []),
]  # fmt: skip


@pytest.mark.parametrize(("patches", "more"), [x[1:] for x in RIGHT], ids=[x[0] for x in RIGHT])
def test_what_is_right_is_taken(
    tiny_data: Path, tmp_path: Path, patches: dict[str, Row | None], more: list[Row]
) -> None:
    assert read(tmp_path, tiny_data, entries=changed(ENTRIES, patches, changed(more))).ledger


def test_who_takes_in_a_unit_whose_part_is_closed_still_reports_for_its_own(
    tiny_data: Path, tmp_path: Path
) -> None:
    merged = {"day": "2031-09-10", "what": "merged", "into": "jiaotong", "source": "方案"}
    units = [row | {"changes": [merged]} if row["id"] == "jiaoyu" else row for row in UNITS]
    entries = changed(ENTRIES, {"plan.open": {"reporters": ["jiaoyu", "jiaotong"]}})
    hb = read(tmp_path, tiny_data, units=units, entries=[*entries, PLAN | {"unit": "jiaotong"}])
    assert [(s.unit, s.checked) for s in hb.ledger.matters["plan"].standings] == [
        ("jiaotong", "waiting")
    ]


WRONG_UNITS = [
    ("a name twice", [UNITS[0] | {"id": "x"}], "“县交通局”已经是 jiaotong 的名称"),
    ("an id twice", [UNITS[0] | {"name": "别局"}], "编号“jiaotong”与"),
    ("no successor", [{"id": "x", "name": "某局", "kind": "department", "changes": [{"day": "2031-08-01", "what": "merged", "into": "y", "source": "方案"}]}], "督办单位表里没有“y”"),
    ("in a circle", [{"id": "x", "name": "某局", "kind": "department", "changes": [{"day": "2031-08-01", "what": "merged", "into": "x", "source": "方案"}]}], "又回到自己"),
    ("renamed to nothing", [{"id": "x", "name": "某局", "kind": "department", "changes": [{"day": "2031-08-01", "what": "renamed", "source": "方案"}]}], "更名要写新的名称"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "message"), [x[1:] for x in WRONG_UNITS], ids=[x[0] for x in WRONG_UNITS]
)
def test_what_is_wrong_with_units_is_named(
    tiny_data: Path, tmp_path: Path, more: list[Row], message: str
) -> None:
    with pytest.raises(DataError, match=message):
        read(tmp_path, tiny_data, units=[*UNITS, *more])


def test_the_page_says_that_a_request_fell_with_the_closing(
    tiny_data: Path, tmp_path: Path
) -> None:
    wish = {"matter": "plan", "id": "plan.q8", "day": "2031-08-29", "received": "2031-08-29"}
    asks = next(row for row in ENTRIES if row["id"] == "road.q9") | wish | {"unit": "jiaoyu"}
    page = make_pages(read(tmp_path, tiny_data, entries=[*ENTRIES, asks]))["matters/plan.md"]
    assert "理由：汛期停工（没有批复，已随销号失效）" in page
    assert "## 申请待批" not in page


# -- what may go out ------------------------------------------------------------------------------


def test_the_public_edition_knows_only_what_is_public(tiny_data: Path, tmp_path: Path) -> None:
    public = changed(
        ENTRIES, {key: {"public": True} for key in ("plan.open", "plan.c9", "road.open")}
    )
    hb = read(tmp_path, tiny_data, internal=False, entries=public)
    assert {entry.id for entry in hb.ledger.entries} == {"plan.open", "plan.c9", "road.open"}
    plan, road = hb.ledger.matters["plan"], hb.ledger.matters["road"]
    assert (plan.done, plan.clock) == (True, "closed")
    assert (road.terms.lead, road.terms.due) == ("jiaotong", date(2031, 10, 31))
    withheld = (road.terms.closes_when, road.terms.goals, road.terms.asked, road.opening.by)
    assert withheld == (None, None, None, None)
    assert {*hb.ledger.parties} == {"jiaotong", "caizheng", "jiaoyu"}
    assert hb.ledger.notes == ()


@pytest.mark.parametrize(
    ("fields", "gone", "left"),
    [
        # what of a matter goes out names neither units nor days that do not go out themselves
        (
            ("role", "standard", "figures", "report"),
            "jiaotong|caizheng|road.c8|2031-1[0-2]|内部日",
            "路基完成|通车里程",
        ),
        (("unit", "standard", "figures", "report"), "2031-1[0-2]", "jiaotong|caizheng|路基完成"),
        (("day", "standard", "figures", "report"), "jiaotong|caizheng", "2031-10-20|2031-12-31"),
        (
            ("unit", "day", "standard", "figures", "report"),
            "road.c8",
            "jiaotong|2031-10-20|2031-08-19",
        ),
    ],
)
def test_a_field_that_goes_out_names_nothing_that_does_not(
    tiny_data: Path, tmp_path: Path, fields: tuple[str, ...], gone: str, left: str
) -> None:
    goals = [
        {"name": "通车里程", "value": 9, "unit": "公里", "due": "2031-12-31"},
        {"name": "通车里程", "value": 3, "unit": "公里", "due": "2031-12-31", "of": "caizheng"},
    ]
    patches: dict[str, Row] = {
        "road.open": {"goals": goals, "milestones": [{"day": "2031-10-20", "text": "内部日"}]},
        "road.r8": {
            "joint": ["caizheng"],
            "figures": [{"name": "通车里程", "value": 4, "unit": "公里", "until": "2031-08-19"}],
        },
    }
    public = {key: patch | {"public": True} for key, patch in (patches | {"road.a8": {}}).items()}
    hb = read(tmp_path, tiny_data, entries=changed(ENTRIES, public))
    told = re.sub(
        r"datetime\.date\((\d+), (\d+), (\d+)\)", _as_typed, repr(released(hb.ledger, fields))
    )
    assert not re.search(gone, told)
    assert all(word in told for word in left.split("|"))


def _as_typed(found: re.Match[str]) -> str:
    return "-".join(part.zfill(2) for part in found.groups())


def test_what_goes_out_says_nothing_of_what_does_not(tiny_data: Path, tmp_path: Path) -> None:
    stages = [{"day": "2031-09-01", "text": "内部阶段"}]
    public = changed(
        ENTRIES,
        {
            "road.open": {"public": True, "milestones": stages},
            "road.d9": {"public": True, "ends": "merged", "into": "plan"},
        },
    )
    change = {"day": "2031-08-01", "what": "renamed", "name": "县运输局", "source": "内部文件"}
    units = [UNITS[0] | {"aliases": ["内部叫法"], "changes": [change]}, *UNITS[1:]]
    hb = read(tmp_path, tiny_data, internal=False, entries=public, units=units)
    assert not re.search("内部|plan", repr(hb.ledger))
    assert hb.ledger.matters["road"].ended


def test_a_checked_report_may_be_corrected_and_is_to_be_checked_again(
    tiny_data: Path, tmp_path: Path
) -> None:
    right = {"id": "road.r8.v2", "corrects": "road.r8", "why": "数字报错", "received": "2031-09-03"}
    hb = read(tmp_path, tiny_data, entries=[*ENTRIES, REPORT | right])
    assert hb.ledger.matters["road"].standings[0].checked == "waiting"


def test_internal_entries_change_nothing_of_the_public_edition(
    tiny_data: Path, tmp_path: Path
) -> None:
    public = changed(ENTRIES, {"plan.open": {"public": True}})
    settings = {"near_days": 5}  # and no day of its own: that of the last public entry counts
    before = read(tmp_path, tiny_data, internal=False, entries=public, settings=settings)
    only = [row for row in public if row.get("public")]
    after = read(tmp_path, tiny_data, internal=False, entries=only, settings=settings)
    assert repr(before) == repr(after)


def test_in_public_every_task_without_a_public_matter_says_the_same(
    tiny_data: Path, tmp_path: Path
) -> None:
    """Whether it is followed up inside or not: 2.1-01 is, 2.1-02 is not, 2.2-01 is in public."""
    word = "办理情况不公开"
    public = changed(ENTRIES, {"plan.open": {"public": True}, "plan.c9": {"public": True}})
    pages = make_pages(read(tmp_path, tiny_data, internal=False, entries=public))
    said = {
        key: f"| 督办 | {word} |" in pages[f"tasks/{key}.md"]
        for key in ("2.1-01", "2.1-02", "2.2-01")
    }
    assert said == {"2.1-01": True, "2.1-02": True, "2.2-01": False}
    pages = make_pages(read(tmp_path, tiny_data, internal=False, entries=ENTRIES))
    assert not any(word in pages[path] for path in pages if path.startswith("tasks/"))


def test_a_ledger_may_lie_elsewhere_and_serve_several_handbooks(
    tiny_data: Path, tmp_path: Path
) -> None:
    named = (tiny_data / "handbook.yaml").read_text("utf-8") + "id: xian-2031\n"
    (tiny_data / "handbook.yaml").write_text(named, "utf-8")
    ours = {"road.open": {"handbook": "xian-2031"}, "plan.open": {"handbook": "xian-2030"}}
    place = write_ledger(tmp_path / "elsewhere", changed(ENTRIES, ours))
    assert list(load(tiny_data, ledger=place, internal=True).ledger.matters) == ["road"]
    # what the other one has opened is not opened here once more
    again = ENTRIES[0] | {"id": "x", "matter": "plan", "handbook": "xian-2031"}
    write_ledger(place, changed(ENTRIES, ours, [again]))
    with pytest.raises(DataError, match=r"事项“plan”已经由“plan.open”立项"):
        load(tiny_data, ledger=place, internal=True)


@pytest.mark.parametrize(
    "name", ["entries/【机密】八月.yaml", "entries/绝密/a.yaml", "entries/a-秘密★3年.yaml"]
)
def test_a_file_of_the_ledger_with_a_mark_in_its_name_is_refused(
    tiny_data: Path, tmp_path: Path, name: str
) -> None:
    place = write_ledger(tiny_data / "ledger")
    (place / name).parent.mkdir(exist_ok=True)
    (place / "entries/all.yaml").rename(place / name)
    with pytest.raises(DataError, match=r"data/ledger/entries/.*名称有密级标志"):
        load(tiny_data, internal=True)


def test_a_text_with_a_mark_of_secrecy_is_refused(tiny_data: Path) -> None:
    place = tiny_data / "speech.txt"
    place.write_text("机密★5年\n" + place.read_text("utf-8"), "utf-8")
    with pytest.raises(DataError, match="有密级标志“机密★”"):
        load(tiny_data)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("绝密★30年", "绝密★"), ("秘密★", "秘密★"), ("【机密】", "【机密】"), ("机密级文件", "机密级文件"),
        ("保守商业秘密", None), ("涉及国家秘密的，照规定办", None), ("机密工作办公室", None),
    ],
)  # fmt: skip
def test_a_mark_is_told_from_a_word(text: str, mark: str | None) -> None:
    assert secrecy_mark(text) == mark


def test_order_and_files_make_no_difference(tiny_data: Path, tmp_path: Path) -> None:
    one = read(tmp_path, tiny_data)
    shutil.rmtree(tiny_data / "ledger")
    for n, row in enumerate(reversed([*ENTRIES, *ENTRIES])):
        write_ledger(tiny_data / "ledger", [row])
        place = tiny_data / "ledger/entries"
        (place / f"f{n % 3}").mkdir(exist_ok=True)
        (place / "all.yaml").rename(place / f"f{n % 3}" / f"{n}.yaml")
    again = load(tiny_data, internal=True).ledger
    assert (again.entries, again.matters) == (one.ledger.entries, one.ledger.matters)


def test_the_day_is_that_of_the_ledger_or_of_the_command(tiny_data: Path, tmp_path: Path) -> None:
    read(tmp_path, tiny_data, settings=SETTINGS)
    past = load(tiny_data, internal=True, as_of=date(2031, 8, 21)).ledger
    assert past.matters["road"].standings[0].checked == "waiting"
    assert "plan.c9" not in {e.id for m in past.matters.values() for e in m.history}


@settings(max_examples=200, deadline=None)
@given(histories(), histories(), st.sets(st.integers(0, 9)))
def test_no_internal_entry_shows_in_what_goes_out(
    entries: list[Entry], others: list[Entry], open_ones: set[int]
) -> None:
    """Whatever stays inside is added, changed or removed: what goes out is the same."""
    public = [replace(e, public=True) for n, e in enumerate(entries) if n in open_ones]
    hidden = [replace(e, id=f"hidden-{e.id}") for e in others]
    within = [*public, *(e for n, e in enumerate(entries) if n not in open_ones)]
    fields = ("unit", "role", "day", "closed")
    before = released(Ledger(PARTIES, tuple(public), date(2022, 12, 1)), fields)
    for more in (within, [*public, *hidden], [*within, *hidden]):
        assert repr(released(Ledger(PARTIES, tuple(more)), fields)) == repr(before)
