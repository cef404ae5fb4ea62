// @ts-check
/// <reference lib="webworker" />
// Stores pages that were read, for a device without signal. The network is asked first; a copy shows its date.
// The build writes a line before these: `self.SHELL = {version, files}`, what every page needs, by versioned addresses.
(() => {
  const worker = /** @type {ServiceWorkerGlobalScope & {SHELL: {version: string, files: string[]}}} */ (
    /** @type {unknown} */ (self)
  );
  const scope = worker.registration.scope;
  const SHELL = `shell ${scope} ${worker.SHELL.version}`;
  const PAGES = `kept ${scope}`;
  const WHEN = "x-kept-on";
  const TIMEOUT = 4000; // milliseconds to wait for the network where there is a copy

  /** @param {string | URL} address */
  function plain(address) {
    const url = new URL(address, scope);
    url.hash = "";
    if (!url.searchParams.has("v")) url.search = "";
    return url.href;
  }

  /** There was no answer in time; one may still come. */
  class Slow extends Error {}

  /** Whether a page was taken away, such as a story whose consent was withdrawn. @param {Response} response */
  const isGone = (response) => response.status === 404 || response.status === 410;

  /** @param {string} address */
  async function remove(address) {
    const cache = await caches.open(PAGES);
    await cache.delete(plain(address), { ignoreSearch: true });
  }

  /** Pages in the cache that the site no longer lists are fetched again with each new version, and deleted if they are gone. */
  async function refreshUnlisted() {
    const shell = await caches.open(SHELL);
    const list = await shell.match(plain("offline.json"));
    if (!list) return;
    const listed = new Set((await list.json()).files);
    const pages = await caches.open(PAGES);
    for (const { url } of await pages.keys()) {
      const name = decodeURI(new URL(url).pathname.slice(new URL(scope).pathname.length));
      if (!listed.has(name)) await store(PAGES, url, await fetch(url, { cache: "no-cache" }));
    }
  }

  /**
   * @param {string} name
   * @param {string} address
   * @param {Response} response
   */
  async function store(name, address, response) {
    if (isGone(response)) await remove(address);
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
    for (const name of [PAGES, SHELL]) {
      const cache = await caches.open(name);
      const cached = (await cache.match(plain(address))) ?? (await cache.match(plain(address), { ignoreSearch: true }));
      if (cached) found.push(cached);
    }
    /** @param {Response} cached */
    const when = (cached) => cached.headers.get(WHEN) ?? "";
    return found.sort((one, other) => when(other).localeCompare(when(one)))[0];
  }

  /**
   * A copy says that it is one: the page may have changed, and an outdated stop sign can cause harm.
   * @param {Response} cached
   * @param {boolean} slow whether the network is only slow; else it gave no answer at all
   */
  async function withNotice(cached, slow) {
    const when = new Date(cached.headers.get(WHEN) ?? 0);
    const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long" }).format(when);
    const why = slow ? "The connection is slow." : "You are offline.";
    const again = slow ? "Load the page again to see today’s. " : "";
    const words =
      `<p class="offline-notice" role="status"><strong>${why}</strong> This copy is from ${day}. ${again}` +
      `It may have changed since then. If someone's safety depends on it, ring and ask.</p>`;
    const text = (await cached.text()).replace("<div data-offline-notice></div>", words);
    return new Response(text, { headers: { "content-type": "text/html; charset=utf-8" } });
  }

  /** @param {FetchEvent} event */
  async function page(event) {
    const address = event.request.url;
    const answer = fetch(event.request, { cache: "no-cache" });
    const cached = await copy(address);
    try {
      const response = await (cached ? Promise.race([answer, timeout()]) : answer);
      event.waitUntil(store(PAGES, address, response.clone()));
      return response;
    } catch (error) {
      // A slow answer is still stored for the next time.
      event.waitUntil(answer.then((response) => store(PAGES, address, response)).catch(() => undefined));
      if (cached) return withNotice(cached, error instanceof Slow);
      const offline = new URL("about/offline/", scope);
      offline.searchParams.set("missing", address.slice(scope.length));
      return address.startsWith(offline.href.split("?")[0] ?? "") ? Response.error() : Response.redirect(offline.href);
    }
  }

  /** Rejects after the timeout. @returns {Promise<never>} */
  function timeout() {
    return new Promise((_, refuse) => setTimeout(() => refuse(new Slow()), TIMEOUT));
  }

  /** Part of a page for its script, which says of a copy that it is one. @param {Response} cached */
  async function markedAsCopy(cached) {
    const headers = new Headers(cached.headers);
    headers.set("x-kept-copy", "yes");
    return new Response(await cached.blob(), { headers });
  }

  /** @param {FetchEvent} event */
  async function part(event) {
    const address = event.request.url;
    if (new URL(address).searchParams.has("v")) {
      const cached = await caches.match(plain(address));
      if (cached) return cached;
    }
    try {
      const response = await fetch(event.request);
      event.waitUntil(store(PAGES, address, response.clone()));
      return response;
    } catch (error) {
      const cached = await copy(address);
      if (cached) return address.endsWith("?part") ? markedAsCopy(cached) : cached;
      throw error;
    }
  }

  worker.addEventListener("install", (event) => {
    event.waitUntil(
      Promise.all(
        worker.SHELL.files.map(async (file) => store(SHELL, file, await fetch(new URL(file, scope)))),
      ).then(() => worker.skipWaiting()),
    );
  });

  worker.addEventListener("activate", (event) => {
    const old = async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith(`shell ${scope} `) && name !== SHELL) await caches.delete(name);
      }
      await worker.clients.claim();
      // The page that registered this worker was loaded before it: it is stored as well.
      for (const { url } of await worker.clients.matchAll({ type: "window" })) {
        if (url.startsWith(scope)) await store(PAGES, url, await fetch(url)).catch(() => undefined);
      }
      refreshUnlisted().catch(() => undefined); // not awaited: no page depends on it
    };
    event.waitUntil(old());
  });

  worker.addEventListener("fetch", (event) => {
    const { method, url, mode, destination } = event.request;
    if (method !== "GET" || !url.startsWith(scope)) return;
    if (mode === "navigate") event.respondWith(page(event));
    else if (destination || /\/(finder|offline)\.json(\?|$)|\?part$/.test(url)) event.respondWith(part(event));
    // Anything else, such as what the "keep everything" button fetches, goes its own way.
  });
})();
