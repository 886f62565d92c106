// The opinions of a task, narrowed to one kind of response; the choice stands in the address (?points=declined).
"use strict";
{
  const buttons = [...document.querySelectorAll("#ph-points button")];
  const bodies = [...document.querySelectorAll(".ph-matrix tbody")];

  const show = (wish) => {
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.value === wish));
    for (const body of bodies) {
      const head = body.querySelector("th");
      const rows = [...body.rows];
      for (const row of rows) row.hidden = wish !== "" && row.dataset.response !== wish;
      const left = rows.filter((row) => !row.hidden);
      body.hidden = !left.length;
      // The agency's cell spans its rows: it goes with those that are left.
      if (left.length) {
        head.rowSpan = left.length;
        left[0].prepend(head);
      }
    }
  };
  const fromAddress = () => {
    const wish = new URLSearchParams(location.search).get("points") ?? "";
    return buttons.some((button) => button.value === wish) ? wish : "";
  };

  for (const button of buttons)
    button.addEventListener("click", () => {
      history.replaceState(null, "", `${location.pathname}${button.value && `?points=${button.value}`}${location.hash}`);
      show(button.value);
    });
  show(fromAddress());
}
