"""Times and their days, written from the calendar: read whole, or not settled and told why.

``bench/times.py`` holds another reader against the same table.
"""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.words.times import Said, find_times, own_word, read_time

UNDATED = Said(2022)
JULY = Said(2022, date(2022, 7, 20))
"""A Wednesday."""
SAID = {
    "undated": UNDATED, "July": JULY, "2021": Said(2021, date(2021, 3, 5)),
    "eve": Said(2022, date(2022, 12, 26)), "leap": Said(2024, date(2024, 1, 31)),
    "autumn": Said(2022, date(2022, 11, 30)), "golden week": Said(2022, date(2022, 9, 28)),
    "spring": Said(2023, date(2023, 1, 18)), "2025": Said(2025, date(2025, 1, 8)),
    "far": Said(2027, date(2027, 3, 1)),
}  # fmt: skip

DAYS = [
    # years
    ("undated", "2021年", "2021-12-31"),
    ("undated", "2022年底", "2022-12-31"),
    ("undated", "2022年年底前", "2022-12-31"),
    ("undated", "到2022年年底", "2022-12-31"),
    ("undated", "2023年底", "2023-12-31"),
    ("undated", "2025年末", "2025-12-31"),
    ("undated", "2024年内", "2024-12-31"),
    ("undated", "2023年度", "2023-12-31"),
    ("undated", "二〇二二年", "2022-12-31"),
    ("undated", "二○二三年六月底前", "2023-06-30"),
    ("undated", "二零二四年底", "2024-12-31"),
    ("undated", "今年", "2022-12-31"),
    ("undated", "今年底", "2022-12-31"),
    ("undated", "今年年底前", "2022-12-31"),
    ("undated", "今年内", "2022-12-31"),
    ("undated", "本年度", "2022-12-31"),
    ("undated", "年内", "2022-12-31"),
    ("undated", "全年", "2022-12-31"),
    ("undated", "年度", "2022-12-31"),
    ("undated", "年底", "2022-12-31"),
    ("undated", "年末前", "2022-12-31"),
    ("undated", "年终", "2022-12-31"),
    ("undated", "于年底以前", "2022-12-31"),
    ("undated", "明年", "2023-12-31"),
    ("undated", "明年底前", "2023-12-31"),
    ("undated", "去年", "2021-12-31"),
    ("undated", "去年底", "2021-12-31"),
    ("undated", "上年度", "2021-12-31"),
    ("undated", "前年", "2020-12-31"),
    ("undated", "后年底", "2024-12-31"),
    ("undated", "次年", "2023-12-31"),
    ("undated", "“十四五”末", "2025-12-31"),
    ("undated", "到“十四五”末", "2025-12-31"),
    ("undated", "“十四五”期间", "2025-12-31"),
    ("undated", "“十四五”期末", "2025-12-31"),
    ("undated", "“十五五”末", "2030-12-31"),
    ("undated", "十三五末", "2020-12-31"),
    ("undated", "2022—2025年", "2025-12-31"),
    ("undated", "2022年至2024年", "2024-12-31"),
    ("undated", "今明两年", "2023-12-31"),
    # halves and quarters
    ("undated", "上半年", "2022-06-30"),
    ("undated", "下半年", "2022-12-31"),
    ("July", "下半年", "2022-12-31"),
    ("undated", "明年上半年", "2023-06-30"),
    ("undated", "力争明年上半年", "2023-06-30"),
    ("undated", "2023年上半年", "2023-06-30"),
    ("undated", "去年下半年", "2021-12-31"),
    ("undated", "上半年末", "2022-06-30"),
    ("undated", "一季度", "2022-03-31"),
    ("undated", "二季度末", "2022-06-30"),
    ("undated", "三季度", "2022-09-30"),
    ("undated", "第三季度", "2022-09-30"),
    ("undated", "四季度末前", "2022-12-31"),
    ("undated", "2022年第四季度", "2022-12-31"),
    ("undated", "第4季度", "2022-12-31"),
    ("undated", "明年一季度末", "2023-03-31"),
    ("undated", "明年首季", "2023-03-31"),
    ("undated", "前三季度", "2022-09-30"),
    ("undated", "前两个季度", "2022-06-30"),
    ("undated", "三、四季度", "2022-12-31"),
    ("July", "本季度末", "2022-09-30"),
    ("July", "季末前", "2022-09-30"),
    ("July", "下季度", "2022-12-31"),
    ("eve", "下季度", "2023-03-31"),
    # months
    ("undated", "6月", "2022-06-30"),
    ("undated", "今年6月份", "2022-06-30"),
    ("undated", "9月底前", "2022-09-30"),
    ("July", "9月底前", "2022-09-30"),
    ("undated", "9月末", "2022-09-30"),
    ("undated", "2月底前", "2022-02-28"),
    ("undated", "2024年2月底", "2024-02-29"),
    ("undated", "2023年2月底", "2023-02-28"),
    ("undated", "2100年2月底", "2100-02-28"),
    ("leap", "2月底前", "2024-02-29"),
    ("undated", "12月底前", "2022-12-31"),
    ("undated", "11月底之前", "2022-11-30"),
    ("undated", "2021年6月底前", "2021-06-30"),
    ("undated", "明年6月底前", "2023-06-30"),
    ("undated", "明年9月底前", "2023-09-30"),
    ("undated", "去年4月", "2021-04-30"),
    ("undated", "次年3月", "2023-03-31"),
    ("undated", "翌年1月底", "2023-01-31"),
    ("undated", "六月底前", "2022-06-30"),
    ("undated", "十一月底前", "2022-11-30"),
    ("undated", "十二月", "2022-12-31"),
    ("undated", "06月底", "2022-06-30"),
    ("undated", "９月底前", "2022-09-30"),
    ("undated", "9月份内", "2022-09-30"),
    ("undated", "2022年9月内", "2022-09-30"),
    ("undated", "确保11月底前", "2022-11-30"),
    ("July", "本月", "2022-07-31"),
    ("July", "本月底", "2022-07-31"),
    ("July", "于本月底", "2022-07-31"),
    ("July", "月底前", "2022-07-31"),
    ("July", "月内", "2022-07-31"),
    ("July", "下月底前", "2022-08-31"),
    ("eve", "下个月底前", "2023-01-31"),
    ("July", "下月10日前", "2022-08-10"),
    ("eve", "下月10日前", "2023-01-10"),
    # parts of months
    ("undated", "8月上旬", "2022-08-10"),
    ("undated", "8月中旬", "2022-08-20"),
    ("undated", "8月下旬", "2022-08-31"),
    ("undated", "2024年2月下旬", "2024-02-29"),
    ("undated", "11月下旬", "2022-11-30"),
    ("undated", "明年5月上旬", "2023-05-10"),
    # days
    ("undated", "6月30日", "2022-06-30"),
    ("undated", "11月20日前", "2022-11-20"),
    ("undated", "11月20日以前", "2022-11-20"),
    ("undated", "11月20日之前", "2022-11-20"),
    ("undated", "2022年8月31日前", "2022-08-31"),
    ("undated", "2023年1月15日前", "2023-01-15"),
    ("undated", "明年3月1日前", "2023-03-01"),
    ("undated", "九月三十日前", "2022-09-30"),
    ("undated", "十月二十一日", "2022-10-21"),
    ("undated", "10月8号前", "2022-10-08"),
    ("undated", "2024年2月29日", "2024-02-29"),
    ("undated", "2022-09-30", "2022-09-30"),
    ("undated", "2022/9/5", "2022-09-05"),
    ("undated", "2022.10.15前", "2022-10-15"),
    ("undated", "不迟于9月30日", "2022-09-30"),
    ("undated", "最迟12月15日前", "2022-12-15"),
    ("undated", "8月31日（含）前", "2022-08-31"),
    ("undated", "8月31日（含当日）前", "2022-08-31"),
    ("undated", "9月30日17时前", "2022-09-30"),
    ("undated", "9月30日下午5点前", "2022-09-30"),
    ("undated", "9月30日24时前", "2022-09-30"),
    ("undated", "10月1日0时前", "2022-09-30"),
    ("undated", "10月1日零时前", "2022-09-30"),
    ("July", "25日前", "2022-07-25"),
    ("July", "31日前", "2022-07-31"),
    ("July", "今天", "2022-07-20"),
    ("July", "明天", "2022-07-21"),
    ("July", "后天前", "2022-07-22"),
    ("July", "昨天", "2022-07-19"),
    ("eve", "明日", "2022-12-27"),
    # weeks
    ("July", "本周", "2022-07-24"),
    ("July", "本周内", "2022-07-24"),
    ("July", "周五前", "2022-07-22"),
    ("July", "本周五", "2022-07-22"),
    ("July", "下周", "2022-07-31"),
    ("July", "下周一前", "2022-07-25"),
    ("July", "下周五前", "2022-07-29"),
    ("July", "下星期三", "2022-07-27"),
    ("July", "上周", "2022-07-17"),
    ("July", "本周末", "2022-07-24"),
    ("eve", "下周日", "2023-01-08"),
    # counted from the day of the text
    ("July", "一周内", "2022-07-27"),
    ("July", "两周内", "2022-08-03"),
    ("July", "3个星期内", "2022-08-10"),
    ("July", "10日内", "2022-07-30"),
    ("July", "三十日内", "2022-08-19"),
    ("July", "15天内", "2022-08-04"),
    ("July", "100天内", "2022-10-28"),
    ("July", "一百天内", "2022-10-28"),
    ("July", "一个月内", "2022-08-20"),
    ("July", "三个月内", "2022-10-20"),
    ("July", "6个月之内", "2023-01-20"),
    ("July", "两月内", "2022-09-20"),
    ("July", "两个季度内", "2023-01-20"),
    ("July", "半年内", "2023-01-20"),
    ("July", "一年内", "2023-07-20"),
    ("July", "三年内", "2025-07-20"),
    ("July", "一年半内", "2024-01-20"),
    ("July", "半个月内", "2022-08-04"),
    ("July", "半月内", "2022-08-04"),
    ("July", "一个半月内", "2022-09-04"),
    ("July", "会后一周内", "2022-07-27"),
    ("July", "即日起一周内", "2022-07-27"),
    ("July", "自印发之日起30日内", "2022-08-19"),
    ("July", "自本通知印发之日起三个月内", "2022-10-20"),
    ("leap", "一个月内", "2024-02-29"),
    ("autumn", "三个月内", "2023-02-28"),
    ("leap", "一年内", "2025-01-31"),
    ("July", "8月1日起一个月内", "2022-09-01"),
    ("July", "10个工作日内", "2022-08-03"),
    ("July", "5个工作日内", "2022-07-27"),
    ("golden week", "5个工作日内", "2022-10-10"),
    ("spring", "3个工作日内", "2023-01-28"),
    # ranges and several in one
    ("undated", "7—9月", "2022-09-30"),
    ("undated", "7-9月份", "2022-09-30"),
    ("undated", "7至9月", "2022-09-30"),
    ("undated", "7月到9月", "2022-09-30"),
    ("undated", "10月至12月", "2022-12-31"),
    ("undated", "10月至次年3月", "2023-03-31"),
    ("undated", "10月至3月", "2023-03-31"),
    ("undated", "2022年10月至次年3月底", "2023-03-31"),
    ("undated", "2023年10月至3月", "2024-03-31"),
    ("undated", "从7月到9月底", "2022-09-30"),
    ("July", "1月至10月", "2022-10-31"),
    ("undated", "7、8月份", "2022-08-31"),
    ("undated", "7月和8月", "2022-08-31"),
    ("undated", "7月15日至8月20日", "2022-08-20"),
    ("undated", "7月15日—20日", "2022-07-20"),
    ("undated", "12月20日至1月10日", "2023-01-10"),
    ("undated", "即日起至年底", "2022-12-31"),
    ("July", "从现在到年底", "2022-12-31"),
    ("undated", "8月1日起至9月30日", "2022-09-30"),
    ("undated", "自今年7月起至2025年底", "2025-12-31"),
    ("undated", "10月初至12月底", "2022-12-31"),
    ("undated", "9月底前尽快", "2022-09-30"),
    ("undated", "及时、10月底前", "2022-10-31"),
    # festivals
    ("undated", "国庆节前", "2022-09-30"),
    ("undated", "国庆前", "2022-09-30"),
    ("July", "“十一”前", "2022-09-30"),
    ("undated", "国庆节", "2022-10-01"),
    ("undated", "元旦前", "2022-12-31"),
    ("July", "元旦前", "2022-12-31"),
    ("July", "春节前", "2023-01-21"),
    ("July", "明年春节前", "2023-01-21"),
    ("2025", "春节前", "2025-01-28"),
    ("undated", "2024年春节前", "2024-02-09"),
    ("July", "中秋节前", "2022-09-09"),
    ("2025", "中秋节前", "2025-10-05"),
    ("2021", "五一前", "2021-04-30"),
    ("2021", "“五一”劳动节前", "2021-04-30"),
    ("July", "五一前", "2023-04-30"),
    ("2021", "“七一”前", "2021-06-30"),
    ("leap", "端午节前", "2024-06-09"),
    ("July", "重阳节", "2022-10-04"),
    ("golden week", "国庆前", "2022-09-30"),
    ("autumn", "国庆节前", "2023-09-30"),
    ("spring", "元宵节前", "2023-02-04"),
]  # fmt: skip

