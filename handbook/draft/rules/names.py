"""Names of those who act: where one stands, which words belong to it, which names are one unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handbook.draft.rules.clauses import Span, side_by_side
from handbook.draft.rules.words import words

_LEVEL = r"(?:自治区|市|省|州|盟|旗|区|县|国家|国务院|中央|全国|\*{1,3})"
_AGENT = re.compile(
    r"(?:部门|单位|地区?|开发区|园区|领导(?:干部|同志)?|干部|同志|负责人|公司|企业|集团|专班|指挥部|"
    r"领导小组|工作组|筹备组|办公室|委员会|管委会|督查室|研究室|中心|局|委(?:员会)?|办|厅|部|署|院|联社|"
    r"工商联|总工会|团委|妇联|残联|科协|文联|红十字会|支队|总队|大队|银行|政府|县|市|区|旗|州|盟|"
    r"乡镇|街道|[^城]乡|镇|村|社区|（[^（）]{1,8}）|市长|县长|区长|书记|主任|秘书长|高校|学校|机构)$"
)
_NO_AGENT = re.compile(
    r"(?:全局|格局|布局|大局|结局|百姓|小区|示范区|城区|景区|林区|灌区|全市|我市|全省|我省|全区|城市|地方|超市|股市|楼市|门市|内部|全部|干部队伍|本地|外地|基地|工地|土地|耕地|湿地|产地|草地|当地|各地的|实地|立地|一部|局部|主办|申办|办)$"
)
_OFFICES = re.compile(
    r"(?:编|网信|政|政府|信访|督查|改革|乡村振兴|经联|金融|数|外|台|侨|双拥|文明|创城|农|工|秘书|专|委|府)办$"
)
_PRONOUN = re.compile(r"^(?:我们|大家|我|他们|你们|咱们)(?:各级)?")
_JOINT = re.compile(
    r"特别是|尤其是|(?<=[部门位地区局委办厅署会院团社联])(?:和|与|以及|及|会同)(?=各|市|省|县|区|相关|有关|行业|属地)"
)
_VERBAL = re.compile(
    r"(?:让|使|把|将|事关|关系|推动|促进|实现|确保|有|是|不|所有的|一些|个别|这些|那些|有的|加|做|抓)"
)
_ETC = re.compile(
    r"等(?:(?:国务院|省|市|县|区|州|盟|旗)?直?属?(?:其他|相关|有关|多个|各)*(?:部门|单位|地区|地方|方面|地))?$"
)
_TRAILING = re.compile(
    r"(?:也|都|均|还|应|更|则|并|又|就|再|同样|共同|今后|一律|分别|具体|既|主要是)+$"
)
_LEADING = re.compile(
    r"^(?:希望|请|由|以及|和|并|及|对此|这方面|下半年|今年|为此|其中|同时|各位代表)"
)
_SHORT = (
    ("发展和改革委员会", "发改委"), ("发展改革委", "发改委"), ("住房和城乡建设", "住建"),
    ("住房城乡建设", "住建"), ("人力资源和社会保障", "人社"), ("人力资源社会保障", "人社"),
    ("工业和信息化", "工信"), ("卫生健康委员会", "卫健委"), ("卫生健康", "卫健"),
    ("文化和旅游", "文旅"), ("文化广电和旅游", "文旅"), ("农业农村", "农业农村"),
    ("机构编制委员会办公室", "编办"), ("市场监督管理", "市场监管"), ("应急管理", "应急"),
    ("交通运输", "交通"), ("政务服务与数据管理", "政数"), ("政务服务和数据管理", "政数"),
    ("自然资源和规划", "自然资源"), ("林业和草原", "林草"), ("医疗保障", "医保"),
    ("生态环境保护", "生态环境"), ("国有资产监督管理委员会", "国资委"),
    ("退役军人事务", "退役军人"),
    ("互联网信息办公室", "网信办"), ("残疾人联合会", "残联"), ("妇女联合会", "妇联"),
    ("工商业联合会", "工商联"), ("科学技术协会", "科协"), ("委员会", "委"),
)  # fmt: skip


@dataclass(frozen=True)
class Named:
    """A unit as the text writes it; ``open`` where others follow that it does not name."""

    text: str
    start: int
    end: int
    rule: str
    open: bool = False

    @property
    def key(self) -> str:
        """The same for the short and the full name of one unit."""
        return key_of(self.text)


def key_of(name: str) -> str:
    """A name without its level and in its short form: 市发展和改革委员会 is 发改委."""
    for full, short in _SHORT:
        name = name.replace(full, short)
    bare = re.sub(rf"^{_LEVEL}(?=[一-龥]{{2,}})", "", name)
    return bare if words("unit_tails").before(bare, len(bare)) else name


def is_pronoun(subject: str) -> bool:
    """我们, 大家: a new subject, but no unit."""
    return bool(_PRONOUN.match(subject))


def units_of(span: Span, *, sure: bool = False) -> list[Named]:
    """The units that a list names: 市住建局、交通局等部门; nothing where one of them is none.

    ``sure``: the words around say that units stand here, whatever they are called. A list with
    等 whose words go on (水利、旅游等国有公司筹备组) is one name.
    """
    found: list[Named] = []
    for text, start in _joint(span.text, span.start):
        found.extend(_listed(text, start, sure))
    return found


def _joint(text: str, offset: int) -> Iterator[tuple[str, int]]:
    at = 0
    for match in _JOINT.finditer(text):
        yield text[at : match.start()], offset + at
        at = match.end()
    yield text[at:], offset + at


def _listed(text: str, offset: int, sure: bool) -> list[Named]:
    text, offset = _trimmed(text, offset)
    if not text:
        return []
    if text in words("collectives"):
        return [Named(text, offset, offset + len(text), "统称")]
    etc = _ETC.search(text)
    listed = text[: etc.start()] if etc else text
    if not etc and "等" in listed and _AGENT.search(listed) and "、" in listed:
        return [Named(text, offset, offset + len(text), "一个长名称")]
    items = side_by_side(listed, offset)
    names = [name for item in items for name in _one(item, bool(etc) or sure, len(items) > 1)]
    if len(names) < len(items) or not names:
        whole = Span(text, offset, offset + len(text), "")
        return list(_one(whole, sure, False))
    if etc:
        last = names[-1]
        names[-1] = Named(last.text, last.start, last.end, last.rule, True)
    return names


def _trimmed(text: str, offset: int) -> tuple[str, int]:
    while match := _LEADING.match(text):
        text, offset = text[match.end() :], offset + match.end()
    text = text.strip("，：: 　")
    match = _TRAILING.search(text)
    return (text[: match.start()] if match else text), offset


def _one(item: Span, bare: bool, listed: bool) -> Iterator[Named]:
    text = item.text
    if text in words("collectives"):
        yield Named(text, item.start, item.end, "统称")
    elif text in words("unit_words"):
        yield Named(text, item.start, item.end, "简称表")
    elif (
        len(text) > 40
        or is_pronoun(text)
        or _VERBAL.match(text)
        or (_NO_AGENT.search(text) and not _is_office(text, named=bare))
    ):
        return
    elif text.startswith(("各", "凡是", "每位", "全体", "所有")) and _AGENT.search(text):
        yield Named(text, item.start, item.end, "各…")
    elif _AGENT.search(text) and (len(text) > 2 or listed):
        yield Named(text, item.start, item.end, "单位词尾")
    elif bare and 2 <= len(text) <= (16 if listed else 12):
        yield Named(text, item.start, item.end, "等部门里的简称")


def _is_office(text: str, *, named: bool) -> bool:
    """市委编办, 市政府办: ends in 办 and is an office; where units are ``named``, any long one."""
    return (named and len(text) >= 4 and text.endswith("办")) or bool(_OFFICES.search(text))
