// @ts-check
// Starts the worker that keeps what was read (service-worker.js), where the browser and the address allow it.
(() => {
  const settings = JSON.parse(document.getElementById("__config")?.textContent ?? "{}");
  if (!settings.kept || !("serviceWorker" in navigator) || !isSecureContext) return;
  addEventListener("load", () => {
    navigator.serviceWorker.register(new URL(settings.kept, location.href), { updateViaCache: "none" }).catch(() => {
      // A private window may refuse. Everything works without it, as long as there is a signal.
    });
  });
})();
