// What the theme writes into each page as inline scripts, as a file, so that a page needs to bring no script of its own.
// It is asked for at the three places where the theme had them; `data-part` tells which one this is.
"use strict";
{
  const { part, base, linked } = document.currentScript.dataset;

  if (part === "scope") {
    const scope = new URL(base, location);
    Object.assign(window, {
      __md_scope: scope,
      __md_hash: (text) => [...text].reduce((sum, letter) => (sum << 5) - sum + letter.charCodeAt(0), 0),
      __md_get: (key, storage = localStorage, at = scope) => JSON.parse(storage.getItem(`${at.pathname}.${key}`)),
      __md_set: (key, value, storage = localStorage, at = scope) => {
        try {
          storage.setItem(`${at.pathname}.${key}`, JSON.stringify(value));
        } catch {
          // The browser keeps nothing for this site; the choice holds for this page.
        }
      },
    });
  }

  // A phone hides filters that are not set: one that the address sets has its room before the list's script sets it.
  const set = [...new URLSearchParams(location.hash.slice(1)).keys()].map((name) => `[name="${CSS.escape(name)}"]`);
  if (part === "scope" && set.length) {
    const sheet = new CSSStyleSheet();
    sheet.insertRule(`#ph-filters label:has(${set}) { display: grid !important; }`);
    document.adoptedStyleSheets.push(sheet);
  }

  // Before the page is first painted: the theme's own script sets the colours when all is laid out, and has the browser
  // style the whole page anew for it, four times. Until a reader chooses, they are those of the reader's system.
  if (part === "palette") {
    const options = [...document.querySelectorAll(".ph-colours > button")];
    const told = document.head.appendChild(Object.assign(document.createElement("meta"), { name: "color-scheme" }));
    const fits = (option) => matchMedia(option.dataset.mdColorMedia).matches;
    const show = () => {
      const chosen = options[__md_get("__palette")?.index] ?? options.find(fits) ?? options[0];
      // An automatic choice has no colours of its own.
      const colours = chosen.dataset.mdColorMedia === "(prefers-color-scheme)"
        ? options.find((option) => option !== chosen && fits(option)) ?? chosen : chosen;
      for (const key of ["scheme", "primary", "accent"])
        document.body.setAttribute(`data-md-color-${key}`, colours.getAttribute(`data-md-color-${key}`));
      for (const option of options) option.hidden = option !== chosen || !option.title;
      told.content = getComputedStyle(document.body).colorScheme;
    };
    for (const [place, option] of options.entries())
      option.addEventListener("click", () => {
        const index = (place + 1) % options.length;
        __md_set("__palette", { index });
        show();
        options[index].focus();
      });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
    show();
  }

  if (part === "tabs") {
    const chosen = linked === undefined ? null : __md_get("__tabs");
    for (const set of Array.isArray(chosen) ? document.querySelectorAll(".tabbed-set") : []) {
      const labels = [...set.querySelector(".tabbed-labels").getElementsByTagName("label")];
      const label = chosen.map((tab) => labels.find((each) => each.innerText.trim() === tab)).find(Boolean);
      if (label) document.getElementById(label.htmlFor).checked = true;
    }
    const target = document.getElementById(location.hash.slice(1));
    if (target?.name?.startsWith("__tabbed_")) target.checked = true;
  }
}
