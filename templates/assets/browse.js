/* The list of all use cases as a reader narrows it down. The choice stands in the address; what is said, in the page.
   What fits is worked out in facets.js; without this script the facets are links to lists of their own. */
import { Catalogue } from "./catalogue.js";
import { Choice, Columns } from "./facets.js";
import { Pager } from "./pager.js";
import { FacetPanel } from "./facet_panel.js";
import { SearchIndex } from "./search_index.js";
import { Words } from "./words.js";

const AT_ONCE = 6; // cards that the first screen shows: they need not wait for the others
const PATIENCE = 60; // milliseconds that the numbers wait for the first cards, so that all is drawn at once
const TYPING = 120; // milliseconds until a pause is one
const WIDE = "(min-width: 60em)";

/** Everything the page needs to know before it can answer; fetched once, when idle or at the first interest. */
class Knowledge {
  constructor(address) {
    this.catalogue = new Catalogue(address);
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
    const index = await this.words();
    if (!index || !text) return null;
    const { cases } = await this.catalogue.index();
    const { numbers, complete, unknown } = await index.find(text);
    const ranked = complete ? numbers.filter((number) => number < cases) : [];
    const meant = unknown.length ? (await index.nearest(unknown[0])).map((word) => [unknown[0], word]) : [];
    const among = new Uint8Array(cases);
    for (const number of ranked) among[number] = 1;
    return { ranked, among, meant };
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

/** The page. */
class Browse {
  constructor(element) {
    this.element = element;
    this.words = new Words(element.dataset.words);
    this.knowledge = new Knowledge(new URL(element.dataset.src, document.baseURI).href);
    this.each = Number(element.dataset.each);
    this.turn = 0;
    this.typing = false;
    const find = (selector) => element.querySelector(selector);
    [this.input, this.order] = [find("[name=q]"), find("[name=sort]")];
    [this.heading, this.chips, this.status] = [find(".lf-browse__count"), find(".lf-chips"), find("[role=status]")];
    [this.list, this.none, this.note] = [find(".lf-cards"), find(".lf-browse__none"), find(".lf-browse__note")];
    [this.details, this.chosen] = [find(".lf-browse__facets"), find(".lf-browse__chosen")];
    this.heard = this.heading.textContent;
    this.panel = new FacetPanel(find(".lf-facets"), this.words, {
      toggled: (key, slug) => this.choose(this.choice.toggled(key, slug)),
      columns: () => this.knowledge.columns(),
    });
    this.pager = new Pager(find(".lf-browse__pages"), this.words, (page) => this.turnTo(page));
    this.choice = this.read();
  }

  read(known = null) {
    return Choice.read(location.search, this.panel.keys, known);
  }

  start() {
    const wide = matchMedia(WIDE);
    const fold = () => (this.details.open = wide.matches);
    fold();
    wide.addEventListener("change", fold);
    this.listen();
    this.pager.show(1, Math.ceil(Number(this.element.dataset.total) / this.each), (page) => this.addressOf(this.choice, page));
    this.fillIn();
    this.element.dataset.ready = "";
    if (this.choice.narrows || this.choice.order || this.choice.page > 1) this.show();
    else this.whenIdle();
  }

  listen() {
    addEventListener("popstate", () => {
      const choice = this.read();
      const same = this.addressOf(choice) === this.addressOf(this.choice); // only the place on the page is another
      if (!this.element.isConnected || same) return;
      this.typing = false;
      this.choice = choice;
      this.fillIn();
      this.show();
    });
    this.input.addEventListener("focus", () => this.prepareWords());
    this.input.addEventListener("input", later(() => this.typed()));
    this.order.addEventListener("change", () => {
      const usual = this.order.value === (this.choice.words ? "match" : "newest");
      this.choose(this.choice.with({ order: usual ? "" : this.order.value }));
    });
    this.input.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.typed();
    });
    this.element.addEventListener("pointerover", () => this.prepare(), { once: true });
    this.element.addEventListener("focusin", () => this.prepare(), { once: true });
  }

  whenIdle() {
    const idle = window.requestIdleCallback || ((act) => setTimeout(act, 1000));
    if (document.readyState === "complete") idle(() => this.prepare());
    else addEventListener("load", () => idle(() => this.prepare()), { once: true });
  }

