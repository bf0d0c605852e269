/* Finds and ranks documents in the index that plugins/leadfront/search_index.py writes, which says how it is made; the
   two change together. Knows nothing of the page. */

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
const VALUES = new Uint8Array(128);
for (let at = 0; at < 64; at++) VALUES[DIGITS.charCodeAt(at)] = at;

const NO_SPACES = "\\u3041-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const WORD = new RegExp(`[${NO_SPACES}]|(?:(?![${NO_SPACES}])[\\p{L}\\p{N}])+`, "gu");
const APART = { ß: "ss", ς: "σ", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", þ: "th", ı: "i" };
const TWO_LETTERS = { ä: "ae", ö: "oe", ü: "ue", ø: "oe", å: "aa" };
const LONGEST_WORD = 32;
const MOST_WORDS = 12;

/** How well a word of the index fits the one that was typed. */
const EXACT = 1;
const BEGINS = 0.8;
const ONE_TYPO = 0.5;
const TWO_TYPOS = 0.25;

/** A text as it is compared: without accents, in small letters. */
function folded(text) {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[ßςæœøđðłþı]/g, (sign) => APART[sign]);
}

/** The words of a text, in their order, as they are compared. */
export function wordsOf(text) {
  return Array.from(folded(text).match(WORD) || [], (word) => cut(word));
}

/** As `slice`, but by letters: those beyond U+FFFF are two units. */
function cut(word) {
  return word.length > LONGEST_WORD ? Array.from(word).slice(0, LONGEST_WORD).join("") : word;
}

/** The words that were typed, each with its spellings: as it is, and with two letters for ä, ö, ü, ø or å. */
function asked(text) {
  const whole = text.normalize("NFC").toLowerCase();
  const words = wordsOf(whole);
  const others = wordsOf(whole.replace(/[äöüøå]/g, (sign) => TWO_LETTERS[sign]));
  const seen = new Set();
  const found = [];
  words.forEach((word, at) => {
    if (seen.has(word) || found.length === MOST_WORDS) return;
    seen.add(word);
    found.push(word === others[at] ? [word] : [word, others[at]]);
  });
  return found;
}

/** The sorted words of `words.json`, taken apart. */
export function unpackedWords(packed) {
  const words = [];
  let before = "";
  for (const part of packed.match(/[A-Z][^A-Z]*/g) || []) {
    before = before.slice(0, part.charCodeAt(0) - 65) + part.slice(1);
    words.push(before);
  }
  return words;
}

/** Keeps for every document of a word how much it matters there, where that is more than is known in `best`. */
function gather(packed, fit, best) {
  let number = -1;
  for (let at = 0; at < packed.length; at++) {
    let gap = 0;
    let shift = 0;
    let digit = VALUES[packed.charCodeAt(at)];
    while (digit > 31) {
      gap += (digit & 31) << shift;
      shift += 5;
      digit = VALUES[packed.charCodeAt(++at)];
    }
    number += gap + (digit << shift) + 1;
    const matters = fit * VALUES[packed.charCodeAt(++at)];
    if (matters > best[number]) best[number] = matters;
  }
}

/** The words of an index, in their order; a word is known by its place. */
class Words {
  constructor(packed) {
    this.list = unpackedWords(packed);
    this.letters = Int32Array.from(this.list, lettersOf);
  }

