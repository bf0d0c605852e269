/* Runs the editor's own scripts outside the browser: one JSON call a line in, one JSON answer a line out.
   Arguments: the scripts, in the order in which the page loads them. */
"use strict";
const fs = require("fs");
const vm = require("vm");
const readline = require("readline");

for (const path of process.argv.slice(2)) {
  vm.runInThisContext(fs.readFileSync(path, "utf-8"), { filename: path });
}
const format = Leadfront.format(Leadfront.definition);
const calls = {
  fromFile: format.fromFile,
  toFile: format.toFile,
  cut: (text) => Leadfront.body.cut(text).sections.map((one) => [one.heading, Leadfront.body.textOf(one)]),
  texts: (list) => Leadfront.texts.apart(Leadfront.texts.joined(list)),
  joined: (text) => Leadfront.body.joined(Leadfront.body.cut(text)),
};
readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const [name, argument] = JSON.parse(line);
  process.stdout.write(JSON.stringify(calls[name](argument)) + "\n");
});
