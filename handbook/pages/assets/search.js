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
const MOST = 5; // of a group before the others have had their turn,
const FEW = 3; // unless so few are left
const SENTENCE = /^(.+) 第(\d+)句$/; // as sections quote the text
const [BEST, TEXT, OTHER] = ["最相符", "原文", "其他页面"];
const [TASK, UNIT, NAMED] = ["任务", "单位", "名词"];
const GROUPS = [BEST, TASK, UNIT, TEXT, NAMED, OTHER];
const QUOTED = [BEST, TASK, TEXT, UNIT, NAMED, OTHER]; // where units only quote the words
const SNIPPET = 36; // characters either side of the first hit
const UNCUT = /[\w.%]{2}/; // what a snippet does not part
const FULL_TEXT = "speech.html"; // offered where nothing is found
const NUMBERS = / 第\d+句(?= |$)/g; // of sentences, after their words
const BLANK = /原文未明确\s*/g; // cells of tables that are blank to the eye
const UNIT_LIKE = /(局|委|办|厅|署|院|中心|公司|部门|县|市|区|旗|乡|镇|街道)$/; // what units are called
const KINDS = "kinds/"; // pages for units that the text does not name
const SPEECH = /#(words|meaning|places)$/; // sections in the speech's words: best for a snippet
const HTML = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

let index = []; // the site's own
let pages = null; // all, once somebody searches
let asked = []; // words that people use, with those of the text

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
  let from = Math.max(0, hit[0] - SNIPPET);
  let to = Math.min(text.length, hit[1] + SNIPPET);
  while (from && UNCUT.test(text.slice(from - 1, from + 1))) from--;
  while (to < text.length && UNCUT.test(text.slice(to - 1, to + 1))) to++;
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

/** What the list shows of a page: its title, its labels, the words around the first hit. */
function present({ page, words, phrase }, { kind = "", lacking = false } = {}) {
  const wanted = page.folded.includes(phrase) ? [phrase] : words;
  const holding = page.sections.filter((s) => wanted.some((word) => s.holds(word)));
  const from = holding.length ? holding : page.sections;
  const first =
    (kind ? page.sections : from).find((s) => SPEECH.test(s.location)) ??
    from.find((s) => wanted.some((word) => s.says(word))) ??
    from.find((s) => s.text) ??
    from[0];
  return {
    location: page.path, title: escapeHtml(page.title),
    terms: asSpelled(page, wanted, lacking),
    text: `${told(page, kind)}<p>${snippet(first.text.replace(NUMBERS, "").replace(BLANK, "") || first.title, wanted)}</p>`,
  };
}

/** The labels of a page: in mixed company its kind, then whose it is and its day. */
function told(page, kind = "") {
  const labels = [kind, ...page.labels].filter(Boolean).map(escapeHtml);
  return labels.length ? `<p class="found-labels">${labels.join(" · ")}</p>` : "";
}

/** The sentences of the text that hold one of the wordings: [number, text, section]; sections quote them. */
function sentences(wordings) {
  const found = [];
  const holds = (text) => wordings.some((words) => words.every((word) => text.includes(word)));
  for (const page of pages) {
    if (!page.path.startsWith("sections/") || !holds(page.folded)) continue;
    for (const line of page.sections.find(({ location }) => location.endsWith("#words"))?.lines ?? []) {
      const [, text, number] = SENTENCE.exec(line) ?? [];
      if (text && holds(fold(text))) found.push([Number(number), text, page]);
    }
  }
  return found.sort(([a], [b]) => a - b);
}

/** The full text, and below it the sentences themselves. */
function quoting(hit, wordings) {
  const said = sentences(wordings);
  const some = said.slice(0, MOST).map(([number, text, section]) => ({
    location: `${FULL_TEXT}#s${number}`, title: escapeHtml(section.title), terms: {},
    text: `<p class="found-labels">第${number}句</p><p>${snippet(text, [hit.phrase, ...wordings.flat()])}</p>`,
  }));
  return { entries: [present(hit), ...some], count: said.length };
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
    .sort(byPoints);
}

/** Best first; of equals the shorter title. */
function byPoints(a, b) {
  return b.points - a.points || a.page.foldedTitle.length - b.page.foldedTitle.length;
}

/** The query in the words of the text where it has words that only people use, and what to say. */
function instead(query) {
  const folded = fold(query);
  const hits = asked.filter(([word]) => folded.includes(fold(word)));
  if (!hits.length) return null;
  const [word, said] = hits.reduce((one, another) => (another[0].length > one[0].length ? another : one));
  return {
    wordings: said.map((its) => folded.replace(fold(word), ` ${fold(its)} `)),
    note: `${genre()}没有提“${word}”，相近的说法是${said.map((its) => `“${its}”`).join("、")}（编者注）`,
  };
}

/** The kind of a page by where it lies; named things alone have labels besides. */
function kindOf({ path, labels }) {
  if (path.startsWith("tasks/")) return TASK;
  if (path.startsWith("units/")) return UNIT;
  if (path === FULL_TEXT) return TEXT;
  return labels.length ? NAMED : OTHER;
}

/**
 * Is a page the very thing that was asked for, by its number, its name or how that is read; or a page
 * about it, as 群众反映渠道 is about 群众反映?
 */
