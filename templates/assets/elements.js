/* Makes elements of the page: with a class, a text, something to do. */

export function make(name, className = "", text = "") {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.textContent = text;
  return element;
}

export function wrapped(name, inner) {
  const element = document.createElement(name);
  element.append(inner);
  return element;
}

export function button(className, text, act) {
  const made = make("button", className, text);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}