  /** The first place that is not before `word`. */
  placeOf(word) {
    let [low, high] = [0, this.list.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.list[middle] < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Calls `each` with the place of every word that begins like this. */
  beginning(start, each) {
    for (let place = this.placeOf(start); (this.list[place] || "").startsWith(start); place++) each(place);
  }

  /** Calls `each` with the place of every word that is at most so many typos away, and how many. */
  near(word, most, each) {
    const letters = lettersOf(word);
    this.list.forEach((other, place) => {
      if (Math.abs(word.length - other.length) > most) return;
      if (bitsIn(letters ^ this.letters[place]) > 2 * most) return; // a typo changes two letters at most
      const count = typos(word, other, most);
      if (count <= most) each(place, count);
    });
  }
}

/** Which letters a word has, as bits. */
function lettersOf(word) {
  let bits = 0;
  for (let at = 0; at < word.length; at++) bits |= 1 << (word.charCodeAt(at) & 31);
  return bits;
}

function bitsIn(bits) {
  let count = 0;
  for (; bits; bits &= bits - 1) count++;
  return count;
}

/** Letters to add, leave out, change, or swap with their neighbour; `most` + 1 where it would be more. */
export function typos(one, other, most) {
  let [twoBack, back, here] = ROWS;
  for (let at = 0; at <= other.length; at++) back[at] = at;
  for (let row = 1; row <= one.length; row++) {
    here[0] = row;
    let least = row;
    for (let at = 1; at <= other.length; at++) {
      const change = one[row - 1] === other[at - 1] ? 0 : 1;
      let cost = Math.min(back[at] + 1, here[at - 1] + 1, back[at - 1] + change);
      if (row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1]) {
        cost = Math.min(cost, twoBack[at - 2] + 1);
      }
      here[at] = cost;
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    [twoBack, back, here] = [back, here, twoBack];
  }
  return Math.min(back[other.length], most + 1);
}

// Used again by every call: thousands of words are compared with one that was typed.
const ROWS = [0, 1, 2].map(() => new Uint8Array(2 * LONGEST_WORD + 1));

/**
 * The words of the index that fit a typed word, by their place: how well, from 0 to 1.
 *
 * What begins like a word fits too, where it is the last one (it may not be finished) or has four letters. A word that
 * is not in the index may have a typo: one from five letters on, or from four where nothing begins like it; two in
 * eight letters or more, where nothing else fits.
 */
function fitting(words, spellings, last) {
  const found = new Map();
  const add = (place, fit) => found.set(place, Math.max(fit, found.get(place) || 0));
  let known = false;
  for (const word of spellings) {
    const exact = words.placeOf(word);
    if (words.list[exact] === word) {
      known = true;
      add(exact, EXACT);
    }
    if (word.length >= (last ? 2 : 4)) {
      words.beginning(word, (place) => {
        add(place, (BEGINS * word.length) / words.list[place].length);
      });
    }
  }
  if (known) return found;
  const begun = found.size > 0;
  for (const word of spellings) {
    if (word.length >= (begun ? 5 : 4)) words.near(word, 1, (place) => add(place, ONE_TYPO));
  }
  if (found.size) return found;
  for (const word of spellings) {
    if (word.length >= 8) words.near(word, 2, (place) => add(place, TWO_TYPOS));
  }
  return found;
}

/** The index of one catalogue. */
export class SearchIndex {
  /** @param load fetches a file of the index by its name; @param documents is how many there are */
  constructor(load, documents) {
    this.load = load;
    this.documents = documents;
  }

  /** Makes ready to answer: fetches the words. */
  async ready() {
    if (!this.words) {
      const { shards, words } = await this.load("words.json");
      [this.shards, this.words] = [shards, new Words(words)];
    }
  }

  /**
   * What was asked for, best first, and of the same rank the lower number first:
   * `numbers`; `complete`, false where no document has all the words and these have the most telling of them;
   * `words`, those of the index that fit, to be marked; `unknown`, the typed words that nothing fits.
   */
  async find(text) {
    await this.ready();
    const typed = asked(text);
    const open = !/\s$/.test(text); // the last word may go on
    const groups = typed.map((spellings, at) => ({
      word: spellings[0],
      fits: fitting(this.words, spellings, open && at === typed.length - 1),
    }));
    const scores = new Float64Array(this.documents);
    const having = new Uint8Array(this.documents);
    // One letter beside other words is no reason to leave a document out: “plan b”, “director’s”.
    const needed = groups.filter(({ word }) => !/^[a-z0-9]$/.test(word) || typed.length === 1);
    for (const group of groups) {
      const best = await this.matters(group.fits);
      let count = 0;
      for (const matters of best) if (matters) count++;
      if (!count) continue;
      const rare = Math.log(1 + (this.documents - count + 0.5) / (count + 0.5));
      const counts = needed.includes(group) ? 1 : 0;
      for (let number = 0; number < best.length; number++) {
        if (best[number]) {
          scores[number] += rare * best[number];
          having[number] += counts;
        }
      }
    }
    const words = new Set(groups.flatMap(({ fits }) => Array.from(fits.keys(), (place) => this.words.list[place])));
    const unknown = groups.filter(({ fits }) => !fits.size).map(({ word }) => word);
    return { ...ranked(scores, having, needed.length), words, unknown };
  }

  /** How much a typed word matters in each document: as much as that word of the index does which matters most. */
  async matters(fits) {
    const shardOf = (place) => placeAfter(this.shards, place) - 1;
    const wanted = Array.from(new Set(Array.from(fits.keys(), shardOf)));
    const shards = new Map(
      await Promise.all(wanted.map(async (shard) => [shard, await this.load(`${shard}.json`)])),
    );
    const best = new Float64Array(this.documents);
    for (const [place, fit] of fits) {
      const shard = shardOf(place);
      gather(shards.get(shard)[place - this.shards[shard]], fit, best);
    }
    return best;
  }

  /** Words of the index that a typed word may have been meant for, nearest first. */
  async nearest(word, most = 3) {
    await this.ready();
    const far = Math.max(1, Math.floor(word.length / 3));
    const near = [];
    this.words.near(word, far, (place, count) => near.push([count, this.words.list[place]]));
    for (let letters = word.length - 1; letters > 2 && !near.length; letters--) {
      this.words.beginning(word.slice(0, letters), (place) => {
        near.push([this.words.list[place].length, this.words.list[place]]);
      });
    }
    near.sort((one, other) => one[0] - other[0]); // of the same distance, as in a dictionary
    return near.slice(0, most).map(([, other]) => other);
  }
}

/** How many of the sorted numbers are not above `place`. */
function placeAfter(starts, place) {
  let count = 0;
  while (count < starts.length && starts[count] <= place) count++;
  return count;
}

function ranked(scores, having, needed) {
  let best = 0;
  let complete = false;
  for (let number = 0; number < scores.length; number++) {
    scores[number] = Math.round(scores[number] * 1e6); // no order by what rounding leaves
    best = Math.max(best, scores[number]);
    complete = complete || (scores[number] > 0 && having[number] === needed);
  }
  // One number that holds both, since sorting numbers is many times faster than sorting by a function.
  const keys = [];
  for (let number = 0; number < scores.length; number++) {
    if (!scores[number] || (complete ? having[number] < needed : scores[number] * 2 < best)) continue;
    keys.push((best - scores[number]) * scores.length + number);
  }
  return { numbers: Array.from(new Float64Array(keys).sort(), (key) => key % scores.length), complete };
}
