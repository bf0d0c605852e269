/* Fetches what plugins/leadfront/catalogue.py writes: cards and other things by number. Knows nothing of the page. */

/** What stands in a row, in this order. */
const CASE = "address title summary leader initials level function day when tools effect measure sample".split(" ");
const PAGE = "address title about".split(" ");

/** The catalogue whose `index.json` lies at this address. Each file is fetched once, and only when it is asked for. */
export class Catalogue {
  /** @param {string} address of `catalogue/index.json`, absolute */
  constructor(address) {
    this.address = address;
    this.top = new URL("../", address);
    this.files = new Map();
  }

  /** What there is, as `index.json` says: asked for anew by each page, since it alone keeps its name. */
  index() {
    if (!this.found) {
      this.found = get(this.address, { cache: "no-cache" });
      this.found.catch(() => (this.found = null)); // the next one to ask may have more luck
    }
    return this.found;
  }

  /** One file of a shelf, as in `file("cards", "0.json")`. */
  async file(shelf, name) {
    const index = await this.index();
    const address = new URL(`${index[shelf].folder}/${name}`, this.address).href;
    if (!this.files.has(address)) {
      const asked = get(address);
      asked.catch(() => this.files.delete(address));
      this.files.set(address, asked);
    }
    return this.files.get(address);
  }

  /** The cards of these numbers, in their order. */
  async cards(numbers) {
    const { cases, cards } = await this.index();
    return Promise.all(
      Array.from(numbers, async (number) => {
        const file = await this.file("cards", `${Math.floor(number / cards.each)}.json`);
        return this.card(number < cases, file[number % cards.each]);
      }),
    );
  }

  card(isCase, row) {
    const card = Object.fromEntries((isCase ? CASE : PAGE).map((key, at) => [key, row[at]]));
    return { ...card, isCase, href: new URL(card.address, this.top).href };
  }
}

async function get(address, options) {
  const answer = await fetch(address, options);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}
