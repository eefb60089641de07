"""The files of ``data/`` that follow from a text alone: itself, its outline, what it says it is."""

from __future__ import annotations

import json
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined

from handbook.draft.info import About, about
from handbook.draft.outline import Outline, outline
from handbook.draft.source.source import Source
from handbook.read.upgrade import FORMAT


@dataclass(frozen=True)
class Begun:
    """What a handbook begins with: its files by path below ``data/``, and what they rest on."""

    files: dict[str, bytes]
    about: About
    outline: Outline


def begin(source: Source, name: str) -> Begun:
    """The first files of a handbook; ``name`` is what the text is called where it does not say."""
    made = outline(source)
    found = about(source.text, made.parts)
    prose = Environment(
        loader=PackageLoader("handbook.draft"), undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True, autoescape=False,  # YAML, quoted below
    )  # fmt: skip
    prose.filters["quoted"] = lambda text: json.dumps(text, ensure_ascii=False)
    info = prose.get_template("handbook.yaml.j2").render(
        format=FORMAT, title=found.title or name, genre=found.genre, year=found.year,
        year_quote=found.year_quote, delivered_on=found.delivered_on,
    )  # fmt: skip
    sections = prose.get_template("outline.yaml.j2").render(parts=made.parts, notes=made.notes)
    files = {
        "speech.txt": source.text, "handbook.yaml": info, "outline.yaml": sections,
        "units.yaml": "# 单位名称照原文的叫法，怎样写见 README.md 的“单位”一节。\n[]\n",
    }  # fmt: skip
    return Begun({path: text.encode() for path, text in files.items()}, found, made)
