// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider, createMemoryHistory, createRootRoute, createRouter } from '@tanstack/react-router';
import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sessionQuery } from '@/api/queries';
import { Playground } from './Playground';

configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000 });
const fetch = vi.fn<(request: Request) => Promise<Response>>();
const history = createMemoryHistory({ initialEntries: ['/playground'] });

beforeEach(() => {
  vi.stubGlobal('scrollTo', () => undefined);
  vi.stubGlobal('fetch', fetch);
  fetch.mockImplementation(({ url }) => Promise.resolve(Response.json(url.includes('/capabilities/ai') ? { input: { properties: {} } } : { items: [], connectors: [], providers: [], truncated: false })));
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(sessionQuery.queryKey, {} as never);
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={createRouter({ routeTree: createRootRoute({ component: Playground }), history })} />
    </QueryClientProvider>,
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('opens a second place for nobody yet, keeps it open while its name is typed anew, and asks only who is named', async () => {
  await screen.findByLabelText('Answer A by');
  fireEvent.click(screen.getByText('Compare a second'));
  const b = await screen.findByLabelText<HTMLInputElement>('Answer B by');
  expect(b.value).toBe('');
  fireEvent.change(screen.getByLabelText('Your message'), { target: { value: 'Hi' } });
  expect(screen.getByText(/^Send/).closest('button')?.disabled).toBe(true);
  fireEvent.change(b, { target: { value: 'fast' } });
  await waitFor(() => expect(history.location.search).toBe('?b=fast'));
  fireEvent.change(b, { target: { value: '' } });
  await waitFor(() => expect(history.location.search).toBe(''));
  expect(screen.getByLabelText('Answer B by')).toBe(b);
  fireEvent.click(screen.getByLabelText('Close answer B'));
  await waitFor(() => expect(screen.queryByLabelText('Answer B by')).toBeNull());
  expect(fetch.mock.calls.every(([{ method }]) => method === 'GET')).toBe(true);
});
