/*
 * The home page opens with the reader's own unit: its tasks, next dates and figures. The choice
 * is kept in this browser only.
 */
"use strict";

(() => {
  const place = document.getElementById("mine");
  const source = document.getElementById("mine-data");
  if (!place || !source) return;

  const KEPT = "unit"; // the theme scopes it to this site
  const MOST = 8; // tasks listed before the finder takes over
  const { units, roles } = JSON.parse(source.textContent);

  function make(tag, attributes = {}, ...children) {
    const element = Object.assign(document.createElement(tag), attributes);
    element.append(...children);
    return element;
  }

  function link(task, text = task.title) {
    return make("a", { href: `tasks/${task.id}.html`, textContent: text });
  }

  function chinese(day) {
    const [year, month, date] = day.split("-").map(Number);
    return `${year}年${month}月${date}日`;
  }

  /** A titled list; nothing where there is nothing to list. */
  function list(title, items) {
    if (!items.length) return [];
    return [make("h3", { textContent: title }), make("ul", {}, ...items.map((item) => make("li", {}, ...item)))];
  }

  function badge(text, kind) {
    return make("span", { className: `badge badge-${kind}`, textContent: text });
  }

  /** What the editor says and the text does not is marked. */
  function marked(task, ...words) {
    return [...words, link(task), ...(task.proposed ? [" ", badge("编者建议", "proposed")] : [])];
  }

  function dates(tasks) {
    const settled = tasks
      .flatMap((task) => task.deadlines.filter(([, day]) => day).map(([words, day]) => ({ task, words, day })))
      .sort((a, b) => a.day.localeCompare(b.day));
    const open = tasks.flatMap((task) => task.deadlines.filter(([, , unsettled]) => unsettled).map(([words]) => [words, task]));
    return [
      ...settled.map(({ task, words, day }) => marked(task, `${chinese(day)}（${words}） `)),
      ...open.map(([words, task]) => [`${words} `, badge("日期未定", "unsettled"), ...marked(task, " ")]),
    ];
  }

  function figures(tasks) {
    return tasks.flatMap((task) => task.figures.map(([name, words, masked]) =>
      [`${name}：`, link(task, words), ...(masked ? [" ", badge("原文隐去", "masked")] : [])]));
  }

  function show(id) {
    const unit = units.find((candidate) => candidate.id === id);
    select.value = unit ? id : "";
    if (!unit) {
      body.replaceChildren(...unchosen);
      return;
    }
    const once = [...new Map(unit.tasks.map((task) => [task.id, task])).values()];
    const counts = Object.entries(roles)
      .map(([role, name]) => [name, unit.tasks.filter((task) => task.role === role).length])
      .filter(([, count]) => count);
    const all = make("a", { href: `tasks.html?unit=${id}`, textContent: `筛选这${once.length}条任务` });
    body.replaceChildren(
      make("p", {}, make("a", { href: `units/${id}.html`, textContent: unit.name }),
        `：${counts.map(([name, count]) => `${name}${count}条`).join("、")}。`, all),
      ...list("日期", dates(once)),
      ...list("指标", figures(once)),
      ...list(once.length > MOST ? `任务（前${MOST}条）` : "任务", once.slice(0, MOST).map((task) => marked(task, `${task.id} `))),
    );
  }

  const select = place.querySelector("select");
  const body = place.querySelector("div");
  const unchosen = [...body.children];
  select.append(...units.map(({ id, name }) => make("option", { value: id, textContent: name })));
  select.addEventListener("change", () => {
    __md_set(KEPT, select.value);
    show(select.value);
  });
  show(__md_get(KEPT));
})();
