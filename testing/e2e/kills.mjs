// Starts runs that wait for a signal and a vote and have effects, kills servers, Temporal and PostgreSQL meanwhile, and
// compares what was acknowledged with what came to be. Ends with 1 when something is lost or there twice.
// Usage: node kills.mjs AUTERITY SCRATCH POSTGRES KILLS SEED; with the program of Temporal in TEMPORAL
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { apply, database, effects, onDatabase, randomOf, server, temporal } from './processes.mjs';

const [auterity, scratch, postgres, kills, seed] = process.argv.slice(2);
const RUNS_AT_ONCE = 6;
const LONGEST = 300_000;
const TERMINAL = ['succeeded', 'failed', 'cancelled'];
const admin = readFileSync(process.env.AUTERITY_KEY_FILE, 'utf8').trim();
const ann = readFileSync(join(scratch, 'ann.key'), 'utf8').trim();
const lender = process.env.AUTERITY_URL;
const random = randomOf(seed);
const pick = (items) => items[Math.floor(random() * items.length)];

const counted = await effects();
const cluster = temporal(scratch, 17_233);
const postgresql = database(postgres);
const servers = ['a', 'b'].map((name) => server(name, scratch, auterity, onDatabase(scratch, postgres)));

// A request goes to any server that is up, and is repeated until one acknowledges it.
async function once(method, path, body, key, headers) {
  const url = pick([...servers.map((each) => each.console), lender].filter(Boolean));
  const response = await fetch(`${url}/api/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(15_000),
  });
  return { status: response.status, json: await response.json() };
}
async function ask(method, path, { body, key = admin, headers, accept = [200, 202] } = {}) {
  for (const end = Date.now() + LONGEST; ; await sleep(300)) {
    const answer = await once(method, path, body, key, headers).catch((failure) => ({ status: 0, json: `${failure}` }));
    if (accept.includes(answer.status)) return answer.json;
    const underWay = answer.status === 409 && JSON.stringify(answer.json).includes('under way');
    const passing = underWay || answer.status === 0 || answer.status >= 500 || answer.status === 429;
    if (!passing || Date.now() > end) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.json)}`);
  }
}

const resources = `
kind: provider
id: keyed
spec: {connector: http-idempotent, config: {url: "${counted.url}", idempotency: idempotency-key}}
---
kind: provider
id: plain
spec: {connector: http, config: {url: "${counted.url}"}}
---
kind: workflow
id: kills
spec:
  engine: temporal
  steps:
    - {id: look, call: http.request.read, provider: keyed, with: {path: "/look/\${run.id}"}}
    - {id: before, call: http.request.send, provider: keyed, with: {path: "/before/\${run.id}", method: POST, body: {a: 1}}}
    - {id: gate, await: {signal: go}}
    - {id: once, call: http.request.send, provider: plain, with: {path: "/once/\${run.id}", method: POST, body: {b: 2}}}
    - {id: asked, ask: "Go on?", choices: [go, stay], of: {people: [ann]}}
    - {id: after, call: http.request.send, provider: keyed, with: {path: "/after/\${run.id}", method: POST, body: {c: 3}}}
  output: {choice: "\${asked.choice}", signal: "\${gate}"}
`;

