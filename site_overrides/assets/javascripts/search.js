// @ts-check
// Opens and closes the search on a phone. Finding is done by Material's script.
(() => {
  const toggle = document.getElementById("__search");
  /** @type {HTMLButtonElement | null} */
  const open = document.querySelector("[data-search-open]");
  const close = document.querySelector("[data-search-close]");
  /** @type {HTMLInputElement | null} */
  const query = document.querySelector("[data-md-component=search-query]");
  if (!(toggle instanceof HTMLInputElement) || !open || !close || !query) return;

  /** @param {boolean} on */
  function show(on) {
    if (toggle instanceof HTMLInputElement && toggle.checked !== on) toggle.click();
  }

  open.addEventListener("click", () => {
    show(true);
    query.focus();
  });
  close.addEventListener("click", () => {
    show(false);
    if (open.offsetParent) open.focus();
  });
  document.querySelector(".search__form")?.addEventListener("submit", (event) => event.preventDefault());
})();
