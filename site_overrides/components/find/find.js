// @ts-check
// Finds pages for what someone typed. finder.js loads this script, lunr and the index (site/finder_index.py) when they
// are first needed; the header, the filters of lists and the decision aid ask the same function.
// lunr gives the stems of words, and sets of words that are searched by beginning and by edit distance.
(() => {
  /**
   * A page of the index: address, title, number of its kind, summary, other names, headings, how much its status counts.
   * @typedef {[string, string, number, string, string[], string[], number]} Page
   * @typedef {{kinds: [string, number][], pages: Page[], asked: [string[], number[], string][], small: string, common: string, words: string, width: number, places: string}} Index
   * @typedef {{text: string, mark: boolean}[]} Marked
   * Why a page is a result, where neither its title nor its summary has the words: what they were found in, and these words.
   * @typedef {{label: string, words: Marked}} Why
   * A page that answers: in the texts those words are marked that match.
   * @typedef {{address: string, title: Marked, kind: string, summary: Marked, why: Why | null, answer: string}} Result
   * `sure` is whether the first result answers: it is asked for with such words, or has all of them outside of its text.
   * @typedef {{results: Result[], total: number, unknown: string[], sure: boolean}} Found
   * A word of a question: what was typed, and the stems that may be meant, each with how near it is (1 is the same).
   * @typedef {{typed: string, stems: Map<string, number>, weight: number}} Asked
   * A text that is compared as a whole: its stems, the sum of their weights, and its letters without spaces.
   * @typedef {{stems: string[], weight: number, letters: string}} Phrase
   */

  // How much a word counts by where it is. A phrase or a title that is what was typed counts more than its words.
  const TITLE = 6;
  const NAME = 5;
  const PHRASE = 4;
  const ADDRESS = 3;
  const HEADING = 2.2;
  const SUMMARY = 1.8;
  const TEXT = 0.8;
  const WHOLE_PHRASE = 100;
  const LIKE_PHRASE = 14;
  const LIKE_NAME = 7;
  const ALL_WORDS = 1.7;
  // Someone may paste a whole document. So much of it is read: letters in all, different words, letters of a word.
  const MOST_LETTERS = 2000;
  const MOST_WORDS = 30;
  const LONGEST_WORD = 40;
  const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";

  /** @param {string} text */
  const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

  /**
   * @param {Index} index
   * @param {any} lunr
   */
  function makeFinder(index, lunr) {
    const small = new Set(index.small.split(" "));
    const common = new Set(index.common.split(" "));
    /** @type {Map<string, string>} */
    const stems = new Map();

    /** @param {string} word */
    function stem(word) {
      let found = stems.get(word);
      if (found === undefined) {
        found = String(lunr.stemmer(new lunr.Token(word)));
        stems.set(word, found);
      }
      return found;
    }

    /** The words of a text, in order. An apostrophe ends a word: what follows is its ending. @param {string} text */
    function words(text) {
      return (plain(text).match(/[a-z]+(?:['’][a-z]+)?|\d+/g) ?? []).map((word) => word.replace(/['’].*/, ""));
    }

    /** The words of what someone typed. @param {string} question */
    function typedWords(question) {
      return words(question.slice(0, MOST_LETTERS).replace(/-/g, " ")).map((word) => word.slice(0, LONGEST_WORD));
    }

    /** The words of a text that say something, and hyphened words as one. @param {string} text */
    function telling(text) {
      const joined = (plain(text).match(/[a-z]+(?:-[a-z]+)+/g) ?? []).map((word) => word.replace(/-/g, ""));
      return [...words(text).filter((word) => !small.has(word) && (word.length > 1 || /\d/.test(word))), ...joined];
    }

    /** How much each stem counts on each page. @type {Map<string, Map<number, number>>} */
    const places = new Map();
    /** @type {Set<string>} */
    const vocabulary = new Set();

    /**
     * @param {string} word
     * @param {number} page
     * @param {number} weight
     */
    function put(word, page, weight) {
      vocabulary.add(word);
      const key = stem(word);
      let on = places.get(key);
      if (!on) places.set(key, (on = new Map()));
      if ((on.get(page) ?? 0) < weight) on.set(page, weight);
    }

    index.pages.forEach(([address, title, , summary, names, headings], page) => {
      for (const word of telling(address.split("/").filter(Boolean).pop() ?? "")) put(word, page, ADDRESS);
      for (const word of telling(title)) put(word, page, TITLE);
      for (const name of names) for (const word of telling(name)) put(word, page, NAME);
      for (const heading of headings) for (const word of telling(heading)) put(word, page, HEADING);
      for (const word of telling(summary)) put(word, page, SUMMARY);
    });
    const packed = index.places.split(" ");
    index.words.split(" ").forEach((word, number) => {
      const on = packed[number] ?? "";
      for (let at = 0; at < on.length; at += index.width) {
        const digits = [...on.slice(at, at + index.width)];
        put(word, digits.reduce((number, digit) => number * 64 + DIGITS.indexOf(digit), 0), TEXT);
      }
    });
    for (const [phrases, pages] of index.asked) {
      for (const phrase of phrases) {
        const found = telling(phrase);
        pages.forEach((page, order) => {
          for (const word of found) put(word, page, PHRASE / Math.sqrt(found.length) / (1 + order / 4));
        });
      }
    }
    const commonStems = new Set([...common].map(stem));
    const sorted = [...vocabulary].sort();
    /** The set that slips are looked up in: made after the first answer, or when there is a slip. @type {any} */
    let set = null;
    setTimeout(() => {
      set ??= lunr.TokenSet.fromArray(sorted);
    }, 300);

    /** Rare words count more than those of many pages. @param {string} key */
    function weight(key) {
      const pages = index.pages.length;
      const on = places.get(key)?.size ?? 1;
      return Math.log(1 + pages / (commonStems.has(key) ? Math.max(on, pages / 4) : on));
    }

    /** @param {string} text @returns {Phrase} */
    function phrase(text) {
      const every = words(text.replace(/-/g, " "));
      const found = [...new Set(telling(text.replace(/-/g, " ")).map(stem))];
      return { stems: found, weight: found.reduce((sum, key) => sum + weight(key), 0), letters: every.join("") };
    }

    const phrases = index.asked.flatMap(([asked, pages, answer]) => asked.map((text) => ({ text, pages, answer, phrase: phrase(text) })));
    const names = index.pages.map(([, title, , , others]) => [title, ...others].map(phrase));
    /** The phrases with a stem, and those with these letters, by their numbers. @type {Map<string, number[]>} */
    const phrasesWith = new Map();
    phrases.forEach(({ phrase: { stems: keys, letters } }, number) => {
      for (const key of [...keys, `=${letters}`]) phrasesWith.set(key, [...(phrasesWith.get(key) ?? []), number]);
    });

    /** Words of the index that begin with these letters. @param {string} letters */
    function beginning(letters) {
      /** @type {string[]} */
      const found = [];
      let low = 0;
      let high = sorted.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((sorted[middle] ?? "") < letters) low = middle + 1;
        else high = middle;
      }
      for (let at = low; at < sorted.length && sorted[at]?.startsWith(letters); at += 1) found.push(sorted[at] ?? "");
      return found;
    }

    /** Words of the index with a slip or two between them and what was typed. @param {string} word */
    function near(word) {
      for (const slips of word.length < 4 ? [] : word.length < 8 ? [1] : [1, 2]) {
        set ??= lunr.TokenSet.fromArray(sorted);
        /** @type {string[]} */
        const found = set.intersect(lunr.TokenSet.fromFuzzyString(word, slips)).toArray();
        const first = found.filter((one) => one[0] === word[0]);
        if (found.length) return (first.length ? first : found).map((one) => ({ word: one, near: slips === 1 ? 0.7 : 0.5 }));
      }
      return [];
    }

    /** Two known words that were typed as one: "signoff". @param {string} word */
    function parts(word) {
      for (let at = word.length - 2; at > 2; at -= 1) {
        const [one, other] = [word.slice(0, at), word.slice(at)];
        /** @param {string} part */
        const known = (part) => places.has(stem(part)) && part.length > 2;
        if (known(one) && (known(other) || small.has(other))) return [one, other].filter((part) => !small.has(part));
      }
      return [];
    }

    /** The words of a question, each with what may be meant. @param {string} question @returns {Asked[]} */
    function understood(question) {
      const all = typedWords(question);
      const content = all.filter((word) => !small.has(word) && !/^pas?$/.test(word));
      const kept = content.length ? content : all;
      const last = /[\p{L}\p{N}]$/u.test(question) ? kept.at(-1) : undefined;
      return [...new Set(kept)].slice(0, MOST_WORDS).flatMap((typed) => {
        /** @type {Map<string, number>} */
        const found = new Map();
        /** @param {string} word @param {number} how */
        const add = (word, how) => found.set(stem(word), Math.max(how, found.get(stem(word)) ?? 0));
        if (places.has(stem(typed))) add(typed, 1);
        if (typed === last && typed.length > 1) {
          for (const word of beginning(typed).slice(0, 40)) add(word, 0.35 + (0.5 * typed.length) / word.length);
        }
        for (const [at, word] of all.entries()) {
          const pair = `${word}${all[at + 1] ?? ""}`;
          if ((word === typed || all[at + 1] === typed) && pair !== word && vocabulary.has(pair)) add(pair, 0.95);
        }
        if (!found.size) {
          const halves = parts(typed);
          if (halves.length) return halves.map((half) => asked(half, new Map([[stem(half), 0.9]])));
          for (const one of near(typed)) add(one.word, one.near);
        }
        return [asked(typed, found)];
      });
    }

    /** @param {string} typed @param {Map<string, number>} found @returns {Asked} */
    function asked(typed, found) {
      const exact = found.has(stem(typed)) ? [stem(typed)] : [...found.keys()];
      return { typed, stems: found, weight: exact.length ? Math.min(...exact.map(weight)) : 0 };
    }

    /**
     * How much two texts are the same, from 0 to 1; and 1 only if they are.
     * @param {Asked[]} question
     * @param {number} total the sum of the weights of the question
     * @param {Phrase} other
     */
    function likeness(question, total, other) {
      let inBoth = 0;
      let met = 0;
      for (const key of other.stems) {
        const how = Math.max(0, ...question.map((word) => word.stems.get(key) ?? 0));
        inBoth += how * weight(key);
        if (how) met += weight(key);
      }
      let asks = 0;
      for (const word of question) if (other.stems.some((key) => word.stems.has(key))) asks += word.weight;
      if (!inBoth || !total) return 0;
      return (inBoth / other.weight) * (asks / total) * (met ? inBoth / met : 1);
    }

    /**
     * The pages that answer a question, best first.
     * @param {string} question
     * @param {{among?: Set<string>, most?: number}} [options] `among`: addresses of the pages that may be found
     * @returns {Found}
     */
    function find(question, { among, most = 10 } = {}) {
      const every = understood(question);
      const known = every.filter((word) => word.stems.size);
      const total = known.reduce((sum, word) => sum + word.weight, 0);
      /** @type {Map<number, {score: number, covered: number}>} */
      const scores = new Map();
      for (const word of known) {
        /** @type {Map<number, number>} */
        const best = new Map();
        for (const [key, how] of word.stems) {
          for (const [page, counts] of places.get(key) ?? []) {
            if ((best.get(page) ?? 0) < how * counts) best.set(page, how * counts);
          }
        }
        for (const [page, counts] of best) {
          const score = scores.get(page) ?? { score: 0, covered: 0 };
          score.score += (counts * word.weight) / total;
          score.covered += word.weight / total;
          scores.set(page, score);
        }
      }
      /** @type {Map<number, {extra: number, answer: string, phrase: string, close: boolean, first: boolean, sure: boolean}>} */
      const fromPhrases = new Map();
      const letters = typedWords(question).join("");
      const keys = [`=${letters}`, ...known.flatMap((word) => [...word.stems.keys()])];
      for (const number of new Set(keys.flatMap((key) => phrasesWith.get(key) ?? []))) {
        const entry = phrases[number];
        if (!entry) continue;
        const { text, pages, answer, phrase: other } = entry;
        const nearly = letters.length > 5 && letters.length > 0.75 * other.letters.length;
        const same = other.letters === letters || (nearly && other.letters.startsWith(letters));
        const like = same ? 1 : likeness(known, total, other);
        if (like < 0.3) continue;
        const whole = same || (like > 0.93 && known.length === every.length);
        pages.forEach((page, order) => {
          const extra = whole ? (WHOLE_PHRASE * (other.letters === letters ? 2 : 1)) / (1 + order / 2) : (LIKE_PHRASE * like) / (1 + order / 3);
          if ((fromPhrases.get(page)?.extra ?? 0) < extra) fromPhrases.set(page, { extra, answer: like > 0.6 && !order ? answer : "", phrase: text, close: like > 0.5, first: !order, sure: like > 0.6 });
        });
      }
      for (const page of fromPhrases.keys()) if (!scores.has(page)) scores.set(page, { score: 0, covered: 0 });
      const ranked = [...scores].flatMap(([page, { score, covered }]) => {
        const [address, , kind, , , , status] = /** @type {Page} */ (index.pages[page]);
        if (among && !among.has(address)) return [];
        const named = Math.max(...(names[page] ?? []).map((name) => likeness(known, total, name)));
        const all = covered > 0.999;
        const extra = fromPhrases.get(page)?.extra ?? 0;
        const own = (score + LIKE_NAME * named) * covered * covered * (all ? ALL_WORDS : 1);
        return [{ page, all, score: own * (index.kinds[kind]?.[1] ?? 1) * status + extra }];
      });
      ranked.sort((one, other) => other.score - one.score || one.page - other.page);
      // Far below the best there is only what mentions a word by the way.
      const enough = ranked.filter(({ score }) => score > 0.15 * Math.min(ranked[0]?.score ?? 0, 20));
      const isLeftOut = (/** @type {string} */ typed) => small.has(typed) || commonStems.has(stem(typed));
      const unknown = every.filter((word) => word.typed.length > 1 && !word.stems.size && !isLeftOut(word.typed)).map((word) => word.typed);
      const first = enough[0]?.page ?? -1;
      /** Whether a word is in the title, the names, the headings or the summary of the first page. @param {Asked} word */
      const isNamed = (word) => [...word.stems].some(([key, how]) => how * (places.get(key)?.get(first) ?? 0) > TEXT);
      return {
        results: enough.slice(0, most).map(({ page }) => result(page, known, fromPhrases.get(page))),
        total: enough.length,
        unknown,
        sure: Boolean(fromPhrases.get(first)?.sure) || (known.length > 0 && !unknown.length && known.every(isNamed)),
      };
    }

    /**
     * @param {number} page
     * @param {Asked[]} question
     * @param {{answer: string, phrase: string, close: boolean, first: boolean} | undefined} known
     * @returns {Result}
     */
    function result(page, question, known) {
      const [address, title, kind, summary, others, headings] = /** @type {Page} */ (index.pages[page]);
      const meant = new Set(question.flatMap((word) => [...word.stems.keys()]));
      /** @param {string} text */
      const has = (text) => telling(text).some((word) => meant.has(stem(word)));
      /** @param {string} text @returns {Marked} */
      const marked = (text) =>
        text
          .split(/([\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*)/u)
          .filter(Boolean)
          .map((part) => ({ text: part, mark: has(part) }));
      const told = new Set([...telling(title), ...telling(summary)].map(stem));
      const open = question.filter((word) => ![...word.stems.keys()].some((key) => told.has(key)));
      /** @returns {Why | null} */
      function why() {
        if (!open.length) return null;
        const name = others.find(has);
        if (name) return { label: "Also called", words: marked(name) };
        if (known?.close) return { label: known.first ? "Start here for" : "Has more on", words: marked(known.phrase) };
        const heading = headings.find(has);
        if (heading) return { label: "Part of this page", words: marked(heading) };
        const mentioned = open.flatMap((word) => [...word.stems.keys()].filter((key) => places.get(key)?.has(page)).slice(0, 1));
        const shown = mentioned.map((key) => sorted.find((word) => stem(word) === key) ?? key);
        return shown.length ? { label: "The page has the words", words: marked(shown.join(", ")) } : null;
      }
      return { address, title: marked(title), kind: index.kinds[kind]?.[0] ?? "", summary: marked(summary), why: why(), answer: known?.answer ?? "" };
    }

    return { find };
  }

  Object.assign(globalThis, { makeFinder });
})();
