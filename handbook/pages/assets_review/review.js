/*
 * The page on which drafts are gone through: the text sentence by sentence, beside each its drafts,
 * a key for each decision. What was decided is kept by review-kept.js; nothing is sent anywhere.
 * Only a stretch of the text is on the page at once.
 */
"use strict";

(() => {
  const place = document.getElementById("review");
  const data = self.reviewData;
  if (!place || !data) return;

  const FEW = 20; // drafts after which a stretch ends with its section
  const MOST = 45; // drafts of a stretch
  const SHORT = 10; // characters of a decision that stands beside the title
  const DIGITS = "1234567890-=";
  const BRIEF = ["units", "times", "targets"]; // what a card shows that is not chosen
  const LONG = ["title"];
  const kept = reviewKept;
  const { words, forms } = data;
  const sentences = new Map(data.sentences.map((sentence) => [sentence.n, sentence]));
  const find = (name) => place.querySelector(`[data-part=${name}]`);
  const control = (name) => place.querySelector(`[name=${name}]`);
  const list = place.querySelector(".review-rows");
  const filters = ["order", "state", "sure", "kind", "rule"].map(control);
  const templates = new Map([...place.querySelectorAll("template")].map((one) => [one.dataset.of, one.content.firstElementChild]));
  const copy = (name) => templates.get(name).cloneNode(true);
  const phone = matchMedia("(width < 45em)");

  let stretches = []; // of rows: { n, keys }
  let order = []; // all keys, in the order of the rows
  let at = 0; // the stretch that is shown
  let chosen = ""; // the key of the card that is worked on
  let doing = ""; // what is asked about it: reasons, change, split, make
  let fresh = null; // a task on words that were marked, before it is settled: { key, row }
  let picked = null; // words that are marked: { n, start, end, words }
  let moved = true; // whether somebody went to the card, and did not just decide the one before
  const typed = new Map(); // by key and form what was typed and not settled yet

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
  const kindOf = (key) => (isGap(key) ? "gap" : key === fresh?.key ? "added" : kept.kindOf(key));
  const rowOf = (key) => (key === fresh?.key ? fresh.row : kept.rows.get(key));
  const numberOf = (key) => (isGap(key) ? Number(key.slice(4)) : kept.drafts.get(key)?.n ?? rowOf(key)?.[kept.SENTENCE]);
  const isUnsure = ({ sure, doubt }) => sure < data.unsure || Boolean(doubt);
  const percent = (part) => `${Math.round(part * 100)}%`;

  /** The keys of tasks that were added on words of a sentence, in the order of the words. */
  function addedTo(n) {
    const keys = [...kept.rows.keys()].filter((key) => kept.isAdded(key) && kept.rows.get(key)[kept.SENTENCE] === n);
    if (fresh && fresh.row[kept.SENTENCE] === n && !keys.includes(fresh.key)) keys.push(fresh.key);
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

  // -- which, and in which order ------------------------------------------------------------------

  function asked(key) {
    const [, state, sure, kind, rule] = filters.map(({ value }) => value);
    if (isGap(key)) return state !== "done" && sure !== "firm" && !kind && !rule;
    if (state === "gap") return false;
    const draft = kept.drafts.get(key);
    if (!draft) return state !== "open" && !sure && !rule && (!kind || kind === "task");
    if (state && kept.isOpen(key) !== (state === "open")) return false;
    if (sure && isUnsure(draft) !== (sure === "unsure")) return false;
    return (!kind || draft.sets === kind) && (!rule || draft.rule === rule);
  }

  /** What comes first: no draft at all, nobody sure, not looked at, done. */
  function rank({ keys }) {
    if (keys.some(isGap)) return 0;
    const open = keys.filter(kept.isOpen);
    if (!open.length) return 3;
    return open.some((key) => isUnsure(kept.drafts.get(key))) ? 1 : 2;
  }

  /** Set the rows anew; they stay as they are while somebody works through them. */
  function arrange() {
    const all = filters.every(({ value, name }) => name === "order" || !value);
    const first = control("order").value === "first";
    let rows = data.sentences.map((sentence) => {
      const own = [...(draftsOf.get(sentence.n) ?? []).map(({ id }) => id), ...addedTo(sentence.n)];
      const keys = isBare(sentence) ? [`gap ${sentence.n}`, ...own] : own;
      return { n: sentence.n, part: sentence.part, keys: keys.filter(asked) };
    });
    if (!all || first) rows = rows.filter(({ keys }) => keys.length);
    if (first) rows = [0, 1, 2, 3].flatMap((which) => rows.filter((row) => rank(row) === which));
    stretches = [[]];
    let count = 0;
    rows.forEach((row, i) => {
      const ends = (!first && count >= FEW && row.part !== rows[i - 1].part) || count + row.keys.length > MOST;
      if (ends && count) {
        stretches.push([]);
        count = 0;
      }
      stretches.at(-1).push(row);
      count += row.keys.length;
    });
    order = stretches.flat().flatMap(({ keys }) => keys);
    if (!order.includes(chosen)) chosen = order.find(kept.isOpen) ?? order[0] ?? "";
    at = Math.max(0, stretches.findIndex((rows) => rows.some(({ keys }) => keys.includes(chosen))));
  }

  const rowWith = (key) => stretches.flat().find(({ keys }) => keys.includes(key));

  // -- drawing ------------------------------------------------------------------------------------

  function draw() {
    list.replaceChildren(...stretches[at].map(rowElement));
    if (!order.length) list.append(make("li", { className: "review-none", textContent: "没有这样的草稿。" }));
    const [first, last] = [stretches[at][0], stretches[at].at(-1)];
    find("where").textContent = `${at + 1} / ${stretches.length}` + (first ? `（第${first.n}句到第${last.n}句）` : "");
    place.querySelector("[data-do=back]").disabled = !at;
    place.querySelector("[data-do=on]").disabled = at === stretches.length - 1;
    const part = first && sentences.get(first.n).part;
    if (part !== undefined) control("part").value = part;
    tell();
  }

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
    const [drafted, marked] = [here(own), here(chosen ? [chosen] : [])];
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
    card.classList.toggle("chosen", key === chosen);
    card.classList.toggle("done", Boolean(decided) || (kind === "added" && key !== fresh?.key));
    part("badge-draft").textContent = LABELS[kind] ?? LABELS.task;
    if (!draft || !isUnsure(draft)) part("badge-unsettled").remove();
    part("kind").textContent = draft && !["task", "context"].includes(draft.sets) ? data.kinds[draft.sets] : "";
    part("title").textContent = titleOf(key);
    if (key === chosen || !kept.isOpen(key)) part("head").querySelector("button").remove();
    else part("head").querySelector("button").setAttribute("aria-label", `采用：${titleOf(key)}`);
    if (key !== chosen || !doing || doing === "reasons") part("facts").replaceChildren(...factsOf(key));
    part("why").textContent = key === chosen ? whyOf(key) : "";
    const said = decidedWords(key);
    part("verdict").textContent = said.length > SHORT ? "" : said;
    part("decided").textContent = said.length > SHORT ? said : "";
    part("fault").textContent = kept.kindOf(key) ? kept.fault(key) : "";
    if (kept.rows.has(key) && taken(key)) part("why").textContent = "这几句话以前收回过一条任务";
    for (const empty of card.querySelectorAll("p:empty, span:empty")) empty.remove();
    if (key === chosen) card.append(...workOn(key));
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
      (key === chosen || BRIEF.includes(name)));
    const row = key === fresh?.key ? fresh.row : null;
    return columns.map(({ key: name, header, choices }) => [header, row ? row[header] ?? "" : kept.cell(key, name), choices[0]])
      .filter(([, text, usual]) => text && text !== usual)
      .map(([header, text]) => make("span", { className: "fact" }, make("b", { textContent: header }), ` ${text}`));
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
    if (doing === "reasons") return [reasonsElement(key)];
    if (doing) return [formElement(key)];
    const kind = kindOf(key);
    const actions = copy(templates.has(kind) ? kind : "named");
    const decided = kept.drafts.has(key) ? kept.decision(key) : kind === "added";
    if (!decided) actions.querySelector("[data-do=undo]")?.remove();
    if (kind === "task" && !kept.above(key)) actions.querySelector("[data-do=merge]").remove();
    return [actions];
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
    const left = doing === "split" ? ["parts"] : null;
    const hidden = ["decision", "into", "parts", "reason", "sentence", "words"];
    return forms[kind].columns.filter(({ key: name }) => (left ? left.includes(name) : !hidden.includes(name)));
  }

  function formElement(key) {
    const form = copy("form");
    const values = typed.get(`${key} ${doing}`) ?? {};
    form.querySelector(".tip").textContent = key.startsWith("+") && doing === "make" ? `原话：${rowOf(key)[kept.WORDS]}` : HINTS[doing];
    form.querySelector(".fields").append(...columnsOf(key).map(({ key: name, header, choices }) => {
      const tag = name === "parts" || LONG.includes(name) ? "textarea" : choices.length ? "select" : "input";
      const field = make(tag, { name: header, ariaLabel: header });
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
    if (name === "title" && doing === "make" && !kept.isAdded(key)) {
      return kept.cell(key, name) || trimmed(sentences.get(numberOf(key)).text);
    }
    return key === fresh?.key ? fresh.row[header] ?? "" : kept.cell(key, name);
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
    if (doing !== "split") return values[title] ? "" : `没有写${title}`;
    const parts = kept.partsOf(Object.values(values)[0]);
    const text = sentences.get(numberOf(key)).text;
    const strange = parts.find((part) => !text.includes(part));
    if (strange) return `第${numberOf(key)}句里没有“${strange}”，请照原文摘录`;
    return parts.length < 2 ? "拆分要写两段以上的原话，每段一行" : "";
  }

  function settle(form) {
    const key = chosen;
    const values = valuesOf(form);
    const wrong = faultIn(key, values);
    form.querySelector(".wrong").textContent = wrong;
    if (wrong) return;
    typed.delete(`${key} ${doing}`);
    const was = doing;
    doing = "";
    if (kindOf(key) === "added") {
      const row = { ...rowOf(key), ...values };
      fresh = null;
      kept.change([[key, Object.fromEntries(Object.entries(row).filter(([, text]) => text !== ""))]]);
      gone(`gap ${numberOf(key)}`); // it is covered now
    } else if (was === "split") {
      kept.decide(key, words.split, { [kept.header("task", "parts")]: kept.partsOf(Object.values(values)[0]).join("\n") });
    } else if (was === "make") {
      kept.decide(key, words.make, values);
    } else {
      const said = kept.changed(key, values);
      kept.decide(key, Object.keys(said).length ? words.change : words.take, values);
    }
    onward(key);
  }

  // -- choosing -----------------------------------------------------------------------------------

  function refresh(keys) {
    const numbers = new Set(keys.flatMap((key) => (key ? placesOf(key) : [])).map(([n]) => n));
    for (const row of list.querySelectorAll(".review-row")) {
      if (numbers.has(Number(row.dataset.n))) drawText(row, Number(row.dataset.n));
    }
    for (const key of keys) cardOf(key)?.replaceWith(cardElement(key));
  }

  const cardOf = (key) => [...list.querySelectorAll(".review-card")].find((card) => card.dataset.key === key);

  function choose(key, { focus = true } = {}) {
    if (!key) return;
    const old = chosen;
    moved = true;
    if (key !== old) doing = "";
    if (fresh && key !== fresh.key) dropFresh();
    chosen = key;
    const which = stretches.findIndex((rows) => rows.some(({ keys }) => keys.includes(key)));
    if (which !== at && which >= 0) {
      at = which;
      draw();
    } else {
      refresh(order.includes(old) && old !== key ? [old, key] : [key]);
    }
    if (focus) show(key);
  }

  /** Bring the chosen card into view, with its sentence where both have room; the focus goes there. */
  function show(key) {
    const card = cardOf(key);
    if (!card) return;
    (card.querySelector(doing ? "input, textarea, select, .choices button" : "none") ?? card).focus({ preventScroll: true });
    const row = card.closest(".review-row");
    const whole = row.offsetHeight < innerHeight * 0.6 ? row : card;
    whole.scrollIntoView({ block: whole.offsetHeight < innerHeight * 0.75 ? "nearest" : "start" });
  }

  function step(by, wanted = () => true) {
    const from = order.indexOf(chosen);
    for (let i = from + by; i >= 0 && i < order.length; i += by) {
      if (wanted(order[i])) return choose(order[i]);
    }
    say(by > 0 ? "后面没有了" : "前面没有了");
  }

  /** On to what is still open; first what comes after. */
  function onward(key) {
    const from = order.indexOf(key);
    const open = (one) => kept.isOpen(one) && one !== key;
    const next = order.slice(from + 1).find(open) ?? order.slice(0, Math.max(from, 0)).find(open);
    choose(next ?? key);
    moved = false;
    if (!next) {
      say(kept.drafts.size && [...kept.drafts.keys()].some(kept.isOpen) ? "这里的都看过了" : "都看过了，请保存校对结果");
    }
  }

  // -- deciding -----------------------------------------------------------------------------------

  const deeds = {
    take(key) {
      if (!kept.drafts.has(key)) return;
      kept.decide(key, words.take);
      onward(key);
    },
    refuse(key) {
      const kind = kindOf(key);
      if (kind === "task" || kind === "context") ask("reasons");
      else if (kept.drafts.has(key)) {
        kept.decide(key, words.drop);
        onward(key);
      }
    },
    reason(key, { value }) {
      const cells = { [kept.header(kindOf(key), "reason")]: value };
      const same = !Object.keys(kept.changed(key, cells)).length;
      const word = kindOf(key) === "task" ? words.refuse : same ? words.take : words.change;
      doing = "";
      kept.decide(key, word, cells);
      onward(key);
    },
    merge(key) {
      if (kindOf(key) !== "task") return say("只有任务可以合并");
      const into = kept.above(key);
      if (!into) return say("上面没有可以合并到的任务");
      kept.decide(key, words.merge, { [kept.header("task", "into")]: into });
      return onward(key);
    },
    split: (key) => kindOf(key) === "task" && ask("split"),
    change: (key) => (kindOf(key) === "context" ? ask("make") : kindOf(key) !== "gap" && ask("change")),
    make(key) {
      if (picked) return begin(picked);
      if (kindOf(key) === "context") return ask("make");
      if (!isGap(key)) return say("先在原文里划出要立任务的话");
      const text = sentences.get(numberOf(key)).text;
      return begin({ n: numberOf(key), words: trimmed(text) });
    },
    undo(key, button) {
      if (kept.rows.has(key) && (button || moved)) {
        kept.change([[key, null]]);
        return choose(order.includes(key) ? key : chosen);
      }
      const keys = kept.undo();
      if (!keys.length) return say("没有可以撤销的");
      if (keys.some(kept.isAdded)) arrangeAnew();
      say(keys.length > 1 ? `撤销了${keys.length}条` : "撤销了");
      return choose(order.find((one) => keys.includes(one)));
    },
    next: () => step(1),
    previous: () => step(-1),
    unsure: () => step(1, (key) => isGap(key) || (kept.isOpen(key) && isUnsure(kept.drafts.get(key)))),
    back: () => turn(at - 1),
    on: () => turn(at + 1),
    save,
    all: () => takeAll(control("rule").value),
    leave() {
      doing = "";
      typed.delete(`${chosen} change`);
      if (fresh) leaveFresh();
      else {
        refresh([chosen]);
        show(chosen);
      }
    },
  };

  function ask(what) {
    doing = what;
    refresh([chosen]);
    show(chosen);
  }

  function turn(to) {
    if (!stretches[to]) return;
    at = to;
    const keys = stretches[at].flatMap(({ keys: its }) => its);
    chosen = keys.find(kept.isOpen) ?? keys[0] ?? "";
    doing = "";
    draw();
    list.scrollIntoView({ block: "start" });
    cardOf(chosen)?.focus({ preventScroll: true });
  }

  function arrangeAnew() {
    arrange();
    draw();
  }

  /** A task on words that nobody drafted: its card, with the form open. */
  function begin({ n, words: said }) {
    getSelection().removeAllRanges();
    pick(null);
    const known = [...kept.rows].find(([key, row]) => kept.isAdded(key) && row[kept.SENTENCE] === n && row[kept.WORDS] === said);
    if (fresh) dropFresh();
    if (known && order.includes(known[0])) {
      choose(known[0]);
      return ask("change");
    }
    const last = Math.max(0, ...[...kept.rows.keys()].filter(kept.isAdded).map((key) => Number(key.slice(1))));
    fresh = { key: `+${last + 1}`, row: { [kept.SENTENCE]: n, [kept.WORDS]: said, [kept.header("added", "title")]: said } };
    const row = stretches[at].find((one) => one.n === n);
    row.keys = [...row.keys, fresh.key];
    order = stretches.flat().flatMap(({ keys }) => keys);
    const old = chosen;
    chosen = fresh.key;
    doing = "make";
    const element = [...list.querySelectorAll(".review-row")].find((one) => Number(one.dataset.n) === n);
    element.replaceWith(rowElement(row));
    refresh(order.includes(old) ? [old] : []);
    return show(chosen);
  }

  /** Forget what was begun and not settled. */
  function dropFresh() {
    const { key } = fresh;
    fresh = null;
    gone(key);
  }

  function leaveFresh() {
    const n = fresh.row[kept.SENTENCE];
    dropFresh();
    choose(rowWithNumber(n)?.keys[0] ?? order[0]);
  }

  const rowWithNumber = (n) => stretches.flat().find((row) => row.n === n);

  /** Take a card off the page. */
  function gone(key) {
    const row = rowWith(key);
    if (!row) return;
    row.keys = row.keys.filter((one) => one !== key);
    order = order.filter((one) => one !== key);
    cardOf(key)?.remove();
    if (chosen === key) chosen = row.keys[0] ?? order[0] ?? "";
    const element = [...list.querySelectorAll(".review-row")].find((one) => Number(one.dataset.n) === row.n);
    if (element) drawText(element, row.n);
    refresh(chosen ? [chosen] : []);
  }

  /** Accept all open drafts of a rule, once somebody has said so. */
  async function takeAll(rule) {
    const open = data.drafts.filter((draft) => draft.rule === rule && kept.isOpen(draft.id));
    if (!open.length) {
      say("这条规则起草的都决定了");
      return;
    }
    const doubted = open.filter(({ doubt }) => doubt);
    const ask = place.querySelector(".review-ask");
    const more = find("more");
    ask.querySelector("p").textContent = `采用规则“${rule}”起草的、还没有决定的${open.length - doubted.length}条？按 U 可以一次撤销。`;
    more.hidden = !doubted.length;
    more.querySelector("span").textContent = `连同程序核对有疑问的${doubted.length}条`;
    control("doubted").checked = false;
    ask.showModal();
    const answer = await new Promise((done) => { ask.onclose = () => done(ask.returnValue); });
    ask.returnValue = "";
    if (answer !== "yes") {
      show(chosen);
      return;
    }
    const taking = control("doubted").checked ? open : open.filter(({ doubt }) => !doubt);
    kept.change(taking.map(({ id }) => [id, { [kept.DECISION]: words.take }]));
    onward(chosen);
    say(`采用了${taking.length}条`, () => deeds.undo(chosen));
    moved = false;
  }

  // -- words that are marked ----------------------------------------------------------------------

  function pick(found) {
    picked = found;
    const button = place.querySelector(".review-pick");
    button.hidden = !found;
    if (!found) return;
    const { left, bottom, right } = found.box;
    const around = place.getBoundingClientRect();
    const x = Math.min(left + (right - left) / 2, innerWidth - button.offsetWidth - 16);
    button.style.left = `${Math.max(0, x - around.left)}px`;
    button.style.top = `${bottom - around.top + (phone.matches ? 36 : 6)}px`;
  }

  function marked() {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const said = range.startContainer.parentElement?.closest(".said");
    if (!said || !place.contains(said) || said !== range.endContainer.parentElement?.closest(".said")) return null;
    const found = trimmed(range.toString());
    if (!found) return null;
    return { n: Number(said.closest(".review-row").dataset.n), words: found, box: range.getBoundingClientRect() };
  }

  // -- what is told -------------------------------------------------------------------------------

  let fading;
  function say(text, back) {
    find("said").replaceChildren(text);
    if (back) {
      const button = make("button", { type: "button", textContent: "撤销" });
      button.addEventListener("click", () => { moved = false; back(); });
      find("said").append(" ", button);
    }
    clearTimeout(fading);
    fading = setTimeout(() => find("said").replaceChildren(), 8000);
  }

  /** How many are left, and how each rule has done so far. */
  function tell() {
    const open = data.drafts.filter(({ id }) => kept.isOpen(id));
    const bare = data.sentences.filter(isBare).length;
    const unsure = open.filter(isUnsure).length;
    find("left").textContent = open.length ? `还剩${open.length}条` : "都看过了";
    find("others").textContent = [
      ...(unsure ? [`拿不准的${unsure}条`] : []), ...(bare ? [`没有交代的${bare}句`] : []),
      ...(open.length < data.drafts.length ? [`做了${data.drafts.length - open.length}条`] : []),
    ].join("，");
    find("blocked").hidden = !kept.blocked();
    const rules = scores();
    for (const option of control("rule").options) {
      const score = rules.get(option.value);
      if (score) option.textContent = `${option.value}（还剩${score.left}条）`;
    }
    const rule = control("rule").value;
    const all = place.querySelector("[data-do=all]");
    all.hidden = !rule || !rules.get(rule).left;
    all.textContent = rule ? `这条规则的全部采用（${rules.get(rule).left}条）` : "";
    const table = place.querySelector(".review-rules");
    if (table.open) table.querySelector("tbody").replaceChildren(...[...rules].map(scoreRow));
  }

  /** By rule: how many there are, are left, were accepted, changed and refused. */
  function scores() {
    const rules = new Map();
    for (const { id, rule } of data.drafts) {
      const score = rules.get(rule) ?? { all: 0, left: 0, take: 0, change: 0, refuse: 0 };
      const word = kept.decision(id);
      score.all += 1;
      score[!word ? "left" : word === words.take ? "take" : [words.refuse, words.drop].includes(word) ? "refuse" : "change"] += 1;
      rules.set(rule, score);
    }
    return rules;
  }

  function scoreRow([rule, { all, left, take, change, refuse }]) {
    const decided = all - left;
    const right = decided ? percent(take / decided) : "";
    const cells = [all, left, take, change, refuse, right].map((text) => make("td", { textContent: text }));
    const button = make("button", { type: "button", textContent: "全部采用" });
    button.setAttribute("aria-label", `规则“${rule}”的全部采用，${left}条`);
    button.addEventListener("click", () => takeAll(rule));
    const head = make("th", { scope: "row", textContent: rule });
    return make("tr", {}, head, ...cells, make("td", {}, ...(left ? [button] : [])));
  }

  // -- the file -----------------------------------------------------------------------------------

  function save() {
    const faults = kept.faults();
    const { name, count } = kept.save();
    const told = faults.length ? `；下面${faults.length}处导入以前要改` : "，请用 shouce import 收回";
    say(count ? `存成了 ${name}，${count}条${told}` : "还没有决定一条，存的文件是空的");
    find("faults").replaceChildren(...faults.map(([key, why]) => {
      const button = make("button", { type: "button", textContent: `第${numberOf(key)}句“${titleOf(key)}”：${why}` });
      button.addEventListener("click", () => goTo(key));
      return make("li", {}, button);
    }));
  }

  /** To a card, whatever the filters leave out. */
  function goTo(key) {
    if (!order.includes(key)) {
      for (const filter of filters) filter.value = "";
      arrangeAnew();
    }
    choose(key);
  }

  async function open(input) {
    const [file] = input.files;
    input.value = "";
    if (!file) return;
    let found;
    try {
      found = kept.read(await file.text());
    } catch {
      say("不是校对页存的文件");
      return;
    }
    const { rows, gone: missing, other } = found;
    const mine = other.length && !(await confirmed(`${other.length}条在这里决定得不一样。以文件为准？`));
    const taking = [...rows].filter(([key]) => !mine || !other.includes(key));
    kept.change(taking);
    arrangeAnew();
    say(`读入${taking.length}条${missing ? `；另有${missing}条草稿现在没有了，没有读入` : ""}`);
  }

  async function confirmed(question) {
    const ask = place.querySelector(".review-ask");
    ask.querySelector("p").textContent = question;
    find("more").hidden = true;
    const [yes] = ask.querySelectorAll("button");
    const words = yes.textContent;
    yes.textContent = "以文件为准";
    ask.showModal();
    const answer = await new Promise((done) => { ask.onclose = () => done(ask.returnValue); });
    ask.returnValue = "";
    yes.textContent = words;
    return answer === "yes";
  }

  // -- units --------------------------------------------------------------------------------------

  function drawUnits() {
    const place = document.querySelector(".review-units");
    const options = (names) => names.map((value) => make("option", { value }));
    document.getElementById("review-names").replaceChildren(...options(data.units.map(({ name }) => name)));
    const kinds = forms.unit.columns.find(({ key }) => key === "kind").choices;
    document.getElementById("review-kinds").replaceChildren(...options(kinds));
    place.querySelector("ol").replaceChildren(...data.units.map((unit) => {
      const item = copy("unit");
      const key = `=${unit.name}`;
      item.querySelector("strong").textContent = unit.name;
      item.querySelector(".count").textContent = `${unit.count}条`;
      item.querySelector(".words").textContent = unit.words;
      item.querySelector(".fields").append(...forms.unit.columns.map(({ key: name, header }) => {
        const field = make("input", { name: header, value: kept.cell(key, name) });
        field.setAttribute("aria-label", `${unit.name}：${header}`);
        if (name !== "full_name") field.setAttribute("list", name === "kind" ? "review-kinds" : "review-names");
        field.addEventListener("change", () => keepUnit(key, name, field, kinds));
        return make("label", {}, header, field);
      }));
      return item;
    }));
  }

  function keepUnit(key, name, field, kinds) {
    if (name === "kind" && field.value.trim() && !kinds.includes(field.value.trim())) {
      field.setCustomValidity(`类别请从名单里选：${kinds.join("、")}`);
      field.reportValidity();
      return;
    }
    field.setCustomValidity("");
    const own = Object.fromEntries(forms.unit.columns.map(({ key: one, header }) => [header, one === name ? field.value.trim() : kept.cell(key, one)]));
    const row = kept.changed(key, own);
    kept.change([[key, Object.keys(row).length ? row : null]]);
  }

  // -- listening ----------------------------------------------------------------------------------

  const KEYS = {
    j: "next", k: "previous", n: "unsure", a: "take", r: "refuse", m: "merge", s: "split", e: "change",
    t: "make", u: "undo", arrowdown: "", arrowup: "",
  };

  /* Ahead of the theme, which has keys of its own (S and F open the search). */
  addEventListener("keydown", (event) => {
    const { target, ctrlKey, metaKey, altKey } = event;
    const key = (event.key === "Process" ? event.code.replace("Key", "") : event.key).toLowerCase();
    const form = target.closest?.(".review-card form");
    if (form && key === "escape") {
      event.stopPropagation();
      typed.delete(`${chosen} ${doing}`);
      deeds.leave();
      return;
    }
    if (form && key === "enter" && (ctrlKey || metaKey)) {
      event.preventDefault();
      settle(form);
      return;
    }
    if (ctrlKey || metaKey || altKey || event.isComposing || !control("keys").checked) return;
    if (target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable], dialog")) return;
    const reason = doing === "reasons" ? data.reasons[DIGITS.indexOf(key)] : undefined;
    if (doing === "reasons" && key === "escape") deeds.leave();
    else if (reason && DIGITS.includes(key)) deeds.reason(chosen, { value: reason });
    else if (KEYS[key] && (chosen || key === "u")) deeds[KEYS[key]](chosen);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, { capture: true });

  place.addEventListener("click", ({ target }) => {
    const card = target.closest(".review-card");
    const button = target.closest("button[data-do]");
    if (button) {
      const key = card?.dataset.key ?? chosen;
      if (card && key !== chosen) choose(key, { focus: false });
      deeds[button.dataset.do](key, button);
    } else if (card && card.dataset.key !== chosen && !String(getSelection())) {
      choose(card.dataset.key);
    } else if (target.closest(".review-text") && !String(getSelection())) {
      const { n } = target.closest(".review-row").dataset;
      const keys = rowWithNumber(Number(n))?.keys ?? [];
      if (keys.length && !keys.includes(chosen)) choose(keys[0]);
    }
  });
  place.addEventListener("focusin", ({ target }) => {
    const key = target.closest(".review-card")?.dataset.key;
    if (key && key !== chosen && target.matches(".review-card")) choose(key);
  });
  place.addEventListener("submit", (event) => {
    event.preventDefault();
    settle(event.target);
  });
  list.addEventListener("input", ({ target }) => {
    if (target.form) typed.set(`${chosen} ${doing}`, valuesOf(target.form));
  });
  for (const button of place.querySelectorAll(".review-ask button")) {
    button.addEventListener("click", () => button.closest("dialog").close(button.value));
  }
  place.querySelector(".review-pick").addEventListener("pointerdown", (event) => event.preventDefault());
  document.addEventListener("selectionchange", () => pick(marked()));

  let byPointer = false;
  addEventListener("pointerdown", () => { byPointer = true; }, { capture: true });
  addEventListener("keydown", () => { byPointer = false; }, { capture: true });
  for (const filter of filters) {
    filter.addEventListener("change", () => {
      const old = chosen;
      chosen = "";
      arrange();
      if (order.includes(old) && (kept.isOpen(old) || !order.some(kept.isOpen))) chosen = old;
      at = Math.max(0, stretches.findIndex((rows) => rows.some(({ keys }) => keys.includes(chosen))));
      doing = "";
      draw();
      if (byPointer) cardOf(chosen)?.focus({ preventScroll: true });
    });
  }
  control("part").addEventListener("change", ({ target }) => {
    const part = Number(target.value);
    const which = stretches.findIndex((rows) => rows.some(({ n }) => sentences.get(n).part === part));
    if (which < 0) return say("筛选出的在这一节没有");
    at = which;
    const row = stretches[at].find(({ n, keys }) => sentences.get(n).part === part && keys.length);
    chosen = row?.keys[0] ?? chosen;
    draw();
    target.value = part;
    return [...list.querySelectorAll(".review-row")].find(({ dataset: { n } }) => sentences.get(Number(n)).part === part)
      ?.scrollIntoView({ block: "start" });
  });
  control("keys").checked = __md_get("review-keys") !== false;
  control("keys").addEventListener("change", ({ target }) => __md_set("review-keys", target.checked));
  place.querySelector("input[type=file]").addEventListener("change", ({ target }) => open(target));
  place.querySelector(".review-rules").addEventListener("toggle", tell);
  const units = place.querySelector(".review-units");
  units.hidden = !data.units.length;
  units.addEventListener("toggle", () => units.open && drawUnits(), { once: true });
  units.querySelector("summary").textContent += `（${data.units.length}个）`;

  kept.watch((keys) => {
    if (keys) {
      keys.filter((key) => kept.isAdded(key) && !kept.rows.has(key)).forEach(gone);
      refresh(keys.filter((key) => order.includes(key)));
      tell();
    } else arrangeAnew(); // decided in another window
  });

  const rules = new Map(data.drafts.map(({ rule, sets }) => [rule, sets]));
  control("rule").append(...[...rules.keys()].map((rule) => new Option(rule, rule)));
  const kinds = [...new Set(data.drafts.map(({ sets }) => sets))];
  control("kind").append(...kinds.map((kind) => new Option(data.kinds[kind], kind)));
  control("part").append(...data.parts.map((title, i) => new Option(title, i)));
  if (phone.matches) place.querySelector(".review-filters").open = false;
  arrangeAnew();
  place.classList.add("ready");
})();
