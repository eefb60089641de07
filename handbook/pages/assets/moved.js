/*
 * The address of a thing that had a page of its own and stands in its list now: terms/x.html is
 * terms.html#x. Whether it does, the list itself says. Only the page of what is not found asks.
 */
"use strict";

(async () => {
  const [, list, id] = /([^/]+)\/([^/]+)\.html$/.exec(location.pathname) ?? [];
  if (![...document.links].some(({ pathname }) => pathname.endsWith(`/${list}.html`))) return;
  const entry = new URL(`../${list}.html#${id}`, location.href);
  const text = await fetch(entry).then((answer) => (answer.ok ? answer.text() : ""), () => "");
  const page = new DOMParser().parseFromString(text, "text/html");
  if (page.getElementById(id)) location.replace(entry);
})();
