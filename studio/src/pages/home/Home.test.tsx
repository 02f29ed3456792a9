// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { learnRights } from '@/api/rights';
import { Home } from './Home';

const answers: Record<string, unknown> = {};
let asked: string[] = [];

function shown(at = '/') {
  const root = createRootRoute({ component: Home });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const router = createRouter({ routeTree: root, history: createMemoryHistory({ initialEntries: [at] }) });
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}

const list = (items: unknown[] = []) => ({ items, truncated: false });
const volume = { found: 0, total: 0, whole: true, bins: [], facets: [] };

beforeEach(() => {
  asked = [];
  Object.assign(answers, { approvals: list(), runs: list(), 'runs/counts': { total: 3, byState: {}, binMs: 1, bins: [] }, keys: list(), decisions: list(), 'decisions/volume': volume, providers: list(), limits: list() });
  vi.stubGlobal('scrollTo', () => undefined);
  vi.stubGlobal('fetch', (request: Request) => {
    const name = new URL(request.url).pathname.replace('/api/v1/', '');
    asked.push(name);
    const answer = answers[name];
    return Promise.resolve(answer === undefined ? Response.json({ title: 'Timed out', detail: 'The database did not answer.', code: 'timeout', origin: 'platform', retryable: true, request: 'req_019aa04c16d07c318a552f0b4e7a91c0' }, { status: 504 }) : Response.json(answer));
  });
});
afterEach(() => {
  cleanup();
  learnRights(undefined);
  vi.unstubAllGlobals();
});

it('says that nothing waits, once all has been answered', async () => {
  shown();
  expect(await screen.findByRole('heading', { name: 'Nothing waits for you' })).toBeDefined();
  expect(screen.getByRole('heading', { name: 'Home', level: 1 })).toBeDefined();
});

it('leaves what came where one part does not come, and offers another try', async () => {
  answers.approvals = list([{ id: 'ask_1', question: 'Pay back 12 USD?', workflow: 'refund', version: 1, votes: [], need: 1 }]);
  delete answers.keys;
  shown();
  expect(await screen.findByRole('link', { name: 'Decide: Pay back 12 USD?' })).toBeDefined();
  expect(screen.getByRole('alert').textContent).toContain('timeout');
  expect(screen.getByRole('button', { name: 'Try again' })).toBeDefined();
  expect(screen.queryByText('Nothing waits for you')).toBeNull();
});

it('asks for nothing that the reader may not see, and names what is left out', async () => {
  learnRights({ acts: ['control:approval.read'], calls: { allow: [], deny: [] } });
  shown();
  expect(await screen.findByRole('heading', { name: 'Nothing waits for you' })).toBeDefined();
  expect(screen.getByText(/^Not shown, since you may not read them: runs, keys, calls/)).toBeDefined();
  expect(screen.queryByRole('heading', { name: 'What moved' })).toBeNull();
  expect(new Set(asked)).toEqual(new Set(['approvals']));
});

it('says so where nothing is granted', async () => {
  learnRights({ acts: [], calls: { allow: [], deny: [] } });
  shown();
  expect(await screen.findByRole('heading', { name: 'Nothing here is granted to you' })).toBeDefined();
  expect(asked).toEqual([]);
});

it('tells a tenant without anything what to do first, and leaves it where that is asked for', async () => {
  answers['runs/counts'] = { total: 0, byState: {}, binMs: 1, bins: [] };
  shown();
  expect(await screen.findByRole('heading', { name: 'First steps', level: 1 })).toBeDefined();
  expect(screen.getAllByRole('listitem').filter((item) => item.getAttribute('aria-current') === 'step')).toHaveLength(1);
  cleanup();
  shown('/?view=now');
  await waitFor(() => expect(screen.getByRole('heading', { name: 'Home', level: 1 })).toBeDefined());
});

it('ticks off a step that happened, wherever that was', async () => {
  answers.providers = list([{ id: 'openai', kind: 'ai', state: 'connected' }]);
  shown('/?view=first');
  expect(await screen.findByText('openai connected')).toBeDefined();
});
