/*
 * The speech as a reading page: what the pointer or the keyboard is on lights up together with
 * what belongs to it; the number of a sentence copies it with its number and address, and so does
 * what a tap on the sentence offers where there is no room for numbers.
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

  /* Of sentences that begin in one line the numbers stand side by side, each of them wide and high
   * enough to be hit (24 px); where the margin has no room for that, in rows that share its height. */
  const numbers = [...place.querySelectorAll(".number")];
  const [away, wide] = [36, 26]; // from the words to a number's other end, and its width
  new ResizeObserver(() => {
    const lines = new Map();
    const spare = Math.floor((place.getBoundingClientRect().left - away) / wide);
    const room = 1 + Math.max(0, spare);
    for (const number of numbers) {
      lines.set(number.offsetTop, [...(lines.get(number.offsetTop) ?? []), number]);
    }
    for (const line of lines.values()) {
      const rows = Math.ceil(line.length / room);
      const columns = Math.ceil(line.length / rows);
      const height = rows === 1 ? 24 : 32 / rows;
      line.forEach((number, at) => {
        const across = ((at % columns) + 1 - columns) * wide;
        const down = rows === 1 ? -4 : (Math.floor(at / columns) - rows / 2) * height + 8;
        number.style.lineHeight = `${height}px`;
        number.style.translate = `${across}px ${down}px`;
      });
    }
  }).observe(document.body);

  const SETTLED = 300; // ms until the browser has gone to a sentence and laid out what is around it
  const bar = document.createElement("div");
  bar.className = "reading-status";
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "复制原文和网址";
  button.hidden = true;
  bar.append(status, button);
  document.body.append(bar);
  let fading;

  function say(words, offered) {
    status.textContent = words;
    button.hidden = !offered;
    button.onclick = () => copy(offered);
    clearTimeout(fading);
    if (!offered) fading = setTimeout(() => { status.textContent = ""; }, 8000);
  }

  /* What may be done with a sentence, for as long as the reader is on it. */
  function offer(sentence) {
    place.querySelector(".chosen")?.classList.remove("chosen");
    sentence?.classList.add("chosen");
    say(sentence ? `第${sentence.id.slice(1)}句` : "", sentence);
  }

  /* The sentence's words, its number and its address, if others can open that. Without leave to use
     the clipboard the link works as any other: the address bar has it. */
  async function copy(sentence) {
    const number = `第${sentence.id.slice(1)}句`;
    const address = publicAddress(new URL(`#${sentence.id}`, location).href);
    const source = `（《${place.dataset.text}》${number}）`;
    const text = [sentence.textContent.trim() + source, address].filter(Boolean).join("\n");
    const done = await copied(text);
    if (!address) {
      const instead = done ? `已复制${number}的原文` : `请选中${number}的原文复制`;
      say(`手册是从文件夹打开的，网址别人打不开，${instead}`);
    } else if (done) say(`已复制${number}的原文和网址`);
    else say(location.protocol !== "file:" ? "复制不了，网址在浏览器的地址栏里" : `复制不了，网址是${address}`);
  }

  let told = ""; // of which sentence a click on its number said something, before its address came
  place.addEventListener("click", ({ target }) => {
    const count = target.closest(".count");
    const number = target.closest(".number");
    const sentence = target.closest(".sentence");
    if (count) {
      const open = count.parentElement.classList.toggle("open");
      count.setAttribute("aria-expanded", open);
    } else if (number) {
      told = `#${number.nextElementSibling.id}`;
      copy(number.nextElementSibling);
    } else if (sentence && !target.closest("a") && !String(getSelection())) {
      offer(sentence.previousElementSibling?.matches(".number") ? sentence : null);
    } else if (!target.closest("a")) offer(null);
  });

  function arrive() {
    const { hash } = location;
    const sentence = place.querySelector(`.sentence[id="${CSS.escape(hash.slice(1))}"]`);
    if (hash !== told) offer(sentence);
    told = "";
    setTimeout(() => uncover(sentence), SETTLED);
  }

  /* What is offered must not cover what it is offered for. */
  function uncover(sentence) {
    const { top } = bar.getBoundingClientRect();
    if (sentence?.getBoundingClientRect().bottom > top) sentence.scrollIntoView({ block: "center" });
  }

  addEventListener("hashchange", arrive);
  addEventListener("load", arrive);
})();
