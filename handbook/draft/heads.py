"""Where a text seems to begin something new: numbers, words that count, headings, leads.

In: the text and what its file sets apart. Out: candidates in the order of the text; ``outline``
decides which of them are sections.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from handbook.draft.source.source import PLAIN, Mark

LONGEST_TITLE = 30
LONGEST_PART = 60
"""Of a part whose heading lost its line: 一、…（一）…."""
SHORT_TITLE = 22
"""Of what is counted within a paragraph: 一是…，…，…。"""
_HAN = "[一二三四五六七八九十百零〇○]{1,4}"
_NUMERAL = rf"(?:{_HAN}|\d{{1,3}})"
ARTICLE = "item"
RANKS = ("part", "chapter", ARTICLE, "han", "han)", "1.", "1)", "①")
"""Kinds of numbers from the highest down, as GB/T 9704—2012, 7.3.3 has them: 一、（一）1.（1）."""
COUNTED = ("是", "要", "第", "首")
"""Words that count: 一是, 一要, 第一 and 首先. They may stand below any number."""
DASH, LEAD, SET, SPOKEN, ANNEX = "——", "lead", "set", "spoken", "annex"
"""Kinds without a number: dashes, lead sentences, headings of the file, turns of the speaker."""
LAST = 99
"""What 最后 counts: whatever comes next."""
_WORDS = {"首先": 1, "其次": 2, "再次": 3, "最后": LAST}
_START = (
    r"(?:^[ \u3000]*|(?<=[。！？；：;:!?…”’）)》]\ )|(?<=[\u4e00-\u9fff]\ )"
    r"|(?<=[。！？；：;:!?…”’）)》，]))"
)
_MARK = re.compile(
    _START
    + rf"""(?:
    (?P<part>第{_NUMERAL}(?:部分|篇|编)[\ \u3000、：:]*)
    |(?P<chapter>第{_NUMERAL}[章节][\ \u3000、：:]*)
    |(?P<item>第{_NUMERAL}条[\ \u3000：:]*)
    |(?P<han>{_HAN}[、．.](?!{_HAN}、))
    |(?P<hanp>[（(]{_HAN}[）)]、?)
    |(?P<arabic>\d{{1,3}}[.．、](?:(?!\d)|(?=(?:19|20)\d\d年)))
    |(?P<arabicp>[（(]\d{{1,3}}[）)]、?|\d{{1,3}}[）)])
    |(?P<circle>[①-⑳])
    |(?P<shi>{_HAN}是(?=[^，。]))
    |(?P<yao>{_HAN}要(?=[^，。]))
    |(?P<di>第{_HAN}(?:，|、|是))
    |(?P<shou>(?:首先|其次|再次|最后)，)
    |(?P<dash>——(?=[^\n]{{4}}))
    )
    |(?<=[\u4e00-\u9fff])(?P<lost>[（(]{_HAN}[）)])(?=[\u4e00-\u9fff])""",
    re.MULTILINE | re.VERBOSE,
)
_KINDS = {
    "part": "part", "chapter": "chapter", "item": "item", "han": "han", "hanp": "han)",
    "arabic": "1.", "arabicp": "1)", "circle": "①", "shi": "是", "yao": "要", "di": "第",
    "shou": "首", "dash": DASH, "lost": "han)",
}  # fmt: skip
_BARE = re.compile(
    rf"(?<=[。！？]\n)(?![ \u3000]*附件)[^\n，。；：！？]{{4,{LONGEST_TITLE}}}"
    r"(?=\n[^\n]{30,})(?=\n[^\n]*[。！？])"
)
"""A line that is short and has no mark, between two that have."""
_ADDRESS = r"(?:同志们|各位代表|各位同志|各位委员|朋友们)[，！!：:、。]"
_ADDRESSED = re.compile(_ADDRESS)
_TURN = re.compile(
    rf"(?:^|(?<=[。！？”] )|(?<=[。！？”]))(?:{_ADDRESS}\n?|(?:总的看|总的来看|总体上看)，"
    r"|在?(?:充分)?(?:肯定|看到|总结)(?:这些)?成绩的同时，)",
    re.MULTILINE,
)
_ANNEX = re.compile(r"^附件[ \u3000]*(?:\d{1,2}|[一二三四五六七八九十]{1,2})?[：:]?$", re.MULTILINE)
_ANNEXES = re.compile(r"^附件(?=[：:][^\n])", re.MULTILINE)
"""The list of annexes at the end of a paper: 附件：1.…."""
_BREAK = re.compile(r"\n|(?<=[。！？]) |(?<=[。！？][”’》）]) ")
"""Where a paragraph ends: at a line's end, or where lines were lost and a space is left."""
_TITLE_STOP = re.compile(r"[。！？\n]|(?<=[^\x00-\x7f]) ")
_END = re.compile("[。！？；：\n]")
_CLAUSE = re.compile("[，；：]")
_SENTENCE = re.compile(r"[^。！？\n]*[。！？]?[”’》）]*")
_LEAD = re.compile(r"[^，：；。！？\n“]{0,12}(?:“[^”\n]{1,12}”)?[^，：；。！？\n“”]{0,14}。")


