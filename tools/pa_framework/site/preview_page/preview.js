// In a preview only: shows what is wrong with the records, and loads the page again where it says something else now.
(() => {
  const own = document.currentScript;
  const state = own.dataset.state;
  let seen = 0; // what is new is asked for at once: it may have come while the page was on its way

  const element = (name, text, className) => {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  const show = (findings, more, unjudged) => {
    document.querySelector(".preview-findings")?.remove();
    document.querySelector(".preview-unjudged")?.remove();
    if (unjudged) {
      const note = element("p", "This change is being checked. Do not rely on this page yet.", "preview-unjudged");
      note.setAttribute("role", "status");
      document.body.append(note);
    }
    if (!findings.length && !more) return;
    const box = element("section", "", "preview-findings");
    box.setAttribute("role", "alert");
    box.append(element("h2", "Mend this; the page follows. Until then, this is the last page that held."));
    const list = document.createElement("ul");
    for (const finding of findings) {
      const item = document.createElement("li");
      item.append(element("code", `${finding.path}:${finding.line}:${finding.column}`), element("p", finding.message));
      if (finding.fix) item.append(element("p", `To mend it: ${finding.fix}`));
      list.append(item);
    }
    box.append(list);
    if (more) box.append(element("p", more));
    const hide = element("button", "Hide this");
    hide.type = "button";
    hide.addEventListener("click", () => box.remove());
    box.append(hide);
    document.body.append(box);
  };

  const ask = async () => {
    for (;;) {
      try {
        const asked = new URLSearchParams({ page: location.pathname, seen, hash: own.dataset.hash });
        const answer = await (await fetch(`${state}?${asked}`, { cache: "no-store" })).json();
        seen = answer.epoch;
        if (answer.reload) {
          location.reload();
          return;
        }
        show(answer.findings, answer.more, answer.unjudged);
      } catch {
        await new Promise((later) => setTimeout(later, 1000));
      }
    }
  };
  ask();
})();