OPEN = [
    # when, words, kind, why
    ("July", "每月", "recurring", "反复"),
    ("July", "每个月", "recurring", "反复"),
    ("July", "每季度", "recurring", "反复"),
    ("July", "每周", "recurring", "反复"),
    ("July", "每周五", "recurring", "反复"),
    ("July", "每年", "recurring", "反复"),
    ("July", "每两周", "recurring", "反复"),
    ("July", "每半年一次", "recurring", "反复"),
    ("July", "每月25日前", "recurring", "反复"),
    ("July", "每年6月底前", "recurring", "反复"),
    ("July", "每年10月至次年3月", "recurring", "反复"),
    ("July", "每月一日前", "recurring", "反复"),
    ("July", "按月", "recurring", "反复"),
    ("July", "按季度", "recurring", "反复"),
    ("July", "逐月", "recurring", "反复"),
    ("July", "一周一调度", "recurring", "反复"),
    ("July", "定期", "recurring", "反复"),
    ("July", "常态化", "recurring", "反复"),
    ("July", "长期", "standing", "没有终止"),
    ("July", "第一时间", "standing", "随事随办"),
    ("July", "当日", "standing", "每件事"),
    ("July", "次月10日前", "standing", "每件事"),
    ("July", "8月1日起", "standing", "从什么时候开始"),
    ("July", "即日起", "standing", "从什么时候开始"),
    ("July", "国庆节后", "standing", "从什么时候开始"),
    ("July", "三天后", "standing", "从什么时候开始"),
    ("July", "春节期间", "standing", "时节"),
    ("July", "中秋、国庆等节假日", "standing", "时节"),
    ("July", "入冬前", "by", "时节"),
    ("July", "明年入冬前", "by", "时节"),
    ("July", "汛期前", "by", "时节"),
    ("July", "今冬明春", "by", "时节"),
    ("July", "秋季开学前", "by", "时节"),
    ("July", "年前", "by", "元旦还是以春节"),
    ("July", "任期内", "by", "任期"),
    ("July", "尽快", "by", "要求快"),
    ("July", "按期", "by", "另有安排"),
    ("July", "适时", "by", "时机"),
    ("July", "近期", "by", "大概"),
    ("July", "9月初", "by", "大概"),
    ("July", "年中", "by", "大概"),
    ("July", "10月中", "by", "大概"),
    ("July", "国庆节前后", "by", "大概"),
    ("July", "9月底左右", "by", "大概"),
    ("July", "大约三个月内", "by", "大概"),
    ("July", "两三个月内", "by", "大概"),
    ("July", "3—5个工作日内", "by", "大概"),
    ("July", "9月前", "by", "开始以前还是结束以前"),
    ("July", "2025年前", "by", "开始以前还是结束以前"),
    ("July", "10月中旬前", "by", "开始以前还是结束以前"),
    ("July", "周末前", "by", "开始以前还是结束以前"),
    ("July", "三月内", "by", "几个月以内"),
    ("July", "三年", "by", "从哪一天算起"),
    ("July", "用三年时间", "by", "从哪一天算起"),
    ("July", "24小时内", "by", "小时"),
    ("July", "两年前", "by", "过去"),
    ("July", "今年以来", "by", "过去"),
    ("July", "目前", "by", "过去"),
    ("July", "2月30日", "by", "没有这一天"),
    ("undated", "2023年2月29日前", "by", "没有这一天"),
    ("July", "2025年至2022年", "by", "没有这一天"),
    ("July", "10月30日至5日", "by", "没有这一天"),
    ("July", "3月底前", "by", "已经过去"),
    ("July", "一季度", "by", "已经过去"),
    ("July", "6月30日前", "by", "已经过去"),
    ("July", "15日前", "by", "已经过去"),
    ("July", "6月底前、12月底前", "by", "2022年6月30日、2022年12月31日"),
    ("July", "8月、12月", "by", "2022年8月31日、2022年12月31日"),
    ("July", "8、10、12月", "by", "不相连"),
    ("July", "一、四季度", "by", "不相连"),
    ("undated", "一周内", "by", "没有写明日期"),
    ("undated", "三年内", "by", "没有写明日期"),
    ("undated", "10个工作日内", "by", "没有写明日期"),
    ("undated", "本月底", "by", "没有写明日期"),
    ("undated", "25日前", "by", "没有写明日期"),
    ("undated", "下周五前", "by", "没有写明日期"),
    ("undated", "春节前", "by", "没有写明日期"),
    ("far", "10个工作日内", "by", "放假安排"),
    ("undated", "2150年春节前", "by", "还不知道"),
    # what no rule explains
    ("July", "年底前全部完成", "by", "“全部完成”没有规则"),
    ("July", "打赢三季度", "by", "“打赢”没有规则"),
    ("July", "收到通知后5个工作日内", "by", "“收到通知后”没有规则"),
    ("July", "合同签订之日起30日内", "by", "“合同签订之日起”没有规则"),
    ("July", "农历八月底前", "by", "“农历”没有规则"),
    ("July", "腊月底前", "by", "“腊”没有规则"),
    ("July", "2200年底", "by", "“2200”没有规则"),
    ("July", "9月底前10个村完成", "by", "没有规则"),
]  # fmt: skip


