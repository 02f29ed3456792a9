// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { Learning as Learned } from '@/api/schema';
import { Learning } from './Learning';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const learned: Learned = {
  route: 'support',
  decides: 'learned',
  why: 'what was learned does better, +0.040 ± 0.010 a call',
  rules: 'cheapest',
  explore: 0.05,
  version: 7,
  made: '2026-11-22T08:00:00Z',
  calls: 1200,
  needed: 200,
  worth: { rules: 0.7, learned: 0.74, gain: 0.04, gainLow: 0.01, gainHigh: 0.07, differing: 130 },
  regret: { asked: 0.05, rules: 0.04, learned: -0.002 },
  calibration: { error: 0.031, bins: [] },
  offers: [{ offer: 'a/x', calls: 900, score: 0.81, cost: '0.002', meanMs: 420 }],
};

function show(answer: Learned) {
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json(answer)));
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <Learning id="support" version={3} />
    </QueryClientProvider>,
  );
}

const rows = (table: string) => within(screen.getByRole('table', { name: table })).getAllByRole('row').slice(1).map((row) => row.textContent);

it('tells who decides and why, with what chance leaves open', async () => {
  show(learned);
  expect(await screen.findByText('What was learned does better, +0.040 ± 0.010 a call.')).toBeDefined();
  expect(screen.getByText('what was learned decides')).toBeDefined();
  expect(rows('What a call is worth, from 0 to 1')).toEqual(['worth, 0 to 10.7000.740+0.040 +0.010 to +0.070', 'regret0.040-0.002as asked 0.050']);
  expect(rows('What is known of each offer')).toEqual(['a/x 900 calls0.810.0020420 ms']);
  expect(screen.queryByText(/Nothing is learned yet/)).toBeNull();
});

it.each([
  ['nothing was learned', { version: 0, calls: 0 }],
  ['only answers of other routes were scored', { version: 2, calls: 0 }],
])('says what it takes where %s', async (_, over) => {
  show({ ...learned, ...over, decides: 'rules' });
  expect(await screen.findByText(/It takes 200 calls whose answers somebody scored/)).toBeDefined();
  expect(screen.getByText('the rules decide')).toBeDefined();
  expect(screen.queryByRole('table')).toBeNull();
});
