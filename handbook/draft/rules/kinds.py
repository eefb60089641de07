"""What each clause of a sentence is: what is to be done, how, to what end, or what only leads on.

``read`` strips what leads (同时, 一是), finds the subject and 要, and asks the rules in order; the
first that knows the clause names its kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from handbook.draft.rules.clauses import Span, enclosed
from handbook.draft.rules.figures import find_figures
from handbook.draft.rules.roles import Part, clause_units, lone_subject, subject_of
from handbook.draft.rules.times import find_times
from handbook.draft.rules.words import words

Kind = Literal[
    "empty",
    "topic",
    "subject",
    "effort",
    "red_line",
    "measure",
    "target",
    "outcome",
    "talk",
    "action",
]


@dataclass(frozen=True)
class Clause:
    """A clause with its kind; ``body`` is where its own words begin behind leads and subject,
    ``named`` where its name does: a subject that is no unit belongs to that."""

    span: Span
    body: int
    named: int
    modal: bool
    commitment: str | None
    units: tuple[Part, ...]
    kind: Kind
    rule: str
    sure: float

    @property
    def words(self) -> str:
        """The clause from its body on."""
        return self.span.text[self.body :]


@dataclass(frozen=True)
class Seen:
    """A clause as the rules see it: its words, and what was read before it in the sentence."""

    text: str
    core: str
    modal: bool
    commitment: str | None
    units: tuple[Part, ...]
    before: tuple[Kind, ...]
    span: Span
    last: bool
    next_asks: bool
    next_bare: bool
    rest: str
    said: str

    @property
    def acted(self) -> bool:
        """Whether something to do was named before it in the sentence."""
        return "action" in self.before


_PLACE = re.compile(r"^(?:在|从)[^，]*(?:中|上|里|下|方面|基础上|同时)$")
_TOPIC = re.compile(r"^(?:对于|对(?!接|标|照|外|比|口|上争|上级)|凡是|关于|包括|以及)")
_TOPIC_ACTS = re.compile(
    r"进行|予以|给予|开展|实行|实施|及时|加强|进一步|细化|落实|精准|分类|严格|加大"
)
_ASPECT = re.compile(r"(?:方面|领域|来看|来说|来讲|看来)$")
_EFFORT = re.compile(
    r"^(?:要|还要|都要)?(?:高度|更加|真正|切实|充分|深刻)?(?:认识[^，]*(?:意义|性)$|提高(?:思想|政治)认识|统一思想|重视起来|重视$|提高认识|摆在(?:更加)?突出(?:的)?位置|加班加点|"
    r"(?:进一步)?(?:加大|加快)(?:工作|推进|调度)?(?:力度|进度|步伐|频次)(?:、.{0,8}(?:力度|进度|频次))?$|一抓到底|全力以赴$|上下同欲)"
    r"|^([一-龥]{2})[一-龥]{2}、\1[一-龥]{2}(?:、\1[一-龥]{2})*$"
)
_EFFECT = re.compile(r"^(?:充分|积极|更好|有效|切实)?发挥好?.*(?P<what>作用|优势)(?:（.*）)?$")
_PLATFORM = re.compile(
    r"平台|体系|渠道|基地|工作站|工场|中心|机制|热线|智库|联盟|协会|专班|网格|队伍|团体"
)
_CLEARS = re.compile(
    r"^(?:有效|切实|着力|全力)?(?:打通|破解|疏通|消除).*(?:堵点|难点|痛点|卡点|瓶颈)"
)
_BELIEF = re.compile(
    r"^(?:牢固|进一步|始终|切实)*(?:树立|树牢|强化|增强)[^，]*(?:思想|理念|意识|导向|观念)$"
)
_JUDGES = re.compile(r"分析|研判|预警|调整方向|应对")
_PAPER = re.compile(
    r"^(?:要)?(?:深入|全面|认真|严格|进一步)*(?:贯彻)?落实好?.*"
    r"(?:精神|等文件|重要讲话|指示(?:批示)?|(?:工作|有关)要求|(?:安排|决策|工作)部署)$"
    r"|^(?:深入|认真|充分)?(?:学习|借鉴)(?:运用|借鉴|推广)?[^，]*(?:经验|做法)$"
)
_HELPS = re.compile(r"^(?:积极|主动)?(?:帮助|助力|(?:引导|带动|吸引|推动)更多)")
_GUIDES = re.compile(
    r"^(?:指导|督促指导).*(?:部门|单位|地区|[县市区）])$|^(?:配合|协助).*采取.*措施$"
)
_YEARS = re.compile(r"连续\d+年(?:无|不|零|未)")
_NUMERAL = re.compile(
    r"(?:\d{1,2}[.．、](?:(?!\d)|(?=(?:19|20)\d\d年))|（[一二三四五六七八九十\d]{1,3}）|[一二三四五六七八九十]{1,3}、)\s?"
)
COMES_TO = re.compile(
    r"(?:开工|开工建设|启动建设|竣工|完工|投产|投用|投运|投入使用|投入运营|交付使用|通车|通航|达标|运营|正式运行|挂牌|封顶|开馆|试运营|建成|投入运行|上线|上线运行|(?:落实|解决|整改|兑现|兑付|拨付|执行)到位|贯通|互联互通|建成投用|实质性运行|具备[^，]{2,8}条件|全覆盖|落地|开业|见效|获批|上市|并网|摘帽|清零|[三四五六七八九]连冠)$"
)
_COMES = re.compile("(?!从|对|把|将|为|向|以)[^，]{3,}?(?:实现|达到|完成|建成|具备|突破)[^，]{2,}")
_MEANS_FIRST = re.compile(
    r"[^，]{2,40}?(?:等(?:行业|领域|方面|方式|形式|手段|环节|重点)|的(?:比例|标准|要求|原则|思路|方式|办法)|实际)(?=[一-龥]{4})"
)
_USES = re.compile(
    r"(?:依托|利用|借助|围绕)[^，]{3,}?(?<![的、和与及“])"
    r"(?:打造|开展|培育|建立|推动|推进|实施|搭建|组建|布局|引进|成立|设立|创建|举办|谋划)(?=[一-龥“]{2})"
)
"""利用走廊培育产业: by what, and what is done."""
_THEN = re.compile(
    r"(?:根据|按照|结合|针对)[^，]{2,}?(?=(?:适时|及时|逐步|有序|稳步|合理|分类|分步)[一-龥])|通过“[^”]+”"
)
"""根据试点情况适时扩大范围, 通过“以工代赈”发放报酬."""
_NO_ACT = re.compile(r"(?:方式|形式|办法|途径|机遇|契机|要求|目标|需求|优势|工作)$")
_NOUNED = re.compile(r"发展|的|率|力|度|量|额|工作|水平|能力|体系|机制|[、和与]")
_DOUBLE = re.compile(r"^(?:改造)?(?:提升|提高|优化|壮大)(?:完善|改造|优化|建设|改善)")
_GROWS = re.compile("壮大[^，]*、[^，]*等")
"""壮大甲、乙等企业: what is named is to be helped."""
_QUOTED_FIRST = re.compile(r"“[^”]{2,12}”(?=[一-龥]{3})")
_LEVER = re.compile(r"^以[^，要]{1,14}(?:倒逼|撬动|带动|牵引|赋能|促)[^，]{2,14}$")
_ON_THE_WAY = ("从根本上", "努力做", "努力争", "努力成", "努力让")
_MAKES_NOUN = re.compile("区(?![域位块县间])|业(?![态务])|者|员(?!工)|率(?!先)|商(?![贸业户品务])")
_MEASURED = re.compile(
    r"[^，]{2,24}?(?:率|量|值|额|收入|占比|比重|面积|强度|指数|浓度|规模|人数)(?:分别|均|都|要|力争)?"
    r"(?:达到?|稳定在|保持在|控制在|提高|增长|下降|突破|超过|不低于|不超过|降)"
)
REACHES = re.compile(
    r"(?!推动|推进|确保|促进|力争|争取|实现|努力|完成|建成)"
    r"[^，]{4,}?(?:分别|均|都|要|力争)?(?:达到|突破|超过)[\d*]"
)
"""挂牌企业达到500家: its number says how far, though it begins like a verb."""
_WAYS = re.compile(r"等(?:多种|不同|有效)?(?:服务)?(?:方式|形式|办法|手段|途径)$")
_FROM = re.compile(r"^(?:坚持)?从[^，]*(?:做起|抓起|入手|着手|出发)$")
_GATHERS = re.compile(
    r"(?:积极|广泛|主动)?(?:组织|邀请|聘请|动员|发动|集中)[^，]{2,16}(?:机构|企业|专家|团队|力量|人员|队伍)$"
)
_ONLY_SO = re.compile(r"^(?:才能(?:真正)?做到[“‘]?|(?:努力|真正)?(?:实现|做到)[“‘])不")
_NEVER_ASKS = re.compile(r"(?:意义|责任|事关)重大|使命光荣|离不开|取决于|意味着|归根结底")
_LATER = re.compile(r"^(?:今后|当前|下一步|近期)(?:的?工作中|一段时间|一个时期)?$")
_AMID = re.compile(r"^在[^，]*中(?!发现|看到)[^，]{2,10}$")
_BESIDES = re.compile(r"^在(?:做好|抓好|加快|推进|完成|搞好)[^，]*的?同时$")
_OBJECT_FIRST = re.compile(
    r"^(?:面向|对于|对(?!接|标|照|外|比|口|上争|上级)|从|在|沿|依|与|同|将|把|向|为|就|给|以)(?=[^，]{2,})"
)
_SOON = re.compile("(?:早日|尽快|尽早|及早)(?:实现|形成|让|使)")
_NEW = re.compile(
    "^(?:努力|奋力)?(?:开辟|开创|重塑|谱写|书写|展现|塑造|再造|唱响|奏响|绘就|描绘|续写)"
    "[^，]*(?:新(?:天地|局面|篇章|优势|形象|辉煌|境界|气象|作为|画卷)|主旋律|最强音)$"
)
_TURNS = re.compile(
    "将[^，]{3,}(?:规范|制度|标准|常态|长效|法治)化$|"
    "将[^，]{3,}(?:上升|转化|转变|改造|打造|培育|固化|作|变|改|升级|转)(?:为|成)[^，]{2,}"
)
_ALLIES = re.compile("(?:与|同|和)[^，]{2,20}(?:深度|全面|战略|密切|紧密)?(?:合作|共建|对接)$")
_MORE = re.compile(
    r"^(?:增长|下降|提高|达到|突破|降低|增加|超过|实现|总数|完成|带动|吸纳|惠及|覆盖)"
)
_AS = re.compile(
    r"^(?:要|始终|继续|坚持)*以[^，]{1,40}为(?:引领|龙头|抓手|重点|中心|导向|牵引|载体|核心|契机|目标|主线|支撑|突破口|方向|路径|指引|主战场|标准|根本|统领|基础|先导|依托|遵循|指导|主|支点|纽带|平台|关键|底线|准则|出发点|落脚点|衡量)"
)
_SAFE = re.compile(
    r"安全(?:度汛|生产|运行|稳定|稳定运行|过冬|越冬)?$|不(?:发生|出现|受|落|掉|突破|留)|无(?:重|特|较)大"
)
_STATE = re.compile(
    r"(?:改善|提升|提高|发展|增长|好转|升级|见效|壮大|均衡|集聚|突破|满意|融合|稳定|优化|增强|繁荣|跨越|振兴|共赢|前列|转变|转化|进步|完善|成长|靠前|受益|倍增|扩大|提质|增效|增收|同步|取得[^，]*(?:成效|进展|突破|成绩|实效))$"
)
_PUSHES = re.compile(r"^(?:推动|支持|带动|引领|带动引领|拉动|促|力促)")
_SERVES = re.compile(
    r"^为[^，]*(?:提供|树立|贡献|奠定|创造|注入|打下|营造|增添|留下|建设)"
    r"|^保障[^，]*(?:权益|权利|利益|推进|实施|落实|运行|进行)$"
    r"|^以[^，]{2,12}(?:维护|保障|促进|提升|增强|换取|引领)"
)
_ITS = re.compile(r"^(?:推动|支持|帮助|促进|引导|带动)其")
_TALK = re.compile(
    r"(?<![不但只还就都正要也可而于算凡或若像更的别其])是(?!否|非)|意味着|表明|说明|体现|事关|关系到|来自于|来源于|在于|取决于|离不开|归根结底"
)
_PAST = re.compile(
    r"了(?![解能结时])|(?<![超通经不渡越])过(?![程渡硬关度剩境敏高低快])|已经(?![^，]*的)|已[建完经有](?![^，]*的)|取得|荣获|获评|入选|得到|受到|获批|位居|创历|圆满"
)
_LACKS = re.compile(
    r"还(?:存在|有|不|没)|不够|不足|不高|不强|短板|滞后|不平衡|不充分|存在|薄弱|较(?:大|慢|低|少|弱)|有待|亟待"
)
_ASKS_NOT = re.compile(
    r"^(?:如果|只有|即使|虽然|尽管|因为|由于|随着|面对|既然|无论|不管|当前|目前)"
)


def empty(seen: Seen) -> Kind | None:
    """同时, 下半年, 到2022年年底: nothing of its own."""
    if _LATER.match(seen.text):
        return "empty"
    times = list(find_times(seen.core))
    only_time = len(times) == 1 and times[0].end - times[0].start >= len(seen.core) - 1
    return "empty" if len(seen.core) < 2 or (only_time and not seen.commitment) else None


def effort(seen: Seen) -> Kind | None:
    """高度重视, 加快工作进度: says only how hard, beside what is to be done."""
    goes_on = seen.acted and (seen.core.startswith("落实到") or _only_how(seen))
    return "effort" if (goes_on or _EFFORT.match(seen.core)) and not seen.commitment else None


def _only_how(seen: Seen) -> bool:
    """扎实推进, 全力攻坚: a verb with nothing that is to be done to."""
    at = skip_adverbs(seen.core, 0)
    bare = at > 0 and words("verbs").at(seen.core, at) == seen.core[at:]
    return bare and not (seen.units or "topic" in seen.before or find_times(seen.core))


def has_effect(seen: Seen) -> Kind | None:
    """发挥…作用: of a platform a thing to do, of other things a means."""
    match = _EFFECT.match(seen.core)
    if not match or seen.commitment:
        return None
    if match["what"] == "优势":
        return "measure"
    return "action" if _PLATFORM.search(seen.core) or seen.last else "measure"


def believes(seen: Seen) -> Kind | None:
    """牢固树立…思想: how one is to think, beside what is to be done."""
    return "measure" if _BELIEF.match(seen.core) and not seen.commitment else None


def clears(seen: Seen) -> Kind | None:
    """打通…堵点: prepares what follows, or is what comes of what was done."""
    if not _CLEARS.search(seen.core) or seen.commitment:
        return None
    return "outcome" if seen.acted else None if seen.last else "measure"


def watches(seen: Seen) -> Kind | None:
    """密切关注…，做好分析研判: watching is a means where what follows judges what was seen."""
    watched = "密切关注" in seen.core[:6] or "动态监测" in seen.core[:6]
    return "measure" if watched and _JUDGES.search(seen.rest) else None


def by_paper(seen: Seen) -> Kind | None:
    """落实好…等文件, 落实…精神: what follows is done by it."""
    found = _PAPER.match(seen.core) and not seen.last
    return "measure" if found and (seen.acted or not seen.before or seen.rest) else None


def helps(seen: Seen) -> Kind | None:
    """帮助企业…: behind something to do, what comes of it."""
    return "outcome" if seen.acted and not seen.modal and _HELPS.match(seen.core) else None


def guides(seen: Seen) -> Kind | None:
    """指导相关部门…, 配合…采取措施: says who, not what."""
    return "effort" if _GUIDES.match(seen.core) and not seen.last else None


def red_line(seen: Seen) -> Kind | None:
    """决不能…, 严防…, 确保…安全: what must not happen."""
    if _ONLY_SO.match(seen.core) or _YEARS.search(seen.core):
        return "red_line"
    if _one_of("red_lines", seen.core):
        return "red_line"
    return "red_line" if seen.commitment and _SAFE.search(seen.core) else None


def topic(seen: Seen) -> Kind | None:
    """对招商项目, 大气方面, 以及…项目: says of what is spoken."""
    if seen.modal or seen.commitment:
        return None
    if seen.text.startswith(("特别是", "尤其是")) and seen.next_bare and not _acts(seen.core):
        return "topic"
    if (
        seen.before[-1:] == ("topic",)
        and seen.next_asks
        and not seen.units
        and not _acts(seen.core)
    ):
        return "topic"
    if _TOPIC.match(seen.core):
        acts = _TOPIC_ACTS.search(seen.core[4:]) or (seen.last and not seen.next_asks)
        return None if acts else "topic"
    if _ASPECT.search(seen.core) and len(seen.core) <= 14 and not _opens_measure(seen.core):
        return "topic"
    return None


def aimed(seen: Seen) -> Kind | None:
    """通过…, 围绕…, 按照…: how."""
    if seen.units and "调度" in seen.core:
        return None
    return "measure" if _opens_measure(seen.core) and not seen.commitment else None


def by_which(seen: Seen) -> Kind | None:
    """以…为抓手, 在…基础上: how."""
    at = skip_adverbs(seen.core, 0)
    if _PLACE.match(seen.core) and _BESIDES.search(seen.core):
        return "action"
    if _AMID.match(seen.core) and not seen.last:
        return "measure"
    if _LEVER.match(seen.core) and not seen.last:
        return "measure"
    found = _AS.match(seen.core) or _PLACE.match(seen.core) or _PLACE.match(seen.core[at:])
    return "measure" if found else None


def prepares(seen: Seen) -> Kind | None:
    """落实包保责任, 加强与…的对接: prepares what follows in the same sentence."""
    if seen.last or seen.commitment:
        return None
    if seen.units and "调度" in seen.core:
        return None
    if verb_at(seen.core[seen.core.rfind("、") + 1 :]) and "、" in seen.core[:6]:
        return None  # 科学布局、抓紧启动…建设
    found = _one_of("measure_phrases", seen.core) or _GATHERS.match(seen.core)
    return "measure" if found else None


def committed(seen: Seen) -> Kind | None:
    """确保…, 力争…: how far."""
    return "target" if seen.commitment else None


def counted(seen: Seen) -> Kind | None:
    """粮食产量达到50亿斤, 回收率稳定在85%以上: what is measured, and how far it is to go."""
    ends = [figure for figure in find_figures(seen.span) if figure.use == "end"]
    if ends and seen.text.startswith("其中"):
        return "target"
    reaches = _MEASURED.match(seen.core) or REACHES.match(seen.core)
    return "target" if ends and (reaches or not _acts(seen.core)) else None


def in_ways(seen: Seen) -> Kind | None:
    """探索积分奖励等方式: how."""
    ways = _WAYS.search(seen.core) or _FROM.match(seen.core)
    return "measure" if ways and not seen.last else None


def stands(seen: Seen) -> Kind | None:
    """年底前二期主体竣工: a named thing that comes to a state with a line."""
    if seen.modal or not COMES_TO.search(seen.core) or len(seen.core) < 8:
        return None
    core = seen.core
    for time in find_times(core[:16]):
        core = core[time.end :] if time.start <= 1 else core
        break
    return "target" if not verb_at(core) and not _object_first(core) else None


def by_then(seen: Seen) -> Kind | None:
    """地铁2号线年内实现“轨通”: a named thing, a day, and what it does by then."""
    if seen.modal or verb_at(seen.core) or _PAST.search(seen.core):
        return None
    for time in find_times(seen.core):
        rest = seen.core[time.end :]
        if time.kind == "by" and time.start >= 3 and len(verb_at(rest)) > 1:
            return "target"
        if time.kind == "by" and time.start <= 1 and not verb_at(rest) and _COMES.match(rest):
            return "target"
    return None


def with_means(seen: Seen) -> Kind | None:
    """围绕建材等行业开展改造, 按照5%的比例压减支出: means and act in one clause."""
    if seen.commitment or not _opens_measure(seen.core):
        return None
    if _USES.match(seen.core) and not _NO_ACT.search(seen.core):
        return "action"
    match = _MEANS_FIRST.match(seen.core) or _THEN.match(seen.core)
    if match is None:
        return None
    return "action" if _does(seen.core[match.end() :]) else None


def as_set(seen: Seen) -> Kind | None:
    """对…的企业，按照每人500元给予补助: what is done by a measure to what was named."""
    if seen.before[-1:] != ("topic",) or not _opens_measure(seen.core) or seen.next_asks:
        return None
    places = (seen.core.find(verb) for verb in ("给予", "予以", "发放", "补助", "奖励"))
    return "action" if any(at > 3 and _does(seen.core[at:]) for at in places) else None


def _does(rest: str) -> bool:
    """Whether words begin with a verb of two characters that has an object."""
    verb = verb_at(rest)
    return len(verb) > 1 and len(rest) >= len(verb) + 2


def new_word(seen: Seen) -> Kind | None:
    """成片区整治小街小巷: a verb with its object behind two or three characters nobody lists."""
    if seen.modal or seen.commitment or not seen.before:
        return None
    for at in (2, 3):
        verb = words("verbs").at(seen.core, at)
        rest = seen.core[at + len(verb) :]
        if len(verb) > 1 and len(rest) >= 3 and not _NOUNED.match(rest):
            return "action"
    return None


def at_last(seen: Seen) -> Kind | None:
    """及早投产, 年内授牌: a state with a line, and the thing was named before."""
    at = skip_adverbs(seen.core, 0)
    short = len(seen.core) - at <= 8 and words("ends").at(seen.core, at)
    return "target" if short and (seen.acted or "topic" in seen.before) and seen.before else None


def goes_on(seen: Seen) -> Kind | None:
    """…达到**万头，增长**%: more of the same result."""
    if not seen.before or seen.before[-1] != "target" or seen.modal or seen.commitment:
        return None
    figures = [figure for figure in find_figures(seen.span) if figure.use == "end"]
    if seen.core.startswith(("及早", "尽快", "尽早", "早日")):
        return "target"
    if figures and (_MORE.match(seen.core) or not _acts(seen.core)):
        return "target"
    return (
        "target" if not _acts(seen.core) and re.search("突破|达标|全覆盖|前列", seen.core) else None
    )


def measured_first(seen: Seen) -> Kind | None:
    """通过…，提供…: what the means right in front of it serve is to be done."""
    if not seen.before or seen.before[-1] != "measure" or seen.commitment:
        return None
    if _one_of("outcomes", seen.core) and not seen.last:
        return None
    if seen.acted and seen.core.startswith(("使", "让")):
        return None
    does = verb_at(seen.core) or _object_first(seen.core) or words("adverbs").at(seen.core, 0)
    if _STATE.search(seen.core) or not does:
        return None
    return None if seen.acted and _opens_measure(seen.core) else "action"


def object_first(seen: Seen) -> Kind | None:
    """对…进行整改, 从…上开展谈判: the object stands in front of the verb."""
    if re.match("在.*(?:时|期间|以后|之后)$", seen.core):
        return None
    turned = _ALLIES.match(seen.core) or _TURNS.match(seen.core)
    return "action" if _object_first(seen.core) or turned else None


def served(seen: Seen) -> Kind | None:
    """为…提供保障, 推动其…: what comes of it."""
    return "outcome" if seen.acted and (_SERVES.match(seen.core) or _ITS.match(seen.core)) else None


def improved(seen: Seen) -> Kind | None:
    """促进…, 提升…, 让…: a change without a line, behind something to do."""
    behind_means = seen.before[-1:] == ("measure",) and not seen.last
    behind = seen.acted or behind_means or "target" in seen.before
    if seen.modal or not behind or _DOUBLE.match(seen.core) or _GROWS.match(seen.core):
        return None
    if seen.core.startswith("实现") and COMES_TO.search(seen.core):
        return "target"
    if _figures(seen):
        return "action" if seen.core.startswith("形成") else None
    last = seen.core[seen.core.rfind("、") + 1 :]
    if _SOON.match(seen.core):
        return "target" if COMES_TO.search(seen.core) else "outcome"
    if any(time.kind == "by" and time.start == 0 for time in find_times(last)):
        return None
    if _raises_its_own(seen):
        return None
    lead = seen.core.startswith(_ON_THE_WAY)
    return "outcome" if lead or _one_of("outcomes", seen.core) else None


def _raises_its_own(seen: Seen) -> bool:
    """启动商场，提升老街品质，扩大…: in the middle, of a thing that was not spoken of before."""
    core = seen.core[skip_adverbs(seen.core, 0) :]
    if not core.startswith(("提升", "提高")):
        return False
    if re.search("(?:标准|待遇|额度|限额|比例|年限)$", core):
        return True  # what is paid or set is somebody's to set
    if seen.last or seen.span.mark == "；" or core.endswith("能力"):
        return False
    thing = core[2:-2]
    shares = any(thing[i : i + 2] in seen.said for i in range(len(thing) - 1))
    goes_on = verb_at(seen.rest) and not _one_of("outcomes", seen.rest)
    return len(thing) >= 4 and not shares and bool(goes_on)


def praised(seen: Seen) -> Kind | None:
    """开辟改革新天地, 重塑发展新优势: what all are called to, behind something to do."""
    return "outcome" if seen.acted and _NEW.search(seen.core) else None


def still_better(seen: Seen) -> Kind | None:
    """让产品走进…，占领更多市场: more of the same change, without a line."""
    goes = seen.before[-1:] == ("outcome",) and seen.acted and not seen.modal
    return "outcome" if goes and "更多" in seen.core and not _figures(seen) else None


def _figures(seen: Seen) -> bool:
    return any(figure.use in ("end", "extent") for figure in find_figures(seen.span))


def pushed(seen: Seen) -> Kind | None:
    """推动…持续改善, 支持…发展: a change, where it ends in one."""
    if not seen.acted or seen.modal or not _PUSHES.match(seen.core[skip_adverbs(seen.core, 0) :]):
        return None
    if re.search("(?:达标|全覆盖|清零|前列|前茅)$", seen.core):
        return "target"
    return "outcome" if _STATE.search(seen.core) else None


def told(seen: Seen) -> Kind | None:
    """…是…, …了…: tells, and asks nothing."""
    if seen.modal or seen.units:
        return None
    if re.match("也?就?是(?!否)", seen.core) or _NEVER_ASKS.search(seen.core):
        return "talk"
    inside = enclosed(seen.text)
    for pattern in (_ASKS_NOT, _TALK, _PAST, _LACKS):
        match = pattern.search(seen.text)
        if match and not inside[match.start()] and not _done_by_a_verb(seen.core, match[0]):
            return "talk"
    return None


def _done_by_a_verb(core: str, word: str) -> bool:
    """解决过牧问题, 推动学校获批试点, 改变不足: what a verb in front is to do or to mend."""
    verb = verb_at(core)
    if len(verb) > 1 and word == "已有":
        return core[core.find(verb) + len(verb) :].startswith(word)  # 巩固已有成果
    if len(verb) < 2 or word.startswith(("了", "已")) or _TALK.match(word) or _ASKS_NOT.match(word):
        return False
    return not core[core.find(verb) + len(verb) :].startswith(word)


def to_do(seen: Seen) -> Kind | None:
    """A verb, with 要 or without."""
    return "action" if seen.modal or seen.units or _acts(seen.core) else None


def follows(seen: Seen) -> Kind | None:
    """Words that no list knows behind something to do go on with it; alone they tell."""
    if seen.before and seen.before[-1] in ("action", "measure", "outcome", "target", "red_line"):
        return "outcome" if seen.acted else "measure"
    return "talk"


RULES: dict[str, tuple[Callable[[Seen], Kind | None], float]] = {
    "只是引出": (empty, 0.95),
    "劲头话": (effort, 0.8),
    "底线用语": (red_line, 0.9),
    "所说的对象": (topic, 0.85),
    "为引领、基础上": (by_which, 0.9),
    "措施和动作": (with_means, 0.7),
    "照标准给": (as_set, 0.7),
    "…等方式": (in_ways, 0.85),
    "措施用语": (aimed, 0.9),
    "照文件办": (by_paper, 0.8),
    "发挥…作用": (has_effect, 0.8),
    "树立…思想": (believes, 0.75),
    "打通堵点": (clears, 0.75),
    "先看再判": (watches, 0.7),
    "指导、配合": (guides, 0.8),
    "凑条件": (prepares, 0.7),
    "承诺词": (committed, 0.95),
    "办成的状态": (at_last, 0.8),
    "到什么状态": (stands, 0.75),
    "到时怎样": (by_then, 0.7),
    "接着的结果": (goes_on, 0.8),
    "措施后面的动作": (measured_first, 0.7),
    "帮助…": (helps, 0.75),
    "为…提供": (served, 0.85),
    "推动…改善": (pushed, 0.75),
    "预期效果用语": (improved, 0.8),
    "再添的效果": (still_better, 0.75),
    "鼓劲的结尾": (praised, 0.7),
    "叙述": (told, 0.8),
    "带数的结果": (counted, 0.85),
    "动词": (to_do, 0.85),
    "对象在前": (object_first, 0.7),
    "生词后面的动词": (new_word, 0.5),
    "接着说": (follows, 0.5),
}


def read(spans: Sequence[Span], off: frozenset[str] = frozenset()) -> list[Clause]:
    """The clauses of one sentence with their kinds."""
    found: list[Clause] = []
    for index, span in enumerate(spans):
        following = spans[index + 1] if index + 1 < len(spans) else None
        ahead = "，".join(span.text for span in spans[index + 1 : index + 3])
        found.append(_one(span, following, ahead, _before(found), off))
    return found


def _before(found: Sequence[Clause]) -> list[Clause]:
    """The clauses back to the last ；, behind which something else begins."""
    ends = (i + 1 for i in range(len(found) - 1, -1, -1) if found[i].span.mark == "；")
    return list(found[next(ends, 0) :])


def _one(
    span: Span, following: Span | None, ahead: str, earlier: Sequence[Clause], off: frozenset[str]
) -> Clause:
    units = tuple(clause_units(span, off))
    alone = tuple(lone_subject(span, following)) if not units and "主语" not in off else ()
    if alone:
        return Clause(
            span, len(span.text), len(span.text), False, None, alone, "subject", "主语", 0.85
        )
    body, modal = _body(span, units)
    commitment, at = _commitment(span.text, body)
    named = lead_of(span.text) if modal and not units else body
    subject = subject_of(following)[0] if following else None
    bare = subject is not None and not subject.text.strip("也都还均，")
    before = tuple(clause.kind for clause in earlier)
    said = "，".join(clause.span.text for clause in earlier)
    seen = Seen(
        span.text, span.text[at:], modal, commitment, units, before, span, following is None,
        subject is not None, bare, ahead, said,
    )  # fmt: skip
    if units and not seen.core:
        return Clause(span, body, body, modal, None, units, "subject", "主语", 0.9)
    for name, (rule, sure) in RULES.items():
        kind = None if name in off else rule(seen)
        if kind:
            return Clause(span, body, named, modal, commitment, units, kind, name, sure)
    return Clause(span, body, named, modal, commitment, units, "talk", "", 0.3)


def lead_of(text: str) -> int:
    """Where the words behind 一是, 同时, 特别是 begin."""
    numeral = _NUMERAL.match(text)
    at = numeral.end() if numeral else 0
    while word := words("ordinals").at(text, at) or words("leads").at(text, at):
        if words("verbs").at(text, at) and len(words("verbs").at(text, at)) > len(word):
            break
        at += len(word)
        while at < len(text) and text[at] in "，、：":
            at += 1
    return at


def _body(span: Span, units: Sequence[Part]) -> tuple[int, bool]:
    """Where a clause's own words begin, and whether it says 要."""
    lead = lead_of(span.text)
    ordinal = span.text[:2].endswith("要") and bool(words("ordinals").at(span.text, 0))
    subject, behind = subject_of(span)
    if subject is not None and behind:
        head = span.text[lead : behind - len(subject.mark)]
        if units or (len(head) <= 16 and not _acts(head) and not _opens_measure(head)):
            return behind - (2 if subject.mark == "不得" else 0), True
    if span.text.startswith("希望", lead) and not units:
        return lead + 2, True
    if units and subject is None:
        last = max(part.unit.end for part in units) - span.start
        tail = span.text[last:]
        does = re.match(
            r"(?:牵头负责|牵头|负责|服务|主抓|配合|协助|参与)$|(?:牵头|负责|服务)", tail
        )
        return (last + does.end() if does else last), True
    return lead, ordinal


