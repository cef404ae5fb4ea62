// @ts-check
// Opens and closes the search, and brings Material's script, which does the finding, when somebody first searches.
(() => {
  const toggle = document.getElementById("__search");
  /** @type {HTMLButtonElement | null} */
  const open = document.querySelector("[data-search-open]");
  const close = document.querySelector("[data-search-close]");
  /** @type {HTMLInputElement | null} */
  const query = document.querySelector("[data-md-component=search-query]");
  /** @type {HTMLScriptElement | null} */
  const place = document.querySelector("script[data-bundle]");
  if (!(toggle instanceof HTMLInputElement) || !open || !close || !query || !place) return;

  let asked = false;
  function bring() {
    if (asked) return;
    asked = true;
    const script = document.createElement("script");
    script.src = place?.dataset.bundle ?? "";
    document.body.append(script);
  }

  // An address may ask for a search: ?q=insulin
  if (new URLSearchParams(location.search).has("q")) bring();

  /** @param {boolean} on */
  function show(on) {
    if (toggle instanceof HTMLInputElement && toggle.checked !== on) toggle.click();
  }

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

  close.addEventListener("click", leave);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && toggle.checked) leave();
  });
  document.querySelector(".search__form")?.addEventListener("submit", (event) => event.preventDefault());
})();
