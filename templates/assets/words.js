/* What a script says stands in the page, in its language: by name, with `{places}` to be filled. */
export class Words {
  /** @param {string} json from the page */
  constructor(json) {
    this.texts = JSON.parse(json);
    this.language = document.documentElement.lang || "en";
    this.numbers = new Intl.NumberFormat(this.language);
    this.plural = new Intl.PluralRules(this.language);
  }

  say(name, values = {}) {
    return this.texts[name].replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));
  }

  number(value) {
    return this.numbers.format(value);
  }

  /** `one` and `many` are the names of the two forms; both have a place for `{count}`. */
  count(one, many, number) {
    return this.say(this.plural.select(number) === "one" ? one : many, { count: this.number(number) });
  }
}
