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

  /* Without leave to use the clipboard the link works as any other: the address bar has it. */
  place.addEventListener("click", async ({ target }) => {
    const link = target.closest(".number a");
    if (!link) return;
    const copied = await navigator.clipboard?.writeText(link.href).then(() => true, () => false);
    status.textContent = copied ? `已复制第${link.textContent}句的网址` : "网址在浏览器的地址栏里，请从那里复制";
    clearTimeout(fading);
    fading = setTimeout(() => { status.textContent = ""; }, 3000);
  });
})();
