/*
 * The table of all tasks as a finder. The table is complete without this script; the script only
 * hides and sorts its rows. What is chosen stands in the address, so that a view can be sent.
 */
"use strict";

(() => {
  const place = document.getElementById("finder");
  const source = document.getElementById("finder-data");
  if (!place || !source) return;

  const ORDER = "0-up";
  const { facets, tasks } = JSON.parse(source.textContent);
  const body = document.querySelector(".tasks-table tbody");
  const heads = [...document.querySelectorAll(".tasks-table thead th")];
  const rows = [...body.rows].map((row, at) => ({ row, at, task: tasks[at], text: fold(row.textContent) }));
  const controls = new Map();
  const state = new URLSearchParams(location.search);

  function fold(text) {
    return text.normalize("NFKC").toLowerCase().replace(/[\p{P}\p{S}\p{Z}\p{C}]+/gu, "");
  }

  function make(tag, attributes = {}, ...children) {
    const element = Object.assign(document.createElement(tag), attributes);
    element.append(...children);
    return element;
  }

  /** Does a row answer all that is chosen, leaving one facet out of account? */
  function fits({ task, text }, without) {
    const words = (state.get("words") ?? "").split(/\s+/).map(fold).filter(Boolean);
    if (!words.every((word) => text.includes(word))) return false;
    const unit = without === "unit" ? null : state.get("unit");
    const role = without === "role" ? null : state.get("role");
    if (unit || role) {
      const part = ([id, its]) => (!unit || id === unit) && (!role || its === role);
      if (!task.units.some(part)) return false;
    }
    return facets.every(({ key }) => {
      const wanted = key === without || key === "unit" || key === "role" ? null : state.get(key);
      return !wanted || task[key].includes(wanted);
    });
  }

  /** The values of a facet that a task has, given the unit or role chosen beside it. */
  function values(task, key) {
    if (key === "unit") {
      const role = state.get("role");
      return task.units.filter(([, its]) => !role || its === role).map(([id]) => id);
    }
    if (key === "role") {
      const unit = state.get("unit");
      return task.units.filter(([id]) => !unit || id === unit).map(([, its]) => its);
    }
    return task[key];
  }

  function count(key) {
    const counts = new Map();
    for (const entry of rows.filter((candidate) => fits(candidate, key))) {
      for (const value of new Set(values(entry.task, key))) {
        counts.set(value, (counts.get(value) ?? 0) + 1);
      }
    }
    return counts;
  }

  function refresh() {
    const shown = rows.filter((entry) => fits(entry));
    for (const entry of rows) entry.row.hidden = !shown.includes(entry);
    for (const { key, options } of facets) {
      const counts = count(key);
      const select = controls.get(key);
      for (const [at, [value, label]] of options.entries()) {
        const option = select.options[at + 1];
        option.textContent = `${label}（${counts.get(value) ?? 0}）`;
        option.disabled = !counts.get(value) && state.get(key) !== value;
      }
      select.value = state.get(key) ?? "";
    }
    order.value = sorting();
    status.textContent = shown.length ? `共${shown.length}条` : "没有符合条件的任务，请减少一个条件。";
    const chosen = facets.filter(({ key }) => state.get(key)).map(({ key, label, options }) =>
      `${label}：${options.find(([value]) => value === state.get(key))?.[1] ?? state.get(key)}`);
    if (state.get("words")) chosen.unshift(`字词：${state.get("words")}`);
    printed.textContent = chosen.length ? `筛选条件：${chosen.join("；")}。共${shown.length}条。` : "";
    const query = String(state);
    history.replaceState(null, "", `${location.pathname}${query ? `?${query}` : ""}${location.hash}`);
  }

  function choose(key, value) {
    if (value) state.set(key, value);
    else state.delete(key);
    refresh();
  }

  /** The order that the address asks for, if there is such an order. */
  function sorting() {
    const wanted = state.get("sort");
    return [...order.options].some(({ value }) => value === wanted) ? wanted : ORDER;
  }

  function sort() {
    const [column, direction] = sorting().split("-");
    const key = ({ row, at, task }) =>
      column === "0" ? at : column === "3" ? (task.days[0] ?? "9999") : row.cells[column].textContent.trim();
    const sign = direction === "down" ? -1 : 1;
    const compare = (a, b) =>
      typeof a === "number" ? a - b : String(a).localeCompare(String(b), "zh-CN", { numeric: true });
    body.append(...[...rows].sort((a, b) => sign * compare(key(a), key(b)) || a.at - b.at).map((r) => r.row));
    heads.forEach((head, at) => {
      const sorted = String(at) === column ? (sign > 0 ? "ascending" : "descending") : "none";
      head.setAttribute("aria-sort", sorted);
    });
  }

  /** What is shown as CSV for Excel: a BOM, and no cell that Excel would take for a formula. */
  function csv() {
    const cell = (text) => `"${text.trim().replace(/\s+/g, " ").replace(/^[=+\-@]/, "'$&").replaceAll('"', '""')}"`;
    const lines = [heads, ...[...body.rows].filter((row) => !row.hidden).map((row) => [...row.cells])];
    const text = lines.map((cells) => cells.map((c) => cell(c.textContent)).join(",")).join("\r\n");
    const link = make("a", {
      href: URL.createObjectURL(new Blob([`\ufeff${text}\r\n`], { type: "text/csv" })),
      download: "任务.csv",
    });
    link.click();
    URL.revokeObjectURL(link.href);
  }

  function sortBy(value) {
    state.set("sort", value);
    sort();
    refresh();
  }

  const control = (name) => place.querySelector(`[name=${name}]`);
  const words = control("words");
  words.value = state.get("words") ?? "";
  words.addEventListener("input", () => choose("words", words.value.trim()));
  for (const { key, options } of facets) {
    const select = control(key);
    select.append(...options.map(([value]) => make("option", { value })));
    select.addEventListener("change", () => choose(key, select.value));
    controls.set(key, select);
  }
  // a phone shows cards without heads to sort by
  const order = control("sort");
  for (const [at, head] of heads.entries()) {
    for (const [way, name] of [["up", "从前到后"], ["down", "从后到前"]]) {
      order.append(make("option", { value: `${at}-${way}`, textContent: `${head.textContent}，${name}` }));
    }
  }
  order.addEventListener("change", () => sortBy(order.value));
  const printed = make("p", { className: "finder-printed" });
  place.after(printed);
  const status = place.querySelector(".finder-status");
  control("reset").addEventListener("click", () => {
    for (const key of [...state.keys()]) state.delete(key);
    words.value = "";
    sort();
    refresh();
  });
  control("save").addEventListener("click", csv);
  heads.forEach((head, at) => {
    const button = make("button", { type: "button", textContent: head.textContent });
    button.addEventListener("click", () => sortBy(order.value === `${at}-up` ? `${at}-down` : `${at}-up`));
    head.replaceChildren(button);
  });
  sort();
  refresh();
})();
