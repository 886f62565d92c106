// The portal's task list. Everything shown is set as text, never as markup.
"use strict";
(() => {
  const { make, plain, grouped, day } = window.phoihop;

  // --- the list of tasks: read register by register, filtered, and shared by its address -------------------------
  const list = document.getElementById("pt-tasks");
  const form = document.getElementById("ph-filters");
  if (list && form) {
    const words = JSON.parse(list.dataset.words);
    const links = JSON.parse(list.dataset.links);
    const titles = JSON.parse(list.dataset.titles);
    const base = list.dataset.base;
    const body = list.querySelector("tbody");
    const awaitedLabel = list.querySelector("thead th:last-child").textContent;
    const count = document.getElementById("ph-count");
    const CHUNK = 200;
    const AT_ONCE = 6;
    const loaded = new Map();
    let shown = CHUNK;

    // As for links that stand in the page (phoihop.js).
    const page = (address) => address + (location.protocol === "file:" ? "index.html" : "");
    const titleOf = (register, id, title) => {
      const link = links[register];
      if (!link) return title;
      const site = link.includes("://") ? link : base + link;
      return make("a", { href: page(`${site}tasks/${id.slice(0, 4)}/${id.slice(5)}/`), textContent: title });
    };
    const row = ({ register, agencies, task: [id, title, , , stage, timeliness, due, awaiting] }) => {
      const deadline = make("td", { className: "ph-num" }, day(due));
      if (!["on-time", "done", "stopped"].includes(timeliness))
        deadline.append(" ", make("span", { className: `ph-badge ph-${timeliness}`, textContent: words.timeliness[timeliness] }));
      const awaited = make("td", { textContent: awaiting.map((agency) => agencies[agency] ?? agency).join(", ") });
      awaited.dataset.label = awaitedLabel;
      return make(
        "tr", {},
        make("td", { className: "ph-num", textContent: id }),
        make("td", {}, titleOf(register, id, title)),
        make("td", {}, make("a", { href: page(`${base}registers/${register}/`), textContent: titles[register] })),
        make("td", {}, make("span", { className: "ph-badge ph-stage", textContent: words.stage[stage] })),
        deadline,
        awaited,
      );
    };
    const more = make("button", { className: "ph-more", type: "button", textContent: words.more, hidden: true });
    list.after(more);

    // Only the registers that the filter asks for are fetched.
    // Each comes as a script that hands it over: a page opened from a disk may load those.
    window.phoihopTasks = (register, { agencies, tasks }) =>
      loaded.set(register, tasks.map((task) => ({ register, task, agencies, folded: plain(`${task[0]} ${task[1]}`) })));
    const load = (register) => loaded.has(register) || new Promise((done, failed) => {
      const script = make("script", { src: `${base}data/task-lists/${register}.js`, onload: done, onerror: failed });
      document.head.append(script);
    });
    const loadAll = async (registers) => {
      const waiting = registers.filter((register) => !loaded.has(register));
      const take = async () => {
        while (waiting.length) await load(waiting.shift());
      };
      await Promise.all(Array.from({ length: AT_ONCE }, take));
    };
    let turn = 0;
    const show = async () => {
      const mine = ++turn;
      const wish = Object.fromEntries(new FormData(form));
      const chosen = new URLSearchParams(Object.entries(wish).filter(([, value]) => value));
      history.replaceState(null, "", chosen.size ? `#${chosen}` : location.pathname + location.search);
      const registers = Object.keys(titles).filter((id) => !wish.register || id === wish.register);
      if (registers.some((id) => !loaded.has(id))) count.textContent = words.reading;
      await loadAll(registers);
      if (mine !== turn) return;
      const asked = plain(wish.q).split(/\s+/).filter(Boolean);
      const all = registers.flatMap((id) => loaded.get(id) ?? []);
      const fits = all.filter(
        ({ folded, task: [id, , field, , stage, timeliness] }) =>
          (!wish.stage || stage === wish.stage) &&
          (!wish.timeliness || timeliness === wish.timeliness) &&
          (!wish.field || field === wish.field) &&
          (!wish.year || id.startsWith(wish.year)) &&
          asked.every((word) => folded.includes(word)),
      );
      fits.sort((a, b) => (a.task[0] < b.task[0] ? 1 : a.task[0] > b.task[0] ? -1 : 0));
      body.replaceChildren(...fits.slice(0, shown).map(row));
      count.textContent = fits.length ? `${grouped(fits.length)} ${words.of} ${grouped(all.length)} ${words.tasks}` : words.none;
      more.hidden = fits.length <= shown;
      list.dataset.ready = "yes";
    };
    const fromAddress = () => {
      const wish = new URLSearchParams(location.hash.slice(1));
      for (const field of form.elements) if (field.name) field.value = wish.get(field.name) ?? "";
    };
    const failed = () => { form.hidden = list.hidden = more.hidden = true; count.textContent = ""; };
    const again = () => { shown = CHUNK; show().catch(failed); };
    fromAddress();
    form.hidden = list.hidden = false;
    let waiting;
    form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(again, 150); });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(again));
    more.addEventListener("click", () => { shown += CHUNK; show().catch(failed); });
    addEventListener("hashchange", () => { fromAddress(); again(); });
    again();
  }
})();
