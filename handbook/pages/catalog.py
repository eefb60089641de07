"""The index pages, in the order of the nav: each one's path, title, place, template and view.

To add one: a line in ``indexes``, its template, and its view where it computes something.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import partial

from handbook.model import Address, Handbook
from handbook.model.addresses import FOLLOWED, folders
from handbook.model.downloads import FOLDER
from handbook.model.kinds import for_readers
from handbook.pages.page import Context, Page, View
from handbook.pages.views.asked import asked
from handbook.pages.views.changes import changes
from handbook.pages.views.citizens import citizens
from handbook.pages.views.commitments import commitments
from handbook.pages.views.correct import correct
from handbook.pages.views.coverage import coverage
from handbook.pages.views.dates import dates
from handbook.pages.views.drafts import drafts
from handbook.pages.views.entities import entities
from handbook.pages.views.gaps import gaps
from handbook.pages.views.hints import hints
from handbook.pages.views.home import home
from handbook.pages.views.ledger import ledger, ledger_notes, ready
from handbook.pages.views.lists import closed, difficulties, opened, parties, requests, urge
from handbook.pages.views.matrix import matrix
from handbook.pages.views.method import method, split
from handbook.pages.views.problems import mechanisms, problems, results
from handbook.pages.views.progress import progress
from handbook.pages.views.readings import readings
from handbook.pages.views.red_lines import red_lines
from handbook.pages.views.review import review
from handbook.pages.views.since import since
from handbook.pages.views.speech import speech
from handbook.pages.views.spread import spread
from handbook.pages.views.targets import targets
from handbook.pages.views.tasks import tasks
from handbook.pages.views.units import counties, units

Nav = list[tuple[str, "str | list[tuple[str, str]]"]]
"""Titles with their path, or with the entries of a group."""

TEXT, TASKS, UNITS, THINGS, FOLLOW, ABOUT = (
    "{genre}", "任务", "单位", "名词和事项", "督办", "说明",
)  # fmt: skip
"""The groups of the nav; what stands in braces is the handbook's to say."""


def fixed(hb: Handbook) -> Context:
    """What a page shows that every handbook has and that computes nothing."""
    return {}


@dataclass(frozen=True)
class Index:
    """An index page; in ``title`` and ``group`` words in braces are filled from the data.

    ``view`` is ``None`` for the page of downloads, which is made once these are.
    """

    name: str
    title: str
    group: str = ""
    view: View | None = fixed
    template: str = ""

    @property
    def path(self) -> str:
        """Where the page lies below ``docs/``."""
        return f"{self.name}.md"


ENTITIES = "entities.md.j2"
DOWNLOADS = Index(f"{FOLDER}/index", "下载", view=None, template="downloads.md.j2")


OFF_NAV = ("hosting",)
"""What is for those who make the handbook: their pages lead to it."""


def indexes() -> list[Index]:
    """All index pages that a handbook may have, in the order of the nav."""
    return [
        Index("index", "首页", view=home),
        Index("speech", "{genre}全文", TEXT, speech),
        Index("sections", "章节", TEXT),
        Index("results", "{results}", TEXT, results),
        Index("problems", "{problems}", TEXT, problems),
        Index("mechanisms", "{mechanisms}", TEXT, mechanisms),
        Index("tasks", "全部任务", TASKS, tasks),
        Index("drafts", "草稿", TASKS, drafts),
        Index("review", "校对", TASKS, review),
        Index("spread", "任务分布", TASKS, spread),
        Index("dates", "完成时限", TASKS, dates),
        Index("targets", "量化指标", TASKS, targets),
        Index("red-lines", "底线要求", TASKS, red_lines),
        Index("commitments", "要求程度", TASKS, commitments),
        Index("gaps", "待补事项", TASKS, gaps),
        Index("units", "责任单位", UNITS, units),
        Index("matrix", "责任矩阵", UNITS, matrix),
        Index("counties", "{counties}", UNITS, counties),
        Index("citizens", "{citizens}", UNITS, citizens),
        *(
            Index(kind.plural, f"{{{kind.plural}}}", THINGS, partial(entities, kind), ENTITIES)
            for kind in for_readers()
        ),
        Index("asked", "说法对照", THINGS, asked),
        Index("ledger", "督办台账", FOLLOW, ledger),
        Index("parties", "督办单位", FOLLOW, parties),
        Index("opened", "立项清单", FOLLOW, opened),
        Index("difficulties", "问题清单", FOLLOW, difficulties),
        Index("closed", "销号清单", FOLLOW, closed),
        Index("requests", "申请待批", FOLLOW, requests),
        Index("urge", "催办", FOLLOW, urge),
        Index("progress", "指标进度", FOLLOW, progress),
        Index("changes", "本周变化", FOLLOW, changes),
        Index("since", "变动对照", FOLLOW, since),
        Index("ready", "立项准备", FOLLOW, ready),
        Index("ledger-notes", "台账提示", FOLLOW, ledger_notes),
        DOWNLOADS,
        Index("method", "编制说明", ABOUT, method),
        Index("split", "任务拆分规则", ABOUT, split),
        Index("readings", "两遍拆分的差异", ABOUT, readings),
        Index("hints", "提示", ABOUT, hints),
        Index("coverage", "逐句对照", ABOUT, coverage),
        Index("correct", "怎样纠错", ABOUT, correct),
        Index("hosting", "放到网上", ABOUT),
    ]


def index_pages(hb: Handbook) -> list[Page]:
    """The index pages that have something to show, in the order of the nav; not the downloads."""
    pages = []
    for index in indexes():
        context = index.view(hb) if index.view else None
        if context is not None:
            template = index.template or f"{index.name}.md.j2"
            pages.append(Page(index.path, template, titled(hb, index.title), context))
    return pages


def index_addresses(hb: Handbook, pages: Iterable[Page]) -> dict[str, Address]:
    """Where these index pages and the downloads live, by their ref (``page:dates``)."""
    made = {f"page:{page.name}": Address(page.path, page.title) for page in pages}
    return made | {f"page:{FOLDER}": Address(DOWNLOADS.path, titled(hb, DOWNLOADS.title))}


def titled(hb: Handbook, title: str) -> str:
    """A title as this handbook has it."""
    return title.format_map({**hb.info.titles, "genre": hb.info.genre})


def nav(hb: Handbook, made: Container[str]) -> Nav:
    """The nav of the pages ``made``: ``("首页", "index.md")``, ``("任务", [...])``."""
    entries: Nav = []
    for index in indexes():
        empty = index.group == FOLLOW and not _followed(hb)
        if index.path not in made or index.name in OFF_NAV or empty:
            continue
        entry, group = (titled(hb, index.title), index.path), titled(hb, index.group)
        if not group:
            entries.append(entry)
        elif entries and entries[-1][0] == group and isinstance(entries[-1][1], list):
            entries[-1][1].append(entry)
        else:
            entries.append((group, [entry]))
    return entries


def _followed(hb: Handbook) -> bool:
    """Whether the follow-up has a group in the nav: it has entries, or this is for the office."""
    return bool(hb.ledger) or hb.info.internal


def unlisted(hb: Handbook) -> list[str]:
    """What no nav lists: folders of things, or every page would carry them all, ``OFF_NAV``, and
    a ledger without entries."""
    pages = [*OFF_NAV, *(() if _followed(hb) else ("ledger",))]
    made = [name for kind, name in folders().items() if _followed(hb) or kind not in FOLLOWED]
    return [*(f"{name}/" for name in made), *(f"{name}.md" for name in pages)]
