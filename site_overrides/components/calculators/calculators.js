// @ts-check
// The calculators: works out what is typed, line by line, with the figures of the law of the day. Amounts are exact fractions
// (BigInt) that are rounded to the penny at each line, half a penny up, as `facts/sums.py` does. Nothing is sent or stored.
// The form opens empty. The example is filled in when someone asks for it, and the note says what of it is still there.
(() => {
  /** @type {HTMLElement | null} */
  const whole = document.querySelector("[data-sum]");
  const form = whole?.querySelector("form");
  if (!whole || !form) return;

  /** A fraction. @typedef {{n: bigint, d: bigint}} Part */
  /** @typedef {Record<string, string>} Words */
  /** @typedef {{first: string, last: string, amount: Part, doubt: string}} Row */
  /** @typedef {Row & {from: number, until: number}} Minimum */
  /** @typedef {Record<string, Part>} Figures */

  /** @param {bigint | number} n @param {bigint} d @returns {Part} */
  const part = (n, d = 1n) => ({ n: BigInt(n), d });
  const ZERO = part(0);
  const HUNDRED = part(100);
  const WEEKS = part(52);
  /** @param {Part} a @param {Part} b */
  const add = (a, b) => part(a.n * b.d + b.n * a.d, a.d * b.d);
  /** @param {Part} a @param {Part} b */
  const less = (a, b) => part(a.n * b.d - b.n * a.d, a.d * b.d);
  /** @param {Part} a @param {Part} b */
  const times = (a, b) => part(a.n * b.n, a.d * b.d);
  /** @param {Part} a @param {Part} b */
  const by = (a, b) => part(a.n * b.d, a.d * b.n);
  /** @param {Part} a @param {Part} b */
  const below = (a, b) => a.n * b.d < b.n * a.d;
  /** @param {Part} a @param {Part} b */
  const least = (a, b) => (below(a, b) ? a : b);
  /** @param {Part} a @param {Part} b */
  const most = (a, b) => (below(a, b) ? b : a);
  /** Rounded to so many parts of one, half of a part up. @param {Part} a @param {bigint} parts */
  const rounded = (a, parts) => part((2n * a.n * parts + a.d) / (2n * a.d), parts);
  /** @param {Part} a */
  const pounds = (a) => rounded(a, 100n);

  /** A number as it is typed: digits, a full stop, at most four decimals; null for anything else. @param {string} text */
  function exact(text) {
    const found = /^(\d{1,8})(?:\.(\d{0,4}))?$/.exec(text.trim().replace(/^£\s*/, "").replace(/\s*%$/, ""));
    return found ? part(BigInt(found[1]) * 10000n + BigInt((found[2] ?? "").padEnd(4, "0")), 10000n) : null;
  }

  /** £1,234.50 @param {Part} a */
  function money(a) {
    const { n } = pounds(a);
    return `£${String(n / 100n).replace(/\B(?=(\d{3})+$)/g, ",")}.${String(n % 100n).padStart(2, "0")}`;
  }

  /** 5.6, with at most four decimals @param {Part} a */
  function plain(a) {
    const { n } = rounded(a, 10000n);
    const decimals = String(n % 10000n).padStart(4, "0").replace(/0+$/, "");
    return `${n / 10000n}${decimals && `.${decimals}`}`;
  }

  /** A day as numbers. @param {string} day */
  const split = (day) => day.split("-").map(Number);
  /** @param {number} year @param {number} month @param {number} date */
  const iso = (year, month, date) => [String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(date).padStart(2, "0")].join("-");
  /** The same day so many months later, or the last day of that month. @param {string} day @param {number} months */
  function monthsLater(day, months) {
    const [year, month, date] = split(day);
    const first = new Date(Date.UTC(year, month - 1 + months, 1));
    const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
    return iso(first.getUTCFullYear(), first.getUTCMonth() + 1, Math.min(date, last));
  }
  /** @param {string} day @param {number} years */
  const yearsLater = (day, years) => monthsLater(day, 12 * years);
  /** Complete years from a day until another one, which is not included. @param {string} first @param {string} until */
  function completeYears(first, until) {
    const years = split(until)[0] - split(first)[0];
    return Math.max(yearsLater(first, years) > until ? years - 1 : years, 0);
  }
  /** Days since 1970. @param {string} day */
  const count = (day) => Date.parse(`${day}T00:00:00Z`) / 86400000;
  /** @param {string} day @param {number} days */
  const daysLater = (day, days) => new Date((count(day) + days) * 86400000).toISOString().slice(0, 10);
  /** @param {string} born @param {string} day */
  const ageOn = (born, day) => split(day)[0] - split(born)[0] - (day.slice(5) < born.slice(5) ? 1 : 0);
  /** @param {string} day */
  const inWords = (day) => new Date(`${day}T00:00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  function today() {
    const now = new Date();
    return iso(now.getFullYear(), now.getMonth() + 1, now.getDate());
  }

  /** An amount divided in proportion, to the penny; the last part is what is left. @param {Part} amount @param {Part[]} parts */
  function divided(amount, parts) {
    const sum = parts.reduce(add, ZERO);
    if (sum.n === 0n) return [];
    const shares = parts.slice(0, -1).map((each) => pounds(by(times(amount, each), sum)));
    return [...shares, less(amount, shares.reduce(add, ZERO))];
  }

  /** What is typed in a form. */
  class Typed {
    constructor() {
      /** @type {string[]} */
      this.problems = [];
      /** Labels of fields that are needed and still empty. @type {string[]} */
      this.awaited = [];
      /** Said where nothing else is wrong: a figure that the law has no row for. */
      this.missing = "";
    }

    /** Whether nothing can be worked out. */
    stops() {
      if (this.missing && !this.problems.length && !this.awaited.length) this.problems.push(this.missing);
      return this.problems.length + this.awaited.length > 0;
    }

    /** What is wrong and what is still to be filled in, as sentences. */
    said() {
      const todo = [...new Set(this.awaited)];
      return [...new Set(this.problems), ...(todo.length ? [`Still to fill in: ${todo.join("; ")}.`] : [])].join(" ");
    }

    /** @param {string} name */
    field(name) {
      return /** @type {HTMLInputElement} */ (form?.elements.namedItem(name));
    }

    /** @param {string} name */
    text(name) {
      return this.field(name).value.trim();
    }

    /** @param {string} name */
    ticked(name) {
      return this.field(name).checked;
    }

    /** @param {string} name */
    label(name) {
      return (this.field(name).labels?.[0]?.firstChild?.textContent ?? "").trim();
    }

    /** @param {string} name @param {string} sentence */
    wrong(name, sentence) {
      this.field(name).setAttribute("aria-invalid", "true");
      this.problems.push(sentence);
    }

    /** Asks for a field that is still empty. @param {string} name */
    ask(name) {
      this.awaited.push(this.label(name));
    }

    /** The number in a field; zero where it is empty. @param {string} name */
    amount(name) {
      const field = this.field(name);
      const text = field.value.trim();
      if (!text) {
        if (field.hasAttribute("data-needed")) this.ask(name);
        return ZERO;
      }
      const found = exact(text);
      const limit = Number(field.dataset.most);
      if (!found) this.wrong(name, `${this.label(name)}: write a number such as 12.50, without commas.`);
      else if (below(part(limit), found)) this.wrong(name, `${this.label(name)}: ${text} is too much. The most that makes sense is ${limit}.`);
      else if (field.hasAttribute("data-needed") && found.n === 0n) this.wrong(name, `${this.label(name)}: write a number above 0.`);
      return found ?? ZERO;
    }

    /** The day in a field, as 2026-11-30; empty where there is none. @param {string} name @param {boolean} needed */
    day(name, needed) {
      const text = this.text(name);
      const right = /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(count(text)) && text >= "1900-01-01" && text <= "2100-12-31";
      if (!text && needed && this.field(name).validity.valid) this.ask(name);
      else if ((text || needed) && !right) this.wrong(name, `${this.label(name)}: choose a day.`);
      return right ? text : "";
    }
  }

  /**
   * @param {Typed} typed @param {Figures} law
   * @returns {Words}
   */
  function costOfAPackage(typed, law) {
    const [wage, hours, insured, payroll, training, other] = ["wage", "hours", "insured", "payroll", "training", "other"].map((name) => typed.amount(name));
    const funders = [1, 2, 3].filter((n) => typed.text(`funder${n}`));
    const shares = funders.map((n) => typed.amount(`share${n}`));
    for (const n of [1, 2, 3]) if (!typed.text(`funder${n}`) && typed.text(`share${n}`)) typed.wrong(`funder${n}`, `Part ${n} has a per cent: write who pays it.`);
    const all = shares.reduce(add, ZERO);
    if (funders.length && (below(all, HUNDRED) || below(HUNDRED, all))) typed.wrong(`share${funders[0]}`, `The parts add up to ${plain(all)}%. They must add up to 100%.`);
    if (typed.stops()) return {};
    const wages = pounds(times(times(wage, hours), WEEKS));
    const covered = typed.ticked("covered");
    const cover = covered ? pounds(times(times(wage, hours), law.holiday)) : ZERO;
    const coverHoliday = pounds(by(times(cover, law.irregular), HUNDRED));
    const covering = add(cover, coverHoliday);
    /** @param {Part} pay */
    const pensionOn = (pay) => (below(pay, law.trigger) ? ZERO : pounds(by(times(most(less(least(pay, law.to), law.from), ZERO), law.pension), HUNDRED)));
    /** @param {Part} pay */
    const insuranceOn = (pay) => pounds(by(times(most(less(pay, law.threshold), ZERO), law.rate), HUNDRED));
    const pension = typed.ticked("pension") ? add(pensionOn(wages), pensionOn(covering)) : ZERO;
    const insurance = add(insuranceOn(wages), insuranceOn(covering));
    const toPay = typed.ticked("claimed") ? most(less(insurance, law.allowance), ZERO) : insurance;
    const others = [insured, payroll, training, other].reduce(add, ZERO);
    const total = [covering, pension, toPay, pounds(others)].reduce(add, wages);
    const weeks = covered ? WEEKS : less(WEEKS, law.holiday);
    /** @type {Words} */
    const words = { wages: money(wages), pension: money(pension), insurance: money(insurance), to_pay: money(toPay), others: money(others), total: money(total), week: money(by(total, WEEKS)), hour: money(by(total, times(hours, weeks))) };
    if (covered) Object.assign(words, { cover: money(cover), cover_holiday: money(coverHoliday) });
    divided(total, shares).forEach((share, place) => Object.assign(words, { [`part${place + 1}`]: money(share), [`funder${place + 1}`]: typed.text(`funder${funders[place]}`), [`per_cent${place + 1}`]: plain(shares[place]) }));
    return words;
  }

  /**
   * @param {Typed} typed @param {Figures} law
   * @returns {Words}
   */
  function redundancyPay(typed, law) {
    const [born, first, last] = ["born", "first", "last"].map((name) => typed.day(name, true));
    const given = typed.day("given", false) || last;
    const [week, insured, left, wage] = ["week", "insured", "left", "wage"].map((name) => typed.amount(name));
    const funders = [1, 2, 3].filter((n) => typed.text(`funder${n}`));
    const ends = funders.map((n) => typed.day(`until${n}`, true));
    for (const n of [1, 2, 3]) if (!typed.text(`funder${n}`) && typed.text(`until${n}`)) typed.wrong(`funder${n}`, `Period ${n} has a day: write who paid.`);
    if (typed.problems.length + typed.awaited.length) return {};
    if (last < first) typed.wrong("last", `The job ends on ${inWords(last)}, before it begins on ${inWords(first)}. Correct one of the days.`);
    else if (ageOn(born, first) < 16) typed.wrong("born", ageOn(born, first) < 0 ? `The PA was not yet born on the first day, ${inWords(first)}. Correct one of the days.` : `The PA would have been ${ageOn(born, first)} years old on the first day. Correct a day. For someone under 16 there are other rules: ask Acas.`);
    else if (ageOn(born, last) > 110) typed.wrong("born", `The PA would be ${ageOn(born, last)} years old. Correct the date of birth.`);
    if (!typed.problems.length && (given < first || last < given)) typed.wrong("given", `Notice was given on ${inWords(given)}. That day must be between the first and the last day of the job.`);
    funders.forEach((n, place) => {
      const start = place ? daysLater(ends[place - 1], 1) : first;
      if (ends[place] < start) typed.wrong(`until${n}`, `Funder ${n} paid until ${inWords(ends[place])}. That is before its first day, ${inWords(start)}: put the funders in order, so that no periods overlap.`);
    });
    if (!typed.problems.length && funders.length && ends[ends.length - 1] !== last) {
      const end = ends[ends.length - 1];
      typed.wrong(`until${funders[funders.length - 1]}`, `The last funder paid until ${inWords(end)}, and the job ends on ${inWords(last)}. ${end < last ? "Say who paid in between." : "Correct one of the days."}`);
    }
    if (left.n > 0n && wage.n === 0n) typed.wrong("wage", "Wage an hour: it is needed for the holiday not taken.");
    if (typed.stops()) return {};
    const after = daysLater(last, 1);
    const years = completeYears(first, after);
    const told = daysLater(given, 1);
    const noticeWeeks = monthsLater(first, Number(law.notice_after.n / law.notice_after.d)) <= told ? Math.min(Math.max(completeYears(first, told) * Number(law.notice_year.n / law.notice_year.d), 1), Number(law.notice_most.n / law.notice_most.d)) : 0;
    const unworked = Math.max(7 * noticeWeeks - (count(last) - count(given)), 0);
    const notice = pounds(by(times(week, part(unworked)), part(7)));
    const counted = years >= Number(law.least.n / law.least.d) ? Math.min(years, Number(law.most.n / law.most.d)) : 0;
    let weeks = ZERO;
    for (let number = 1; number <= counted; number += 1) {
      const age = part(ageOn(born, yearsLater(after, -number)));
      weeks = add(weeks, below(age, law.age_middle) ? law.weeks_young : below(age, law.age_older) ? law.weeks_middle : law.weeks_older);
    }
    const weekPay = least(week, law.limit);
    const pay = pounds(times(weekPay, weeks));
    const used = least(pounds(insured), pay);
    const rest = less(pay, used);
    const holiday = pounds(times(left, wage));
    const days = ends.map((end, place) => count(end) - count(place ? daysLater(ends[place - 1], 1) : first) + 1);
    /** @type {Words} */
    const words = { years: String(years), notice_weeks: String(noticeWeeks), notice: money(notice), notice_days: String(unworked), notice_all: String(7 * noticeWeeks), total: money([holiday, notice].reduce(add, pay)) };
    if (holiday.n > 0n) words.holiday = money(holiday);
    if (counted === 0) return { ...words, none: "–" };
    Object.assign(words, { counted: String(counted), weeks: plain(weeks), week_pay: money(weekPay), pay: money(pay), to_share: money(rest) });
    if (used.n > 0n) Object.assign(words, { insured: money(used), rest: money(rest) });
    divided(rest, days.map((each) => part(each))).forEach((share, place) => Object.assign(words, { [`part${place + 1}`]: money(share), [`funder${place + 1}`]: typed.text(`funder${funders[place]}`), [`days${place + 1}`]: String(days[place]) }));
    if (days.length) words.all_days = String(days.reduce((sum, each) => sum + each, 0));
    return words;
  }

  /**
   * @param {Typed} typed @param {Figures} _law @param {string} day
   * @returns {Words}
   */
  function payForAWeek(typed, _law, day) {
    const [age, wage, hours, nightHours, nightWage, nights, aNight, woken] = ["age", "wage", "hours", "night_hours", "night_wage", "nights", "a_night", "woken"].map((name) => typed.amount(name));
    const years = Number(age.n / age.d);
    if (!typed.problems.length && !typed.awaited.length && years < 16) typed.wrong("age", `Age of the PA: ${plain(age)}. For someone under 16 there are other rules. Ask your council before you employ a child.`);
    if (!typed.problems.length && below(part(168), [hours, nightHours, woken].reduce(add, ZERO))) typed.wrong("hours", "A week has 168 hours. These hours together are more.");
    if (nightHours.n > 0n && nightWage.n === 0n) typed.wrong("night_wage", "Wage an hour in waking nights: write it, or leave the hours out.");
    if (!typed.problems.length && !typed.awaited.length && [hours, nightHours, nights].every((each) => each.n === 0n)) typed.awaited.push("Hours awake by day, hours of waking nights, or sleep-in nights");
    if (woken.n > 0n && nights.n === 0n) typed.wrong("nights", "Hours awake in sleep-ins: write how many nights, or leave the hours out.");
    if (typed.stops()) return {};
    const found = minimums.filter((row) => row.from <= years && years <= row.until && applies(row, day)).sort((one, other) => other.from - one.from)[0];
    if (!found) {
      typed.wrong("age", `This page has no legal minimum for age ${years} on ${inWords(day)}. Check GOV.UK.`);
      return {};
    }
    doubtful(found, "the legal minimum", day);
    const [byDay, byNight, asleep, up] = [times(wage, hours), times(nightWage, nightHours), times(aNight, nights), times(wage, woken)].map(pounds);
    const short = add(times(most(less(found.amount, wage), ZERO), add(hours, woken)), times(most(less(found.amount, nightWage), ZERO), nightHours));
    /** @type {Words} */
    const words = { total: money([byNight, asleep, up].reduce(add, byDay)), counted: plain([nightHours, woken].reduce(add, hours)), least: money(found.amount) };
    if (hours.n > 0n) words.awake = money(byDay);
    if (pounds(short).n > 0n) words.below = money(short);
    else if (below(wage, found.amount)) words.low_wage = `${money(wage)} an hour`;
    else if ([nightHours, woken].reduce(add, hours).n > 0n) words.reached = "yes";
    if (nightHours.n > 0n) words.waking_night = money(byNight);
    if (nights.n > 0n) Object.assign(words, { sleep_in: money(asleep), woken_pay: money(up) });
    return words;
  }

  /**
   * @param {Typed} typed @param {Figures} law
   * @returns {Words}
   */
  function holidays(typed, law) {
    const [days, hours, worked, wage] = ["days", "hours", "worked", "wage"].map((name) => typed.amount(name));
    if (!typed.problems.length && (days.n > 0n) !== (hours.n > 0n)) typed.ask(days.n > 0n ? "hours" : "days");
    if (!typed.problems.length && !typed.awaited.length && below(times(days, part(24)), hours)) typed.wrong("hours", `${plain(hours)} hours do not fit into ${plain(days)} ${plain(days) === "1" ? "day" : "days"}.`);
    if (!typed.problems.length && days.n === 0n && worked.n === 0n) typed.awaited.push("days and hours of a week, or the hours worked");
    if (typed.stops()) return {};
    /** @type {Words} */
    const words = {};
    if (days.n > 0n) {
      const year = least(times(law.weeks, days), law.most_days);
      Object.assign(words, { year_days: plain(pounds(year)), year_hours: plain(pounds(by(times(year, hours), days))) });
    }
    if (worked.n > 0n) {
      const built = by(times(worked, law.share), HUNDRED);
      const inHours = rounded(built, 1n);
      Object.assign(words, { built: plain(built), whole: plain(inHours), pay: money(times(inHours, wage)), rolled_up: money(times(built, wage)) });
    }
    return words;
  }

  /** @type {Record<string, (typed: Typed, law: Figures, day: string) => Words>} */
  const WORK = { package: costOfAPackage, redundancy: redundancyPay, week: payForAWeek, holiday: holidays };

  /** @param {string} text @returns {Row} */
  function row(text) {
    const [first, last, amount, doubt] = text.split(",");
    return { first, last, amount: exact(amount) ?? ZERO, doubt };
  }
  /** @type {[string, Row[]][]} */
  const law = (whole.dataset.law ?? "").split(";").filter(Boolean).map((each) => {
    const [name, rows] = each.split("|");
    return [name, rows.split(" ").filter(Boolean).map(row)];
  });
  /** @type {Minimum[]} */
  const minimums = (whole.dataset.minimum ?? "").split(" ").filter(Boolean).map((each) => {
    const [first, last, from, until, amount, doubt] = each.split(",");
    return { first, last, from: Number(from), until: until === "" ? Infinity : Number(until), amount: exact(amount) ?? ZERO, doubt };
  });
  /** @param {{first: string, last: string}} each @param {string} day */
  const applies = (each, day) => each.first <= day && (each.last === "" || day <= each.last);
  /** @type {string[]} */
  let doubts = [];
  /** @param {Row} each @param {string} what @param {string} day */
  function doubtful(each, what, day) {
    if (each.doubt && each.doubt <= day) doubts.push(`From ${inWords(each.doubt)} ${what} may be another one. Check GOV.UK.`);
  }

  /** @param {string} name */
  const shown = (name) => /** @type {HTMLElement} */ (whole.querySelector(`[data-${name}]`));
  const lines = /** @type {HTMLTableRowElement[]} */ ([...whole.querySelectorAll("[data-line]")]);

  /** @param {string} text @param {Words} words */
  const filled = (text, words) => text.replace(/\{(\w+)\}/g, (name, key) => words[key] ?? name);

  /** What was typed, as the words that lines use. @param {Typed} typed */
  function typedWords(typed) {
    /** @type {Words} */
    const words = {};
    for (const field of form?.querySelectorAll("input[data-kind]") ?? []) {
      const input = /** @type {HTMLInputElement} */ (field);
      if (input.dataset.kind === "money") words[input.name] = money(typed.amount(input.name));
      if (input.dataset.kind === "number") words[input.name] = plain(typed.amount(input.name));
    }
    return words;
  }

  /** Says what is wrong or still to be filled in, once. @param {string} text */
  function say(text) {
    if (shown("status").textContent !== text) shown("status").textContent = text;
  }

  function answer() {
    for (const field of form?.querySelectorAll("[aria-invalid]") ?? []) field.removeAttribute("aria-invalid");
    const typed = new Typed();
    doubts = [];
    const lawDay = whole?.dataset.day ? typed.text(whole.dataset.day) || today() : today();
    /** @type {Figures} */
    const figures = {};
    for (const [name, rows] of law) {
      const found = rows.filter((each) => applies(each, lawDay)).sort((one, other) => (one.first < other.first ? 1 : -1))[0];
      if (found) {
        figures[name] = found.amount;
        doubtful(found, "a figure of the law", lawDay);
      } else if (/^\d{4}-/.test(lawDay)) typed.missing = `This page has no figure of the law for ${inWords(lawDay)}. Ask Acas.`;
    }
    const words = WORK[whole?.dataset.sum ?? ""](typed, figures, lawDay);
    const right = typed.problems.length + typed.awaited.length === 0;
    const all = right ? { ...typedWords(typed), ...Object.fromEntries(Object.entries(figures).map(([name, value]) => [`law_${name}`, plain(value).replace(/\B(?=(\d{3})+(?!\d))/g, ",")])), ...words } : {};
    for (const line of lines) {
      const [label, how, amount] = line.cells;
      line.hidden = !right || words[line.dataset.line ?? ""] === undefined;
      if (line.hidden) continue;
      label.textContent = filled(label.dataset.label ?? "", all);
      how.textContent = filled(how.dataset.how ?? "", all);
      amount.textContent = words[line.dataset.line ?? ""];
    }
    shown("lines").hidden = !right;
    headline(right);
    say(typed.said());
    shown("doubt").textContent = right ? [...new Set(doubts)].join(" ") : "";
  }

  /** The lines that matter most, above the optional fields. @param {boolean} right */
  function headline(right) {
    const list = shown("result");
    const told = right ? lines.filter((line) => !line.hidden && line.hasAttribute("data-main")) : [];
    list.replaceChildren(
      ...told.map((line) => {
        const entry = document.createElement("div");
        const name = document.createElement("dt");
        const amount = document.createElement("dd");
        name.textContent = line.cells[0].textContent;
        amount.textContent = line.cells[2].textContent;
        entry.append(name, amount);
        return entry;
      }),
    );
    list.hidden = !told.length;
  }

  /** A value as a reader writes it, where it can be read; else as it was typed. @param {HTMLInputElement} field */
  function asTyped(field) {
    if (field.type === "checkbox") return fields.some((each) => each.type !== "checkbox" && valueOf(each)) ? (field.checked ? "yes" : "no") : "";
    const value = field.value.trim();
    if (field.type === "date") return value && inWords(value);
    const amount = field.dataset.kind === "money" ? exact(value) : null;
    return amount ? money(amount) : value;
  }

  /** Above the working, for paper: what was typed. */
  function list() {
    const typed = shown("typed");
    typed.replaceChildren();
    for (const field of form?.querySelectorAll("input") ?? []) {
      const value = asTyped(field);
      if (!value) continue;
      const label = labelOf(field);
      const entry = document.createElement("tr");
      const heading = document.createElement("th");
      heading.scope = "row";
      heading.textContent = field.dataset.kind === "money" ? label.replace(", in pounds", "") : label;
      entry.append(heading);
      entry.insertCell().textContent = value;
      typed.append(entry);
    }
    shown("values").hidden = !typed.childElementCount;
  }

  /** @param {HTMLInputElement} field */
  const labelOf = (field) => (field.labels?.[0]?.firstChild?.textContent?.trim() || field.labels?.[0]?.textContent || "").trim();
  const fields = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("input")]);
  /** What the fields have as it is compared: `yes` or nothing for a tick. @param {HTMLInputElement} field */
  const valueOf = (field) => (field.type === "checkbox" ? (field.checked ? "yes" : "") : field.value.trim());
  /** Fields with the value of the example that no one has typed. @type {Set<HTMLInputElement>} */
  const fromExample = new Set();

  /** Says whether the form has the example, a part of it, or nothing yet. */
  function note() {
    const whole = fields.every((field) => valueOf(field) === (field.dataset.example ?? ""));
    const left = [...fromExample].map(labelOf);
    const nothing = fields.every((field) => field.type === "checkbox" || !valueOf(field));
    if (nothing) shown("note").textContent = "Fill in the form, and the working appears here. Or choose “Fill in an example”.";
    else if (whole && left.length) shown("note").textContent = "This is a worked example.";
    else if (left.length) shown("note").textContent = `Part of this is still the example: ${left.join("; ")}. Change it, or clear the form.`;
    else shown("note").textContent = "";
    if (nothing) {
      shown("lines").hidden = true;
      say("");
    }
  }

  function show() {
    answer();
    list();
    note();
  }

  form.addEventListener("input", (event) => {
    fromExample.delete(/** @type {HTMLInputElement} */ (event.target));
    show();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  shown("fill").addEventListener("click", () => {
    fromExample.clear();
    for (const field of fields) {
      const example = field.dataset.example ?? "";
      if (field.type === "checkbox") field.checked = example === "yes";
      else field.value = example;
      if (example) fromExample.add(field);
    }
    show();
  });
  shown("empty").addEventListener("click", () => {
    fromExample.clear();
    for (const field of fields) {
      if (field.type === "checkbox") field.checked = field.defaultChecked;
      else field.value = "";
    }
    show();
    fields[0]?.focus();
  });
  shown("print").addEventListener("click", () => window.print());
  form.hidden = false;
  show();
})();
