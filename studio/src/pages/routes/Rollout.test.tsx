// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { Rollout as Standing } from '@/api/schema';
import { Rollout } from './Rollout';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const standing: Standing = {
  route: 'quick',
  version: 3,
  to: ['b'],
  steps: [0.05, 0.25, 1],
  step: 2,
  share: 0.25,
  stepSeconds: 42,
  judged: 40,
  calls: 50,
  fresh: { attempts: 120, failed: 6, meanMs: 300 },
  old: { attempts: 2000, failed: 10, meanMs: 150 },
};

function show(answer: Standing) {
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json(answer)));
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <Rollout id="quick" version={3} spec={{ to: ['b'], steps: ['5%', '25%', '100%'], every: '1h', stopAt: { failures: '2%' } }} />
    </QueryClientProvider>,
  );
}

it('says at which step it stands, and since when', async () => {
  show(standing);
  expect(await screen.findByText('25 % of calls')).toBeDefined();
  const steps = screen.getAllByRole('listitem');
  expect(steps.map(({ className, textContent }) => [className, textContent])).toEqual([
    ['done', '5 %'],
    ['here', '25 %40 of 50 attempts, for 42 s'],
    ['ahead', '100 %'],
  ]);
  expect(screen.queryByRole('status')).toBeNull();
});

it('says why all calls went back, and what was beyond its bound', async () => {
  show({ ...standing, share: 0, stopped: '50 of 1000 attempts at the new offers failed' });
  expect((await screen.findByRole('status')).textContent).toContain('All calls went back 50 of 1000 attempts at the new offers failed.');
  expect(screen.getByText('taken back')).toBeDefined();
  expect(screen.getByRole('row', { name: /^failed/ }).textContent).toBe('failed0.5 % 5 %at most 2 %');
});
