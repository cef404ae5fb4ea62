// @ts-check
// The search field of the header: a combobox whose list is the pages that answer. The engine (find.js, lunr) and the
// index come when someone types. Filters and the decision aid of a page load them through the same function.
(() => {
  /**
   * @typedef {{text: string, mark: boolean}[]} Marked
   * @typedef {{address: string, title: Marked, kind: string, summary: Marked, why: {label: string, words: Marked} | null, answer: string}} Result
   * @typedef {{find: (question: string, options?: {among?: Set<string>, most?: number}) => {results: Result[], total: number, unknown: string[], sure: boolean}}} Finder
   */
  const box = document.querySelector("[data-finder-box]");
  const form = box?.querySelector("form");
  /** @type {HTMLInputElement | null} */
  const field = box?.querySelector("input") ?? null;
  if (!(box instanceof HTMLElement) || !form || !field) return;

  /** @param {string} selector */
  function part(selector) {
    const found = box?.querySelector(selector);
    if (!(found instanceof HTMLElement)) throw new Error(`${selector} is not there`);
    return found;
  }

  // Without this script it would be a combobox that never opens.
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-haspopup", "listbox");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-controls", "finder-results");
  const said = part(".finder__said");
  const output = part(".finder__output");
  const count = part(".finder__count");
  const list = part(".finder__results");
  const ways = part(".finder__ways");
  const files = box.dataset;
  const root = new URL(files.root ?? "", location.href);

  /** @param {string} address @returns {Promise<void>} */
  function script(address) {
    return new Promise((done, failed) => {
      const element = document.createElement("script");
      element.src = address;
      element.addEventListener("load", () => done());
      element.addEventListener("error", () => {
        element.remove();
        failed(new Error(`${address} did not come`));
      });
      document.head.append(element);
    });
  }

  /** @type {Promise<Finder> | null} */
  let coming = null;

  /** The engine with its index; loaded once, and again after it did not come. @returns {Promise<Finder>} */
  function load() {
    coming ??= (async () => {
      const { engine = "", script: own = "", index = "" } = files;
      const [answer] = await Promise.all([fetch(index), script(engine), script(own)]);
      if (!answer.ok) throw new Error(`${index} did not come`);
      const { makeFinder, lunr } = /** @type {any} */ (window);
      return makeFinder(await answer.json(), lunr);
    })().catch((error) => {
      coming = null;
      throw error;
    });
    return coming;
  }

  Object.assign(window, { paFinder: { load, root } });

  const COMING = "Getting the search ready …";
  const LOST = "Search could not load. Load this page again where there is signal.";
  const WEAK = "Nothing fits exactly. These pages are the nearest";
  const NOTHING = "Nothing found. Try one word, or a different word. Or look here:";

  /** @returns {HTMLAnchorElement[]} */
  const options = () => [...list.querySelectorAll("a")];
  const isOpen = () => !output.hidden;
  let active = -1;
  /** What the results are for. @type {string | null} */
  let shown = null;
  let followFirst = false;
  /** Whether the first result answers what was asked: only then does the Enter key open it unseen. */
  let sure = false;
  /** Whether someone waits for an answer: not after they closed the results or went on. */
  let awaited = false;

  /** @param {boolean} open */
  function show(open) {
    output.hidden = !open;
    document.body.classList.toggle("finding", open);
    field?.setAttribute("aria-expanded", String(open && !list.hidden));
    if (!open) choose(-1);
  }

  /** The reader closes the results, or goes on: an answer that is still coming opens and follows nothing. */
  function leave() {
    awaited = followFirst = false;
    show(false);
  }

  /** @param {number} number */
  function choose(number) {
    const all = options();
    active = number;
    all.forEach((option, at) => option.setAttribute("aria-selected", String(at === number)));
    const chosen = all[number];
    if (chosen) {
      field?.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else field?.removeAttribute("aria-activedescendant");
  }

  let resting = 0;
  /** Shows words at once, and tells them once typing rests. @param {string} words @param {string} [told] */
  function tell(words, told = words) {
    count.textContent = words;
    clearTimeout(resting);
    resting = setTimeout(() => {
      if (said.textContent !== told) said.textContent = told;
    }, 600);
  }

  /**
   * @template {keyof HTMLElementTagNameMap} T
   * @param {T} tag
   * @param {string} name
   * @param {Marked} [words]
   */
  function made(tag, name, words = []) {
    const element = document.createElement(tag);
    element.className = name;
    for (const { text, mark } of words) {
      if (mark) element.append(Object.assign(document.createElement("mark"), { textContent: text }));
      else element.append(text);
    }
    return element;
  }

  /** @param {Result} result @param {number} at */
  function row(result, at) {
    const link = made("a", "finder__result");
    link.href = new URL(result.address, root).href;
    link.id = `finder-result-${at + 1}`;
    link.dataset.finder = "result";
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    link.append(made("span", "finder__title", result.title), " ", made("span", "finder__kind", [{ text: result.kind, mark: false }]));
    const answer = at === 0 ? result.answer : "";
    if (answer) link.append(" ", made("span", "finder__answer", [{ text: answer, mark: false }]));
    else if (result.summary.length) link.append(" ", made("span", "finder__summary", result.summary));
    if (result.why) {
      const { label, words } = result.why;
      link.append(" ", made("span", "finder__why", [{ text: `${label}: `, mark: false }, ...words]));
    }
    const item = made("li", "finder__row");
    item.setAttribute("role", "presentation");
    item.append(link);
    return item;
  }

  /** @param {Finder} finder */
  function answer(finder) {
    const question = field?.value.trim() ?? "";
    if (!awaited || !question || shown === question) return;
    const found = finder.find(question);
    const { results, total, unknown } = found;
    shown = question;
    sure = found.sure;
    list.replaceChildren(...results.map(row));
    list.hidden = !results.length;
    ways.hidden = Boolean(results.length);
    show(true);
    choose(-1);
    output.scrollTop = 0;
    if (!results.length) tell(NOTHING);
    else {
      const more = total > results.length ? `, the first ${results.length} are below` : "";
      const without = unknown.length ? `. Not found: ${unknown.slice(0, 5).join(", ")}${unknown.length > 5 ? " and others" : ""}` : "";
      const words = sure ? `${total} ${total === 1 ? "page" : "pages"} found${more}${without}` : `${WEAK}${without}`;
      tell(words, `${words}. First: ${options()[0]?.querySelector(".finder__title")?.textContent ?? ""}`);
    }
    if (followFirst) follow();
  }

  /** Opens the first result where it answers, else marks it: the next Enter key opens it. */
  function follow() {
    followFirst = false;
    if (sure) options()[0]?.click();
    else if (options().length) choose(0);
  }

  function ask() {
    shown = null;
    followFirst = false;
    if (!field?.value.trim()) {
      list.replaceChildren();
      list.hidden = true;
      tell("");
      leave();
      return;
    }
    awaited = true;
    const slow = setTimeout(() => {
      if (shown !== null || !awaited) return;
      list.hidden = ways.hidden = true;
      show(true);
      tell(COMING);
    }, 50);
    load().then(
      (finder) => {
        clearTimeout(slow);
        answer(finder);
      },
      () => {
        clearTimeout(slow);
        if (!awaited) return;
        list.hidden = true;
        ways.hidden = false;
        show(true);
        tell(LOST);
      },
    );
  }

  field.addEventListener("input", ask);
  // Not on focus: a reader who only moves on with the Tab key is not searching.
  field.addEventListener("click", () => {
    if (field.value.trim() && !isOpen()) ask();
    else load().catch(() => undefined);
  });

  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // the key is for the method of input, such as a choice of characters
    const last = options().length - 1;
    if (event.key === "Escape") {
      event.preventDefault();
      if (isOpen()) leave();
      else if (field.value) {
        field.value = "";
        ask();
      }
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen()) {
        if (field.value.trim()) ask();
      } else if (event.key === "ArrowDown") choose(active < last ? active + 1 : 0);
      else choose(active > 0 ? active - 1 : last);
    } else if ((event.key === "Home" || event.key === "End") && active >= 0) {
      event.preventDefault();
      choose(event.key === "Home" ? 0 : last);
    }
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const isShown = isOpen() && !list.hidden && shown === field.value.trim();
    if (isShown && active >= 0) options()[active]?.click();
    else if (isShown && options().length) follow();
    else if (field.value.trim()) {
      ask();
      followFirst = true;
    }
  });

  // Results are links: Tab reaches each, and the arrow keys go on from there.
  output.addEventListener("keydown", (event) => {
    const at = options().findIndex((option) => option === event.target);
    if (event.key === "Escape") {
      field.focus();
      leave();
    } else if (at >= 0 && ["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) {
      event.preventDefault();
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: options().length - 1 }[event.key] ?? -1;
      (options()[to] ?? field).focus();
    }
  });
  box.addEventListener("focusout", (event) => {
    if (event.relatedTarget instanceof Node && !box.contains(event.relatedTarget)) leave();
  });
  document.addEventListener("pointerdown", (event) => {
    if (event.target instanceof Node && !box.contains(event.target)) leave();
  });

  // An address may ask for a search: ?q=insulin
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) {
    field.value = asked;
    field.focus(); // so that the keys go on from the results, and Escape closes them
    ask();
  }
})();
