// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider, createMemoryHistory, createRootRoute, createRouter } from '@tanstack/react-router';
import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Limits } from './Limits';

configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000 });
const fetch = vi.fn<(request: Request) => Promise<Response>>();
const limit = { id: 'shop', period: 'month', scope: 'tenant', kind: 'budget', unit: 'USD', cap: '100', settled: '20', held: '0', unsettled: '0', used: '20', left: '80', resetsAt: '2099-12-01T00:00:00Z', thresholds: [] };

beforeEach(() => {
  vi.stubGlobal('scrollTo', () => undefined);
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  vi.stubGlobal('fetch', fetch);
  fetch.mockImplementation(({ url }) => Promise.resolve(Response.json({ items: url.includes('/limits') ? [limit] : [], truncated: false })));
});
afterEach(() => {
  cleanup();
  fetch.mockReset();
  vi.unstubAllGlobals();
});

const shown = (address: string) => {
  const router = createRouter({ routeTree: createRootRoute({ component: Limits }), history: createMemoryHistory({ initialEntries: [address] }) });
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return router;
};
const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

it('keeps what was written where a quota is set instead of a budget, and complains of neither unasked', async () => {
  shown('/limits?form=budget&of=team/support');
  await screen.findByRole('form', { name: 'Set a budget' });
  fireEvent.change(field('Name'), { target: { value: 'support-month' } });
  press('Put it in force');
  expect(screen.getByText('Write an amount, such as 200.00')).toBeDefined();
  press('Set a quota');
  await screen.findByRole('form', { name: 'Set a quota' });
  expect([field('Name').value, field('Whose calls').value, field('Which').value]).toEqual(['support-month', 'team', 'support']);
  expect(screen.queryByText('Say one limit at least.')).toBeNull();
  fireEvent.change(field('A minute'), { target: { value: '60' } });
  press('Put it in force');
  await waitFor(() => expect(fetch.mock.calls.some(([{ method }]) => method === 'POST')).toBe(true));
  const sent = fetch.mock.calls.map(([request]) => request).find(({ method }) => method === 'POST');
  expect(await sent?.clone().text()).toContain('kind: quota\nid: support-month\nspec:\n  perMinute: 60\n  scope: {team: support}\n');
});

it('opens the limit whose row is chosen while another is written', async () => {
  const router = shown('/limits?form=budget&of=team/support');
  fireEvent.click(await screen.findByRole('link', { name: 'shop, a month' }));
  expect(await screen.findByRole('complementary', { name: 'Limit shop' })).toBeDefined();
  expect(screen.queryByRole('form')).toBeNull();
  expect(router.state.location.search).toEqual({ open: 'budget/shop/month/USD' });
});
