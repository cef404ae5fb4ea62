// @ts-check
// Light or dark: what the device asks for, unless the reader chose on this site. Runs before the page is shown.
(() => {
  const KEY = "pa-pathways:scheme";
  /** @type {HTMLLinkElement | null} */
  const dark = document.querySelector("link[data-scheme=dark]");
  const asked = matchMedia("(prefers-color-scheme: dark)");

  /** What the reader chose on this page. @type {string | null} */
  let here = null;

  /** @returns {string | null} */
  function chosen() {
    try {
      return here ?? localStorage.getItem(KEY);
    } catch {
      return null;
    }
  }

  /** @returns {boolean} */
  function isDark() {
    const choice = chosen();
    return choice ? choice === "dark" : asked.matches;
  }

  function show() {
    const choice = chosen();
    if (dark) dark.media = choice === "dark" ? "screen" : choice === "light" ? "not all" : "(prefers-color-scheme: dark)";
    const name = document.querySelector("[data-scheme-name]");
    if (name) name.textContent = isDark() ? "Light colours" : "Dark colours";
  }

  show();
  asked.addEventListener("change", show);
  document.addEventListener("DOMContentLoaded", () => {
    /** @type {HTMLButtonElement | null} */
    const button = document.querySelector("[data-scheme-switch]");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      here = isDark() ? "light" : "dark";
      try {
        localStorage.setItem(KEY, here);
      } catch {
        // No storage: the choice lasts as long as the page.
      }
      show();
    });
    show();
  });
})();
