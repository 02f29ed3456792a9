import { describe, expect, it } from 'vitest';
import type { Approval } from '@/api/schema';
import { actWords, asksAt, inForce, isAmount, leaveWords } from './threshold';

const approval = (over: Partial<Approval> = {}): Approval => ({ id: 'apv_1', budget: 'shop', period: 'day', amount: '1.5', currency: 'USD', from: '2026-11-22T00:00:00Z', by: 'ada', at: '2026-11-22T08:00:00Z', state: 'in_force', ...over });

it('says what a threshold does, and what one that sends an event has done', () => {
  expect(actWords({ at: '90%', act: 'ask', reached: true })).toBe('calls are refused until somebody allows more');
  expect(['notify', 'notify'].map((act, at) => actWords({ at: '80%', act, reached: at === 1 }))).toEqual(['an event is sent', 'an event was sent']);
  expect(actWords({ at: '80%', act: 'new_act', reached: true })).toBe('new_act');
});

it('knows the share at which a budget asks', () => {
  expect(asksAt({ thresholds: [{ at: '80%', act: 'notify', reached: true }, { at: '90%', act: 'ask', reached: false }] })).toBe('90%');
  expect(asksAt({ thresholds: [] })).toBeUndefined();
});

describe('what is allowed of a window', () => {
  const limit = { name: 'shop', period: 'day' };
  it('is what holds now, of that budget and that window', () => {
    const all = [approval(), approval({ budget: 'other' }), approval({ period: 'month' }), approval({ state: 'over' }), approval({ state: 'withdrawn' })];
    expect(inForce(all, limit)).toEqual([all[0]]);
  });
  it('adds up', () => expect(leaveWords([approval({ amount: '0.1' }), approval({ amount: '0.2' })])).toBe('0.3000 USD beyond it'));
  it('is all once somebody allowed all', () => {
    const all = approval();
    delete all.amount;
    expect(leaveWords([approval(), all])).toBe('all up to the cap');
  });
  it('is not told where nothing is', () => expect(leaveWords([])).toBeUndefined());
});

it.each([
  ['1', true],
  ['0.000000001', true],
  ['0', false],
  ['0.0000000001', false],
  ['-1', false],
  ['1e3', false],
  ['', false],
])('takes %s as an amount: %s', (text, is) => {
  expect(isAmount(text)).toBe(is);
});
