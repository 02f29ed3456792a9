import { expect, it } from 'vitest';
import { kindWords, savingWords, seenWords } from './advice';

it('names what it is about, and keeps a word it does not know', () => {
  expect(['cheaper', 'failing', 'slow', 'unscored', 'newer'].map(kindWords)).toEqual(['Costs less', 'Fails often', 'Slow', 'No scores', 'newer']);
});

it('tells what was seen of an offer, and what nobody said', () => {
  expect(seenWords({ offer: 'large/m', answers: 1250, failed: 2, p50Ms: 1400, scores: { calls: 20, mean: 0.75 } })).toBe('1,250 answers, 2 failed, p50 1.4 s, worth 0.75 by 20 scores');
  expect(seenWords({ offer: 'small/m', answers: 1, failed: 0 })).toBe('1 answer, none failed, no scores');
});

it('tells how a saving was come by, exactly', () => {
  const saving = { currency: 'USD', calls: 50, paid: '0.24', listed: '0.225', instead: '0.0225', saved: '0.2025', since: '2026-11-15T08:00:00Z', perMonth: '0.867857142', estimated: 1, priceLists: ['list v1 of 2026-11-01'] };
  expect(savingWords(saving)).toBe(
    '0.867857142 USD in 30 days: 50 calls since 2026-11-15 cost 0.225 USD here and 0.0225 there, 0.2025 less, both at list v1 of 2026-11-01; 0.24 was paid then; the tokens of 1 call are estimated',
  );
  expect(savingWords({ ...saving, estimated: 0 })).not.toContain('estimated');
});
