"""Jinja2 set up so that data enters a page as text and never as markup.

Every value a template prints is escaped for Markdown and HTML at once, by numeric character
references, which every Markdown dialect reads as plain characters. Only ``Markup`` passes
as it is, and only macros and the functions below make ``Markup``.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable, Iterator, Set
from functools import lru_cache, partial
from pathlib import Path
from types import BuiltinMethodType, FunctionType, MethodType
from typing import Any, NamedTuple
from urllib.parse import urlencode

from jinja2 import StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from markupsafe import Markup

from handbook.model import KINDS, Handbook, Mention, Quote
from handbook.model.addresses import day_key
from handbook.model.kinds import for_readers
from handbook.pages.links import Links
from handbook.pages.own import OwnTemplates
from handbook.words import follow
from handbook.words.prose import Prose
from handbook.words.vocabulary import (
    ADMITTED_NAMES,
    ANSWERED_NAMES,
    BASIS_NAMES,
    KIND_NAMES,
    ROLE_NAMES,
    TIME_NAMES,
)

_SPECIAL = "&<>\"'*_`[](){}#+!|~^=:$@\\"
_ESCAPES = str.maketrans({char: f"&#{ord(char)};" for char in _SPECIAL} | {"\n": " "})
HANGING = tuple("（《“【")
"""Signs that leave the left half of their square blank."""
MACROS = "_macros.md.j2"
_BLOCK_START = re.compile(r"^\s*(?:-|\d+\.(?=\s|$))")


class Segment(NamedTuple):
    """A run of the speech: the thing it names, if any, and whether it is quoted."""

    text: str
    ref: str | None
    marked: bool


def escape(value: Any) -> Markup:
    """Any value as Markdown text that shows exactly its characters."""
    if isinstance(value, Markup):
        return value
    return Markup("") if value is None else _escaped(str(value))


@lru_cache(maxsize=4096)
def _escaped(text: str) -> Markup:
    text = text.translate(_ESCAPES)
    start = _BLOCK_START.match(text)
    if start:  # a dash or a number with a dot would open a list
        mark = start.end() - 1
        text = f"{text[:mark]}&#{ord(text[mark])};{text[mark + 1 :]}"
    return Markup(text)


@lru_cache(maxsize=4096)
def _linked(title: Markup, href: str, hint: Markup) -> Markup:
    """A link; pages of a folder have many in common."""
    tooltip = f' "{hint}"' if hint else ""
    return Markup(f"[{title}]({href}{tooltip})")


def hang(text: str, dot: str = ".") -> Markup:
    """The class of a heading or an item whose first sign is half blank, for its attributes."""
    return Markup(f" {dot}hang" if text[:1] in HANGING else "")


def segments(hb: Handbook, start: int, end: int, quotes: Iterable[Quote] = ()) -> Iterator[Segment]:
    """``speech[start:end]`` cut where a mention or a quote begins or ends; line ends trimmed."""
    end = start + len(hb.speech.text[start:end].rstrip("\n"))
    marks = [(quote.start, quote.end) for quote in quotes]
    named: list[Mention] = list(hb.mentions_in(start, end))
    cuts = {start, end}
    for left, right in marks + [(m.start, m.end) for m in named]:
        cuts |= {min(max(left, start), end), min(max(right, start), end)}
    points = sorted(cuts)
    for left, right in itertools.pairwise(points):
        ref = next((m.ref for m in named if m.start <= left < m.end), None)
        marked = any(a <= left < b for a, b in marks)
        yield Segment(hb.speech.text[left:right], ref, marked)


class _Generator(CodeGenerator):
    """Compiles templates; what ``escape`` has finished is not looked at once more."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write(finalize.src)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write(")")


_PLAIN = {MethodType, FunctionType, BuiltinMethodType}
"""What is called as it stands; no function of ours asks for the context."""


class _Context(Context):
    """What a template knows; of most calls it is plain how they are to be made."""

    def call(
        self, obj: Any, *args: Any, _loop_vars: Any = None, _block_vars: Any = None, **kwargs: Any
    ) -> Any:
        """Call a macro as Jinja2 would, and functions and methods without looking at them first."""
        if type(obj) is Macro:
            return obj(self.eval_ctx, *args, **kwargs)
        if type(obj) in _PLAIN:
            return obj(*args, **kwargs)
        return super().call(obj, *args, _loop_vars=_loop_vars, _block_vars=_block_vars, **kwargs)


