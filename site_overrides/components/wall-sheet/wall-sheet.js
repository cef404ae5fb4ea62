// @ts-check
// The wall sheet: a button that prints it, and the day of printing on the paper.
(() => {
  const button = document.querySelector("[data-print-sheet]");
  const day = document.querySelector("[data-printed]");
  const line = button?.closest("p");
  if (!button || !day || !line) return;

  line.hidden = false;
  button.addEventListener("click", () => print());
  addEventListener("beforeprint", () => {
    day.textContent = new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  });
  addEventListener("afterprint", () => {
    day.textContent = "";
  });
})();
