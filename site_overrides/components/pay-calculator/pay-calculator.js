// @ts-check
// What a level pays in a week, a month and a year, beside the legal minimum of the day on which this runs. Rates and legal
// minimums are in the HTML of the page. Amounts are whole numbers (BigInt) of ten-thousandths, so nothing is lost.
// Nothing is stored: the answers are in the query of the address alone.
(() => {
  /** @type {HTMLElement | null} */
  const whole = document.querySelector("[data-pay-calculator]");
  const form = whole?.querySelector("form");
  if (!whole || !form) return;

  /** @param {string} name */
  const select = (name) => /** @type {HTMLSelectElement} */ (form.elements.namedItem(name));
  /** @param {string} name */
  const input = (name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
  /** @param {string} name */
  const part = (name) => /** @type {HTMLElement} */ (whole.querySelector(`[data-${name}]`));

  const UNIT = 10000n;
  const WEEKS = 52n;
  const MONTHS = 12n;
  const MOST_HOURS = 168n;
  /** More pounds an hour, or years of age, are a slip: an amount in pence, a yearly wage, a year of birth. */
  const MOST_POUNDS = 500n;
  const MOST_AGE = 120;

  /**
   * @typedef {object} Minimum
   * @property {string} first
   * @property {string} last empty: without end
   * @property {number} from the youngest age
   * @property {number} until the oldest age
   * @property {bigint} amount
   * @property {string} state
   * @property {string} doubtful the day from which the amount may have changed; empty: none
   */

  /**
   * A number as it is typed, in ten-thousandths; null where the text is no number, or has more than four decimals.
   * @param {string} text
   */
  function exact(text) {
    const found = /^(\d{1,7})(?:\.(\d{0,4}))?$/.exec(text.trim());
    return found ? BigInt(found[1]) * UNIT + BigInt((found[2] ?? "").padEnd(4, "0")) : null;
  }

  /**
   * Pence to the nearest penny, half a penny up, of an amount in ten-thousandths of pounds times hours in ten-thousandths.
   * @param {bigint} amount
   * @param {bigint} parts by how much it is divided
   */
  function pence(amount, parts) {
    const divisor = ((UNIT * UNIT) / 100n) * parts;
    return (2n * amount + divisor) / (2n * divisor);
  }

  /** £1,234.50 @param {bigint} amount in pence */
  function pounds(amount) {
    const whole = String(amount / 100n).replace(/\B(?=(\d{3})+$)/g, ",");
    return `£${whole}.${String(amount % 100n).padStart(2, "0")}`;
  }

  /** An hourly rate: to the penny, and exactly where it has more decimals. @param {bigint} amount in ten-thousandths */
  function hourly(amount) {
    const decimals = String(amount % UNIT).padStart(4, "0").replace(/0{1,2}$/, "");
    return `£${amount / UNIT}.${decimals}`;
  }

  /** 64p, £1.05 @param {bigint} amount in ten-thousandths */
  const difference = (amount) => (amount < UNIT && amount % 100n === 0n ? `${amount / 100n}p` : hourly(amount));

  /** 1 April 2026 @param {string} day */
  const words = (day) => new Date(`${day}T00:00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

  /** The day on this device, 2026-11-29. */
  function today() {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  }

  /** @type {Minimum[]} */
  const minimums = (whole.dataset.minimum ?? "").split(" ").filter(Boolean).flatMap((row) => {
    const [first, last, from, until, amount, state, doubtful] = row.split(",");
    const read = exact(amount);
    return read === null ? [] : [{ first, last, from: Number(from), until: until === "" ? Infinity : Number(until), amount: read, state, doubtful }];
  });

  /** @param {{first: string, last: string}} row @param {string} day */
  const applies = (row, day) => row.first <= day && (row.last === "" || day <= row.last);

  /**
   * The rate of the chosen level and funder on a day: of several the one that began last.
   * @param {string} day
   * @returns {bigint | null}
   */
  function rateOfLevel(day) {
    const rows = (select("level").selectedOptions[0]?.dataset.rates ?? "").split(" ").filter(Boolean).map((row) => {
      const [funder, first, last, amount] = row.split(",");
      return { funder, first, last, amount };
    });
    const found = rows.filter((row) => row.funder === select("funder").value && applies(row, day)).sort((one, other) => (one.first < other.first ? 1 : -1));
    return found.length ? exact(found[0].amount) : null;
  }

  /**
   * What the law says at an age, in words, and whether the rate is below it.
   * @param {bigint} rate
   * @param {number} age
   * @param {bigint} hours
   * @param {string} day
   * @returns {{text: string, below: boolean}}
   */
  function legal(rate, age, hours, day) {
    const atAge = minimums.filter((row) => row.from <= age && age <= row.until);
    const now = atAge.filter((row) => applies(row, day)).sort((one, other) => other.from - one.from)[0];
    if (!now) return { text: `This page has no legal minimum for age ${age}. Check GOV.UK before you agree a rate.`, below: false };
    const next = atAge.filter((row) => row.first > day).sort((one, other) => (one.first < other.first ? -1 : 1))[0];
    const later = next ? ` From ${words(next.first)} it is ${hourly(next.amount)}${next.state === "announced" ? " (announced)" : ""}.` : "";
    const least = `${hourly(now.amount)} an hour (from ${words(now.first)}${now.state === "announced" ? ", announced, not confirmed" : ""})`;
    if (rate < now.amount) {
      const short = now.amount - rate;
      const others = whole?.dataset.others ? ` Different for some people: ${whole.dataset.others}. See the legal minimum below.` : "";
      return { text: `Below the legal minimum. At age ${age} it is ${least}. This rate is ${difference(short)} an hour too low. That is ${pounds(pence(short * hours, 1n))} a week at these hours.${later}${others}`, below: true };
    }
    if (now.doubtful && day >= now.doubtful) {
      return { text: `We do not know the legal minimum today. At age ${age} it was ${least}, and it may have gone up on ${words(now.doubtful)}. Check GOV.UK.`, below: false };
    }
    const above = rate === now.amount ? "This rate is exactly that." : `This rate is ${difference(rate - now.amount)} an hour above it.`;
    return { text: `At age ${age} the legal minimum is ${least}. ${above}${later}`, below: false };
  }

  /** Marks a field that cannot be used, and joins it to the sentence that says so. @param {string} name @param {boolean} wrong */
  function mark(name, wrong) {
    const field = input(name);
    if (wrong) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    field.setAttribute("aria-describedby", `${field.id}-hint${wrong ? ` ${part("rate").id}` : ""}`);
  }

  function answer() {
    const day = today();
    // A comma is no full stop, and joins nothing: 13,50 is not 1350.
    const typed = input("rate").value.trim().replace(/^£\s*/, "");
    const amount = exact(typed);
    const own = amount !== null && amount <= MOST_POUNDS * UNIT ? amount : null;
    const hours = exact(input("hours").value);
    const years = /^\s*\d+\s*$/.test(input("age").value) ? Number(input("age").value) : 0;
    const age = years > 0 && years <= MOST_AGE ? years : null;
    const rightHours = hours !== null && hours > 0n && hours <= MOST_HOURS * UNIT;
    const rate = typed ? own : rateOfLevel(day);
    const problems = [
      typed && own === null ? "Write your rate an hour in pounds and pence, such as 13.50." : "",
      rightHours ? "" : "Write your hours a week as a number above 0 and up to 168, such as 37.5.",
      input("age").value.trim() && age === null ? "Write your age in years, such as 24." : "",
    ];
    mark("rate", problems[0] !== "");
    mark("hours", problems[1] !== "");
    mark("age", problems[2] !== "");
    const level = select("level").selectedOptions[0];
    const funder = select("funder").selectedOptions[0]?.text ?? "";
    const wrong = problems.filter(Boolean).join(" ");
    const none = `No rate is set for ${level?.text ?? "this level"} (${funder}) today.`;
    const example = level?.hasAttribute("data-example") ? " This is an example, not an offer." : "";
    part("rate").textContent = wrong || (rate === null ? none : typed ? `Your own rate: ${hourly(rate)} an hour` : `${level?.text}, ${funder}: ${hourly(rate)} an hour.${example}`);
    part("rate").classList.toggle("pay-calculator__wrong", wrong !== "");
    const sums = !wrong && rate !== null && hours !== null;
    part("sums").hidden = !sums;
    const said = !sums ? { text: "", below: false } : age === null ? { text: "Write your age to compare this with the legal minimum.", below: false } : legal(rate, age, hours, day);
    part("legal").textContent = said.text;
    part("legal").classList.toggle("pay-calculator__below", said.below);
    if (!sums) return;
    part("week").textContent = pounds(pence(rate * hours, 1n));
    part("month").textContent = pounds(pence(rate * hours * WEEKS, MONTHS));
    part("year").textContent = pounds(pence(rate * hours * WEEKS, 1n));
  }

  /** Writes the answers into the address, so that it can be sent to someone. */
  function share() {
    const address = new URL(location.href);
    for (const name of ["level", "funder", "age", "hours", "rate"]) {
      const value = name === "level" || name === "funder" ? select(name).value : input(name).value.trim();
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    address.hash = "";
    history.replaceState(history.state, "", address);
  }

  const own = form.querySelector("details");
  const asked = new URLSearchParams(location.search);
  for (const name of ["level", "funder"]) {
    const found = [...select(name).options].findIndex((option) => option.value === asked.get(name));
    if (found >= 0) select(name).selectedIndex = found;
  }
  for (const name of ["age", "hours", "rate"]) {
    const value = asked.get(name);
    if (value !== null) input(name).value = value.slice(0, input(name).maxLength);
  }
  if (own && input("rate").value) own.open = true;
  form.addEventListener("change", () => {
    answer();
    share();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    answer();
    share();
  });
  whole.hidden = false;
  answer();
})();
