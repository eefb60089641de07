/*
 * A row of the nav is one stop of the tab key, so that what a page is for is near.
 * The search is opened by labels that a pointer can press but no key can reach. Here they become
 * buttons; the theme itself presses a label that has the focus on Enter.
 * And it searches when a key goes up: here, too, when text comes without one.
 */
"use strict";

// Within a row the arrows lead, as the row says while one is in it. It is entered where the reader is.
for (const row of document.querySelectorAll(".head-nav, .group-nav > ul")) {
  const links = [...row.querySelectorAll("a")];
  const stop = (here) => links.forEach((link) => { link.tabIndex = link === here ? 0 : -1; });
  const entry = links.find((link) => link.ariaCurrent) ?? links[0];
  entry?.setAttribute("aria-describedby", row.querySelector(".by-arrows")?.id ?? "");
  stop(entry);
  row.addEventListener("focusin", ({ target }) => stop(target));
  row.addEventListener("keydown", (event) => {
    const at = links.indexOf(event.target);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    links.at(to % links.length).focus();
  });
}

for (const label of document.querySelectorAll("label.md-icon[for=__search]")) {
  const within = label.closest(".md-search"); // there it leads back, as Escape does: no stop of its own
  label.setAttribute("role", "button");
  label.setAttribute("aria-label", within ? "关闭搜索" : "打开搜索");
  label.tabIndex = within ? -1 : 0;
}

// One that opens the search takes the focus itself, and leaves it to the words. Passed by Tab it stays
// shut, or it would cover the page: it opens when something is asked.
{
  const search = document.getElementById("__search");
  const query = document.querySelector("[data-md-component=search-query]");
  let tabbed = false;
  search?.addEventListener("change", () => {
    if (search.checked) query?.focus();
  });
  search?.addEventListener("click", (event) => {
    if (search.checked && tabbed && document.activeElement === query) event.preventDefault();
  });
  addEventListener("keydown", ({ key }) => { tabbed = key === "Tab"; }, true);
  addEventListener("pointerdown", () => { tabbed = false; }, true);
  query?.addEventListener("input", () => {
    tabbed = false;
    if (!search.checked) search.click();
  });
}

document.addEventListener("keydown", (event) => {
  const label = document.activeElement;
  if (event.key === " " && label instanceof HTMLLabelElement) {
    event.preventDefault();
    label.click();
  }
});

// Pasted by mouse, dictated, written by hand: no key goes up. What an input method has not yet
// settled is left to the keys. The theme asks but once for the same words.
for (const query of document.querySelectorAll("[data-md-component=search-query]")) {
  for (const type of ["input", "compositionend"]) {
    query.addEventListener(type, ({ isComposing }) => {
      if (!isComposing) query.dispatchEvent(new Event("keyup"));
    });
  }
}
