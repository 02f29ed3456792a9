import { describe, expect, it } from 'vitest';
import { check, emptyDraft, placed, wanted } from './draft';

const now = Date.parse('2026-11-20T08:00:00Z');
const named = { ...emptyDraft, name: ' shop ' };

describe('a key that is wanted', () => {
  it('narrows nothing that was left empty', () => {
    expect(wanted(named)).toEqual({ name: 'shop', roles: [], allow: ['ai.*'], labels: {} });
  });

  it('takes several words with spaces or commas between', () => {
    const key = wanted({ ...named, owner: 'team/payments', holder: 'ada', role: 'viewer', allow: '', models: 'gpt-4*, fast', tools: 'tracker.issue.*', doors: ['gateway'], labels: 'app=shop query=a=b' });
    expect(key).toEqual({ name: 'shop', roles: ['viewer'], allow: [], owner: 'team/payments', holder: 'ada', models: ['gpt-4*', 'fast'], tools: ['tracker.issue.*'], doors: ['gateway'], labels: { app: 'shop', query: 'a=b' } });
  });

  it('ends with its last day', () => {
    expect(new Date(wanted({ ...named, expires: '2027-06-30' }).expires ?? '').getTime()).toBe(new Date(2027, 5, 30, 23, 59, 59).getTime());
  });
});

describe('what is wrong with it', () => {
  it('is nothing where it is whole', () => expect(check({ ...named, expires: '2026-12-01', labels: 'a=1' }, now)).toEqual({}));
  it('is told by field', () => {
    expect(Object.keys(check({ ...emptyDraft, allow: ' ', labels: 'shop', expires: '2026-11-01' }, now))).toEqual(['name', 'allow', 'labels', 'expires']);
  });
  it('stands at the field that the server names', () => {
    expect(placed({ owner: 'there is no team/x', 'labels.app': 'too long', roles: 'no such role', elsewhere: 'hm' })).toEqual({ owner: 'there is no team/x', labels: 'too long', role: 'no such role' });
  });
});
