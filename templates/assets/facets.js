/* Which use cases fit what a reader has chosen, how many each other choice would leave, and in which order they stand; and
   that choice as part of an address. Knows nothing of the page. plugins/leadfront/pages/browse.py writes what is read. */

/** What a reader has chosen. It never changes: a new choice is a new one. */
export class Choice {
  /** @param values by the key of a facet: slugs of its values, at least one */
  constructor({ values = new Map(), words = "", order = "", page = 1 } = {}) {
    this.values = values;
    this.words = words;
    this.order = order;
    this.page = page;
  }

  /** From the part of an address after `?`. What is not known is left out; `known` is null where that can't be said yet. */
  static read(search, keys, known = null) {
    const given = new URLSearchParams(search);
    const values = new Map();
    for (const key of keys) {
      const slugs = new Set(given.getAll(key).filter((slug) => slug && (!known || known.has(key, slug))));
      if (slugs.size) values.set(key, slugs);
    }
    const page = Number(given.get("page"));
    return new Choice({
      values,
      words: (given.get("q") || "").slice(0, 200).trim(),
      order: ORDERS.includes(given.get("sort")) ? given.get("sort") : "",
      page: Number.isSafeInteger(page) && page > 1 ? page : 1,
    });
  }

  /** As it stands in an address, with what else stood there; the same choice is always written the same way. */
  write(search, keys) {
    const written = new URLSearchParams(search);
    for (const key of [...keys, "q", "sort", "page"]) written.delete(key);
    for (const key of keys) for (const slug of [...(this.values.get(key) || [])].sort()) written.append(key, slug);
    if (this.words) written.set("q", this.words);
    if (this.order) written.set("sort", this.order);
    if (this.page > 1) written.set("page", String(this.page));
    return written.toString();
  }

  /** The same text for the same choice. */
  get name() {
    return this.write("", [...this.values.keys()].sort());
  }

  /** Whether it narrows anything down. */
  get narrows() {
    return this.values.size > 0 || this.words !== "";
  }

  has(key, slug) {
    return this.values.has(key) && this.values.get(key).has(slug);
  }

  with(changes) {
    return new Choice({ ...this, page: 1, ...changes });
  }

  /** With one value more or less. */
  toggled(key, slug) {
    const slugs = new Set(this.values.get(key));
    if (!slugs.delete(slug)) slugs.add(slug);
    return this.with({ values: with_(this.values, key, slugs) });
  }

  without(key) {
    return this.with({ values: with_(this.values, key, new Set()) });
  }
}

const ORDERS = ["match", "newest", "oldest", "title", "saving"];

function with_(values, key, slugs) {
  const changed = new Map(values);
  if (slugs.size) changed.set(key, slugs);
  else changed.delete(key);
  return changed;
}

/** Which use case has which values. */
export class Columns {
  constructor({ count, facets }) {
    this.count = count;
    this.facets = facets.map(({ key, values, sets, of }) => {
      return { key, values, sets, of: Uint32Array.from(of), places: new Map(values.map(([slug], at) => [slug, at])) };
    });
    this.byKey = new Map(this.facets.map((facet) => [facet.key, facet]));
  }

  has(key, slug) {
    return this.byKey.has(key) && this.byKey.get(key).places.has(slug);
  }

  nameOf(key, slug) {
    const { values, places } = this.byKey.get(key);
    return values[places.get(slug)][1];
  }

  /**
   * What fits a choice: any of the values of a facet, in each facet that has some; and `among`, where given (a mark for
   * each number). Gives
   * `fits`, a mark for each number; `total`, how many;
   * `counts`, by key and place, how many would fit that value and all else that was chosen;
   * `without`, by key, how many would fit if nothing were chosen of that facet.
   */
  narrowed(choice, among = null) {
    const asked = [];
    this.facets.forEach(({ key, sets, places }, at) => {
      const slugs = choice.values.get(key);
      if (!slugs) return;
      const wanted = new Set(Array.from(slugs, (slug) => places.get(slug)));
      asked.push({ at, of: this.facets[at].of, fit: Uint8Array.from(sets, (set) => Number(set.some((p) => wanted.has(p)))) });
    });
    const perSet = this.facets.map(({ sets }) => new Uint32Array(sets.length));
    const missedOnly = new Uint32Array(this.facets.length);
    const fits = new Uint8Array(this.count);
    const columns = this.facets.map(({ of }) => of);
    let total = 0;
    for (let number = 0; number < this.count; number++) {
      if (among && !among[number]) continue;
      let missed = -1;
      let misses = 0;
      for (const { at, of, fit } of asked) {
        if (!fit[of[number]]) {
          missed = at;
          if (++misses > 1) break;
        }
      }
      if (misses === 0) {
        fits[number] = 1;
        total++;
        for (let at = 0; at < columns.length; at++) perSet[at][columns[at][number]]++;
      } else if (misses === 1) {
        missedOnly[missed]++;
        perSet[missed][columns[missed][number]]++; // it would fit, were another value of this facet chosen
      }
    }
    const counts = new Map();
    const without = new Map();
    this.facets.forEach(({ key, values, sets }, at) => {
      const found = new Uint32Array(values.length);
      sets.forEach((set, which) => set.forEach((place) => (found[place] += perSet[at][which])));
      counts.set(key, found);
      without.set(key, total + missedOnly[at]);
    });
    return { fits, total, counts, without };
  }

  /**
   * The first so many numbers that fit: those in `listed`, as they stand there, then the others, newest (or oldest)
   * first.
   */
  ordered(order, fits, listed = [], most = this.count) {
    const found = [];
    const left = fits.slice();
    for (let at = 0; at < listed.length && found.length < most; at++) {
      if (left[listed[at]]) found.push(listed[at]);
      left[listed[at]] = 0;
    }
    const [first, step] = order === "oldest" ? [this.count - 1, -1] : [0, 1];
    for (let number = first; number in left && found.length < most; number += step) {
      if (left[number]) found.push(number);
    }
    return found;
  }
}
