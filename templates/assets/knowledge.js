/* What the list of all use cases has to know to answer a choice: fetched once, when idle or at the first interest, and as
   far as can be guessed before it is asked for. Knows nothing of how the page looks. */
import { Catalogue } from "./catalogue.js";
import { Columns } from "./facets.js";
import { SearchIndex } from "./search_index.js";

const AT_ONCE = 6; // cards that the first screen shows: they need not wait for the others
const AHEAD = 6; // files of cards that are fetched before anybody asks for them

export class Knowledge {
  /** @param address of the catalogue; @param each is how many cards the page shows */
  constructor(address, each) {
    this.catalogue = new Catalogue(address);
    this.each = each;
    this.expected = null;
  }

  /** The columns; a failure is forgotten, so that the next one to ask may have more luck. */
  columns() {
    if (!this.asked) {
      this.asked = this.catalogue.file("facets", "facets.json").then((columns) => new Columns(columns));
      this.asked.catch(() => (this.asked = null));
    }
    return this.asked;
  }

  /** An order that the numbers themselves are not; undefined for those that they are. */
  async order(name) {
    return name === "title" || name === "saving" ? (await this.catalogue.file("facets", "orders.json"))[name] : undefined;
  }

  /** The index of the words, or null where the site has none. */
  async words() {
    const { cases, pages, words } = await this.catalogue.index();
    if (!words) return null;
    if (!this.index) this.index = new SearchIndex((name) => this.catalogue.file("words", name), cases + pages);
    return this.index;
  }

  /** What has all these words: the numbers of use cases, best first, and what else may have been meant. */
  async matching(text) {
    if (!text) return null;
    const index = await this.words();
    if (!index) return null;
    const { cases } = await this.catalogue.index();
    const { numbers, complete, unknown } = await index.find(text);
    const ranked = complete ? numbers.filter((number) => number < cases) : [];
    const meant = unknown.length ? (await index.nearest(unknown[0])).map((word) => [unknown[0], word]) : [];
    const among = new Uint8Array(cases);
    for (const number of ranked) among[number] = 1;
    return { ranked, among, meant };
  }

  /** Begins the answer to a choice that is likely to be the next. */
  expect(choice) {
    if (this.expected && this.expected.name === choice.name) return;
    const expected = { name: choice.name, answer: this.worked(choice) };
    this.expected = expected;
    expected.answer.catch(() => this.expected === expected && (this.expected = null));
  }

  /** The answer to a choice, perhaps begun before. */
  answer(choice) {
    const { expected } = this;
    this.expected = null; // its cards can be put into the page once only
    return expected && expected.name === choice.name ? expected.answer : this.worked(choice);
  }

  /**
   * What fits a choice, as `Columns.narrowed` has it in `found`; `page` and `pages`; the cards of the page, the `first`
   * of them as a promise of elements and the `others` by their numbers; `matching`, where words were asked for.
   */
  async worked(choice) {
    const columns = await this.columns();
    const matching = await this.matching(choice.words);
    const found = columns.narrowed(choice, matching && matching.among);
    const order = choice.order || (matching ? "match" : "newest");
    const listed = matching && order === "match" ? matching.ranked : await this.order(order);
    const pages = Math.max(1, Math.ceil(found.total / this.each));
    const page = Math.min(choice.page, pages);
    const start = (page - 1) * this.each;
    const numbers = columns.ordered(order, found.fits, listed, start + this.each).slice(start);
    const first = this.cards(numbers.slice(0, AT_ONCE));
    first.catch(() => {}); // whoever waits for them is told
    return { found, matching, page, pages, first, others: numbers.slice(AT_ONCE) };
  }

  /** Fetches the cards that come first in the answers to these choices, as far as a few files hold them. */
  async fetchAhead(choices) {
    const columns = await this.columns();
    const { shown } = await this.catalogue.index();
    const files = new Set();
    for (const choice of choices) {
      await idle();
      const { fits } = columns.narrowed(choice);
      for (const number of columns.ordered("newest", fits, [], AT_ONCE)) files.add(Math.floor(number / shown.each));
      if (files.size >= AHEAD) break;
    }
    await Promise.all(Array.from(files).slice(0, AHEAD).map((file) => this.catalogue.file("shown", `${file}.json`)));
  }

  /** The cards of these numbers as elements. Their HTML was made with the pages. */
  async cards(numbers) {
    const { shown } = await this.catalogue.index();
    const cards = await Promise.all(
      numbers.map(async (number) => {
        const file = await this.catalogue.file("shown", `${Math.floor(number / shown.each)}.json`);
        return file[number % shown.each];
      }),
    );
    const holder = document.createElement("template");
    holder.innerHTML = cards.join("\n");
    for (const link of holder.content.querySelectorAll("a[href]")) {
      link.href = new URL(link.getAttribute("href"), this.catalogue.top).href;
    }
    return holder.content;
  }
}

/** Waits until the browser has nothing else to do. */
export function idle() {
  return new Promise((done) => (window.requestIdleCallback ? requestIdleCallback(() => done()) : setTimeout(done)));
}
