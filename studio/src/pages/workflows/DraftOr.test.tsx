// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider, createMemoryHistory, createRootRoute, createRouter } from '@tanstack/react-router';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DraftOr } from './DraftOr';

const fetch = vi.fn<(request: Request) => Promise<Response>>();

beforeEach(() => {
  vi.stubGlobal('scrollTo', () => undefined);
  vi.stubGlobal('fetch', fetch);
  fetch.mockImplementation(() => Promise.resolve(Response.json({ items: [{ id: 'refund', by: 'ann', at: '2026-11-20T09:00:00Z', revision: 1 }], truncated: false })));
});
afterEach(() => {
  cleanup();
  fetch.mockReset();
  vi.unstubAllGlobals();
});

function shown(id: string) {
  const router = createRouter({ routeTree: createRootRoute({ component: () => <DraftOr id={id} none="Not found" /> }), history: createMemoryHistory({ initialEntries: ['/'] }) });
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}

it('leads to the draft of a workflow that is not in force', async () => {
  shown('refund');
  expect((await screen.findByRole('link', { name: 'Open the draft' })).getAttribute('href')).toBe('/workflows/refund/edit');
});

it('says as usual that there is none where there is no draft either', async () => {
  shown('other');
  expect(await screen.findByText('Not found')).toBeDefined();
  expect(screen.queryByRole('link')).toBeNull();
});
