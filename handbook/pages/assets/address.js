/*
 * The address that is given to others: copied, or printed. In a copy that is opened from a folder
 * the browser's own opens nothing elsewhere; there it is the page's public one, if it is known.
 */
"use strict";

/**
 * The address under which others find a place on this page; empty where there is none. What was
 * searched for (`h`) is no part of it.
 */
function publicAddress(place) {
  const url = new URL(place);
  if (url.searchParams.has("h")) url.searchParams.delete("h");
  if (location.protocol !== "file:") return url.href;
  const page = document.querySelector("link[rel=canonical]")?.href;
  const { search, hash } = url;
  return page ? `${page}${search}${hash}` : "";
}

/**
 * Copy words; whether that was done. Pages of an inner network, without a certificate, have no
 * clipboard of the modern kind.
 */
async function copied(text) {
  if (await navigator.clipboard?.writeText(text).then(() => true, () => false)) return true;
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "copied";
  const focused = document.activeElement;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  focused?.focus({ preventScroll: true });
  return done;
}

/** Give the reader a file to save; of its name what Windows takes in none is left out. */
function giveFile(name, parts, type) {
  const link = Object.assign(document.createElement("a"), {
    href: URL.createObjectURL(new Blob(parts, { type })),
    download: name.replace(/[<>:"/\\|?*]/g, ""),
  });
  link.click();
  URL.revokeObjectURL(link.href);
  return link.download;
}

/* The theme's search copies the address of what it found, from its button. */
(() => {
  const button = document.querySelector("[data-md-component=search-share]");
  if (!button) return;
  if (!publicAddress(location.href)) button.remove();
  document.addEventListener("click", ({ target }) => {
    if (button.contains(target)) button.dataset.clipboardText = publicAddress(button.href);
  }, { capture: true });
})();