  /** Fetches what every answer needs, before a question is asked. */
  async prepare() {
    try {
      this.panel.know(await this.knowledge.columns());
      if (!(await this.knowledge.words())) this.input.closest("p").hidden = true;
    } catch {
      // whoever asks is told
    }
  }

  async prepareWords() {
    try {
      await (await this.knowledge.words())?.ready();
    } catch {
      // whoever asks is told
    }
  }

  typed() {
    const words = this.input.value.trim();
    if (words === this.choice.words) return;
    const order = this.choice.order === "match" || (!words && this.choice.order === "newest") ? "" : this.choice.order;
    this.choose(this.choice.with({ words, order }), this.typing);
    this.typing = true;
  }

  /** A new choice: one step back leads to the one before, save while one types. */
  choose(choice, replace = false) {
    this.choice = choice;
    this.typing = false;
    const address = this.addressOf(choice);
    if (replace) history.replaceState(history.state, "", address);
    else history.pushState(null, "", address);
    this.fillIn();
    return this.show();
  }

  async turnTo(page) {
    await this.choose(this.choice.with({ page }));
    this.heading.focus({ preventScroll: true });
    this.heading.scrollIntoView({ block: "start" });
  }

  addressOf(choice, page = choice.page) {
    const address = new URL(location.href);
    address.search = choice.with({ page }).write(location.search, this.panel.keys);
    address.hash = "";
    return address.href;
  }

  /** The form as the choice has it. */
  fillIn() {
    const { words, order } = this.choice;
    if (this.input.value.trim() !== words) this.input.value = words; // else one is typing, and may go on
    const match = this.order.querySelector("[value=match]");
    match.hidden = match.disabled = !words;
    this.order.value = order || (words ? "match" : "newest");
    this.panel.check(this.choice);
  }

  /** Works out the answer to the choice and shows it; an answer that comes too late is dropped. */
  async show() {
    const turn = ++this.turn;
    this.list.setAttribute("aria-busy", "true");
    try {
      const columns = await this.knowledge.columns();
      if (turn !== this.turn) return;
      this.panel.know(columns);
      this.choice = new Choice({ ...this.read(columns), words: this.choice.words });
      const matching = await this.knowledge.matching(this.choice.words);
      if (turn !== this.turn) return;
      const found = columns.narrowed(this.choice, matching && matching.among);
      const order = this.choice.order || (matching ? "match" : "newest");
      const listed = matching && order === "match" ? matching.ranked : await this.knowledge.order(order);
      if (turn !== this.turn) return;
      const pages = Math.max(1, Math.ceil(found.total / this.each));
      const page = Math.min(this.choice.page, pages);
      const start = (page - 1) * this.each;
      const numbers = columns.ordered(order, found.fits, listed, start + this.each);
      const first = this.knowledge.cards(numbers.slice(start, start + AT_ONCE));
      await Promise.race([first, pause(PATIENCE)]);
      if (turn !== this.turn) return;
      this.showState(columns, found, page, pages);
      this.none.replaceChildren(...(numbers.length ? [] : this.ways(columns, found, matching)));
      this.none.hidden = numbers.length > 0;
      this.note.hidden = true;
      await this.showCards(first, numbers.slice(start + AT_ONCE), turn);
    } catch {
      if (turn !== this.turn) return;
      this.note.textContent = this.status.textContent = this.words.say("failed");
      this.note.hidden = false;
    }
    if (turn === this.turn) this.list.removeAttribute("aria-busy");
  }

  async showCards(first, others, turn) {
    const cards = await first;
    if (turn !== this.turn) return;
    this.list.hidden = !cards.childElementCount;
    this.list.replaceChildren(cards);
    await drawn();
    const more = await this.knowledge.cards(others);
    if (turn === this.turn) this.list.append(more);
  }

  /** How many, what was chosen, and what each other choice would give. */
  showState(columns, found, page, pages) {
    const count = found.total ? this.words.count("one", "many", found.total) : this.words.say("none");
    this.heading.textContent = this.choice.narrows ? count : this.heard;
    this.heading.classList.toggle("lf-hidden", !this.choice.narrows);
    this.status.textContent = pages > 1 ? this.words.say("paged", { count, page, pages: this.words.number(pages) }) : count;
    this.panel.count(found.counts);
    this.showChips(columns);
    this.pager.show(page, pages, (other) => this.addressOf(this.choice, other));
  }

