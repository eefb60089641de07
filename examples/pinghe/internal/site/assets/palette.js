/* The colours that the reader chose, before the page is drawn; by default those of the system. */
"use strict";

(() => {
  const { color } = __md_get("__palette") ?? {};
  if (!color) return;
  if (color.media === "(prefers-color-scheme)") {
    const scheme = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
    const option = document.querySelector(`[data-md-color-media="(prefers-color-scheme: ${scheme})"]`);
    if (!option) return; // it stands at the foot of the page; the theme's own script comes after it
    const { dataset } = option;
    Object.assign(color, { scheme: dataset.mdColorScheme, primary: dataset.mdColorPrimary, accent: dataset.mdColorAccent });
  }
  for (const [key, value] of Object.entries(color)) document.body.setAttribute(`data-md-color-${key}`, value);
})();
