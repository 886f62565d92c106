// Figures and tables saved as files: their values as CSV, pictures as SVG that stands for itself.
"use strict";
window.phoihopSave = (name, type, parts) => {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(new Blob(parts, { type })), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
};
// A spreadsheet reads what begins so as a formula.
window.phoihopCsv = (rows) => {
  const cell = (text) => `"${(/^'*[=+\-@\t\r]/.test(text) ? "'" : "") + String(text).replaceAll('"', '""')}"`;
  return ["\ufeff", rows.map((row) => row.map(cell).join(",")).join("\r\n"), "\r\n"];
};
{
  const words = JSON.parse(document.getElementById("ph-saving")?.dataset.words ?? "{}");
  const SHARE = /^([\d.,]+)\/([\d.,]+)$/;
  const plain = (text) => (/^\d{1,3}([.,]\d{3})+([.,]\d)?$/.test(text) ? text.replace(/[.,](?=\d{3})/g, "") : text);
  const text = (cell) => cell.textContent.replace(/\s+/g, " ").trim();

  // A share is two columns: a spreadsheet would take 3/4 for a day. Columns that only show a bar are left out.
  const rowsOf = (table) => {
    const heads = [...table.tHead.rows[0].cells];
    const body = [...table.tBodies].flatMap((part) => [...part.rows]);
    const columns = heads.map((head, place) => {
      const cells = body.map((row) => text(row.cells[place]));
      const counts = cells.map((cell) => cell.match(SHARE));
      if (!counts.some(Boolean)) return head.querySelector(".ph-visually-hidden") ? [] : [[text(head), ...cells.map(plain)]];
      return [1, 2].map((part) => [`${text(head)}: ${part === 1 ? words.met : words.all}`, ...cells.map((cell, at) => plain(counts[at]?.[part] ?? cell))]);
    }).flat();
    return columns[0].map((_, row) => columns.map((column) => column[row]));
  };

  const DRAWN = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font-family", "font-size", "font-weight", "text-anchor"];
  const standing = (svg) => {
    const copy = svg.cloneNode(true);
    const [, , width, height] = svg.getAttribute("viewBox").split(" ");
    const from = [svg, ...svg.querySelectorAll("*")];
    for (const [place, element] of [copy, ...copy.querySelectorAll("*")].entries()) {
      const style = getComputedStyle(from[place]);
      for (const key of DRAWN) if (element.tagName !== "title") element.setAttribute(key, style.getPropertyValue(key));
      element.removeAttribute("class");
    }
    const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const [x, y] = svg.getAttribute("viewBox").split(" ");
    for (const [key, value] of Object.entries({ x, y, width, height, fill: getComputedStyle(document.body).backgroundColor })) ground.setAttribute(key, value);
    copy.prepend(ground);
    for (const [key, value] of Object.entries({ xmlns: "http://www.w3.org/2000/svg", width, height })) copy.setAttribute(key, value);
    return new XMLSerializer().serializeToString(copy);
  };

  const button = (label, act) => Object.assign(document.createElement("button"), { type: "button", className: "ph-saving", textContent: label, onclick: act });
  for (const figure of document.querySelectorAll("[data-figure]")) {
    const { figure: name, rows } = figure.dataset;
    const table = figure.querySelector("table");
    const svg = figure.querySelector("svg[role=img]");
    const line = Object.assign(document.createElement("p"), { className: "ph-saves" });
    if (rows || table)
      line.append(button(words.csv, () => window.phoihopSave(`${name}.csv`, "text/csv", window.phoihopCsv(rows ? JSON.parse(rows) : rowsOf(table)))));
    if (svg) line.append(button(words.svg, () => window.phoihopSave(`${name}.svg`, "image/svg+xml", [standing(svg)])));
    if (figure.tagName === "FIGURE") figure.append(line);
    else figure.after(line);
  }
}
