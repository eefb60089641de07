/*
 * On a phone a long list is folded by its groups: each heading opens what stands below it. Links
 * to a place in a group open it, and on paper all are open. Without this script all are, too.
 */
"use strict";

(() => {
  const ENOUGH = 20; // rows of a page that are worth folding
  const article = document.querySelector("article");
  if (!article || !matchMedia("(width < 720px)").matches || document.querySelector(".crumbs, .reading")) return;

  const groups = [...article.querySelectorAll(":scope > h2")].map((head) => {
    const below = [];
    for (let next = head.nextElementSibling; next && !next.matches("h2"); next = next.nextElementSibling) below.push(next);
    return { head, below };
  });
  const rows = ({ below }) => below.reduce((sum, part) => sum + part.querySelectorAll("tbody tr, li, h3").length + part.matches("h3"), 0);
  const overview = ({ below }) => below.some((part) => part.matches(".bars, .ways"));
  const lists = groups.filter((group) => rows(group) && !overview(group) && !group.head.querySelector("a[href]"));
  if (lists.length < 2 || lists.reduce((sum, group) => sum + rows(group), 0) < ENOUGH) return;

  const folded = lists.map(({ head, below }) => {
    const details = document.createElement("details");
    details.className = "fold";
    head.before(details);
    const summary = document.createElement("summary");
    summary.append(head);
    details.append(summary, ...below);
    return details;
  });

  function reveal() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const details = target && target.closest("details.fold");
    if (!details) return;
    details.open = true;
    target.scrollIntoView();
  }
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", () => folded.forEach((details) => { details.open = true; }));
  reveal();
})();
