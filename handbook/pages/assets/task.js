/* A task's page: its sentences are copied with its address, and it is printed. */
"use strict";

(() => {
  const task = document.querySelector(".task[data-words]");
  if (!task) return;
  const [copy, print] = task.querySelectorAll(".actions button");
  const status = task.querySelector(".actions [role=status]");

  copy.addEventListener("click", async () => {
    const address = publicAddress(location.href.replace(/#.*/, ""));
    const done = await copied([task.dataset.words, address].filter(Boolean).join("\n"));
    status.textContent = done ? "已复制" : "复制不了，请选中原文复制";
    setTimeout(() => { status.textContent = ""; }, 5000);
  });
  print.addEventListener("click", () => window.print());
})();
