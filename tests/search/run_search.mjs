/* Runs the search's own script outside the browser: one JSON call a line in, one JSON answer a line out.
   Argument: the address of the script. An index is given as its files; it answers until the next one is given. */
import { createInterface } from "node:readline";

const { SearchIndex, typos, unpackedWords, wordsOf } = await import(process.argv[2]);
let index;
let given;
let read;
const calls = {
  index: ({ files, documents }) => {
    const load = (name) => (read.push(name), Promise.resolve(JSON.parse(files[name])));
    [index, given] = [new SearchIndex(load, documents), files];
    return documents;
  },
  find: async (text) => {
    read = [];
    const found = await index.find(text);
    return { ...found, words: Array.from(found.words), read };
  },
  sizes: () => Object.fromEntries(Object.entries(given).map(([name, content]) => [name, content.length])),
  nearest: (word) => index.nearest(word),
  wordsOf,
  unpackedWords,
  typos: ([one, other, most]) => typos(one, other, most),
};
for await (const line of createInterface({ input: process.stdin })) {
  const [name, argument] = JSON.parse(line);
  process.stdout.write(JSON.stringify(await calls[name](argument)) + "\n");
}
