import { describe, expect, it } from 'vitest';
import type { CapabilityMatrix, Delivery, Hook } from '@/api/schema';
import { addressOf, answer, canRegister, checked, eventWord, flood, former, fromWhom, lacking, minutes, outcome, standing, tally, term, toldEvents, troubled, unsignedOf } from './hooks';

const now = Date.parse('2026-03-01T12:00:00Z');
const hook: Hook = { id: 'hook_1', provider: 'gitea', path: '/hooks/7f3a19…', scheme: 'hmac-sha256', signed: true, secretVersion: 1, secretSince: '2026-02-01T00:00:00Z', created: '2026-02-01T00:00:00Z', lastDay: { taken: 4, bytes: 900, refused: 1 } };
const delivery: Delivery = { id: 'whd_1', webhook: 'hook_1', provider: 'gitea', delivery: 'd-1', state: 'verified', type: 'git.push', size: 8301, received: '2026-03-01T11:00:00Z', repeats: 0, replays: 0, events: 1 };
const unknown: Delivery = { id: 'whd_2', webhook: 'hook_1', provider: 'gitea', delivery: 'd-2', state: 'unrecognised', reason: 'merge_group is not mapped', size: 20, received: '2026-03-01T11:00:00Z', repeats: 0, replays: 0, events: 0 };

describe('an endpoint', () => {
  it('listens with a secret, and is told to rotate while two are valid', () => {
    expect(standing(hook, now)).toBe('listening');
    expect(standing({ ...hook, formerUntil: '2026-03-02T00:00:00Z' }, now)).toBe('rotating');
    expect(standing({ ...hook, formerUntil: '2026-02-28T00:00:00Z' }, now)).toBe('listening');
  });

  it('that cannot verify says what it lacks', () => {
    const bare: Hook = { ...hook, secretVersion: 0 };
    expect(standing(bare, now)).toBe('no secret');
    expect(lacking(bare)).toContain('no secret to verify by');
    const closed: Hook = { id: 'hook_3', provider: 'gitea', path: '/hooks/1…', secretVersion: 1, created: hook.created, lastDay: hook.lastDay };
    expect(standing(closed, now)).toBe('closed');
    expect(lacking(closed)).toContain('Nothing is open for gitea');
    expect(lacking(hook)).toBeUndefined();
  });

  it('whose vendor publishes its keys needs no secret', () => {
    const token = { ...hook, scheme: 'jwt', secretVersion: 0 };
    expect(standing(token, now)).toBe('listening');
    expect(lacking(token)).toBeUndefined();
  });

  it('of a vendor that does not sign needs no secret', () => {
    expect(standing({ ...hook, scheme: 'not-signed', signed: false, secretVersion: 0 }, now)).toBe('listening');
  });

  it('of such a vendor marks what comes there', () => {
    const open: Hook = { ...hook, id: 'hook_2', scheme: 'not-signed', signed: false };
    expect([...unsignedOf([hook, open])]).toEqual(['hook_2']);
  });

  it('is named when it refuses more than it takes', () => {
    const bad = { ...hook, id: 'hook_2', lastDay: { taken: 2, bytes: 1, refused: 31 } };
    expect(troubled([hook, bad])).toBe(bad);
    expect(troubled([hook])).toBeUndefined();
    expect(tally([hook, bad])).toBe('2 endpoints, 6 taken and 32 refused in 24 h');
    expect(tally([])).toBe('');
  });

  it('keeps the secret of before, which counts, may count again, or is forgotten', () => {
    const refusal = { stopped: 'signature', address: '203.0.113.77', formerVersion: 1, formerUntil: '2026-02-28T00:00:00Z' };
    const rotated: Hook = { ...hook, secretVersion: 2, formerUntil: '2026-02-28T00:00:00Z' };
    expect(former(refusal, rotated, now)).toBe('kept');
    expect(former(refusal, { ...rotated, formerUntil: '2026-03-02T00:00:00Z' }, now)).toBe('valid');
    expect(former(refusal, { ...rotated, secretVersion: 3 }, now)).toBeUndefined();
    expect(former(refusal, { ...hook, secretVersion: 2 }, now)).toBeUndefined();
    expect(former({ stopped: 'signature', address: '203.0.113.77' }, rotated, now)).toBeUndefined();
  });

  it('counts the time of a secret that ends', () => {
    expect(term('2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z', Date.parse('2026-03-01T06:00:00Z'))).toEqual({ percent: 25, short: false });
    expect(term('2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z', Date.parse('2026-03-01T18:00:00Z'))).toEqual({ percent: 75, short: true });
    expect(term('2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z', Date.parse('2026-03-09T00:00:00Z'))).toEqual({ percent: 100, short: true });
    expect(term('2026-03-01T00:00:00Z', '2026-03-01T00:00:00Z', 0).percent).toBe(100);
  });

  it('names events in words', () => {
    expect(eventWord('PULL_REQUEST')).toBe('pull request');
  });

  it('has an address of this server', () => {
    expect(addressOf('/hooks/abc', 'https://a.example')).toBe('https://a.example/hooks/abc');
  });
});

