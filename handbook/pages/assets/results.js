/*
 * What the search worker says of its results as a whole comes inside of one of them, as the theme
 * knows nothing but results: here it is put where it belongs, between them and above.
 */
"use strict";

(() => {
  const list = document.querySelector(".md-search-result__list");
  const meta = document.querySelector(".md-search-result__meta");
  if (!list || !meta) return;

  /* The full text is opened where it first says the words, and no address has an empty `h`. */
  function lead(item) {
    const links = [...item.querySelectorAll("a.md-search-result__link")];
    for (const link of links) {
      const url = new URL(link.href);
      if (url.searchParams.get("h") !== "") continue;
      url.searchParams.delete("h");
      link.href = url.href;
    }
    if (links[1]) links[0].href = links[1].href;
  }

  function lift(item) {
    lead(item);
    for (const part of item.querySelectorAll(".found-note, .found-group")) {
      const row = document.createElement("li");
      row.className = part.className;
      row.textContent = part.textContent;
      part.remove();
      if (part.matches(".found-note")) list.prepend(row);
      else item.before(row);
    }
    const none = item.querySelector(".found-none");
    if (!none) return;
    meta.textContent = none.textContent; // the nearest pages are no results
    none.remove();
  }

  /* Who comes back from a result finds the others again: the theme heeds `q` and takes it away. */
  list.addEventListener("click", ({ target }) => {
    const link = target.closest("a");
    const query = document.querySelector("[data-md-component=search-query]");
    if (!link || !query || link.pathname === location.pathname) return;
    const here = new URL(location.href);
    here.searchParams.set("q", query.value);
    history.replaceState(history.state, "", here);
  });

  for (const item of [...list.children]) lift(item);
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const item of addedNodes) if (item.matches?.(".md-search-result__item")) lift(item);
    }
  }).observe(list, { childList: true });
})();
