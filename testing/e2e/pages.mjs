// Writes what the pages of all runs of a tenant show, a file a run, without what two runs of one workflow differ by: ids,
// times and with them the timeline, the order of steps that go on beside each other.
// Usage: node testing/e2e/pages.mjs URL KEY_FILE FOLDER
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [url, keyFile, folder] = process.argv.slice(2);
const authorization = `Bearer ${readFileSync(keyFile, 'utf8').trim()}`;

async function get(path) {
  const response = await fetch(`${url}/api/v1/${path}`, { headers: { authorization } });
  if (!response.ok) {
    throw new Error(`${path}: ${response.status} ${await response.text()}`);
  }
  return response.json();
}

async function all(path) {
  const items = [];
  for (let cursor = ''; cursor !== undefined; ) {
    const page = await get(`${path}?limit=500${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    items.push(...page.items);
    cursor = page.next ?? undefined;
  }
  return items;
}

const OF_ONE_RUN =
  /\b(run|dec|ask)_[0-9a-z]{32}\b|\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\d{4}-\d\d-\d\dT[\d:.]+Z|127\.0\.0\.1:\d+/g;

function same(value) {
  if (typeof value === 'string') {
    return value.replace(OF_ONE_RUN, '…');
  }
  if (Array.isArray(value)) {
    return value.map(same);
  }
  if (value && typeof value === 'object') {
    const fields = Object.entries(value).filter(([name]) => !name.endsWith('Ms'));
    return Object.fromEntries(fields.sort().map(([name, of]) => [name, same(of)]));
  }
  return value;
}

mkdirSync(folder, { recursive: true });
const counts = new Map();
for (const { id } of (await all('runs')).reverse()) {
  const run = await get(`runs/${id}`);
  const steps = (await all(`runs/${id}/steps`)).sort((a, b) => (a.key < b.key ? -1 : 1));
  const work = `${run.workflow}-${run.digest.slice(0, 8)}`; // runs that begin at one time come in any order
  const number = (counts.get(work) ?? 0) + 1;
  counts.set(work, number);
  writeFileSync(join(folder, `${work}-${number}.json`), `${JSON.stringify(same({ run, steps }), null, 1)}\n`);
}