describe('a delivery', () => {
  it('says what it led to', () => {
    expect(outcome(delivery)).toBe('1 event');
    expect(outcome({ ...delivery, events: 3, repeats: 2 })).toBe('3 events, seen 2 more times');
    expect(outcome(unknown)).toBe('no event, merge_group is not mapped');
    expect(answer(unknown)).toBe(202);
  });

  it('took the whole road where it was verified', () => {
    const road = checked({ ...delivery, replays: 2 }, hook);
    expect(road.map(({ standing: at }) => at)).toEqual(['decided', 'decided', 'decided', 'decided', 'decided', 'decided']);
    expect(road[2]?.verdict).toBe('equal, hmac-sha256');
    expect(road[5]?.verdict).toBe('1 event, replayed 2 times, written, then answered 202');
  });

  it('stands at its type where that is not known', () => {
    const road = checked(unknown, hook);
    expect(road.slice(4).map(({ standing: at }) => at)).toEqual(['here', 'ahead']);
    expect(road[4]?.verdict).toBe('merge_group is not mapped');
  });

  it('that was refused stands at the check that it did not pass', () => {
    const forged: Delivery = { ...unknown, state: 'refused', reason: 'the signature is of no valid secret, or of another body', repeats: 2, refusal: { stopped: 'signature', address: '203.0.113.77' } };
    const road = checked(forged, hook);
    expect(road.map(({ name }) => name)).toEqual(['raw bytes', 'endpoint', 'secret', 'signature', 'time', 'delivery', 'type', 'event']);
    expect(road.map(({ standing: at }) => at)).toEqual(['decided', 'decided', 'decided', 'stopped', 'ahead', 'ahead', 'ahead', 'ahead']);
    expect(road[0]?.verdict).toBe('20 B, not parsed, not kept');
    expect(road[3]?.verdict).toBe('not equal');
    expect(road[7]?.verdict).toBe('nothing was started');
    expect(answer(forged)).toBe(401);
    expect(outcome(forged)).toBe('the signature is of no valid secret, or of another body, 3 times');
    expect(checked({ ...forged, refusal: { stopped: 'time', address: '203.0.113.77' } }, hook)[3]).toMatchObject({ standing: 'decided', verdict: 'equal, hmac-sha256' });
    expect(checked({ ...forged, refusal: { stopped: 'secret', address: '203.0.113.77' } }, undefined)[2]).toMatchObject({ standing: 'stopped', verdict: 'none to verify by' });
  });

  it('that was refused with others says how many came from whom', () => {
    const forged = (address: string, received: string, repeats = 0): Delivery => ({ ...unknown, state: 'refused', received, repeats, refusal: { stopped: 'signature', address } });
    const one = flood([forged('203.0.113.77', '2026-03-01T11:00:00Z'), forged('203.0.113.77', '2026-03-01T10:15:00Z', 30)]);
    expect(one).toEqual({ times: 32, senders: ['203.0.113.77'], span: 45 * 60_000 });
    expect(one === undefined ? '' : fromWhom(one)).toBe('all from one sender, 203.0.113.77');
    const two = flood([forged('203.0.113.77', '2026-03-01T11:00:00Z'), forged('203.0.113.78', '2026-03-01T11:00:00Z')]);
    expect(two === undefined ? '' : fromWhom(two)).toBe('from 2 senders');
    expect(flood([])).toBeUndefined();
    expect([0, 60_001, 45 * 60_000, 119 * 60_000, 121 * 60_000].map(minutes)).toEqual(['1 min', '2 min', '45 min', '119 min', '3 h']);
  });

  it('claims no signature of a vendor that sends none', () => {
    const road = checked(delivery, { ...hook, scheme: 'not-signed', signed: false });
    expect(road[2]).toMatchObject({ standing: 'idle', verdict: 'this vendor does not sign' });
  });

  it('outlives its endpoint', () => {
    expect(checked(delivery, undefined)[1]?.verdict).toBe('gone since');
  });
});

describe('an endpoint at its vendor', () => {
  const row = (id: string, support: 'full' | 'none') => ({ id, kind: 'git', plugin: id, category: 'devops' as const, version: '1.0.0', events: 'none', features: [], summary: '', marks: [], grade: 'V1', models: [], auth: [], operations: [{ capability: 'git.webhook.create', support, idempotencyKey: false }] });
  const provider = (id: string, connector: string) => ({ id, connector, state: 'connected' as const, models: [] });
  const matrix: CapabilityMatrix = { connectors: [row('gitea', 'full'), row('bare', 'none')], providers: [provider('forge', 'gitea'), provider('plain', 'bare')] };

  it('is offered where the connector declares it', () => {
    expect(['forge', 'plain', 'nobody'].map((id) => canRegister(matrix, id))).toEqual([true, false, false]);
  });

  it('tells of what the operation takes', () => {
    expect(toldEvents({ properties: { events: { type: 'array', items: { enum: ['PUSH', 'FORK'] } } } })).toEqual(['PUSH', 'FORK']);
    expect(toldEvents({})).toEqual([]);
  });
});
