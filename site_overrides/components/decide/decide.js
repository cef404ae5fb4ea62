// @ts-check
// The decision aid. The page is a list of questions; this script makes a form of it, shows at once what the gravest
// answer means, and fills in the record to print. Nothing is sent or stored: the answers exist in the page only. Where the
// page has no room for what is said about all tasks, that is fetched when a task is chosen; until it is there is no outcome.
(() => {
  const aid = document.querySelector("[data-decide]");
  const about = aid?.querySelector("form");
  if (!aid || !about) return;

  /** The lightest answer weighs 0; from here on an answer ends the aid. */
  const ENDS = Math.max(...[...aid.querySelectorAll("[data-outcome]")].map((box) => Number(box.getAttribute("data-outcome"))));
  /** The weight where someone else has to be asked first: the role may not delegate the task, or an authority must allow it. */
  const ASK = Number(aid.querySelector("[data-outcome].outcome--ask-first")?.getAttribute("data-outcome") ?? 0);
  const phone = matchMedia("(max-width: 47.99em)");

  /**
   * @param {Element} within
   * @param {string} selector
   */
  function part(within, selector) {
    const found = within.querySelector(selector);
    if (!(found instanceof HTMLElement)) throw new Error(`${selector} is not there`);
    return found;
  }

  /**
   * @template {keyof HTMLElementTagNameMap} T
   * @param {T} tag
   * @param {string} name
   * @param {string} text
   */
  function made(tag, name = "", text = "") {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text) element.textContent = text;
    return element;
  }

  /** @param {string} name */
  function field(name) {
    const found = about?.elements.namedItem(name);
    if (!(found instanceof HTMLInputElement || found instanceof HTMLSelectElement)) throw new Error(`${name} is not there`);
    return found;
  }

  const task = field("task");
  const other = field("other");
  const day = field("day");
  const role = field("role");
  const search = /** @type {HTMLInputElement} */ (part(about, "[data-find-task]"));
  const now = part(aid, ".aid__now");
  const record = part(aid, ".record");
  const list = part(aid, "ol.decide");
  const ask = part(aid, "dialog");
  const duty = part(record, "[data-record=pa]");
  const does = duty.textContent ?? "";
  const briefs = [...aid.querySelectorAll(".brief")].filter((element) => element instanceof HTMLElement);

  /**
   * @typedef {{input: HTMLInputElement, weight: number, says: string, advice: string}} Answer
   * @typedef {{item: HTMLElement, legend: HTMLElement, ask: string, why: string, answers: Answer[]}} Question
   */

  /** @param {Element} item @returns {Question} */
  function asForm(item) {
    if (!(item instanceof HTMLElement)) throw new Error("a question is no element");
    const name = item.dataset.question ?? "";
    const ask = part(item, ".ask").textContent ?? "";
    const why = part(item, ".why");
    const set = made("fieldset");
    const legend = made("legend", "ask", ask);
    legend.tabIndex = -1;
    set.append(legend, why);
    const answers = [...item.querySelectorAll("li[data-answer]")].map((row) => {
      const label = made("label", "answer");
      const input = made("input");
      input.type = "radio";
      input.name = name;
      input.value = row.getAttribute("data-answer") ?? "";
      input.autocomplete = "off";
      const says = part(row, ".says");
      label.append(input, says);
      const advice = row.querySelector(".do");
      const holder = made("div", "choice");
      holder.append(label);
      if (advice) holder.append(advice);
      set.append(holder);
      return { input, weight: Number(row.getAttribute("data-weight")), says: says.textContent ?? "", advice: advice?.textContent ?? "" };
    });
    item.replaceChildren(set);
    return { item, legend, ask, why: why.textContent ?? "", answers };
  }

  const questions = [...list.children].map(asForm);
  let current = 0;
  /** Whether there are answers that were not printed. */
  let loose = false;

  const pager = made("p", "aid__pager");
  const back = made("button", "", "Back");
  const next = made("button", "", "Next");
  const where = made("span");
  back.type = next.type = "button";
  pager.append(back, where, next);
  list.after(pager);

  /** @param {Question} question */
  const chosen = (question) => question.answers.find((answer) => answer.input.checked);

  /** The brief of the chosen task, if the list has it. */
  const brief = () => briefs.find((element) => element.dataset.task === task.value);

  /** Whether what is said about the chosen task did not come. */
  let failed = false;

  /** The address of what is said about the chosen task, where it is not in the page yet. */
  const away = () => (task instanceof HTMLSelectElement && !brief() && task.selectedOptions[0]?.dataset.part) || "";

  /** Fetches what is said about the chosen task, where it is not in the page yet. */
  function bring() {
    const { loadPart } = /** @type {{loadPart: (address: string) => Promise<ParentNode>}} */ (/** @type {unknown} */ (globalThis));
    const id = task.value;
    const address = away();
    failed = false;
    if (!address) return;
    loadPart(address)
      .then((others) => {
        const found = [...others.querySelectorAll(".brief")].find((element) => element instanceof HTMLElement && element.dataset.task === id);
        if (!(found instanceof HTMLElement)) throw new Error(`${address} does not have ${id}`);
        if (briefs.some((element) => element.dataset.task === id)) return;
        const taken = document.importNode(found, true);
        briefs.push(taken);
        part(/** @type {Element} */ (aid), ".aid__briefs").append(taken);
      })
      .catch(() => {
        failed ||= task.value === id;
      })
      .finally(show);
  }

  /** The numbers of the questions without an answer. */
  const missing = () => questions.flatMap((question, index) => (chosen(question) ? [] : [index + 1]));

  /** After the last question comes the first one without an answer. */
  const leftOpen = () => missing().find((number) => number !== current + 1);

  /** @param {number} weight */
  const outcome = (weight) => part(/** @type {Element} */ (aid), `[data-outcome="${weight}"]`);

  /** What must be chosen before there is an outcome, as words. A task in the reader's own words needs those words. */
  function needed() {
    const words = [];
    if (!task.value || (task.value === "other" && !other.value.trim())) words.push("the task");
    else if (away()) words.push("the task again");
    if (!role.value) words.push("the role of the professional who decides");
    return words.join(" and ");
  }

  /** The state so far: a heading, a sentence, what to do (copied from the page), a class for its look. */
  function verdict() {
    const found = brief();
    const ends = found?.dataset.ends ?? "";
    if (found && ends) {
      const never = ends === "never";
      return {
        title: never ? "Never delegated" : "No delegation needed",
        says: never
          ? "This task is never delegated to a PA. No answer changes that."
          : "This is part of a PA's own role. There is nothing to delegate.",
        advice: null,
        look: never ? "do-not-delegate" : "go-on",
        final: true,
        ended: true,
      };
    }
    if (away()) {
      return {
        title: "No outcome yet",
        says: failed
          ? "What this framework says about the task cannot be loaded. Check the connection, then choose the task again."
          : "What this framework says about the task is being loaded.",
        advice: null,
        look: "",
        final: false,
        ended: false,
      };
    }
    const answers = questions.map(chosen);
    const given = answers.filter((answer) => answer !== undefined);
    const open = missing();
    if (!given.length) {
      return {
        title: "Nothing answered yet",
        says: needed() ? `Choose ${needed()} first.` : "The most serious answer counts. You see it here as soon as you answer.",
        advice: null,
        look: "",
        final: false,
        ended: false,
      };
    }
    if (needed()) {
      return {
        title: "No outcome yet",
        says: `Choose ${needed()}. Without ${needed().includes(" and ") ? "them" : "it"} there is no outcome and no record.`,
        advice: null,
        look: "",
        final: false,
        ended: false,
      };
    }
    const worst = Math.max(...given.map((answer) => answer.weight), mustAsk() ? ASK : 0);
    const final = !open.length || worst === ENDS;
    const named = outcome(worst);
    const onlyRole = Boolean(wrongRole()) && worst === ASK && !given.some((answer) => answer.weight === ASK);
    const title = wrongRole() && worst === ASK ? "This role may not decide" : part(named, "h3").textContent ?? "";
    const still = open.length > 3 ? "" : ` Still open: ${open.length === 1 ? "question" : "questions"} ${open.join(", ").replace(/, (\d+)$/, " and $1")}.`;
    const count = `${given.length} of ${questions.length} questions answered.${still}`;
    return {
      title: final ? title : `Not decided yet. So far: ${title}`,
      says: !open.length ? "All questions are answered." : worst === ENDS ? `${count} One “${title}” is enough.` : `${count} The other answers can only make it more serious.`,
      advice: final ? (onlyRole ? forWrongRole() : part(named, "ul")) : null,
      look: ["go-on", "add-safeguard", "ask-first", "do-not-delegate"][worst] ?? "",
      final,
      ended: false,
    };
  }

  /** Whether someone has to be asked before anything else. */
  const mustAsk = () => Boolean(wrongRole()) || brief()?.dataset.exception !== undefined;

  /** What holds while no one who may decide has decided: it ends no sign-off that others gave. */
  function forWrongRole() {
    const found = made("ul");
    found.append(
      made("li", "", "No new PA starts this task until one of these roles has decided. Agree who does it until then."),
      made("li", "", "A PA with a valid sign-off carries on as it says. This answer changes nothing for them."),
      made("li", "", "Has something changed for the person? Ring the professional who delegated the task."),
    );
    return found;
  }

  /** A message, if the chosen role may not delegate the chosen task, as far as the record of the task says. */
  function wrongRole() {
    const may = (brief()?.dataset.delegators ?? "").split(" ").filter(Boolean);
    if (!may.length || !role.value || may.includes(role.value)) return "";
    const options = role instanceof HTMLSelectElement ? [...role.options] : [];
    /** @param {string} title */
    const within = (title) => (/^[A-Z][a-z]+(?!['’])\b/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title);
    const titles = may.map((id) => within(options.find((each) => each.value === id)?.textContent ?? "")).filter(Boolean);
    const others = titles.length > 1 ? `${titles.slice(0, -1).join(", ")} or ${titles[titles.length - 1]}` : titles[0] ?? "one of the roles that its page names";
    const named = options.find((each) => each.value === role.value)?.textContent ?? "";
    const who = role.value === "other" ? "A role that the page of this task does not name" : `${/^[AEIOU]/.test(named) ? "An" : "A"} ${within(named)}`;
    return `${who} may not delegate this task. Who may: ${others}.`;
  }

  const begun = () => Boolean(task.value || role.value || questions.some(chosen));

  function show() {
    const found = brief();
    const state = verdict();
    for (const element of briefs) element.hidden = element !== found;
    const label = other.closest("label");
    if (label) label.hidden = task.value !== "other";
    questions.forEach((question, index) => {
      question.item.hidden = state.ended || (phone.matches && index !== current);
      const answer = chosen(question);
      for (const option of question.answers) option.input.closest(".choice")?.classList.toggle("choice--made", option === answer);
    });
    pager.hidden = state.ended || !phone.matches;
    back.disabled = current === 0;
    const last = current === questions.length - 1;
    next.hidden = last && !leftOpen();
    next.textContent = last ? `Go to question ${leftOpen()}` : "Next";
    where.textContent = `Question ${current + 1} of ${questions.length}`;
    aid?.classList.toggle("aid--one", phone.matches);
    aid?.classList.toggle("aid--begun", begun());
    now.className = `aid__now outcome outcome--${state.look || "open"}`;
    const title = part(now, "h2");
    const says = part(now, "[data-now=count]");
    if (title.textContent !== state.title) title.textContent = state.title;
    if (says.textContent !== state.says) says.textContent = state.says;
    const instead = state.final && !state.ended ? found?.querySelector(".brief__instead") : null;
    const first = state.final && !state.ended ? found?.querySelector(".brief__first") : null;
    part(now, "[data-now=do]").replaceChildren(
      ...(wrongRole() && begun() ? [made("p", "record__wrong", wrongRole())] : []),
      ...(first ? [first.cloneNode(true)] : []),
      ...(state.advice ? [state.advice.cloneNode(true)] : []),
      ...(instead ? [instead.cloneNode(true)] : []),
    );
    aid?.classList.toggle("aid--unfinished", begun() && !state.ended && Boolean(needed()));
    fill(state);
    aid?.classList.toggle("aid--final", state.final);
    const wrong = part(/** @type {Element} */ (about), ".aid__wrong");
    if (wrong.textContent !== wrongRole()) wrong.textContent = wrongRole();
  }

  /** @param {ReturnType<typeof verdict>} state */
  function fill(state) {
    /** @param {string} name */
    const slot = (name) => part(record, `[data-record="${name}"]`);
    part(record, "[data-record=signed]").hidden = Boolean(wrongRole());
    const named = task instanceof HTMLSelectElement ? task.selectedOptions[0]?.textContent ?? "" : "";
    slot("task").textContent = task.value === "other" ? other.value.trim() : task.value ? named : "";
    slot("day").textContent = /^\d{4}-/.test(day.value)
      ? new Date(`${day.value}T12:00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" })
      : "";
    const option = role instanceof HTMLSelectElement ? role.selectedOptions[0] : undefined;
    const known = option && role.value && role.value !== "other" ? option.textContent ?? "" : "";
    slot("role").textContent = known;
    const body = option?.dataset.body ?? "";
    const refused = !state.ended && state.look === "do-not-delegate";
    const register = known && body ? `, to the ${body}` : "";
    slot("accountable").textContent = state.ended
      ? "Nothing is delegated, so no one is accountable for a delegation."
      : wrongRole() ||
        (refused
          ? `Nothing is delegated. ${known || "The professional who decides"} stays accountable for this decision${register}.`
          : `${known || "The professional who delegates"} stays accountable for the decision to delegate${register}. No one else in the chain takes that over.`);
    duty.textContent = state.look === "do-not-delegate" ? "The PA does not do this task." : does;
    const result = slot("outcome");
    result.className = `outcome outcome--${state.look || "open"}`;
    part(result, "h3").textContent = state.title;
    const open = state.ended ? [] : questions.filter((question) => !chosen(question));
    part(result, "ul").replaceChildren(
      ...(state.advice ? [...state.advice.children].map((advice) => made("li", "", advice.textContent ?? "")) : [made("li", "", state.says)]),
      ...(wrongRole() ? [made("li", "record__wrong", wrongRole())] : []),
      ...(open.length ? [made("li", "", `Still open: ${open.length} of ${questions.length} questions.`)] : []),
    );
    const found = brief();
    const copy = found?.cloneNode(true);
    if (copy instanceof HTMLElement) {
      copy.hidden = false;
      copy.querySelector(".brief__more")?.remove();
      copy.querySelector("summary")?.remove();
      for (const details of copy.querySelectorAll("details")) details.replaceWith(...details.childNodes);
    }
    slot("brief").replaceChildren(...(copy ? [copy] : []));
    slot("title").hidden = state.ended;
    slot("answers").replaceChildren(
      ...(state.ended ? [] : questions).map((question) => {
        const answer = chosen(question);
        const item = made("li");
        item.append(made("strong", "", question.ask), made("span", "record__why", question.why));
        item.append(made("span", "record__answer", answer ? answer.says : "Not answered"));
        if (answer?.advice) item.append(made("span", "record__do", answer.advice));
        return item;
      }),
    );
  }

  function today() {
    const date = new Date();
    return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
  }

  function clear() {
    about?.reset();
    offered(null);
    for (const question of questions) for (const answer of question.answers) answer.input.checked = false;
    day.value = today();
    current = 0;
    loose = false;
    show();
    history.replaceState(history.state, "", location.pathname);
    task.focus();
  }

  /** @param {number} index */
  function turn(index) {
    current = Math.min(Math.max(index, 0), questions.length - 1);
    show();
    questions[current]?.legend.focus();
  }

  const home = document.title;
  part(aid, "[data-print]").addEventListener("click", () => {
    if (!needed() || verdict().ended) return print();
    const says = part(now, "[data-now=count]");
    says.textContent = `Choose ${needed()} before you print.`;
    (needed().startsWith("the task") ? (task.value === "other" ? other : task) : role).focus();
  });
  part(aid, "[data-clear]").addEventListener("click", () => {
    if (!(ask instanceof HTMLDialogElement) || !questions.some(chosen)) return clear();
    ask.returnValue = "no";
    ask.showModal();
  });
  ask.addEventListener("close", () => {
    if (ask instanceof HTMLDialogElement && ask.returnValue === "yes") clear();
  });
  back.addEventListener("click", () => turn(current - 1));
  next.addEventListener("click", () => turn(current === questions.length - 1 ? (leftOpen() ?? 1) - 1 : current + 1));
  about.addEventListener("submit", (event) => event.preventDefault());
  about.addEventListener("input", (event) => {
    // The address named a task. Another one was chosen: reloading must not bring the first one back.
    if (event.target === task && location.search) history.replaceState(history.state, "", location.pathname);
    if (event.target === task) bring();
    show();
  });
  list.addEventListener("change", () => {
    loose = true;
    show();
  });
  addEventListener("beforeunload", (event) => {
    if (loose) event.preventDefault();
  });
  phone.addEventListener("change", show);
  addEventListener("beforeprint", () => {
    if (begun()) document.title = part(record, "h2").textContent ?? home;
  });
  addEventListener("afterprint", () => {
    loose = false;
    document.title = home;
  });

  /** Offers the tasks that the search of the site finds, best first; all of them where nothing is typed. */
  function offer() {
    const words = search.value.trim();
    const { load } = /** @type {any} */ (window).paFinder;
    if (!words) return offered(null);
    load().then((/** @type {any} */ finder) => {
      if (words !== search.value.trim()) return;
      const among = new Set(every.map((option) => addressOf(option.value)));
      /** @type {{results: {address: string}[]}} */
      const { results } = finder.find(words, { among, most: 12 });
      offered(results.map(({ address }) => address));
    }, () => offered(null));
  }

  /** @param {string} id */
  const addressOf = (id) => `delegation/tasks/${id}/`;

  /** @param {string[] | null} addresses */
  function offered(addresses) {
    const chosenNow = task.value;
    const ids = addresses?.map((address) => every.findIndex((option) => addressOf(option.value) === address)) ?? [];
    const kept = every.filter((option) => ["", "other", chosenNow].includes(option.value));
    if (!addresses) task.replaceChildren(...choices);
    else {
      const [first, ...rest] = kept;
      task.replaceChildren(...[first, ...ids.map((at) => every[at]), ...rest].filter((option) => option !== undefined).map((option) => option.cloneNode(true)));
    }
    task.value = chosenNow;
    const said = part(/** @type {Element} */ (about), ".aid__found");
    const words = !addresses ? "" : addresses.length ? `${addresses.length} found` : "None found. Try another word for it.";
    if (said.textContent !== words) said.textContent = words;
  }

  const every = [...task.querySelectorAll("option")];
  const choices = [...task.childNodes];
  search.addEventListener("input", (event) => {
    event.stopPropagation();
    offer();
  });

  part(aid, ".aid__outcomes").hidden = true;
  about.hidden = false;
  now.hidden = false;
  record.hidden = false;
  aid.classList.add("aid--form");
  day.value = today();
  const asked = new URLSearchParams(location.search).get("task") ?? "";
  if (asked !== "other" && every.some((option) => option.value === asked)) task.value = asked;
  aid.querySelector(".aid__parts")?.remove();
  bring();
  show();
})();
