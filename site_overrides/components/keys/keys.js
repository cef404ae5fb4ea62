// @ts-check
// Turns off Material's shortcuts of single letters (f, s, n, p), which get in the way of voice control (WCAG 2.1.4).
// Must run before Material's own script, to receive key events first.
addEventListener(
  "keydown",
  (event) => {
    const target = /** @type {HTMLElement | null} */ (event.target instanceof HTMLElement ? event.target : null);
    const editing = target && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
    if (event.key.length === 1 && !editing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.stopImmediatePropagation();
    }
  },
  true,
);
