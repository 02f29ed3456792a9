import { expect, it } from 'vitest';
import type { RehearsalReport } from '@/api/schema';
import { endWords, lanesOf, markdownOf, secondsOf, sentence, slowerMs, slowerWords, whereTo } from './result';

const report: RehearsalReport = {
  rehearsal: { id: 'reh_0123456789abcdef0123456789abcdef', provider: 'gemini', fault: 'unavailable', label: 'rehearsal=reh_0123456789abcdef0123456789abcdef', by: 'ann', began: '2026-11-26T10:00:00Z', until: '2026-11-26T10:01:00Z', ended: '2026-11-26T10:01:00Z', endedBy: 'time' },
  asked: 4,
  answered: 3,
  refused: 1,
  failed: 0,
  inDoubt: 0,
  repeated: 0,
  spared: 0,
  tried: 2,
  notTried: 1,
  bent: 3,
  bentAfterMs: 0.2,
  usualMs: 33,
  tookMs: 35.3,
  cost: [{ amount: '0.0024', currency: 'USD' }],
  bends: [{ route: 'triage', offer: 'gpt', calls: 3, p50Ms: 35.3 }],
  failures: [{ route: 'embed', code: 'no_viable_provider', calls: 1 }],
  binSeconds: 1,
  timeline: [
    { at: '2026-11-26T09:59:50Z', there: 2, elsewhere: 0, tried: 0, unanswered: 0 },
    { at: '2026-11-26T10:00:00Z', there: 0, elsewhere: 2, tried: 2, unanswered: 0 },
    { at: '2026-11-26T10:00:30Z', there: 0, elsewhere: 1, tried: 0, unanswered: 1 },
  ],
  truncated: false,
};

it('tells in one sentence what became of the calls', () => {
  expect(sentence(report)).toBe('gemini was taken away for 60 s. 3 of 4 calls were answered; none is in doubt, none ran twice.');
  expect(sentence({ ...report, asked: 1, answered: 0, inDoubt: 1, repeated: 2 })).toBe('gemini was taken away for 60 s. 0 of 1 call was answered; 1 is in doubt, 2 may have run twice.');
  expect(sentence({ ...report, truncated: true, spared: 2 })).toBe('gemini was taken away for 60 s. 3 of the first 4 calls were answered; none is in doubt, none ran twice. 2 writes went on that a real silence may leave in doubt.');
  expect(sentence({ ...report, asked: 0 })).toBe('gemini was taken away for 60 s. No call came meanwhile.');
});

it('tells where they went, and which were not answered', () => {
  expect(whereTo(report)).toBe('They went to gpt, asked 0.2 ms after a call began. 1 call of route embed ended with no_viable_provider.');
  expect(whereTo({ ...report, bends: [], failures: [] })).toBe('');
});

it('compares only where there is something to compare', () => {
  const without = { ...report };
  delete without.usualMs;
  expect(slowerMs(report)).toBeCloseTo(2.3);
  expect(slowerMs(without)).toBeUndefined();
  expect(slowerWords(-3)).toBe('3.0 ms faster');
});

it('is handed on as Markdown that says that the outage was injected', () => {
  expect(markdownOf(report)).toBe(
    ['**gemini was taken away for 60 s.**', '3 of 4 calls were answered; none is in doubt, none ran twice.', 'They went to gpt, asked 0.2 ms after a call began. 1 call of route embed ended with no_viable_provider.', '2.3 ms slower (p50), 0.0024 USD', '_injected · reh_…89abcdef_'].join('\n'),
  );
});

it('lays the calls on lanes, those of the outage between its begin and its end', () => {
  const { lanes, from, to } = lanesOf(report);

  expect(lanes.map(({ name }) => name)).toEqual(['answered', 'gemini', 'others', 'not answered']);
  const [, gemini, others, unanswered] = lanes;
  expect(gemini?.bars.map(({ failed }) => failed)).toEqual([false, true]);
  expect(gemini?.bars[0]?.x).toBeLessThan(from);
  expect(others?.bars.every(({ x }) => x >= from && x < to)).toBe(true);
  expect(unanswered?.bars).toHaveLength(1);
});

it('knows how each ended', () => {
  const going = { ...report.rehearsal };
  delete going.endedBy;
  expect(endWords(going)).toBe('goes on');
  expect(endWords({ ...going, endedBy: 'outage' })).toBe('a real outage ended it');
  expect(secondsOf({ ...report.rehearsal, ended: '2026-11-26T10:00:14Z' })).toBe(14);
});
