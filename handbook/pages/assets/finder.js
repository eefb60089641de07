/*
 * A table as a finder: that of all tasks, and the ledger. The table is complete without this script;
 * the script hides, groups and sorts its rows. What is chosen stands in the address, so that a view
 * can be sent.
 */
"use strict";

(() => {
  const place = document.getElementById("finder");
  const source = document.getElementById("finder-data");
  if (!place || !source) return;

  const ORDER = "0-up";
  const TIME = "3"; // the column sorted by day
  const FEW = 20; // rows that a phone shows unfolded
  // what a row is and how it is counted, and by what rows are grouped unless the reader says otherwise
  const { facets, tasks, thing = "任务", measure = "条", grouped = "section", shared = [] } = JSON.parse(source.textContent);
  const table = document.querySelector(".finder-table table");
  const heads = [...table.tHead.rows[0].cells];
  const names = heads.map((head) => head.firstChild.textContent);
  const named = table.tHead.querySelector(".count"); // how many of those shown have a unit
  const rows = [...table.tBodies[0].rows]
    .filter((row) => !row.querySelector(".group"))
    .map((row, at) => ({ row, at, task: tasks[at], text: fold(row.textContent) }));
  const state = new URLSearchParams(location.search);
  const phone = matchMedia("(width < 45em)");
  const control = (name) => place.querySelector(`[name=${name}]`);
  const labels = new Map(facets.map(({ key, options }) => [key, new Map(options)]));

  function fold(text) {
    return text.normalize("NFKC").toLowerCase().replace(/[\p{P}\p{S}\p{Z}\p{C}]+/gu, "");
  }

  function make(tag, attributes = {}, ...children) {
    const element = Object.assign(document.createElement(tag), attributes);
    element.append(...children);
    return element;
  }

  // -- which tasks ------------------------------------------------------------------------------

  /** Does a unit have its part in a row, as far as these are chosen? */
  function has({ units }, unit, role) {
    if (!unit && !role) return true;
    if (!units.length) return !role && unit === "none";
    return units.some(([id, its]) => (!unit || id === unit) && (!role || its === role));
  }

  const others = facets.map(({ key }) => key).filter((key) => key !== "unit" && key !== "role");

  /** Which rows answer all that is chosen, and how many have each value of each condition when that
      condition alone is left out of account; all rows are looked at once. */
  function found() {
    const words = (state.get("words") ?? "").split(/\s+/).map(fold).filter(Boolean);
    const [unit, role] = [state.get("unit"), state.get("role")];
    const chosen = others.map((key) => [key, state.get(key)]).filter(([, value]) => value);
    const counts = new Map([...facets.map(({ key }) => key), "words"].map((key) => [key, new Map()]));
    const count = (entry, key) => {
      const of = counts.get(key);
      for (const value of new Set(values(entry.task, key))) of.set(value, (of.get(value) ?? 0) + 1);
    };
    const without = new Map([...counts.keys()].map((key) => [key, 0])); // how many are left
    const all = [];
    for (const entry of rows) {
      const { task, text } = entry;
      const failing = chosen.filter(([key, value]) => !task[key].includes(value)).map(([key]) => key);
      if (!words.every((word) => text.includes(word))) failing.push("words");
      if (failing.length > 1) continue;
      const left = (key) => {
        without.set(key, without.get(key) + 1);
        if (key !== "words") count(entry, key);
      };
      if (failing.length) {
        if (has(task, unit, role)) left(failing[0]);
        continue;
      }
      if (has(task, "", role)) left("unit");
      if (has(task, unit, "")) left("role");
      if (!has(task, unit, role)) continue;
      all.push(entry);
      for (const key of others) left(key);
      left("words");
    }
    return { all, counts, without };
  }

  /** The values of a facet that a task has, given the unit or role chosen beside it. */
  function values(task, key) {
    if (key === "unit") {
      const role = state.get("role");
      if (!task.units.length) return role ? [] : ["none"];
      return task.units.filter(([, its]) => !role || its === role).map(([id]) => id);
    }
    if (key === "role") {
      const unit = state.get("unit");
      return task.units.filter(([id]) => !unit || id === unit).map(([, its]) => its);
    }
    return task[key];
  }

  /** What is chosen: [key, words for it]. */
  function chosen() {
    const found = facets.filter(({ key }) => state.get(key)).map(({ key, label }) =>
      [key, `${label}：${labels.get(key).get(state.get(key)) ?? state.get(key)}`]);
    return state.get("words") ? [["words", `字词：${state.get("words")}`], ...found] : found;
  }

  // -- in which order ---------------------------------------------------------------------------

  /** The order that the address asks for, if there is such an order. */
  function sorting() {
    const asked = state.get("sort");
    return [...order.options].some(({ value }) => value === asked) ? asked : ORDER;
  }

  function sorted(entries) {
    const [column, direction] = sorting().split("-");
    const key = ({ row, at, task }) =>
      column === "0" ? at : column === TIME ? (task.days[0] ?? "9999") : row.cells[column].textContent.trim();
    const sign = direction === "down" ? -1 : 1;
    const compare = (a, b) =>
      typeof a === "number" ? a - b : String(a).localeCompare(String(b), "zh-CN", { numeric: true });
    heads.forEach((head, at) => {
      const way = String(at) === column ? (sign > 0 ? "ascending" : "descending") : "none";
      head.setAttribute("aria-sort", way);
    });
    if (column === "0" && sign > 0) return entries;
    const keyed = entries.map((entry) => [key(entry), entry]);
    return keyed.sort(([a, one], [b, other]) => sign * compare(a, b) || one.at - other.at).map(([, entry]) => entry);
  }

  function chinese(day) {
    const [year, month, date] = day.split("-").map(Number);
    return `${year}年${month}月${date}日`;
  }

  /** The groups in which a task stands: [what they are sorted by, label], and what to choose for one. */
  function keysOf(task, by) {
    if (by === "time") {
      const others = task.time.filter((value) => labels.get("time").has(value) && !/^\d|dated/.test(value));
      return [...task.days, ...others];
    }
    if (by === "unit") return state.get("unit") ? [state.get("unit")] : [...new Set(values(task, "unit"))];
    return task[by];
  }

  /** Tasks by group, [key, label, entries], in the order of the facet's values or of days. */
  function groups(entries, by) {
    const found = new Map();
    for (const entry of entries) {
      for (const key of keysOf(entry.task, by)) {
        if (!found.has(key)) found.set(key, []);
        found.get(key).push(entry);
      }
    }
    const days = [...found.keys()].filter((key) => /^\d{4}-\d\d-\d\d$/.test(key)).sort();
    return [...days, ...labels.get(by).keys()].filter((key) => found.has(key)).map((key) =>
      [key, labels.get(by).get(key) ?? chinese(key), found.get(key)]);
  }

  /** The row above a group: it folds the group, and leads to the group alone. */
  function heading(key, label, entries, by, members) {
    const button = make("button", { type: "button", className: "group", textContent: label });
    const cell = make("th", { colSpan: heads.length, scope: "rowgroup" },
      button, " ", make("span", { className: "count", textContent: `${entries.length}${measure}` }));
    if (labels.get(by).has(key) && !state.get(by)) {
      const only = make("button", { type: "button", className: "only", textContent: "只看这些" });
      only.setAttribute("aria-label", `只看这些：${label}`); // begins as it reads
      only.addEventListener("click", () => choose(by, key));
      cell.append(" ", only);
    }
    const open = (is) => {
      button.setAttribute("aria-expanded", is);
      for (const row of members) row.classList.toggle("folded", !is);
    };
    button.addEventListener("click", () => open(button.getAttribute("aria-expanded") !== "true"));
    open(!phone.matches || shown.length <= FEW);
    return make("tr", { className: "group-row" }, cell);
  }

  /** The rows in their own order: none is moved that stands there. */
  function layInPlace(entries) {
    if (!plain) table.tBodies[0].replaceChildren(...rows.map(({ row }) => row));
    plain = true;
    const some = new Set(entries);
    for (const entry of rows) {
      entry.row.classList.remove("folded");
      if (entry.row.hidden === some.has(entry)) entry.row.hidden = !entry.row.hidden;
    }
  }

  /** The rows as they are to stand; a task that belongs to several groups stands in each. */
  function lay(entries) {
    const asked = state.get("group");
    const by = asked === "none" ? "" : labels.has(asked) ? asked : grouped;
    if (!by && sorting() === ORDER) {
      layInPlace(entries);
      return;
    }
    for (const { row } of rows) {
      row.hidden = true;
      row.classList.remove("folded");
    }
    plain = false;
    const laid = [];
    const rowOf = ({ row }) => {
      if (row.hidden) row.hidden = false;
      else row = row.cloneNode(true);
      return row;
    };
    if (!by) laid.push(...entries.map(rowOf));
    else for (const [key, label, some] of groups(entries, by)) {
      const members = some.map(rowOf);
      laid.push(heading(key, label, some, by, members), ...members);
    }
    const left = rows.map(({ row }) => row).filter((row) => row.hidden);
    table.tBodies[0].replaceChildren(...laid, ...left);
  }

  // -- what is seen -----------------------------------------------------------------------------

  let shown = rows;
  let plain = rows.length === table.tBodies[0].rows.length; // all rows in their order, nothing else
  let spared = new Map(); // how many rows there are without each condition

  function refresh() {
    const { all, counts: every, without } = found();
    [shown, spared] = [all, without];
    for (const { key, options } of facets) {
      const counts = every.get(key);
      const select = control(key);
      for (const [at, [value, label]] of options.entries()) {
        const option = select.options[at + 1];
        const text = `${label}（${counts.get(value) ?? 0}）`;
        if (option.textContent !== text) option.textContent = text;
        option.disabled = !counts.get(value) && state.get(key) !== value;
      }
      select.value = state.get(key) ?? "";
      for (const chip of place.querySelectorAll(`.chip[data-key=${key}]`)) {
        chip.setAttribute("aria-pressed", state.get(key) === chip.dataset.value);
        chip.querySelector(".count").textContent = counts.get(chip.dataset.value) ?? 0;
      }
    }
    shown = sorted(shown);
    tellEnds();
    lay(shown);
    tell();
    if (!new URLSearchParams(location.search).has("q")) state.delete("q"); // the search's own
    const query = String(state);
    history.replaceState(null, "", `${location.pathname}${query ? `?${query}` : ""}${location.hash}`);
  }

  /** Below the titles what is to be reached, where that is asked for; and what they do not say of it,
      where a day or a strength is, as these may be said of this alone. */
  function tellEnds() {
    for (const { row } of rows) row.querySelector(".told")?.remove();
    if (!["figure", "time", "commitment"].some((key) => state.get(key))) return;
    for (const { row, task } of shown) {
      const title = fold(row.cells[1].textContent);
      const ends = (task.ends ?? []).filter((end) => state.get("figure") || !title.includes(fold(end)));
      if (ends.length) row.cells[1].append(make("small", { className: "told", textContent: ends.join("；") }));
    }
  }

  /** How many there are, what is chosen besides the chips, and what may be done with it. */
  function tell() {
    order.value = sorting();
    control("group").value = state.get("group") ?? "";
    if (named) {
      const count = shown.filter(({ task }) => task.units.length).length;
      named.textContent = count ? `（${count}${measure}有）` : "（均未点名）";
    }
    const list = chosen();
    const onChip = (key) => place.querySelector(`.chip[data-key=${key}][aria-pressed=true]`);
    const rest = list.filter(([key]) => !onChip(key)).map(([key, label]) => {
      const button = make("button", { type: "button", className: "chip", textContent: label });
      button.setAttribute("aria-pressed", "true");
      button.addEventListener("click", () => choose(key, ""));
      return button;
    });
    place.querySelector(".finder-chosen").replaceChildren(...rest);
    place.querySelector(".finder-chosen").hidden = !rest.length;
    control("reset").hidden = !list.length && !state.size;
    if (control("save")) control("save").disabled = !shown.length;
    control("close").textContent = `看这${shown.length}${measure}`;
    status.replaceChildren(...(shown.length ? [`共${shown.length}${measure}`] : none(list)));
    const unit = state.get("unit");
    // what binds all of its kind names others
    if (shared.includes(unit)) status.append(make("a", { href: `units/${unit}.html#shared`, textContent: "另有同类单位都要办的" }));
    printed.textContent = list.length ? `筛选条件：${list.map(([, label]) => label).join("；")}。共${shown.length}${measure}。` : "";
  }

  /** That there is nothing, and which condition to drop. */
  function none(list) {
    const ways = list
      .filter(([key]) => spared.get(key))
      .map(([key, label]) => {
        const button = make("button", { type: "button", textContent: `去掉“${label}”，有${spared.get(key)}${measure}` });
        button.addEventListener("click", () => choose(key, ""));
        return button;
      });
    return [`没有符合条件的${thing}。`, ...(ways.length ? ways : ["去掉任何一个条件都没有，请清除条件。"])];
  }

  function choose(key, value) {
    if (value) state.set(key, value);
    else state.delete(key);
    if (key === "words" && words.value.trim() !== value) words.value = value;
    refresh();
  }

  // -- what is taken away -----------------------------------------------------------------------

  /** Words shown for a while beside the count. */
  function say(text) {
    status.replaceChildren(`共${shown.length}${measure}`, make("span", { className: "message", textContent: text }));
    clearTimeout(say.fading);
    say.fading = setTimeout(tell, 5000);
  }

  async function copy() {
    say(await copied(publicAddress(location.href)) ? "已复制链接" : "网址在浏览器的地址栏里，请从那里复制");
  }

  /** The script with what files are made of, asked for once. */
  function files() {
    if (self.taskFiles) return Promise.resolve();
    return new Promise((done, failed) => {
      const script = make("script", { src: control("save").dataset.file, onload: done, onerror: failed });
      document.head.append(script);
    });
  }

  function give(name, parts, type) {
    const picked = chosen().map(([, label]) => label.split("：").pop());
    giveFile([name, ...picked].join("-") + (type === "text/csv" ? ".csv" : ".ics"), parts, type);
  }

  /** Where the page of a row is read; nowhere, where this one is opened from a folder. */
  function addressOf({ row }) {
    const site = publicAddress(location.href);
    return site ? new URL(row.querySelector("a").getAttribute("href"), site).href : "";
  }

  /** What is shown as CSV for Excel, with a BOM. */
  function spreadsheet() {
    const cell = (text) => `"${text.replaceAll('"', '""')}"`;
    const site = publicAddress(location.href);
    const lines = [
      [...self.taskFiles.columns, ...(site ? ["网址"] : [])],
      ...shown.map((one) => [...self.taskFiles.rows[one.task.id], ...(site ? [addressOf(one)] : [])]),
    ];
    give("任务", [`\ufeff${lines.map((cells) => cells.map(cell).join(",")).join("\r\n")}\r\n`], "text/csv");
    say("已下载表格");
  }

  /** A line of a calendar, in pieces as short as the standard has them: of 75 bytes at most. */
  function line(name, text) {
    return `${`${name}:${text}`.match(/[\x20-\x7e]{1,70}|.{1,24}/gu).join("\r\n ")}\r\n`;
  }

  /** An event with its page's address. */
  function located(event, address) {
    if (!address || /^URL/m.test(event)) return event;
    return event.replace("BEGIN:VALARM", `${line("URL", address)}BEGIN:VALARM`);
  }

  function calendar() {
    const [head, foot] = self.taskFiles.calendar;
    const dated = shown.filter(({ task }) => task.days.length);
    if (!dated.length) {
      say("没有一条落到日期，没有日历可下载");
      return;
    }
    const rest = shown.length - dated.length;
    const told = `日历里有${dated.length}条${rest ? `，其余${rest}条没有落到日期` : ""}`;
    const choice = [...chosen().map(([, label]) => label), told].join("；").replace(/[\\;,]/g, "\\$&");
    const events = dated.flatMap((one) => self.taskFiles.events[one.task.id].map((event) => located(event, addressOf(one))));
    give("日历", [head, line("X-WR-CALDESC", choice), ...events, foot], "text/calendar");
    say(told);
  }

  const taken = (way) => () => files().then(way, () => say("没有取到文件，请检查网络，再试一次。"));

  // -- the controls -----------------------------------------------------------------------------

  const sheet = place.querySelector("dialog");
  const more = control("more");
  /** On a phone a sheet from below, otherwise in the page. */
  function unfold() {
    if (sheet.open) sheet.close();
    else if (phone.matches) {
      sheet.showModal();
      sheet.focus(); // not its field, or the keyboard would cover the rest
    } else sheet.show();
    more.setAttribute("aria-expanded", sheet.open);
  }
  more.addEventListener("click", unfold);
  sheet.addEventListener("close", () => more.setAttribute("aria-expanded", "false"));
  sheet.addEventListener("click", ({ target }) => {
    if (target === sheet && sheet.matches(":modal")) sheet.close();
  });
  control("close").addEventListener("click", () => sheet.close());

  const words = control("words");
  words.value = state.get("words") ?? "";
  words.addEventListener("input", () => choose("words", words.value.trim()));
  for (const { key, options } of facets) {
    const select = control(key);
    select.append(...options.map(([value]) => make("option", { value })));
    select.addEventListener("change", () => choose(key, select.value));
  }
  place.querySelector(".finder-chips").addEventListener("click", ({ target }) => {
    const chip = target.closest(".chip");
    if (chip) choose(chip.dataset.key, state.get(chip.dataset.key) === chip.dataset.value ? "" : chip.dataset.value);
  });
  const order = control("sort"); // a phone shows cards without heads to sort by
  for (const [at, name] of names.entries()) {
    for (const [way, label] of [["up", "从前到后"], ["down", "从后到前"]]) {
      order.append(make("option", { value: `${at}-${way}`, textContent: `${name}，${label}` }));
    }
    const button = make("button", { type: "button", textContent: name });
    button.addEventListener("click", () => choose("sort", sorting() === `${at}-up` ? `${at}-down` : `${at}-up`));
    heads[at].firstChild.replaceWith(button);
  }
  for (const select of [order, control("group")]) {
    select.addEventListener("change", () => choose(select.name, select.value));
  }
  const printed = make("p", { className: "finder-printed" });
  place.after(printed);
  const status = place.querySelector(".finder-status");
  control("reset").addEventListener("click", () => {
    for (const key of [...state.keys()]) state.delete(key);
    words.value = "";
    refresh();
  });
  if (publicAddress(location.href)) control("copy").addEventListener("click", copy);
  else control("copy").remove();
  control("save")?.addEventListener("click", taken(spreadsheet));
  control("days")?.addEventListener("click", taken(calendar));
  phone.addEventListener("change", refresh);
  refresh();
  place.classList.add("ready");
})();
