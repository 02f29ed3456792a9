// Three servers under load, replaced one after the other; ends with 1 when a request failed or a run lost something.
// Usage: node rolling.mjs OLDER NEWER SCRATCH POSTGRES LENDER, whose id is in that file
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { apply, effects, model, onDatabase, pidOf, server, until } from './processes.mjs';

const [older, newer, scratch, postgres, lender] = process.argv.slice(2);
const CALLERS = 8;
const STARTERS = 2;
const BETWEEN = 10_000;
/** So long nothing is sent to a server that is about to be stopped, as `shutdown.delaySeconds` of the chart sees to. */
const DELAY = 2_000;
const key = readFileSync(process.env.AUTERITY_KEY_FILE, 'utf8').trim();
const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };

const counted = await effects();
const endpoint = await model();

const resources = `
kind: provider
id: model
spec: {connector: openai, config: {url: "${endpoint.url}"}, models: [m]}
---
kind: provider
id: service
spec: {connector: http-idempotent, config: {url: "${counted.url}", idempotency: idempotency-key}}
---
kind: workflow
id: rolling
spec:
  steps:
    - {id: before, call: http.request.send, with: {path: "/before/\${run.id}", method: POST, body: {a: 1}}}
    - {id: pause, wait: 2s}
    - {id: after, call: http.request.send, with: {path: "/after/\${run.id}", method: POST, body: {b: 2}}}
`;

const servers = ['a', 'b', 'c'].map((name) => server(name, scratch, older, onDatabase(scratch, postgres)));
for (const each of servers) await each.start();
apply(older, scratch, resources);

// What a load balancer does: it asks each server whether it is ready, sends to those that are, in turn, and takes the next
// one where no connection could be made.
async function ready(each) {
  const response = await fetch(`${each.gateway}/health/ready`).catch(() => undefined);
  return response?.status === 200;
}
let balancing = true;
const balancer = (async () => {
  for (; balancing; await sleep(100)) {
    await Promise.all(servers.map(async (each) => (each.ready = !each.leaves && each.gateway !== undefined && (await ready(each)))));
  }
})();
await until(() => servers.every((each) => each.ready), 'the servers are ready');
let turn = 0;
const failures = [];
async function send(door, path, body) {
  for (let tries = 0; ; tries++) {
    const up = servers.filter((each) => each.ready);
    const url = up[turn++ % up.length]?.[door];
    try {
      const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      const answer = await response.json();
      if (!response.ok) failures.push(`${path} at ${url}: ${response.status} ${JSON.stringify(answer)}`);
      return response.ok ? answer : undefined;
    } catch (failure) {
      if (failure.cause?.code === 'ECONNREFUSED' && tries < 10) continue;
      failures.push(`${path} at ${url}: ${failure.cause ?? failure}`);
      return undefined;
    }
  }
}
const chat = { model: 'm', messages: [{ role: 'user', content: 'Is it so?' }] };
for (const { gateway } of servers) {
  const ask = () => fetch(`${gateway}/v1/chat/completions`, { method: 'POST', headers, body: JSON.stringify(chat) });
  await until(async () => (await ask()).ok, 'every server has the model', 20_000);
}

process.kill(pidOf(lender), 'SIGSTOP');
process.on('exit', () => process.kill(pidOf(lender), 'SIGCONT'));

let loading = true;
const runs = [];
let calls = 0;
const load = [
  ...Array.from({ length: CALLERS }, async () => {
    for (; loading; await sleep(50)) {
      await send('gateway', '/v1/chat/completions', chat);
      calls++;
    }
  }),
  ...Array.from({ length: STARTERS }, async () => {
    for (; loading; await sleep(400)) {
      const run = await send('console', '/api/v1/workflows/rolling/runs', { input: {} });
      if (run) runs.push(run.id);
    }
  }),
];

await sleep(BETWEEN);
for (const each of servers) {
  await sleep(BETWEEN);
  each.leaves = true;
  await sleep(DELAY);
  await each.end('SIGTERM');
  each.leaves = false;
  await each.start(newer);
  await until(() => each.ready, 'the newer server is ready');
}
await sleep(BETWEEN);
loading = false;
await Promise.all(load);

const wrong = [...failures];
for (const id of runs) {
  const state = async () => (await fetch(`${servers[0].console}/api/v1/runs/${id}`, { headers }).then((answer) => answer.json())).state;
  await until(async () => !['queued', 'running', 'waiting'].includes(await state()), `${id} ends`);
  if ((await state()) !== 'succeeded') wrong.push(`${id} is ${await state()}`);
  for (const step of ['before', 'after']) {
    if (counted.keyed.get(`/${step}/${id}`)?.size !== 1) wrong.push(`${id}: ${counted.keyed.get(`/${step}/${id}`)?.size ?? 0} keys of ${step}`);
  }
}
balancing = false;
await balancer;
await Promise.allSettled(servers.map((each) => each.end('SIGKILL')));
counted.close();
endpoint.close();
console.log(JSON.stringify({ calls, runs: runs.length, repeated: counted.repeated, wrong }));
process.exit(wrong.length === 0 ? 0 : 1);