class Renderer:
    """Renders templates for one handbook; links go through one ``Links``.

    ``pages`` are the names of the index pages that there are, ``own`` is the handbook's own
    folder of templates. Raises ``TemplateError`` where one of these cannot be read.
    """

    def __init__(
        self, hb: Handbook, links: Links, pages: Set[str], own: Path | None = None
    ) -> None:
        self._hb, self.links = hb, links
        self._hints: dict[str, Markup] = {}
        # of the page that is being made; macros that knew of it would be made anew for each page
        self._path, self._recorded = "", False
        self._folder = ""
        self._fragments: dict[tuple[str, str], Markup] = {}
        self._own = OwnTemplates(own)
        self.env = self._own.environment(
            autoescape=True,
            finalize=escape,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        self.env.code_generator_class = _Generator
        self.env.context_class = _Context
        self.env.globals.update(
            **_words(hb), pages=pages, link=self._link, href=self._href, anchor=self._anchor,
            spoken=self._spoken, hang=hang,
            recorded=lambda: self._recorded, kept=self._kept, day_key=day_key,
            prose=partial(Prose, own),
        )  # fmt: skip
        self.env.tests["contains"] = lambda text, part: part in text
        self.env.filters.update(yaml=_yaml_text, fence=_fence, json=_json, raw=_raw)
        self._own.check(self.env)

    def render(self, template: str, path: str, *, recorded: bool = False, **context: Any) -> str:
        """The text of the page ``path``. Raises ``TemplateError`` with template and line.

        What the search's records hold of ``recorded`` pages, the site's own index leaves out.
        """
        self._path, self._recorded = path, recorded
        folder = path.rpartition("/")[0]
        if folder != self._folder:
            self._folder = folder
            self._fragments.clear()
        try:
            text = self.env.get_template(template).render(path=path, **context)
        except Exception as error:
            fault = self._own.fault(error, path, self.env)
            if fault is None:  # ours, and no reader's to mend
                raise
            raise fault from error
        while "\n\n\n" in text:
            text = text.replace("\n\n\n", "\n\n")
        return text.strip() + "\n"

    def _href(self, ref: str) -> Markup:
        return Markup(self.links.href(self._path, ref))

    def _anchor(self, ref: str) -> str:
        return self.links.address(ref).anchor

    def _link(self, ref: str, text: Any = None, hint: str = "", **query: str) -> Markup:
        title = self.links.address(ref).title if text is None else text
        href = self.links.href(self._path, ref)
        if query:
            href += "?" + urlencode(query)
        return _linked(escape(title), href, escape(hint))

    def _spoken(self, start: int, end: int, quotes: Iterable[Quote] = (), skip: str = "") -> Markup:
        """Words of the speech with what they name linked, but for ``skip``; quoted ones marked."""
        parts: list[str] = []
        open_mark = False
        for segment in segments(self._hb, start, end, quotes):
            if segment.marked is not open_mark:
                parts.append("<mark>" if segment.marked else "</mark>")
                open_mark = segment.marked
            if segment.ref and segment.ref != skip:
                hint = self._hint(segment.ref)
                parts.append(self._link(segment.ref, segment.text, hint))
            else:
                parts.append(escape(segment.text))
        return Markup("".join(parts) + ("</mark>" if open_mark else ""))

    def _kept(self, macro: Macro, thing: Any) -> Markup:
        """What a macro makes of a thing with a ref: in a folder all pages link to it alike."""
        if not self._folder:
            return Markup(macro(thing))
        key = (macro.name, thing.ref)
        if key not in self._fragments:
            self._fragments[key] = Markup(macro(thing))
        return self._fragments[key]

    def _hint(self, ref: str) -> Markup:
        """What the macro ``hint`` says of a thing; the same on all pages."""
        if ref not in self._hints:
            macros: Any = self.env.get_template(MACROS).module
            self._hints[ref] = macros.hint(ref)
        return self._hints[ref]


def _words(hb: Handbook) -> dict[str, Any]:
    """What things are called, in this handbook and in the field."""
    explained = {kind.key for kind in KINDS if kind.explained}
    return {
        "hb": hb,
        "genre": hb.info.genre,
        "notice": hb.info.notice,
        "titles": hb.info.titles,
        "kinds": for_readers(),
        "explained": {e.ref: e for e in hb.all_entities() if e.kind in explained},
        "role_names": ROLE_NAMES,
        "basis_names": BASIS_NAMES,
        "kind_names": KIND_NAMES | {"requirement": hb.info.titles["requirement"]},
        "time_names": TIME_NAMES,
        "answered_names": ANSWERED_NAMES,
        "admitted_names": ADMITTED_NAMES,
        "follow": follow.WORDS,
    }


def _raw(value: Any) -> Markup:
    """Text as it is, for the inside of a literal block and nowhere else."""
    return Markup(str(value).replace("\n", " "))


def _yaml_text(value: str) -> Markup:
    """Text for the page's front matter, safe in YAML and in the theme's HTML."""
    plain = str(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Markup(json.dumps(plain.replace('"', "&quot;"), ensure_ascii=False))


def _json(value: Any) -> Markup:
    """Data for a script of type ``application/json``; no ``<`` that could end it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("&", "\\u0026"))


def _fence(value: str) -> Markup:
    """A literal block; its fence is longer than any run of backquotes inside."""
    longest = max((len(run) for run in re.findall(r"`+", value)), default=0)
    fence = "`" * max(3, longest + 1)
    return Markup(f"{fence}text\n{value}\n{fence}")