_SIDE = re.compile(r"[\u4e00-\u9fff]{1,6}方面，")
_LEAST_SAID = 40
"""Characters that follow a lead; a short sentence of which nothing more is said is none."""


@dataclass(frozen=True)
class Head:
    """``text[start:title]`` is the number, ``text[title:end]`` the title; ``value`` is what the
    number says, 0 where there is none. ``first``: it begins a paragraph."""

    start: int
    title: int
    end: int
    kind: str
    value: int
    first: bool
    level: int = 0


def candidates(text: str, marks: Sequence[Mark]) -> list[Head]:
    """All that may begin a section, in order; at one place the first of these kinds counts."""
    numbered = [*_numbered(text)]
    found = [*numbered, *_annexes(text), *_set(text, marks), *_turns(text)]
    if not any(mark.level != PLAIN for mark in marks):
        found += _bare_lines(text, numbered)
    heads: list[Head] = []
    for head in sorted(found, key=lambda h: h.start):
        if (heads and head.start < heads[-1].title) or (heads and head.start == heads[-1].start):
            if not (heads[-1].kind == SET and head.value):
                continue
            heads.pop()  # a heading of the file that has a number is known by its number
        heads.append(head)
    return heads


def _numbered(text: str) -> Iterator[Head]:
    part: Head | None = None
    for head in _marked(text):
        if part and part.end > head.start:
            part = replace(part, end=head.start)  # 一、甲（一）乙: the lines between were lost
        if part:
            yield part
        part = head
    if part:
        yield part


def _marked(text: str) -> Iterator[Head]:
    part = 0
    for found in _MARK.finditer(text):
        group = found.lastgroup or ""
        start = found.start(group)
        before = text[max(0, start - 2) : start]
        first = found.start() == start == 0 or _begins(text, start)
        if before.endswith("，") and group not in ("shi", "yao", "di", "shou"):
            continue
        if before[:1].isalnum() and before.endswith(" ") and group not in ("han", "hanp"):
            continue  # after a heading that lost its line
        kind = _KINDS[group]
        if kind == "han":
            part = found.end()
        if group == "lost" and (
            not 0 < start - part < LONGEST_PART or _END.search(text, part, start)
        ):
            continue
        if kind in (DASH, "part", "chapter", "item") and not first:
            continue
        end = title_end(text, found.end(), SHORT_TITLE if kind in COUNTED else LONGEST_TITLE)
        if end > found.end():
            yield Head(start, found.end(), end, kind, _value(found[group]), first)


def _begins(text: str, at: int) -> bool:
    """Whether a paragraph begins here."""
    before = (
        text[:at].rstrip(" \u3000")[-1:] if at < 4 else text[at - 4 : at].rstrip(" \u3000")[-1:]
    )
    if before in ("", "\n"):
        return True
    return text[at - 1] == " " and before in "。！？”）："


