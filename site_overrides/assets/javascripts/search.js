// @ts-check
// Opens and closes the search, and brings Material's script, which does the finding, when somebody first searches.
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
    /^(a|an|and|any|are|at|be|can|could|do|does|for|from|get|has|have|how|i|if|in|is|it|may|me|much|my|of|on|or|our|pa|pas|should|some|somebody|that|the|them|they|to|was|we|what|when|where|which|who|why|will|with|would|you|your)$/i;

  /** @param {string} question */
  function heart(question) {
    const words = question.replace(/[?!.,;:()"“”]+/g, " ").split(/\s+/);
    const kept = words.filter((word) => word && !small.test(word.replace(/[’']s$/, "")));
    return kept.length ? kept.join(" ") : question;
  }

  // Material asks its second script by messages; type 2 is a search.
  class Asking extends Worker {
    /** @param {any} message */
    postMessage(message) {
      super.postMessage(message?.type === 2 ? { ...message, data: heart(message.data) } : message);
    }
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

  // Not on focus: somebody who only passes by with the Tab key is not searching.
  for (const act of ["click", "input"]) {
    query.addEventListener(act, () => {
      bring();
      show(true);
    });
  }
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
