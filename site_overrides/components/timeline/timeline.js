// @ts-check
// Writes the days of a timeline from a day that someone chooses, and makes a calendar file of them. Nothing is sent or stored.
(() => {
  /** @type {HTMLElement | null} */
  const whole = document.querySelector("[data-timeline]");
  const day = /** @type {HTMLInputElement | null} */ (whole?.querySelector("input") ?? null);
  if (!whole || !day) return;
  const save = /** @type {HTMLButtonElement} */ (whole.querySelector("[data-save]"));
  const rows = /** @type {HTMLTableRowElement[]} */ ([...whole.querySelectorAll("[data-weeks]")]);

  /** @param {string} from @param {number} weeks */
  const later = (from, weeks) => new Date(Date.parse(`${from}T00:00:00Z`) + weeks * 7 * 86400000);
  /** @param {Date} date */
  const words = (date) => date.toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).replace(",", "");
  /** @param {Date} date */
  const plain = (date) => date.toISOString().slice(0, 10).replaceAll("-", "");
  const right = () => /^\d{4}-\d\d-\d\d$/.test(day.value) && day.value >= "2000-01-01" && day.value <= "2100-12-31";

  function write() {
    for (const row of rows) {
      const cell = row.cells[0];
      const when = cell.dataset.when ?? "";
      cell.textContent = right() ? `${words(later(day?.value ?? "", Number(row.dataset.weeks)))} (${when.toLowerCase()})` : when;
    }
    save.disabled = !right();
    /** @type {HTMLElement} */ (whole?.querySelector("[data-status]")).textContent = day?.value && !right() ? "Choose a day between 2000 and 2100." : "";
  }

  /** A line of a calendar file in parts of at most 60 characters. @param {string} name @param {string} text */
  const line = (name, text) => `${name}:${text.replace(/[\\;,]/g, "\\$&")}`.replace(/(.{60})(?=.)/gu, "$1\r\n ");

  /** The calendar file. */
  function calendar() {
    const now = `${new Date().toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
    const events = rows.flatMap((row, place) => {
      const date = later(day?.value ?? "", Number(row.dataset.weeks));
      const title = row.querySelector("strong")?.textContent ?? "";
      const text = (row.cells[1].textContent ?? "").replace(title, "").trim();
      return ["BEGIN:VEVENT", `UID:${plain(date)}-${place}@moving-between-funders`, `DTSTAMP:${now}`, `DTSTART;VALUE=DATE:${plain(date)}`, line("SUMMARY", title), line("DESCRIPTION", text), "END:VEVENT"];
    });
    return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//PA Pathways//Moving between funders//EN", ...events, "END:VCALENDAR", ""].join("\r\n");
  }

  day.addEventListener("input", write);
  save.addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([calendar()], { type: "text/calendar" }));
    link.download = "moving-between-funders.ics";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
  /** @type {HTMLButtonElement} */ (whole.querySelector("[data-print]")).addEventListener("click", () => window.print());
  /** @type {HTMLElement} */ (day.parentElement).hidden = false;
  write();
})();
