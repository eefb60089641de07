/*
 * What the page 校对 tells and takes beside its cards: how many are left, how each rule has done, the
 * file, the units.
 */
"use strict";

/** What the page can do: ``takeAll`` of a rule, ``goTo`` a card, ``arrangeAnew``. */
function reviewTold({ takeAll, goTo, arrangeAnew }) {
  const place = document.getElementById("review");
  const data = self.reviewData;
  const kept = reviewKept;
  const { isBare, isUnsure, numberOf, titleOf, percent, make, copy } = reviewCards;
  const { words, forms } = data;
  const find = (name) => place.querySelector(`[data-part=${name}]`);
  const control = (name) => place.querySelector(`[name=${name}]`);

  // -- what is told -------------------------------------------------------------------------------

  let fading;
  function say(text, back) {
    find("said").replaceChildren(text);
    if (back) {
      const button = make("button", { type: "button", textContent: "撤销" });
      button.addEventListener("click", back);
      find("said").append(" ", button);
    }
    clearTimeout(fading);
    fading = setTimeout(() => find("said").replaceChildren(), 8000);
  }

  /** How many are left, and how each rule has done so far. */
  function tell() {
    const open = data.drafts.filter(({ id }) => kept.isOpen(id));
    const bare = data.sentences.filter(isBare).length;
    const unsure = open.filter(isUnsure).length;
    find("left").textContent = open.length ? `还剩${open.length}条` : "都看过了";
    find("others").textContent = [
      ...(unsure ? [`拿不准的${unsure}条`] : []), ...(bare ? [`没有交代的${bare}句`] : []),
      ...(open.length < data.drafts.length ? [`做了${data.drafts.length - open.length}条`] : []),
    ].join("，");
    find("blocked").hidden = !kept.blocked();
    const rules = scores();
    for (const option of control("rule").options) {
      const score = rules.get(option.value);
      if (score) option.textContent = `${option.value}（还剩${score.left}条）`;
    }
    const rule = control("rule").value;
    const all = place.querySelector("[data-do=all]");
    all.hidden = !rule || !rules.get(rule).left;
    all.textContent = rule ? `这条规则的全部采用（${rules.get(rule).left}条）` : "";
    const table = place.querySelector(".review-rules");
    if (table.open) table.querySelector("tbody").replaceChildren(...[...rules].map(scoreRow));
  }

  /** By rule: how many there are, are left, were accepted, changed and refused. */
  function scores() {
    const rules = new Map();
    for (const { id, rule } of data.drafts) {
      const score = rules.get(rule) ?? { all: 0, left: 0, take: 0, change: 0, refuse: 0 };
      const word = kept.decision(id);
      score.all += 1;
      score[!word ? "left" : word === words.take ? "take" : [words.refuse, words.drop].includes(word) ? "refuse" : "change"] += 1;
      rules.set(rule, score);
    }
    return rules;
  }

  function scoreRow([rule, { all, left, take, change, refuse }]) {
    const decided = all - left;
    const right = decided ? percent(take / decided) : "";
    const cells = [all, left, take, change, refuse, right].map((text) => make("td", { textContent: text }));
    const button = make("button", { type: "button", textContent: "全部采用" });
    button.setAttribute("aria-label", `规则“${rule}”的全部采用，${left}条`);
    button.addEventListener("click", () => takeAll(rule));
    const head = make("th", { scope: "row", textContent: rule });
    return make("tr", {}, head, ...cells, make("td", {}, ...(left ? [button] : [])));
  }

  // -- the file -----------------------------------------------------------------------------------

  function save() {
    const faults = kept.faults();
    const { name, count } = kept.save();
    const told = faults.length ? `；下面${faults.length}处导入以前要改` : "，请用 shouce import 收回";
    say(count ? `存成了 ${name}，${count}条${told}` : "还没有决定的，没有存");
    find("faults").replaceChildren(...faults.map(([key, why]) => {
      const button = make("button", { type: "button", textContent: `第${numberOf(key)}句“${titleOf(key)}”：${why}` });
      button.addEventListener("click", () => goTo(key));
      return make("li", {}, button);
    }));
  }

  async function open(input) {
    const [file] = input.files;
    input.value = "";
    if (!file) return;
    let found;
    try {
      found = kept.read(await file.text());
    } catch {
      say("不是校对页存的文件");
      return;
    }
    const { rows, gone: missing, other } = found;
    const mine = other.length && !(await confirmed(`${other.length}条在这里决定得不一样。以文件为准？`, "以文件为准"));
    const taking = [...rows].filter(([key]) => !mine || !other.includes(key));
    kept.change(taking);
    arrangeAnew();
    say(`读入${taking.length}条${missing ? `；另有${missing}条草稿现在没有了，没有读入` : ""}`);
  }

  /** Whether somebody says yes; ``more`` may be asked for besides. */
  async function confirmed(question, yes, more) {
    const ask = place.querySelector(".review-ask");
    ask.querySelector("p").textContent = question;
    ask.querySelector("[value=yes]").textContent = yes;
    find("more").hidden = !more;
    find("more").querySelector("span").textContent = more || "";
    control("doubted").checked = false;
    ask.returnValue = "";
    ask.showModal();
    await new Promise((done) => { ask.onclose = done; });
    return ask.returnValue === "yes";
  }

  // -- units --------------------------------------------------------------------------------------

  function drawUnits() {
    const options = (names) => names.map((value) => make("option", { value }));
    document.getElementById("review-names").replaceChildren(...options(data.units.map(({ name }) => name)));
    const kinds = forms.unit.columns.find(({ key }) => key === "kind").choices;
    document.getElementById("review-kinds").replaceChildren(...options(kinds));
    units.querySelector("ol").replaceChildren(...data.units.map((unit) => {
      const item = copy("unit");
      const key = `=${unit.name}`;
      item.querySelector("strong").textContent = unit.name;
      item.querySelector(".count").textContent = `${unit.count}条`;
      item.querySelector(".words").textContent = unit.words;
      item.querySelector(".fields").append(...forms.unit.columns.map(({ key: name, header }) => {
        const field = make("input", { name: header, value: kept.cell(key, name) });
        field.setAttribute("aria-label", `${unit.name}：${header}`);
        if (name !== "full_name") field.setAttribute("list", name === "kind" ? "review-kinds" : "review-names");
        field.addEventListener("change", () => keepUnit(key, name, field, kinds));
        return make("label", {}, header, field);
      }));
      return item;
    }));
  }

  function keepUnit(key, name, field, kinds) {
    if (name === "kind" && field.value.trim() && !kinds.includes(field.value.trim())) {
      field.setCustomValidity(`类别请从名单里选：${kinds.join("、")}`);
      field.reportValidity();
      return;
    }
    field.setCustomValidity("");
    const own = Object.fromEntries(forms.unit.columns.map(({ key: one, header }) => [header, one === name ? field.value.trim() : kept.cell(key, one)]));
    const row = kept.changed(key, own);
    kept.change([[key, Object.keys(row).length ? row : null]]);
  }

  const units = place.querySelector(".review-units");
  units.hidden = !data.units.length;
  units.addEventListener("toggle", () => units.open && drawUnits(), { once: true });
  units.querySelector("summary").textContent += `（${data.units.length}个）`;

  return { say, tell, save, open, confirmed, drawUnits };
}
