/*
 * The speech as a reading page: what the pointer or the keyboard is on lights up together with
 * what belongs to it, and the number of a sentence copies the sentence's address.
 */
"use strict";

(() => {
  const place = document.querySelector(".reading");
  if (!place) return;

  const sentencesOf = new Map(); // task → its sentences
  const tasksOf = new Map(); // sentence → its tasks in the margin
  for (const sentence of place.querySelectorAll(".sentence")) {
    const margin = sentence.nextElementSibling;
    const tasks = margin?.matches(".from") ? [...margin.querySelectorAll(".task")] : [];
    tasksOf.set(sentence, tasks);
    for (const { firstElementChild: link } of tasks) {
      sentencesOf.set(link.href, [...(sentencesOf.get(link.href) ?? []), sentence]);
    }
  }

  function light({ target }) {
    for (const element of place.querySelectorAll(".lit")) element.classList.remove("lit");
    const task = target.closest(".task");
    const sentence = target.closest(".number")?.nextElementSibling ?? target.closest(".sentence");
    const lit = task
      ? [task, ...sentencesOf.get(task.firstElementChild.href)]
      : tasksOf.get(sentence)?.length ? [sentence, ...tasksOf.get(sentence)] : [];
    for (const element of lit) element.classList.add("lit");
  }
  place.addEventListener("pointerover", light);
  place.addEventListener("focusin", light);

  const status = document.createElement("p");
  status.className = "reading-status";
  status.setAttribute("role", "status");
  document.body.append(status);
  let fading;

  /* The sentence's address, or its words where others cannot open the address. Without leave to use
     the clipboard the link works as any other: the address bar has it. */
  place.addEventListener("click", async ({ target }) => {
    const link = target.closest(".number a");
    if (!link) return;
    const sentence = `第${link.textContent}句`;
    const address = publicAddress(link.href);
    const words = link.closest(".number").nextElementSibling.textContent.trim();
    const text = address || `${words}（${document.title}，${sentence}）`;
    const copied = await navigator.clipboard?.writeText(text).then(() => true, () => false);
    if (!address) {
      const instead = copied ? `已复制${sentence}的原文` : `请选中${sentence}的原文复制`;
      status.textContent = `手册是从文件夹打开的，网址别人打不开，${instead}`;
    } else if (copied) status.textContent = `已复制${sentence}的网址`;
    else status.textContent = address === link.href ? "网址在浏览器的地址栏里，请从那里复制" : `复制不了，网址是${address}`;
    clearTimeout(fading);
    fading = setTimeout(() => { status.textContent = ""; }, 5000);
  });
})();
