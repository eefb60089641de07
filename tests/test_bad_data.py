"""Each kind of wrong data gets its own message, in Chinese, with file, line and remedy."""

from pathlib import Path

import pytest

from handbook.cli import main
from handbook.findings import DataError
from handbook.load import load
from tests.conftest import Spoil

T1, T2 = "tasks/2.1.yaml", "tasks/2.2.yaml"

# fmt: off
# ruff: noqa: E501
CASES: list[tuple[str, str, str, list[str]]] = [
    # file, old words, new words, all findings
    (T1, "县交通局要在10月底前", "县交通局要在11月底前", [
        "speech.txt:6:7: 【交代】s8 没有任何任务、问题、机制引用，也没有标明为何不立任务：“县交通局要在10月底前修通柳树沟公路，全长12.5公里。”",
        "tasks/2.1.yaml:4:7: 【文字】原文没有“县交通局要在11月底前修通柳树沟公路，全长12.5公里”：到“县交通局要在1”为止一致，接下来原文是“0月底前修通柳树”，这里写的是“1月底前修通柳树”，请照原文改正",
        "tasks/2.1.yaml:7:20: 【文字】“10月底前”不在本任务的引语里，请照原文摘录",
    ]),
    (T1, "    - 县交通局要在10月底前修通柳树沟公路，全长12.5公里", "    - 修", [
        "speech.txt:6:7: 【交代】s8 没有任何任务、问题、机制引用，也没有标明为何不立任务：“县交通局要在10月底前修通柳树沟公路，全长12.5公里。”",
        "tasks/2.1.yaml:4:7: 【文字】“修”在原文出现 5 次（s4、s4、s7、s8、s9），请把引语写长，或者用 prefix、suffix 写明前后文",
        "tasks/2.1.yaml:6:14: 【情况】引语里没有点名“县交通局”，请引出点名的原文，或删去这一责任",
        "tasks/2.1.yaml:7:20: 【文字】“10月底前”不在本任务的引语里，请照原文摘录",
        "tasks/2.1.yaml:9:29: 【数字】“全长12.5公里”不在本任务的引语里，请照原文摘录",
        "tasks/2.1.yaml:9:29: 【数字】“全长12.5公里”里的 12.5 不在本任务的引语里，请核对原文",
        "tasks/2.1.yaml:9:58: 【数字】“公里”不在本任务的引语里，请照原文摘录",
    ]),
    (T1, "id: 2.1-02", "id: 2.1-01", [
        "problems/1.yaml:5:11: 【引用】没有编号为 2.1-02 的任务，请核对",
        "speech.txt:6:7: 【交代】s8 没有任何任务、问题、机制引用，也没有标明为何不立任务：“县交通局要在10月底前修通柳树沟公路，全长12.5公里。”",
        "tasks/2.1.yaml:10:7: 【引用】编号“2.1-01”与 data/tasks/2.1.yaml:1:7 重复，请改用别的编号",
    ]),
    (T1, "id: 2.1-02", "id: 2.1-2", [
        "tasks/2.1.yaml:10:7: 【格式】“2.1-2”的写法不对，请照 data/README.md 里“id”的格式改正",
    ]),
    (T1, "id: 2.1-02", "id: 2.2-02", [
        "problems/1.yaml:5:11: 【引用】没有编号为 2.1-02 的任务，请核对",
        "tasks/2.1.yaml:10:7: 【引用】编号属于 2.2，但第一条引语在 2.1，请改编号或改引语",
    ]),
    (T1, "unit: jiaotong", "unit: jiaotng", [
        "tasks/2.1.yaml:6:14: 【引用】单位表里没有“jiaotng”，请核对 units.yaml 里的 id",
    ]),
    (T1, "unit: jiaotong", "unit: jiaoyu", [
        "tasks/2.1.yaml:6:14: 【情况】引语里没有点名“县教育局”，请引出点名的原文，或删去这一责任",
    ]),
    (T1, "unit: jiaotong", "unit: ge-cun", [
        "tasks/2.1.yaml:6:14: 【情况】各村 标为只被提到（context_only），不能承担任务，请核对",
        "tasks/2.1.yaml:6:14: 【情况】引语里没有点名“各村”，请引出点名的原文，或删去这一责任",
    ]),
    (T1, "basis: stated", "basis: inherited", [
        "tasks/2.1.yaml:6:50: 【情况】依据为 inherited 的，要用 quote 引出点名的那段原文",
    ]),
    (T1, "role: responsible", "role: boss", [
        "tasks/2.1.yaml:6:30: 【格式】“boss”不在可选的值里（lead, responsible, support, guide, supervise），请改成其中之一",
    ]),
    (T1, "deadline: {text: 10月底前}", "deadline: {text: 9月底前}", [
        "tasks/2.1.yaml:7:20: 【文字】“9月底前”不在本任务的引语里，请照原文摘录",
    ]),
    (T1, "deadline: {text: 10月底前}", "deadline: {text: 县交通局}", [
        "tasks/2.1.yaml:7:20: 【数字】deadlines.yaml 里没有“县交通局”这类时限用语，请补一条",
    ]),
    (T1, "value: 12.5", "value: 12.6", [
        "tasks/2.1.yaml:9:46: 【数字】12.6 不在“全长12.5公里”里，请核对",
    ]),
    (T1, "text: 全长12.5公里", "text: 全长13公里", [
        "tasks/2.1.yaml:9:29: 【数字】“全长13公里”不在本任务的引语里，请照原文摘录",
        "tasks/2.1.yaml:9:29: 【数字】“全长13公里”里的 13 不在本任务的引语里，请核对原文",
        "tasks/2.1.yaml:9:44: 【数字】12.5 不在“全长13公里”里，请核对",
    ]),
    (T1, "title: 修通柳树沟公路", "title: 修通3条公路", [
        "tasks/2.1.yaml:2:10: 【数字】“修通3条公路”里的 3 不在本任务的引语里，请核对原文",
    ]),
    (T1, "masked: true", "value: 90, masked: true", [
        "tasks/2.1.yaml:19:66: 【数字】90 不在“达到**%”里，请核对",
        "tasks/2.1.yaml:19:66: 【数字】原文隐去的数字不能填值，请删去 value",
    ]),
    (T1, ", masked: true", "", [
        "tasks/2.1.yaml:19:25: 【数字】“达到**%”的数字原文隐去了，请写 masked: true",
    ]),
    (T1, "commitment: 力争", "commitment: 必保", [
        "tasks/2.1.yaml:12:15: 【文字】本任务的引语里没有“必保”，请删去或补引原文",
    ]),
    (T1, "commitment: 力争", "commitment: 一定", [
        "tasks/2.1.yaml:12:15: 【格式】“一定”不在可选的值里（必保, 确保, 力争, 争取），请改成其中之一",
    ]),
    (T1, "title: 修通柳树沟公路", "titel: 修通柳树沟公路", [
        "tasks/2.1.yaml:1:3: 【格式】缺少“title”，请补上",
        "tasks/2.1.yaml:2:10: 【格式】不认识“titel”这一项，请删去或改正（是不是“title”？）",
    ]),
    (T1, "  title: 修通柳树沟公路\n", "", [
        "tasks/2.1.yaml:1:3: 【格式】缺少“title”，请补上",
    ]),
    (T1, "title: 修通柳树沟公路", "title: 路路路路路路路路路路路路路路路路路路路路路路路路路", [
        "tasks/2.1.yaml:2:10: 【格式】“路路路路路路路路路路路路路路路路路路路路路路路路路”有 25 个字，最多 24 个，请写短",
    ]),
    (T1, "title: 修通柳树沟公路", "title: 2022", [
        "tasks/2.1.yaml:2:10: 【格式】“title”应为文字，这里是“2022”；如果是数字、日期或 yes/no，请加上引号",
    ]),
    (T1, "title: 修通柳树沟公路", "title: yes", [
        "tasks/2.1.yaml:2:10: 【格式】“title”应为文字，这里是“True”；如果是数字、日期或 yes/no，请加上引号",
    ]),
    (T1, "title: 修通柳树沟公路", "title: [", [
        "tasks/2.1.yaml:4:5: 【格式】YAML 写法有误，请检查这里和上一行：缩进、冒号后的空格、引号和括号是否成对，以 * & @ [ 等符号开头的文字要加引号",
    ]),
    (T1, "title: 修通柳树沟公路", "title: a\n  title: b", [
        "tasks/2.1.yaml:3:3: 【格式】“title”在同一条里写了两次，请删去一处",
    ]),
    (T1, "title: 修通柳树沟公路", "title: *路", [
        "tasks/2.1.yaml:2:11: 【格式】YAML 写法有误，请检查这里和上一行：缩进、冒号后的空格、引号和括号是否成对，以 * & @ [ 等符号开头的文字要加引号",
    ]),
    (T2, "deliverable: 方案", "deliverable: 草案", [
        "tasks/2.2.yaml:7:16: 【文字】“草案”不在本任务的引语里，请照原文摘录",
    ]),
    (T2, "deliverable: 方案", "measures: [开会]", [
        "tasks/2.2.yaml:7:14: 【文字】“开会”不在本任务的引语里，请照原文摘录",
    ]),
    ("problems/1.yaml", "[2.1-02]", "[2.1-09]", [
        "problems/1.yaml:5:11: 【引用】没有编号为 2.1-09 的任务，请核对",
    ]),
    ("context/2.yaml", "（二）办学。", "（二）办校。", [
        "context/2.yaml:2:28: 【文字】原文没有“（二）办校。”：到“（二）办”为止一致，接下来原文是“学。请县教育局牵”，这里写的是“校。”，请照原文改正",
        "speech.txt:7:1: 【交代】s10 没有任何任务、问题、机制引用，也没有标明为何不立任务：“（二）办学。”",
    ]),
    ("context/2.yaml", "（二）办学。", "抓紧编制“两免”方案。", [
        "context/2.yaml:1:3: 【交代】s11 已有任务、问题或机制引用，不必再标“标题”，请删去：“请县教育局牵头，抓紧编制“两免”方案。”",
        "speech.txt:7:1: 【交代】s10 没有任何任务、问题、机制引用，也没有标明为何不立任务：“（二）办学。”",
    ]),
    ("context/2.yaml", ", （二）办学。", "", [
        "speech.txt:7:1: 【交代】s10 没有任何任务、问题、机制引用，也没有标明为何不立任务：“（二）办学。”",
    ]),
    ("outline.yaml", "title: 办学", "title: 办校", [
        "outline.yaml:5:3: 【文字】在上一节之后的原文里找不到“（二）办校”，请照原文写 number、title 或 start",
    ]),
    ("outline.yaml", "id: \"2.2\"", "id: \"4.2\"", [
        "outline.yaml:5:3: 【文字】4.2 的上级 4 不在提纲里，请补上",
    ]),
    ("units.yaml", "name: 县交通局", "name: 县水利局", [
        "tasks/2.1.yaml:6:14: 【情况】引语里没有点名“县水利局”，请引出点名的原文，或删去这一责任",
        "units.yaml:1:24: 【文字】原文没有“县水利局”或它的别名，请照原文的叫法写",
    ]),
    ("units.yaml", "id: jiaoyu", "id: 教育", [
        "units.yaml:2:8: 【格式】“教育”的写法不对，请照 data/README.md 里“id”的格式改正",
    ]),
    ("units.yaml", "id: jiaoyu", "id: ../x", [
        "units.yaml:2:8: 【格式】“../x”的写法不对，请照 data/README.md 里“id”的格式改正",
    ]),
    ("units.yaml", "kind: collective", "kind: village", [
        "units.yaml:3:32: 【格式】“village”不在可选的值里（department, county, zone, taskforce, office, collective, other），请改成其中之一",
    ]),
    ("terms.yaml", "“两免”", "“三免”", [
        "terms.yaml:1:26: 【文字】原文没有““三免””，请照原文的叫法写",
    ]),
    ("terms.yaml", "“两免”", "县教育局", [
        "terms.yaml:1:26: 【引用】“县教育局”已经是 unit:jiaoyu 的名称，同一名称只能归一处",
    ]),
    ("handbook.yaml", "year: 2031", "year: 两千", [
        "handbook.yaml:4:7: 【格式】应为数字，这里是“两千”，请去掉引号和单位",
    ]),
    ("handbook.yaml", "year: 2031", "year: 2031\ndelivered_on: 2031-02-30", [
        "handbook.yaml:5:15: 【格式】“2031-02-30”不是日历上有的日期，请写成 2022-07-20 的样子",
    ]),
]
# fmt: on


