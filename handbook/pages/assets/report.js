/*
 * The form on a matter's page: checked as it is filled in, saved as a small file for the office.
 * Nothing is sent anywhere. The file holds rows under the headers of the Excel form.
 */
"use strict";

(() => {
  const form = document.getElementById("report");
  const source = document.getElementById("report-data");
  if (!form || !source) return;

  const { matter, opened, units, goals } = JSON.parse(source.textContent);
  const wrong = form.querySelector(".wrong");
  const status = form.querySelector("[role=status]");
  const TEXTS = ["变化情况", "完成情况", "佐证", "下一步", "问题和困难", "请谁协调什么", "填报日期", "审签人", "审签日期"];
  const NUMBER = /^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/;
  let asked = false; // nothing is found fault with before somebody wants to save

  const value = (name) => form.elements[name].value.trim();
  const mine = () => goals.filter(({ of }) => !of || of === value("unit"));

  /** What is wrong, in the words of the importer. */
  function faults() {
    const found = [];
    const figures = mine().filter(({ key }) => value(`goal-${key}`));
    const same = value("变化情况") === "无变化";
    const told = value("完成情况") || figures.length;
    if (same && told) found.push("选了“无变化”，又写了完成情况，请留一样");
    if (!same && !told) found.push("没有写完成情况，也没有选“无变化”，请补上");
    for (const { key, name } of figures) {
      const number = value(`goal-${key}`).normalize("NFKC");
      if (!NUMBER.test(number)) found.push(`${name}：“${number}”不是一个数，请只填数字`);
    }
    const day = value("填报日期");
    if (!day) found.push("没有写填报日期，请补上");
    if (day && day < opened) found.push(`填报日期早于立项（${opened}），请核对`);
    if (!same && !value("审签人")) found.push("没有写审签人，请补上");
    return found;
  }

  function show() {
    for (const row of form.querySelectorAll("[data-of]")) {
      row.hidden = Boolean(row.dataset.of) && row.dataset.of !== value("unit");
    }
    const found = asked ? faults() : [];
    wrong.replaceChildren(...found.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
    return found;
  }

  function save() {
    asked = true;
    status.textContent = "";
    if (show().length) return;
    const unit = units.find(({ id }) => id === value("unit"));
    const first = { 登记键: unit.key, 事项编号: matter };
    const report = { ...first, ...Object.fromEntries(TEXTS.map((name) => [name, value(name)])) };
    const figures = mine().filter(({ key }) => value(`goal-${key}`)).map(({ key }) => ({
      ...first, 登记键: `${unit.key}#${key}`, 本次数: value(`goal-${key}`), 数据截止: value(`until-${key}`),
    }));
    const sheets = { 填报: [report], ...(figures.length ? { 指标: figures } : {}) };
    const text = JSON.stringify({ unit: unit.id, sheets }, null, 1);
    const name = giveFile(
      `填报-${matter}-${unit.name}-${value("填报日期")}.json`, [text], "application/json",
    );
    status.textContent = `存成了 ${name}，请交给办公室登记`;
  }

  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.elements.save.addEventListener("click", save);
  show();
})();
