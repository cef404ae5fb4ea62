// @ts-check
// A paper to fill in: shows what is chosen from the records, prints, and deletes what was typed. Nothing is sent or stored.
// A finished paper, such as a letter, is made of what was filled in, and prints in place of the form.
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
    /** @param {string} words */
    const say = (words) => {
      const status = /** @type {HTMLElement | null} */ (choice.querySelector("[data-choice-status]"));
      if (status) status.textContent = words;
      if (status) status.hidden = !words;
    };
    choice.querySelector("[data-elsewhere]")?.remove();
    /** Fetches what is said about the chosen option, where the page has no room for it. */
    const bring = () => {
      const { loadPart } = /** @type {{loadPart: (address: string) => Promise<ParentNode>}} */ (/** @type {unknown} */ (globalThis));
      const id = select.value;
      const address = select.selectedOptions[0]?.dataset.part;
      const isThere = () => options.some((option) => option.dataset.option === id);
      say("");
      if (!address || isThere()) return;
      loadPart(address)
        .then((others) => {
          const found = [...others.querySelectorAll("[data-option]")].find((option) => option instanceof HTMLDetailsElement && option.dataset.option === id);
          if (!(found instanceof HTMLDetailsElement)) throw new Error(`${address} does not have ${id}`);
          if (isThere()) return;
          const taken = document.importNode(found, true);
          options.push(taken);
          choice.append(taken);
          show();
          form.dispatchEvent(new Event("change"));
        })
        .catch(() => {
          if (select.value === id) say("What this framework says about this choice cannot be loaded, so it is missing here. Check the connection, then choose it again.");
        });
    };
    /** @type {HTMLElement} */ (select.parentElement).hidden = false;
    select.addEventListener("change", () => {
      show();
      bring();
    });
    form.addEventListener("reset", () => setTimeout(show));
    const asked = new URLSearchParams(location.search).get("for");
    if (asked && [...select.options].some((option) => option.value === asked)) select.value = asked;
    show();
    bring();
  }

  /** Ids of what is chosen or ticked from the records. */
  function chosen() {
    const selects = /** @type {HTMLSelectElement[]} */ ([...form?.querySelectorAll("[data-choice] select") ?? []]);
    const ticks = /** @type {HTMLInputElement[]} */ ([...form?.querySelectorAll("[data-option-id]:checked") ?? []]);
    return new Set([...selects, ...ticks].map((field) => field.value).filter(Boolean));
  }

  /** Shows whom the chosen tasks name, and as many rows for practices as they demand. */
  function rows() {
    const ids = chosen();
    for (const row of /** @type {NodeListOf<HTMLElement>} */ (form?.querySelectorAll("[data-ring]"))) {
      const uses = /** @type {HTMLElement[]} */ ([...row.querySelectorAll("[data-task]")]);
      for (const use of uses) use.hidden = !ids.has(use.dataset.task ?? "");
      row.hidden = uses.every((use) => use.hidden);
    }
    const open = /** @type {HTMLElement | null} */ (form?.querySelector("[data-practices]:not([hidden])"));
    for (const row of /** @type {NodeListOf<HTMLElement>} */ (form?.querySelectorAll("[data-practice]"))) {
      row.hidden = open !== null && Number(row.dataset.practice) > Number(open.dataset.practices);
    }
    for (const general of /** @type {NodeListOf<HTMLElement>} */ (form?.querySelectorAll("[data-general]"))) {
      const following = /** @type {HTMLElement[]} */ ([...general.parentElement?.querySelectorAll("[data-follows]") ?? []]);
      for (const one of following) one.hidden = !(one.dataset.follows ?? "").split(" ").some((id) => ids.has(id));
      general.hidden = following.some((one) => !one.hidden);
    }
  }

  const foot = new CSSStyleSheet();
  document.adoptedStyleSheets.push(foot);

  /** Repeats whose paper it is above the signatures, and at the foot of each printed sheet. */
  function eachSheet() {
    const fields = /** @type {HTMLTextAreaElement[]} */ ([...form?.querySelectorAll("[data-each-sheet]") ?? []]);
    if (!fields.length) return;
    const written = fields.map((field) => field.value.trim().replace(/\s+/g, " "));
    for (const place of /** @type {NodeListOf<HTMLElement>} */ (form?.querySelectorAll("[data-repeats]"))) {
      place.textContent = written[Number(place.dataset.repeats)] ?? "";
    }
    const line = fields.map((field, place) => `${field.dataset.eachSheet}: ${written[place].slice(0, 60) || "…".repeat(12)}`).join("   ");
    const quoted = line.replace(/[\\"]/g, "\\$&");
    foot.replaceSync(`@page { margin-bottom: 16mm; @bottom-left { content: "${quoted}"; font: 7.5pt sans-serif; width: 90%; } @bottom-right { content: counter(page) " of " counter(pages); font: 7.5pt sans-serif; } }`);
  }

  /** 1 November 2026 @param {string} day */
  const inWords = (day) => new Date(`${day}T00:00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

  /** @param {string} name @param {string} text @param {string} [kind] */
  function element(name, text, kind) {
    const made = document.createElement(name);
    made.textContent = text;
    if (kind) made.className = kind;
    return made;
  }

  /** What a part of a finished paper says; nothing where nothing in it was filled in, and it says nothing by itself. @param {Element} part */
  function finished(part) {
    /** @type {Element[]} */
    const made = [];
    const opening = part.querySelector(".paper-opening")?.textContent;
    if (opening) made.push(element("p", opening));
    for (const lines of part.querySelectorAll("[data-option]:not([hidden]) [data-lines]")) made.push(.../** @type {Element} */ (lines.cloneNode(true)).children);
    const ticked = [...part.querySelectorAll(".paper-tick")].filter((tick) => /** @type {HTMLInputElement} */ (tick.querySelector("input")).checked);
    if (ticked.length) {
      const list = document.createElement("ul");
      list.append(...ticked.map((tick) => element("li", (tick.textContent ?? "").trim())));
      made.push(list);
    }
    for (const field of part.querySelectorAll("[data-words], [data-signature]")) {
      const { words, signature, title } = /** @type {HTMLElement} */ (field).dataset;
      if (signature !== undefined) {
        made.push(element("p", signature, "paper-finished__signature"));
        continue;
      }
      const { type, value } = /** @type {HTMLInputElement} */ (field);
      const text = type === "date" && value ? inWords(value) : value.trim();
      if (text) made.push(element(title === undefined ? "p" : "h1", words ? words.replace("{}", () => text) : text));
    }
    if (made.length && !part.hasAttribute("data-untitled")) made.unshift(element("h2", part.querySelector("h2")?.textContent ?? ""));
    return made;
  }

  const sheet = document.querySelector("[data-sheet]");
  const made = /** @type {HTMLElement | null} */ (document.querySelector("[data-finished-paper]"));
  const parts = [...form.querySelectorAll(".paper-part")].filter((part) => !part.closest(".paper-writer"));

  /** Whether something in a part was filled in, ticked or chosen. @param {Element} part */
  const used = (part) =>
    [...part.querySelectorAll("input, textarea, select")].some((field) => {
      const { type, checked, value } = /** @type {HTMLInputElement} */ (field);
      return type === "checkbox" ? checked : value.trim() !== "";
    });

  function show() {
    rows();
    eachSheet();
    if (!sheet || !made) return;
    made.hidden = !parts.some(used);
    sheet.replaceChildren(...(made.hidden ? [] : parts.flatMap(finished)));
  }

  /** A day that was not chosen is an empty line on paper. */
  const filled = () => {
    for (const field of form.querySelectorAll("input")) field.toggleAttribute("data-filled", field.value !== "");
  };

  /** Whether something would be lost: it was typed, and not printed since. */
  let unsaved = false;
  addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
  form.addEventListener("input", () => {
    unsaved = true;
    filled();
    show();
  });
  form.addEventListener("change", show);
  form.addEventListener("reset", () => {
    unsaved = false;
    setTimeout(() => {
      filled();
      show();
    });
  });
  form.addEventListener("submit", (event) => event.preventDefault());

  /** Says of each table that it is wider than the screen, where it is. */
  function sideways() {
    for (const hint of /** @type {NodeListOf<HTMLElement>} */ (form?.querySelectorAll("[data-sideways]"))) {
      const table = /** @type {HTMLElement} */ (hint.nextElementSibling);
      hint.hidden = table.scrollWidth <= table.clientWidth + 1;
    }
  }
  addEventListener("resize", sideways);

  /** @param {string} what `paper`, or `own`: the notes of the person who writes */
  function print(what) {
    const root = document.documentElement;
    root.dataset.prints = what;
    window.print();
    root.dataset.prints = "paper";
    unsaved = false;
  }
  document.documentElement.dataset.prints = "paper";
  /** @param {string} name @param {() => void} act */
  function button(name, act) {
    const found = /** @type {HTMLButtonElement | null} */ (document.querySelector(`[data-${name}]`));
    if (!found) return;
    found.hidden = false;
    found.addEventListener("click", act);
  }
  button("print", () => print("paper"));
  button("print-own", () => print("own"));
  button("delete", () => form.reset());
  sideways();
  show();
})();
