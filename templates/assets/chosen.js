/* Which use cases a reader has chosen to compare: kept for as long as the tab is open, and told in an address.
   Knows nothing of the page. */

export const MOST = 3;

/** The ids in the part of an address after `?`, as in `cases=board-paper,people/shift-rota`. */
export function idsIn(search) {
  const given = (new URLSearchParams(search).get("cases") || "").split(",");
  return [...new Set(given.map(plain).filter(Boolean))].slice(0, MOST);
}

/** The same, the other way round. */
export function addressOf(page, ids) {
  const address = new URL(page);
  address.hash = "";
  address.search = ids.length ? `?cases=${ids.map(marked).join(",")}` : "";
  return address.href;
}

// A comma within an id is none between two.
function marked(id) {
  return encodeURIComponent(id.replace(/[%,]/g, encodeURIComponent)).replace(/%2F/g, "/");
}

function plain(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What was chosen: `{id, title}` each. */
export class Chosen {
  /** @param {string} page the address of the page that compares: two showcases on one host have a list each */
  constructor(page) {
    this.key = `leadfront-compare ${new URL(page).pathname}`;
    this.list = [];
  }

  /** As the tab has it now: another page may have changed it. */
  read() {
    try {
      const found = JSON.parse(sessionStorage.getItem(this.key)) || [];
      this.list = found.filter((one) => one && typeof one.id === "string" && typeof one.title === "string").slice(0, MOST);
    } catch {
      // where nothing may be kept, the choice lasts as long as the page
    }
    return this.list;
  }

  write(list) {
    this.list = list;
    try {
      sessionStorage.setItem(this.key, JSON.stringify(list));
    } catch {
      // as above
    }
  }

  has(id) {
    return this.list.some((one) => one.id === id);
  }

  /** Adds one. Whether there was room for it. */
  add(id, title) {
    if (this.has(id)) return true;
    if (this.list.length >= MOST) return false;
    this.write([...this.list, { id, title }]);
    return true;
  }

  remove(id) {
    this.write(this.list.filter((one) => one.id !== id));
  }
}
