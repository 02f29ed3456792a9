// @vitest-environment jsdom
import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { Attempt, Decision } from '@/api/schema';
import { AttemptResult, Candidates } from './Evidence';
import { Bill, Holds } from './Money';

afterEach(cleanup);

const attempt = {
  n: 2,
  provider: 'openai',
  offer: 'openai/gpt-4o-mini',
  outcome: 'ok',
  durationMs: 120,
  injected: false,
  sameProvider: false,
  hedged: false,
  estimated: true,
  cost: { amount: '0.00026', currency: 'USD' },
  used: { calls: 1, cached_input_tokens: 1024, output_tokens: 240 },
  prices: [{ unit: 'cached_input_tokens', amount: '0.075', per: 1_000_000, currency: 'USD', asOf: '2026-11-01', list: 'list v1' }],
} as unknown as Attempt;

const words = (row: HTMLElement | undefined) => (row === undefined ? [] : within(row).getAllByRole('cell').map((cell) => cell.textContent));

describe('the bill', () => {
  it('tells what was used at which price of which list, and what was only counted here', () => {
    render(<Bill attempts={[attempt]} />);
    const [, head, cached, output] = screen.getAllByRole('row');
    expect(words(head)).toEqual(['2 openai/gpt-4o-mini estimated', '0.00026']);
    expect(words(cached).slice(0, 4)).toEqual(['cached input tokens', '1,024', '0.075 / 1M', 'list v1, 2026-11-01']);
    expect(words(output).slice(0, 4)).toEqual(['output tokens', '240', 'no price', '']);
  });

  it('is not there where nothing was used', () => {
    const { container } = render(<Bill attempts={[]} />);
    expect(container.textContent).toBe('');
  });
});

describe('a hold', () => {
  it('names its limit and whose calls that counts', () => {
    const hold = { attempt: 2, provider: 'openai', unit: 'calls', held: '1', settled: '1', returned: '0', left: '9999', cap: '10000', period: 'hour', budget: 'hourly', scope: 'label team=claims' };
    render(<Holds decision={{ holds: [hold], attempts: [attempt] } as unknown as Decision} />);
    expect(words(screen.getAllByRole('row')[1])).toEqual(['2 openai/gpt-4o-mini', 'hourly team = claims', '1', '1', '0', '9,999 of 10,000 an hour']);
  });
});

describe('an attempt', () => {
  it('that was outrun is cancelled, and no failure', () => {
    const { container } = render(<AttemptResult attempt={{ ...attempt, outcome: 'cancelled', hedged: true, failure: { code: 'cancelled', message: 'b/y was faster', fields: {} } } as unknown as Attempt} />);
    expect(container.textContent).toBe('cancelled  120.0 mshedged: b/y was faster');
    expect(container.querySelector('.bad')).toBeNull();
  });

  it('tells when its first output came', () => {
    const { container } = render(<AttemptResult attempt={{ ...attempt, firstMs: 48.6 }} />);
    expect(container.textContent).toContain('first output after 48.6 ms');
  });
});

describe('who was left out', () => {
  it('stands with code and reason under what was asked', () => {
    const decision = { candidates: [], exclusions: [{ reason: 'context', offers: ['house/small'], detail: 'has room for 900 tokens' }], asked: { model: 'fast', inputTokens: 1300, abilities: [] } } as unknown as Decision;
    const { container } = render(<Candidates decision={decision} />);
    expect(container.querySelector('.asked')?.textContent).toBe('Asked for fast, about 1,300 tokens of input estimated, output of any length, no special ability.');
    expect(words(screen.getAllByRole('row')[1])).toEqual(['house/small', 'context', 'has room for 900 tokens']);
  });
});
