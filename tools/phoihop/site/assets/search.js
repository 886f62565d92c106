// The search page, of a register and of a portal. Everything shown is set as text, never as markup.
"use strict";
(() => {
  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const results = document.querySelector(".ph-results");
  const words = JSON.parse(results.dataset.words);
  const box = document.getElementById("ph-q");
  const facets = document.querySelector("#ph-search ~ .ph-filters");
  const said = document.querySelector("#ph-search ~ [role=status]");
  const address = new URL(results.dataset.base, location.href);
  const CHUNK = 30;
  let shown = CHUNK;
  let pagefind;
  let turn = 0;

  const bare = (text) =>
    text.normalize("NFD").replace(/[đĐ]/g, "d").replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();
  // Pagefind shortens a word that stands nowhere until something fits, be it one letter. A page fits where what was
  // found in it has every word that was asked for, or the most of it: endings may differ.
  const fits = (page, query) => {
    const words = page.content.split(/\s+/);
    const matched = page.locations.map((place) => bare(words[place] ?? ""));
    const asked = query.split(/\s+/).map(bare).filter(Boolean);
    return asked.every((word) => matched.some((each) => each.includes(word.slice(0, Math.ceil(word.length * 0.75)))));
  };
  // Behind a page's text its words with đ stand once more, spelled with d. Where one of those matched, people are shown
  // the place in the text that has most of what they asked for.
  const place = (page, query) => {
    const text = page.content.replace(/(\s[a-z\d]*d[a-z\d]*)+\s*\.?\s*$/, "").split(/\s+/);
    if (!page.locations.some((each) => each >= text.length)) return null;
    const asked = query.split(/\s+/).map(bare).filter(Boolean);
    const hits = text.map((word) => asked.find((each) => bare(word).startsWith(each)));
    const many = (from) => new Set(hits.slice(from, from + 12).filter(Boolean)).size;
    const best = hits.reduce((most, hit, at) => (hit && many(at) > (most < 0 ? 0 : many(most)) ? at : most), -1);
    if (best < 0) return null;
    const start = Math.max(0, best - 8);
    const paragraph = make("p", { className: "ph-muted" });
    text.slice(start, start + 30).forEach((word, at) =>
      paragraph.append(hits[start + at] ? make("mark", { textContent: word }) : word, " "));
    return paragraph;
  };
  const excerpt = (page, query) => {
    const placed = place(page, query);
    if (placed) return placed;
    // Pagefind marks what matched by <mark>; the rest is taken as text.
    const paragraph = make("p", { className: "ph-muted" });
    const parsed = new DOMParser().parseFromString(page.excerpt, "text/html");
    for (const node of parsed.body.childNodes)
      paragraph.append(node.nodeName === "MARK" ? make("mark", { textContent: node.textContent }) : node.textContent);
    return paragraph;
  };
  const filters = () => {
    const chosen = {};
    for (const select of facets.querySelectorAll("select")) if (select.value) chosen[select.name] = select.value;
    return chosen;
  };
  const offerFacets = (counts) => {
    const chosen = filters();
    const focused = facets.contains(document.activeElement) && document.activeElement.name;
    facets.replaceChildren(
      ...Object.entries(counts).map(([name, values]) =>
        make("label", {}, `${name} `,
          make("select", { name },
            make("option", { value: "", textContent: words.all }),
            ...Object.entries(values)
              .filter(([value, count]) => count || chosen[name] === value)
              .map(([value, count]) =>
                make("option", { value, textContent: `${value} (${count})`, selected: chosen[name] === value })),
          )),
      ),
    );
    // Whoever works by keyboard stays where they were.
    if (focused) facets.querySelector(`[name="${CSS.escape(focused)}"]`)?.focus();
  };
  const more = make("button", { className: "ph-more", type: "button", textContent: words.more ?? "", hidden: true });
  if (words.more) results.after(more);
  const search = async () => {
    const mine = ++turn;
    const query = box.value.trim();
    history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
    if (!query) {
      results.replaceChildren();
      said.textContent = "";
      facets.hidden = more.hidden = true;
      return;
    }
    const found = await pagefind.search(query, { filters: filters() });
    const pages = await Promise.all(found.results.slice(0, shown).map((result) => result.data()));
    if (mine !== turn) return;
    // The best come first: where none of them fits, none does.
    if (!pages.some((page) => fits(page, query))) found.results.length = pages.length = 0;
    offerFacets(found.filters);
    // Where nothing was found there is nothing to narrow; what narrowed it to nothing stays to be undone.
    facets.hidden = !found.results.length && !Object.keys(filters()).length;
    said.textContent = found.results.length ? `${found.results.length} ${words.found}` : words.none;
    results.replaceChildren(
      ...pages.map((page) =>
        make("li", {},
          make("h2", {}, make("a", { href: page.meta.url ?? page.url, textContent: page.meta.title })),
          make("p", { className: "ph-kicker", textContent: page.meta.number ?? "" }),
          excerpt(page, query))),
    );
    more.hidden = found.results.length <= shown;
    results.dataset.query = query;
  };
  // At once: what is typed while the index is on its way is searched for, and not written over.
  box.value ||= new URLSearchParams(location.search).get("q") ?? "";
  const start = async () => {
    pagefind = await import(new URL("pagefind/pagefind.js", address).href);
    // Whole words before beginnings of words, and the marks that were typed before other marks.
    const ranking = { termSimilarity: 20, diacriticSimilarity: 8, pageLength: 0.1 };
    // Its worker would be its reader fetched once more.
    await pagefind.options({ baseUrl: address.pathname, ranking, noWorker: true });
    await pagefind.init();
    // The index comes in parts: a closed year's never changes, and no part takes more memory to make than another.
    const parts = results.dataset.parts.split(" ").filter(Boolean);
    const merging = { baseUrl: address.pathname, ranking };
    await Promise.all(parts.map((part) => pagefind.mergeIndex(new URL(part, address).href, merging)));
    // Results tell how many fit each facet only once the facets are there.
    await pagefind.filters();
    const again = () => { shown = CHUNK; search(); };
    let waiting;
    box.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(again, 200); });
    facets.addEventListener("change", again);
    more.addEventListener("click", () => { shown += CHUNK; search(); });
    document.getElementById("ph-search").addEventListener("submit", (event) => { event.preventDefault(); again(); });
    await search();
  };
  start().catch(() => { said.textContent = words.offline; });
})();
