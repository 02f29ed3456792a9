// Three servers under load against caps on calls, on money and on calls a second, of which one is killed meanwhile; then a key
// is revoked. Ends with 1 when a cap was exceeded or the key was accepted too long.
// Usage: node limits.mjs AUTERITY SCRATCH POSTGRES
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { apply, model, onDatabase, server, until } from './processes.mjs';

const [auterity, scratch, postgres] = process.argv.slice(2);
const CALLERS = 24;
/** Calls that each cap allows: of the budget too, as one costs USD 0.0012. */
const MOST = 3_000;
const A_SECOND = 40;
const PACED_FOR = 30_000;
/** How long a key may be accepted after it was revoked, and what a rate may be off by. */
const LATEST = 2_000;
const TOLERANCE = 1.02;
const key = readFileSync(process.env.AUTERITY_KEY_FILE, 'utf8').trim();

const endpoint = await model();
const price = (amount) => `{amount: "${amount}", per: 1000000, currency: USD, asOf: "2026-11-01"}`;
const resources = `
kind: provider
id: model
spec:
  connector: openai
  config: {url: "${endpoint.url}"}
  models: [counted, priced, paced, free]
  prices: {input_tokens: ${price('100.00')}, output_tokens: ${price('100.00')}}
---
kind: quota
id: calls
spec: {calls: ${MOST}, period: year, scope: {model: counted}}
---
kind: budget
id: money
spec: {cap: "${((MOST * 12) / 10_000).toFixed(2)}", currency: USD, period: year, scope: {model: priced}}
---
kind: quota
id: pace
spec: {perSecond: ${A_SECOND}, scope: {model: paced}}
`;

const servers = ['a', 'b', 'c'].map((name) => server(name, scratch, auterity, onDatabase(scratch, postgres)));
for (const each of servers) await each.start();
apply(auterity, scratch, resources);

async function ask(url, name, secret) {
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: name, max_tokens: 2, messages: [{ role: 'user', content: 'Is it so?' }] }),
  });
  return { status: response.status, answer: await response.json() };
}

for (const { gateway } of servers) {
  await until(async () => (await ask(gateway, 'free', key)).status === 200, 'every server has the model', 20_000);
}

// Calls a model at all servers until `over` says so of what was answered.
async function load(name, over, secret = key) {
  const counts = { accepted: 0, refused: {}, cut: 0, lastAccepted: 0 };
  let turn = 0;
  let ended = false;
  await Promise.all(
    Array.from({ length: CALLERS }, async () => {
      for (; !ended; ended ||= over(counts)) {
        const url = servers[turn++ % servers.length].gateway;
        if (url === undefined) continue;
        const begun = Date.now();
        try {
          const { status, answer } = await ask(url, name, secret);
          if (status === 200) {
            counts.accepted++;
            counts.lastAccepted = Math.max(counts.lastAccepted, begun);
          } else {
            counts.refused[answer.error.code] = (counts.refused[answer.error.code] ?? 0) + 1;
            await sleep(20);
          }
        } catch {
          counts.cut++; // the server was killed
          await sleep(20);
        }
      }
    }),
  );
  return counts;
}

// Ends once nothing was accepted for three seconds; meanwhile the second server is killed and starts again.
async function exhausted(name) {
  const killed = (async () => {
    await until(() => (endpoint.asked.get(name)?.length ?? 0) > MOST / 2, `half of ${name}`);
    await servers[1].end('SIGKILL');
    await servers[1].start();
  })();
  let back = false;
  killed.then(() => (back = true));
  const counts = await load(name, ({ lastAccepted }) => back && Date.now() - lastAccepted > 3_000);
  await killed;
  return { ...counts, reached: endpoint.asked.get(name).length };
}

const wrong = [];
const counted = await exhausted('counted');
if (counted.reached > MOST) wrong.push(`${counted.reached} calls of ${MOST}`);
const priced = await exhausted('priced');
if (priced.reached > MOST) wrong.push(`${priced.reached} calls for the money of ${MOST}`);

const end = Date.now() + PACED_FOR;
const paced = await load('paced', () => Date.now() > end);
paced.reached = endpoint.asked.get('paced').length;
const seconds = PACED_FOR / 1_000 + 1;
if (paced.reached > A_SECOND * seconds * TOLERANCE) wrong.push(`${paced.reached} calls in ${seconds} s of ${A_SECOND} a second`);

async function keys(method, path, body) {
  const response = await fetch(`${servers[0].console}/api/v1/keys${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} keys${path}: ${response.status} ${await response.text()}`);
  return response.text();
}

const made = JSON.parse(await keys('POST', '', { name: 'caller', roles: ['operator'] }));
let revoked;
setTimeout(async () => {
  await keys('DELETE', `/${made.key.id}`);
  revoked = Date.now();
}, 5_000);
const free = await load('free', () => revoked !== undefined && Date.now() - revoked > LATEST + 1_000, made.secret);
free.acceptedAfterMs = Math.max(0, free.lastAccepted - revoked);
if (free.accepted === 0 || free.acceptedAfterMs > LATEST || !free.refused.invalid_api_key) wrong.push(`a revoked key: ${JSON.stringify(free)}`);

await Promise.allSettled(servers.map((each) => each.end('SIGKILL')));
endpoint.close();
console.log(JSON.stringify({ counted, priced, paced, free, wrong }));
process.exit(wrong.length === 0 ? 0 : 1);
