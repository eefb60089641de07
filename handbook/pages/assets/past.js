/*
 * The ledger of the office: it says that its day has passed, and shows how all stood on an earlier
 * one, by what was known then. The day stands in the address. Nothing is judged by today.
 */
"use strict";

(() => {
  const today = new Date().toLocaleDateString("sv"); // as 2022-09-30
  for (const note of document.querySelectorAll(".stale")) {
    note.hidden = today <= note.dataset.asOf;
  }

  const field = document.querySelector(".past input");
  if (!field) return;

  const shown = document.querySelector(".past-shown");
  const table = document.querySelector(":is(.ledger-table, .history) table");
  const known = document.getElementById("history-data"); // the page of one matter
  const controls = document.querySelectorAll(".finder-chips, .finder-chosen, .finder-status, .finder [name=copy]");

  function make(tag, attributes = {}, ...children) {
    const element = Object.assign(document.createElement(tag), attributes);
    element.append(...children);
    return element;
  }

  /** A day in words; the year only where it is another than the text's. */
  function chinese(day) {
    const [year, month, date] = day.split("-").map(Number);
    return `${year === self.ledgerPast.year ? "" : `${year}年`}${month}月${date}日`;
  }

  const small = (text) => make("small", { textContent: text });
  const days = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 86400000);

  /** What the cells after the title hold of a matter on a day. */
  function cells(now, on) {
    const { units, words } = self.ledgerPast;
    const open = !now.ended && now.closed < Math.max(now.parts, 1);
    const left = now.due && open ? days(on, now.due) : null;
    const one = now.parts === 1;
    const filed = one ? words.filed[now.filed] : `${now.told}/${now.parts}家已填报`;
    const found = one ? words.checked[now.checked] : `${now.closed}/${now.parts}家已销号`;
    return [
      [units[now.units]],
      now.due ? [chinese(now.due), now.waiting && small(words.waiting)] : [words.clock.none],
      [filed, now.filedOn && small(chinese(now.filedOn)),
        open && now.owed && small(`应答未答${now.owed}次，最早${chinese(now.owedSince)}`)],
      now.ended ? [words.ends[now.ended]] : [found, now.checkedOn && small(chinese(now.checkedOn))],
      [make("span", { className: `clock clock-${now.clock}`, textContent: words.clock[now.clock] }),
        left !== null && small(left ? (left < 0 ? `过了${-left}天` : `还有${left}天`) : "当天到期")],
    ];
  }

  /** How a matter stood on a day; nothing before it was opened. */
  function stood(key, on) {
    const { columns, rows } = self.ledgerPast;
    const row = (rows[key] ?? []).filter(([since]) => since <= on).pop();
    return row && Object.fromEntries(columns.map((name, at) => [name, row[at]]));
  }

  function tell(text) {
    shown.replaceChildren(text, make("a", { href: location.pathname, textContent: "回到截至日" }));
    for (const control of [shown, ...controls]) control.hidden = control !== shown;
  }

  /** The ledger: each row as it was then, without those opened later. */
  function lookAtAll(on) {
    const there = [];
    for (const row of table.tBodies[0].rows) {
      const now = stood(row.cells[0].textContent.trim(), on);
      row.hidden = !now;
      if (!now) continue;
      there.push(now.clock);
      for (const [at, parts] of cells(now, on).entries()) {
        row.cells[at + 2].replaceChildren(...parts.filter(Boolean));
      }
      const link = row.querySelector("a");
      link.search = `?on=${on}`;
    }
    const late = there.filter((clock) => clock === "late").length;
    const closed = there.filter((clock) => ["in-time", "closed-late", "closed"].includes(clock)).length;
    tell(`这是${chinese(on)}当天已经登记的情况：督办事项${there.length}件，已过时限${late}件，已销号${closed}件。以后登记的，不算在内。`);
  }

  /** One matter: how it stood then, and its history; what happened by then and was entered later
      is marked. */
  function lookAtOne(on) {
    const { matter, entries } = JSON.parse(known.textContent);
    const now = stood(matter, on);
    for (const [at, [day, received]] of entries.entries()) {
      const row = table.tBodies[0].rows[at];
      row.hidden = day > on;
      row.classList.toggle("belated", day <= on && received > on);
    }
    const [, due, filed, checked, clock] = now ? cells(now, on) : [];
    const text = (parts) => parts.filter(Boolean).map((part) => part.textContent ?? part).join(" ");
    tell(now
      ? `这是${chinese(on)}当天已经登记的情况：时限${text(due)}；填报：${text(filed)}；核查：${text(checked)}；${text(clock)}。标“补报”的，当天已经发生，以后才登记。`
      : `${chinese(on)}还没有立项。`);
  }

  /** The script with the past, asked for once. */
  function past() {
    if (self.ledgerPast) return Promise.resolve();
    return new Promise((done, failed) => {
      document.head.append(make("script", { src: field.dataset.file, onload: done, onerror: failed }));
    });
  }

  function choose(on) {
    past().then(() => (known ? lookAtOne : lookAtAll)(on), () => {
      shown.hidden = false;
      shown.textContent = "没有取到以前的情况，请再试一次。";
    });
  }

  field.addEventListener("change", () => {
    if (!field.validity.valid || !field.value) return;
    history.replaceState(null, "", `${location.pathname}?on=${field.value}`);
    choose(field.value);
  });
  const asked = new URLSearchParams(location.search).get("on") ?? "";
  field.value = asked;
  if (field.value && field.validity.valid) choose(field.value);
})();