def _commitment(text: str, body: int) -> tuple[str | None, int]:
    """The word of commitment that a clause begins with, and where what follows it begins."""
    at = body
    word = words("commitments").at(text, at)
    if word == "争取" and not _strives(text[at + 2 :]):
        return None, body
    if not word:
        for time in find_times(text[body : body + 16]):
            if time.start == 0:
                word = words("commitments").at(text, body + time.end)
                at = body + time.end if word else at
            break
    return (word, at + len(word)) if word else (None, at)


def _strives(rest: str) -> bool:
    """争取尽快竣工, 争取年内授牌 bind; 争取上级资金 is a thing to do."""
    begins = words("adverbs").at(rest, 0) or words("verbs").at(rest, 0)
    return bool(begins) or any(time.start <= 1 for time in find_times(rest[:12]))


def skip_adverbs(text: str, at: int) -> int:
    """Where the words behind adverbs begin; one that is all that is left stands (加快)."""
    adverbs = words("adverbs")
    while word := adverbs.at(text, at):
        if at + len(word) >= len(text):
            break
        at += len(word)
        if at < len(text) and text[at] in "、，地":
            at += 1
    return at


def _opens_measure(core: str) -> bool:
    if core.startswith(("坚持和", "坚持与")):
        return False
    word = _one_of("measures", core)
    return len(word) > 1 or word == "按"