  showChips(columns) {
    const chosen = [];
    for (const [key, slugs] of this.choice.values) {
      for (const slug of slugs) {
        chosen.push([columns.nameOf(key, slug), this.panel.nameOf(key), () => this.choice.toggled(key, slug)]);
      }
    }
    if (this.choice.words) {
      const name = this.words.say("quoted", { words: this.choice.words });
      chosen.push([name, "", () => this.choice.with({ words: "", order: "" })]);
    }
    this.chosen.textContent = chosen.length ? this.words.number(chosen.length) : "";
    this.chosen.hidden = !chosen.length;
    const chips = chosen.map(([name, facet, next], at) => {
      const chip = button("lf-chip", name, () => this.drop(next(), at));
      chip.setAttribute("aria-label", this.words.say("remove", { name }));
      if (facet) chip.prepend(make("span", "lf-chip__facet", facet), " ");
      return chip;
    });
    if (chosen.length > 1) chips.push(this.clearing("lf-chip lf-chip--all"));
    this.chips.replaceChildren(...chips.map((chip) => wrapped("li", chip)));
    this.chips.hidden = !chips.length;
  }

  /** Takes a choice back from its chip; the focus goes to the one that takes its place. */
  async drop(choice, at) {
    await this.choose(choice);
    const rest = this.chips.querySelectorAll("button");
    (rest[Math.min(at, rest.length - 1)] || this.heading).focus();
  }

  clearing(className) {
    return button(className, this.words.say("clear"), async () => {
      await this.choose(new Choice());
      this.heading.focus();
    });
  }

  /** Where nothing was found: the ways on that leave the most, and the words that may have been meant. */
  ways(columns, { without }, matching) {
    const ways = [];
    for (const [key, slugs] of this.choice.values) {
      const name = Array.from(slugs, (slug) => columns.nameOf(key, slug)).join(", ");
      ways.push([without.get(key), name, this.choice.without(key)]);
    }
    if (this.choice.words) {
      const other = this.choice.with({ words: "", order: "" });
      ways.push([columns.narrowed(other).total, this.words.say("quoted", { words: this.choice.words }), other]);
    }
    ways.sort((one, two) => two[0] - one[0]);
    const offered = ways.filter(([count]) => count > 0).slice(0, 3);
    const found = [];
    if (matching && matching.meant.length) {
      const meant = make("p", "", `${this.words.say("meant")} `);
      for (const [word, other] of matching.meant) {
        const words = this.choice.words.toLowerCase().split(/\s+/).map((one) => (one === word ? other : one)).join(" ");
        meant.append(button("lf-chip", words, () => this.follow(this.choice.with({ words }))), " ");
      }
      found.push(meant);
    }
    const list = make("ul", "lf-browse__ways");
    for (const [count, name, choice] of offered) {
      const text = this.words.say("without", { name, count: this.words.count("one", "many", count) });
      list.append(wrapped("li", button("lf-browse__way", text, () => this.follow(choice))));
    }
    if (!offered.length) list.append(wrapped("li", this.clearing("lf-browse__way")));
    return [...found, list];
  }

  async follow(choice) {
    await this.choose(choice);
    this.heading.focus();
  }
}

function make(name, className, text = "") {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.textContent = text;
  return element;
}

function wrapped(name, inner) {
  const element = document.createElement(name);
  element.append(inner);
  return element;
}

function button(className, text, act) {
  const made = make("button", className, text);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}

/** Waits until the browser has drawn what was changed; one that draws nothing, out of sight, is not waited for. */
function drawn() {
  return Promise.race([new Promise((done) => requestAnimationFrame(() => setTimeout(done))), pause(200)]);
}

function later(act) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, TYPING);
  };
}

document$.subscribe(() => {
  for (const element of document.querySelectorAll(".lf-browse[data-src]:not([data-started])")) {
    element.dataset.started = "";
    new Browse(element).start();
  }
});
