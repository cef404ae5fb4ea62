// @ts-check
// Registers the worker that stores pages for a device without signal (service-worker.js), where the browser allows it.
(() => {
  const address = document.documentElement.dataset.serviceWorker;
  if (!address || !("serviceWorker" in navigator) || !isSecureContext) return;
  addEventListener("load", () => {
    navigator.serviceWorker.register(new URL(address, location.href), { updateViaCache: "none" }).catch(() => {
      // A private window may refuse. Everything works without it, as long as there is a signal.
    });
  });
})();
