"""How words of time settle: the whole table, on the year 2022."""

from datetime import date

import pytest

from handbook.model import Handbook
from handbook.read.deadlines import settle

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
