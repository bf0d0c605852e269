/* The facets as boxes to tick, in the place of the links that they are without script. */

const MOST = 60; // beyond, a page of its own is the better list
const RESTING = 50; // milliseconds after which a pointer does not merely pass by

export class FacetPanel {
  /**
   * @param toggled called with the key of a facet and the slug of a value; @param pointed the same, where that box may be
   * ticked next; @param columns fetches the columns
   */
  constructor(element, words, { toggled, pointed, columns }) {
    this.words = words;
    this.columns = columns;
    this.pointed = pointed;
    this.known = null;
    this.facets = new Map();
    for (const group of element.querySelectorAll("[data-facet]")) {
      const key = group.dataset.facet;
      const list = group.querySelector("ul");
      const facet = { key, name: group.querySelector(".lf-facet__name").textContent, list, boxes: new Map() };
      this.facets.set(key, facet);
      for (const item of list.children) this.addBox(facet, item, item.querySelector("a").textContent);
      list.addEventListener("change", (event) => toggled(key, event.target.value));
      list.addEventListener("pointerover", ({ target }) => this.pointTo(key, target.closest("li")));
      list.addEventListener("focusin", ({ target }) => this.pointTo(key, target.closest("li")));
      const more = group.querySelector(".lf-facet__more");
      if (more) this.offerMore(facet, more);
    }
    this.keys = Array.from(this.facets.keys());
  }

  /** The boxes that are shown: the key of each facet and the slug of each value. */
  *boxes() {
    for (const [key, { boxes }] of this.facets) for (const slug of boxes.keys()) yield [key, slug];
  }

  pointTo(key, item) {
    clearTimeout(this.resting);
    if (item) this.resting = setTimeout(() => this.pointed(key, item.dataset.value), RESTING);
  }

  nameOf(key) {
    return this.facets.get(key).name;
  }

  addBox(facet, item, name) {
    const label = document.createElement("label");
    const box = document.createElement("input");
    const text = document.createElement("span");
    const count = item.querySelector(".lf-facet__count") || document.createElement("span");
    box.type = "checkbox";
    box.value = item.dataset.value;
    text.className = "lf-facet__value";
    text.textContent = name;
    count.className = "lf-facet__count";
    label.append(box, text, " ", count);
    item.replaceChildren(label);
    facet.boxes.set(box.value, { box, count, item });
  }

  /** A button that shows all values, where a page of its own did. */
  offerMore(facet, more) {
    const link = more.querySelector("a");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "lf-facet__all";
    button.append(...Array.from(link.childNodes, (node) => node.cloneNode(true)));
    button.addEventListener("click", async () => {
      const columns = await this.columns();
      this.know(columns);
      const { values } = columns.byKey.get(facet.key);
      const before = facet.list.children.length;
      for (const [slug, name] of values.slice(0, MOST)) this.boxOf(facet, slug, name);
      facet.list.classList.add("lf-facet__values--long");
      if (values.length > MOST) more.replaceChildren(link);
      else more.remove();
      if (this.counts) this.count(this.counts);
      const first = facet.list.children[before];
      if (first) first.querySelector("input").focus();
    });
    more.replaceChildren(button);
  }

  boxOf(facet, slug, name) {
    if (!facet.boxes.has(slug)) {
      const item = document.createElement("li");
      item.dataset.value = slug;
      this.addBox(facet, item, name);
      facet.list.append(item);
    }
    return facet.boxes.get(slug);
  }

  /** From now on the names of all values are known; the choice may name some that are not shown yet. */
  know(columns) {
    if (this.known) return;
    this.known = columns;
    this.totals = columns.narrowed({ values: new Map() }).counts;
    this.counts = this.counts || this.totals;
    if (this.choice) this.check(this.choice);
  }

  check(choice) {
    this.choice = choice;
    for (const [key, facet] of this.facets) {
      for (const slug of choice.values.get(key) || []) {
        if (this.known && this.known.has(key, slug)) this.boxOf(facet, slug, this.known.nameOf(key, slug));
      }
      for (const [slug, { box }] of facet.boxes) box.checked = choice.has(key, slug);
    }
  }

  /** How many use cases each value would leave. */
  count(counts) {
    this.counts = counts;
    for (const [key, facet] of this.facets) {
      const found = counts.get(key);
      const { places } = this.known.byKey.get(key);
      for (const [slug, { count, item }] of facet.boxes) {
        const number = found[places.get(slug)] || 0;
        const text = this.words.number(number);
        if (count.textContent !== text) count.textContent = text;
        item.classList.toggle("lf-facet__none", number === 0);
      }
    }
  }
}
