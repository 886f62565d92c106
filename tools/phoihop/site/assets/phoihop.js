// The task list's filters and the search page. Everything shown is set as text, never as markup.
"use strict";
(() => {
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

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

  // --- the search page -----------------------------------------------------------------------------------------
  const results = document.getElementById("ph-results");
  if (results) {
    const words = JSON.parse(results.dataset.words);
    const base = results.dataset.base;
    const box = document.getElementById("ph-q");
    const facets = document.getElementById("ph-facets");
    const said = document.getElementById("ph-search-count");
    const address = new URL(base, location.href);
    let pagefind;
    let turn = 0;

    const excerpt = (found) => {
      // Pagefind marks what matched by <mark>; the rest is taken as text.
      const paragraph = make("p", { className: "ph-muted" });
      const parsed = new DOMParser().parseFromString(found, "text/html");
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
      facets.hidden = false;
    };
    const search = async () => {
      const mine = ++turn;
      const query = box.value.trim();
      history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
      if (!query) {
        results.replaceChildren();
        said.textContent = "";
        facets.hidden = true;
        return;
      }
      const found = await pagefind.search(query, { filters: filters() });
      const pages = await Promise.all(found.results.slice(0, 30).map((result) => result.data()));
      if (mine !== turn) return;
      offerFacets(found.filters);
      said.textContent = found.results.length ? `${found.results.length} ${words.found}` : words.none;
      results.replaceChildren(
        ...pages.map((page) =>
          make("li", {},
            make("h2", {}, make("a", { href: page.url, textContent: page.meta.title })),
            make("p", { className: "ph-kicker", textContent: page.meta.number ?? "" }),
            excerpt(page.excerpt))),
      );
      results.dataset.query = query;
    };
    const start = async () => {
      pagefind = await import(new URL("pagefind/pagefind.js", address).href);
      // Whole words before beginnings of words, and the marks that were typed before other marks.
      const ranking = { termSimilarity: 20, diacriticSimilarity: 8, pageLength: 0.1 };
      await pagefind.options({ baseUrl: address.pathname, ranking });
      await pagefind.init();
      // Each year's tasks have an index of their own, so that a closed year never changes.
      const years = results.dataset.years.split(" ").filter(Boolean);
      const merging = { baseUrl: address.pathname, ranking };
      await Promise.all(years.map((year) => pagefind.mergeIndex(new URL(`pagefind/${year}/`, address).href, merging)));
      // Results tell how many fit each facet only once the facets are there.
      await pagefind.filters();
      box.value = new URLSearchParams(location.search).get("q") ?? "";
      let waiting;
      box.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 200); });
      facets.addEventListener("change", search);
      document.getElementById("ph-search").addEventListener("submit", (event) => { event.preventDefault(); search(); });
      await search();
    };
    start().catch(() => { said.textContent = words.offline; });
  }
})();
