// @ts-check
// What changed since a day, for some tasks or for all. The choice is in the fragment of the address, so that it can be
// a bookmark and never reaches the server.
(() => {
  /** @type {HTMLFormElement | null} */
  const form = document.querySelector("form[data-changed]");
  if (!form) return;
  const since = form.elements.namedItem("since");
  const output = form.querySelector("output");
  const number = form.querySelector("[data-chosen]");
  if (!(since instanceof HTMLInputElement)) return;
  const boxes = [...form.querySelectorAll('input[name="task"]')].filter((element) => element instanceof HTMLInputElement);
  const lists = [...document.querySelectorAll("ol.changes")].filter((element) => element instanceof HTMLElement);
  const changes = lists.flatMap((list) => [...list.children].filter((element) => element instanceof HTMLElement));

  /** Tasks that the address names and this framework does not have: they stay in the address, and a message names them. @type {string[]} */
  let strange = [];

  function apply() {
    const day = since instanceof HTMLInputElement ? since.value : "";
    const tasks = boxes.filter((box) => box.checked).map((box) => box.value);
    let shown = 0;
    for (const change of changes) {
      const touched = (change.dataset.tasks ?? "").split(" ");
      change.hidden = (change.dataset.on ?? "") < day || (tasks.length > 0 && !tasks.some((task) => touched.includes(task)));
      if (!change.hidden) shown += 1;
    }
    for (const list of lists) {
      list.hidden = [...list.children].every((element) => element instanceof HTMLElement && element.hidden);
      const month = list.previousElementSibling;
      if (month instanceof HTMLElement && /^H2$/.test(month.tagName)) month.hidden = list.hidden;
    }
    const unknown = strange.length ? ` The address names what is no task here: ${strange.map((id) => id.slice(0, 60)).join(", ")}. Choose your tasks again.` : "";
    if (output) output.textContent = (shown ? `${shown} of ${changes.length} changes shown.` : "Nothing changed.") + unknown;
    if (number) number.textContent = tasks.length ? `(${tasks.length} chosen)` : "";
    clear.hidden = !day && !tasks.length && !strange.length;
    const choice = new URLSearchParams([...(day ? [["since", day]] : []), ...[...tasks, ...strange].map((task) => ["task", task])]);
    history.replaceState(history.state, "", choice.size ? `#${choice}` : location.pathname + location.search);
  }

  function read() {
    const choice = new URLSearchParams(location.hash.slice(1));
    if (!choice.has("since") && !choice.has("task")) return false;
    if (since instanceof HTMLInputElement) since.value = /^\d{4}-\d\d-\d\d$/.test(choice.get("since") ?? "") ? (choice.get("since") ?? "") : "";
    const named = choice.getAll("task");
    for (const box of boxes) box.checked = named.includes(box.value);
    strange = named.filter((id) => !boxes.some((box) => box.value === id));
    return true;
  }

  const clear = document.createElement("button");
  clear.type = "reset";
  clear.textContent = "Show all";
  clear.hidden = true;
  form.append(clear);
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    strange = [];
    output?.setAttribute("tabindex", "-1");
    output?.focus();
    setTimeout(apply);
  });
  addEventListener("hashchange", () => {
    if (read()) apply();
  });
  form.hidden = false;
  if (read()) apply();
  else if (output) output.textContent = `${changes.length} of ${changes.length} changes shown.`;
})();
