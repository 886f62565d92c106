// The search page, of a register and of a portal. Everything shown is set as text, never as markup.
//
// Pagefind finds pages; what comes first is settled here, for Vietnamese words are syllables and one without its marks
// is many: what was typed with marks is looked for with them, words that stand together count double, and what explains
// (`data-behind`: rules, the manual) stands behind what was recorded, but where its title is what was typed.
"use strict";
(() => {
  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const results = document.querySelector(".ph-results");
  const words = JSON.parse(results.dataset.words);
  const behind = JSON.parse(results.dataset.behind ?? "null");
  const box = document.getElementById("ph-q");
  const facets = document.querySelector("#ph-search ~ .ph-filters");
  const said = document.querySelector("#ph-search ~ [role=status]");
  const address = new URL(results.dataset.base, location.href);
  const CHUNK = 30;
  const NEAR = 12;
  const BEFORE = 8;
  const LENGTH = 30;
  const LONGEST = 8; // milliseconds at work without a pause
  const SPELLINGS = "ph-spellings";
  let shown = CHUNK;
  let turn = 0;

  // --- what was typed, and whether a word is it -------------------------------------------------------------------
  // Of the same few words, each is asked for thousands of times.
  const once = (read, known = new Map()) => (text) => known.get(text) ?? known.set(text, read(text)).get(text);
  const whole = once((text) => text.normalize("NFC").replace(/[^\p{L}\p{N}]/gu, "").toLowerCase());
  const bare = once((text) => whole(text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d")));
  const split = (text) => text.split(/\s+/).filter(Boolean);
  const readQuery = (query, exact) => {
    const read = exact ? whole : bare;
    const asked = split(query).map(read).filter(Boolean);
    const spelled = (text) => ` ${split(text).map(read).filter(Boolean).join(" ")} `;
    // Words come again and again.
    const known = new Map();
    const among = (word) => known.get(word) ?? known.set(word, [word, ...word.split(/[^\p{L}\p{N}]+/u)].map(read)).get(word);
    return {
      asked,
      begun: (word) => asked.find((each) => among(word).some((part) => part.startsWith(each))),
      met: (word) => asked.find((each) => among(word).includes(each)),
      says: (text) => spelled(text).includes(` ${asked.join(" ")} `),
      is: (text) => spelled(text).trim() === asked.join(" "),
    };
  };
  // Pagefind shortens a word that stands nowhere until something fits, be it one letter. A page fits where what was
  // found in it has every word that was asked for, or the most of it: endings may differ.
  const fits = (page, { asked }) => {
    const text = split(page.content);
    const matched = page.locations.map((place) => bare(text[place] ?? ""));
    const most = asked.map(bare).map((word) => word.slice(0, Math.ceil(word.length * 0.75)));
    return most.every((word) => bare(page.meta.title).includes(word) || matched.some((each) => each.includes(word)));
  };

  // --- an index for what is typed with marks, and one for what is typed without: the same files -------------------
  // It comes in parts: a closed year's never changes, and no part takes more memory to make than another. The first has
  // names, which come before the tasks that mention them.
  const parts = ["pagefind/", ...results.dataset.parts.split(" ").filter(Boolean)].map((part) => new URL(part, address).href);
  const asOf = `${Date.now()}`;
  const early = (href) =>
    document.head.append(make("link", { rel: "preload", as: "fetch", crossOrigin: "anonymous", href }));
  // Pagefind asks for one thing once it has read another: for each part's entry, then for the program and the list of
  // pages that it names. All of that is on its way before Pagefind itself is.
  let pagefind;
  const reader = () => {
    if (pagefind) return pagefind;
    for (const part of parts)
      fetch(`${part}pagefind-entry.json?ts=${asOf}`)
        .then((entry) => entry.json())
        .then(({ languages }) => Object.values(languages).forEach(({ hash }) => early(`${part}pagefind.${hash}.pf_meta`)))
        .catch(() => {}); // Pagefind will ask, too, and tell.
    return (pagefind = import(`${parts[0]}pagefind.js`));
  };
  const indexes = new Map();
  const indexFor = (exact, query) => {
    if (!indexes.has(exact))
      indexes.set(exact, (async () => {
        if (!indexes.size) early(`${parts[0]}wasm.${document.documentElement.lang === "en" ? "en" : "unknown"}.pagefind`);
        const { createInstance } = await reader();
        // Whole words before beginnings of words; who says much says no less of one thing. Without marks a title's
        // words are counted once for each of their readings, so that titles weigh less there.
        const options = {
          baseUrl: address.pathname,
          metaCacheTag: asOf,
          exactDiacritics: exact,
          ranking: { termSimilarity: 20, diacriticSimilarity: 8, pageLength: 0, metaWeights: { title: exact ? 20 : 1 } },
        };
        // Its worker would be its reader fetched once more.
        const index = createInstance({ ...options, noWorker: true });
        await Promise.all(parts.slice(1).map((part) => index.mergeIndex(part, { ...options, indexWeight: behind ? 0.4 : 1 })));
        // Results tell how many fit each facet only once the facets are there.
        await Promise.all([index.filters(), index.preload(query)]);
        return index;
      })());
    return indexes.get(exact);
  };
  const runs = (places, length) => {
    const every = new Set(places);
    return places.filter((place) => Array.from({ length }, (_, step) => place + step).every((each) => every.has(each))).length;
  };
  // Every result in its order, what explains last. `titled` may be what was typed itself.
  const find = async (query, exact, chosen) => {
    const { asked } = readQuery(query, exact);
    const looked = asked.length > 1 ? query.replaceAll('"', " ") : query;
    const index = await indexFor(exact, looked);
    const found = await index.search(looked, { filters: chosen });
    // How often the words stand together, as in a name; where it is often, a few times more say nothing.
    const together = (result) => (asked.length > 1 ? Math.min(runs(result.words, asked.length), 3) : 0);
    const weighed = found.results.map((result) => [result.score * (1 + together(result)), result]);
    weighed.sort(([a], [b]) => b - a);
    let ordered = weighed.map(([, result]) => result);
    if (query.startsWith('"') && ordered.some(together)) ordered = ordered.filter(together);
    const explaining = behind && found.results.length
      ? new Set((await index.search(query.replaceAll('"', " "), { filters: { ...chosen, [behind.facet]: { any: behind.values } } })).results.map((each) => each.id))
      : new Set();
    const last = ordered.filter((result) => explaining.has(result.id) && (!chosen[behind.facet] || behind.values.includes(chosen[behind.facet])));
    const first = ordered.filter((result) => !last.includes(result));
    return { first, last, counts: found.filters };
  };
  // Those few that may have what was typed for their title are looked at.
  const TITLED = 10;
  const titledFirst = async (last, reading) => {
    const candidates = last.filter((result) => result.words.includes(0)).slice(0, TITLED);
    const pages = await Promise.all(candidates.map((result) => result.data()));
    const titled = candidates.filter((_, place) => reading.is(pages[place].meta.title));
    return [titled, last.filter((result) => !titled.includes(result))];
  };
  const closeness = (page, reading) =>
    reading.is(page.meta.title) ? 3 : reading.says(page.meta.title) ? 2 : reading.says(page.content) ? 1 : 0;

  // --- what is shown of a result: the words of the record around what was asked for ---------------------------------
  const places = (page) => page.anchors.filter(({ element, id }) => id !== SPELLINGS && /^(i|h\d)$/.test(element));
  const look = (page, reading) => {
    const end = page.anchors.find(({ id }) => id === SPELLINGS)?.location;
    const text = split(page.content).slice(0, end);
    // Title and number are shown above.
    const titled = split(page.meta.title).length;
    const begin = titled + (text[titled]?.replace(/\.$/, "") === page.meta.number?.split(" ").at(-1) ? 1 : 0);
    // Words that only begin so are marked where none is met whole.
    const by = text.slice(begin).some(reading.met) ? reading.met : reading.begun;
    const hits = text.map((word, at) => (at < begin ? undefined : by(word)));
    const many = (from) => new Set(hits.slice(from, from + NEAR).filter(Boolean)).size;
    let best = -1;
    hits.forEach((hit, at) => { if (hit && (best < 0 || many(at) > many(best))) best = at; });
    const start = best < 0 ? begin : Math.max(begin, best - BEFORE);
    const paragraph = make("p", { className: "ph-muted" }, start > begin ? "… " : "");
    text.slice(start, start + LENGTH).forEach((word, at) =>
      paragraph.append(hits[start + at] ? make("mark", { textContent: word }) : word, " "));
    if (start + LENGTH < text.length) paragraph.append("…");
    // Where the title says it all, the page is what was looked for, and else the document that says it.
    const told = best < 0 || reading.asked.every((word) => split(page.meta.title).some((each) => reading.begun(each) === word));
    const anchor = told ? undefined : places(page).filter(({ location }) => location <= best).at(-1);
    return { paragraph, anchor: anchor ? `#${encodeURIComponent(anchor.id)}` : "" };
  };
  const shownOf = (page, reading) => {
    const { paragraph, anchor } = look(page, reading);
    return make("li", {},
      make("h2", {}, make("a", { href: (page.meta.url ?? page.url) + anchor, textContent: page.meta.title })),
      ...(page.meta.number ? [make("p", { className: "ph-kicker", textContent: page.meta.number })] : []),
      paragraph);
  };

  // --- facets, which stand in the address with the query ------------------------------------------------------------
  const wished = new URLSearchParams(location.search);
  const filters = () => {
    const selects = [...facets.querySelectorAll("select")];
    if (selects.length) return Object.fromEntries(selects.filter(({ value }) => value).map(({ name, value }) => [name, value]));
    const { q, ...asked } = Object.fromEntries(wished);
    return asked;
  };
  const offerFacets = (counts, chosen) => {
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
  const countsOf = (pages, counts) =>
    Object.fromEntries(Object.keys(counts).map((name) => {
      const tally = {};
      for (const page of pages) for (const value of page.filters[name] ?? []) tally[value] = (tally[value] ?? 0) + 1;
      return [name, tally];
    }));

  const more = make("button", { className: "ph-more", type: "button", textContent: words.more ?? "", hidden: true });
  if (words.more) results.after(more);
  const search = async () => {
    const mine = ++turn;
    const query = box.value.trim();
    const chosen = filters();
    history.replaceState(null, "", query ? `?${new URLSearchParams({ q: query, ...chosen })}` : location.pathname);
    if (!bare(query)) {
      results.replaceChildren();
      said.textContent = "";
      facets.hidden = more.hidden = true;
      return;
    }
    if (results.dataset.query !== query) said.textContent = words.searching;
    // What is typed with marks is looked for with them; where that is nowhere, as it reads without.
    let exact = whole(query) !== bare(query);
    let found = await find(query, exact, chosen);
    if (exact && !found.first.length && !found.last.length) found = await find(query, (exact = false), chosen);
    const reading = readQuery(query, exact);
    // What may be shown is asked for at once, whether or not a title settles its place.
    Promise.allSettled([...found.first, ...found.last].slice(0, shown).map((result) => result.data()));
    const [titled, last] = await titledFirst(found.last, reading);
    const ordered = [...titled, ...found.first, ...last];
    const loaded = await Promise.all(ordered.slice(0, shown).map((result) => result.data()));
    if (mine !== turn) return;
    const order = (from, to) =>
      loaded.slice(from, to).map((page) => [closeness(page, reading), page]).sort(([a], [b]) => b - a).map(([, page]) => page);
    const chunks = [titled.length, titled.length + found.first.length, ordered.length].reduce(([done, from], to) => {
      for (let at = from; at < to; at += CHUNK) done.push(...order(at, Math.min(at + CHUNK, to)));
      return [done, to];
    }, [[], 0])[0];
    // The best come first: from one that does not fit on, nothing was found.
    const pages = chunks.filter((page) => fits(page, reading));
    const total = pages.length < chunks.length ? pages.length : ordered.length;
    const items = [];
    // Typing and scrolling go on in between.
    for (let since = performance.now(); items.length < pages.length; items.push(shownOf(pages[items.length], reading)))
      if (performance.now() - since > LONGEST) {
        await new Promise((go) => setTimeout(go));
        since = performance.now();
      }
    if (mine !== turn) return;
    offerFacets(pages.length < chunks.length ? countsOf(pages, found.counts) : found.counts, chosen);
    // Where nothing was found there is nothing to narrow; what narrowed it to nothing stays to be undone.
    facets.hidden = !total && !Object.keys(chosen).length;
    said.textContent = total ? `${total.toLocaleString(document.documentElement.lang)} ${words.found}` : words.none;
    results.replaceChildren(...items);
    more.hidden = total <= shown;
    results.dataset.query = query;
  };
  // At once: what is typed while the index is on its way is searched for, and not written over.
  box.value ||= wished.get("q") ?? "";
  const start = async () => {
    if (bare(box.value)) reader().catch(() => {});
    const again = () => { shown = CHUNK; return search().catch(broken); };
    let waiting;
    box.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(again, 200); });
    facets.addEventListener("change", again);
    more.addEventListener("click", () => { shown += CHUNK; search(); });
    document.getElementById("ph-search").addEventListener("submit", (event) => { event.preventDefault(); again(); });
    // The page first, and then the program that finds, seventy kilobytes that would hold it up. A page in the background is not
    // painted, and waits no longer.
    await new Promise((go) => {
      new PerformanceObserver(go).observe({ type: "paint", buffered: true });
      setTimeout(go, document.hidden ? 0 : 1500);
    });
    if (!turn) await search();
  };
  const broken = () => { said.textContent = words.offline; };
  start().catch(broken);
})();
