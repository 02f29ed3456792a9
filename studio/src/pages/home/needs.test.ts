import { describe, expect, it } from 'vitest';
import type { Key, Limit, Provider, RunApproval, RunSummary } from '@/api/schema';
import { endingBudgets, endingKeys, failing, toDecide, unwell } from './needs';

const now = Date.parse('2026-11-20T10:00:00Z');
const inMinutes = (minutes: number) => new Date(now + minutes * 60_000).toISOString();

const approval = (id: string, more: Partial<RunApproval> = {}) => ({ id, question: `Pay ${id}?`, workflow: 'refund', version: 9, votes: [], need: 1, ...more }) as unknown as RunApproval;
const run = (id: string, workflow: string, more: Partial<RunSummary> = {}) => ({ id, workflow, version: 2, createdAt: inMinutes(-38), ...more }) as unknown as RunSummary;
const key = (id: string, more: Partial<Key> = {}) => ({ id, name: id, ...more }) as unknown as Key;
const provider = (more: object) => ({ id: 'gpt', state: 'connected', breaker: { state: 'closed', admits: 100 }, ...more }) as unknown as Provider;
const limit = (id: string, capReachedAt?: string) => ({ id, name: id, scope: 'tenant', cap: '130', unit: 'USD', forecast: capReachedAt === undefined ? undefined : { capReachedAt } }) as unknown as Limit;

describe('what is asked', () => {
  it('is what the reader may decide, with how far it is and how long it has', () => {
    const { rows, note } = toDecide([approval('a', { next: { at: inMinutes(14) } as NonNullable<RunApproval['next']>, need: 2, votes: [{}] as RunApproval['votes'] }), approval('b', { barred: 'you started the run' })], now);
    expect(rows).toMatchObject([{ title: 'Pay a?', detail: 'refund v9, 1 of 2 given', when: 'in 14 min', close: true, to: '/approvals', search: { open: 'a' } }]);
    expect(note).toBeUndefined();
  });
  it('is cut to a few, and says how many there are', () => {
    const { rows, note } = toDecide(['a', 'b', 'c', 'd', 'e'].map((id) => approval(id)), now);
    expect(rows).toHaveLength(4);
    expect(note).toBe('5 are yours, these are the soonest');
  });
});

it('names each workflow that failed once, by its newest run', () => {
  const failed = [run('r3', 'compare', { reason: { code: 'budget_exhausted', step: 'ask' } as NonNullable<RunSummary['reason']> }), run('r2', 'compare'), run('r1', 'other')];
  expect(failing(failed, () => '38 min ago').rows).toMatchObject([
    { id: 'r3', title: 'compare v2 failed, 2 runs of a day', detail: 'budget_exhausted at ask', when: '38 min ago', to: '/runs/r3' },
    { id: 'r1', title: 'other v2 failed', detail: '' },
  ]);
});

it('warns of keys that end within a week, the soonest first, and of none that is over', () => {
  const keys = [key('late', { expires: inMinutes(8 * 1440) }), key('five', { expires: inMinutes(5 * 1440) }), key('two', { expires: inMinutes(2 * 1440), lastUsed: inMinutes(-1) }), key('gone', { expires: inMinutes(-1) }), key('revoked', { expires: inMinutes(60), revoked: inMinutes(-1) }), key('ever')];
  expect(endingKeys(keys, now).rows.map(({ title, detail }) => [title, detail])).toEqual([
    ['key two ends in 48 h', 'it is in use'],
    ['key five ends in 5 d', 'it was not used yet'],
  ]);
});

it.each([
  [{}, undefined],
  [{ state: 'error', reason: 'the token was withdrawn' }, { id: 'gpt', of: 'error', why: 'the token was withdrawn' }],
  [{ breaker: { state: 'half_open', admits: 25 } }, { id: 'gpt', of: 'degraded', why: 'breaker half-open, admits 25 %' }],
  [{ state: 'disabled', breaker: { state: 'open', admits: 0 } }, undefined],
])('says what is wrong with a provider: %j', (more, expected) => expect(unwell(provider(more))).toEqual(expected));

it('names the budgets that are used up before their time, the soonest first', () => {
  const limits = [limit('month', '2026-11-26T10:00:00Z'), limit('day', inMinutes(-5)), limit('calm')];
  expect(endingBudgets(limits, now).map(({ words }) => words)).toEqual(['day is used up, the whole tenant', 'month reaches 130.00 USD on 26 Nov']);
});
