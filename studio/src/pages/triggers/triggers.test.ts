import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Trigger } from '@/api/schema';
import { curl, lastHour, next, sorted, source, standing, verification } from './triggers';

const now = Date.parse('2026-11-27T12:00:00Z');
const one = (more: Partial<Trigger> = {}): Trigger => ({ id: 'trig_1', name: 'a', workflow: 'w', inFile: true, on: 'event', type: 'io.auterity.tracker.issue.created.v1', input: {}, by: 'ann', changedBy: 'ann', created: '2026-11-01T00:00:00Z', updated: '2026-11-01T00:00:00Z', state: 'active', failures: 0, ...more });

it('says what each does now, and puts first what needs a person', () => {
  const slowed = one({ name: 'slowed', slowedUntil: '2026-11-27T12:05:00Z' });
  expect(standing(slowed, now)).toBe('slowed down');
  expect(standing({ ...slowed, slowedUntil: '2026-11-27T11:00:00Z' }, now)).toBe('listening');
  const all = [one({ name: 'paused', state: 'paused' }), one({ name: 'b' }), one({ name: 'a' }), one({ name: 'odd', problem: 'not taken' }), slowed, one({ name: 'stopped', state: 'stopped' })];
  expect(sorted(all, now).map(({ name }) => name)).toEqual(['stopped', 'slowed', 'odd', 'a', 'b', 'paused']);
});

it('says what each listens to and when it starts next', () => {
  expect(source(one())).toEqual({ words: '', code: 'io.auterity.tracker.issue.created.v1' });
  expect(source(one({ on: 'cron', cron: '30 2 * * *', zone: 'Europe/Berlin' }))).toEqual({ words: 'Europe/Berlin', code: '30 2 * * *' });
  expect(source(one({ on: 'poll', poll: { call: 'tracker.issue.list', every: '5m' } }))).toEqual({ words: 'each 5m', code: 'tracker.issue.list' });
  expect(source(one({ on: 'webhook', path: '/hooks/trigger/abcdefghijkl' })).code).toBe('…efghijkl');
  expect(next(one(), now)).toBe('on an event');
  expect(next(one({ on: 'webhook' }), now)).toBe('when it is called');
  expect(next(one({ on: 'cron', next: '2026-11-27T14:00:00Z' }), now)).toContain('2 h');
  expect(next(one({ state: 'stopped' }), now)).toBe('when it is mended');
});

it('counts the starts of an hour, and says where there may be more', () => {
  const start = (noted: string) => ({ id: noted, cause: 'c', subject: 's', noted, state: 'started' });
  expect(lastHour([start('2026-11-27T11:30:00Z'), start('2026-11-27T09:30:00Z')], true, now)).toBe('1');
  expect(lastHour([start('2026-11-27T11:30:00Z')], true, now)).toBe('1+');
});

it('tells how a call is verified, and how one is made', () => {
  const signed = { webhook: { verify: { hmac: { header: 'x-signature', secret: 'shop' } } } };
  expect(verification(signed)).toBe('hmac-sha256 of the body in x-signature, with secret shop');
  expect(curl('https://here/hooks/x', signed)).toContain('-H "x-signature: sha256=$(printf %s "$body" | openssl dgst');
  const timed = { webhook: { verify: { hmac: { header: 'x-signature', secret: 'shop', timestamp: 'x-time' } } } };
  expect(verification(timed)).toBe('hmac-sha256 of the time (x-time) and the body in x-signature, with secret shop');
  expect(curl('https://here/hooks/x', timed)).toContain('printf %s "$at.$body"');
  expect(curl('https://here/hooks/x', timed)).toContain('-H "x-time: $at"');
  const standard = { webhook: { verify: { standard: { secret: 'shop' } } } };
  expect(verification(standard)).toBe('Standard Webhooks, with secret shop');
  expect(curl('https://here/hooks/x', standard)).toContain('-H "webhook-signature: v1,$(printf %s "$id.$at.$body" |');
  expect(verification({ webhook: { verify: { bearer: { secret: 'shop' } } } })).toBe('a bearer token, secret shop');
  expect(verification({ webhook: { verify: 'none' } })).toContain('at most 60 an hour');
  expect(curl('https://here/hooks/x', { webhook: { verify: 'none' } })).toBe(`body='{}'; curl https://here/hooks/x -H 'Content-Type: application/json' -d "$body"`);
});

it('types calls that the signature of each form fits', () => {
  const secret = 'not$so"simple';
  const mac = (key: string | Buffer, text: string, encoding: 'hex' | 'base64' = 'hex') => createHmac('sha256', key).update(text).digest(encoding);
  const sent = (verify: NonNullable<Trigger['webhook']>['verify'], key = secret) => {
    const typed = curl('https://here/hooks/x', { webhook: { verify } });
    const shell = spawnSync('bash', ['-c', `curl() { printf '%s\\n' "$@"; }; ${typed}`], { env: { ...process.env, SECRET: key }, encoding: 'utf8' });
    const heads = shell.stdout.split('\n').filter((line) => /^[\w-]+: /.test(line));
    return Object.fromEntries(heads.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(': ') + 2)]));
  };
  const header = 'x-signature';

  expect(sent({ hmac: { header, secret: 'shop' } })[header]).toBe(`sha256=${mac(secret, '{}')}`);
  expect(sent({ hmac: { header, secret: 'shop', prefix: 'v0$=', encoding: 'base64' } })[header]).toBe(`v0$=${mac(secret, '{}', 'base64')}`);
  const timed = sent({ hmac: { header, secret: 'shop', timestamp: 'x-at', id: 'x-id', over: 'v0:{timestamp}:{id}:{body}', prefix: 'v0=' } });
  expect(timed[header]).toBe(`v0=${mac(secret, `v0:${timed['x-at'] ?? ''}:${timed['x-id'] ?? ''}:{}`)}`);
  const parts = /^t=(\d+),v1=(\w+)$/.exec(sent({ hmac: { header, secret: 'shop', timestamp: 't', part: 'v1' } })[header] ?? '');
  expect(parts?.[2]).toBe(mac(secret, `${parts?.[1] ?? ''}.{}`));
  const standard = sent({ standard: { secret: 'shop' } }, `whsec_${Buffer.from('a key of bytes').toString('base64')}`);
  expect(standard['webhook-signature']).toBe(`v1,${mac(Buffer.from('a key of bytes'), `${standard['webhook-id'] ?? ''}.${standard['webhook-timestamp'] ?? ''}.{}`, 'base64')}`);
  expect(sent({ bearer: { secret: 'shop' } }).authorization).toBe(`Bearer ${secret}`);
});