// A run from its start to its end.
const runs = [];
const doubts = {};
async function attend(number) {
  const { id } = await ask('POST', 'workflows/kills/runs', { body: { input: {} }, headers: { 'idempotency-key': `start-${seed}-${number}` } });
  const run = { id, number };
  runs.push(run);
  await sleep(random() * 4_000);
  await ask('POST', `runs/${id}/signals/go`, { body: { payload: number }, headers: { 'idempotency-key': `signal-${seed}-${number}` } });
  for (const end = Date.now() + LONGEST; ; await sleep(700)) {
    run.view = await ask('GET', `runs/${id}`);
    if (TERMINAL.includes(run.view.state)) return;
    if (Date.now() > end) throw new Error(`${id} does not end: ${JSON.stringify(run.view.steps.filter((step) => step.state !== 'succeeded'))}`);
    await answerDoubts(run);
    await vote(run);
  }
}
async function answerDoubts(run) {
  const { items } = await ask('GET', `runs/${run.id}/steps?state=waiting`);
  for (const step of items.filter((each) => each.waitingFor === 'answer')) {
    doubts[step.key] = (doubts[step.key] ?? 0) + 1;
    const path = `/${step.key}/${run.id}`;
    const happened = counted.plain.has(path) || counted.keyed.has(path);
    const body = happened ? { answer: 'succeeded', output: { status: 200, body: { ok: true }, headers: {} } } : { answer: 'repeat' };
    await ask('POST', `runs/${run.id}/steps/${step.key}/answer`, { body, accept: [200, 202, 409] });
  }
}
async function vote(run) {
  const { items } = await ask('GET', 'approvals?mine=true&limit=100', { key: ann });
  for (const approval of items.filter((each) => JSON.stringify(each).includes(run.id))) {
    await ask('POST', `approvals/${approval.id}/votes`, { body: { choice: 'go', digest: approval.digest }, key: ann, accept: [200, 202, 409], headers: { 'idempotency-key': `vote-${approval.id}` } });
  }
}

await cluster.start();
await Promise.all(servers.map((each) => each.start()));
apply(auterity, scratch, resources);

let killing = true;
let next = 0;
const clients = Array.from({ length: RUNS_AT_ONCE }, async () => {
  while (killing) await attend(next++);
});
// What is killed comes back after a moment, while others are killed.
const counts = {};
async function kill(victim) {
  counts[victim.name] = (counts[victim.name] ?? 0) + 1;
  victim.down = true;
  await victim.end('SIGKILL');
  await sleep(random() * 2_500);
  await victim.start();
  victim.down = false;
}
const returns = [];
try {
  for (let number = 1; number <= Number(kills); number++) {
    await Promise.race([sleep(3_000 + random() * 6_000), ...clients]);
    const chance = random();
    const victims = (chance < 0.5 ? servers : [chance < 0.8 ? cluster : postgresql]).filter((each) => !each.down);
    if (victims.length === 0) {
      number--;
      continue;
    }
    returns.push(kill(pick(victims)));
    if (number % 10 === 0) console.error(`${number} kills, ${runs.length} runs begun, ${counted.repeated} calls repeated under their key`);
  }
  killing = false;
  await Promise.all([...returns, ...clients]);
} finally {
  await Promise.allSettled([...servers, cluster].map((each) => each.end('SIGKILL')));
  counted.close();
}

// What was acknowledged against what came to be.
const { plain, keyed } = counted;
const wrong = runs.flatMap(({ id, number, view }) => [
  ...(view.state === 'succeeded' ? [] : [`${id} is ${view.state}: ${JSON.stringify(view.error ?? view.steps)}`]),
  ...(view.output?.choice === 'go' && JSON.stringify(view.output?.signal).includes(`${number}`) ? [] : [`${id} has ended with ${JSON.stringify(view.output)}`]),
  ...(plain.get(`/once/${id}`) === 1 ? [] : [`${id}: ${plain.get(`/once/${id}`) ?? 0} requests without a key`]),
  ...['before', 'after'].filter((step) => keyed.get(`/${step}/${id}`)?.size !== 1).map((step) => `${id}: ${keyed.get(`/${step}/${id}`)?.size ?? 0} keys of ${step}`),
]);
if (new Set(runs.map(({ id }) => id)).size !== runs.length) wrong.push('two starts were answered with one run');
for (const path of [...plain.keys(), ...keyed.keys()]) {
  if (!runs.some(({ id }) => path.endsWith(id))) wrong.push(`${path} belongs to no run that was acknowledged`);
}
console.log(JSON.stringify({ kills: counts, runs: runs.length, repeated: counted.repeated, doubts, wrong }));
process.exit(wrong.length === 0 ? 0 : 1);