def _one_of(name: str, core: str) -> str:
    """The word of a list that the words begin with, adverbs aside."""
    found, adverbs, at = words(name), words("adverbs"), 0
    while True:
        word = found.at(core, at)
        adverb = adverbs.at(core, at)
        if word or not adverb or at + len(adverb) >= len(core):
            return word
        at += len(adverb)
        at += at < len(core) and core[at] in "、，地"


def verb_at(core: str) -> str:
    """The verb that the words begin with, adverbs aside; nothing where none is known."""
    verbs, adverbs, at = words("verbs"), words("adverbs"), 0
    quoted = _QUOTED_FIRST.match(core)
    at = quoted.end() if quoted else 0
    while True:
        word = verbs.at(core, at)
        if word and len(core) > at + len(word) and not _MAKES_NOUN.match(core, at + len(word)):
            return word
        adverb = adverbs.at(core, at)
        if not adverb or at + len(adverb) >= len(core):
            break
        at += len(adverb)
        if at < len(core) and core[at] in "、，地":
            at += 1
    short = words("short_verbs").at(core, at)
    if short and len(core) > at + 1 and core[at + 1] not in "的，、":
        return short
    return "" if _MAKES_NOUN.match(core, at + 2) else verbs.at(core, at)


def _acts(core: str) -> bool:
    for time in find_times(core[:16]):
        if time.start <= 1:
            core = core[time.end :].lstrip("，")
        break
    return bool(verb_at(core))


def _object_first(core: str) -> bool:
    """Whether a verb of two characters stands behind 对…, 把…."""
    at = skip_adverbs(core, 0)
    if not _OBJECT_FIRST.match(core[at:]):
        return False
    inside = enclosed(core)
    verbs = words("verbs")
    return any(verbs.at(core, i) and not inside[i] for i in range(at + 2, len(core) - 1))
