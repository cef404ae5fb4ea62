// @ts-check
// Any two levels. The page has every line of what is new, with the pairs of levels to which it belongs ("0-2"); this
// script shows those of the chosen pair. Without it, the page shows each pair of neighbours in full.
(() => {
  /** @type {HTMLFormElement | null} */
  const form = document.querySelector("form[data-compare]");
  /** @type {HTMLElement | null} */
  const whole = document.querySelector("[data-compared]");
  const title = whole?.querySelector("[data-compared-title]");
  const from = form?.elements.namedItem("from");
  const to = form?.elements.namedItem("to");
  const output = form?.querySelector("output");
  if (!form || !whole || !title || !output) return;
  if (!(from instanceof HTMLSelectElement) || !(to instanceof HTMLSelectElement)) return;
  /** @type {HTMLElement[]} */
  const neighbours = [...document.querySelectorAll("section[data-neighbours]")].filter((section) => section instanceof HTMLElement);
  /** @type {HTMLElement[]} */
  const lines = [...whole.querySelectorAll("[data-pairs]")].filter((element) => element instanceof HTMLElement);
  /** @type {HTMLElement[]} */
  const parts = [...whole.querySelectorAll("[data-part]")].filter((element) => element instanceof HTMLElement);

  /** @param {number} lower @param {number} upper */
  function show(lower, upper) {
    for (const line of lines) line.hidden = !line.dataset.pairs?.split(" ").includes(`${lower}-${upper}`);
    for (const part of parts) {
      const empty = !part.querySelector("li:not([hidden])");
      for (const element of part.children) {
        if (element instanceof HTMLElement && !/^H[2-6]$/.test(element.tagName)) element.hidden = element.matches("[data-none]") !== empty;
      }
    }
  }

  /** @param {boolean} byHand whether the reader has just chosen */
  function choose(byHand) {
    if (!(from instanceof HTMLSelectElement) || !(to instanceof HTMLSelectElement) || !whole || !title || !output) return;
    const [lower, upper] = [from.selectedIndex, to.selectedIndex].sort((one, other) => one - other);
    const names = [from, to].map((field) => field.options[field.selectedIndex].text);
    whole.hidden = lower === upper;
    if (lower === upper) {
      output.textContent = "These are the same level. Choose another one to see what is new.";
    } else {
      const up = from.options[lower].text;
      const top = from.options[upper].text;
      title.textContent = `From ${up} to ${top}`;
      output.textContent = from.selectedIndex < to.selectedIndex
        ? `What is new from ${up} to ${top}`
        : `${names[1]} comes before ${names[0]}. This is the way up, from ${up} to ${top}.`;
      show(lower, upper);
    }
    if (!byHand) return;
    const address = new URL(location.href);
    address.searchParams.set("from", from.value);
    address.searchParams.set("to", to.value);
    address.hash = "";
    history.replaceState(history.state, "", address);
  }

  /** Chooses what the address names, `?from=…&to=…` or the anchor of two neighbours; else the first two. */
  function read() {
    if (!(from instanceof HTMLSelectElement) || !(to instanceof HTMLSelectElement)) return;
    const asked = new URLSearchParams(location.search);
    const place = neighbours.findIndex((section) => section.id === location.hash.slice(1));
    from.selectedIndex = Math.max(place, 0);
    to.selectedIndex = Math.max(place, 0) + 1;
    for (const [field, wanted] of /** @type {const} */ ([[from, asked.get("from")], [to, asked.get("to")]])) {
      const found = [...field.options].findIndex((option) => option.value === wanted);
      if (place < 0 && found >= 0) field.selectedIndex = found;
    }
    choose(false);
  }

  for (const section of neighbours) section.hidden = true;
  form.addEventListener("input", () => choose(true));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", read);
  form.hidden = false;
  read();
})();
