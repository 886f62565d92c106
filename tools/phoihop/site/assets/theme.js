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

  if (part === "palette") {
    const palette = __md_get("__palette");
    if (palette?.color) {
      if (palette.color.media === "(prefers-color-scheme)") {
        const now = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
        const input = document.querySelector(`[data-md-color-media='(prefers-color-scheme: ${now})']`);
        for (const key of ["media", "scheme", "primary", "accent"])
          palette.color[key] = input.getAttribute(`data-md-color-${key}`);
      }
      for (const [key, value] of Object.entries(palette.color)) document.body.setAttribute(`data-md-color-${key}`, value);
    }
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
