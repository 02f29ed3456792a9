// Servers on one database, a cluster of Temporal and a service that counts effects, for scripts that stop and kill them.
import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Numbers from 0 to 1, the same for the same seed. */
export function randomOf(seed) {
  let state = Number(seed);
  return () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
}

/** Waits until something holds; fails when it does not within so many milliseconds. */
export async function until(holds, what, most = 300_000) {
  for (const end = Date.now() + most; !(await holds()); await sleep(200)) {
    if (Date.now() > end) throw new Error(`${what}: not within ${most / 1000} s`);
  }
}

export const pidOf = (file) => Number(readFileSync(file, 'utf8').split('\n')[0]);

function begun(log, program, args, environment) {
  const output = createWriteStream(log, { flags: 'a' });
  const child = spawn(program, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.pipe(output, { end: false });
  child.stderr.pipe(output, { end: false });
  child.over = new Promise((over) => child.on('exit', over));
  process.on('exit', () => child.kill('SIGKILL')); // of a script that fails
  return child;
}

/** The settings of servers on the database that a server of the scratch folder has. */
export function onDatabase(scratch, postgres) {
  const settings = {
    AUTERITY_CONSOLE_PORT: '0',
    AUTERITY_GATEWAY_PORT: '0',
    AUTERITY_EGRESS_ALLOW: '127.0.0.1:* for *',
    AUTERITY_SECRETS_KEYFILE: join(scratch, 'secrets.key'),
    AUTERITY_DATABASE_URL: `jdbc:postgresql://127.0.0.1:${readFileSync(join(postgres, 'port'), 'utf8').trim()}/auterity`,
  };
  for (const role of ['owner', 'app', 'engine']) {
    settings[`AUTERITY_DATABASE_${role.toUpperCase()}_USER`] = `auterity_${role}`;
    settings[`AUTERITY_DATABASE_${role.toUpperCase()}_PASSWORDFILE`] = join(postgres, 'passwords', `auterity_${role}`);
  }
  return settings;
}

/** A server with a folder of its own, which a name tells; `console` and `gateway` are addresses while it is up. */
export function server(name, scratch, auterity, settings) {
  const data = join(scratch, name);
  const addresses = join(data, 'server.addresses');
  const { AUTERITY_URL: url, AUTERITY_KEY_FILE: key, ...environment } = process.env;
  mkdirSync(data, { recursive: true });
  return {
    name: 'server',
    async start(program = auterity) {
      for (;;) {
        this.child = begun(join(scratch, `${name}.txt`), program, ['start'], { ...environment, ...settings, AUTERITY_DATA: data });
        await until(() => existsSync(addresses) || this.child.exitCode !== null, `${name} answers`);
        if (existsSync(addresses)) break; // else PostgreSQL was away
      }
      Object.assign(this, JSON.parse(readFileSync(addresses, 'utf8')));
    },
    async end(signal) {
      process.kill(pidOf(join(data, 'server.pid')), signal);
      await this.child.over;
      this.console = this.gateway = undefined;
      rmSync(addresses, { force: true });
    },
  };
}

/** Applies resources in YAML at the server that `AUTERITY_URL` names. */
export function apply(auterity, scratch, resources) {
  const file = join(scratch, 'resources.yaml');
  writeFileSync(file, resources);
  const applied = spawnSync(auterity, ['apply', '-f', file], { encoding: 'utf8' });
  if (applied.status !== 0) throw new Error(applied.stdout + applied.stderr);
}

/** A cluster of Temporal on a file. */
export function temporal(scratch, port) {
  return {
    name: 'temporal',
    async start() {
      const args = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', `${port}`, '--headless', '--db-filename', join(scratch, 'temporal.db')];
      this.child = begun(join(scratch, 'temporal.txt'), process.env.TEMPORAL, args, process.env);
      await until(() => listens(port), 'Temporal listens');
    },
    async end(signal) {
      this.child.kill(signal);
      await this.child.over;
    },
  };
}

function listens(port) {
  return new Promise((open) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      open(true);
    });
    socket.on('error', () => open(false));
  });
}

/** A PostgreSQL that the server which has it begins again. */
export function database(postgres) {
  const file = join(postgres, 'data', 'postmaster.pid');
  return {
    name: 'database',
    async end(signal) {
      this.ended = pidOf(file);
      process.kill(this.ended, signal);
    },
    async start() {
      await until(() => existsSync(file) && pidOf(file) !== this.ended, 'PostgreSQL is back');
    },
  };
}

const ANSWERS = {
  GET: { object: 'list', data: [{ id: 'm', object: 'model', created: 1_795_000_000, owned_by: 'nobody' }] },
  POST: {
    id: 'chatcmpl-1', object: 'chat.completion', created: 1_795_000_000, model: 'm',
    choices: [{ index: 0, message: { role: 'assistant', content: 'Yes.' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 10, completion_tokens: 2, total_tokens: 12 },
  },
};

/** An endpoint of models as OpenAI has it, whose answers have 10 and 2 tokens; `asked` are the times of requests by model. */
export async function model() {
  const endpoint = { asked: new Map() };
  const service = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    if (request.method === 'POST') {
      const { model: name } = JSON.parse(body);
      if (!endpoint.asked.has(name)) endpoint.asked.set(name, []);
      endpoint.asked.get(name).push(Date.now());
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(ANSWERS[request.method]));
  });
  endpoint.url = `${await listening(service)}/v1`;
  endpoint.close = () => service.close();
  return endpoint;
}

async function listening(service) {
  service.listen(0, '127.0.0.1');
  await new Promise((listening) => service.on('listening', listening));
  return `http://127.0.0.1:${service.address().port}`;
}

/** A service that counts requests by their path: `plain` those without a key, `keyed` the keys of the others. */
export async function effects() {
  const counted = { plain: new Map(), keyed: new Map(), repeated: 0 };
  const service = createServer((request, response) => {
    request.resume().on('end', () => {
      const key = request.headers['idempotency-key'];
      if (request.method === 'POST' && key === undefined) {
        counted.plain.set(request.url, (counted.plain.get(request.url) ?? 0) + 1);
      } else if (request.method === 'POST') {
        const keys = counted.keyed.get(request.url) ?? new Set();
        counted.repeated += keys.has(key) ? 1 : 0;
        counted.keyed.set(request.url, keys.add(key));
      }
      setTimeout(() => response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}'), 50);
    });
  });
  counted.url = await listening(service);
  counted.close = () => service.close();
  return counted;
}
