"""Ask a search in the browser, and judge what it finds by each page's own words."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from lxml import html

QUERIES = [
    line
    for line in (Path(__file__).parent.parent / "queries.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]

ASK = """async ({queries, worker, index}) => {
  const config = JSON.parse(document.querySelector("#__config")?.textContent ?? "{}");
  const base = new URL(config.base ?? ".", location.href);
  const begun = performance.now();
  const searcher = new Worker(new URL(worker ?? config.search, location.href));
  const next = () => new Promise((done) => { searcher.onmessage = ({data}) => done(data); });
  const path = new URL(index ?? "search/search_index.json", `${base}/`);
  const records = await (await fetch(path)).json();
  let reply = next();
  searcher.postMessage({type: 0, data: {...records, options: {suggest: true}}});
  await reply;
  const answers = {};
  let first;
  for (const query of queries) {
    const asked = performance.now();
    reply = next();
    searcher.postMessage({type: 2, data: query});
    const {data} = await reply;
    answers[query] = {...data, ms: performance.now() - asked};
    first ??= performance.now() - begun;
  }
  return {answers, first};
}"""
"""Put ``queries`` to a search ``worker`` of the theme's protocol, by default the page's own.

Gives ``first``, ms from nothing to the first answer, and by query in ``answers`` what it replied
and ``ms``.
"""


def fold(text: str) -> str:
    """What counts of a text: no punctuation, one width, lower case."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return "".join(char for char in plain if unicodedata.category(char)[0] not in "PSZC")


def own_words(path: Path) -> str | None:
    """The text of a page's article without what leads elsewhere: crumbs, margins, pictures.

    Nothing of a page that only leads to an entry of an index: the search finds the entry.
    """
    (article,) = html.parse(path, html.HTMLParser(encoding="utf-8")).xpath("//article")
    if article.xpath(".//*[@class='moved']"):
        return None
    for element in article.xpath(".//nav | .//script | .//*[@data-search-exclude]"):
        element.drop_tree()
    return str(article.text_content())


def folded_texts(site: Path) -> dict[str, str]:
    """The own words of each page that a search finds, folded, by path below ``site``."""
    paths = [p for p in site.rglob("*.html") if p.name != "404.html"]
    words = ((p.relative_to(site).as_posix(), own_words(p)) for p in paths)
    return {path: fold(text) for path, text in words if text is not None}


def holds(text: str, query: str) -> bool:
    """Does a folded text hold every word of the query?"""
    return all(fold(word) in text for word in query.split())
