/* What print needs of the moment: the page's address and the day at the foot, nothing folded away. */
"use strict";

addEventListener("beforeprint", () => {
  const day = new Date().toLocaleDateString("zh-CN", { dateStyle: "long" });
  const foot = `${decodeURI(location.href)}　${day}打印`;
  document.documentElement.style.setProperty("--hb-printed", JSON.stringify(foot));
  for (const details of document.querySelectorAll("details")) details.open = true;
});
