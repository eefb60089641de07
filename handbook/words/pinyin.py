"""How Chinese is read: pypinyin, with those of its phrases that stand in what it shall read.

To load all of them, as it does by itself, takes as long as the rest of its work and much memory.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

Read = Callable[..., list[str]]
"""Gives the syllables of a text."""
_PHRASE = re.compile(r'"([^"]+)": (?=\[)')
_JSON = json.JSONDecoder()


def reader(texts: Iterable[str]) -> Read:
    """pypinyin's ``lazy_pinyin``, which reads these texts as if it knew all phrases."""
    os.environ["PYPINYIN_NO_PHRASES"] = "1"  # heeded where it is imported
    from pypinyin import load_phrases_dict
    from pypinyin.converter import DefaultConverter
    from pypinyin.core import Pinyin

    load_phrases_dict(dict(_phrases_in("\n".join(texts))))
    converter = DefaultConverter()
    converter.convert = cache(converter.convert)  # type: ignore[method-assign] # words recur
    return Pinyin(converter).lazy_pinyin


def _phrases_in(text: str) -> Iterator[tuple[str, Any]]:
    """The phrases that stand in a text, and how each of their characters is read."""
    held, phrases = _phrases()
    pairs = {text[at : at + 2] for at in range(len(text) - 1)}
    at = 0
    for phrase in phrases:
        if phrase[:2] in pairs and phrase in text:
            name = f'"{phrase}": '
            at = held.index(name, at) + len(name)
            yield phrase, _JSON.raw_decode(held, at)[0]


@cache
def _phrases() -> tuple[str, list[str]]:
    """The library's file of phrases, and the phrases in its order."""
    import pypinyin

    held = Path(pypinyin.__file__).with_name("phrases_dict.json").read_text("utf-8")
    return held, _PHRASE.findall(held)
