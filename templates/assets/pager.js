/* The pages of a list as links, as the templates make them; a click asks for a page instead of loading one. */

const AROUND = 2;

export class Pager {
  /** @param turn is called with the number of the page that was asked for */
  constructor(element, words, turn) {
    this.element = element;
    this.words = words;
    this.turn = turn;
  }

  /** @param addressOf the address of a page, so that it can be opened elsewhere too */
  show(page, pages, addressOf) {
    this.element.replaceChildren();
    if (pages < 2) return;
    const nav = document.createElement("nav");
    nav.className = "lf-pager";
    nav.setAttribute("aria-label", this.words.say("pages"));
    const list = document.createElement("ol");
    for (const number of numbersAround(page, pages)) {
      const item = document.createElement("li");
      if (number === 0) {
        item.setAttribute("aria-hidden", "true");
        item.textContent = "…";
      } else if (number === page) {
        const here = document.createElement("span");
        here.setAttribute("aria-current", "page");
        here.textContent = this.words.number(number);
        item.append(here);
      } else {
        const link = this.link(number, addressOf, this.words.number(number));
        link.setAttribute("aria-label", this.words.say("page", { number: this.words.number(number) }));
        item.append(link);
      }
      list.append(item);
    }
    if (page > 1) nav.append(this.link(page - 1, addressOf, this.words.say("previous"), "prev"));
    nav.append(list);
    if (page < pages) nav.append(this.link(page + 1, addressOf, this.words.say("next"), "next"));
    this.element.append(nav);
  }

  link(page, addressOf, text, rel = "") {
    const link = document.createElement("a");
    link.href = addressOf(page);
    link.textContent = text;
    if (rel) link.rel = rel;
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      this.turn(page);
    });
    return link;
  }
}

/** The first, the last and those around the present one; 0 stands for those left out. */
export function numbersAround(page, pages) {
  const found = [];
  for (let number = 1; number <= pages; number++) {
    const far = Math.abs(number - page);
    if (number === 1 || number === pages || far <= AROUND) found.push(number);
    else if (far === AROUND + 1) found.push(0);
  }
  return found;
}
