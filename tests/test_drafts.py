"""What is drafted from sentences, as tables of cases, and floors for the bench's figures."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bench import draft as bench
from bench.draft_texts import drafts_of, read_other
from bench.timing import ROOT
from handbook.draft.drafts import Drafts, TaskDraft
from handbook.model import Section
from handbook.read.load import load


def drafts(text: str, title: str = "重点任务") -> Drafts:
    return drafts_of(text, {"1": Section("1", "", title, None, 0, len(text))})


def only(text: str) -> TaskDraft:
    (task,) = drafts(text).tasks
    return task


TASKS = [
    # a sentence, and the titles of the tasks that it sets
    ("要健全机制，调齐队伍。", ["健全机制", "调齐队伍"]),
    ("持续促增量、控减量、稳变量。", ["持续促增量、控减量、稳变量"]),
    ("通过以奖代补，引导农户改厕。", ["引导农户改厕"]),
    ("全面做好河道清淤、堤防加固等工作。", ["全面做好河道清淤", "全面做好堤防加固等工作"]),
    ("新增停车位7800个、充电设施800个。", ["新增停车位7800个", "新增充电设施800个"]),
    ("加强水源保护，促进水质改善。", ["加强水源保护"]),
    ("深化国企改革，确保不发生规模性失业。", ["深化国企改革"]),
    ("对未开工的项目，加强调度，推动尽早开工。", ["对未开工的项目推动尽早开工"]),
    ("建设粮库，力争全年粮食产量达到50亿斤。", ["建设粮库", "力争全年粮食产量达到50亿斤"]),
    ("结合实际制定实施方案，明确路线图。", ["结合实际制定实施方案", "明确路线图"]),
    ("公开目录，严禁采集个人信息。", ["公开目录"]),
    ("加强监管，10月底前二期工程主体竣工。", ["加强监管", "10月底前二期工程主体竣工"]),
    ("2．2021年底前制定出台指导意见。", ["制定出台指导意见"]),
    ("落实省委的工作要求，通过技术改造，促进产业升级。", ["促进产业升级"]),
    ("支持各类企业实施并购、扩大股权融资。", ["支持各类企业实施并购、扩大股权融资"]),
    (
        "加快灌区建设，10月底前南岸渠道具备通水条件。",
        ["加快灌区建设", "10月底前南岸渠道具备通水条件"],
    ),
    (
        "推进项目建设，确保二期项目年底前完成设备调试。",
        ["推进项目建设", "确保二期项目年底前完成设备调试"],
    ),
    ("优化高中布局，6月底前开工建设高中8所。", ["优化高中布局", "开工建设高中8所"]),
    ("完善导则，年底前达标村实现城区全覆盖。", ["完善导则", "年底前达标村实现城区全覆盖"]),
    ("抓好人群就业，实现零就业家庭动态清零。", ["抓好人群就业"]),
    ("抓好品牌，让产品走进企业，占领更多市场。", ["抓好品牌"]),
    ("9大产业集群规模增长10%、总量超过30亿元。", ["9大产业集群规模增长10%、总量超过30亿元"]),
    (
        "新建托育园，对认定的机构，按照孩子人数给予补助。",
        ["新建托育园", "对认定的机构按照孩子人数给予补助"],
    ),
    ("发展电商，壮大甲店、乙店等本土企业。", ["发展电商", "壮大甲店、乙店等本土企业"]),
    ("落实支付制度，保障劳动者合法权益。", ["落实支付制度"]),
    ("强化担当，守土有责、守土负责、守土尽责。", ["强化担当"]),
    ("加强研发，与商飞深度合作。", ["加强研发", "与商飞深度合作"]),
    ("全面解决草原过牧问题。", ["全面解决草原过牧问题"]),
    ("推动学院获批试点单位。", ["推动学院获批试点单位"]),
    (
        "提升服务水平。扎实推进融合发展，办好活动。加快推进大剧院项目。办好展览，做好服务。",
        ["扎实推进融合发展", "办好活动", "加快推进大剧院项目", "办好展览", "做好服务"],
    ),
    ("认真学习运用外地经验，抓好人居整治。", ["抓好人居整治"]),
    ("依托高校园区打造一批中试平台。", ["依托高校园区打造一批中试平台"]),
    (
        "巩固已有改革成果，将可行的做法逐步上升为制度规范。",
        ["巩固已有改革成果", "将可行的做法逐步上升为制度规范"],
    ),
    ("优化环境，以法治手段维护公平竞争。", ["优化环境"]),
    ("新签合作银行6家，挂牌企业达到500家。", ["新签合作银行6家", "挂牌企业达到500家"]),
    ("完成造林4000亩，其中治沙1500亩，推进沙地治理。", ["完成造林4000亩", "推进沙地治理"]),
    (
        "启动运营商场，提升河湾老街品质，做好展览。",
        ["启动运营商场", "提升河湾老街品质", "做好展览"],
    ),
    ("启动运营商场，提升河湾老街品质。", ["启动运营商场"]),
    ("支持国防建设，实现双拥模范城三连冠。", ["支持国防建设", "实现双拥模范城三连冠"]),
    ("各位代表，要以担当的精神，绘好时代画卷！", []),
    (
        "支持试点先行，根据试点情况适时扩大试点范围。",
        ["支持试点先行", "根据试点情况适时扩大试点范围"],
    ),
    ("谋划新思路，开辟改革开放新天地。", ["谋划新思路"]),
    ("解决历史遗留问题，早日实现群众的安居梦。", ["解决历史遗留问题"]),
    ("要从群众关心的事情做起，补齐民生短板。", ["补齐民生短板"]),
    ("扩大保险覆盖面，提高养老金标准。", ["扩大保险覆盖面", "提高养老金标准"]),
    ("6月底前制定费用直接结算政策，12月底前实现费用直接结算。", ["制定费用直接结算政策"]),
    ("强化基金监管，切实守好群众的看病钱。", ["强化基金监管"]),
    (
        "组织好洽谈活动，确保签约项目总投资800亿元以上。",
        ["组织好洽谈活动", "确保签约项目总投资800亿元以上"],
    ),
    ("健全体系，完善灾害特别是洪水监测措施。", ["健全体系", "完善灾害特别是洪水监测措施"]),
    ("打好攻坚战，全力攻坚，扎实推进。", ["打好攻坚战"]),
    ("建立发现机制，借助大数据等办法，使困难群众得到保障。", ["建立发现机制"]),
    ("网点达到8万个，带动就业30万人以上。", ["网点达到8万个"]),
    ("推广好做法，将可行的做法规范化、制度化。", ["推广好做法", "将可行的做法规范化、制度化"]),
    ("发挥好文艺团体作用，办好活动。", ["发挥好文艺团体作用", "办好活动"]),
    ("比如，有的镇修了路。", []),
    ("苏轼曾说“发之以勇”。", []),
    ("创新是解决难题的有效路径。", []),
    ("近期，国家出台了一系列利好政策。", []),
    ("现在，我代表市人民政府向大会报告工作。", []),
]


@pytest.mark.parametrize(("text", "titles"), TASKS)
def test_a_sentence_is_cut_into_tasks(text: str, titles: list[str]) -> None:
    assert [task.title for task in drafts(text).tasks] == titles


HEADED = """\
一、任务
（一）以创建为牵引，打造开放高地。一要做强平台。建设工业园区，引进龙头企业。二要畅通通道。修好出省公路。
（二）改善民生。一要稳岗。开展技能培训，帮扶困难人员。二要助学。改造乡村学校。
附件
某市2025年10件民生实事清单
1.改造老旧小区，加装电梯。
2.修建农村公路，增开客车。
"""


def test_headings_set_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(HEADED, "utf-8")
    assert [task.title for task in read_other(file).found.tasks] == [
        "建设工业园区", "引进龙头企业", "修好出省公路", "开展技能培训", "帮扶困难人员",
        "改造乡村学校", "改造老旧小区", "加装电梯", "修建农村公路", "增开客车",
    ]  # fmt: skip


UNITS = [
    # a sentence, and its units with their roles; + where others follow that are not named
    ("县住建局、县发改局要抓紧推进管网改造。", "县住建局 responsible 县发改局 responsible"),
    ("税务、人社等部门要提供便利化服务。", "税务 responsible 人社+ responsible"),
    ("由县水利局牵头，甲乡、乙镇配合，完成河道清淤。", "县水利局 lead 甲乡 support 乙镇 support"),
    ("请市委编办牵头，厘清权责。", "市委编办 lead"),
    ("请**副市长牵头，做好燃煤采购工作。", "**副市长 lead"),
    ("各地各部门特别是主要负责同志，要带头落实。",
     "各地各部门 responsible 主要负责同志 responsible"),
    ("市环境局要指导相关部门，严格推进整改。", "市环境局 guide 相关部门 responsible"),
    ("建设粮库。（牵头单位：市粮食局；责任单位：各县区、市财政局）",
     "市粮食局 lead 各县区 responsible 市财政局 responsible"),
    ("推进标准互认（市场监管总局牵头，商务部、海关总署配合）。",
     "市场监管总局 lead 商务部 support 海关总署 support"),
    ("完善考核办法。（教育部、财政部按职责分工负责）", "教育部 responsible 财政部 responsible"),
    ("清理欠费。（各地区、各有关部门负责）", "各地区 responsible 各有关部门 responsible"),
    ("建设粮库。（国家发展改革委会同有关部门负责）", "国家发展改革委 responsible 有关部门 support"),
    ("建设粮库。\n牵头单位：市发改委；责任单位：市财政局、各县区\n",
     "市发改委 lead 市财政局 responsible 各县区 responsible"),
    ("建设粮库。（证监会、中国贸促会、国铁集团等按职责分工负责）",
     "证监会 responsible 中国贸促会 responsible 国铁集团+ responsible"),
    ("建设粮库。（责任部门：市高院、市交通委（市道运局）、市交警总队等；各区政府）",
     "市高院 responsible 市交通委（市道运局） responsible 市交警总队+ responsible "
     "各区政府 responsible"),
    ("建设粮库。（公安部、应急管理部）", "公安部 responsible 应急管理部 responsible"),
    ("建设粮库。（国家药监局、银保监会等国务院相关部门及各地区按职责分工负责）",
     "国家药监局 responsible 银保监会+ responsible 各地区 responsible"),
    ("建设粮库。（银保监会及各地区按职责分工负责）", "银保监会 responsible 各地区 responsible"),
    ("建设粮库。（某某协调办牵头，各部门负责）", "某某协调办 lead 各部门 responsible"),
    ("各县（市、区）要建设粮库（含冷库、棚库）。", "各县（市、区） responsible"),
    ("市场监管总局会同有关部门制定行业标准。", "市场监管总局 responsible 有关部门 support"),
    ("各盟市严格落实投入机制。", "各盟市 responsible"),
    ("市住建局组织了突击队。", ""),
    ("我们要加快建设粮库。", ""),
    ("加大向开发区放权力度。", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), UNITS)
def test_units_and_roles(text: str, expected: str) -> None:
    found = sorted(drafts(text).units, key=lambda unit: unit.start)
    assert " ".join(f"{u.text}{'+' * u.open} {u.role}" for u in found) == expected


def test_short_and_full_names_are_one_unit() -> None:
    text = "市发展和改革委员会要谋划项目。\n市发改委要储备项目。\n发改委要申报项目。"
    assert len({unit.key for unit in drafts(text).units}) == 1


def test_a_bracket_binds_all_that_its_item_says() -> None:
    found = drafts("9.改造老旧小区49个。新建充电桩1000枪以上。（牵头单位：市住建局）").tasks
    assert [[unit.text for unit in task.units] for task in found] == [["市住建局"]] * 2


FIGURES = [
    # a sentence, and its figures: use, name, comparator, value, upper, unit
    ("新增“四上”企业100户以上。", [("end", "新增“四上”企业", "以上", 100, None, "户")]),
    ("耕地安全利用率达到90%。", [("end", "耕地安全利用率", "达到", 90, None, "%")]),
    ("加快25个重点项目建设。", [("extent", "重点项目建设", None, 25, None, "个")]),
    ("推进10亿元以上重大项目建设。", []),
    ("落实“安全生产15条硬措施”。", []),
    ("年内新建航线3—5条。", [("end", "新建航线", None, 3, 5, "条")]),
    ("年内完成造林**万亩。", [("end", "造林", "完成", None, None, "万亩")]),
    ("推进十大类项目建设。", [("extent", "项目建设", None, 10, None, "大类")]),
    ("开展职业技能培训40万人次。", [("end", "开展职业技能培训", None, 40, None, "万人次")]),
    (
        "确保593个省市重点项目全年完成投资26亿元以上。",
        [
            ("extent", "省市重点项目", None, 593, None, "个"),
            ("end", "593个省市重点项目全年完成投资", "以上", 26, None, "亿元"),
        ],
    ),
    ("建成投产年产5万台机器的生产线。", []),
    ("实施甲厂100万吨、乙厂120万吨焦化等项目。", []),
    ("全年进出口额实现30亿元。", [("end", "进出口额", "实现", 30, None, "亿元")]),
    (
        "新建3个行政村供水工程18处。",
        [
            ("extent", "行政村供水工程", None, 3, None, "个"),
            ("end", "新建3个行政村供水工程", None, 18, None, "处"),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), FIGURES)
def test_figures(text: str, expected: list[tuple[object, ...]]) -> None:
    found = [(f.use, f.name, f.comparator, f.value, f.upper, f.unit) for f in drafts(text).figures]
    assert found == expected


DAYS = [
    # a sentence, and its words of time
    ("全年争取中央预算内投资100亿元以上。", "全年"),
    ("5．2020年底前组织开展自查，2021年3月底前开展检查。", "2020年底前 2021年3月底前"),
    ("承办2026年全国生态日主场活动。", ""),
    ("建立健全常态化政企沟通机制。", ""),
    ("常态化推进扫黑除恶。", "常态化"),
    ("确保线路2020年底开通运营。", "2020年底"),
]


@pytest.mark.parametrize(("text", "expected"), DAYS)
def test_days(text: str, expected: str) -> None:
    assert " ".join(day.text for day in drafts(text).days) == expected


FLOORS = {
    # score: precision and recall on the shipped speech, a little below what the bench prints
    "sentences": (0.97, 0.96), "tasks": (0.96, 0.97), "units": (0.98, 0.98),
    "per-task": (0.94, 0.94), "days": (0.97, 0.97), "figures": (0.97, 0.97),
    "red-lines": (0.98, 0.98), "measures": (0.9, 0.8), "documents": (1.0, 1.0),
    "problems": (0.93, 0.7), "results": (0.95, 0.85), "terms": (0.7, 0.9),
}  # fmt: skip


@pytest.fixture(scope="module")
def compared() -> bench.Compared:
    return bench.compared(load(ROOT / "data"))


@pytest.mark.parametrize("name", FLOORS)
def test_the_drafter_reads_our_speech_as_people_did(name: str, compared: bench.Compared) -> None:
    score = bench.SCORES[name](compared)
    assert (score.precision, score.recall) >= FLOORS[name], (score.missing, score.extra)
    assert score.recall >= FLOORS[name][1], score.missing


def test_every_sentence_sets_a_task_or_has_a_reason(compared: bench.Compared) -> None:
    quoted = [place for task in compared.drafts.tasks for place in task.quotes]
    told = {c.sentence for c in compared.drafts.context}
    left = [
        s.text
        for s in compared.hb.speech.sentences
        if s.id not in told and not any(s.start < end and start < s.end for start, end in quoted)
    ]
    assert left == []


def test_what_is_drafted_stands_in_the_text(compared: bench.Compared) -> None:
    text = compared.hb.speech.text
    for task in compared.drafts.tasks:
        found = (*task.units, *task.days, *task.figures, *task.red_lines, *task.measures)
        for draft in found:
            assert text[draft.start : draft.end] == draft.text, draft
            assert draft.rule and 0 < draft.sure <= 1


HOSTILE = (
    "“" * 200,
    "（" * 200,
    "要" * 300,
    "一是" * 200,
    "、" * 300,
    "1" * 400,
    "*" * 400,
    "《" * 300,
    "市" * 300,
    "等" * 300,
    "，" * 300,
    "抓好工作，" * 60,
    "各地要做好，" * 50,
    "对项目，" * 80,
    "力争新增3个、" * 40,
    "（市局负责）" * 50,
    "市局、" * 100,
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_text_takes_long(piece: str) -> None:
    def took(times: int) -> float:
        begun = time.process_time()
        drafts(piece * times)
        return time.process_time() - begun

    took(1)
    # what grows with the square takes 64 times as long, each time; a neighbour may slow one down
    assert any(took(80) < max(24 * took(10), 0.5) for _ in range(3))
