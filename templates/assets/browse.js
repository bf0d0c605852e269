/* The list of all use cases as a reader narrows it down. The choice stands in the address; what is said, in the page.
   What fits is worked out in knowledge.js; without this script the facets are links to lists of their own. */
import { button, make, wrapped } from "./elements.js";
import { FacetPanel } from "./facet_panel.js";
import { Choice } from "./facets.js";
import { idle, Knowledge } from "./knowledge.js";
import { Pager } from "./pager.js";
import { Words } from "./words.js";

const PATIENCE = 60; // milliseconds that the numbers wait for the first cards, so that all is drawn at once
const TYPING = 120; // milliseconds until a pause is one
const WIDE = "(min-width: 60em)";

/** The page. */
class Browse {
  constructor(element) {
    this.element = element;
    this.words = new Words(element.dataset.words);
    this.each = Number(element.dataset.each);
    this.knowledge = new Knowledge(new URL(element.dataset.src, document.baseURI).href, this.each);
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
      pointed: (key, slug) => this.knowledge.expect(this.choice.toggled(key, slug)),
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
    this.order.addEventListener("focus", () => this.knowledge.order("title").catch(() => {})); // whoever asks is told
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

  async whenIdle() {
    if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done, { once: true }));
    await idle();
    await this.prepare();
    const first = Array.from(this.panel.boxes(), ([key, slug]) => this.choice.toggled(key, slug));
    await this.knowledge.fetchAhead(first).catch(() => {}); // whoever asks is told
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
      const answer = await this.knowledge.answer(this.choice);
      await Promise.race([answer.first, pause(PATIENCE)]);
      if (turn !== this.turn) return;
      this.showState(columns, answer);
      const put = this.put(answer.first, turn);
      await drawn();
      if (turn !== this.turn) return;
      this.showWaysOn(answer);
      await put;
      const others = await this.knowledge.cards(answer.others);
      if (turn === this.turn) this.list.append(others);
    } catch {
      if (turn !== this.turn) return;
      this.note.textContent = this.status.textContent = this.words.say("failed");
      this.note.hidden = false;
    }
    if (turn === this.turn) this.list.removeAttribute("aria-busy");
  }

  /** Sets the first cards in the place of those that are shown. */
  async put(first, turn) {
    const cards = await first;
    if (turn !== this.turn) return;
    this.list.hidden = !cards.childElementCount;
    this.list.replaceChildren(cards);
  }

  /** How many, and what was chosen: what stands above the cards, and is drawn with the first of them. */
  showState(columns, answer) {
    const { found, page, pages } = answer;
    const count = found.total ? this.words.count("one", "many", found.total) : this.words.say("none");
    this.heading.textContent = this.choice.narrows ? count : this.heard;
    this.heading.classList.toggle("lf-hidden", !this.choice.narrows);
    this.status.textContent = pages > 1 ? this.words.say("paged", { count, page, pages: this.words.number(pages) }) : count;
    this.showChips(columns);
    this.none.replaceChildren(...(found.total ? [] : this.ways(columns, answer)));
    this.none.hidden = found.total > 0;
    this.note.hidden = true;
  }

  /** What each other choice would give, and the other pages: drawn after the first cards, which are waited for. */
  showWaysOn({ found, page, pages }) {
    this.panel.count(found.counts);
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
  ways(columns, { found: { without }, matching }) {
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

function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}

/** Waits until the browser has drawn what was changed; one that draws nothing, out of sight, is not waited for. */
function drawn() {
  return Promise.race([new Promise(requestAnimationFrame).then(idle), pause(200)]);
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
