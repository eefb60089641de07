/*
 * What the page 校对 shows: of each sentence its words and what was drafted from them, of each draft a
 * card, and on the chosen one what can be done with it. A card goes by a key: that of what is kept
 * (review-kept.js), or "gap 12" of a sentence that nothing accounts for.
 */
"use strict";

const reviewCards = (() => {
  const place = document.getElementById("review");
  const data = self.reviewData;
  if (!place || !data) return null;

  const SHORT = 10; // characters of a decision that stands beside the title
  const DIGITS = "1234567890-=";
  const BRIEF = ["units", "times", "targets"]; // what a card shows that is not chosen
  const LONG = ["title"];
  const kept = reviewKept;
  const { words, forms } = data;
  const sentences = new Map(data.sentences.map((sentence) => [sentence.n, sentence]));
  const templates = new Map([...place.querySelectorAll("template")].map((one) => [one.dataset.of, one.content.firstElementChild]));
  const copy = (name) => templates.get(name).cloneNode(true);

  /** What somebody is at. */
  const desk = {
    chosen: "", // the key of the card that is worked on
    doing: "", // what is asked about it: reasons, change, split, make
    fresh: null, // a task on words that were marked, before it is settled: { key, row }
    typed: new Map(), // by key and form what was typed and not settled yet
  };

  function make(tag, attributes = {}, ...children) {
    const element = Object.assign(document.createElement(tag), attributes);
    element.append(...children);
    return element;
  }

  /** Words without the marks around them. */
  const trimmed = (text) => text.replace(/^[\s，、；：。！？]+|[\s，、；：。！？]+$/g, "");

  // -- what there is ------------------------------------------------------------------------------

  const draftsOf = Map.groupBy ? Map.groupBy(data.drafts, ({ n }) => n) : grouped(data.drafts);
  function grouped(drafts) {
    const found = new Map();
    for (const draft of drafts) found.set(draft.n, [...(found.get(draft.n) ?? []), draft]);
    return found;
  }

  const isGap = (key) => key.startsWith("gap ");
  const kindOf = (key) => (isGap(key) ? "gap" : key === desk.fresh?.key ? "added" : kept.kindOf(key));
  const rowOf = (key) => (key === desk.fresh?.key ? desk.fresh.row : kept.rows.get(key));
  const numberOf = (key) => (isGap(key) ? Number(key.slice(4)) : kept.drafts.get(key)?.n ?? rowOf(key)?.[kept.SENTENCE]);
  const isUnsure = ({ sure, doubt }) => sure < data.unsure || Boolean(doubt);
  const percent = (part) => `${Math.round(part * 100)}%`;

  /** The keys of tasks that were added on words of a sentence, in the order of the words. */
  function addedTo(n) {
    const keys = kept.added().filter((key) => kept.rows.get(key)[kept.SENTENCE] === n);
    if (desk.fresh && desk.fresh.row[kept.SENTENCE] === n && !keys.includes(desk.fresh.key)) keys.push(desk.fresh.key);
    return keys.sort((a, b) => placesOf(a)[0][1] - placesOf(b)[0][1]);
  }

  /** Where the words of a card stand: [sentence, start, end]. */
  function placesOf(key) {
    const draft = kept.drafts.get(key);
    if (draft) return draft.places;
    const n = numberOf(key);
    const text = sentences.get(n).text;
    if (isGap(key)) return [[n, 0, text.length]];
    const start = text.indexOf(rowOf(key)[kept.WORDS]);
    return [[n, start, start + rowOf(key)[kept.WORDS].length]];
  }

  /** Whether nothing accounts for a sentence of a part in which all are accounted for. */
  function isBare({ n, owes, uses }) {
    const covers = ({ id, sets }) => data.covering.includes(sets) && kept.decision(id) !== words.drop;
    return owes && !uses.length && !(draftsOf.get(n) ?? []).some(covers) && !addedTo(n).length;
  }

  // -- drawing ------------------------------------------------------------------------------------

  function rowElement({ n, keys }) {
    const row = copy("row");
    row.dataset.n = n;
    row.querySelector(".number").textContent = n;
    row.querySelector(".review-cards").append(...keys.map(cardElement));
    drawText(row, n);
    return row;
  }

  /** The sentence with the words of its drafts, and those of the chosen one marked. */
  function drawText(row, n) {
    const sentence = sentences.get(n);
    const { text } = sentence;
    const counted = (key) => ["task", "added"].includes(kindOf(key)) && kept.decision(key) !== words.refuse;
    const own = [...(draftsOf.get(n) ?? []).map(({ id }) => id), ...addedTo(n)].filter(counted);
    const here = (keys) => keys.flatMap(placesOf).filter(([number]) => number === n).map(([, start, end]) => [start, end]);
    const [drafted, marked] = [here(own), here(desk.chosen ? [desk.chosen] : [])];
    const cuts = [...new Set([0, text.length, ...drafted.flat(), ...marked.flat()])].sort((a, b) => a - b);
    const within = (ranges, from) => ranges.some(([start, end]) => start <= from && from < end);
    row.querySelector(".said").replaceChildren(...cuts.slice(1).map((end, i) => {
      const piece = text.slice(cuts[i], end);
      const className = within(drafted, cuts[i]) ? "drafted" : "";
      if (within(marked, cuts[i])) return make("mark", { className, textContent: piece });
      return className ? make("span", { className, textContent: piece }) : piece;
    }));
    const bare = isBare(sentence);
    row.classList.toggle("bare", bare);
    const used = sentence.uses.length ? `已经写进手册：${sentence.uses.join("、")}` : "";
    row.querySelector(".state").textContent = bare ? "没有交代" : used;
  }

  const LABELS = { task: "草稿", context: "草稿", added: "另立", gap: "没有交代" };

  function cardElement(key) {
    const card = copy("card");
    const draft = kept.drafts.get(key);
    const kind = kindOf(key);
    const part = (name) => card.querySelector(`.${name}`);
    const decided = kept.drafts.has(key) ? kept.decision(key) : "";
    card.dataset.key = key;
    card.classList.toggle("chosen", key === desk.chosen);
    card.classList.toggle("done", Boolean(decided) || (kind === "added" && key !== desk.fresh?.key));
    part("badge-draft").textContent = LABELS[kind] ?? LABELS.task;
    if (!draft || !isUnsure(draft)) part("badge-unsettled").remove();
    part("kind").textContent = draft && !["task", "context"].includes(draft.sets) ? data.kinds[draft.sets] : "";
    part("title").textContent = titleOf(key);
    if (key === desk.chosen || !kept.isOpen(key)) part("head").querySelector("button").remove();
    else part("head").querySelector("button").setAttribute("aria-label", `采用：${titleOf(key)}`);
    if (key !== desk.chosen || !desk.doing || desk.doing === "reasons") part("facts").replaceChildren(...factsOf(key));
    part("why").textContent = key === desk.chosen ? whyOf(key) : "";
    const said = decidedWords(key);
    part("verdict").textContent = said.length > SHORT ? "" : said;
    part("decided").textContent = said.length > SHORT ? said : "";
    part("fault").textContent = kept.kindOf(key) ? kept.fault(key) : "";
    if (kept.rows.has(key) && taken(key)) part("why").textContent = "这几句话以前收回过一条任务";
    for (const empty of card.querySelectorAll("p:empty, span:empty")) empty.remove();
    if (key === desk.chosen) card.append(...workOn(key));
    return card;
  }

  const taken = (key) => kept.isAdded(key) && data.taken.includes(rowOf(key)[kept.WORDS]);

  function titleOf(key) {
    if (isGap(key)) return "没有草稿。是要办的事，划出原话立任务";
    if (kindOf(key) === "added") return rowOf(key)[kept.header("added", "title")] || rowOf(key)[kept.WORDS];
    const title = kept.cell(key, "title");
    if (kindOf(key) !== "context") return title || kept.drafts.get(key).title;
    return kept.decision(key) === words.make ? title : `不立任务：${kept.cell(key, "reason")}`;
  }

  /** What a card says of its task: all of the chosen one, of others what matters most. */
  function factsOf(key) {
    const kind = kindOf(key);
    if (!["task", "added", "context"].includes(kind)) return [];
    const columns = forms[kind].columns.filter(({ key: name }) =>
      !["decision", "title", "into", "parts", "reason", "sentence", "words"].includes(name) &&
      (key === desk.chosen || BRIEF.includes(name)));
    const row = key === desk.fresh?.key ? desk.fresh.row : null;
    const facts = columns.map(({ key: name, header, choices }) =>
      [name, header, row ? row[header] ?? "" : kept.cell(key, name), choices[0]]);
    return facts.filter(([, , text, usual]) => text && text !== usual).flatMap(([name, header, text]) =>
      [factElement(header, text), ...(name === "times" ? daysOf(key, header) : [])]);
  }

  const factElement = (header, text) => make("span", { className: "fact" }, make("b", { textContent: header }), ` ${text}`);

  /** On which day the times of a draft settle, unless somebody changed them. */
  function daysOf(key, header) {
    const days = kept.drafts.get(key)?.days;
    return days && kept.rows.get(key)?.[header] === undefined ? [factElement(data.days, days)] : [];
  }

  function whyOf(key) {
    const draft = kept.drafts.get(key);
    if (!draft) return kindOf(key) === "added" ? `原话：${rowOf(key)[kept.WORDS]}` : "";
    const sure = `规则“${draft.rule}”，把握${percent(draft.sure)}`;
    return draft.doubt ? `${sure}。看什么：${draft.doubt}` : sure;
  }

  function decidedWords(key) {
    const word = kept.drafts.has(key) ? kept.decision(key) : "";
    if (word === words.merge) {
      const into = kept.cell(key, "into");
      const draft = kept.drafts.get(into);
      return draft ? `合并到第${draft.n}句“${titleOf(into)}”` : `合并到${into}`;
    }
    if (word === words.split) return `拆分成${kept.partsOf(kept.cell(key, "parts")).length}条：${kept.partsOf(kept.cell(key, "parts")).join("；")}`;
    if (word === words.refuse) return `不立任务：${kept.cell(key, "reason")}`;
    if (word !== words.change) return word;
    const cells = Object.entries(kept.rows.get(key)).filter(([column]) => column !== kept.DECISION);
    return `修改：${cells.map(([column, text]) => `${column}${text ? `“${text}”` : "空着"}`).join("，")}`;
  }

  /** What can be done with the chosen card, or what is asked about it. */
  function workOn(key) {
    if (desk.doing === "reasons") return [reasonsElement(key)];
    if (desk.doing) return [formElement(key)];
    const kind = kindOf(key);
    const actions = copy(templates.has(kind) ? kind : "named");
    const decided = kept.drafts.has(key) ? kept.decision(key) : kind === "added";
    if (!decided) actions.querySelector("[data-do=undo]")?.remove();
    if (kind === "task" && !kept.above(key)) actions.querySelector("[data-do=merge]").remove();
    if (decided === words.merge) actions.append(targetElement(key));
    return [actions];
  }

  /** Which task a draft is joined to, among those near it. */
  function targetElement(key) {
    const into = kept.cell(key, "into");
    const select = make("select", { name: "into" });
    const keys = [...new Set([...kept.near(key), into])];
    select.append(...keys.map((one) => new Option(`第${numberOf(one) ?? ""}句 ${kept.drafts.has(one) ? titleOf(one) : one}`, one)));
    select.value = into;
    return make("label", { className: "target" }, words.merge, select);
  }

  function reasonsElement(key) {
    const element = copy("reasons");
    const now = kept.cell(key, "reason");
    element.querySelector(".choices").append(...data.reasons.map((reason, i) => {
      const button = make("button", { type: "button", value: reason }, make("kbd", { textContent: DIGITS[i] }), ` ${reason}`);
      if (reason === now) button.setAttribute("aria-current", "true");
      button.dataset.do = "reason";
      return button;
    }));
    return element;
  }

  // -- forms --------------------------------------------------------------------------------------

  const HINTS = {
    change: "照原文摘录，几项用“；”隔开；单位不是“责任”的写明：县交通局（牵头）",
    split: "每件事一行，写它的原话",
    make: "任务名用原文的话",
  };

  /** The columns that a form asks for. */
  function columnsOf(key) {
    const kind = kindOf(key);
    const left = desk.doing === "split" ? ["parts"] : null;
    const hidden = ["decision", "into", "parts", "reason", "sentence", "words"];
    return forms[kind].columns.filter(({ key: name }) => (left ? left.includes(name) : !hidden.includes(name)));
  }

  function formElement(key) {
    const form = copy("form");
    const values = desk.typed.get(`${key} ${desk.doing}`) ?? {};
    form.querySelector(".tip").textContent = key.startsWith("+") && desk.doing === "make" ? `原话：${rowOf(key)[kept.WORDS]}` : HINTS[desk.doing];
    form.querySelector(".fields").append(...columnsOf(key).map(({ key: name, header, choices }) => {
      const tag = name === "parts" || LONG.includes(name) ? "textarea" : choices.length ? "select" : "input";
      const field = make(tag, { name: header });
      field.setAttribute("aria-label", header);
      if (tag === "textarea") field.rows = name === "parts" ? 5 : 2;
      if (choices.length) field.append(new Option("", ""), ...choices.map((choice) => new Option(choice, choice)));
      field.value = values[header] ?? startOf(key, name, header);
      return make("label", { className: tag === "textarea" ? "long" : "" }, header, field);
    }));
    return form;
  }

  /** What a field holds to begin with. */
  function startOf(key, name, header) {
    if (name === "parts") return kept.cell(key, name) || piecesOf(placesOf(key)[0]).join("\n");
    if (name === "title" && desk.doing === "make" && !kept.isAdded(key)) {
      return kept.cell(key, name) || trimmed(sentences.get(numberOf(key)).text);
    }
    return key === desk.fresh?.key ? desk.fresh.row[header] ?? "" : kept.cell(key, name);
  }

  /** Words broken where a person may want to. */
  function piecesOf([n, start, end]) {
    const text = sentences.get(n).text.slice(start, end);
    const parts = (mark) => text.split(mark).map((part) => part.trim()).filter(Boolean);
    return parts(/[；;]/).length > 1 ? parts(/[；;]/) : parts(/[，,；;]/);
  }

  const valuesOf = (form) => Object.fromEntries([...form.elements].filter(({ name }) => name).map(({ name, value }) => [name, value.trim()]));

  /** What keeps a form from being settled. */
  function faultIn(key, values) {
    const title = kept.header(kindOf(key), "title");
    if (desk.doing !== "split") return values[title] ? "" : `没有写${title}`;
    const parts = kept.partsOf(Object.values(values)[0]);
    const text = sentences.get(numberOf(key)).text;
    const strange = parts.find((part) => !text.includes(part));
    if (strange) return `第${numberOf(key)}句里没有“${strange}”，请照原文摘录`;
    return parts.length < 2 ? "拆分要写两段以上的原话，每段一行" : "";
  }

  return {
    DIGITS, desk, sentences, draftsOf, kindOf, rowOf, numberOf, isGap, isUnsure, isBare, addedTo, placesOf, titleOf,
    rowElement, cardElement, drawText, valuesOf, faultIn, make, copy, trimmed, percent,
  };
})();
