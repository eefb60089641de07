"""Which pages there are and what each is made from. The words are in the templates."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import pairwise
from typing import Any, TypeVar

from pypinyin import lazy_pinyin

from handbook.files.public import DATA_PATH, SCHEMA_PATH
from handbook.model import (
    KINDS,
    Answered,
    Assignment,
    Deadline,
    Entity,
    Handbook,
    Kind,
    Section,
    Sentence,
    Target,
    Task,
    Unit,
    downloads,
)
from handbook.pages import overview
from handbook.pages.charts import bars, timeline
from handbook.pages.finder import finder_data
from handbook.pages.links import Links
from handbook.pages.mine import units_with_tasks
from handbook.pages.related import Related, relate
from handbook.pages.render import Renderer

T = TypeVar("T")

DOWNLOADS_PAGE = f"{downloads.FOLDER}/index.md"
ROLES = ("lead", "responsible", "support", "guide", "supervise")
EXAMPLES = 5
MOST_DRAWN = 15
"""Units that a picture shows; its table has them all."""
COMMITMENTS = ("必保", "确保", "力争", "争取")
ENTITY_FOLDERS = {kind.key: kind.plural for kind in KINDS}
INDEX_TITLES = {
    "index": "首页",
    "speech": "讲话全文",
    "sections": "章节",
    "tasks": "全部任务",
    "units": "责任单位",
    "matrix": "责任矩阵",
    "spread": "任务分布",
    "dates": "完成时限",
    "targets": "量化指标",
    "commitments": "承诺力度",
    "gaps": "四要素缺项",
    "counties": "县区和开发区",
    "citizens": "群众渠道",
    "results": "上半年成绩",
    "problems": "问题与整改",
    "mechanisms": "机制与清单",
    "documents": "文件和会议",
    "projects": "项目和企业",
    "campaigns": "行动和活动",
    "terms": "名词",
    "coverage": "逐句交代",
    "method": "编制说明",
    "split": "任务拆分规则",
    "downloads": "下载",
}


@dataclass(frozen=True)
class Page:
    """A page to make: its path below ``docs/``, its template and what the template needs."""

    path: str
    template: str
    title: str
    context: Mapping[str, Any] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    """Other names under which a search should find the page."""

    @property
    def keys(self) -> tuple[str, ...]:
        """What a search may find the page by besides its words: names, pinyin, initials."""
        own = "/" in self.path
        return (*self.names, *spellings(self.title)) if own else self.names


def make_pages(hb: Handbook) -> tuple[dict[str, str], Links]:
    """All pages, path to text, and the links between them; not the page of downloads."""
    pages = list(plan(hb))
    renderer = _renderer(hb, pages)
    texts = {
        page.path: renderer.render(
            page.template, page.path, title=page.title, keys=page.keys, **page.context
        )
        for page in pages
    }
    return texts, renderer.links


def make_downloads_page(hb: Handbook, files: Mapping[str, bytes]) -> str:
    """The page that lists ``files``, path below ``downloads/`` to content."""
    renderer = _renderer(hb, list(plan(hb)))
    facts = {
        path: {"size": downloads.size_words(len(raw)), "sha256": hashlib.sha256(raw).hexdigest()}
        for path, raw in files.items()
    }
    return renderer.render(
        "downloads.md.j2",
        DOWNLOADS_PAGE,
        title=INDEX_TITLES["downloads"],
        keys=(),
        files=facts,
        carriers=downloads.carriers(hb),
        offline_size=downloads.SIZE,
        offline_sum=downloads.SUM,
        exports=(DATA_PATH, SCHEMA_PATH),
    )


def _renderer(hb: Handbook, pages: Sequence[Page]) -> Renderer:
    """A renderer that knows where everything lives."""
    links = Links()
    _register(hb, pages, links)
    renderer = Renderer(hb, links)
    renderer.env.globals.update(
        roles=ROLES,
        commitments=COMMITMENTS,
        pages={page.path.removesuffix(".md") for page in pages},
        tasks_of=lambda ref: [hb.tasks[key] for key in hb.tasks_of.get(ref, ())],
        day_id=day_id,
        bars=bars,
        timeline=timeline,
    )
    return renderer


def plan(hb: Handbook) -> Iterator[Page]:
    """The pages this handbook calls for; what has no content has no page."""
    yield from _index_pages(hb)
    numbered = [section for section in hb.sections.values() if not section.lead_in]
    for section, before, after in _neighbours(numbered):
        context: dict[str, Any] = {"section": section, "before": before, "after": after}
        title = section.number + section.title
        yield Page(f"sections/{section.id}.md", "section.md.j2", title, context)
    relations = relate(hb)
    for task, earlier, later in _neighbours(list(hb.tasks.values())):
        context = _task_context(hb, task, relations[task.id]) | {"before": earlier, "after": later}
        names = tuple(name for unit in task.units for name in _names(unit))
        yield Page(f"tasks/{task.id}.md", "task.md.j2", task.title, context, names)
    for unit in hb.units.values():
        context = _unit_context(hb, unit)
        yield Page(f"units/{unit.id}.md", "unit.md.j2", unit.name, context, _names(unit))
    for problem in hb.problems.values():
        context = {"problem": problem}
        yield Page(f"problems/{problem.id}.md", "problem.md.j2", problem.title, context)
    for entity in hb.all_entities():
        folder = ENTITY_FOLDERS[entity.kind]
        context = {"entity": entity}
        yield Page(f"{folder}/{entity.id}.md", "entity.md.j2", entity.name, context)


def _index_pages(hb: Handbook) -> Iterator[Page]:
    tasks = list(hb.tasks.values())
    contexts: dict[str, Mapping[str, Any]] = {
        "index": {"stats": _stats(hb), "mine": units_with_tasks(hb)},
        "speech": {"paragraphs": _paragraphs(hb)},
        "sections": {},
        "tasks": {"tasks": tasks, "finder": partial(finder_data, hb)},
        "units": {"kinds": _by_kind(hb)},
        "matrix": _matrix(hb),
        "spread": _spread(hb),
        "dates": _dates(tasks) | {"by_day": overview.by_day(hb)},
        "targets": _targets(hb),
        "commitments": {"groups": _by_commitment(tasks)},
        "gaps": {"gaps": _gaps(tasks)},
        "counties": {"units": [u for u in hb.units.values() if u.local and _tasks_of(hb, u)]},
        "citizens": {"behind": _behind_channels(hb)} if hb.channels else {},
        "results": {"groups": _by_section(hb, hb.results.values())},
        "problems": {},
        "mechanisms": {},
        **{kind.plural: {"kind": kind.key, "groups": _grouped(hb, kind)} for kind in KINDS},
        "coverage": {"parts": _accounted(hb)},
        "method": {},
        "split": {"examples": _most_divided(hb)},
    }
    empty = _empty_pages(hb, contexts)
    for name, title in INDEX_TITLES.items():
        if name in contexts and name not in empty:
            template = "entities.md.j2" if name in ENTITY_FOLDERS.values() else f"{name}.md.j2"
            yield Page(f"{name}.md", template, title, contexts[name])


def _empty_pages(hb: Handbook, contexts: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """The index pages that would have nothing on them."""
    content: dict[str, Any] = {
        "results": hb.results,
        "problems": hb.problems,
        "mechanisms": [*hb.mechanisms, *hb.mindsets, *hb.lists],
        **{kind.plural: hb.entities[kind.key] for kind in KINDS},
        "citizens": hb.channels,
        "counties": contexts["counties"]["units"],
        "targets": contexts["targets"]["groups"],
        "commitments": contexts["commitments"]["groups"],
        "coverage": hb.coverage,
        "matrix": contexts["matrix"]["matrix"].rows,
    }
    return {name for name, things in content.items() if not things}


def _register(hb: Handbook, pages: Sequence[Page], links: Links) -> None:
    """Tell ``links`` where every thing lives."""
    for page in pages:
        folder, _, name = page.path.removesuffix(".md").rpartition("/")
        ref = f"{folder.removesuffix('s')}:{name}" if folder else f"page:{name}"
        links.add(ref, page.path, page.title)
    links.add("page:downloads", DOWNLOADS_PAGE, INDEX_TITLES["downloads"])
    for path in downloads.paths(hb):
        links.add(f"download:{path}", f"{downloads.FOLDER}/{path}", path)
    for path in (DATA_PATH, SCHEMA_PATH):
        links.add(f"data:{path}", path, path)
    for section in hb.sections.values():
        book = f"{downloads.FOLDER}/{downloads.BOOK}"
        links.add(f"book:{section.id}", book, section.title, f"section-{section.id}")
    for sentence in hb.speech.sentences:
        links.add(f"sentence:{sentence.id}", "speech.md", f"s{sentence.id}", f"s{sentence.id}")
    for section in hb.sections.values():
        if section.lead_in and section.parent:
            parent = hb.sections[section.parent]
            title = parent.number + parent.title
            links.add(f"section:{section.id}", f"sections/{parent.id}.md", title, "words")
    for result in hb.results.values():
        links.add(f"result:{result.id}", "results.md", result.title, result.id)
    for thing in (*hb.mechanisms.values(), *hb.mindsets.values()):
        links.add(f"{thing.kind}:{thing.id}", "mechanisms.md", thing.title, thing.id)
    for called in hb.lists:
        links.add(f"list:{called.id}", "mechanisms.md", called.title, f"list-{called.id}")
    for word in COMMITMENTS:
        links.add(f"commitment:{word}", "commitments.md", word, commitment_id(word))
    for task in hb.tasks.values():
        for target in task.targets:
            links.add(f"target:{target.id}", "targets.md", target.text, f"t-{target.id}")
        for deadline in task.deadlines:
            key = day_id(deadline)
            links.add(f"day:{key}", "dates.md", deadline.text, key)


def commitment_id(word: str) -> str:
    """The anchor of a strength word: ``c1`` is the strongest."""
    return f"c{COMMITMENTS.index(word) + 1}"


def day_id(deadline: Deadline) -> str:
    """The anchor under which a deadline stands on the page of dates."""
    if deadline.date:
        return f"d{deadline.date.isoformat()}"
    return {"by": "unsettled", "recurring": "recurring", "standing": "standing"}[deadline.kind]


# -- what single pages need ---------------------------------------------------------------


def _task_context(hb: Handbook, task: Task, related: list[Related]) -> dict[str, Any]:
    answers = hb.answers_of(task.id)
    numbers = dict.fromkeys(n for quote in task.quotes for n in quote.sentences)
    return {
        "task": task,
        "sentences": [hb.sentence(number) for number in numbers],
        "entities": hb.entities_of(task.id),
        "results": [thing for thing in answers if thing.kind == "result"],
        "answers": [thing for thing in answers if thing.kind != "result"],
        "lists": hb.lists_of(task.id),
        "related": related,
    }


def _unit_context(hb: Handbook, unit: Unit) -> dict[str, Any]:
    groups: dict[str, list[tuple[Task, Assignment]]] = {role: [] for role in ROLES}
    for task in _tasks_of(hb, unit):
        for assignment in task.assignments:
            if assignment.unit is unit:
                groups[assignment.role].append((task, assignment))
    return {
        "unit": unit,
        "groups": {role: rows for role, rows in groups.items() if rows},
        "dated": unit in downloads.dated(hb),
        "places": [hb.sentence(number) for number in hb.places_of.get(f"unit:{unit.id}", ())],
    }


def _stats(hb: Handbook) -> dict[str, int]:
    tasks = hb.tasks.values()
    return {
        "tasks": sum(task.kind == "task" for task in tasks),
        "requirements": sum(task.kind == "requirement" for task in tasks),
        "units": sum(bool(_tasks_of(hb, unit)) for unit in hb.units.values()),
        "dated": sum(any(d.date for d in task.deadlines) for task in tasks),
        "targets": sum(len(task.targets) for task in tasks),
        "masked": sum(target.masked for task in tasks for target in task.targets),
        "firm": sum(task.commitment == "必保" for task in tasks),
        "sentences": sum(row.sentences for row in hb.coverage),
    }


def _paragraphs(hb: Handbook) -> list[list[dict[str, Any]]]:
    """Sentences by paragraph, each with the section heading that it opens, if any."""
    heads = {
        section.start: section
        for section in hb.sections.values()
        if section.number and section.id.count(".") <= 1
    }
    paragraphs: list[list[dict[str, Any]]] = [[]]
    for sentence in hb.speech.sentences:
        head = heads.get(sentence.start)
        whole = head and sentence.text.strip().rstrip("。") == head.number + head.title
        entry = {
            "sentence": sentence,
            "head": head if whole else None,
            "use": hb.uses[sentence.id],
        }
        if whole and paragraphs[-1]:
            paragraphs.append([])
        paragraphs[-1].append(entry)
        if sentence.text.endswith("\n") or whole:
            paragraphs.append([])
    return [paragraph for paragraph in paragraphs if paragraph]


def _dates(tasks: Sequence[Task]) -> dict[str, Any]:
    days: dict[date, list[tuple[Task, Deadline]]] = defaultdict(list)
    others: dict[str, list[tuple[Task, Deadline]]] = defaultdict(list)
    for task in tasks:
        for deadline in task.deadlines:
            if deadline.date:
                days[deadline.date].append((task, deadline))
            else:
                others[day_id(deadline)].append((task, deadline))
    return {"days": dict(sorted(days.items())), "others": others}


def _targets(hb: Handbook) -> dict[str, Any]:
    """Targets by second-level section, and those that make a picture by unit of measure."""
    groups: dict[Section, list[tuple[Task, Target]]] = defaultdict(list)
    for task in hb.tasks.values():
        for target in task.targets:
            groups[overview.branch(hb, task)].append((task, target))
    figures = overview.figures(hb)
    labelled = {
        unit: [(target.name, target.value) for _, target in rows] for unit, rows in figures.items()
    }
    return {"groups": dict(groups), "figures": figures, "labelled_figures": labelled}


def _matrix(hb: Handbook) -> dict[str, Any]:
    bases = {a.basis for task in hb.tasks.values() for a in task.assignments}
    return {"matrix": overview.matrix(hb), "bases": bases}


def _spread(hb: Handbook) -> dict[str, Any]:
    sections, units = overview.by_section(hb), overview.by_unit(hb)
    labelled = {
        "sections": [(f"{s.number}{s.title}", count) for s, count in sections.items()],
        "units": [(unit.name, count) for unit, count in units.items()][:MOST_DRAWN],
    }
    months = overview.by_month(hb)
    return {"sections": sections, "units": units, "months": months, "labelled": labelled}


def _by_kind(hb: Handbook) -> dict[str, list[Unit]]:
    """Units with tasks by kind, those that are only named last."""
    groups: dict[str, list[Unit]] = defaultdict(list)
    for unit in hb.units.values():
        groups[unit.kind if _tasks_of(hb, unit) else "named"].append(unit)
    order = ("department", "county", "zone", "taskforce", "office", "collective", "other", "named")
    return {kind: groups[kind] for kind in order if groups[kind]}


def _by_commitment(tasks: Sequence[Task]) -> dict[str, list[Task]]:
    groups = {word: [t for t in tasks if t.commitment == word] for word in COMMITMENTS}
    return {word: group for word, group in groups.items() if group}


def _gaps(tasks: Sequence[Task]) -> dict[str, list[Task]]:
    """What the four elements lack, by element."""
    groups = {
        "unit": [t for t in tasks if not t.assignments],
        "collective": [
            t for t in tasks if t.units and all(u.kind == "collective" for u in t.units)
        ],
        "no-time": [t for t in tasks if not t.deadlines],
        "no-day": [t for t in tasks if t.deadlines and any(d.unsettled for d in t.deadlines)],
        "measure": [t for t in tasks if not t.measures],
    }
    return {key: group for key, group in groups.items() if group}


def _behind_channels(hb: Handbook) -> dict[str, list[Task]]:
    """For each channel the tasks whose words overlap it or name the same thing."""
    behind: dict[str, list[Task]] = {}
    for channel in hb.channels:
        ids: set[str] = set()
        for mention in hb.mentions_in(channel.quote.start, channel.quote.end):
            if hb.speech.text[mention.start : mention.end] in channel.name:
                ids |= set(hb.tasks_of.get(mention.ref, ()))
        for task in hb.tasks.values():
            if any(set(q.sentences) & set(channel.quote.sentences) for q in task.quotes):
                ids.add(task.id)
        behind[channel.id] = [task for task in hb.tasks.values() if task.id in ids]
    return behind


def _most_divided(hb: Handbook) -> list[Sentence]:
    """The sentences that set most jobs, as examples of how they were divided."""
    divided = [s for s in hb.speech.sentences if len(hb.uses[s.id].tasks) > 1]
    divided.sort(key=lambda sentence: -len(hb.uses[sentence.id].tasks))
    return sorted(divided[:EXAMPLES], key=lambda sentence: sentence.id)


def _accounted(hb: Handbook) -> list[dict[str, Any]]:
    rows = []
    for row in hb.coverage:
        inside = [s for s in hb.speech.sentences if s.section.split(".")[0] == row.part]
        uses = [(sentence, hb.uses[sentence.id]) for sentence in inside]
        rows.append({"part": hb.sections[row.part], "row": row, "sentences": uses})
    return rows


def _by_section(hb: Handbook, things: Iterable[Answered]) -> dict[Section, list[Answered]]:
    groups: dict[Section, list[Answered]] = defaultdict(list)
    for thing in things:
        chain = hb.path_to(thing.section)
        groups[chain[min(1, len(chain) - 1)]].append(thing)
    return dict(groups)


def _grouped(hb: Handbook, kind: Kind) -> dict[str, list[Entity]]:
    entities = hb.entities[kind.key]
    return _by_explanation(entities) if kind.explained else _by_label(entities)


def _by_label(entities: Mapping[str, Entity]) -> dict[str, list[Entity]]:
    groups: dict[str, list[Entity]] = defaultdict(list)
    for entity in entities.values():
        groups[entity.label].append(entity)
    return dict(groups)


def _by_explanation(entities: Mapping[str, Entity]) -> dict[str, list[Entity]]:
    """Terms by who explains them: the speech, a public document, nobody."""
    terms = entities.values()
    groups = {
        "讲话有解释的": [t for t in terms if t.explained_by],
        "引公开文件作编者注的": [t for t in terms if t.editor_note and not t.explained_by],
        "讲话未作解释的": [t for t in terms if not t.explained_by and not t.editor_note],
    }
    return {label: group for label, group in groups.items() if group}


# -- small helpers ------------------------------------------------------------------------


def _names(unit: Unit) -> tuple[str, ...]:
    """What a unit is called besides its name."""
    return ((unit.full_name,) if unit.full_name else ()) + unit.aliases


def spellings(title: str) -> tuple[str, ...]:
    """A Chinese title in pinyin without tones, and its initials; none where it has no Chinese."""
    syllables = lazy_pinyin(title, errors="ignore")
    if not syllables:
        return ()
    return ("".join(syllables), "".join(syllable[0] for syllable in syllables))


def _tasks_of(hb: Handbook, unit: Unit) -> list[Task]:
    return [hb.tasks[key] for key in hb.tasks_of.get(f"unit:{unit.id}", ())]


def _neighbours(things: Sequence[T]) -> Iterator[tuple[T, T | None, T | None]]:
    """Each thing with the one before and the one after."""
    padded: list[T | None] = [None, *things, None]
    for (before, thing), (_, after) in pairwise(pairwise(padded)):
        assert thing is not None
        yield thing, before, after
