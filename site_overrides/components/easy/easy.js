// @ts-check
// Easy words first, on every page that has them, once the reader turned them on. The device remembers it.
// Safety information is never folded away: banners, and when to stop. Nor are doors and the self-check.
(() => {
  const KEY = "pa-pathways:easy";
  const ALWAYS = ".banners, .notes, .answers, .care, .instead, .easy, .hero, .doors, .where";
  /** @type {HTMLButtonElement | null} */
  const button = document.querySelector("[data-easy-switch]");
  const name = button?.querySelector("[data-easy-name]");
  const words = document.querySelector(".words");
  if (!button || !name || !words) return;
  const easy = words.querySelector(".easy");
  if (!easy) return;
  const home = document.createComment("");
  const lead = document.querySelector(".head .lead");
  const leadHome = document.createComment("");
  const fold = document.createElement("details");
  fold.className = "whole-page";
  const summary = document.createElement("summary");
  summary.textContent = "The whole page";
  fold.append(summary);

  let on = false;
  try {
    on = localStorage.getItem(KEY) === "on";
  } catch {
    // No storage: the choice lasts as long as the page.
  }

  /** Opens the fold where an address points into it. */
  function reveal() {
    const target = document.getElementById(location.hash.slice(1));
    if (target && fold.contains(target)) {
      fold.open = true;
      target.scrollIntoView();
    }
  }

  /** The page before the change. @type {ChildNode[]} */
  let before = [];

  function showEasyFirst() {
    if (!words || !easy) return;
    easy.replaceWith(home);
    before = [...words.childNodes];
    if (lead) {
      lead.replaceWith(leadHome);
      fold.append(lead);
    }
    const first = [...words.querySelectorAll(":scope > :is(.notes, .banners)")].pop();
    if (first) first.after(easy);
    else words.prepend(easy);
    for (const node of [...words.childNodes]) {
      if (!(node instanceof Element && node.matches(ALWAYS))) fold.append(node);
    }
    words.append(fold);
    reveal();
  }

  function restore() {
    if (!words || !easy || !fold.isConnected) return;
    fold.remove();
    if (lead) leadHome.replaceWith(lead);
    words.append(...before);
    home.replaceWith(easy);
  }

  function show() {
    if (name) name.textContent = on ? "Hide easy words" : "Show easy words";
    if (on) showEasyFirst();
    else restore();
  }

  button.addEventListener("click", () => {
    on = !on;
    try {
      localStorage.setItem(KEY, on ? "on" : "off");
    } catch {
      // Nothing to remember.
    }
    show();
  });
  let opened = false;
  addEventListener("beforeprint", () => {
    opened = fold.open;
    fold.open = true;
  });
  addEventListener("afterprint", () => {
    fold.open = opened;
  });
  addEventListener("hashchange", reveal);
  button.hidden = false;
  show();
})();
