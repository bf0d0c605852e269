/* Sets two or three use cases side by side. Which ones stands in the address; their words are taken from their own pages,
   section by section. What the script itself says stands in the page. */
import { Catalogue } from "./catalogue.js";
import { addressOf, Chosen, idsIn } from "./chosen.js";
import { make } from "./elements.js";
import { Words } from "./words.js";

/** The sections to set beside each other, in the order in which they help to decide. */
const SECTIONS = ["task", "prompt", "effect", "result", "failures", "check"];

/** One use case, read from its page. */
class Told {
  /** @param card from the catalogue  @param {Document} page  @param {string} mark what sets its ids apart */
  constructor(id, card, page, mark) {
    this.id = id;
    this.card = card;
    this.facts = this.taken(page.querySelector(".lf-facts dl"), mark);
    this.parts = new Map();
    this.headings = new Map();
    for (const key of SECTIONS) {
      const found = page.querySelector(key === "effect" ? ".lf-effect" : `.lf-section--${key}`);
      const part = this.taken(found, mark);
      if (!part) continue;
      if (key !== "effect") {
        const heading = part.querySelector("h2");
        heading.querySelectorAll(".headerlink").forEach((link) => link.remove());
        this.headings.set(key, heading.textContent.trim());
        heading.remove();
        part.querySelectorAll(".lf-effect").forEach((effect) => effect.remove()); // it stands in a row of its own
      }
      this.parts.set(key, part);
    }
  }

  /** A piece of the page to set into this one: its addresses made whole, its ids its own, without what only works there. */
  taken(piece, mark) {
    if (!piece) return null;
    const copy = document.importNode(piece, true);
    copy.querySelectorAll("script, style, link, form").forEach((element) => element.remove());
    const ids = new Set(Array.from(copy.querySelectorAll("[id]"), (element) => element.id));
    for (const element of [copy, ...copy.querySelectorAll("*")]) {
      for (const name of ["href", "src", "poster"]) {
        const given = element.getAttribute(name);
        if (given === null) continue;
        const here = given.startsWith("#") && ids.has(given.slice(1));
        element.setAttribute(name, here ? `#${mark}${given.slice(1)}` : new URL(given, this.card.href).href);
      }
      for (const name of ["id", "for", "aria-labelledby", "aria-describedby", "aria-controls"]) {
        const given = element.getAttribute(name);
        if (given) element.setAttribute(name, given.split(/\s+/).map((id) => mark + id).join(" "));
      }
      if (element.matches("input[name]")) element.setAttribute("name", mark + element.getAttribute("name"));
    }
    return copy;
  }
}

class Comparison {
  constructor(element) {
    const find = (selector) => element.querySelector(selector);
    this.words = new Words(element.dataset.words);
    this.catalogue = new Catalogue(new URL(element.dataset.src, document.baseURI).href);
    [this.said, this.empty] = [find(".lf-compare__said"), find(".lf-compare__empty")];
    [this.table, this.another] = [find(".lf-compare__table"), find(".lf-compare__another")];
    this.chosen = new Chosen(location.href);
    this.told = [];
  }

  async start() {
    let ids = idsIn(location.search);
    if (!ids.length) {
      ids = this.chosen.read().map((one) => one.id);
      history.replaceState(history.state, "", addressOf(location.href, ids));
    }
    if (!ids.length) return;
    this.empty.hidden = true;
    this.table.setAttribute("aria-busy", "true");
    try {
      const all = await this.catalogue.file("ids", "ids.json");
      const numbers = ids.map((id) => all.indexOf(id));
      const known = ids.filter((id, at) => numbers[at] >= 0);
      const cards = await this.catalogue.cards(numbers.filter((number) => number >= 0));
      this.told = await Promise.all(cards.map((card, at) => this.read(known[at], card, `c${at + 1}-`)));
      this.unknown = ids.filter((id) => !known.includes(id));
      this.show();
    } catch {
      this.said.textContent = this.words.say("failed");
      this.empty.hidden = false;
    }
    this.table.removeAttribute("aria-busy");
  }

  async read(id, card, mark) {
    const answer = await fetch(card.href);
    if (!answer.ok) throw new Error(`${card.href}: ${answer.status}`);
    return new Told(id, card, new DOMParser().parseFromString(await answer.text(), "text/html"), mark);
  }

  show() {
    const count = this.told.length;
    this.table.dataset.count = String(count);
    this.table.replaceChildren(...(count ? [this.heads(), ...this.rows()] : []));
    this.table.hidden = !count;
    this.empty.hidden = count > 0;
    this.another.hidden = !count || count >= 3;
    this.another.firstElementChild.textContent = this.words.say(count < 2 ? "one_more" : "another");
    const unknown = this.unknown.map((id) => this.words.say("unknown", { id }));
    const shown = count > 1 ? [this.words.say("shown", { count: this.words.count("one", "many", count) })] : [];
    this.said.textContent = [...unknown, ...shown].join(" ");
    this.chosen.write(this.told.map(({ id, card }) => ({ id, title: card.title })));
  }

  heads() {
    const heads = make("div", "lf-compare__heads lf-compare__row");
    for (const told of this.told) {
      const { id, card } = told;
      const [head, title, link] = [make("div", "lf-compare__head"), make("h2", "lf-compare__title"), make("a", "", card.title)];
      link.href = card.href;
      title.append(link);
      const who = make("p", "lf-note", [card.leader, card.level, card.function].filter(Boolean).join(" · "));
      const button = make("button", "lf-compare__remove", "×");
      button.type = "button";
      button.setAttribute("aria-label", this.words.say("remove", { name: card.title }));
      button.addEventListener("click", () => this.remove(id));
      head.append(title, who, button);
      heads.append(head);
    }
    return heads;
  }

  rows() {
    const rows = [this.row("facts", this.words.say("facts"), (told) => told.facts)];
    for (const key of SECTIONS) {
      const named = this.told.find((told) => told.headings.has(key));
      if (!this.told.some((told) => told.parts.has(key))) continue;
      rows.push(this.row(key, named ? named.headings.get(key) : this.words.say(key), (told) => told.parts.get(key)));
    }
    return rows;
  }

  row(key, name, part) {
    const [row, heading, cells] = [make("section", `lf-compare__part lf-compare__part--${key}`), make("h2", "", name), make("div", "lf-compare__row")];
    heading.id = `row-${key}`;
    row.setAttribute("aria-labelledby", heading.id);
    for (const told of this.told) {
      const cell = make("div", "lf-compare__cell");
      cell.append(make("h3", "lf-compare__name", told.card.title), part(told) || make("p", "lf-note", this.words.say("nothing")));
      cells.append(cell);
    }
    row.append(heading, cells);
    return row;
  }

  remove(id) {
    const at = this.told.findIndex((told) => told.id === id);
    this.told = this.told.filter((told) => told.id !== id);
    this.unknown = [];
    history.replaceState(history.state, "", addressOf(location.href, this.told.map((told) => told.id)));
    this.show();
    const rest = this.table.querySelectorAll(".lf-compare__remove");
    (rest[Math.min(at, rest.length - 1)] || this.empty.querySelector("a")).focus();
  }
}

document$.subscribe(() => {
  for (const element of document.querySelectorAll(".lf-compare[data-src]:not([data-started])")) {
    element.dataset.started = "";
    new Comparison(element).start();
  }
});
