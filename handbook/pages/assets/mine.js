/*
 * The home page's picker of units: found by name, or by how it is read; then what binds the unit
 * and its files, one step away. The choice is kept in this browser only.
 */
"use strict";

(() => {
  const place = document.getElementById("mine");
  const source = document.getElementById("mine-data");
  if (!place || !source) return;

  const KEPT = "unit"; // its id, or a kind's and what its unit is called; the theme scopes it to this site
  const MOST = 60; // entries shown at once
  const NONE = { id: "", name: "没有我的单位" };
  const { units: choices, year, genre, unnamed, downloads } = JSON.parse(source.textContent);
  const units = choices.filter(({ id }) => id);
  const kinds = choices.filter(({ kind }) => kind);
  const input = place.querySelector("input");
  const list = place.querySelector("ul");
  const shown = place.querySelector(".mine-shown");
  const offered = [...shown.childNodes]; // units chosen by a click, until one is chosen
  let active = -1;
  let chosen = ""; // what the field says of the choice

  function make(tag, attributes = {}, ...children) {
    const element = Object.assign(document.createElement(tag), attributes);
    element.append(...children);
    return element;
  }

  function link(href, text, className = "") {
    return make("a", { href, textContent: text, className });
  }

  /** A day in words; the year only where it is another than the text's. */
  function chinese(day) {
    const [other, month, date] = day.split("-").map(Number);
    return `${other === year ? "" : `${other}年`}${month}月${date}日`;
  }

  /** How names are read, fetched when somebody begins to type: `zhu jian ju` by id. */
  function fetchReadings() {
    if (self.unitReadings !== undefined) return;
    self.unitReadings = {};
    document.head.append(make("script", { src: "assets/unit-readings.js", onload: () => list.hidden || find() }));
  }

  /** The places in a unit's names, and in how it is read, where what was asked for stands. */
  function places(unit, asked) {
    const names = [unit.name, ...unit.names].map((name) => name.toLowerCase());
    const read = /^[a-z]+$/.test(asked) && self.unitReadings?.[unit.id];
    if (read) names.push(read.replace(/(\w)\w*\s*/g, "$1"), read.replaceAll(" ", ""));
    return names.map((name) => name.indexOf(asked)).filter((at) => at >= 0);
  }

  /** The units that answer; first those that begin with it, as 市住建局 does with zj. */
  function answering(asked) {
    const found = units.map((unit) => [unit, places(unit, asked)]).filter(([, at]) => at.length);
    const first = ([, at]) => Math.min(...at) < 2;
    return [...found.filter(first), ...found.filter((one) => !first(one))].map(([unit]) => unit);
  }

  function find() {
    const asked = input.value.trim().toLowerCase().replaceAll(" ", "");
    const found = answering(asked).slice(0, MOST);
    const none = { ...NONE, asked: found.length ? "" : input.value.trim() };
    active = -1;
    list.replaceChildren(...[...found, ...(kinds.length ? [none] : [])].map((unit, at) => {
      const named = unit.asked ? `没有找到“${unit.asked}”，按类别查看` : unit.name;
      const option = make("li", { id: `mine-${at}`, textContent: named });
      option.setAttribute("role", "option");
      option.addEventListener("mousedown", (event) => event.preventDefault());
      option.addEventListener("click", () => choose(unit));
      option.unit = unit;
      return option;
    }));
    open(true);
  }

  function open(yes) {
    list.hidden = !yes || !list.children.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (list.hidden) input.removeAttribute("aria-activedescendant");
  }

  function move(to) {
    const options = [...list.children];
    active = (to + options.length) % options.length;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
    options[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[active].id);
  }

  function choose(unit) {
    open(false);
    if (unit.id) input.value = unit.name;
    else if (!unit.asked) input.value = ""; // no unit's name, and no end of what is asked
    chosen = input.value;
    shown.hidden = false;
    __md_set(KEPT, unit.id);
    if (unit.id) show(unit);
    else ask(unit.asked);
  }

  function forget() {
    chosen = "";
    __md_set(KEPT, "");
    input.value = "";
    shown.replaceChildren(...offered);
  }

  /** The way back to all units. */
  function another() {
    const button = make("button", { type: "button", textContent: "换一个单位" });
    button.dataset.unit = "other";
    return button;
  }

  /** So many tasks, the first day on which one of them is due, and how many may be due sooner. */
  function part(page, words, { count, day, waiting }) {
    if (!count) return [];
    const first = day ? `明确日期最早${chinese(day)}` : "没有明确日期";
    const told = waiting ? `${first}，${waiting}条日期未定` : first;
    return [make("span", { className: "said" }, link(page, `${words}${count}条`), `（${told}）`)];
  }

  /** What binds the unit or the kind of unit, and where it stands. */
  function show(unit) {
    const page = unit.kind ? `kinds/${unit.kind}.html` : `units/${unit.id}.html`;
    const said = [
      ...part(page, "点名", unit.own),
      ...part(`${page}#shared`, "同类单位都要办的", unit.shared),
      ...(unit.matters ?? []).map(({ id, name, held, asked }) => link(`parties/${id}.html`,
        `${unit.matters.length > 1 ? name : ""}督办事项${held}件${asked ? `、要填报${asked}件` : ""}`, "said")),
    ];
    const files = (downloads && unit.files || []).map(([path, name]) => {
      const file = link(`downloads/${path}`, name, "md-button");
      if (path.endsWith(".pdf")) file.target = "_blank"; // it would take the place of this page
      return file;
    });
    const tasks = unit.own.count || unit.shared.count ? [link(page, "查看任务", "md-button md-button--primary")] : [];
    shown.replaceChildren(
      make("p", {}, ...said.flatMap((part, at) => (at ? ["，", part] : [part]))),
      make("p", {}, ...tasks, ...files, another()),
    );
  }

  /** What binds all of a kind, for a unit that the text does not name. */
  function showKind(kind) {
    show(kind);
    shown.prepend(make("p", { textContent: `${genre}没有点名贵单位，以下任务对同类单位都有要求（编者注）。` }));
    if (unnamed) shown.append(make("p", {}, "另有", link("tasks.html?unit=none", `${unnamed}条任务`), `没有点名任何单位，${genre}没有说归谁办。`));
  }

  /** The button of an answer that takes the focus of one that is gone. */
  function enter() {
    (shown.querySelector(".md-button--primary") ?? shown.querySelector("a, button"))?.focus();
  }

  /** For those whom the text does not name. */
  function ask(name) {
    const kindOf = kinds.map((kind) => {
      const button = make("button", { type: "button", className: "md-button", textContent: kind.name });
      button.addEventListener("click", () => {
        __md_set(KEPT, [kind.kind, name ?? ""]);
        showKind(kind);
        enter();
      });
      return button;
    });
    const asked = make("p", { textContent: "贵单位属于哪一类？" });
    const names = name && offered.length > 1 ? [offered[0]] : []; // it may be one of them by another name
    if (name) asked.prepend(`没有找到“${name}”。${names.length ? "不在下列单位中的，" : ""}`);
    shown.replaceChildren(asked, ...names, make("p", {}, ...kindOf, another()));
  }

  shown.addEventListener("click", ({ target }) => {
    const { unit } = target.dataset;
    if (unit === undefined) return;
    if (unit === "other") {
      forget();
      input.focus();
      return;
    }
    choose(units.find(({ id }) => id === unit) ?? NONE);
    enter();
  });

  input.addEventListener("focus", () => {
    fetchReadings();
    input.select();
  });
  input.addEventListener("click", find);
  input.addEventListener("input", () => {
    shown.hidden = Boolean(input.value); // it answers for another unit
    if (!input.value) forget();
    find();
  });
  input.addEventListener("blur", () => {
    open(false);
    if (chosen) input.value = chosen;
    shown.hidden = false;
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) find();
      move(active + (event.key === "ArrowDown" ? 1 : active < 0 ? 0 : -1));
    } else if (event.key === "Enter" && !list.hidden) {
      event.preventDefault();
      choose(list.children[Math.max(active, 0)].unit);
    } else if (event.key === "Enter" && chosen) {
      shown.querySelector(".md-button--primary")?.click();
    } else if (event.key === "Escape") {
      open(false);
    }
  });

  const kept = __md_get(KEPT);
  const mine = units.find(({ id }) => id === kept);
  const kind = Array.isArray(kept) && kinds.find(({ kind: id }) => id === kept[0]);
  if (mine) {
    input.value = chosen = mine.name;
    show(mine);
  } else if (kind) {
    input.value = chosen = kept[1];
    showKind(kind);
  }
})();
