/*
 * The pages that a search looks through: those that the generator made are in its records
 * (handbook/pages/records.py says how), those that people wrote are in the site's own index.
 */
"use strict";

const IGNORED = /[\p{P}\p{S}\p{Z}\p{C}]+/gu;
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " " };
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUES = Object.fromEntries([...DIGITS].map((digit, value) => [digit, value]));
const COPY = "\x7f";
const PIECE = /[^ 。；：“”，（）、\n\x7f]+|[ 。；：“”，（）、\n\x7f]/g;

/** Text as it is compared: no punctuation, one width, lower case. */
function fold(text) {
  return text.normalize("NFKC").toLowerCase().replace(IGNORED, "");
}

/** The text of a piece of HTML from the index. */
function plain(html) {
  return html
    .replace(/<[^>]*>/g, " ")
    .replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
      if (name) return ENTITIES[name] ?? whole;
      return String.fromCodePoint(decimal ? Number(decimal) : parseInt(hex, 16));
    })
    .replace(/\s+/g, " ")
    .trim();
}

/** A section whose words stand from ``from`` to ``to`` in the folded text of its page. */
class Section {
  constructor(page, anchor, title, lines) {
    this.page = page;
    this.location = anchor ? `${page.path}#${anchor}` : page.path;
    this.title = title;
    this.lines = lines;
  }

  get text() {
    return this.lines.join(" ");
  }

  holds(word) {
    return this.page.folded.slice(this.from, this.to).includes(word);
  }

  /** Does it hold a word below its title? */
  says(word) {
    return this.page.folded.slice(this.begin, this.to).includes(word);
  }
}

/** A page knows all its text, folded once: ``folded`` gives the folds of a section's texts. */
class Page {
  constructor(path, title, rank, keys) {
    Object.assign(this, { path, title, rank, labels: [], sections: [], folded: "" });
    this.foldedTitle = fold(title);
    this.names = keys.filter((key) => !/^[a-z]*$/.test(key));
    this.pinyin = keys.filter((key) => /^[a-z]+$/.test(key));
  }

  add(section, title, lines) {
    section.from = this.folded.length;
    section.begin = section.from + title.length;
    this.folded += title + lines.join("");
    section.to = this.folded.length;
    this.sections.push(section);
  }
}

/** The pages of the site's own index. */
function indexed(docs) {
  const byPath = new Map();
  for (const doc of docs) {
    const [path, anchor] = doc.location.split("#");
    const [title, text] = [plain(doc.title), plain(doc.text)];
    if (!byPath.has(path)) {
      byPath.set(path, new Page(path, title, doc.boost ?? 0, (doc.tags ?? []).map(fold)));
    }
    const page = byPath.get(path);
    page.add(new Section(page, anchor, title, [text]), fold(title), [fold(text)]);
  }
  return [...byPath.values()];
}

/** The texts of the records, and the texts as they are compared: each piece is folded once. */
function unpacked({ words, lengths, places }) {
  const [pieces, folds, known] = [[], [], new Map([["\n", "\n"]])];
  let copies = 0;
  for (const piece of words.match(PIECE) ?? []) {
    if (piece === COPY) {
      const from = number(places, 4 * copies);
      const to = from + VALUES[lengths[copies++]];
      for (let at = from; at < to; at++) {
        pieces.push(pieces[at]);
        folds.push(folds[at]);
      }
    } else {
      if (!known.has(piece)) known.set(piece, fold(piece));
      pieces.push(piece);
      folds.push(known.get(piece));
    }
  }
  return [pieces, folds].map((all) => all.join("").split("\n"));
}

/** The number of the four digits at a place. */
function number(digits, at = 0) {
  let sum = 0;
  for (let next = at; next < at + 4; next++) sum = 64 * sum + VALUES[digits[next]];
  return sum;
}

/** The pages of the records. */
function recorded(records) {
  const [texts, folds] = unpacked(records);
  const readings = new Map(records.pinyin.split(" ").map((one) => {
    const [char] = one;
    return [char, one.slice(char.length)];
  }));
  let [known, last] = [0, -1];
  const named = (refs) => (refs.match(/[-\w]{4}|[+.=]/g) ?? []).map((ref) => {
    last = ref === "+" ? known++ : ref === "." ? last + 1 : ref === "=" ? last : number(ref);
    return last;
  });
  return records.pages.split("\n").map((line) => {
    const [path, rank, called, spelling, labels, ...sections] = line.split("\t");
    const keys = named(called);
    const title = texts[keys.pop()];
    const names = keys.map((key) => folds[key]);
    const told = named(labels).map((key) => texts[key]);
    const shown = sections.map((section) => section.split(" ")).map(([anchor, refs]) => {
      return [anchor, ...named(refs)];
    });
    const page = new Page(
      `${path}.html`, texts[shown[0][1]], Number(rank),
      [...names, ...spelled(title, spelling, readings)],
    );
    page.labels = told;
    for (const [anchor, head, ...below] of shown) {
      const section = new Section(page, anchor, texts[head], below.map((line) => texts[line]));
      page.add(section, folds[head], below.map((line) => folds[line]));
    }
    return page;
  });
}

/** A title in pinyin and its initials; ``spelling`` says which characters are read otherwise. */
function spelled(title, spelling, readings) {
  if (spelling === "-") return [];
  const syllables = [...title].filter((char) => readings.has(char)).map((c) => readings.get(c));
  for (const [, at, syllable] of spelling.matchAll(/(\d+)([a-z]+)/g)) syllables[at] = syllable;
  return [syllables.join(""), syllables.map(([initial]) => initial).join("")];
}

/** Where a page stands among all: in a folder first its index, then its pages, then its folders. */
function place({ path }) {
  return decodeURI(path)
    .replace(/index\.html$/, "")
    .replace(/\.html$/, ".md")
    .replace(/([^/]+)\//g, "\uffff$1\0");
}

/** All pages, each once, in the order in which the site's builder walks them. */
function searchPages(docs, records) {
  const all = [...indexed(docs), ...recorded(records)];
  const placed = new Map(all.map((page) => [place(page), page]));
  return [...placed.keys()].sort((a, b) => (a < b ? -1 : 1)).map((key) => placed.get(key));
}
