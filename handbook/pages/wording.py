"""What a page says, section by section, read from its Markdown for the search.

Reading is sound because of how pages are written: ``render.escape`` writes every special
character of a value as a numeric reference, so a bare ``[``, ``<``, ``|`` or ``*`` is always
markup of a template. Lines recur on many pages and are read once.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final, NamedTuple

_TARGET = re.compile(r"\]\([^()\n]*\)")
_FENCE = re.compile(r"^ *(`{3,}|~{3,})[^\n]*\n(.*?)^ *\1[`~]* *$\n?", re.M | re.S)
_CODE = re.compile(r"(?<!\\)(`+)(.+?)\1")
_BACKSLASH = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>-])")
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*(?:\{:?([^{}]*)\}[ \t]*)?$")
_HTML_HEADING = re.compile(r"<(h[1-6])\b([^>]*)>(.*)</\1>$")
_ID = re.compile(r"""(?:^|\s)(?:#|id=["']?)([^\s"'}]+)""")
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*(?:[#.][\w-]|[\w-]+=)[^{}]*\}")
_START = re.compile(r"(?:>[ \t]?|[-*+][ \t]+|\d+[.)][ \t]+)+")
_RULE = re.compile(r"\|?[ \t:|-]+$")
_IMAGE = re.compile(r"!\[[^\]]*\](?:\(\)|\[[^\]]*\])")
_EMPHASIS = re.compile(r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}|~~|(?<!\w)_{1,3}(?=\w)|(?<=\w)_{1,3}(?!\w)")
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)((?:[\s/][^<>]*)?)>|<!--.*?-->|<(https?:[^<>\s]+)>")
_INLINE = re.compile(r"</?(?:span|mark|strong|em|small|a)\b[^<>]*>")
_ASIDE = re.compile(r"<nav\b[^<>]*data-search-exclude")
_TITLE = re.compile(r"^title:[ \t]*(.*?)[ \t]*$", re.M)

_VOID: Final = frozenset([
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
])  # fmt: skip
_APART: Final = frozenset(["p", "code", "pre", "li", "ol", "ul", "sub", "sup"])
"""Tags that part words; all others stand inside of them."""
_OPENING: Final = frozenset(">-*+:0123456789")
_UNSEEN: Final = frozenset(["script", "style", "object"])


class Line(NamedTuple):
    """What a line of Markdown comes to."""

    text: str
    level: int = 0
    """Of a heading, otherwise 0."""
    anchor: str = ""
    depth: int = 0
    """How many more tags it opens than it closes."""
    unseen: tuple[str, int] = ("", 0)
    """The tag of an element that no search looks into, left open, and how deep inside it is."""


@dataclass
class Section:
    """A heading and what stands below it; the first of a page may have no anchor."""

    anchor: str
    title: str
    lines: list[str] = field(default_factory=list)
    depth: float = 0

    def shared(self, same: dict[str, str]) -> Section:
        """The same section; of texts that are alike there is but one in all."""
        self.lines = [same.setdefault(line, line) for line in self.lines]
        return self


class Reader:
    """Reads pages; what it knows of a line holds for all of them."""

    def __init__(self) -> None:
        self._lines: dict[str, Line | str] = {}

    def sections(self, page: str) -> list[Section]:
        """The sections of a page's Markdown, front matter and all."""
        title, body = _front(page)
        found: list[Section] = []
        reading = _Page(title, found)
        at = 0
        if "```" in body or "~~~" in body:
            for fence in _FENCE.finditer(body):
                self._read(body[at : fence.start()], reading)
                reading.add(" ".join(fence[2].split()))
                at = fence.end()
        self._read(body[at:], reading)
        return found

    def _read(self, text: str, reading: _Page) -> None:
        known = self._lines
        if "`" in text:
            text = _CODE.sub(lambda code: f" {_referred(code[2].strip())} ", text)
        for row in _TARGET.sub("]()", text).split("\n"):
            if not row:
                continue
            if reading.unseen:
                row = reading.skip(row)
            line = known.get(row)
            if line is None:
                line = known[row] = _line(row)
            if isinstance(line, str):
                reading.add(line)
            else:
                reading.take(line)


class _Page:
    """Where the reading of a page stands."""

    def __init__(self, title: str, found: list[Section]) -> None:
        self._title, self._found, self._anchors = title, found, set[str]()
        self._depth = 0
        self.unseen, self._inside = "", 0

    def add(self, text: str) -> None:
        if not self._found:
            self._section = Section("", self._title)
            self._found.append(self._section)
        if text:
            self._section.lines.append(text)

    def take(self, line: Line) -> None:
        if line.level:
            self._open(line)
        else:
            self.add(line.text)
        if line.depth:
            self._depth += line.depth
            self._leave()
        if line.unseen[1]:
            self.unseen, self._inside = line.unseen

    def skip(self, row: str) -> str:
        """What of a row stands after the element that no search looks into."""
        for tag in _TAG.finditer(row):
            if tag[2] == self.unseen:
                self._inside += -1 if tag[1] else 1
                if not self._inside:
                    self.unseen = ""
                    return row[tag.end() :]
        return ""

    def _open(self, line: Line) -> None:
        if line.level > 1 and not self._found:
            self.add("")
        anchor = line.anchor or _slug(line.text)
        while not anchor or (anchor in self._anchors and not line.anchor):
            stem, _, number = anchor.rpartition("_")
            anchor = f"{stem}_{int(number) + 1}" if number.isdigit() else f"{anchor}_1"
        self._anchors.add(anchor)
        self._section = Section(anchor if self._found else "", line.text, depth=self._depth)
        self._found.append(self._section)

    def _leave(self) -> None:
        """A section ends with the element that its heading stands in."""
        if self._found and self._section.depth > self._depth:
            for section in reversed(self._found):
                if section.depth <= self._depth:
                    self._section.depth = float("inf")
                    self._section = section
                    break


def _front(page: str) -> tuple[str, str]:
    """The title in the front matter, and what follows it."""
    if not page.startswith("---\n"):
        return "", page
    head, _, body = page[4:].partition("\n---\n")
    line = _TITLE.search(head)
    if not line:
        return "", body
    title = line[1]
    try:  # as our templates quote it; others may do as YAML lets them
        title = json.loads(title) if title[:1] == '"' else title.strip("'")
    except ValueError:
        title = title.strip('"')
    return " ".join(html.unescape(title).split()), body


def _slug(title: str) -> str:
    """The id that Markdown gives a heading without one, before it is made the page's only one."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def _line(row: str) -> Line | str:
    """What a line comes to; of most lines just their text."""
    row = row.strip()
    if row.endswith("</nav>") and _ASIDE.match(row) and row.count("<nav") == 1:
        return ""  # what leads elsewhere, on almost every page
    if "\\" in row:
        row = _BACKSLASH.sub(lambda char: _referred(char[1]), row)
    level, anchor = 0, ""
    first = row[:1]
    if first == "#" and (heading := _HEADING.match(row)):
        level, row = len(heading[1]), heading[2]
        anchor = _anchor(heading[3] or "")
    elif first == "<" and (heading := _HTML_HEADING.match(row)):
        anchor = _anchor(heading[2])
        level, row = (int(heading[1][1]), heading[3]) if anchor else (0, row)
    elif first == "|":
        row = "" if _RULE.match(row) else row.replace("|", " ")
    elif first in _OPENING:
        if start := _START.match(row):
            row = row[start.end() :]
        elif _RULE.match(row):
            row = ""
    depth, unseen = 0, ("", 0)
    if "<" in row:
        if "data-search-exclude" not in row:
            row = _INLINE.sub("", row)
        if "<" in row:
            row, depth, unseen = _without_tags(row)
    if "{" in row:
        row = _ATTRIBUTES.sub("", row)
    if "[" in row or "]" in row:
        row = _IMAGE.sub("", row).replace("]()", "").replace("[", "")
    if "*" in row or "_" in row or "~~" in row:
        row = _EMPHASIS.sub("", row)
    if "&" in row:
        row = html.unescape(row)
    text = " ".join(row.split())
    return Line(text, level, anchor, depth, unseen) if level or depth or unseen[1] else text


def _anchor(attributes: str) -> str:
    found = _ID.search(attributes)
    return found[1] if found else ""


def _referred(text: str) -> str:
    """Text in numeric references, as ``render.escape`` writes it."""
    return "".join(char if char.isalnum() else f"&#{ord(char)};" for char in text)


def _without_tags(row: str) -> tuple[str, int, tuple[str, int]]:
    """The text between tags, the tags left open, and the unseen element left open."""
    kept, at, depth, unseen, inside = [], 0, 0, "", 0
    for tag in _TAG.finditer(row):
        name, closing = (tag[2] or "").lower(), bool(tag[1])
        if not unseen:
            kept.append(row[at : tag.start()])
        at = tag.end()
        if tag[4]:
            kept.append(tag[4])
        if not name or name in _VOID or tag[3].endswith("/"):
            continue
        if unseen:
            if name == unseen:
                inside += -1 if closing else 1
                unseen = unseen if inside else ""
            continue
        if not closing and (name in _UNSEEN or "data-search-exclude" in tag[3]):
            unseen, inside = name, 1
            continue
        depth += -1 if closing else 1
        if name in _APART:
            kept.append(" ")
    if not unseen:
        kept.append(row[at:])
    return "".join(kept), depth, (unseen, inside)
