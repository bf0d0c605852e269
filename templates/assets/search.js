/* The search as a reader meets it: the box in the header, and the page that shows all results. What it says stands in
   the page, as do the addresses; how it finds is in search_index.js. */
import { Catalogue } from "./catalogue.js";
import { SearchIndex, wordsOf } from "./search_index.js";

const IN_THE_BOX = 6;
const AT_ONCE = 24;

/** What the box and the page share: the catalogue, and the words to say. */
class Search {
  constructor(element) {
    this.catalogue = new Catalogue(new URL(element.dataset.src, document.baseURI).href);
    this.words = JSON.parse(element.dataset.words);
    this.plural = new Intl.PluralRules(document.documentElement.lang || "en");
    this.asked = 0;
  }

  say(name, values = {}) {
    return this.words[name].replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));
  }

  /** `one` and `many` are the names of the two forms. */
  count(one, many, number) {
    const count = number.toLocaleString(document.documentElement.lang || "en");
    return this.say(this.plural.select(number) === "one" ? one : many, { count });
  }

  async index() {
    const { cases, pages } = await this.catalogue.index();
    if (!this.made) this.made = new SearchIndex((name) => this.catalogue.file("words", name), cases + pages);
    return this.made;
  }

  /** Fetches what every answer needs, before a question is asked. */
  prepare() {
    this.index()
      .then((index) => index.ready())
      .catch(() => {}); // whoever asks is told
  }

  /**
   * Results, with the cards of the first so many; null where something else has been asked since, or nothing.
   * Where nothing was found, `meant` are questions that would find something.
   */
  async find(text, most) {
    const turn = ++this.asked;
    if (!wordsOf(text).length) return null;
    const index = await this.index();
    const found = await index.find(text);
    const cards = await this.catalogue.cards(found.numbers.slice(0, most));
    const meant = [];
    for (const word of found.unknown.slice(0, 1)) {
      for (const other of await index.nearest(word)) {
        meant.push(wordsOf(text).map((one) => (one === word ? other : one)).join(" "));
      }
    }
    return turn === this.asked ? { ...found, cards, meant } : null;
  }

  /** How many, in words; why they are shown though no document has all the words; or that there is nothing. */
  summary({ numbers, complete }, text) {
    if (!numbers.length) return this.say("none", { query: text.trim() });
    return complete ? this.count("one", "many", numbers.length) : this.say("some");
  }

  /** A result as a link. */
  link(card, words) {
    const link = make("a", "lf-result");
    link.href = card.href;
    const title = make("span", "lf-result__title");
    const about = make("span", "lf-result__about");
    const seen = [mark(title, card.title, words), mark(about, card.isCase ? card.summary : card.about, words)];
    link.append(title, about);
    const who = make("span", "lf-result__who");
    if (card.isCase) {
      seen.push(mark(who, [card.leader, card.level, card.function].filter(Boolean).join(" · "), words));
      if (card.sample) who.append(" ", make("span", "lf-sample", this.say("sample")));
      link.append(who);
    }
    if (!seen.some(Boolean)) {
      link.append(make("span", "lf-result__inside", this.say(card.isCase ? "inside" : "inside_page")));
    }
    return link;
  }
}

/** Puts a text into an element, the words that were looked for marked; whether there were any. */
function mark(element, text, words) {
  let any = false;
  for (const piece of text.split(/([\p{L}\p{N}\p{M}]+)/u)) {
    const found = piece && wordsOf(piece).some((word) => words.has(word));
    any = any || found;
    element.append(found ? make("mark", "lf-mark", piece) : piece);
  }
  return any;
}

function make(name, className, text = "") {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}

/** The box in the header: a list of the best results below it while one types. */
function startBox(form) {
  const search = new Search(form);
  form.action = String(form.action); // in full: the theme may change the page's address under it
  const input = form.querySelector("input");
  const panel = form.querySelector(".lf-search__panel");
  const list = form.querySelector("[role=listbox]");
  const note = form.querySelector(".lf-search__note");
  const status = form.querySelector("[role=status]");
  let at = -1;

  function open(yes) {
    panel.hidden = !yes;
    input.setAttribute("aria-expanded", String(yes && list.children.length > 0));
    if (!yes) choose(-1);
  }

  function choose(place) {
    const options = list.children;
    if (options[at]) options[at].setAttribute("aria-selected", "false");
    at = place;
    if (options[at]) {
      options[at].setAttribute("aria-selected", "true");
      options[at].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[at].id);
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function option(link) {
    link.id = `lf-search-${list.children.length}`;
    link.tabIndex = -1;
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    list.append(link);
  }

  function show(found, text) {
    choose(-1);
    list.replaceChildren();
    for (const card of found.cards) option(search.link(card, found.words));
    const said = search.summary(found, text);
    if (found.numbers.length > found.cards.length) {
      const all = make("a", "lf-result lf-result--all", search.count("all_one", "all_many", found.numbers.length));
      all.href = `${form.action}?q=${encodeURIComponent(text.trim())}`;
      option(all);
    }
    note.textContent = found.numbers.length && found.complete ? "" : said;
    suggest(note, search, found.meant, (question) => {
      input.value = question;
      input.focus();
      ask();
    });
    status.textContent = said;
    open(true);
  }

  async function ask() {
    const text = input.value;
    try {
      const found = await search.find(text, IN_THE_BOX);
      if (found) show(found, text);
      else if (!wordsOf(text).length) open(false);
    } catch {
      list.replaceChildren();
      note.textContent = status.textContent = search.say("failed");
      open(true);
    }
  }

  const waiting = later(ask);
  input.addEventListener("focus", () => {
    search.prepare();
    if (list.children.length && wordsOf(input.value).length) open(true);
  });
  input.addEventListener("input", waiting);
  input.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (event.isComposing) return;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count && !panel.hidden) {
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(((at + 1 + step + count + 1) % (count + 1)) - 1); // round, by way of the box itself
      event.preventDefault();
    } else if (event.key === "Enter" && list.children[at] && !panel.hidden) {
      list.children[at].click();
      event.preventDefault();
    } else if (event.key === "Escape" && !panel.hidden) {
      open(false);
      event.preventDefault(); // or the browser empties the box: that is the next Escape
    }
  });
  form.addEventListener("submit", (event) => {
    if (!wordsOf(input.value).length) event.preventDefault();
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) open(false);
  });
  panel.addEventListener("mousedown", (event) => {
    if (!event.target.closest("button")) event.preventDefault(); // the box keeps the focus, and so the list stays
  });
}