function isIt(page, phrase, id) {
  if (page.path === id || page.foldedTitle === phrase || page.pinyin.includes(phrase)) return true;
  if (kindOf(page) === OTHER && !page.path.includes("/")) return page.foldedTitle.startsWith(phrase);
  return kindOf(page) !== TASK && page.names.includes(phrase);
}

/** What was found in groups, the first of each before the rest of any; each headed by its count. */
function grouped(found, phrase, id, wordings) {
  const named = found.some(({ page }) => kindOf(page) === UNIT && page.foldedTitle.includes(phrase));
  const groups = new Map((named ? GROUPS : QUOTED).map((name) => [name, []]));
  for (const hit of found) groups.get(isIt(hit.page, hit.phrase, id) ? BEST : kindOf(hit.page)).push(hit);
  const items = [];
  const list = (hits, head) => hits.forEach((hit, at) => {
    const kind = kindOf(hit.page);
    const entries = head === BEST ? [present(hit, { kind: { [TASK]: TASK, [UNIT]: UNIT }[kind] })] : [present(hit)];
    if (!at) entries[0].text += mark("group", head);
    items.push(entries);
  });
  const others = []; // of long groups
  for (const [name, hits] of groups) {
    if (name === TEXT && hits.length) {
      const { entries, count } = quoting(hits[0], wordings);
      entries[entries.length - 1].text += mark("group", `${genre()}原文${count ? ` ${count}句` : ""}`);
      items.push(entries);
    } else {
      const long = hits.length > MOST + FEW;
      const more = long ? `，先列${MOST}条，其余在后面` : "";
      list(long ? hits.slice(0, MOST) : hits, name === BEST ? name : `${name} ${hits.length}条${more}`);
      if (long) others.push([name, hits.slice(MOST)]);
    }
  }
  for (const [name, hits] of others) list(hits, `${name}，其余${hits.length}条`);
  return items;
}

/** What is said of the results and not of one of them: assets/results.js puts it in its place. */
function mark(what, words) {
  return `<span class="found-${what}">${escapeHtml(words)}</span>`;
}

/** What the text is, by the title of its page. */
function genre() {
  return (pages.find(({ path }) => path === FULL_TEXT)?.title ?? "").replace(/全文$/, "");
}

/** Every page that answers one of the wordings, at its best. */
function answering(wordings) {
  const best = new Map();
  for (const words of wordings) {
    const phrase = words.join("");
    for (const hit of ranked((page) => score(page, words, phrase))) {
      if (!best.has(hit.page) || best.get(hit.page).points < hit.points) best.set(hit.page, { ...hit, words, phrase });
    }
  }
  return [...best.values()].sort(byPoints);
}

function answer(query) {
  const cut = (text) => text.split(/\s+/).map(fold).filter(Boolean);
  const words = cut(query);
  if (!words.length) return { items: [] };
  const phrase = words.join("");
  const id = `tasks/${query.normalize("NFKC").trim()}.html`;
  const other = instead(query);
  const wordings = [words, ...(other?.wordings ?? []).map(cut)];
  let found = answering(wordings);
  if (!found.length && /^[a-z]{2,}$/.test(phrase)) found = ranked((page) => spell(page, phrase));
  const hits = found.map((hit) => ({ words, phrase, ...hit }));
  if (!hits.length) {
    const near = nearest(words).map((hit) => [present({ words, phrase, ...hit }, { lacking: words.length > 1 })]);
    return { items: inOrder([none(query, near.length), ...near]) };
  }
  const items = grouped(hits, phrase, id, wordings);
  if (other) items[0][items[0].length - 1].text += mark("note", other.note);
  const begun = !/\s/.test(query) && hits.find(({ page }) => page.title.startsWith(query));
  return { items: inOrder(items), ...(begun && { suggest: [begun.page.title] }) };
}

/**
 * On Enter the theme opens what has most points: that is what stands first. Entries of an item have
 * as many, or it would fold them.
 */
function inOrder(items) {
  for (const [at, entries] of items.entries()) {
    for (const entry of entries) entry.score = items.length - at;
  }
  return items;
}

/** The entry that says that nothing was found, and leads to the full text. */
function none(query, near) {
  const title = `打开${escapeHtml(pages.find(({ path }) => path === FULL_TEXT)?.title ?? "全文")}`;
  const unnamed = UNIT_LIKE.test(query.trim()) && pages.some(({ path }) => path.startsWith(KINDS));
  const unit = unnamed ? `${genre()}没有点名的单位，在首页选“没有我的单位”。` : "";
  const said = `没有找到“${escapeHtml(query)}”，可以从头查看原文。${unit}${near ? "下面是字词相近的页面。" : ""}`;
  const text = `<p>${said}</p>${mark("none", "没有找到")}`;
  return [{ location: FULL_TEXT, title, text, terms: {} }];
}

/** The entry that says that there is no answer yet. */
function failed() {
  const text = "<p>没有取到搜索用的文件，请检查网络，再改一个字试试。</p>";
  return [{ location: FULL_TEXT, title: "搜索没有准备好", text, score: 1, terms: {} }];
}

/** Ask for what is needed, once; in a page opened from a folder it takes its time. */
async function prepare() {
  for (; NEEDED.length; NEEDED.shift()) await self.importScripts(NEEDED[0]);
  if (!pages) {
    asked = self.searchRecords.asked;
    pages = searchPages(index, self.searchRecords);
  }
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
