// @ts-check
// Competences by level: choose the levels to show, so that they fit a phone. The choice is in the address: ?level=a&level=b
(() => {
  /** @type {HTMLFormElement | null} */
  const form = document.querySelector("form[data-matrix]");
  const output = form?.querySelector("output");
  if (!form || !output) return;
  const boxes = [...form.elements].filter((element) => element instanceof HTMLInputElement);
  /** @type {HTMLTableElement[]} */
  const tables = [...document.querySelectorAll("table")].filter((element) => element.matches(".matrix"));

  function show() {
    const chosen = boxes.map((box) => box.checked);
    const all = !chosen.includes(false) || !chosen.includes(true);
    for (const table of tables) {
      table.classList.toggle("matrix--few", !all && chosen.filter(Boolean).length < 4);
      for (const row of table.rows) {
        [...row.cells].slice(1).forEach((cell, index) => {
          cell.hidden = !all && !chosen[index];
        });
      }
    }
    if (output) output.textContent = all ? "All levels are shown." : "";
    const address = new URL(location.href);
    address.searchParams.delete("level");
    if (!all) boxes.filter((box) => box.checked).forEach((box) => address.searchParams.append("level", box.value));
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  }

  const asked = new URLSearchParams(location.search).getAll("level");
  if (boxes.some((box) => asked.includes(box.value))) {
    for (const box of boxes) box.checked = asked.includes(box.value);
  }
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  show();
})();
