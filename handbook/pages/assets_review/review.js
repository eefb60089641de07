/*
 * The page 校对, on which drafts are gone through: the text sentence by sentence, beside each its
 * drafts, a key for each decision. Only a stretch of the text is on the page at once. What was decided
 * is kept by review-kept.js, what is shown made by review-cards.js and review-told.js.
 */
"use strict";

(() => {
  const place = document.getElementById("review");
  const data = self.reviewData;
  if (!place || !data) return;

  const FEW = 20; // drafts after which a stretch ends with its section
  const MOST = 45; // drafts of a stretch
  const kept = reviewKept;
  const cards = reviewCards;
  const { DIGITS, desk, sentences, draftsOf, kindOf, rowOf, numberOf, isGap, isUnsure, trimmed } = cards;
  const { words } = data;
  const find = (name) => place.querySelector(`[data-part=${name}]`);
  const control = (name) => place.querySelector(`[name=${name}]`);
  const list = place.querySelector(".review-rows");
  const filters = ["order", "state", "sure", "kind", "rule"].map(control);
  const phone = matchMedia("(width < 45em)");
  const told = reviewTold({ takeAll, goTo, arrangeAnew });
  const { say } = told;

  let stretches = []; // of rows: { n, keys }
  let order = []; // all keys, in the order of the rows
  let at = 0; // the stretch that is shown
  let picked = null; // words that are marked: { n, words }
  let moved = true; // whether somebody went to the card, and did not just decide the one before

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
      const own = [...(draftsOf.get(sentence.n) ?? []).map(({ id }) => id), ...cards.addedTo(sentence.n)];
      const keys = cards.isBare(sentence) ? [`gap ${sentence.n}`, ...own] : own;
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
    if (!order.includes(desk.chosen)) desk.chosen = order.find(kept.isOpen) ?? order[0] ?? "";
    at = Math.max(0, stretches.findIndex((rows) => rows.some(({ keys }) => keys.includes(desk.chosen))));
  }

  const rowWith = (key) => stretches.flat().find(({ keys }) => keys.includes(key));

  // -- drawing ------------------------------------------------------------------------------------

  function draw() {
    list.replaceChildren(...stretches[at].map(cards.rowElement));
    if (!order.length) list.append(cards.make("li", { className: "review-none", textContent: "没有这样的草稿。" }));
    const [first, last] = [stretches[at][0], stretches[at].at(-1)];
    find("where").textContent = `${at + 1} / ${stretches.length}` + (first ? `（第${first.n}句到第${last.n}句）` : "");
    place.querySelector("[data-do=back]").disabled = !at;
    place.querySelector("[data-do=on]").disabled = at === stretches.length - 1;
    const part = first && sentences.get(first.n).part;
    if (part !== undefined) control("part").value = part;
    told.tell();
  }

  /** Keep what a form says, if it can be. */
  function settle(form) {
    const key = desk.chosen;
    const values = cards.valuesOf(form);
    const wrong = cards.faultIn(key, values);
    form.querySelector(".wrong").textContent = wrong;
    if (wrong) return;
    desk.typed.delete(`${key} ${desk.doing}`);
    const was = desk.doing;
    desk.doing = "";
    if (kindOf(key) === "added") {
      const row = { ...rowOf(key), ...values };
      desk.fresh = null;
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
    const numbers = new Set(keys.flatMap((key) => (key ? cards.placesOf(key) : [])).map(([n]) => n));
    for (const row of list.querySelectorAll(".review-row")) {
      if (numbers.has(Number(row.dataset.n))) cards.drawText(row, Number(row.dataset.n));
    }
    for (const key of keys) cardOf(key)?.replaceWith(cards.cardElement(key));
  }

  const elementOf = (n) => list.querySelector(`.review-row[data-n="${n}"]`);
  const cardOf = (key) => [...list.querySelectorAll(".review-card")].find((card) => card.dataset.key === key);

  function choose(key, { focus = true } = {}) {
    if (!key) return;
    const old = desk.chosen;
    moved = true;
    if (key !== old) desk.doing = "";
    if (desk.fresh && key !== desk.fresh.key) dropFresh();
    desk.chosen = key;
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
    (card.querySelector(desk.doing ? "input, textarea, select, .choices button" : "none") ?? card).focus({ preventScroll: true });
    const row = card.closest(".review-row");
    const whole = row.offsetHeight < innerHeight * 0.6 ? row : card;
    whole.scrollIntoView({ block: whole.offsetHeight < innerHeight * 0.75 ? "nearest" : "start" });
  }

  function step(by, wanted = () => true) {
    const from = order.indexOf(desk.chosen);
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
      desk.doing = "";
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
        return choose(order.includes(key) ? key : desk.chosen);
      }
      const keys = kept.undo();
      if (!keys.length) return say("没有可以撤销的");
      if (keys.some(kept.isAdded)) arrangeAnew();
      if (keys.some(kept.isUnit)) told.drawUnits();
      say(keys.length > 1 ? `撤销了${keys.length}条` : "撤销了");
      return choose(order.find((one) => keys.includes(one)));
    },
    next: () => step(1),
    previous: () => step(-1),
    unsure: () => step(1, (key) => isGap(key) || (kept.isOpen(key) && isUnsure(kept.drafts.get(key)))),
    back: () => turn(at - 1),
    on: () => turn(at + 1),
    save: () => told.save(),
    all: () => takeAll(control("rule").value),
    leave() {
      desk.typed.delete(`${desk.chosen} ${desk.doing}`);
      desk.doing = "";
      if (desk.fresh) leaveFresh();
      else {
        refresh([desk.chosen]);
        show(desk.chosen);
      }
    },
  };

  function ask(what) {
    desk.doing = what;
    refresh([desk.chosen]);
    show(desk.chosen);
  }

  function turn(to) {
    if (!stretches[to]) return;
    at = to;
    const keys = stretches[at].flatMap(({ keys: its }) => its);
    desk.chosen = keys.find(kept.isOpen) ?? keys[0] ?? "";
    desk.doing = "";
    draw();
    list.scrollIntoView({ block: "start" });
    cardOf(desk.chosen)?.focus({ preventScroll: true });
  }

  function arrangeAnew() {
    arrange();
    draw();
  }

  /** A task on words that nobody drafted: its card, with the form open. */
  function begin({ n, words: said }) {
    getSelection().removeAllRanges();
    pick(null);
    const known = cards.addedTo(n).find((key) => rowOf(key)[kept.WORDS] === said);
    if (desk.fresh) dropFresh();
    if (known && order.includes(known)) {
      choose(known);
      return ask("change");
    }
    desk.fresh = { key: kept.newKey(), row: { [kept.SENTENCE]: n, [kept.WORDS]: said, [kept.header("added", "title")]: said } };
    const row = stretches[at].find((one) => one.n === n);
    row.keys = [...row.keys, desk.fresh.key];
    order = stretches.flat().flatMap(({ keys }) => keys);
    const old = desk.chosen;
    desk.chosen = desk.fresh.key;
    desk.doing = "make";
    elementOf(n).replaceWith(cards.rowElement(row));
    refresh(order.includes(old) ? [old] : []);
    return show(desk.chosen);
  }

  /** Forget what was begun and not settled. */
  function dropFresh() {
    const { key } = desk.fresh;
    desk.fresh = null;
    gone(key);
  }

  function leaveFresh() {
    const n = desk.fresh.row[kept.SENTENCE];
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
    if (desk.chosen === key) desk.chosen = row.keys[0] ?? order[0] ?? "";
    const element = elementOf(row.n);
    if (element) cards.drawText(element, row.n);
    refresh(desk.chosen ? [desk.chosen] : []);
  }

  /** Accept all open drafts of a rule, once somebody has said so. */
  async function takeAll(rule) {
    const open = data.drafts.filter((draft) => draft.rule === rule && kept.isOpen(draft.id));
    if (!open.length) {
      say("这条规则起草的都决定了");
      return;
    }
    const doubted = open.filter(({ doubt }) => doubt);
    const question = `采用规则“${rule}”起草的、还没有决定的${open.length - doubted.length}条？按 U 可以一次撤销。`;
    if (!(await told.confirmed(question, "采用", doubted.length && `连同程序核对有疑问的${doubted.length}条`))) {
      show(desk.chosen);
      return;
    }
    const taking = control("doubted").checked ? open : open.filter(({ doubt }) => !doubt);
    kept.change(taking.map(({ id }) => [id, { [kept.DECISION]: words.take }]));
    onward(desk.chosen);
    say(`采用了${taking.length}条`, () => deeds.undo(desk.chosen));
    moved = false;
  }

  /** To a card, whatever the filters leave out. */
  function goTo(key) {
    if (!order.includes(key)) showAll();
    choose(key);
  }

  function showAll() {
    for (const filter of filters) filter.value = "";
    arrangeAnew();
  }

  /** Open the text at the first row that is wanted; whether there is one. */
  function openAt(wanted) {
    const row = stretches.flat().find(wanted);
    if (!row) return false;
    at = stretches.findIndex((rows) => rows.includes(row));
    const keys = stretches[at].slice(stretches[at].indexOf(row)).flatMap((one) => one.keys);
    desk.chosen = keys.find(kept.isOpen) ?? keys[0] ?? desk.chosen;
    desk.doing = "";
    draw();
    elementOf(row.n).scrollIntoView({ block: "start" });
    return true;
  }

  // -- words that are marked ----------------------------------------------------------------------

  function pick(found) {
    picked = found;
    const button = place.querySelector(".review-pick");
    button.hidden = !found;
    if (!found) return;
    const { left, bottom } = found.box;
    const around = place.getBoundingClientRect();
    const x = Math.min(left, innerWidth - button.offsetWidth - 16);
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

  // -- listening ----------------------------------------------------------------------------------

  const KEYS = {
    j: "next", k: "previous", n: "unsure", a: "take", r: "refuse", m: "merge", s: "split", e: "change",
    t: "make", u: "undo",
  };

  /* Ahead of the theme, which has keys of its own (S and F open the search). */
  addEventListener("keydown", (event) => {
    const { target, ctrlKey, metaKey, altKey } = event;
    const key = (event.key === "Process" ? event.code.replace("Key", "") : event.key).toLowerCase();
    const form = target.closest?.(".review-card form");
    if (form && key === "escape") {
      event.stopPropagation();
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
    const reason = desk.doing === "reasons" ? data.reasons[DIGITS.indexOf(key)] : undefined;
    if (desk.doing === "reasons" && key === "escape") deeds.leave();
    else if (reason && DIGITS.includes(key)) deeds.reason(desk.chosen, { value: reason });
    else if (KEYS[key] && (desk.chosen || key === "u")) deeds[KEYS[key]](desk.chosen);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, { capture: true });

  place.addEventListener("click", ({ target }) => {
    const card = target.closest(".review-card");
    const button = target.closest("button[data-do]");
    if (button) {
      const key = card?.dataset.key ?? desk.chosen;
      if (card && key !== desk.chosen) choose(key, { focus: false });
      deeds[button.dataset.do](key, button);
    } else if (card && card.dataset.key !== desk.chosen && !String(getSelection())) {
      choose(card.dataset.key);
    } else if (target.closest(".review-text") && !String(getSelection())) {
      const { n } = target.closest(".review-row").dataset;
      const keys = rowWithNumber(Number(n))?.keys ?? [];
      if (keys.length && !keys.includes(desk.chosen)) choose(keys[0]);
    }
  });
  place.addEventListener("focusin", ({ target }) => {
    const key = target.closest(".review-card")?.dataset.key;
    if (key && key !== desk.chosen && target.matches(".review-card")) choose(key);
  });
  place.addEventListener("submit", (event) => {
    event.preventDefault();
    settle(event.target);
  });
  list.addEventListener("change", ({ target }) => {
    if (target.name === "into") kept.decide(desk.chosen, words.merge, { [kept.header("task", "into")]: target.value });
  });
  list.addEventListener("input", ({ target }) => {
    if (target.form) desk.typed.set(`${desk.chosen} ${desk.doing}`, cards.valuesOf(target.form));
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
      const old = desk.chosen;
      desk.chosen = "";
      arrange();
      if (order.includes(old) && (kept.isOpen(old) || !order.some(kept.isOpen))) desk.chosen = old;
      at = Math.max(0, stretches.findIndex((rows) => rows.some(({ keys }) => keys.includes(desk.chosen))));
      desk.doing = "";
      draw();
      if (byPointer) cardOf(desk.chosen)?.focus({ preventScroll: true });
    });
  }
  control("part").addEventListener("change", ({ target }) => {
    const part = Number(target.value);
    if (!openAt(({ n }) => sentences.get(n).part === part)) say("筛选出的在这一节没有");
    else target.value = part;
  });
  control("sentence").addEventListener("change", ({ target }) => {
    const number = Number(target.value.normalize("NFKC"));
    if (!sentences.has(number)) return say("没有这一句");
    if (!rowWithNumber(number)) showAll();
    return openAt(({ n }) => n === number);
  });
  control("keys").checked = __md_get("review-keys") !== false;
  control("keys").addEventListener("change", ({ target }) => __md_set("review-keys", target.checked));
  place.querySelector("input[type=file]").addEventListener("change", ({ target }) => told.open(target));
  place.querySelector(".review-rules").addEventListener("toggle", told.tell);
  kept.watch((keys) => {
    if (keys) {
      keys.filter((key) => kept.isAdded(key) && !kept.rows.has(key)).forEach(gone);
      refresh(keys.filter((key) => order.includes(key)));
      told.tell();
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
