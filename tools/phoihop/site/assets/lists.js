// The lists of tasks, opinions and obligations: filtered, sorted, and shared by their address.
//
// A list comes in parts (a year, an agency), each a small script under data/lists/ with one table column by column.
// Parts are fetched when a filter needs them, the newest first; titles only for the years whose rows are shown.
// Everything shown is set as text, never as markup.
"use strict";
{
  const CHUNK = 200;
  const { make, plain, grouped, day } = window.phoihop;

  // --- parts: each fetched once, as a script, which works from a disk, too ----------------------------------------
  const asked = new Map();
  const arrived = new Map();
  window.phoihopPart = (list, part, content) => arrived.set(`${list}/${part}`, content);
  const fetchPart = (base, list, part) => {
    const key = `${list}/${part}`;
    if (!asked.has(key))
      asked.set(key, new Promise((done, failed) => {
        const script = make("script", { src: `${base}data/lists/${key}.js` });
        script.onload = () => done(arrived.get(key));
        script.onerror = () => failed(new Error(`${key} can't be read`));
        document.head.append(script);
      }));
    return asked.get(key);
  };

  // --- one list on a page -----------------------------------------------------------------------------------------
  const start = (list, form) => {
    const { base, list: name } = list.dataset;
    const words = JSON.parse(list.dataset.words);
    const agencies = JSON.parse(list.dataset.agencies);
    const parts = list.dataset.parts.split(" ").filter(Boolean);
    const table = list.querySelector("table");
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    const count = document.getElementById("ph-count");
    const more = make("button", { className: "ph-more", type: "button", textContent: words.more, hidden: true });
    list.after(more);
    let shown = CHUNK;
    let turn = 0;

    const page = (address, anchor = "") =>
      `${base}${address}${location.protocol === "file:" ? "index.html" : ""}${anchor}`;
    const agency = (id) =>
      id in agencies ? make("a", { href: page(`agencies/${id}/`), textContent: agencies[id][0], title: agencies[id][1] }) : id;
    const listed = (ids) => ids.split(" ").filter(Boolean).flatMap((id, place) => (place ? [", ", agency(id)] : [agency(id)]));
    const badge = (kind, value) => make("span", { className: `ph-badge ph-${value}`, textContent: words[kind][value] });
    const late = (row) => (row("days_late") ? [` ${words.days[+(row("days_late") > 1)].replace("%", grouped(row("days_late")))}`] : []);
    const standing = (row) => [badge("status", row("status")), ...late(row)];
    const titleOf = (id) => arrived.get(`titles/${id.slice(0, 4)}`)?.[id.slice(5)] ?? id;
    const task = (row, anchor = "") => {
      const id = row("task");
      return make("a", { href: page(`tasks/${id.slice(0, 4)}/${id.slice(5)}/`, anchor), textContent: titleOf(id) });
    };
    const responses = (row) => {
      const counts = row("responses").split(" ");
      return ["accepted", "partly", "declined"]
        .map((response, place) => (counts[place] > 0 ? `${words.responses[response]} ${counts[place]}` : ""))
        .filter(Boolean)
        .join(" · ");
    };

    // What stands in each cell of a row, in the order of the table's head.
    const cells = {
      tasks: [
        (row) => [row("task")],
        (row) => [task(row)],
        (row) => [agency(row("lead"))],
        (row) => [badge("stage", row("stage"))],
        (row) => [day(row("due")), ...(["on-time", "done", "stopped"].includes(row("timeliness")) ? [] : [" ", badge("timeliness", row("timeliness")), ...late(row)])],
        (row) => listed(row("awaiting")),
      ],
      opinions: [
        (row) => [agency(row("agency"))],
        (row) => [task(row, "#opinions")],
        (row) => [day(row("since"))],
        (row) => [day(row("due"))],
        (row) => [day(row("discharged_on"))],
        (row) => standing(row),
        (row) => [responses(row)],
      ],
      obligations: [
        (row) => [words.kind[row("kind")]],
        (row) => [task(row, "#obligations")],
        (row) => [agency(row("creditor"))],
        (row) => [day(row("since"))],
        (row) => [day(row("due"))],
        (row) => [day(row("discharged_on"))],
        (row) => standing(row),
      ],
    }[name];

    // What each filter asks of a row; the rest compare a column with the chosen value, or with any that it stands for.
    const places = { accepted: 0, partly: 1, declined: 2 };
    const quarter = (iso) => iso && `${iso.slice(0, 4)}-${Math.ceil(iso.slice(5, 7) / 3)}`;
    // A period by its first and last day, as texts that compare; of a running one what was by today.
    const spanOf = (code) => {
      const [year, part = ""] = code.split("-");
      const [first, last] = part.startsWith("Q") ? [part[1] * 3 - 2, part[1] * 3] : part ? [part, part] : [1, 12];
      const end = `${year}-${String(last).padStart(2, "0")}-31`;
      return [`${year}-${String(first).padStart(2, "0")}-01`, end < list.dataset.today ? end : list.dataset.today];
    };
    // Which of a report's four counts a task belongs to (`standing_in` of documents/summary.py); none where it was not under way.
    const counted = (row, [start, end]) => {
      if (row("date") > end || row("stage") === "withdrawn" || (row("ended") && row("ended") < start)) return "";
      const [submitted, returned] = ["submitted", "returned"].map((key) => row(key).split(" ").filter((day) => day && day <= end));
      const judged = [submitted.length > returned.length && submitted.at(-1), row("ended"), end].filter(Boolean).sort()[0];
      const overdue = row("due") && judged > row("due");
      return row("ended") && row("ended") <= end ? (overdue ? "done-late" : "done") : overdue ? "overdue" : "open";
    };
    const filters = {
      year: (row, wish) => row("task").startsWith(wish) || name !== "tasks",
      awaiting: (row, wish) => row("awaiting").split(" ").includes(wish),
      month: (row, wish) => row("since").startsWith(wish),
      period: (row, wish) => counted(row, spanOf(wish)),
      counted: (row, wish, { period }) => counted(row, period ? spanOf(period) : ["", list.dataset.today]) === wish,
      quarter: (row, wish) => quarter(row("due")) === wish,
      response: (row, wish) => row("responses").split(" ")[places[wish]] > 0,
      q: (row, wish) => {
        const text = plain(`${row("task")} ${titleOf(row("task"))}`);
        return plain(wish).split(/\s+/).every((word) => text.includes(word));
      },
    };
    const keys = {
      due: (row) => row("due") || "9999",
      title: (row) => plain(task(row).textContent),
      lead: (row) => plain(agencies[row("lead")]?.[0] ?? ""),
      agency: (row) => plain(agencies[row("agency")]?.[0] ?? ""),
      latest: (row) => row("latest"),
      days_late: (row) => -(row("days_late") || -1),
      status: (row) => Object.keys(words.status).indexOf(row("status")),
    };

    const wishes = () => Object.fromEntries([...new FormData(form)].map(([key, value]) => [key, value.trim()]).filter(([, value]) => value));
    const anyOf = (key, value) => {
      const option = form.elements[key].selectedOptions?.[0];
      return option?.dataset.any !== undefined ? option.dataset.any.split(" ") : [value];
    };
    const rowsOf = (columns) => {
      const [, first] = Object.values(columns)[0] ?? [[], []];
      return first.map((_, index) => (column) => columns[column][0][columns[column][1][index]]);
    };
    const titlesFor = (rows) =>
      Promise.all([...new Set(rows.map((row) => row("task").slice(0, 4)))].map((year) => fetchPart(base, "titles", year)));

    // The list that was filtered, as a file: names beside ids, words beside codes, and the address of each task.
    const saved = make("button", { className: "ph-more ph-save", type: "button", textContent: words.save });
    count.after(saved);
    let found = [];
    const each = (ids, told) => ids.split(" ").filter(Boolean).map(told).join("; ");
    const fieldOf = (slug) => [...(form.elements.field?.options ?? [])].find((option) => option.value === slug)?.text ?? slug;
    const columns = JSON.parse(list.dataset.saved);
    const told = {
      agency: (value) => each(value, (id) => agencies[id]?.[1] ?? id),
      field: (value) => value && fieldOf(value),
      code: (value, codes) => codes[value] ?? value,
    };
    saved.addEventListener("click", async () => {
      if (!found.length) await show(true);
      await titlesFor(found);
      const head = columns.flatMap(([, heading, kind]) => (told[kind] ? [heading, `${heading} (${words.id})`] : [heading]));
      const lines = found.map((row) => columns.flatMap(([key, , kind, codes]) => {
        const value = key === "title" ? titleOf(row("task")) : row(key);
        return told[kind] ? [told[kind](value, codes), value] : [value];
      }).concat(new URL(task(row).href, location.href).href));
      phoihopSave(`${name}.csv`, "text/csv", phoihopCsv([[...head, words.address], ...lines]));
    });

    const draw = (fits, wish, whole) => {
      found = fits;
      body.replaceChildren(...fits.slice(0, shown).map((row) =>
        make("tr", {}, ...cells.map((cell, place) => {
          // As in the rows that the page was made with: a phone shows a row as a card, where some cells are named.
          const { className, dataset, textContent } = heads[place];
          const box = make("td", { className }, ...cell(row));
          if (dataset.named !== undefined) box.dataset.label = textContent;
          return box;
        }))));
      const told = fits.length ? `${grouped(fits.length)} ${words.of} ${grouped(list.dataset.total)} ${words.rows}` : whole ? words.none : "…";
      const points = wish.response && fits.reduce((sum, row) => sum + +row("responses").split(" ")[places[wish.response]], 0);
      count.textContent = points ? `${grouped(points)} ${words.points}, ${told}` : told;
      more.hidden = fits.length <= shown;
    };

    const show = async (every = false) => {
      const mine = ++turn;
      const wish = wishes();
      const chosen = new URLSearchParams(wish);
      history.replaceState(null, "", chosen.size ? `#${chosen}` : location.pathname + location.search);
      const { sort, ...asks } = wish;
      // A year or a month lies in one part; without any filter, the newest parts fill the page.
      const only = asks.year ?? asks.month?.slice(0, 4);
      const wanted = only ? parts.filter((part) => part === only) : parts;
      const checks = Object.entries(asks).map(([key, value]) => {
        if (filters[key]) return (row) => filters[key](row, value, asks);
        const any = anyOf(key, value);
        return (row) => any.includes(row(key));
      });
      let fits = [];
      for (const part of wanted) {
        const rows = rowsOf(await fetchPart(base, name, part));
        if (asks.q || sort === "title") await titlesFor(rows);
        if (mine !== turn) return;
        fits = fits.concat(rows.filter((row) => checks.every((check) => check(row))));
        if (!every && !checks.length && !sort && fits.length > shown) break;
      }
      const key = keys[sort];
      if (key) fits = fits.map((row) => [key(row), row]).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, row]) => row);
      await titlesFor(fits.slice(0, shown));
      if (mine !== turn) return;
      draw(fits, wish, true);
      if (!checks.length) count.textContent = `${grouped(list.dataset.total)} ${words.rows}`;
      list.dataset.ready = chosen.toString();
    };

    const fromAddress = () => {
      const wish = new URLSearchParams(location.hash.slice(1));
      for (const field of form.elements) if (field.name) field.value = wish.get(field.name) ?? "";
    };
    const again = () => {
      shown = CHUNK;
      return show().catch(() => { count.textContent = words.broken; });
    };
    fromAddress();
    // A phone shows the first filters, and the others where they are asked for or set.
    const all = form.querySelector(".ph-all-filters");
    all?.addEventListener("click", () => {
      form.classList.add("ph-all");
      form.querySelectorAll("label")[2].querySelector("select")?.focus();
    });
    form.addEventListener("input", again);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(again));
    more.addEventListener("click", () => { const now = shown; shown += CHUNK; show().then(() => body.rows[now]?.querySelector("a")?.focus()); });
    addEventListener("hashchange", () => { fromAddress(); again(); });
    // The page itself shows the beginning of the whole list; only a filtered view, or a list with no rows yet, is fetched.
    if (location.hash || !body.rows.length) again();
    else {
      list.dataset.ready = "";
      more.hidden = +list.dataset.total <= body.rows.length;
    }
  };

  const list = document.getElementById("ph-list");
  if (list) start(list, document.getElementById("ph-filters"));
}
