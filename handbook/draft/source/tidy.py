"""Paragraphs of a file as the text of a handbook: nothing in it that a reader cannot see."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handbook.draft.source.source import PLAIN, Dropped, Mark, Paragraph, Source
from handbook.read.text import SPEECH_BYTES, hidden
from handbook.words.findings import Fault

MOST_LETTERS = 1_300_000
"""A Han character has three bytes in UTF-8; the text may have ``SPEECH_BYTES``."""
_LEAST_HAN = 0.5
"""Of letters: a text that is half English is none that we can cut."""
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f]")
_LOST = "\ufffd"


def as_source(
    paragraphs: Sequence[Paragraph], dropped: Dropped, joined: Sequence[str] = ()
) -> Source:
    """One text, a line for each paragraph that says something.

    Spaces of any width but the ideographic become plain ones, those around a paragraph go, and
    so does what cannot be seen. Raises ``Fault`` where what is left is no text to make a handbook.
    """
    lines: list[str] = []
    marks: list[Mark] = []
    at = 0
    for paragraph in paragraphs:
        lead = _clean(paragraph.text[: paragraph.lead], dropped).lstrip() if paragraph.lead else ""
        whole = _clean(paragraph.text, dropped).strip()
        if not whole:
            continue
        if paragraph.level != PLAIN:
            marks.append(Mark(at, at + len(whole), paragraph.level))
        elif lead.strip():
            marks.append(Mark(at, at + min(len(lead.rstrip()), len(whole)), PLAIN))
        lines.append(whole)
        at += len(whole) + 1
    text = "\n".join([*lines, ""])
    _refuse(text)
    return Source(text, dropped.told(), tuple(joined), tuple(marks))


def _clean(text: str, dropped: Dropped) -> str:
    text = _SPACES.sub(" ", text)
    if _LOST in text:
        at = text.index(_LOST)
        around = text[max(0, at - 8) : at + 9].replace(_LOST, "□")
        raise Fault(f"文件里有已经丢失的字（“{around}”里的□），请找原来的文件，不要用转换坏了的")
    found = [*hidden(text)]
    if found:
        unseen = {char for _, char in found}
        dropped.add("看不见的字符", (f"U+{ord(char):04X}" for _, char in found))
        text = "".join(char for char in text if char not in unseen)
    return text


def _refuse(text: str) -> None:
    if not text.strip():
        raise Fault("文件里没有文字。只有图片的（如扫描件），请先识别成文字，校对以后再用")
    if len(text) > MOST_LETTERS or len(text.encode()) > SPEECH_BYTES:
        raise Fault(f"有{len(text):,}字，超过上限，一本手册只收一篇原文，请分开再用")
    letters = sum(map(str.isalpha, text))
    if len(_HAN.findall(text)) < _LEAST_HAN * letters or not letters:
        raise Fault("里面多半不是汉字，不像要整理的原文。不是中文的，本程序整理不了")
