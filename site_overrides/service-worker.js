// @ts-check
/// <reference lib="webworker" />
// Keeps what was read, for when there is no signal. The network is asked first; a copy says from when it is.
// The build writes a line before these: `self.SHELL = {version, files}`, what every page needs, named by content.
(() => {
  const worker = /** @type {ServiceWorkerGlobalScope & {SHELL: {version: string, files: string[]}}} */ (
    /** @type {unknown} */ (self)
  );
  const scope = worker.registration.scope;
  const SHELL = `shell ${scope} ${worker.SHELL.version}`;
  const KEPT = `kept ${scope}`;
  const WHEN = "x-kept-on";
  const PATIENCE = 4000; // milliseconds for a network that does not answer, where a copy is here

  /** @param {string | URL} address */
  function plain(address) {
    const url = new URL(address, scope);
    url.hash = "";
    if (!url.searchParams.has("v")) url.search = "";
    return url.href;
  }

  /** Whether a page was taken away, such as a story whose consent was withdrawn. @param {Response} response */
  const isGone = (response) => response.status === 404 || response.status === 410;

  /** @param {string} address */
  async function forget(address) {
    const cache = await caches.open(KEPT);
    await cache.delete(plain(address), { ignoreSearch: true });
  }

  /** What is kept and is not in the site's list any more: asked for again with each new version, and forgotten where it is gone. */
  async function askForWhatIsNotListed() {
    const shell = await caches.open(SHELL);
    const list = await shell.match(plain("offline.json"));
    if (!list) return;
    const there = new Set((await list.json()).files);
    const kept = await caches.open(KEPT);
    for (const { url } of await kept.keys()) {
      const name = decodeURI(new URL(url).pathname.slice(new URL(scope).pathname.length));
      if (!there.has(name)) await keep(KEPT, url, await fetch(url, { cache: "no-cache" }));
    }
  }

  /**
   * @param {string} name
   * @param {string} address
   * @param {Response} response
   */
  async function keep(name, address, response) {
    if (isGone(response)) await forget(address);
    if (!response.ok || response.redirected) return;
    const headers = new Headers(response.headers);
    headers.set(WHEN, new Date().toISOString());
    headers.delete("content-encoding");
    headers.delete("content-length");
    const cache = await caches.open(name);
    await cache.put(plain(address), new Response(await response.blob(), { headers }));
  }

  /** @param {string} address */
  async function copy(address) {
    const found = [];
    for (const name of [KEPT, SHELL]) {
      const cache = await caches.open(name);
      const kept = (await cache.match(plain(address))) ?? (await cache.match(plain(address), { ignoreSearch: true }));
      if (kept) found.push(kept);
    }
    /** @param {Response} kept */
    const when = (kept) => kept.headers.get(WHEN) ?? "";
    return found.sort((one, other) => when(other).localeCompare(when(one)))[0];
  }

  /**
   * A kept page says so: what stood on it may have changed, and a stop sign of last year can hurt.
   * @param {Response} kept
   */
  async function told(kept) {
    const when = new Date(kept.headers.get(WHEN) ?? 0);
    const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long" }).format(when);
    const words =
      `<p class="kept" role="status"><strong>You are offline.</strong> This copy is from ${day}. ` +
      `It may have changed since then. If somebody's safety hangs on it, ring and ask.</p>`;
    const text = (await kept.text()).replace("<div data-kept></div>", words);
    return new Response(text, { headers: { "content-type": "text/html; charset=utf-8" } });
  }

  /** @param {FetchEvent} event */
  async function page(event) {
    const address = event.request.url;
    const answer = fetch(event.request, { cache: "no-cache" });
    const kept = await copy(address);
    try {
      const response = await (kept ? Promise.race([answer, late()]) : answer);
      event.waitUntil(keep(KEPT, address, response.clone()));
      return response;
    } catch {
      // A slow answer is still kept for the next time.
      event.waitUntil(answer.then((response) => keep(KEPT, address, response)).catch(() => undefined));
      if (kept) return told(kept);
      const offline = new URL("about/offline/", scope);
      offline.searchParams.set("missing", address.slice(scope.length));
      return address.startsWith(offline.href.split("?")[0] ?? "") ? Response.error() : Response.redirect(offline.href);
    }
  }

  /** @returns {Promise<never>} */
  function late() {
    return new Promise((_, refuse) => setTimeout(() => refuse(new Error("late")), PATIENCE));
  }

  /** @param {FetchEvent} event */
  async function part(event) {
    const address = event.request.url;
    if (new URL(address).searchParams.has("v")) {
      const kept = await caches.match(plain(address));
      if (kept) return kept;
    }
    try {
      const response = await fetch(event.request);
      event.waitUntil(keep(KEPT, address, response.clone()));
      return response;
    } catch (error) {
      const kept = await copy(address);
      if (kept) return kept;
      throw error;
    }
  }

  worker.addEventListener("install", (event) => {
    event.waitUntil(
      Promise.all(
        worker.SHELL.files.map(async (file) => keep(SHELL, file, await fetch(new URL(file, scope)))),
      ).then(() => worker.skipWaiting()),
    );
  });

  worker.addEventListener("activate", (event) => {
    const old = async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith(`shell ${scope} `) && name !== SHELL) await caches.delete(name);
      }
      await worker.clients.claim();
      // The page that brought this worker came before it: it is kept as well.
      for (const { url } of await worker.clients.matchAll({ type: "window" })) {
        if (url.startsWith(scope)) await keep(KEPT, url, await fetch(url)).catch(() => undefined);
      }
      askForWhatIsNotListed().catch(() => undefined); // not waited for: no page waits for it either
    };
    event.waitUntil(old());
  });

  worker.addEventListener("fetch", (event) => {
    const { method, url, mode, destination } = event.request;
    if (method !== "GET" || !url.startsWith(scope)) return;
    if (mode === "navigate") event.respondWith(page(event));
    else if (destination || /\/(search_index|offline)\.json$/.test(url)) event.respondWith(part(event));
    // Anything else, such as what the "keep everything" button fetches, goes its own way.
  });
})();
