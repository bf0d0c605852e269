/* Try it yourself: what is typed into the form after a prompt stands in the prompt, and is copied with it. */

class FillIn {
  /** @param {HTMLFormElement} form as `pages/fill_in.py` writes it, directly after its prompt */
  constructor(form) {
    this.form = form;
    this.pieces = JSON.parse(form.dataset.pieces);
    this.fields = [...form.querySelectorAll("textarea")];
    this.status = form.querySelector("[role=status]");
    const before = form.previousElementSibling;
    // Where the theme finds what its own copy button copies.
    this.shown = before && (before.querySelector("pre > code") || before.closest("blockquote"));
  }

  start() {
    if (!this.shown) return;
    this.slots = this.fields.map((_, number) => {
      const slot = document.createElement("span");
      slot.className = "lf-slot";
      slot.textContent = this.pieces[2 * number + 1];
      return slot;
    });
    const parts = this.pieces.map((piece, place) => (place % 2 ? this.slots[(place - 1) / 2] : piece));
    if (this.shown.matches("blockquote")) {
      const words = document.createElement("p");
      words.className = "lf-slots";
      words.append(...parts);
      this.shown.replaceChildren(words);
    } else {
      this.shown.replaceChildren(...parts);
    }
    this.form.addEventListener("input", () => this.fill());
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("reset", () => {
      // The fields are emptied only after this event.
      setTimeout(() => {
        this.fill();
        this.status.textContent = this.status.dataset.reset;
        this.fields[0].focus();
      });
    });
    this.form.querySelector(".lf-fill-in__copy").addEventListener("click", () => this.copy());
    this.form.hidden = false;
    this.fill(); // a browser may have kept what was typed before
  }

  /** What stands in a blank: the reader's words, else those of the first blank of the same name, else its own. */
  words(number) {
    const typed = this.fields[number].value;
    const follows = this.fields[number].dataset.follows;
    return typed || (follows !== undefined ? this.fields[follows].value : "");
  }

  fill() {
    this.slots.forEach((slot, number) => {
      const words = this.words(number);
      slot.textContent = words || this.pieces[2 * number + 1];
      slot.classList.toggle("lf-slot--filled", words !== "");
      const { follows } = this.fields[number].dataset;
      if (follows !== undefined) this.fields[number].placeholder = this.fields[follows].value || this.pieces[2 * number + 1];
    });
    this.shown.dataset.copy = this.text();
    this.status.textContent = "";
  }

  text() {
    return this.pieces.map((piece, place) => (place % 2 ? this.words((place - 1) / 2) || piece : piece)).join("");
  }

  async copy() {
    const filled = this.fields.some((_, number) => this.words(number));
    const { copied, copiedPlain, failed } = this.status.dataset;
    this.status.textContent = "";
    const done = await toClipboard(this.text(), this.form);
    this.status.textContent = done ? (filled ? copied : copiedPlain) : failed;
  }
}

/** An intranet without https has no clipboard for scripts; there the browser copies what is selected. */
async function toClipboard(text, near) {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Not allowed: try the other way.
    }
  }
  const had = document.activeElement;
  const field = document.createElement("textarea");
  field.className = "lf-hidden";
  field.value = text;
  near.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (had) had.focus();
  return done;
}

document$.subscribe(() => {
  for (const form of document.querySelectorAll(".lf-fill-in[hidden]")) new FillIn(form).start();
});
