"""How words of time settle by an office's table and, where that is silent, by the grammar."""

from datetime import date

import pytest

from handbook.model import DeadlineRule, Handbook
from handbook.read.deadlines import behind, settle

END = date(2022, 12, 31)

CASES = [
    # words, day, kind
    ("年内", END, "by"),
    ("今年", END, "by"),
    ("全年", END, "by"),
    ("年度", END, "by"),
    ("年底前", END, "by"),
    ("下半年", END, "by"),
    ("三季度", date(2022, 9, 30), "by"),
    ("9月底前", date(2022, 9, 30), "by"),
    ("2月底前", date(2022, 2, 28), "by"),
    ("12月底前", END, "by"),
    ("到2022年年底", END, "by"),
    ("2023年底", date(2023, 12, 31), "by"),
    ("本月底", None, "by"),
    ("入冬前", None, "by"),
    ("及早", None, "by"),
    ("尽快", None, "by"),
    ("每个月", None, "recurring"),
    ("大事不出周", None, "standing"),
]


@pytest.mark.parametrize(("words", "day", "kind"), CASES)
def test_words_settle(real: Handbook, words: str, day: date | None, kind: str) -> None:
    deadline = settle(words, real.deadline_rules, 2022, None)
    assert deadline is not None
    assert (deadline.date, deadline.kind) == (day, kind)
    assert bool(deadline.note) == (day is None), "a day that is missing has its reason"


@pytest.mark.parametrize(
    ("before", "words", "day"),
    [
        ("2023年6月底前制定政策，", "12月底前", None),
        ("到2023年底前建成，", "年底前", None),
        ("2023年6月底前制定政策，", "2022年12月底前", END),
        ("2022年6月底前制定政策，", "12月底前", END),
        ("修订2023年版目录，", "12月底前", END),
        ("", "12月底前", END),
    ],
)
def test_behind_a_time_of_another_year_one_without_a_year_is_open(
    real: Handbook, before: str, words: str, day: date | None
) -> None:
    deadline = settle(words, real.deadline_rules, 2022, None)
    assert deadline is not None
    found = behind(deadline, before, 2022)
    assert found.date == day
    assert ("2023年" in found.note) == (day is None)


@pytest.mark.parametrize(
    ("delivered", "day"),
    [
        (date(2022, 7, 20), date(2022, 7, 31)),
        (date(2022, 6, 30), date(2022, 6, 30)),
        (date(2024, 2, 1), date(2024, 2, 29)),
    ],
)
def test_this_month_settles_once_the_day_of_the_speech_is_known(
    real: Handbook, delivered: date, day: date
) -> None:
    deadline = settle("于本月底", real.deadline_rules, 2022, delivered)
    assert deadline is not None
    assert deadline.date == day


def test_unknown_words_settle_nothing(real: Handbook) -> None:
    assert settle("日出之时", real.deadline_rules, 2022, None) is None


@pytest.mark.parametrize(
    ("words", "day", "note"),
    [
        # once settled on 31 December of this year by the 年内 and 今年 in them
        ("三年内", date(2025, 7, 20), ""),
        ("今年6月份", date(2022, 6, 30), ""),
        ("明年9月底前", date(2023, 9, 30), ""),
        ("力争三季度", date(2022, 9, 30), ""),
        ("三季度前", None, "开始以前还是结束以前"),
        ("年底前全部完成", None, "“全部完成”没有规则能解释"),
        ("6月底前", None, "已经过去"),
        ("明年入冬前", None, "入冬是哪一天"),
    ],
)
def test_a_time_is_read_whole(real: Handbook, words: str, day: date | None, note: str) -> None:
    deadline = settle(words, real.deadline_rules, 2022, date(2022, 7, 20))
    assert deadline is not None
    assert deadline.date == day
    assert note in deadline.note


@pytest.mark.parametrize("words", ["年底前", "9月底前", "三季度"])
def test_without_a_year_no_day_is_settled(real: Handbook, words: str) -> None:
    deadline = settle(words, real.deadline_rules, None, None)
    assert deadline is not None
    assert (deadline.date, deadline.waits) == (None, True)
    assert "没有写明今年是哪一年" in deadline.note


OWN = [
    DeadlineRule(("财年末", "秋粮入库前"), "year-end", "by", "按财政年度。"),
    DeadlineRule(("春节前",), "never", "by", "另行通知。"),
]


@pytest.mark.parametrize(
    ("words", "day", "note"),
    [
        ("财年末", END, ""),
        ("力争财年末前", END, ""),
        ("秋粮入库前", END, ""),
        ("春节前", None, "另行通知。"),
        ("明年春节前", None, "另行通知。"),
        ("元旦前", END, ""),
    ],
)
def test_what_an_office_says_of_its_words_goes_first(
    words: str, day: date | None, note: str
) -> None:
    deadline = settle(words, OWN, 2022, None)
    assert deadline is not None
    assert (deadline.date, deadline.note) == (day, note)
