// @ts-check
// Light or dark: what the device asks for, unless the reader chose on this site. Runs before the page is shown.
(() => {
  const KEY = "pa-pathways:scheme";
  /** @type {HTMLLinkElement | null} */
  const dark = document.querySelector("link[data-scheme=dark]");
  const asked = matchMedia("(prefers-color-scheme: dark)");

  /** @returns {string | null} */
  function chosen() {
    try {
      return localStorage.getItem(KEY);
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
      try {
        localStorage.setItem(KEY, isDark() ? "light" : "dark");
      } catch {
        // No storage: nothing to remember, the device decides.
      }
      show();
    });
    show();
  });
})();
