// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider, createMemoryHistory, createRootRoute, createRouter } from '@tanstack/react-router';
import { cleanup, configure, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Usage } from './Usage';

const today = new Date().toISOString().slice(0, 10);
const figure = (model: string, cost: string, currency: string, calls: number) => ({ group: { model, day: today }, calls, quantities: { input_tokens: 10, output_tokens: 2 }, cost, currency, estimatedCost: '0', doubtfulCost: '0', priceLists: [], unpriced: [] });
const window = { period: 'month', scope: 'tenant', kind: 'budget', unit: 'USD', cap: '100', settled: '20', held: '0', unsettled: '0', used: '20', left: '80', resetsAt: '2099-12-01T00:00:00Z', thresholds: [] };
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000 });
const fetch = vi.fn<(request: Request) => Promise<Response>>();

beforeEach(() => {
  vi.stubGlobal('scrollTo', () => undefined);
  vi.stubGlobal('fetch', fetch);
  fetch.mockImplementation(({ url }) =>
    Promise.resolve(
      Response.json(
        url.includes('/api/v1/usage')
          ? { items: [figure('a', '10', 'USD', 3), figure('b', '30', 'USD', 1), figure('c', '1000', 'JPY', 7)] }
          : { items: [{ ...window, id: 'paced', forecast: { used: '60', method: 'linear' } }, { ...window, id: 'weekly', forecast: { used: '70', method: 'seasonal' } }], truncated: false },
      ),
    ),
  );
  const router = createRouter({ routeTree: createRootRoute({ component: Usage }), history: createMemoryHistory({ initialEntries: ['/usage'] }) });
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const rows = () => screen.getAllByRole('row').slice(1).map((row) => within(row).getAllByRole('cell').map((cell) => cell.textContent));

it('shows what was charged in one currency, and another when it is chosen', async () => {
  await screen.findByText('Spend a day, USD');
  expect(rows().map(([name, cost, share, calls]) => [name, cost, share, calls])).toEqual([
    ['b', '30.00 USD', '75 %', '1 calls'],
    ['a', '10.00 USD', '25 %', '3 calls'],
    ['all', '40.00 USD', '', '4 calls'],
  ]);
  expect(screen.getByRole('img', { name: /days, on the highest 40.00;/ })).toBeDefined();
  fireEvent.click(screen.getByRole('link', { name: 'JPY' }));
  await screen.findByText('Spend a day, JPY');
  expect(rows().map(([name, cost, share]) => [name, cost, share])).toEqual([
    ['c', '1,000.00 JPY', '100 %'],
    ['all', '1,000.00 JPY', ''],
  ]);
  expect(fetch.mock.calls.some(([{ url }]) => url.includes('currency='))).toBe(false);
});

it('tells how each forecast was come by', async () => {
  expect(await screen.findByTitle('60 USD, if it goes on as since the window began')).toBeDefined();
  expect(screen.getByTitle('70 USD, if each hour to come uses what the same hour of the week before did')).toBeDefined();
});