@pytest.mark.parametrize(("name", "old", "new", "findings"), CASES)
def test_wrong_data_is_named(
    tiny_data: Path, spoil: Spoil, name: str, old: str, new: str, findings: list[str]
) -> None:
    spoil(name, old, new)
    with pytest.raises(DataError) as caught:
        load(tiny_data)
    assert [str(f).removeprefix("data/") for f in caught.value.findings] == findings


def test_all_findings_come_at_once_and_nothing_is_written(
    tiny_data: Path, spoil: Spoil, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(T1, "value: 12.5", "value: 1")
    spoil(T2, "deliverable: 方案", "deliverable: 草案")
    spoil("units.yaml", "kind: collective", "kind: village")
    docs = tmp_path / "docs"
    assert main(["--data", str(tiny_data), "--docs", str(docs)]) == 1
    errors = capsys.readouterr().err
    assert [part in errors for part in ("2.1.yaml:9", "2.2.yaml:7", "units.yaml:3")] == [True] * 3
    assert not docs.exists()


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("标题".encode("gbk"), "不是 UTF-8"),
        (b"- a\n" * 600_000, "超过上限"),
        (b"a: &x 1\nb: *x\n", "不支持 YAML 锚点"),
        (b"a: !!python/object:os.system 1\n", "不支持 YAML 标记"),
        (b"\x01", "不能用的字符"),
    ],
)
def test_files_that_are_no_plain_yaml(tiny_data: Path, raw: bytes, message: str) -> None:
    (tiny_data / "results.yaml").write_bytes(raw)
    with pytest.raises(DataError, match=message):
        load(tiny_data)


def test_a_file_nobody_reads_is_reported(tiny_data: Path) -> None:
    (tiny_data / "term.yaml").write_text("[]", encoding="utf-8")
    with pytest.raises(DataError, match=r"没有用到这个文件.*terms\.yaml"):
        load(tiny_data)


def test_a_retired_id_is_not_used_again(tiny_data: Path) -> None:
    text = "- {id: 2.2-01, reason: 并入别的任务}\n"
    (tiny_data / "retired.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"编号 2\.2-01 已经停用"):
        load(tiny_data)


def test_figures_that_do_not_add_up(tiny_data: Path) -> None:
    record = (
        "- {total: 12.5, parts: [10, 3], unit: 公里, quote: 10月底前修通柳树沟公路，全长12.5公里}\n"
    )
    (tiny_data / "sums.yaml").write_text(record, encoding="utf-8")
    with pytest.raises(DataError, match=r"10 \+ 3 不等于 12.5"):
        load(tiny_data)