def _annexes(text: str) -> Iterator[Head]:
    for found in _ANNEXES.finditer(text):
        yield Head(found.start(), found.start(), found.end(), ANNEX, 0, True)
    for found in _ANNEX.finditer(text):
        title = min(found.end() + 1, len(text))
        line = text[title : text.find("\n", title) + 1 or len(text)].strip()
        named = (
            2 < len(line) <= 2 * LONGEST_TITLE and not _MARK.match(line) and line[-1] not in "。；"
        )
        end = title + len(line) if named else title
        yield Head(found.start(), title, end, ANNEX, 0, True)


def _set(text: str, marks: Sequence[Mark]) -> Iterator[Head]:
    """Headings and leads that the file sets apart."""
    for mark in marks:
        words = text[mark.start : mark.end]
        whole = text[mark.end : mark.end + 1] in ("\n", "")
        if mark.level != PLAIN:
            end = min(mark.end, title_end(text, mark.start)) if len(words) > 60 else mark.end
            yield Head(mark.start, mark.start, end, SET, 0, True, mark.level)
        elif len(words) <= 60 and not whole and words[-1:] in "。：！? 　":
            yield Head(mark.start, mark.start, title_end(text, mark.start), LEAD, 0, True)


def _bare_lines(text: str, numbered: Sequence[Head]) -> list[Head]:
    """Headings without a number of a text whose file sets none apart: short lines between two of
    prose, at least two, each in front of all the numbers 一、 that count on below it."""
    parts = [head for head in numbered if head.kind == "han" and head.first]
    found = [Head(m.start(), m.start(), m.end(), SET, 0, True, 1) for m in _BARE.finditer(text)]
    if len(found) < 2:
        return []
    ends = [*(head.start for head in found[1:]), len(text)]
    for head, end in zip(found, ends, strict=True):
        below = next((part for part in parts if head.start < part.start < end), None)
        if below is not None and below.value != 1:
            return []
    return found


def _turns(text: str) -> Iterator[Head]:
    for found in _TURN.finditer(text):
        title = found.end() if _ADDRESSED.match(found[0]) else found.start()
        while text[title : title + 1] in ("\n", " ", "\u3000"):
            title += 1
        first = _begins(text, found.start())
        yield Head(found.start(), title, title_end(text, title), SPOKEN, 0, first)


def leads(text: str, start: int, end: int, *, middle: bool, title: str) -> list[Head]:
    """Lead sentences in ``text[start:end]``: short, without a comma, and more is said after them.

    Those that begin paragraphs count where most paragraphs have one; those in the middle of a
    paragraph, where ``middle`` allows it, where the part has at least two, or takes up in turn what
    its ``title`` lists.
    """
    first = [*_first_leads(text, start, end)]
    return first or (_middle_leads(text, start, end, title) if middle else [])


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for found in _BREAK.finditer(text, start, end):
        if found.start() > at:
            yield at, found.start()
        at = found.end()
    if at < end:
        yield at, end


def _first_leads(text: str, start: int, end: int) -> Iterator[Head]:
    found = [(at, to) for at, to in _paragraphs(text, start, end) if _begins(text, at)]
    heads = [head for at, to in found if (head := _lead(text, at, to) or _led_to(text, at, to))]
    if len(heads) >= 2 and len(heads) >= 0.6 * (len(found) - 1):
        yield from heads


def _lead(text: str, at: int, to: int) -> Head | None:
    while text[at : at + 1] in (" ", "\u3000") and at < to:
        at += 1
    match = _LEAD.match(text, at, to)
    if match is None or match.end() >= to or len(match[0]) < 4:
        return None
    return Head(at, at, match.end() - 1, LEAD, 0, True)


def _led_to(text: str, at: int, to: int) -> Head | None:
    """我们主要做了以下工作：转型发展迈出坚实步伐。…"""
    colon = text.find("：", at, min(to, at + 2 * LONGEST_TITLE))
    return _lead(text, colon + 1, to) if colon > 0 and "。" not in text[at:colon] else None


