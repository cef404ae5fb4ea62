// @ts-check
// The self-check: the short version asks one question at a time, the full one an area at a time, with the same fields.
// Answers stay in this browser: nothing is sent, and the address contains no answer.
// Competences, levels and learning are in the HTML of the page; this script adds the answers. Where the page has no room
// for all competences, an area has a page of its own for each part, which is fetched when the part is opened, when this
// device has an answer that belongs to it, or when a level is chosen that expects one of its competences.
(() => {
  // Several frameworks may share a host: each has its own answers, by the path at which it stands.
  const FORMER_KEY = "pa-pathways:where-am-i";
  const KEY = `${FORMER_KEY}:${new URL("../../", location.href).pathname}`;
  const NOT_YET = "not-yet";
  const TOO_BIG = 1_000_000;

  /** @param {string} name @param {ParentNode} within */
  const find = (name, within = document) => /** @type {HTMLElement | null} */ (within.querySelector(`[data-${name}]`));
  const page = find("where");
  const form = find("where-form");
  const nav = /** @type {HTMLDetailsElement | null} */ (find("where-nav"));
  const place = find("where-place");
  const status = find("where-status");
  const result = find("where-result");
  const strengths = find("where-strengths");
  const gaps = find("where-gaps");
  const top = find("where-top");
  const next = find("where-next");
  const onward = find("where-onward");
  const printed = find("where-printed");
  const ask = /** @type {HTMLDialogElement | null} */ (find("where-ask"));
  const file = /** @type {HTMLInputElement | null} */ (find("where-file"));
  const level = /** @type {HTMLSelectElement | null} */ (document.querySelector("[data-where-level] select"));
  if (!page || !form || !nav || !place || !status || !result || !strengths || !gaps || !top || !next || !onward || !printed || !ask || !file || !level) return;
  const steps = (page.dataset.steps ?? "").split(" ");
  const areas = /** @type {HTMLElement[]} */ ([...form.querySelectorAll("section[data-area]")]);

  /**
   * @typedef {object} Competence
   * @property {string} id
   * @property {string} title
   * @property {HTMLElement} box
   * @property {HTMLElement} area
   * @property {string} href
   * @property {Map<string, string>} expects level → step
   * @property {HTMLElement[]} learning
   */

  /**
   * @typedef {object} Level
   * @property {string} id
   * @property {string} title
   * @property {string} href
   * @property {string} pay in words, or nothing
   */

  /** Competences that the page has by now, in its order. @type {Map<string, Competence>} */
  const competences = new Map();
  function collect() {
    competences.clear();
    for (const area of areas) {
      for (const box of /** @type {NodeListOf<HTMLElement>} */ (area.querySelectorAll("fieldset[data-competence]"))) {
        const id = box.dataset.competence ?? "";
        const expects = (box.dataset.expects ?? "").split(" ").filter(Boolean).map((pair) => /** @type {[string, string]} */ (pair.split(":")));
        competences.set(id, {
          id,
          title: box.querySelector("legend")?.textContent ?? "",
          box,
          area,
          href: box.querySelector("a")?.getAttribute("href") ?? "",
          expects: new Map(expects),
          learning: [...box.querySelectorAll("[data-learning] > li")].filter((element) => element instanceof HTMLElement),
        });
      }
    }
  }
  collect();

  /** The place of what is still on a page of its own, by area. @type {Map<HTMLElement, HTMLElement>} */
  const elsewhere = new Map();
  /** Ids of competences that are on such a page → their area. @type {Map<string, HTMLElement>} */
  const areaOf = new Map();
  for (const area of areas) {
    const there = find("where-elsewhere", area);
    if (!there) continue;
    elsewhere.set(area, there);
    for (const id of (there.dataset.ids ?? "").split(" ")) areaOf.set(id, area);
  }

  /** What the short version asks, in order. */
  const questions = [...competences.values()].filter((competence) => "first" in competence.box.dataset);
  /** Levels, the lowest first. @type {Level[]} */
  const levels = [...page.querySelectorAll("[data-where-levels] > li")].map((line) => ({
    id: line.getAttribute("data-level") ?? "",
    title: line.querySelector("a")?.textContent ?? "",
    href: line.querySelector("a")?.getAttribute("href") ?? "",
    pay: line.querySelector("[data-pay]")?.textContent ?? "",
  }));

  /** Ids of competences that another one has replaced → its id. @type {Map<string, string>} */
  const replaced = new Map((page.dataset.replaced ?? "").split(" ").filter(Boolean).map((pair) => /** @type {[string, string]} */ (pair.split(":"))));

  /** Answers to competences that this page has: id → step or "not-yet". @type {Map<string, string>} */
  let answers = new Map();
  /** Answers to competences that this page does not have: stored, and written to every file. @type {Map<string, string>} */
  let unknown = new Map();
  let keeps = true;

  // --- reading and storing

  /** An error whose message tells the reader why a file is refused. */
  class Refused extends Error {}

  /**
   * Reads answers from text: a file, or what the browser stored.
   * @param {string} text
   * @returns {{known: Map<string, string>, unknown: Map<string, string>, level: string}}
   */
  function read(text) {
    if (text.length > TOO_BIG) throw new Refused("This file is too big to be a file of answers. Nothing has changed.");
    /** @type {unknown} */
    let data;
    try {
      data = JSON.parse(text);
    } catch {
      throw new Refused("This file cannot be read. Choose one that this page saved; its name ends in .json. Nothing has changed.");
    }
    const held = /** @type {{version?: unknown, answers?: unknown, level?: unknown}} */ (data && typeof data === "object" ? data : {});
    if (typeof held.version === "number" && held.version > 1) {
      throw new Refused("This file was made by a newer version of this page. Load the page again, then try once more. Nothing has changed.");
    }
    if (held.version !== 1 || !held.answers || typeof held.answers !== "object" || Array.isArray(held.answers)) {
      throw new Refused("This is not a file of answers from this page. Nothing has changed.");
    }
    for (const step of Object.values(held.answers)) {
      if (typeof step !== "string") throw new Refused("An answer in this file is not one that this page writes. Nothing has changed.");
    }
    return { ...sorted(new Map(Object.entries(held.answers))), level: typeof held.level === "string" ? held.level : "" };
  }

  /** @param {string} id of a competence, perhaps one that another has replaced */
  const present = (id) => (competences.has(id) || areaOf.has(id) ? id : (replaced.get(id) ?? id));

  /** Answers by whether this page has their competence by now. @param {Map<string, string>} all */
  function sorted(all) {
    const known = new Map();
    const unknown = new Map();
    for (const [id, step] of all) {
      const now = present(id);
      const isOlder = now !== id && all.has(now);
      if (!isOlder && competences.has(now) && (step === NOT_YET || steps.includes(step))) known.set(now, step);
      else unknown.set(id, step);
    }
    return { known, unknown };
  }

  /** Fetches the questions of areas that are on pages of their own. @param {HTMLElement[]} wanted */
  async function bring(wanted) {
    const { loadPart } = /** @type {{loadPart: (address: string) => Promise<ParentNode>}} */ (/** @type {unknown} */ (globalThis));
    const missing = wanted.filter((area) => elsewhere.has(area));
    if (!missing.length) return;
    const came = await Promise.allSettled(
      missing.map(async (area) => {
        const there = elsewhere.get(area);
        const part = await loadPart(there?.dataset.whereElsewhere ?? "");
        if (!there || elsewhere.get(area) !== there) return;
        const boxes = [...part.querySelectorAll("fieldset[data-competence]")].map((box) => document.importNode(box, true));
        for (const box of boxes) for (const hidden of box.querySelectorAll("[data-where-skip]")) hidden.removeAttribute("hidden");
        there.replaceChildren(...boxes);
        elsewhere.delete(area);
      }),
    );
    collect();
    const all = sorted(new Map([...answers, ...unknown]));
    take({ ...all, level: level?.value ?? "" });
    if (came.some((each) => each.status === "rejected")) say("Some questions cannot be loaded. Check the connection, then open them again. Your answers are safe.");
  }

  /** The areas of answers whose questions are on pages of their own. */
  const answered = () => [...new Set([...unknown.keys()].map((id) => areaOf.get(present(id))).filter((area) => area !== undefined))];

  /** The areas with a competence that the chosen level expects. */
  const ofLevel = () => areas.filter((area) => level?.value && (elsewhere.get(area)?.dataset.levels ?? "").split(" ").includes(level.value));

  /** @returns {string} the day on this device, 2026-11-27 */
  function today() {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  }

  /** @param {boolean} whole whether the chosen level goes with it */
  function written(whole) {
    const all = Object.fromEntries([...answers, ...unknown].sort(([one], [other]) => (one < other ? -1 : 1)));
    const content = { version: 1, made_on: today(), framework: page?.dataset.framework ?? "", answers: all };
    return JSON.stringify(whole ? { ...content, level: level?.value ?? "" } : content, null, 2);
  }

  const SAVED = "Saved on this device.";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let fading;

  /** Shows a status message over the page; a message of success goes away by itself. @param {string} words */
  function say(words) {
    clearTimeout(fading);
    if (status) status.textContent = words;
    if (words === SAVED) fading = setTimeout(() => say(""), 4000);
  }

  function keep() {
    try {
      if (answers.size || unknown.size || level?.value) localStorage.setItem(KEY, written(true));
      else localStorage.removeItem(KEY);
      keeps = true;
    } catch {
      keeps = false;
    }
    say(keeps ? SAVED : "This browser does not let the page save. Your answers last until you close the page.");
  }

  /** What the browser stored before each framework had answers of its own, if it is of this one: it is moved. */
  function former() {
    const text = localStorage.getItem(FORMER_KEY);
    /** @param {unknown} name a framework with its version */
    const titleOf = (name) => String(name).replace(/ [^ ]*$/, "");
    try {
      if (text === null || titleOf(JSON.parse(text).framework) !== titleOf(page?.dataset.framework)) return null;
    } catch {
      return null;
    }
    localStorage.setItem(KEY, text);
    localStorage.removeItem(FORMER_KEY);
    return text;
  }

  /** The sentence about answers that are kept aside, or nothing. @param {Map<string, string>} aside */
  function aboutAside(aside) {
    const ids = [...aside].filter(([id, step]) => !areaOf.has(present(id)) || (step !== NOT_YET && !steps.includes(step))).map(([id]) => id);
    const names = ids.slice(0, 5).map((name) => name.slice(0, 60));
    const more = ids.length > names.length ? " and others" : "";
    const kind = ids.length === 1 ? "One answer is" : `${ids.length} answers are`;
    return names.length ? `${kind} saved but not shown, because this framework does not know ${ids.length === 1 ? "it" : "them"}: ${names.join(", ")}${more}.` : "";
  }

  /** Shows what the browser stored. */
  function remember() {
    let text = null;
    try {
      text = localStorage.getItem(KEY) ?? former();
    } catch {
      keeps = false;
      say("This browser does not let the page save. Your answers last until you close the page.");
    }
    if (text === null) return;
    try {
      const stored = read(text);
      take(stored);
      if (aboutAside(stored.unknown)) say(aboutAside(stored.unknown));
      bring([...answered(), ...ofLevel()]);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      // Another program wrote it: it is left as it is until there is an answer to store.
    }
  }

  /** @param {{known: Map<string, string>, unknown: Map<string, string>, level: string}} stored */
  function take(stored) {
    answers = stored.known;
    unknown = stored.unknown;
    if (level) level.value = [...level.options].some((option) => option.value === stored.level) ? stored.level : "";
    for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (form?.querySelectorAll("input[type=radio]"))) {
      input.checked = input.value !== "" && answers.get(input.name) === input.value;
    }
    show();
  }

  // --- strengths and gaps

  /** @param {string} tag @param {(Node | string)[]} inside */
  function made(tag, ...inside) {
    const element = document.createElement(tag);
    element.append(...inside);
    return element;
  }

  /** @param {{href: string, title: string}} target */
  function linked(target) {
    const link = document.createElement("a");
    link.setAttribute("href", target.href);
    link.textContent = target.title;
    return link;
  }

  /** The title of a step, as the first competence shows it. @param {string} step */
  const titleOf = (step) => form?.querySelector(`fieldset input[value="${step}"]`)?.nextElementSibling?.textContent ?? step;

  /** @param {string} step */
  function chip(step) {
    const found = made("span", titleOf(step));
    found.className = `step step--${step}`;
    return found;
  }

  /** @param {string} title @param {HTMLElement[]} items @param {string} kind */
  function list(title, items, kind) {
    if (!items.length) return [];
    return [listed("h3", kind === "where-open" ? kind : "", [title]), listed("ul", kind, items)];
  }

  /** The rank of a step; "not yet" is below all. @param {string | undefined} step */
  const height = (step) => steps.indexOf(step ?? "");

  /** How many strengths and next steps the result names first. */
  const NAMED = 3;
  /** How many courses a next step names. */
  const COURSES = 2;

  /** The highest level whose expectation of a competence an answer meets, as its place; -1 where it meets none. @param {Competence} competence */
  const meets = (competence) => levels.map((each) => competence.expects.has(each.id) && height(answers.get(competence.id)) >= height(competence.expects.get(each.id))).lastIndexOf(true);

  /** The first strengths: the highest step, then what the highest level expects, then the order of the page. */
  function showTop() {
    const there = [...competences.values()].filter((competence) => height(answers.get(competence.id)) >= 0);
    there.sort((one, other) => height(answers.get(other.id)) - height(answers.get(one.id)) || meets(other) - meets(one));
    const items = there.slice(0, NAMED).map((competence) => {
      const item = made("li", linked(competence), " ", chip(answers.get(competence.id) ?? ""));
      const met = levels[meets(competence)];
      if (met) item.append(made("p", `This is what ${met.title} asks for.`));
      return item;
    });
    if (items.length) top?.replaceChildren(listed("ol", "where-cards", items));
    else top?.replaceChildren(made("p", answers.size ? "Nothing is chosen above “Not yet”. Everyone starts there." : "You have not answered anything yet."));
  }

  /** The first gaps: for the chosen level; without one, for the lowest level that expects more, and then for those above it. */
  function showNext() {
    const chosen = levels.find((each) => each.id === level?.value);
    /** @type {HTMLElement[]} */
    const items = [];
    const seen = new Set();
    for (const target of chosen ? [chosen] : levels) {
      const open = [...competences.values()].filter((competence) => {
        const wanted = competence.expects.get(target.id);
        return wanted !== undefined && answers.has(competence.id) && !seen.has(competence.id) && height(answers.get(competence.id)) < height(wanted);
      });
      /** @param {Competence} competence */
      const far = (competence) => height(competence.expects.get(target.id)) - height(answers.get(competence.id));
      open.sort((one, other) => far(one) - far(other));
      for (const competence of open.slice(0, NAMED - items.length)) {
        seen.add(competence.id);
        items.push(nextStep(competence, target));
      }
    }
    if (items.length) {
      next?.replaceChildren(
        listed("ol", "where-cards", items),
        made("p", "A step does not raise your pay by itself. Your employer and the council or NHS decide. Ask for the rate in writing."),
      );
    } else if (answers.size) {
      next?.replaceChildren(made("p", chosen ? `In what you answered, ${chosen.title} expects no more than you chose.` : "In what you answered, no level expects more than you chose."));
    } else next?.replaceChildren(made("p", "Answer a question first."));
  }

  /** @param {Competence} competence @param {Level} target */
  function nextStep(competence, target) {
    const wanted = competence.expects.get(target.id) ?? "";
    const item = gap(competence, answers.get(competence.id) ?? NOT_YET, wanted, COURSES);
    const practise = document.getElementById(`s-${competence.id}-${wanted}`)?.querySelector("li")?.textContent;
    if (practise) item.append(made("p", `What it looks like: ${practise}`));
    item.append(made("p", linked(target), ` expects this step.${target.pay && ` Pay there: ${target.pay}`}`));
    return item;
  }

  /** @param {string} tag @param {string} kind its class @param {(Node | string)[]} items */
  function listed(tag, kind, items) {
    const found = made(tag, ...items);
    found.className = kind;
    return found;
  }

  function showStrengths() {
    /** @type {Node[]} */
    const parts = [];
    for (const step of [...steps].reverse()) {
      const there = [...competences.values()].filter((competence) => answers.get(competence.id) === step);
      parts.push(...list(titleOf(step), there.map((competence) => made("li", linked(competence))), "where-list"));
    }
    if (!parts.length) {
      parts.push(made("p", answers.size ? "Nothing is chosen above “Not yet”. Everyone starts there." : "You have not answered anything yet. Begin with any area."));
    }
    strengths?.replaceChildren(...parts);
  }

  /** @returns {string} a summary in one sentence */
  function showGaps() {
    const chosen = level?.value ?? "";
    if (!level || !chosen || !gaps) {
      gaps?.replaceChildren();
      return "";
    }
    const there = [];
    const grow = [];
    const open = [];
    for (const competence of competences.values()) {
      const wanted = competence.expects.get(chosen);
      const now = answers.get(competence.id);
      if (wanted === undefined) continue;
      if (now === undefined) open.push(made("li", linked(competence)));
      else if (height(now) >= height(wanted)) there.push(made("li", linked(competence), " ", chip(now)));
      else grow.push(gap(competence, now, wanted, Infinity));
    }
    const name = level.options[level.selectedIndex].text;
    const number = grow.length === 1 ? "1 thing to learn" : `${grow.length} things to learn`;
    const sentence = grow.length ? `For ${name}: ${number}` : open.length ? `For ${name}: nothing more to learn in what you answered` : `For ${name}: you have everything it expects`;
    gaps.replaceChildren(
      made("h2", sentence),
      made("p", "You do not have to reach a level. No one may refuse you work because of this list."),
      ...list("What you have already", there, "where-list"),
      ...list("What to learn next", grow, "where-gaps"),
      ...list("Expected, and skipped by you", open, "where-open"),
    );
    return `${sentence}.`;
  }

  /** @param {Competence} competence @param {string} now @param {string} wanted @param {number} most so many courses are named */
  function gap(competence, now, wanted, most) {
    const arrow = made("span", "→");
    arrow.setAttribute("aria-hidden", "true");
    const to = made("span", "to");
    to.className = "visually-hidden";
    const item = made("li", linked(competence), " ", chip(now), " ", arrow, to, " ", chip(wanted));
    const lessons = competence.learning.filter((lesson) => height(lesson.dataset.step) >= height(wanted)).slice(0, most);
    if (lessons.length) {
      const words = made("p", "Learn it: ");
      lessons.forEach((lesson, index) => words.append(index ? ", " : "", ...[...lesson.childNodes].map((node) => node.cloneNode(true))));
      item.append(words);
    } else {
      item.append(made("p", "No learning is listed for this step. Ask a PA who does it well."));
    }
    return item;
  }

  function show() {
    if (!page || !printed) return;
    page.dataset.answers = answers.size ? "some" : "none";
    printed.textContent = `As I see it on ${new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" })}. Made by me, for me. No employer may use it to decide.`;
    showTop();
    showNext();
    showStrengths();
    showGaps();
  }

  // --- one question, or one area, at a time

  /** @typedef {"questions" | "areas"} Way */
  /** Where the reader is in each version. @type {Record<Way, number>} */
  const current = { questions: 0, areas: 0 };
  /** The version that the reader is in, or was in last. @type {Way} */
  let way = questions.length ? "questions" : "areas";

  /** How many stops a version has. @param {Way} of */
  const stops = (of) => (of === "questions" ? questions : areas).length;

  /** Shows the stop of a version where the reader is. @param {Way} to @param {boolean} focus */
  function goOn(to, focus) {
    if (!page || !place) return;
    way = to;
    page.dataset.view = way;
    const number = current[way];
    const question = way === "questions" ? questions[number] : undefined;
    const area = question?.area ?? areas[number];
    for (const each of areas) each.toggleAttribute("data-current", each === area);
    for (const each of questions) each.box.toggleAttribute("data-current", each === question);
    place.textContent = question ? `Question ${number + 1} of ${questions.length}` : area.dataset.place ?? "";
    for (const button of onward?.querySelectorAll("[data-back]") ?? []) button.toggleAttribute("hidden", number === 0);
    for (const button of onward?.querySelectorAll("[data-next]") ?? []) button.textContent = number === stops(way) - 1 ? "See my results" : "Next";
    for (const button of onward?.querySelectorAll("[data-where-see]") ?? []) button.toggleAttribute("hidden", number === stops(way) - 1);
    arrive(area.dataset.area ?? "", area.querySelector("h2"), focus);
    if (way === "areas") bring([area]);
  }

  /** @param {boolean} focus */
  function goToResult(focus) {
    if (!page || !result || !place) return;
    page.dataset.view = "result";
    place.textContent = "";
    show();
    arrive("result", result.querySelector("h2"), focus);
  }

  /** What every change of view ends with. @param {string} where @param {HTMLElement | null} head @param {boolean} focus */
  function arrive(where, head, focus) {
    if (!nav) return;
    for (const button of nav.querySelectorAll("[data-go]")) {
      if (button.getAttribute("data-go") === where) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
    }
    // The history has the place and no answer: reloading, or coming back from the page of a competence, leads here again.
    history.replaceState({ ...history.state, where: { view: page?.dataset.view, way, current } }, "");
    nav.open = false;
    if (!focus) return;
    if (keeps) say("");
    head?.focus();
  }

  /** @param {string} to "questions", "areas", "result", or the id of an area */
  function go(to) {
    const number = areas.findIndex((area) => area.dataset.area === to);
    if (to === "result") goToResult(true);
    else if (to === "questions") goOn("questions", true);
    else {
      if (number >= 0) current.areas = number;
      goOn("areas", true);
    }
  }

  /** @param {1 | -1} by */
  function move(by) {
    const number = current[way] + by;
    if (number >= stops(way)) goToResult(true);
    else {
      current[way] = Math.max(number, 0);
      goOn(way, true);
    }
  }

  page.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (!button) return;
    const to = button.getAttribute("data-go");
    if (to) go(to);
    else if (button.hasAttribute("data-next")) move(1);
    else if (button.hasAttribute("data-back")) move(-1);
    else if (button.hasAttribute("data-where-print")) print();
    else if (button.hasAttribute("data-where-save")) save();
    else if (button.hasAttribute("data-where-bring")) file.click();
    else if (button.hasAttribute("data-where-forget")) forget();
  });

  // A form that is sent would put the answers into the address.
  form.addEventListener("submit", (event) => event.preventDefault());

  form.addEventListener("change", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement)) return;
    if (input.value) answers.set(input.name, input.value);
    else answers.delete(input.name);
    keep();
    show();
  });

  level.addEventListener("change", () => {
    keep();
    showNext();
    say(showGaps());
    const missing = ofLevel();
    if (missing.length) bring(missing).then(() => say(showGaps()));
  });

  // --- files, and deleting

  function save() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`${written(false)}\n`], { type: "application/json" }));
    link.download = `where-am-i-${today()}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    say(`Saved as ${link.download}. Keep it somewhere private.`);
  }

  /** @param {string} question @param {string} yes @returns {Promise<boolean>} */
  function asked(question, yes) {
    const words = find("where-question", ask ?? document);
    const button = find("where-yes", ask ?? document);
    if (words) words.textContent = question;
    if (button) button.textContent = yes;
    return new Promise((resolve) => {
      if (!ask) return resolve(false);
      ask.returnValue = "no";
      ask.addEventListener("close", () => resolve(ask.returnValue === "yes"), { once: true });
      ask.showModal();
    });
  }

  async function forget() {
    if (!(await asked("Delete all answers on this device? You can only get them back from a file that you saved.", "Delete them"))) return;
    take({ known: new Map(), unknown: new Map(), level: "" });
    keep();
    say(keeps ? "Your answers are deleted." : "Your answers are gone from this page.");
  }

  file.addEventListener("change", async () => {
    const chosen = file.files?.[0];
    file.value = "";
    if (!chosen) return;
    try {
      const stored = read(chosen.size > TOO_BIG ? " ".repeat(TOO_BIG + 1) : await chosen.text());
      if (answers.size && !(await asked("The file will replace your answers on this page.", "Use the file"))) return;
      take(stored);
      keep();
      bring([...answered(), ...ofLevel()]);
      const left = aboutAside(stored.unknown);
      say(`Your answers are loaded.${left && ` ${left}`}${keeps ? "" : " They last until you close the page."}`);
    } catch (error) {
      say(error instanceof Refused ? error.message : "This file cannot be read. Nothing has changed.");
    }
  });

  // Another tab of this browser may answer too.
  addEventListener("storage", (event) => {
    if (event.key === KEY && event.newValue !== null) remember();
    else if (event.key === KEY || event.key === null) take({ known: new Map(), unknown: new Map(), level: "" });
  });

  /** Whether a number is the place of a stop. @param {unknown} number @param {Way} of */
  const isStop = (number, of) => typeof number === "number" && number in (of === "questions" ? questions : areas);

  find("where-paper")?.remove();
  for (const element of page.querySelectorAll("[data-where-skip], [data-where-onward], [data-where-full], [data-where-nav], [data-where-place], [data-where-result]")) element.removeAttribute("hidden");
  for (const more of /** @type {NodeListOf<HTMLDetailsElement>} */ (form.querySelectorAll("[data-where-more]"))) more.open = true;
  show();
  remember();
  /** @type {{view?: string, way?: string, current?: Partial<Record<Way, unknown>>} | undefined} */
  const last = history.state?.where;
  for (const each of /** @type {Way[]} */ (["questions", "areas"])) {
    const number = last?.current?.[each];
    if (typeof number === "number" && isStop(number, each)) current[each] = number;
  }
  if (last?.way === "areas") way = "areas";
  if (last?.view === "result") goToResult(false);
  else goOn(way, false);
})();
