"""A web page: what it says in sentences, without the menus around it.

``trafilatura`` was tried: it brings 15 packages (70 MB), takes in what the page hides, and does not
say what it leaves out. Here the smallest part that holds nearly all sentences is the text, and what
lies outside of it is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree, html

from handbook.draft.source.decode import decoded
from handbook.draft.source.source import PLAIN, Dropped, Paragraph
from handbook.words.findings import Fault

_SILENT = ("script", "style", "noscript", "template", "svg", "head", "select", "button", "iframe",
           "textarea", "object")  # fmt: skip
_AROUND = ("nav", "header", "footer", "aside", "form")
_BLOCKS = {
    "p", "div", "section", "article", "main", "body", "ul", "ol", "li", "table", "tbody", "thead",
    "tr", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "dl", "dt", "dd", "center", "pre",
    "figure", "figcaption", "header", "footer", "nav", "aside", "form", "br", "hr", "html", "td",
    "th",
}  # fmt: skip
_DECLARED = re.compile(rb"<meta[^>]*charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_STOP = re.compile("[。！？；]")
_NEARLY = 0.9


def read_html(raw: bytes, dropped: Dropped) -> list[Paragraph]:
    """The paragraphs of a page. Raises ``Fault`` where it has none."""
    found = _DECLARED.search(raw[:4096])
    text = decoded(raw, found[1].decode() if found else "")
    text = re.sub(r"^\s*<\?xml[^>]*>", "", text)
    try:
        page = html.document_fromstring(text)
    except (etree.ParserError, ValueError) as error:
        raise Fault("网页里没有内容，请在浏览器里打开核对，另存一份再用") from error
    for node in [*page.iter(*_SILENT, etree.Comment, etree.ProcessingInstruction)]:
        _take_out(node)
    for node in [n for n in page.iter() if _hidden(n)]:
        dropped.add("网页里看不见的文字", filter(None, [" ".join(node.text_content().split())]))
        _take_out(node)
    body = page.find("body")
    top = page if body is None else body
    shares = _shares(top)
    main = _main(top, shares)
    title = _title(top, main)
    outside = (words for words in _outside(top, main) if words != title)
    dropped.add("网页正文以外的文字", outside)
    for node in [*main.iter(*_AROUND)]:
        if node is not main and not shares[node]:
            dropped.add("网页正文以外的文字", filter(None, [" ".join(node.text_content().split())]))
            _take_out(node)
    return [*([Paragraph(title, 1)] if title else []), *_paragraphs(main)]


def _hidden(node: html.HtmlElement) -> bool:
    return node.get("hidden") is not None or bool(_HIDDEN.search(node.get("style") or ""))


def _take_out(node: html.HtmlElement) -> None:
    if node.getparent() is not None:
        node.drop_tree()


def _shares(top: html.HtmlElement) -> Counter[html.HtmlElement]:
    """By element, how many characters it has in sentences: a menu has none."""
    shares: Counter[html.HtmlElement] = Counter()
    for node in top.iter():
        if node.tag in _BLOCKS and not any(
            inner is not node and inner.tag in _BLOCKS - {"br"} for inner in node.iter()
        ):
            text = node.text_content()
            said = len(text) - sum(len(link.text_content()) for link in node.iter("a"))
            if said > 0 and _STOP.search(text):
                for above in (node, *node.iterancestors()):
                    shares[above] += said
    return shares


def _main(top: html.HtmlElement, shares: Counter[html.HtmlElement]) -> html.HtmlElement:
    """The smallest part that holds nearly all that is said."""
    main = top
    while True:
        inner = [n for n in main if isinstance(n.tag, str) and n.tag in _BLOCKS - {"p", "tr"}]
        best = max(inner, key=lambda n: shares[n], default=None)
        if best is None or shares[best] < _NEARLY * shares[top] or not shares[top]:
            return main
        main = best


def _outside(top: html.HtmlElement, main: html.HtmlElement) -> Iterator[str]:
    above = {main, *main.iterancestors()}
    for node in top.iter():
        if node in above and node is not main:
            yield from _said(node.text)
            for child in node:
                if child not in above:
                    yield from _said(child.text_content() if isinstance(child.tag, str) else "")
                yield from _said(child.tail)


def _said(text: str | None) -> Iterator[str]:
    words = " ".join((text or "").split())
    if words:
        yield words


def _title(top: html.HtmlElement, main: html.HtmlElement) -> str:
    """The page's one ``h1``, where it stands outside of the text."""
    found = [*top.iter("h1")]
    if len(found) != 1 or main in found[0].iterancestors():
        return ""
    return " ".join(found[0].text_content().split())


def _paragraphs(main: html.HtmlElement) -> Iterator[Paragraph]:
    """Blocks as a browser sets them: white space is one space, a row is a paragraph."""
    words: list[tuple[str, bool]] = []
    level = PLAIN
    for kind, node, text in _events(main):
        if kind == "text":
            words.append((re.sub(r"[ \t\r\n]+", " ", text), _strong(node, main)))
            continue
        if node.tag in ("td", "th"):
            words.append(("\u3000", False))
            continue
        if words:
            yield from _made(words, level)
        words, level = [], PLAIN
        if kind == "start" and re.fullmatch("h[1-6]", node.tag):
            level = int(node.tag[1])
    yield from _made(words, level)


def _events(main: html.HtmlElement) -> Iterator[tuple[str, html.HtmlElement, str]]:
    for event, node in etree.iterwalk(main, events=("start", "end")):
        if event == "start":
            if node.tag in _BLOCKS - {"td", "th"} and not _in_cell(node, main):
                yield "start", node, ""
            if node.text:
                yield "text", node, node.text
        else:
            if node.tag in _BLOCKS and (node.tag in ("td", "th") or not _in_cell(node, main)):
                yield "end", node, ""
            if node.tail and node is not main:
                yield "text", node.getparent(), node.tail


def _in_cell(node: html.HtmlElement, main: html.HtmlElement) -> bool:
    """Whether a block lies in a cell, which is said in one line with its row."""
    for above in node.iterancestors():
        if above is main:
            return False
        if above.tag in ("td", "th"):
            return _within_row(above)
    return False


def _within_row(cell: html.HtmlElement) -> bool:
    """A table with one cell in a row lays the page out: what is in it are paragraphs."""
    row = cell.getparent()
    return row is not None and len(row.findall("td") + row.findall("th")) > 1


def _strong(node: html.HtmlElement, main: html.HtmlElement) -> bool:
    while node is not None and node is not main:
        if node.tag in ("b", "strong"):
            return True
        node = node.getparent()
    return False


def _made(words: list[tuple[str, bool]], level: int) -> Iterator[Paragraph]:
    lead = 0
    while words and not words[0][0].strip():
        words = words[1:]
    for text, strong in words:
        if not strong:
            break
        lead += len(text)
    text = "".join(text for text, _ in words).rstrip()
    if text.strip("\u3000 "):
        yield Paragraph(text.rstrip("\u3000"), level, 0 if level else lead)
