/*
 * What the title of a word says, shown beside it to pointer and keyboard alike. One listener does
 * for the whole page; the theme's tooltips, one for each word, held up the full text on a phone.
 */
"use strict";

(() => {
  const place = document.querySelector("article");
  const GRACE = 200; // ms to move from the word onto the hint
  const GAP = 6; // px
  const hint = document.createElement("div");
  hint.className = "hint";
  hint.id = "__hint";
  hint.setAttribute("role", "tooltip");
  hint.hidden = true;
  document.body.append(hint);
  let owner = null;
  let leaving;

  function hide() {
    clearTimeout(leaving);
    if (!owner) return;
    owner.title = hint.textContent;
    owner.removeAttribute("aria-describedby");
    hint.hidden = true;
    owner = null;
  }

  function show(element) {
    hide();
    owner = element;
    hint.textContent = element.title;
    element.removeAttribute("title"); // or the browser would show it, too
    element.setAttribute("aria-describedby", hint.id);
    hint.hidden = false;
    const lines = element.getClientRects();
    const { left, bottom } = lines[lines.length - 1];
    const room = document.documentElement.clientWidth - hint.offsetWidth - GAP;
    const below = bottom + GAP + hint.offsetHeight < innerHeight;
    const top = below ? bottom + GAP : lines[0].top - GAP - hint.offsetHeight;
    hint.style.left = `${scrollX + Math.max(GAP, Math.min(left, room))}px`;
    hint.style.top = `${scrollY + top}px`;
  }

  document.addEventListener("pointerover", ({ target }) => {
    const titled = target.closest("[title]");
    if (owner?.contains(target) || hint.contains(target)) clearTimeout(leaving);
    else if (titled && place?.contains(titled)) show(titled);
    else if (owner) {
      clearTimeout(leaving);
      leaving = setTimeout(hide, GRACE);
    }
  });
  place?.addEventListener("focusin", ({ target }) => {
    if (target.title && target.matches(":focus-visible")) show(target);
  });
  place?.addEventListener("focusout", hide);
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") hide();
  });
})();
