/*
 * What was decided on drafts: kept in this browser under the digest of the text, so that it is there
 * after the tab was closed and after the site was built anew; saved as the sheets that the importer
 * takes, and read from such a file.
 *
 * A row is kept by the id of its draft, "+1" where nothing was drafted, "=name" for a unit. It holds
 * what differs from the draft, by header, as the sheets have it.
 */
"use strict";

const reviewKept = (() => {
  const data = self.reviewData;
  if (!data) return null;

  const PLACE = `校对.${data.key}`;
  const BREAK = /[;；\n]/;
  const drafts = new Map(data.drafts.map((draft) => [draft.id, draft]));
  const units = new Map(data.units.map((unit) => [`=${unit.name}`, unit]));
  const words = data.words;
  const rows = new Map();
  let added = []; // the keys of tasks that nobody drafted
  const before = []; // what each step changed: [key, row before]
  const watching = [];
  let blocked = false;
  let saved = true;

  // -- columns ------------------------------------------------------------------------------------

  /** The header of a column, by its key. */
  function header(kind, key) {
    return data.forms[kind].columns.find((column) => column.key === key)?.header;
  }
  const DECISION = header("task", "decision");
  const SENTENCE = header("added", "sentence");
  const WORDS = header("added", "words");
  const SAME = header("unit", "same");

  const isAdded = (key) => key.startsWith("+");
  const isUnit = (key) => key.startsWith("=");
  const kindOf = (key) => (isAdded(key) ? "added" : isUnit(key) ? "unit" : drafts.get(key)?.sets);

  /** What a row says before anybody changes it, by header. */
  function given(key) {
    if (isUnit(key)) return units.get(key)?.same ? { [SAME]: units.get(key).same } : {};
    return drafts.get(key)?.cells ?? {};
  }

  /** What a column of a row says now. */
  function cell(key, name) {
    const column = header(kindOf(key), name);
    return rows.get(key)?.[column] ?? given(key)[column] ?? "";
  }

  /** Of cells those that differ from what was given; the importer takes line ends for ；. */
  function changed(key, cells) {
    const even = (text) => text.split(BREAK).map((part) => part.trim()).filter(Boolean).join("；");
    const old = given(key);
    return Object.fromEntries(Object.entries(cells).filter(([column, text]) => even(text) !== even(old[column] ?? "")));
  }

  // -- keeping ------------------------------------------------------------------------------------

  function load() {
    rows.clear();
    try {
      const found = JSON.parse(localStorage.getItem(PLACE) ?? "{}");
      for (const [key, row] of Object.entries(found)) if (row && typeof row === "object") rows.set(key, row);
      localStorage.setItem(`${PLACE}.`, "");
      localStorage.removeItem(`${PLACE}.`);
    } catch {
      blocked = true;
    }
    added = [...rows.keys()].filter(isAdded);
  }

  function store() {
    saved = false;
    added = [...rows.keys()].filter(isAdded);
    try {
      localStorage.setItem(PLACE, JSON.stringify(Object.fromEntries(rows)));
    } catch {
      blocked = true;
    }
  }

  function put(entries) {
    for (const [key, row] of entries) {
      if (row) rows.set(key, row);
      else rows.delete(key);
    }
    store();
    for (const watch of watching) watch(entries.map(([key]) => key));
  }

  /** Keep rows by key, null for none; one step to take back. */
  function change(entries) {
    before.push(entries.map(([key]) => [key, rows.get(key) ?? null]));
    put(entries);
  }

  /** Take the last step back; the keys that it touched. */
  function undo() {
    const entries = before.pop() ?? [];
    if (entries.length) put(entries);
    return entries.map(([key]) => key);
  }

  // -- decisions ----------------------------------------------------------------------------------

  const decision = (key) => (isAdded(key) ? words.make : rows.get(key)?.[DECISION]) ?? "";
  const isOpen = (key) => drafts.has(key) && !decision(key);

  /** Keep a decision on a draft, with what was changed of it. */
  const decide = (key, word, cells = {}) => change([[key, { ...changed(key, cells), [DECISION]: word }]]);

  /** The drafts of tasks in the order of the text; to what one of them may be joined. */
  const tasks = data.drafts.filter(({ sets }) => sets === "task").map(({ id }) => id);

  /** The task above a draft that it may be joined to; undefined where there is none. */
  function above(key) {
    const upwards = tasks.slice(0, tasks.indexOf(key)).reverse();
    return upwards.find((id) => ![words.merge, words.split, words.refuse].includes(decision(id)));
  }

  /** The tasks near a draft that it may be joined to. */
  function near(key) {
    const at = tasks.indexOf(key);
    return tasks.slice(Math.max(0, at - 12), at + 4)
      .filter((id) => id !== key && ![words.merge, words.split, words.refuse].includes(decision(id)));
  }

  const lastKey = () => Math.max(0, ...added.map((key) => Number(key.slice(1))));

  /** What the importer would find fault with in a row; empty where nothing. */
  function fault(key) {
    const word = decision(key);
    const kind = kindOf(key);
    if (word === words.merge) return faultOfMerge(key);
    if (word === words.split && partsOf(cell(key, "parts")).length < 2) return "拆分要写两段以上的原话";
    if (word === words.refuse && !cell(key, "reason")) return "没有写不立任务的理由";
    if ((kind === "added" || word === words.make || word === words.change) && kind !== "context" && !cell(key, "title")) {
      return "没有写名称";
    }
    return word === words.make && !cell(key, "title") ? "立任务要写任务名" : "";
  }

  function faultOfMerge(key) {
    const seen = new Set([key]);
    let into = cell(key, "into");
    while (decision(into) === words.merge && !seen.has(into)) {
      seen.add(into);
      into = cell(into, "into");
    }
    if (seen.has(into)) return "几条互相合并到对方，请定一条采用";
    if ([words.take, words.change].includes(decision(into))) return "";
    return drafts.has(into) ? "合并到的那一条还没有采用" : "";
  }

  const partsOf = (text) => text.split(BREAK).map((part) => part.trim()).filter(Boolean);

  /** The rows that the importer would refuse: [key, why]. */
  function faults() {
    return [...rows.keys()].filter((key) => kindOf(key)).map((key) => [key, fault(key)]).filter(([, why]) => why);
  }

  // -- the file -----------------------------------------------------------------------------------

  /** A row of a sheet: all columns to fill in, as they stand. */
  function line(key, first) {
    const { columns } = data.forms[kindOf(key)];
    const cells = columns.map(({ header }) => [header, rows.get(key)?.[header] ?? given(key)[header] ?? ""]);
    return { ...first, ...Object.fromEntries(cells) };
  }

  /** The rows that were decided on, by the name of their sheet. */
  function sheets() {
    const found = new Map();
    const add = (key, first) => {
      const { name } = data.forms[kindOf(key)];
      found.set(name, [...(found.get(name) ?? []), line(key, first)]);
    };
    for (const { id } of data.drafts) if (decision(id)) add(id, { [data.id]: id });
    for (const key of [...added].sort((a, b) => rows.get(a)[SENTENCE] - rows.get(b)[SENTENCE])) add(key);
    for (const [key, { name }] of units) if (rows.has(key)) add(key, { [data.unit]: name });
    const { name, columns } = data.forms.task;
    if (found.size && !found.has(name)) { // the importer looks for this sheet
      found.set(name, [{ [data.id]: "", ...Object.fromEntries(columns.map(({ header }) => [header, ""])) }]);
    }
    return Object.fromEntries(found);
  }

  /** Give the reader the file, unless it were empty; its name, and how many rows it has. */
  function save() {
    const made = sheets();
    if (!Object.keys(made).length) return { name: "", count: 0 };
    const text = JSON.stringify({ unit: data.whose, sheets: made }, null, 1);
    const name = giveFile(`${data.whose}.json`, [text], "application/json");
    saved = true;
    const count = [...rows.keys()].filter((key) => (isUnit(key) ? units.has(key) : decision(key) && kindOf(key))).length;
    return { name, count };
  }

  /** What a saved file says: ``rows`` by key, how many drafts are not here any more (``gone``), and
      which rows were decided otherwise here (``other``). Throws where it is no such file. */
  function read(text) {
    const { unit, sheets: found } = JSON.parse(text);
    if (unit !== data.whose || typeof found !== "object") throw new Error("no such file");
    const read = new Map();
    let gone = 0;
    let last = lastKey();
    const known = new Map(added.map((key) => [`${rows.get(key)[SENTENCE]} ${rows.get(key)[WORDS]}`, key]));
    for (const [name, lines] of Object.entries(found)) {
      for (const cells of lines) {
        const own = name === data.forms.added.name;
        const place = `${cells[SENTENCE]} ${cells[WORDS]}`;
        const key = own ? known.get(place) ?? `+${(last += 1)}`
          : name === data.forms.unit.name ? `=${cells[data.unit]}` : String(cells[data.id] ?? "");
        if (!key) continue;
        if (own ? !stands(cells) : !drafts.has(key) && !units.has(key)) gone += 1;
        else read.set(key, rowOf(key, cells));
      }
    }
    const even = (row) => JSON.stringify(Object.entries(row ?? {}).sort());
    const other = [...read.keys()].filter((key) => rows.has(key) && even(rows.get(key)) !== even(read.get(key)));
    return { rows: read, gone, other };
  }

  /** Whether the words of a task that nobody drafted are in its sentence. */
  function stands(cells) {
    const sentence = data.sentences.find(({ n }) => n === Number(cells[SENTENCE]));
    return Boolean(cells[WORDS] && sentence?.text.includes(cells[WORDS]));
  }

  function rowOf(key, cells) {
    const mine = data.forms[kindOf(key)].columns
      .filter(({ header }) => cells[header] !== undefined && cells[header] !== null)
      .map(({ header, key: name }) => [header, name === "sentence" ? Number(cells[header]) : String(cells[header])]);
    if (isAdded(key)) return Object.fromEntries(mine.filter(([, text]) => text !== ""));
    return changed(key, Object.fromEntries(mine));
  }

  load();
  addEventListener("storage", ({ key, newValue }) => {
    if (key !== PLACE || newValue === null) return;
    load();
    for (const watch of watching) watch(null);
  });
  addEventListener("beforeunload", (event) => {
    if (blocked && !saved) event.preventDefault(); // elsewhere it is kept, and nobody is asked
  });

  return {
    DECISION, SENTENCE, WORDS, drafts, rows, kindOf, isAdded, isUnit, header, cell, changed, change, undo,
    decision, isOpen, decide, above, near, fault, faults, partsOf, save, read,
    added: () => added,
    newKey: () => `+${lastKey() + 1}`,
    blocked: () => blocked,
    watch: (watch) => watching.push(watch),
  };
})();
