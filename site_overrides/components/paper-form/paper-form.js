// @ts-check
// A paper to fill in: shows what is chosen from the records, prints, and deletes what was typed. Nothing is sent or stored.
(() => {
  /** @type {HTMLFormElement | null} */
  const form = document.querySelector("[data-paper]");
  if (!form) return;

  for (const choice of form.querySelectorAll("[data-choice]")) {
    const select = /** @type {HTMLSelectElement} */ (choice.querySelector("select"));
    const options = /** @type {HTMLDetailsElement[]} */ ([...choice.querySelectorAll("[data-option]")]);
    const show = () => {
      for (const option of options) {
        option.open = option.dataset.option === select.value;
        option.hidden = !option.open;
      }
    };
    /** @type {HTMLElement} */ (select.parentElement).hidden = false;
    select.addEventListener("change", show);
    form.addEventListener("reset", () => setTimeout(show));
    const asked = new URLSearchParams(location.search).get("for");
    if (asked && options.some((option) => option.dataset.option === asked)) select.value = asked;
    show();
  }

  /** A day that was not chosen is an empty line on paper. */
  const filled = () => {
    for (const field of form.querySelectorAll("input")) field.toggleAttribute("data-filled", field.value !== "");
  };
  form.addEventListener("input", filled);
  form.addEventListener("reset", () => setTimeout(filled));
  form.addEventListener("submit", (event) => event.preventDefault());

  const print = /** @type {HTMLButtonElement | null} */ (document.querySelector("[data-print]"));
  const clear = /** @type {HTMLButtonElement | null} */ (document.querySelector("[data-delete]"));
  if (print && clear) {
    print.hidden = clear.hidden = false;
    print.addEventListener("click", () => window.print());
    clear.addEventListener("click", () => form.reset());
  }
})();
