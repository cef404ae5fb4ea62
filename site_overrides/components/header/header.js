// @ts-check
// On a phone: the button that opens the sections. Without this script they are open.
(() => {
  /** @type {HTMLButtonElement | null} */
  const button = document.querySelector("[data-menu]");
  const sections = document.getElementById("sections");
  if (!button || !sections) return;

  /** @param {boolean} open */
  function show(open) {
    button?.setAttribute("aria-expanded", String(open));
    sections?.classList.toggle("sections--open", open);
  }

  button.addEventListener("click", () => show(button.getAttribute("aria-expanded") !== "true"));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && button.getAttribute("aria-expanded") === "true") {
      show(false);
      button.focus();
    }
  });
})();
