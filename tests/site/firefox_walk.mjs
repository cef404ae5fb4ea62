// Walks the interactive pages of a built site in Firefox: node firefox_walk.mjs FIREFOX ADDRESS
// Prints a JSON object: for each step an empty text, or what went wrong. Errors of scripts are a step of their own.
import puppeteer from "puppeteer-core";

const [program, home] = process.argv.slice(2);
const PATIENCE = 20_000; // milliseconds; on a busy machine a page may need more than the usual five
const browser = await puppeteer.launch({ browser: "firefox", executablePath: program, headless: true });
const page = await browser.newPage();
page.setDefaultTimeout(PATIENCE);
const scripts = [];
page.on("pageerror", (error) => scripts.push(`${page.url()}: ${error.message}`));

const open = async (address, width = 1280) => {
  await page.setViewport({ width, height: 844 });
  await page.goto(`${home}/${address}`, { waitUntil: "load" });
};
const text = (selector) => page.$eval(selector, (it) => it.textContent.trim());
const shown = (selector) => page.$$eval(selector, (all) => all.filter((it) => it.checkVisibility()).length);
const until = async (what, question) => {
  const end = Date.now() + PATIENCE;
  for (;;) {
    if (await question()) return;
    if (Date.now() > end) throw new Error(what);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

const steps = {
  async search() {
    await open("");
    await page.type("input[type=search]", "nurse left");
    await page.waitForSelector("a[data-finder=result]");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await until("Enter on the first result leads to its page", () => page.url().includes("decide-again"));
  },
  async search_closes() {
    await open("delegation/");
    await page.type("input[type=search]", "insulin");
    await page.waitForSelector("a[data-finder=result]");
    await page.keyboard.press("Escape");
    await until("Escape closes the results", async () => (await shown("a[data-finder=result]")) === 0);
  },
  async filter() {
    await open("delegation/tasks/");
    await page.type("form[data-filters] input[name=text]", "feed");
    await until("the filter leaves fewer tasks", async () => {
      const [left, all] = (await text("form.filters output")).match(/\d+/g) ?? [];
      return Number(left) > 0 && Number(left) < Number(all);
    });
  },
  async decision() {
    await open("delegation/decide/");
    await page.select("select[name=task]", "gastrostomy-feed");
    await until("a question can be answered", async () => (await shown(".page input[type=radio]")) > 0);
    const first = await page.$(".page input[type=radio]");
    await first.evaluate((it) => it.click());
    await until("without a role there is no outcome", async () => (await text(".aid__now")).includes("Choose the role"));
  },
  async pay() {
    await open("career/pay/");
    await page.type("#pay-age", "30");
    await page.$eval("#pay-hours", (it) => (it.value = ""));
    await page.type("#pay-hours", "20");
    await page.keyboard.press("Enter");
    await until("a week, a month and a year are worked out", async () => (await text("[data-answer]")).includes("£"));
  },
  async self_check() {
    await open("career/where-am-i/");
    await until("a statement can be answered", async () => (await shown("[data-where-form] input, [data-where-form] label")) > 0);
    await page.$eval("[data-where-form] input", (it) => it.click());
    if (!(await page.$eval("[data-where-form] input", (it) => it.checked))) throw new Error("an answer is not kept");
  },
  async compare() {
    await open("career/compare/");
    await page.select("form[data-compare] select[name=to]", "specialist-pa");
    await until("the address keeps the choice", () => page.url().includes("specialist-pa"));
  },
  async menu() {
    await open("delegation/tasks/gastrostomy-feed/", 390);
    await page.click("[data-menu]");
    await until("the menu opens", async () => (await shown(".menu__doors a")) > 4);
  },
  async colours() {
    await open("");
    const before = await page.$eval("body", (it) => getComputedStyle(it).backgroundColor);
    await page.click("[data-scheme-switch]");
    await until("the switch changes the colours", async () => {
      return before !== (await page.$eval("body", (it) => getComputedStyle(it).backgroundColor));
    });
  },
  async easy_words() {
    await open("delegation/tasks/gastrostomy-feed/", 390);
    await page.click("[data-easy-switch]");
    await until("easy words come first", async () => (await shown(".whole-page > summary")) === 1);
    await page.click("[data-easy-switch]");
    await until("the page comes back", async () => (await shown(".whole-page")) === 0);
  },
  async form() {
    await open("add/contact/");
    await page.click("form[data-add] button[type=submit]");
    await until("what is missing is listed and has the focus", () => page.$eval(".add-wrong", (it) => it === document.activeElement));
  },
  async narrow() {
    const wide = [];
    for (const address of ["", "career/pay/", "delegation/tasks/", "delegation/decide/", "delegation/tasks/gastrostomy-feed/booklet/"]) {
      await open(address, 320);
      if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) wide.push(address);
    }
    if (wide.length) throw new Error(`wider than 320 px: ${wide.join(", ")}`);
  },
  async scripts() {
    if (scripts.length) throw new Error(scripts.join("; "));
  },
};

const found = {};
for (const [name, step] of Object.entries(steps)) {
  try {
    await step();
    found[name] = "";
  } catch (error) {
    found[name] = String(error.message ?? error);
  }
}
await browser.close();
console.log(JSON.stringify(found));
