/* Lets a reader choose use cases to compare, wherever one is shown: a box on each card and on the page of a use case, and
   a bar that says what was chosen. What is said stands in the page. */
import { addressOf, Chosen } from "./chosen.js";
import { make } from "./elements.js";
import { Words } from "./words.js";

class Choosing {
  constructor(bar) {
    const find = (selector) => bar.querySelector(selector);
    this.bar = bar;
    this.words = new Words(bar.dataset.words);
    [this.list, this.full] = [find(".lf-chosen__list"), find(".lf-chosen__full")];
    [this.go, this.more, this.clear] = [find(".lf-chosen__go"), find(".lf-chosen__more"), find(".lf-chosen__clear")];
    this.status = document.querySelector(".lf-chosen-status");
    this.page = this.go.href;
    this.chosen = new Chosen(this.page);
    this.boxes = [];
  }

  start() {
    this.offer();
    this.show();
    this.clear.addEventListener("click", () => this.empty());
    // A page that comes back with the browser's own way back shows what it showed then.
    addEventListener("pageshow", (event) => event.persisted && this.bar.isConnected && this.show());
    for (const cards of document.querySelectorAll(".lf-cards")) {
      new MutationObserver(() => {
        this.offer();
        this.show();
      }).observe(cards, { childList: true });
    }
  }

  /** A box for each use case that has none yet. */
  offer() {
    this.boxes = this.boxes.filter((box) => box.isConnected);
    for (const link of document.querySelectorAll(".lf-card__title a[data-case]")) {
      const card = link.closest(".lf-card");
      if (card.querySelector(".lf-choose")) continue;
      card.append(this.box(link.dataset.case, link.textContent));
    }
    const page = document.querySelector(".lf-case[data-case]");
    if (page && !page.querySelector(".lf-choose")) {
      const title = page.querySelector("h1").firstChild.textContent;
      page.querySelector(".lf-case__head").append(this.box(page.dataset.case, title.trim()));
    }
  }

  box(id, title) {
    const [label, box] = [make("label", "lf-choose"), make("input")];
    box.type = "checkbox";
    box.dataset.id = id;
    box.setAttribute("aria-label", `${this.words.say("choose")}: ${title}`);
    box.addEventListener("change", () => this.toggle(box, title));
    label.append(box, this.words.say("choose"));
    this.boxes.push(box);
    return label;
  }

  toggle(box, title) {
    this.chosen.read();
    let heard = "removed";
    if (!box.checked) this.chosen.remove(box.dataset.id);
    else heard = this.chosen.add(box.dataset.id, title) ? "added" : "full";
    this.show(heard === "full");
    this.status.textContent = this.words.say(heard, { name: title });
  }

  remove(id, title) {
    this.chosen.read();
    const at = this.chosen.list.findIndex((one) => one.id === id);
    this.chosen.remove(id);
    this.show();
    this.status.textContent = this.words.say("removed", { name: title });
    const rest = this.list.querySelectorAll("button");
    (rest[Math.min(at, rest.length - 1)] || this.boxOf(id)).focus();
  }

  empty() {
    const [first] = this.chosen.read();
    this.chosen.write([]);
    this.show();
    this.status.textContent = this.words.say("cleared");
    this.boxOf(first && first.id).focus();
  }

  /** Where the focus goes when the bar is gone: the box of that use case, else the first one. */
  boxOf(id) {
    const there = this.boxes.filter((box) => box.isConnected);
    return there.find((box) => box.dataset.id === id) || there[0] || this.clear;
  }

  /** Boxes and bar as the choice has it. */
  show(full = false) {
    const list = this.chosen.read();
    for (const box of this.boxes) box.checked = this.chosen.has(box.dataset.id);
    this.list.replaceChildren(...list.map(({ id, title }) => this.item(id, title)));
    this.go.href = addressOf(this.page, list.map((one) => one.id));
    this.go.hidden = list.length < 2;
    this.more.hidden = list.length >= 2;
    this.full.hidden = !full;
    this.full.textContent = full ? this.words.say("full") : "";
    this.bar.hidden = !list.length;
  }

  item(id, title) {
    const [item, button] = [make("li"), make("button", "lf-chosen__remove", "×")];
    button.type = "button";
    button.setAttribute("aria-label", this.words.say("remove", { name: title }));
    button.addEventListener("click", () => this.remove(id, title));
    item.append(make("span", "lf-chosen__title", title), button);
    return item;
  }
}

document$.subscribe(() => {
  for (const bar of document.querySelectorAll(".lf-chosen:not([data-started])")) {
    bar.dataset.started = "";
    new Choosing(bar).start();
  }
});
