// @ts-check
// Opens and closes the search, and loads Material's script, which searches, when it is first used.
(() => {
  const toggle = document.getElementById("__search");
  const settings = document.getElementById("__config");
  /** @type {HTMLButtonElement | null} */
  const open = document.querySelector("[data-search-open]");
  /** @type {HTMLInputElement | null} */
  const query = document.querySelector("[data-md-component=search-query]");
  if (!(toggle instanceof HTMLInputElement) || !settings || !open || !query) return;

  // Words of a question that every page has: "can my PA give insulin" asks for "give insulin".
  const small =
    /^(a|an|and|any|are|at|be|can|could|do|does|for|from|get|has|have|he|her|his|how|i|if|in|is|it|may|me|much|my|of|on|or|our|pa|pas|she|should|some|somebody|someone|that|the|them|they|to|was|we|what|when|where|which|who|why|will|with|would|you|your)$/i;

  /** @param {string} question */
  function heart(question) {
    const words = question.replace(/[?!.,;:()"“”]+/g, " ").split(/\s+/);
    const content = words.filter((word) => word && !small.test(word.replace(/[’']s$/, "")));
    return content.length ? content.join(" ") : question;
  }

  /** The same words with a spelling tolerance: "insullin" is near "insulin". @param {string} words */
  function near(words) {
    return words.replace(/[\p{L}’']{5,}/gu, (word) => `${word}~${word.length > 8 ? 2 : 1}`);
  }

  // Material's worker takes messages: type 2 is a search, type 3 its results.
  class Asking extends Worker {
    /** The last search. @type {any} */
    asked = null;

    /** @param {string | URL} script */
    constructor(script) {
      super(script);
      // No results may be a spelling mistake: search again with a tolerance. Runs before Material receives the answer.
      this.addEventListener("message", (event) => {
        const slipped = this.asked && event.data?.type === 3 && !event.data.data.items.length;
        if (!slipped) return;
        const again = near(this.asked.data);
        if (again === this.asked.data) return;
        event.stopImmediatePropagation();
        super.postMessage({ ...this.asked, data: again });
        this.asked = null;
      });
    }

    /** @param {any} message */
    postMessage(message) {
      this.asked = message?.type === 2 ? { ...message, data: heart(message.data) } : null;
      super.postMessage(this.asked ?? message);
    }
  }

  const COMING = "Getting the search ready …";
  const status = document.querySelector("[data-md-component=search-result] [role=status]");

  function lost() {
    if (status?.textContent === COMING) status.textContent = "Search could not load. Load this page again where there is signal.";
  }

  let asked = false;
  function bring() {
    if (asked) return;
    asked = true;
    const { base, bundle } = JSON.parse(settings?.textContent ?? "{}");
    // Names that Material's script expects to find.
    const scope = new URL(base, location.href);
    Object.assign(window, { __md_scope: scope, __md_hash: () => 0, __md_get: () => null, __md_set: () => undefined });
    window.Worker = Asking;
    const script = document.createElement("script");
    if (status) status.textContent = COMING;
    // Without signal, one of the files fails to load. Material then throws an error and shows nothing.
    addEventListener("error", lost);
    script.addEventListener("error", lost);
    script.src = new URL(bundle, location.href).href;
    document.body.append(script);
  }

  /** @param {boolean} on */
  function show(on) {
    if (toggle instanceof HTMLInputElement && toggle.checked !== on) toggle.click();
  }
  // Material opens and closes as well: an address with ?q= opens, a link that was followed closes.
  toggle.addEventListener("change", () => document.body.classList.toggle("searching", toggle.checked));

  // An address may ask for a search: ?q=insulin
  if (new URLSearchParams(location.search).has("q")) bring();

  // Not on focus: a reader who only moves on with the Tab key is not searching.
  for (const act of ["click", "input"]) {
    query.addEventListener(act, () => {
      bring();
      show(true);
    });
  }
  // Material listens to key events. Text that is spoken, pasted or swiped comes without them.
  query.addEventListener("input", () => query.dispatchEvent(new KeyboardEvent("keyup")));
  open.addEventListener("click", () => {
    bring();
    show(true);
    query.focus();
  });

  function leave() {
    show(false);
    if (open?.offsetParent) open.focus();
  }

  for (const close of document.querySelectorAll("[data-search-close]")) close.addEventListener("click", leave);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && toggle.checked) leave();
  });
  document.querySelector(".search__form")?.addEventListener("submit", (event) => event.preventDefault());
})();
