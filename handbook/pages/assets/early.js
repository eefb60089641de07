/*
 * Before anything is drawn: what the theme and our scripts keep in this browser, under the names
 * that the theme expects, each site by its own address. In a file of its own, not in the page, so
 * that the page's policy can forbid all scripts in the page.
 */
"use strict";

document.documentElement.className = "js"; // rooms that only scripts can fill are kept free

var __md_scope = new URL(document.currentScript.dataset.base, location);
var __md_hash = (text) => [...text].reduce((sum, char) => (sum << 5) - sum + char.charCodeAt(0), 0);

var __md_get = (key, storage = localStorage, scope = __md_scope) =>
  JSON.parse(storage.getItem(`${scope.pathname}.${key}`));

// The theme keeps the system's colours as if the reader had chosen them: kept are only those that
// he chooses, where they are not the system's.
var choosing = false;
addEventListener("change", ({ target }) => { choosing ||= target.name === "__palette"; }, true);

var __md_set = (key, value, storage = localStorage, scope = __md_scope) => {
  const name = `${scope.pathname}.${key}`;
  try {
    if (key !== "__palette") storage.setItem(name, JSON.stringify(value));
    else if (choosing && matchMedia(value.color.media).matches) storage.removeItem(name);
    else if (choosing) storage.setItem(name, JSON.stringify(value));
  } catch {
    // no room, or no leave to keep anything: the choice holds for this page
  }
  if (key === "__palette") choosing = false;
};

// at once, before the theme's script starts a worker
if (location.protocol === "file:") {
  document.write(`<script src="${new URL("assets/iframe-worker.js", __md_scope)}"><\/script>`);
}
