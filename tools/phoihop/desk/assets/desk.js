// Makes forms quicker to fill in; every one works without. Rows are added here, files dropped anywhere on their field
// are taken, one more line appears where the last is filled, and nobody leaves what is not kept yet unasked.
"use strict";

const form = document.querySelector("form.record");

if (form) {
  let touched = Boolean(document.querySelector(".warning"));
  form.addEventListener("input", () => { touched = true; });
  form.addEventListener("submit", () => { touched = false; });
  window.addEventListener("beforeunload", (event) => {
    if (touched) event.preventDefault();
  });

  // A row is a copy of the last one, emptied and counted on.
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add]");
    const gone = event.target.closest("[data-remove]");
    if (button) {
      const items = button.parentElement.querySelectorAll(":scope > [data-item]");
      const last = items[items.length - 1];
      if (!last) return;
      event.preventDefault();
      button.before(emptied(last, button.dataset.add, items.length + 1));
      button.previousElementSibling.querySelector("input:not([type=hidden]), textarea, select").focus();
      touched = true;
    } else if (gone) {
      const item = gone.closest("[data-item]");
      event.preventDefault();
      const field = item.parentElement;
      const only = field.querySelectorAll(":scope > [data-item]").length === 1;
      if (only) for (const each of item.querySelectorAll("input, textarea, select")) clear(each);
      else item.remove();
      touched = true;
      (field.querySelector("[data-add]") || field.querySelector("input")).focus();
    }
  });

  function emptied(item, name, place) {
    const copy = item.cloneNode(true);
    copy.id = `${name}.${place}`;
    const old = new RegExp(`(^|[-:])(${name.replace(/[.]/g, "\\.")})\\.\\d+\\.`);
    for (const each of copy.querySelectorAll("*")) {
      for (const attribute of ["name", "id", "for", "aria-labelledby", "aria-describedby"]) {
        const value = each.getAttribute(attribute);
        if (value) each.setAttribute(attribute, value.replace(old, `$1$2.${place}.`));
      }
      clear(each);
    }
    for (const each of copy.querySelectorAll(".error")) each.remove();
    for (const each of copy.querySelectorAll("[name=action]:not([data-remove])")) each.remove();
    for (const several of copy.querySelectorAll("[data-several]")) {
      while (several.children.length > 1) several.firstElementChild.remove();
    }
    const legend = copy.querySelector("legend");
    legend.textContent = legend.textContent.replace(/\d+\s*$/, String(place));
    return copy;
  }

  function clear(each) {
    if (each.type === "checkbox" || each.type === "radio") each.checked = false;
    else if (each.matches("input:not([type=hidden]), textarea, select")) each.value = "";
  }

  form.addEventListener("input", (event) => {
    const several = event.target.closest("[data-several]");
    if (several && several.lastElementChild === event.target && event.target.value) {
      const copy = event.target.cloneNode(false);
      copy.value = "";
      copy.removeAttribute("id");
      several.append(copy);
    }
  });

  for (const drop of form.querySelectorAll(".drop")) {
    const input = drop.querySelector("input");
    drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
    drop.addEventListener("dragleave", () => drop.classList.remove("over"));
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("over");
      const all = new DataTransfer();
      for (const file of [...input.files, ...event.dataTransfer.files]) all.items.add(file);
      input.files = all.files;
      touched = true;
    });
  }
}

for (const button of document.querySelectorAll("[data-once]")) {
  button.form.addEventListener("submit", ({ submitter }) => {
    if (submitter === button) button.textContent = button.dataset.once;
    button.setAttribute("aria-disabled", "true");
    button.form.addEventListener("submit", (event) => event.preventDefault());
  });
}
