/*
 * Search worker: scans every page for the exact words, as Chinese has no spaces to cut at. What it
 * scans (search-pages.js) it asks for when somebody searches, not with every page.
 *
 * Speaks the theme's protocol: SETUP 0 {config, docs} → READY 1; QUERY 2 text → RESULT 3
 * {items, suggest}. An item is a list of entries of one page, the page itself first; an entry
 * is {location, title, text (HTML), score, terms}. Punctuation, width and case do not count.
 */
"use strict";

const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];
const NEEDED = ["search-pages.js", "search-records.js"];
const MOST_DETAILED = 60; // pages shown with their sections
const MOST_SECTIONS = 3;
const SNIPPET = 36; // characters either side of the first hit
const FULL_TEXT = "speech.html"; // offered where nothing is found
const SPEECH = /#(words|meaning|places)$/; // sections in the speech's words: best for a snippet
const HTML = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

let index = []; // the site's own
let pages = null; // all, once somebody searches

function escapeHtml(text) {
  return text.replace(/[&<>"]/g, (char) => HTML[char]);
}

/** How well a page answers; 0 where it lacks a word. */
function score(page, words, phrase) {
  let points = 0;
  if (page.foldedTitle === phrase) points = 1000;
  else if (page.names.includes(phrase)) points = 900;
  else if (page.foldedTitle.startsWith(phrase)) points = 700;
  else if (page.foldedTitle.includes(phrase)) points = 600;
  else if (page.folded.includes(phrase)) points = 300;
  else if (words[1] && words.every((word) => page.folded.includes(word))) points = 100;
  else if (page.names.some((name) => name.includes(phrase))) points = 80;
  return points && points + page.rank;
}

/** How well a page's name is spelled by pinyin or its initials; 0 where it is not. */
function spell(page, letters) {
  if (page.pinyin.includes(letters)) return 60 + page.rank;
  if (page.pinyin.some((key) => key.startsWith(letters))) return 40 + page.rank;
  return page.pinyin.some((key) => key.includes(letters)) ? 20 + page.rank : 0;
}

/** Where a folded word stands in the original text: [from, to], or null. */
function locate(text, word) {
  const direct = text.toLowerCase().indexOf(word);
  if (direct >= 0) return [direct, direct + word.length];
  const spaced = new RegExp([...word].join("[\\p{P}\\p{S}\\p{Z}\\p{C}]*"), "iu").exec(text);
  if (spaced) return [spaced.index, spaced.index + spaced[0].length];
  const wide = text.normalize("NFKC");
  return wide.length === text.length && wide !== text ? locate(wide, word) : null;
}

/** The words around the first hit, the hit marked; the beginning where there is none. */
function snippet(text, words) {
  const hit = words.map((word) => locate(text, word)).find(Boolean);
  if (!hit) return escapeHtml(text.slice(0, 2 * SNIPPET));
  const from = Math.max(0, hit[0] - SNIPPET);
  const to = Math.min(text.length, hit[1] + SNIPPET);
  const before = (from ? "…" : "") + escapeHtml(text.slice(from, hit[0]));
  const after = escapeHtml(text.slice(hit[1], to)) + (to < text.length ? "…" : "");
  return `${before}<mark data-md-highlight>${escapeHtml(text.slice(...hit))}</mark>${after}`;
}

/**
 * The words as the page spells them, so that the theme can highlight them there. Those it lacks
 * are told as missing only on request: a page found by its pinyin lacks nothing.
 */
function asSpelled(page, words, tellMissing) {
  const terms = {};
  for (const word of words) {
    const held = page.folded.includes(word);
    if (!held && !tellMissing) continue;
    const section = page.sections.find((candidate) => candidate.holds(word));
    const text = section ? `${section.title} ${section.text}` : "";
    const hit = locate(text, word);
    terms[hit ? text.slice(...hit) : word] = held;
  }
  return terms;
}

/** The entries of one page: itself, then the sections that hold the words. */
function present(page, words, phrase, points, tellMissing) {
  const wanted = page.folded.includes(phrase) ? [phrase] : words;
  const holding = page.sections.filter((s) => wanted.some((word) => s.holds(word)));
  const from = holding.length ? holding : page.sections;
  const first =
    from.find((s) => SPEECH.test(s.location)) ??
    from.find((s) => wanted.some((word) => s.says(word))) ??
    from.find((s) => s.text) ??
    from[0];
  const terms = asSpelled(page, wanted, tellMissing);
  const top = {
    location: page.path, title: page.title, score: points, terms,
    text: `<p>${snippet(first.text || first.title, wanted)}</p>`,
  };
  const below = holding
    .filter((section) => section.location.includes("#") && section !== first)
    .slice(0, MOST_SECTIONS)
    .map((section) => ({
      location: section.location, title: section.title, score: points / 2, terms,
      text: `<p>${snippet(section.text || section.title, wanted)}</p>`,
    }));
  return [top, ...below];
}

/** Pages that come nearest where none has all the words: most words, or most pairs of characters. */
function nearest(words) {
  const phrase = words.join("");
  const pairs = Array.from({ length: phrase.length - 1 }, (_, at) => phrase.slice(at, at + 2));
  return ranked((page) => {
    const held = words.filter((word) => page.folded.includes(word)).length;
    const alike = pairs.filter((pair) => page.foldedTitle.includes(pair)).length;
    return held * 10 + alike + (held + alike && page.rank / 100);
  }).slice(0, 5);
}

/** All pages to which ``rate`` gives points, best first; of equals the shorter title. */
function ranked(rate) {
  return pages
    .map((page) => ({ page, points: rate(page) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points || a.page.foldedTitle.length - b.page.foldedTitle.length);
}

function answer(query) {
  const words = query.split(/\s+/).map(fold).filter(Boolean);
  if (!words.length) return { items: [] };
  const phrase = words.join("");
  let found = ranked((page) => score(page, words, phrase));
  if (!found.length && /^[a-z]{2,}$/.test(phrase)) found = ranked((page) => spell(page, phrase));
  const items = (found.length ? found : nearest(words)).map(({ page, points }, at) => {
    const entries = present(page, words, phrase, points, !found.length);
    return at < MOST_DETAILED ? entries : entries.slice(0, 1);
  });
  if (!found.length) items.unshift(none(query));
  const begun = !/\s/.test(query) && found.find(({ page }) => page.title.startsWith(query));
  return begun ? { items, suggest: [begun.page.title] } : { items };
}

/** The entry that says that nothing was found, and leads to the full text. */
function none(query) {
  const title = `没有找到“${escapeHtml(query)}”`;
  const whole = pages.find(({ path }) => path === FULL_TEXT)?.title ?? "全文";
  const text = `<p>下面是字词相近的页面。也可以打开${escapeHtml(whole)}，从头查看。</p>`;
  return [{ location: FULL_TEXT, title, text, score: 1, terms: {} }];
}

/** The entry that says that there is no answer yet. */
function failed() {
  const text = "<p>没有取到搜索用的文件，请检查网络，再改一个字试试。</p>";
  return [{ location: FULL_TEXT, title: "搜索没有准备好", text, score: 1, terms: {} }];
}

/** Ask for what is needed, once; in a page opened from a folder it takes its time. */
async function prepare() {
  for (; NEEDED.length; NEEDED.shift()) await self.importScripts(NEEDED[0]);
  if (!pages) pages = searchPages(index, self.searchRecords);
  delete self.searchRecords;
}

/** An empty query, such as the theme sends with every page, needs nothing. */
async function reply(query) {
  const data = query.trim()
    ? await prepare().then(() => answer(query), () => ({ items: [failed()] }))
    : { items: [] };
  self.postMessage({ type: RESULT, data });
}

let turn = Promise.resolve(); // the answers in the order of the queries

self.addEventListener("message", ({ data: { type, data } }) => {
  if (type === SETUP) {
    index = data.docs;
    self.postMessage({ type: READY });
  } else if (type === QUERY) {
    turn = turn.then(() => reply(data));
  }
});