@pytest.mark.parametrize(("when", "words", "day"), DAYS)
def test_a_time_settles_the_day_of_the_calendar(when: str, words: str, day: str) -> None:
    time = read_time(words, SAID[when])
    assert time is not None
    assert (str(time.day), time.kind, time.reason) == (day, "by", "")


@pytest.mark.parametrize(("when", "words", "kind", "why"), OPEN)
def test_a_time_without_a_day_says_why(when: str, words: str, kind: str, why: str) -> None:
    time = read_time(words, SAID[when])
    assert time is not None
    assert (time.day, time.kind) == (None, kind)
    assert why in time.reason
    assert time.waits == ("没有写明日期" in why), "whether the day of the text would settle it"


@pytest.mark.parametrize(
    "words", ["请县教育局", "年未", "日出之时", "力争", "", "、", "前", "底线"]
)
def test_what_is_no_time_is_none(words: str) -> None:
    assert read_time(words, JULY) is None


def test_an_office_goes_before_the_grammar() -> None:
    """Its word takes in what stands beside it, unless it is one that only asks for haste."""
    words = [own_word("秋收前", "by", "由农业农村局定。"), own_word("尽快", "by", "越快越好。")]
    for text, day, reason in (
        ("秋收前", "None", "由农业农村局定。"),
        ("明年秋收前", "None", "由农业农村局定。"),
        ("尽快", "None", "越快越好。"),
        ("9月底前尽快", "2022-09-30", ""),
    ):
        time = read_time(text, JULY, words)
        assert time is not None
        assert (str(time.day), time.reason) == (day, reason)


