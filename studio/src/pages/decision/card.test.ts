import { describe, expect, it } from 'vitest';
import type { CapabilityMatrix, Decision } from '@/api/schema';
import { stages } from '@/road/stages';
import { money } from '@/format/money';
import { cardOf, markdownOf, pricesOf, saying, wrapped, type Choice } from './card';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const attempt = { n: 1, provider: 'gemini', offer: 'gemini/flash', marks: [], startedMs: 0, durationMs: 1, outcome: 'failed', failure: { code: 'unavailable' }, injected: true, used: {}, prices: [], cost: usd('0') };
const decision = {
  id: 'dec_01a214fbabfe7433b32a8d53da4e4a5d',
  capability: 'ai.text.classify',
  principal: 'desk',
  sentence: 'gpt/mini answered in 35 ms, after gemini/flash failed with unavailable (injected). Nothing was lost, nothing ran twice.',
  provider: 'gpt',
  offer: 'gpt/mini',
  providerMarks: ['recorded'],
  failover: true,
  beganAt: '2026-11-20T06:51:00Z',
  attempts: [attempt, { ...attempt, n: 2, provider: 'gpt', offer: 'gpt/mini', outcome: 'ok', failure: undefined, injected: false, durationMs: 35.3, used: { calls: 1, input_tokens: 200, output_tokens: 4 } }],
  candidates: [{ offer: 'gemini/flash', provider: 'gemini' }, { offer: 'gpt/mini', provider: 'gpt' }, { offer: 'big/one', provider: 'big' }, { offer: 'odd/one', provider: 'odd' }],
  stages: stages.map((stage) => ({ stage, verdict: 'ok', reason: '', decided: true, us: 1 })),
  road: stages.map((stage) => ({ stage, verdict: 'decided' })),
  totals: { allMs: 35.6, providerMs: 35.3, roadUs: 39 },
  usage: { quantities: { input_tokens: 200, output_tokens: 4 }, cost: usd('0.000034'), priceLists: ['triage v1'], unpriced: [], estimated: false },
} as unknown as Decision;
const price = (input: string, output: string) => [{ unit: 'input_tokens', amount: input, per: 1_000_000 }, { unit: 'output_tokens', amount: output, per: 1_000_000 }];
const matrix = { connectors: [], providers: [{ id: 'x', models: [{ offer: 'big/one', prices: price('2', '10') }, { offer: 'gemini/flash', prices: price('0.1', '0.4') }, { offer: 'odd/one', prices: [] }] }] } as unknown as CapabilityMatrix;
const all: Choice = { providers: true, others: true, key: false };
const prices = pricesOf(decision, matrix);
const words = (show: Choice) => cardOf(decision, prices, show, '0.1.0').marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : [])).join('\n');

describe('the card of a decision', () => {
  it('tells what the same tokens would have cost, of those that have a price for all of them', () => {
    expect(prices.map(({ offer, what, amount }) => [offer, what, money(String(amount))])).toEqual([['gpt/mini', 'answered', '0.000034'], ['gemini/flash', 'first asked', '0.000022'], ['big/one', 'fits', '0.00044']]);
  });

  it('holds sentence, road and price, and the labels whatever is left out', () => {
    for (const show of [all, { providers: false, others: false, key: false }]) {
      expect(words(show)).toContain('recorded');
      expect(words(show)).toContain('injected');
      expect(words(show)).toContain('0.000034 USD');
      for (const stage of stages) expect(words(show)).toContain(stage);
    }
  });

  it('leaves out names, other prices and the key unless they are asked for', () => {
    expect(words({ ...all, providers: false })).not.toMatch(/gpt|gemini|big/);
    expect(words({ ...all, others: false })).not.toContain('big/one');
    expect(words(all)).not.toContain('desk');
    expect(words({ ...all, key: true })).toContain('Key desk');
  });

  it('is the same in Markdown', () => {
    const text = markdownOf(decision, prices, all);
    expect(text).toContain('**gpt/mini answered in 35 ms, after gemini/flash failed with unavailable.** Nothing was lost');
    expect(text).toContain('attempt(✗ ✓)');
    expect(text).toContain('0.000034 USD (list price); gemini/flash 0.000022; big/one 0.00044');
    expect(text).toMatch(/_recorded, injected · dec_.*_$/);
  });

  it('names each label once', () => expect(saying(decision, all).labels).toEqual(['recorded', 'injected']));
});

it('breaks a sentence between words', () => expect(wrapped('one two three', 8)).toEqual(['one two', 'three']));
