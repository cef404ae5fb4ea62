// @ts-check
// Shares the page with what the device offers, or copies its address. Nothing goes to anyone else. Without this script,
// or where the browser can do neither, the buttons stay hidden.
(() => {
  /** @type {HTMLElement | null} */
  const box = document.querySelector("[data-share]");
  /** @type {HTMLButtonElement | null | undefined} */
  const share = box?.querySelector("[data-share-with]");
  /** @type {HTMLButtonElement | null | undefined} */
  const copy = box?.querySelector("[data-share-copy]");
  const said = box?.querySelector("output");
  if (!box || !share || !copy || !said) return;

  const url = location.href.split(/[?#]/)[0] ?? "";
  const page = {
    title: document.title,
    text: document.querySelector("meta[name=description]")?.getAttribute("content") ?? "",
    url,
  };

  share.addEventListener("click", async () => {
    try {
      await navigator.share(page);
    } catch (error) {
      // Closing the list of apps is no fault. Anything else: the link can still be copied.
      if (!(error instanceof DOMException && error.name === "AbortError")) said.textContent = url;
    }
  });

  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(url);
      said.textContent = "The link is copied.";
    } catch {
      said.textContent = url;
    }
  });

  share.hidden = !("share" in navigator);
  copy.hidden = !("clipboard" in navigator);
  box.hidden = share.hidden && copy.hidden;
})();