FOUND = [
    # a sentence, and its times with their use
    ("县住建局要在10月底前完成12个老旧小区改造。", [("10月底前", "deadline")]),
    ("去年亏损，要在9月底前扭亏。", [("去年", "fact"), ("9月底前", "deadline")]),
    ("上半年增长5%，下半年要再快一些。", [("上半年", "fact"), ("下半年", "unclear")]),
    ("年初以来，全县上下克服困难。", [("年初以来", "fact")]),
    ("截至6月底，已有3户开工。", [("6月底", "fact")]),
    ("比1—4月份提高2个百分点，较去年同期持平。", [("1—4月份", "fact"), ("去年同期", "fact")]),
    ("“奋战一百天，打赢三季度”行动要抓紧。", [("三季度", "name"), ("抓紧", "deadline")]),
    ("实施国企改革三年行动，地铁2号线年内通车。", [("年内", "deadline")]),
    ("编制“十四五”规划，到“十四五”末翻一番。", [("“十四五”末", "deadline")]),
    ("牵头单位每月25日前报送，一周内拿出方案。",
     [("每月25日前", "deadline"), ("一周内", "deadline")]),
    ("10月至次年3月供暖，明年6月底前整改。",
     [("10月至次年3月", "unclear"), ("明年6月底前", "deadline")]),
    ("办理时间压缩至5个工作日，抓好项目前期工作，主要体现在三方面。", []),
    ("力争8月投运、年底前达产。", [("8月", "unclear"), ("年底前", "deadline")]),
    ("内蒙古要当好排头兵，冲锋在前，守住底线。", []),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "times"), FOUND)
def test_times_are_found_in_a_sentence(sentence: str, times: list[tuple[str, str]]) -> None:
    found = find_times(sentence, JULY)
    assert [(sentence[start:end], time.use) for start, end, time in found] == times
    assert all(sentence[start:end] == time.text for start, end, time in found)


@settings(deadline=None, derandomize=True)
@given(
    st.text("〇一二三十百两半0129年月日季度周天个工作初中底末内前后起至—、，每今明次本上下旬春节“”")
)
def test_whatever_is_said_is_read_without_a_slip(text: str) -> None:
    for said in (UNDATED, JULY):
        time = read_time(text, said)
        assert time is None or (time.day is None) == bool(time.reason)
        find_times(text, said)