/** The page of all results; its question stands in its address. */
function startPage(element) {
  const search = new Search(element);
  const form = element.querySelector("form");
  const input = form.querySelector("input");
  const list = element.querySelector("ol");
  const status = element.querySelector("[role=status]");
  const meant = element.querySelector(".lf-find__meant");
  const lists = element.querySelector(".lf-find__lists");
  const more = element.querySelector(".lf-find__more");
  let found = null;

  function add(cards) {
    for (const card of cards) {
      const item = document.createElement("li");
      item.append(search.link(card, found.words));
      list.append(item);
    }
    more.hidden = list.children.length >= found.numbers.length;
  }

  function clear() {
    found = null;
    list.replaceChildren();
    list.hidden = more.hidden = meant.hidden = lists.hidden = true;
    status.textContent = "";
  }

  async function ask() {
    const text = input.value;
    try {
      const answer = await search.find(text, AT_ONCE);
      if (!answer && wordsOf(text).length) return;
      clear();
      if (!answer) return;
      found = answer;
      status.textContent = search.summary(found, text);
      suggest(meant, search, found.meant, (question) => {
        input.value = question;
        input.focus();
        changed();
      });
      meant.hidden = !found.meant.length;
      add(found.cards);
      list.hidden = !found.cards.length;
      lists.hidden = !list.hidden;
    } catch {
      clear();
      status.textContent = search.say("failed");
    }
  }

  function remember() {
    const address = new URL(location.href);
    if (input.value.trim()) address.searchParams.set("q", input.value.trim());
    else address.searchParams.delete("q");
    history.replaceState(history.state, "", address);
  }

  function changed() {
    remember();
    ask();
  }

  input.addEventListener("focus", () => search.prepare());
  input.addEventListener("input", later(changed));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    changed();
  });
  more.addEventListener("click", async () => {
    const shown = list.children.length;
    const asked = found;
    const cards = await search.catalogue.cards(found.numbers.slice(shown, shown + AT_ONCE));
    if (asked !== found || list.children.length !== shown) return;
    add(cards);
    list.children[shown].querySelector("a").focus();
  });
  input.value = new URL(location.href).searchParams.get("q") || "";
  ask();
  if (!input.value) input.focus({ preventScroll: true });
}

/** Offers other questions, as buttons, after what the element says. */
function suggest(element, search, questions, choose) {
  element.querySelectorAll("button").forEach((button) => button.remove());
  if (!questions.length) return;
  element.append(`${element.textContent ? " " : ""}${search.say("meant")} `);
  for (const question of questions) {
    const button = make("button", "lf-meant", question);
    button.type = "button";
    button.addEventListener("click", () => choose(question));
    element.append(button, " ");
  }
}

/** Waits for as long as nobody notices, so that of keys that are pressed together only the last is answered. */
function later(act) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, 30);
  };
}

/** `/`, `s` and Ctrl-K lead to the search from everywhere but where one writes. */
function shortcut(event) {
  const control = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k";
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey && (event.key === "/" || event.key === "s");
  const writing = event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
  if (event.defaultPrevented || (!control && !(plain && !writing))) return;
  const input = document.querySelector("[data-lf-find] input, [data-lf-search] input");
  const button = document.querySelector(".lf-search-button");
  if (input && input.checkVisibility()) {
    input.focus();
    input.select();
  } else if (button) {
    button.click();
  } else {
    return;
  }
  event.preventDefault();
}

function start() {
  for (const [name, run] of [
    ["search", startBox],
    ["find", startPage],
  ]) {
    for (const element of document.querySelectorAll(`[data-lf-${name}]:not([data-lf-started])`)) {
      element.dataset.lfStarted = "";
      run(element);
    }
  }
}

document.addEventListener("keydown", shortcut);
document$.subscribe(start); // the theme may put a new page into the same document
