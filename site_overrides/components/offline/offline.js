// @ts-check
// The page about reading without signal: what is on this device, a button that stores everything, one that deletes it.
(() => {
  const place = document.querySelector("[data-offline]");
  /** @type {HTMLButtonElement | null} */
  const keep = document.querySelector("[data-offline-keep]");
  /** @type {HTMLButtonElement | null} */
  const forget = document.querySelector("[data-offline-forget]");
  const state = document.querySelector("[data-offline-state]");
  const size = document.querySelector("[data-offline-size]");
  const list = document.querySelector("[data-offline-list]");
  const missing = document.querySelector("[data-offline-missing]");
  if (!(place instanceof HTMLElement) || !keep || !forget || !state || !size || !list) return;

  const base = new URL("../../", location.href).href;
  const PAGES = `kept ${base}`;

  if (missing instanceof HTMLElement && new URLSearchParams(location.search).has("missing")) missing.hidden = false;
  if (!("caches" in window) || !("serviceWorker" in navigator)) return;
  place.hidden = false;

  /** @typedef {{version: string, bytes: number, files: string[], titles: Record<string, string>}} Contents */
  /** @type {Contents | undefined} */
  let contents;

  /** @param {string} words */
  function say(words) {
    if (state) state.textContent = words;
  }

  async function show() {
    const cache = await caches.open(PAGES);
    const pages = [];
    for (const request of await cache.keys()) {
      const address = request.url.slice(base.length);
      if (!address.endsWith("/") && address !== "") continue;
      const when = (await cache.match(request))?.headers.get("x-kept-on");
      pages.push({ title: contents?.titles[address] ?? (address || "Home"), url: request.url, when });
    }
    pages.sort((one, other) => one.title.localeCompare(other.title));
    list?.replaceChildren(
      ...pages.map(({ title, url, when }) => {
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = url;
        link.textContent = title;
        const day = when ? `, from ${new Intl.DateTimeFormat("en-GB", { dateStyle: "long" }).format(new Date(when))}` : "";
        item.append(link, day);
        return item;
      }),
    );
    if (forget) forget.hidden = pages.length === 0;
    if (!state?.textContent) say(pages.length ? `${pages.length} pages are saved on this device.` : "No pages are saved on this device yet.");
  }

  async function keepAll() {
    if (!contents || !keep) return;
    keep.disabled = true;
    const cache = await caches.open(PAGES);
    const waiting = [...contents.files];
    const all = waiting.length;
    let failed = 0;
    const hand = async () => {
      for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
        try {
          const response = await fetch(new URL(file, base), { cache: "no-cache" });
          if (!response.ok) throw new Error(response.statusText);
          const headers = new Headers({ "x-kept-on": new Date().toISOString() });
          headers.set("content-type", response.headers.get("content-type") ?? "");
          await cache.put(new URL(file, base), new Response(await response.blob(), { headers }));
        } catch {
          failed += 1;
        }
        if ((all - waiting.length) % 25 === 0) say(`${all - waiting.length} of ${all} files are saved.`);
      }
    };
    await Promise.all([hand(), hand(), hand(), hand()]);
    say(
      failed
        ? `${failed} of ${all} files could not be saved. The others are saved. Try again where the signal is better.`
        : "The whole framework is saved on this device, with its search.",
    );
    keep.disabled = false;
    await show();
  }

  keep.addEventListener("click", () => {
    keepAll().catch(() => say("There is not enough space on this device. The pages saved before are still here."));
  });
  forget.addEventListener("click", () => {
    caches
      .delete(PAGES)
      .then(() => {
        say("Deleted. No pages are saved on this device.");
        return show();
      })
      .then(() => keep.focus());
  });

  fetch(new URL("offline.json", base))
    .then((response) => response.json())
    .then((/** @type {Contents} */ found) => {
      contents = found;
      size.textContent = `This downloads about ${(found.bytes / 1e6).toFixed(1)} MB.`;
    })
    .catch(() => {
      keep.hidden = true;
      say("There is no signal now. You can read the pages listed here.");
    })
    .then(show);
})();
