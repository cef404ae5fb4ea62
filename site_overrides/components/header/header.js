// @ts-check
// The menu. On a phone a button opens it, in place of the link to the list at the foot of the page; where there is room
// for it, only the sections below "More" are folded. Escape closes what is open, and the focus goes back to what opened it.
(() => {
  /** @type {HTMLAnchorElement | null} */
  const link = document.querySelector("a[data-menu]");
  const menu = document.getElementById("menu");
  /** @type {HTMLDetailsElement | null} */
  const more = document.querySelector("details[data-more]");
  if (!link || !menu || !more) return;
  const sections = more;
  const room = matchMedia("(min-width: 60em)");

  const button = document.createElement("button");
  button.type = "button";
  button.className = link.className;
  button.dataset.menu = "";
  button.setAttribute("aria-controls", menu.id);
  button.append(...link.childNodes);
  link.replaceWith(button);

  const isOpen = () => button.getAttribute("aria-expanded") === "true";

  /** @param {boolean} open */
  function show(open) {
    button.setAttribute("aria-expanded", String(open));
    menu?.classList.toggle("menu--open", open);
  }

  /** Sections are open in an open menu, and folded in a row of entries. */
  function fit() {
    show(false);
    sections.open = !room.matches;
  }

  button.addEventListener("click", () => show(!isOpen()));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (isOpen()) {
      show(false);
      button.focus();
    } else if (room.matches && sections.open) {
      const inside = sections.contains(document.activeElement);
      sections.open = false;
      if (inside) sections.querySelector("summary")?.focus();
    }
  });

  // The sections lie over the page: they close when a reader goes on elsewhere.
  sections.addEventListener("focusout", (event) => {
    if (room.matches && event.relatedTarget instanceof Node && !sections.contains(event.relatedTarget)) sections.open = false;
  });
  document.addEventListener("pointerdown", (event) => {
    if (room.matches && event.target instanceof Node && !sections.contains(event.target)) sections.open = false;
  });
  room.addEventListener("change", fit);
  fit();
})();
