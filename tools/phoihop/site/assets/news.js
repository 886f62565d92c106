// What came since the reader's last visit is marked. What was seen is kept in this browser alone, as ids.
"use strict";
{
  const news = document.querySelector("[data-news]");
  const told = document.getElementById("ph-new-count");
  const words = JSON.parse(told.dataset.words);
  // Several registers may be published on one host: each keeps its own.
  const key = `phoihop-seen ${new URL(news.dataset.news || "./", location).pathname}`;
  const entries = [...news.querySelectorAll("[data-entry]")];
  try {
    // Within one visit the marks stay, however often the page is opened.
    const before = sessionStorage.getItem(key) ?? localStorage.getItem(key);
    if (before) {
      sessionStorage.setItem(key, before);
      const seen = new Set(JSON.parse(before));
      const fresh = entries.filter((entry) => !seen.has(entry.dataset.entry));
      for (const entry of fresh) {
        entry.classList.add("ph-fresh");
        entry.prepend(window.phoihop.make("strong", { className: "ph-badge", textContent: words.mark }), " ");
      }
      told.textContent = (words[{ 0: "none", 1: "one" }[fresh.length] ?? "many"]).replace("%", fresh.length);
      told.hidden = false;
    } else sessionStorage.setItem(key, JSON.stringify(entries.map((entry) => entry.dataset.entry)));
    localStorage.setItem(key, JSON.stringify(entries.map((entry) => entry.dataset.entry)));
  } catch {
    // A browser that keeps nothing marks nothing.
  }
}
