// @ts-check
// Filters above lists of cards. A field "text" asks the search of the site among the pages of these cards; any other
// field is compared with the card's data attribute of the same name (one value, or several with spaces). Until the search
// is there, and without signal, "text" looks for its letters in the text of a card and in its other names (data-words).
(() => {
  /** @type {HTMLFormElement | null} */
  const form = document.querySelector("form.filters[data-filters]");
  const words = form?.closest(".words");
  if (!form || !words) return;
  const output = form.querySelector("output");

  /**
   * A heading with everything up to the next heading of its height or higher.
   * @typedef {{parts: HTMLElement[], cards: HTMLElement[]}} Group
   */

  /** @returns {Group[]} */
  function groups() {
    /** @type {Group[]} */
    const found = [];
    /** @type {HTMLElement[]} */
    let parts = [];
    for (let next = form?.nextElementSibling; next instanceof HTMLElement; next = next.nextElementSibling) {
      if (/^H[23]$/.test(next.tagName)) parts = [];
      parts.push(next);
      if (next.matches("ul.az, ul.cards, ul.wall")) {
        found.push({ parts, cards: [...next.children].filter((card) => card instanceof HTMLElement) });
        parts = [];
      }
    }
    return found;
  }

  /** @param {string} text */
  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "");

  const all = groups();
  const cards = all.flatMap((group) => group.cards);
  const texts = new Map(cards.map((card) => [card, plain(`${card.textContent} ${card.dataset.words ?? ""}`)]));

  /** @type {{root: URL, load: () => Promise<{find: (question: string, options: {among: Set<string>, most: number}) => {results: {address: string}[]}}>}} */
  const { root, load } = /** @type {any} */ (window).paFinder;
  /** The address of the page of a card, as the search knows it. @type {Map<HTMLElement, string>} */
  const addresses = new Map(cards.map((card) => [card, card.querySelector("a")?.href.slice(root.href.length) ?? ""]));
  const among = new Set(addresses.values());
  /** What the search found, and for which words. @type {{words: string, pages: Set<string>} | null} */
  let found = null;

  /** @param {string} words */
  function look(words) {
    if (!words || found?.words === words) return;
    load().then(({ find }) => {
      const { results } = find(words, { among, most: among.size });
      found = { words, pages: new Set(results.map(({ address }) => address)) };
      apply();
    }, () => undefined);
  }

  /**
   * @param {HTMLElement} card
   * @param {string} words
   */
  function says(card, words) {
    if (found?.words === words) return found.pages.has(addresses.get(card) ?? "");
    return plain(words).split(/\s+/).every((word) => texts.get(card)?.includes(word));
  }

  /**
   * @param {HTMLElement} card
   * @param {[string, string][]} wanted
   */
  function fits(card, wanted) {
    return wanted.every(([name, value]) =>
      name === "text" ? says(card, value) : (card.dataset[name] ?? "").split(/\s+/).includes(value),
    );
  }

  function apply() {
    /** @type {[string, string][]} */
    const wanted = [];
    for (const [name, value] of new FormData(form ?? undefined)) {
      if (typeof value === "string" && value.trim()) wanted.push([name, value.trim()]);
    }
    look(wanted.find(([name]) => name === "text")?.[1] ?? "");
    let shown = 0;
    for (const group of all) {
      let any = false;
      for (const card of group.cards) {
        card.hidden = !fits(card, wanted);
        if (!card.hidden) {
          any = true;
          shown += 1;
        }
      }
      for (const part of group.parts) part.hidden = !any;
    }
    clear.hidden = wanted.length === 0;
    clearTimeout(resting);
    tell = () => note(wanted, shown);
    resting = setTimeout(tell, 300);
  }

  // After a pause, or on leaving the field: announces the number once and not at every letter, and updates the address.
  let resting = 0;
  let tell = () => {};
  document.addEventListener("click", () => tell(), true);

  /**
   * @param {[string, string][]} wanted
   * @param {number} shown
   */
  function note(wanted, shown) {
    if (output) output.textContent = shown ? `${shown} of ${cards.length} shown` : "Nothing found. Try another word, or show all.";
    const address = new URL(location.href);
    for (const field of form?.elements ?? []) address.searchParams.delete(field.getAttribute("name") ?? "");
    for (const [name, value] of wanted) address.searchParams.set(name, value);
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  }

  const clear = document.createElement("button");
  clear.type = "reset";
  clear.textContent = "Show all";
  clear.hidden = true;
  form.append(clear);

  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value;
    if (field instanceof HTMLSelectElement && [...field.options].some((option) => option.value === value)) field.value = value;
  }
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    // The button disappears. The focus moves to the list, and opens no keyboard on a phone.
    output?.setAttribute("tabindex", "-1");
    output?.focus();
    setTimeout(apply);
  });
  form.hidden = false;
  apply();
  tell();
})();
