/* Runs the facets' own script outside the browser: one JSON call a line in, one JSON answer a line out.
   Argument: the address of the script. Columns are given once; it answers until the next ones are given. */
import { createInterface } from "node:readline";

const { Choice, Columns } = await import(process.argv[2]);
let columns;
const choiceOf = ({ values, ...rest }) =>
  new Choice({ ...rest, values: new Map(Object.entries(values).map(([key, slugs]) => [key, new Set(slugs)])) });
const calls = {
  columns: (given) => (columns = new Columns(given)).count,
  narrowed: ({ choice, among, order, listed }) => {
    const found = columns.narrowed(choiceOf(choice), among && Uint8Array.from(among));
    return {
      numbers: columns.ordered(order, found.fits, listed),
      total: found.total,
      counts: Object.fromEntries(Array.from(found.counts, ([key, counts]) => [key, Array.from(counts)])),
      without: Object.fromEntries(found.without),
    };
  },
  written: ({ choice, search, keys }) => choiceOf(choice).write(search, keys),
  read: ({ search, keys }) => {
    const { values, words, order, page } = Choice.read(search, keys);
    return { values: Object.fromEntries(Array.from(values, ([key, slugs]) => [key, [...slugs]])), words, order, page };
  },
};
for await (const line of createInterface({ input: process.stdin })) {
  const [name, argument] = JSON.parse(line);
  process.stdout.write(JSON.stringify(calls[name](argument)) + "\n");
}