def _middle_leads(text: str, start: int, end: int, title: str) -> list[Head]:
    found = (m for m in _SENTENCE.finditer(text, start, end) if m[0].strip())
    sentences = [(m.end() - len(m[0].lstrip()), m.end()) for m in found]
    short = _one_of_two(text, [(at, to) for at, to in sentences if _short(text[at:to])])
    nexts = [*(at for at, _ in short[1:]), end]
    kept = [pair for pair, n in zip(short, nexts, strict=False) if n - pair[1] >= _LEAST_SAID]
    if len(kept) < 2:
        return _named_leads(text, sentences) or _listed_leads(text, sentences, title)
    return [Head(at, at, to - 1, LEAD, 0, False) for at, to in kept]


def _one_of_two(text: str, found: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of short sentences side by side that which begins or ends as others do, or the first."""
    ends = Counter(part for at, to in found for part in (text[at : at + 2], text[to - 3 : to]))
    kept: list[tuple[int, int]] = []
    for at, to in found:
        if kept and kept[-1][1] == at:
            alike = [
                max(ends[text[x : x + 2]], ends[text[y - 3 : y]]) for x, y in (kept[-1], (at, to))
            ]
            if alike[1] <= alike[0]:
                continue
            kept.pop()
        kept.append((at, to))
    return kept


def _named_leads(text: str, sentences: Sequence[tuple[int, int]]) -> list[Head]:
    """大气方面，…。水方面，…。"""
    found = [(at, m) for at, to in sentences if (m := _SIDE.match(text, at, to))]
    if len(found) < 2 or found[0][0] != sentences[0][0]:
        return []
    return [Head(at, at, match.end() - 1, LEAD, 0, False) for at, match in found]


def _listed_leads(text: str, sentences: Sequence[tuple[int, int]], title: str) -> list[Head]:
    """不严谨、不深入的问题。不严谨，…。不深入，…。"""
    names = title.removesuffix("的问题").split("、")
    found = [
        Head(at, at, at + len(name), LEAD, 0, False)
        for name in names for at, _ in sentences if text.startswith(f"{name}，", at)
    ]  # fmt: skip
    in_turn = [text[head.start : head.end] for head in found] == names
    return found if len(names) > 1 and in_turn else []


def _short(sentence: str) -> bool:
    return 4 <= len(sentence) <= 19 and "是" not in sentence and bool(_LEAD.fullmatch(sentence))


def title_end(text: str, start: int, most: int = LONGEST_TITLE) -> int:
    """Where the title ends that begins here: the first sentence, or where that has more than
    ``most`` characters, its first clause; without the sign that ends it."""
    while text[start : start + 1] in (" ", "\u3000"):
        start += 1
    limit = min(len(text), start + 4 * LONGEST_TITLE)
    found = _TITLE_STOP.search(text, start, limit)
    stop = found.start() if found else limit
    if stop - start <= most:
        return stop
    stop = min(stop, start + LONGEST_TITLE)
    clause = _CLAUSE.search(text, start + 5, stop)
    if clause:
        return clause.start()
    part = max(text.rfind(sign, start + 4, stop) for sign in "、（“")
    return part if part > 0 else stop


def _value(number: str) -> int:
    if number.startswith(tuple(_WORDS)):
        return _WORDS[number[:2]]
    if "①" <= number[0] <= "⑳":
        return ord(number[0]) - ord("①") + 1
    digits = re.search(r"\d+", number)
    if digits:
        return int(digits[0])
    han = re.search(_HAN, number)
    return han_value(han[0]) if han else 0


def han_value(numeral: str) -> int:
    """一 is 1, 十二 12, 二十 20, 一〇 10."""
    digits = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
    if not {"十", "百"} & set(numeral):
        return int("".join(str(digits[c]) for c in numeral))
    total = digit = 0
    for c in numeral:
        if c in "十百":
            total += (digit or 1) * (10 if c == "十" else 100)
            digit = 0
        else:
            digit = digits[c]
    return total + digit
