// @ts-check
// Fetches a part of a page from the page of its own that it has where there is too much of it for one page.
(() => {
  /** Parts by address, each fetched once. @type {Map<string, Promise<ParentNode>>} */
  const parts = new Map();

  /** A sentence where the part is a copy that this device stored. @param {string | null} when */
  function notice(when) {
    const words = document.createElement("p");
    words.className = "offline-notice";
    const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long" }).format(new Date(when ?? 0));
    words.textContent = `You are offline. This copy is from ${day}. It may have changed since then.`;
    return words;
  }

  /** @param {string} address */
  async function part(address) {
    const url = new URL(address, location.href);
    const answer = await fetch(`${url}?part`);
    if (!answer.ok) throw new Error(`${url} did not come`);
    const main = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
    if (!main) throw new Error(`${url} is no page`);
    for (const link of main.querySelectorAll("a[href]")) link.setAttribute("href", new URL(link.getAttribute("href") ?? "", url).href);
    if (answer.headers.has("x-kept-copy")) for (const item of main.querySelectorAll("[data-part-item]")) item.prepend(notice(answer.headers.get("x-kept-on")));
    return main;
  }

  /**
   * The page of a part, from this site or from what the device stored. Its links lead where they led.
   * @param {string} address
   * @returns {Promise<ParentNode>}
   */
  function loadPart(address) {
    const coming = parts.get(address) ?? part(address);
    parts.set(address, coming);
    coming.catch(() => parts.delete(address));
    return coming;
  }

  Object.assign(globalThis, { loadPart });
})();
