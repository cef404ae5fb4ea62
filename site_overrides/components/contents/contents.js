// @ts-check
// "On this page" is open where there is room for it.
(() => {
  /** @type {HTMLDetailsElement | null} */
  const contents = document.querySelector("details[data-contents]");
  if (!contents) return;
  const room = matchMedia("(min-width: 64em)");
  const show = () => {
    contents.open = room.matches;
  };
  show();
  room.addEventListener("change", show);
})();
