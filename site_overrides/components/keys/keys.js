// @ts-check
// Material gives single letters a meaning (f, s, n, p). They surprise people who steer by voice (WCAG 2.1.4): off.
// It must run before Material's own script, so that it hears a key first.
addEventListener(
  "keydown",
  (event) => {
    const place = /** @type {HTMLElement | null} */ (event.target instanceof HTMLElement ? event.target : null);
    const writing = place && (place.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(place.tagName));
    if (event.key.length === 1 && !writing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.stopImmediatePropagation();
    }
  },
  true,
);
