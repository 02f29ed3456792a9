// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider, createMemoryHistory, createRootRoute, createRouter } from '@tanstack/react-router';
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { heard } from '@/api/connection';
import { Covering } from './Covering';

const fetch = vi.fn<(request: Request) => Promise<Response>>();
const limit = { id: 'daily', kind: 'budget', period: 'day', scope: 'tenant', unit: 'USD', cap: '5', settled: '2', held: '0', unsettled: '0', used: '2', left: '3' };
const page = (items: object[], truncated = false) => () => Promise.resolve(Response.json({ items, truncated }));
const failed = (status: number, code: string, title: string) => () =>
  Promise.resolve(Response.json({ code, title, detail: '', origin: 'caller', retryable: false, request: 'q' }, { status }));
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

async function show(answer: () => Promise<Response>) {
  fetch.mockImplementation(answer);
  const router = createRouter({ routeTree: createRootRoute({ component: Covering }), history: createMemoryHistory({ initialEntries: ['/'] }) });
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  await pass(200);
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', fetch);
  vi.stubGlobal('scrollTo', () => undefined);
  heard(Date.now());
});
afterEach(() => {
  cleanup();
  fetch.mockReset();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the limits over a provider', () => {
  it('are those of the whole tenant, which the server picks', async () => {
    await show(page([limit]));
    expect(new URL(fetch.mock.calls[0]?.[0].url ?? '').searchParams.get('scope')).toBe('tenant');
    expect(screen.getByText('daily').nextSibling?.textContent).toBe('2.00 of 5.00 USD a day');
    expect(screen.getByRole('link', { name: 'all limits' })).toBeDefined();
    expect(screen.queryByRole('link', { name: 'more for the whole tenant' })).toBeNull();
  });

  it('say that there is none, and that there are more', async () => {
    await show(page([]));
    expect(screen.getByText(/none for the whole tenant/)).toBeDefined();
    cleanup();
    await show(page([limit], true));
    expect(screen.getByRole('link', { name: 'more for the whole tenant' })).toBeDefined();
  });

  it('have their shape while they load', async () => {
    await show(() => new Promise(() => undefined));
    expect(screen.getByLabelText('Loading')).toBeDefined();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('say what went wrong and are asked for again', async () => {
    await show(failed(503, 'unavailable', 'Not now'));
    expect(screen.getByRole('alert').textContent).toBe('Not now. It is tried again. unavailable');
    fetch.mockImplementation(page([limit]));
    await pass(2_100);
    expect(screen.getByText('daily')).toBeDefined();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('that may not be read are asked for once', async () => {
    await show(failed(403, 'forbidden', 'No'));
    expect(screen.getByRole('alert').textContent).toBe('not shown: you may not read limits forbidden');
    await pass(20_000);
    expect(fetch).toHaveBeenCalledTimes(1);
  });
});
