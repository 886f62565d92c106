// What every page needs.
"use strict";
(() => {
  // --- for the scripts of lists: text as it is typed in haste; elements; counts and days as people write them --------
  const ENGLISH = document.documentElement.lang === "en";
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const grouped = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ENGLISH ? "," : ".");
  const day = (iso) => {
    if (!iso) return "";
    const [year, month, number] = iso.split("-").map(Number);
    const textContent = ENGLISH ? `${number} ${MONTHS[month - 1]} ${year}` : `${number}/${month}/${year}`;
    return make("time", { dateTime: iso, textContent });
  };
  window.phoihop = { make, plain, grouped, day };

  // --- the theme takes every link to an alternate for this page in another language, and asks for the sitemap beside it:
  // it asks once the page is read, before whoever listens later ----------------------------------------------------
  const feeds = document.querySelectorAll("link[rel=alternate][type='application/atom+xml']");
  for (const feed of feeds) feed.rel = "alternate feed";
  addEventListener("DOMContentLoaded", () => { for (const feed of feeds) feed.rel = "alternate"; });

  // --- from a disk: a folder's address shows its list of files there, so links name the page in it ----------------
  if (location.protocol === "file:") {
    for (const link of document.querySelectorAll("a[href]")) {
      const address = new URL(link.href);
      if (address.protocol === "file:" && address.pathname.endsWith("/")) {
        address.pathname += "index.html";
        link.href = address.href;
      }
    }
  }

  // --- what a reader can't see of wide tables, a keyboard can reach -----------------------------------------------
  const scrolls = new ResizeObserver((boxes) => {
    for (const { target } of boxes)
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
  });
  for (const box of document.querySelectorAll(".ph-scroll")) scrolls.observe(box);

  // --- the theme puts each button that copies a block of code into a landmark, and none has a name ----------------
  const unmark = () => { for (const nav of document.querySelectorAll(".md-code__nav")) nav.role = "presentation"; };
  const copying = new MutationObserver(unmark);
  for (const block of document.querySelectorAll("pre")) copying.observe(block, { childList: true });
  unmark();

  // --- tables sorted by their headings ----------------------------------------------------------------------------
  const value = (row, place) => {
    const text = row.cells[place]?.textContent.trim() ?? "";
    const [, number] = text.replace(/(\d)[.,](?=\d{3}\b)/g, "$1").match(/^(\d+(?:[.,]\d+)?)/) ?? [];
    return number === undefined ? text : parseFloat(number.replace(",", "."));
  };
  const compare = (a, b) =>
    typeof a === "number" && typeof b === "number" ? b - a
      : typeof a === typeof b ? a.localeCompare(b, document.documentElement.lang) : typeof a === "number" ? -1 : 1;
  for (const table of document.querySelectorAll("table[data-sortable]")) {
    const heads = [...table.tHead.rows[0].cells];
    for (const [place, head] of heads.entries()) {
      if (head.querySelector(".ph-visually-hidden")) continue;
      const button = make("button", { type: "button", className: "ph-sort" }, ...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const again = head.hasAttribute("aria-sort");
        const descending = typeof value(table.tBodies[0].rows[0], place) === "number";
        const turned = again && head.getAttribute("aria-sort") === (descending ? "descending" : "ascending");
        for (const each of heads) each.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", descending === turned ? "ascending" : "descending");
        const rows = [...table.tBodies[0].rows].map((row) => [value(row, place), row]);
        rows.sort(([a], [b]) => (turned ? compare(b, a) : compare(a, b)));
        table.tBodies[0].append(...rows.map(([, row]) => row));
      });
    }
  }

  // --- what agencies' symbols stand for, for touch and paper, too: those that the page shows by then ---------------
  const symbols = document.querySelector(".ph-abbreviations");
  const short = () => [...document.querySelectorAll('#ph-content a[title][href*="agencies/"]')];
  if (symbols && short().length) {
    symbols.hidden = false;
    const explain = () => {
      const names = new Map(short().map((link) => [link.textContent, link]));
      symbols.querySelector("dl").replaceChildren(...[...names].sort(([a], [b]) => a.localeCompare(b, document.documentElement.lang)).map(([symbol, link]) => {
        const name = make("a", { href: link.href, textContent: link.title });
        return make("div", {}, make("dt", { textContent: symbol }), make("dd", {}, name));
      }));
    };
    symbols.addEventListener("toggle", () => symbols.open && explain());
    addEventListener("beforeprint", () => { explain(); symbols.open = true; });
  }

  // --- a link to one place of a page is copied where it is asked for ----------------------------------------------
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".ph-here");
    if (link) navigator.clipboard?.writeText(link.href).catch(() => {});
  });

  // --- a calendar is subscribed to, not saved once ----------------------------------------------------------------
  if (location.protocol.startsWith("http"))
    for (const link of document.querySelectorAll('a[href$=".ics"]')) link.href = link.href.replace(/^https?:/, "webcal:");

  // --- from the keyboard: the search, and the menu of small screens -----------------------------------------------
  const drawer = document.getElementById("__drawer");
  const menu = document.querySelector(".ph-menu");
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, select, textarea");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const box = document.getElementById("ph-q") ?? document.getElementById("ph-header-q");
      if (box?.checkVisibility()) {
        event.preventDefault();
        box.focus();
      }
    }
    if (event.key === "Escape" && drawer?.checked) {
      drawer.click();
      menu.focus();
    }
  });
  menu?.addEventListener("click", () => drawer.click());
  drawer?.addEventListener("change", () => menu?.setAttribute("aria-expanded", String(drawer.checked)));

  // --- pages that nobody renews say so: the reader's day is more than two working days past theirs -----------------
  const told = document.querySelector("[data-stale]");
  if (told) {
    const day = new Date(`${told.dataset.asOf}T00:00`);
    let working = 0;
    for (day.setDate(day.getDate() + 1); day < new Date() && working < 3; day.setDate(day.getDate() + 1))
      working += day.getDay() % 6 ? 1 : 0;
    if (working > 2) told.append(make("strong", { className: "ph-late", textContent: ` ${told.dataset.stale}` }));
  }
})();
