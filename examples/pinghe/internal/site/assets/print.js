/*
 * What print needs of the moment: the page's address, or its title where others cannot open that,
 * and the day at the foot, nothing folded away.
 */
"use strict";

/** An address with its Chinese spelled out; as it is where a lone % cannot be read. */
function readable(address) {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}

addEventListener("beforeprint", () => {
  const day = new Date().toLocaleDateString("zh-CN", { dateStyle: "long" });
  const foot = `${readable(publicAddress(location.href)) || document.title}　${day}打印`;
  document.documentElement.style.setProperty("--hb-printed", JSON.stringify(foot));
  for (const details of document.querySelectorAll("details")) details.open = true;
});
