import { expect, it } from 'vitest';
import type { RunApproval } from '@/api/schema';
import { asks, choiceKeys, given, inbox, left, named, soon, standing, afterwards } from './asked';

const now = Date.parse('2026-11-20T10:00:00Z');
const one = {
  id: 'ask_1', question: 'Deploy?', state: 'open', need: 2, votes: [], choices: ['approve', 'send_back', 'refuse'], of: ['team/ops', 'role/admin'],
  askedAt: '2026-11-20T09:00:00Z', next: { at: '2026-11-20T10:10:00Z', kind: 'escalated', to: ['role/admin'] },
} as unknown as RunApproval;

it('groups what is asked by whose turn it is, and what has ended by when', () => {
  const barred = { ...one, id: 'ask_2', barred: 'you started it' };
  const ended = [{ ...one, id: 'ask_3', endedAt: '2026-11-20T08:00:00Z' }, { ...one, id: 'ask_4', endedAt: '2026-11-20T09:00:00Z' }];
  const groups = inbox([one, barred], ended);
  expect([groups.yours, groups.others, groups.decided].map((some) => some.map(({ id }) => id))).toEqual([['ask_1'], ['ask_2'], ['ask_4', 'ask_3']]);
});

it('says what its time brings, and how much of it is left', () => {
  expect(afterwards(one)).toBe('then role admin');
  expect(afterwards({ next: { at: '', kind: 'due', to: [] }, onDue: 'refuse' })).toBe('then refuse');
  expect(afterwards({ next: { at: '', kind: 'due', to: [] } })).toBe('then it fails');
  expect(left(one, now)).toBe(14);
  expect(left(one, now + 3_600_000)).toBe(0);
  expect(soon([one, { ...one, next: undefined } as unknown as RunApproval], now)).toBe(1);
});

it('says who is asked and how many have given it', () => {
  expect(asks(one.of)).toBe('team ops, role admin');
  expect(asks(['*'])).toBe('everyone with the right');
  expect(given(one)).toBe('0 of 2');
});

it('shows how it ended', () => {
  expect(standing(one).word).toBe('waiting');
  expect(standing({ ...one, state: 'decided', choice: 'approve' })).toEqual({ of: 'succeeded', word: 'approve' });
  expect(standing({ ...one, state: 'decided', choice: 'refuse' }).of).toBe('failed');
  expect(standing({ ...one, state: 'expired' }).word).toBe('ran out');
});

it('gives the choices their keys and names', () => {
  expect(choiceKeys(one.choices)).toEqual({ a: 'approve', b: 'send_back', r: 'refuse' });
  expect(choiceKeys(['approve'])).toEqual({ a: 'approve' });
  expect(named('send_back')).toBe('Send back');
});
