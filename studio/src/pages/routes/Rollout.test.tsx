// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Rollout as Standing } from '@/api/schema';
import { Rollout } from './Rollout';

beforeEach(() => {
  // The test's document has no modal dialogs.
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true;
  };
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const standing: Standing = {
  route: 'quick',
  version: 3,
  state: 'running',
  since: '2026-11-22T10:00:00Z',
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

let answer: Standing = standing;

function show(standsAt: Standing, sent: Request[] = []) {
  answer = standsAt;
  vi.stubGlobal('fetch', (request: Request) => {
    sent.push(request);
    return Promise.resolve(Response.json(answer));
  });
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
  show({ ...standing, state: 'stopped', share: 0, stopped: '50 of 1000 attempts at the new offers failed' });
  expect((await screen.findByRole('status')).textContent).toContain('All calls went back 50 of 1000 attempts at the new offers failed.');
  expect(screen.getByText('taken back')).toBeDefined();
  expect(screen.getByRole('row', { name: /^failed/ }).textContent).toBe('failed0.5 % 5 %at most 2 %');
});

it('says who paused it and why, and lets it go on', async () => {
  show({ ...standing, state: 'paused', by: 'ada', reason: 'wait for legal' });
  expect((await screen.findByRole('status')).textContent).toContain('Paused, by ada wait for legal. It keeps its step');
  expect(buttons()).toEqual(['Resume', 'Go to 100 %', 'Stop']);
});

it('offers what can be done as it stands', async () => {
  show(standing);
  await screen.findByText('25 % of calls');
  expect(buttons()).toEqual(['Pause', 'Go to 100 %', 'Stop']);
  cleanup();
  show({ ...standing, step: 3, share: 1 });
  await screen.findByText('100 % of calls');
  expect(buttons()).toEqual(['Pause', 'Stop']);
  cleanup();
  show({ ...standing, state: 'stopped', share: 0, stopped: 'wrong tone', by: 'ada' });
  expect((await screen.findByRole('status')).textContent).toContain('All calls went back, by ada wrong tone.');
  expect(buttons()).toEqual(['Start again at 5 %']);
});

it('asks first, and then shows what the server answers', async () => {
  const sent: Request[] = [];
  show(standing, sent);
  await screen.findByText('25 % of calls');
  fireEvent.click(screen.getByRole('button', { name: 'Go to 100 %' }));
  expect(sent.filter(({ method }) => method === 'POST')).toEqual([]);
  answer = { ...standing, step: 3, share: 1, judged: 0 };
  fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Go to 100 %' }));
  expect(await screen.findByText('100 % of calls')).toBeDefined();
  const [post] = sent.filter(({ method }) => method === 'POST');
  expect(post?.url).toContain('/api/v1/routes/quick/rollout/advance');
  expect(await post?.json()).toEqual({ to: 3 });
});

function buttons(): (string | null)[] {
  return screen.getAllByRole('button').map(({ textContent }) => textContent);
}
