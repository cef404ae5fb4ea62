// @ts-check
// The form for a new record. It turns answers into the text of a file, in the layout of `pa-framework fmt`. Nothing is sent
// or stored: the text is in the page, until someone copies or saves it, or opens it as a new file where the records are kept.
(() => {
  /** As in edit/formatter.py: the most characters of a line, and what other programs would not read as text. */
  const WIDTH = 110;
  const AMBIGUOUS = /^(?:y|n|yes|no|on|off|true|false|null|~|<<|=|[-+]?(?:\.?[0-9][0-9_.]*(?:e[-+]?[0-9]+)?|0x[0-9a-f_]+|0o[0-7_]+|0b[01_]+|\.(?:inf|nan))|[-+]?[0-9]+(?::[0-9]+)+(?:\.[0-9]*)?)$/iu;
  const INDICATORS = ",[]{}#&*!|>'\"%@`";
  const INVISIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff\p{Cs}]/gu;
  /** Signs inside of words that come from copying and that no one can see: the checker refuses them (records/slips.py). */
  const UNSEEN = /[\u00ad\u034f\u061c\u180b-\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;
  /** A link may have so many characters: servers refuse those that are much longer. */
  const LONGEST_LINK = 7000;
  const LONGEST_ID = 80;
  const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

  const found = document.querySelector("form[data-add]");
  if (!(found instanceof HTMLFormElement)) return;
  const form = found;
  const data = form.dataset;
  /** @param {string} name @param {ParentNode} within */
  const part = (name, within = document) => {
    const element = within.querySelector(`[data-add-${name}]`);
    if (!(element instanceof HTMLElement)) throw new Error(`data-add-${name} is not there`);
    return element;
  };
  const wrong = part("wrong");
  const result = part("result");
  const text = part("text");
  const status = part("status");
  const idField = part("id");
  const idInput = /** @type {HTMLInputElement} */ (idField.querySelector("input"));
  const title = document.title;
  const taken = new Set((data.taken ?? "").split(" "));

  // --- the text of a file

  /** @typedef {string | number | boolean | any[] | Map<string, any>} Value */

  /** @param {string} value */
  const size = (value) => [...value].length;

  /** What someone typed, as a text of one line. @param {string} value */
  const tidy = (value) => value.replace(UNSEEN, "").replace(INVISIBLE, " ").split(/\s+/u).filter(Boolean).join(" ");

  /** Whether YAML reads a text without quotes as this text. @param {string} value @param {boolean} flow */
  function isPlain(value, flow) {
    const [first, second] = value;
    if (!value || INDICATORS.includes(first) || value.startsWith("---") || value.startsWith("...")) return false;
    if ("-?:".includes(first) && (second === undefined || second === " " || (flow && (first === "?" || ",[]{}".includes(second))))) return false;
    if (value.includes(": ") || value.includes(" #") || value.endsWith(":")) return false;
    return !AMBIGUOUS.test(value) && !(flow && /[,[\]{}:]/.test(value));
  }

  /** @param {Value} value @param {boolean} flow */
  function scalar(value, flow) {
    if (typeof value !== "string") return String(value);
    return isPlain(value, flow) ? value : `"${value.replace(/[\\"]/g, "\\$&")}"`;
  }

  /** A value inside of brackets. @param {Value} value @returns {string} */
  function inBrackets(value) {
    if (Array.isArray(value)) return `[${value.map(inBrackets).join(", ")}]`;
    if (value instanceof Map) return `{${[...value].map(([name, inner]) => `${scalar(name, true)}: ${inBrackets(inner)}`).join(", ")}}`;
    return scalar(value, true);
  }

  /** Whether a value is written in brackets: words without spaces, and not too many. @param {Value} value @param {number} start */
  function fits(value, start) {
    const short = /** @param {Value} inner */ (inner) => !(inner instanceof Map || Array.isArray(inner)) && !String(inner).includes(" ");
    if (value instanceof Map) return value.size < 4 && [...value.values()].every(short) && start + size(inBrackets(value)) <= WIDTH;
    return Array.isArray(value) && value.every(short) && start + size(inBrackets(value)) <= WIDTH;
  }

  /** The lines of a value after its name or dash. @param {string} lead @param {Value} value @param {number} indent @returns {string[]} */
  function lines(lead, value, indent) {
    const space = " ".repeat(indent + 2);
    if ((value instanceof Map || Array.isArray(value)) && fits(value, size(lead) + 1)) return [`${lead} ${inBrackets(value)}`];
    if (Array.isArray(value)) return [lead, ...value.flatMap((inner) => lines(`${space}-`, inner, indent + 2))];
    if (value instanceof Map) return [lead, ...group(value, indent + 2)];
    const line = scalar(value, false);
    const long = size(lead) + 1 + size(line) > WIDTH || (line.startsWith('"') && line.includes("\\"));
    if (!long || typeof value !== "string" || !value.includes(" ")) return [`${lead} ${line}`];
    /** @type {string[]} */
    const folded = [];
    for (const word of value.split(" ")) {
      const last = folded.length - 1;
      if (last >= 0 && size(folded[last]) + 1 + size(word) <= WIDTH - indent - 2) folded[last] += ` ${word}`;
      else folded.push(word);
    }
    return [`${lead} >-`, ...folded.map((each) => space + each)];
  }

  /** @param {Map<string, Value>} values @param {number} indent @returns {string[]} */
  function group(values, indent) {
    return [...values].flatMap(([name, value]) => lines(`${" ".repeat(indent)}${scalar(name, true)}:`, value, indent));
  }

  // --- the fields

  /**
   * @typedef {object} Field
   * @property {HTMLElement} box
   * @property {string} name
   * @property {string} form
   * @property {HTMLElement} target what has the focus when something is wrong
   * @property {string} label
   */

  /** @param {ParentNode} box */
  const controls = (box) => /** @type {(HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement)[]} */ ([...box.querySelectorAll("input, select, textarea")]);

  /** @type {Field[]} */
  const fields = [...form.querySelectorAll("[data-field]")]
    .filter((box) => box instanceof HTMLElement)
    .sort((one, other) => Number(one.dataset.order) - Number(other.dataset.order))
    .map((box) => {
      const name = box.dataset.field ?? "";
      const target = box.querySelector("fieldset") ?? controls(box)[0];
      const label = box.querySelector("legend, label")?.textContent?.trim() ?? name;
      return { box, name, form: box.dataset.form ?? "", target, label };
    });

  /** @param {string} name */
  const field = (name) => fields.find((each) => each.name === name);

  /** The values of what is ticked and can be seen. @param {HTMLElement} box */
  const ticked = (box) => controls(box).filter((input) => input instanceof HTMLInputElement && input.checked && !input.closest("[hidden]")).map((input) => input.value);

  /** The lines of a text, without those that are empty. @param {string} value */
  const linesOf = (value) => value.split("\n").map(tidy).filter(Boolean);

  /** The answer in a field; undefined without one. @param {Field} field @returns {Value | undefined} */
  function answer({ box, form: kind }) {
    const inputs = controls(box);
    /** @param {Value[]} list */
    const some = (list) => (list.length ? list : undefined);
    if (kind === "boxes") return some(ticked(box));
    if (kind === "tick") return ticked(box)[0];
    if (kind === "texts") return some(linesOf(inputs[0].value));
    if (kind === "rows") return some([...new Set(inputs.map((input) => input.value).filter(Boolean))]);
    if (kind === "signs") return some([...ticked(box), ...linesOf(inputs[inputs.length - 1].value)]);
    if (kind === "pairs") {
      const pairs = [...box.querySelectorAll("[data-row]")].map((row) => controls(row).map((select) => select.value));
      const made = new Map(/** @type {[string, Value][]} */ (pairs.filter(([name, step]) => name && step)));
      return made.size ? made : undefined;
    }
    if (kind === "lists") {
      /** @type {Map<string, Value>} */
      const made = new Map();
      for (const input of inputs) {
        const list = linesOf(input.value);
        if (list.length) made.set(input.dataset.list ?? "", list);
      }
      return made.size ? made : undefined;
    }
    const value = inputs[0] instanceof HTMLInputElement && inputs[0].type === "radio" ? ticked(box)[0] : tidy(inputs[0].value);
    if (!value) return undefined;
    if (kind === "yes-no") return value === "true";
    return kind === "whole" && /^[0-9]+$/.test(value) ? Number(value) : value;
  }

  /** Whether the form has a field now: what it depends on is there, and has one of the values. @param {Field} field @returns {boolean} */
  function applies({ box }) {
    const [name, values] = (box.dataset.when ?? "").split(": ");
    if (!name) return true;
    const other = field(name);
    return other !== undefined && applies(other) && values.split(" ").includes(String(answer(other)));
  }

  /** Shows what the answers ask for, and the roles that may hold a duty for this kind of task at this risk. */
  function arrange() {
    for (const each of fields) each.box.hidden = !applies(each);
    for (const section of form.querySelectorAll("[data-section]")) {
      section.toggleAttribute("hidden", !section.querySelector("[data-field]:not([hidden])"));
    }
    const [category, risk] = ["category", "risk"].map((name) => field(name)).map((each) => (each && answer(each)) ?? "");
    for (const box of form.querySelectorAll("fieldset:has([data-fits])")) {
      const labels = [...box.querySelectorAll("[data-fits]")];
      for (const label of labels) label.toggleAttribute("hidden", !(label.getAttribute("data-fits") ?? "").split(" ").includes(`${category}:${risk}`));
      box.querySelector(".add-none")?.toggleAttribute("hidden", labels.some((label) => !label.hasAttribute("hidden")));
    }
  }

  /** What is wrong with the answer in a field; empty where nothing is. @param {Field} field @param {Set<string>} begun */
  function fault({ box, form: kind, name, label }, begun) {
    const value = answer({ box, form: kind, name, label, target: box });
    const input = controls(box)[0];
    const isNeeded = box.dataset.needed === "always" || (box.dataset.within !== undefined && begun.has(box.dataset.within));
    if (kind === "pairs") {
      const before = new Set();
      for (const row of box.querySelectorAll("[data-row]")) {
        const [chosen, step] = controls(row).map((select) => select.value);
        if (chosen && before.has(chosen)) return `Choose “${box.querySelector(`option[value="${chosen}"]`)?.textContent}” once only`;
        before.add(chosen);
        if (Boolean(chosen) !== Boolean(step)) return chosen ? "Choose a step as well" : "Choose what the step belongs to";
      }
    }
    if (value === undefined) {
      if (!isNeeded) return "";
      if (["choice", "boxes", "rows", "pairs", "yes-no", "tick"].includes(kind)) return "Choose an answer";
      return kind === "signs" ? "Choose or write at least one" : kind === "day" ? "Choose a day" : "Write an answer";
    }
    if (kind === "lists" && isNeeded && value instanceof Map) {
      const empty = controls(box).find((area) => !value.has(area.dataset.list ?? ""));
      if (empty) return `Write at least one line for “${box.querySelector(`label[for="${empty.id}"]`)?.textContent}”`;
    }
    const most = Number(box.querySelector("[data-most]")?.getAttribute("data-most") ?? Infinity);
    const texts = (value instanceof Map ? [...value.values()] : [value]).flat();
    if (texts.some((each) => typeof each === "string" && size(each) > most)) {
      return `Write at most ${most} characters${["texts", "lists", "signs"].includes(kind) ? " on each line" : ""}`;
    }
    if (kind === "day" && !/^\d{4}-/.test(String(value))) return "Choose a day";
    if (kind === "whole") {
      const [least, most] = [input.dataset.min ?? "0", input.dataset.max ?? "1000"];
      if (typeof value !== "number" || value < Number(least) || value > Number(most)) return `Write a whole number from ${least} to ${most}, in figures`;
    }
    const pattern = input.dataset.pattern;
    if (pattern && typeof value === "string" && !new RegExp(pattern, "u").test(value)) {
      return pattern.startsWith("^http") ? "Write a web address that begins with https://" : "Write small letters and figures, joined by hyphens";
    }
    if (kind === "line" && typeof value === "string" && name === "title" && size(value) < 2) return "Write at least two letters";
    return "";
  }

  // --- the short name

  let isOwnName = false;

  /** A text as an id. @param {string} value */
  function slug(value) {
    const words = value.normalize("NFD").replace(/\p{M}/gu, "").replace(/['’]/gu, "").toLowerCase().match(/[a-z0-9]+/g) ?? [];
    let made = "";
    for (const word of words) if (size(made) + size(word) < 60) made += (made && "-") + word;
    return made;
  }

  function nameFault() {
    const name = idInput.value.trim();
    if (!ID.test(name)) return "Write small letters and figures, joined by hyphens, such as tube-feed";
    if (name.length > LONGEST_ID) return `Write at most ${LONGEST_ID} characters`;
    return taken.has(name) ? "This name is in use already. Choose another name" : "";
  }

  // --- the file

  /** The record: the answers in the order of the schema, and that no one has approved it. */
  function record() {
    /** @type {Map<string, Value>} */
    const made = new Map([["id", /** @type {Value} */ (idInput.value.trim())]]);
    for (const each of fields) {
      const value = each.box.hidden ? undefined : answer(each);
      const names = each.name.split(".");
      const last = names.pop() ?? "";
      if (value === undefined) continue;
      let within = made;
      for (const name of names) {
        const inner = within.get(name);
        const next = inner instanceof Map ? inner : new Map();
        within.set(name, next);
        within = next;
      }
      within.set(last, value);
    }
    if (data.approval !== undefined) made.set("approval", new Map([["state", "draft"]]));
    return made;
  }

  function write() {
    const made = record();
    const inside = data.deep ? `/${made.get(data.deep)}` : "";
    const path = `${data.folder}${inside}/${made.get("id")}.yaml`;
    const written = `${[data.modeline, ...group(made, 0)].join("\n")}\n`;
    text.textContent = written;
    part("path").textContent = path;
    for (const element of document.querySelectorAll("[data-add-folder]")) element.textContent = `${data.folder}${inside}`;
    if (!data.forge) return;
    const query = new URLSearchParams({ [data.forgePath ?? ""]: `${data.forgeFolder}${path}` });
    const named = `${data.forge}?${query}`;
    query.set(data.forgeText ?? "", written);
    const whole = `${data.forge}?${query}`;
    const isLong = whole.length > LONGEST_LINK;
    part("whole").hidden = isLong;
    part("part").hidden = !isLong;
    for (const link of document.querySelectorAll("[data-add-open]")) link.setAttribute("href", isLong ? named : whole);
  }

  /** Marks what is wrong; returns whether nothing is. */
  function judge() {
    /** @type {[HTMLElement, HTMLElement, string, string][]} */
    const faults = [];
    const begun = new Set(fields.filter((each) => answer(each) !== undefined).map((each) => each.name.split(".").slice(0, -1).join(".")));
    for (const each of fields) {
      const words = each.box.hidden ? "" : fault(each, begun);
      if (words) faults.push([each.box, each.target, each.label, words]);
    }
    const words = nameFault();
    if (words) faults.push([idField, idInput, "Name in the web address", words]);
    for (const old of form.querySelectorAll(".add-error")) old.remove();
    for (const old of form.querySelectorAll("[data-described]")) {
      old.removeAttribute("aria-invalid");
      old.setAttribute("aria-describedby", old.getAttribute("data-described") ?? "");
    }
    const items = faults.map(([box, target, label, sentence]) => {
      const note = document.createElement("p");
      note.className = "add-error";
      note.innerHTML = '<span class="visually-hidden">Error: </span>';
      note.append(`${sentence}.`);
      note.id = `${target.id}-wrong`;
      (box.querySelector(`#${target.id}-hint`) ?? box.querySelector("legend, label"))?.after(note);
      target.dataset.described ??= target.getAttribute("aria-describedby") ?? "";
      target.setAttribute("aria-describedby", `${note.id} ${target.dataset.described}`.trim());
      if (!(target instanceof HTMLFieldSetElement)) target.setAttribute("aria-invalid", "true");
      const link = document.createElement("a");
      link.href = `#${target.id}`;
      link.textContent = label.endsWith("?") ? `${label} ${sentence}` : `${label}: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
      link.addEventListener("click", (event) => {
        event.preventDefault();
        for (const details of form.querySelectorAll("details")) if (details.contains(target)) details.open = true;
        target.focus();
        box.scrollIntoView();
      });
      const item = document.createElement("li");
      item.append(link);
      return item;
    });
    wrong.querySelector("ul")?.replaceChildren(...items);
    wrong.hidden = !faults.length;
    document.title = `${faults.length ? "Error: " : ""}${title}`;
    return !faults.length;
  }

  let isAsked = false;

  function change() {
    arrange();
    if (!isOwnName) idInput.value = slug(String(field("title") ? (answer(/** @type {Field} */ (field("title"))) ?? "") : ""));
    if (!isAsked) return;
    result.hidden = !judge();
    status.textContent = "";
    if (!result.hidden) write();
  }

  form.addEventListener("input", (event) => {
    if (event.target === idInput) isOwnName = idInput.value !== "";
    change();
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    isAsked = true;
    change();
    const head = result.hidden ? wrong : result.querySelector("h2");
    head?.focus();
    head?.scrollIntoView();
  });

  form.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-another]") : null;
    const row = button?.previousElementSibling;
    if (!(row instanceof HTMLElement)) return;
    const further = /** @type {HTMLElement} */ (row.cloneNode(true));
    for (const select of controls(further)) select.value = "";
    row.after(further);
    controls(further)[0].focus();
  });

  // --- what to do with it

  async function copy() {
    try {
      await navigator.clipboard.writeText(text.textContent ?? "");
    } catch {
      const range = document.createRange();
      range.selectNodeContents(text);
      getSelection()?.removeAllRanges();
      getSelection()?.addRange(range);
      if (!document.execCommand("copy")) {
        status.textContent = "This browser does not let the page copy. The text is marked: copy it with your keyboard or menu.";
        return;
      }
    }
    status.textContent = "Copied.";
  }

  function save() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text.textContent ?? ""], { type: "application/yaml" }));
    link.download = `${idInput.value.trim()}.yaml`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    status.textContent = `Saved as ${link.download}.`;
  }

  part("copy").addEventListener("click", copy);
  part("save").addEventListener("click", save);

  part("plain").remove();
  form.hidden = false;
  change();
})();
