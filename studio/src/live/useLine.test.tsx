// @vitest-environment jsdom
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { connection, heard, lost } from '@/api/connection';
import { sessionQuery } from '@/api/queries';
import { useLine } from './useLine';

const start = Date.UTC(2026, 10, 20);
const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>;

beforeEach(() => {
  vi.useFakeTimers({ now: start });
  heard(start);
  client.setQueryData(sessionQuery.queryKey, {} as never);
});

afterEach(() => {
  cleanup();
  client.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function openPage() {
  const usePage = () => {
    useLine();
    useQuery(sessionQuery);
  };
  renderHook(usePage, { wrapper });
}

it('asks once when nothing was heard for five seconds, and takes silence for a lost line', async () => {
  const asked = vi.fn((_: Request, { signal }: RequestInit) => new Promise<Response>((_, fail) => signal?.addEventListener('abort', () => fail(signal.reason as Error))));
  vi.stubGlobal('fetch', asked);
  openPage();

  await vi.advanceTimersByTimeAsync(15_000);
  expect(asked).toHaveBeenCalledOnce();
  expect(connection().lostAt).toBeUndefined();
  await vi.advanceTimersByTimeAsync(1_500);

  expect(connection().lostAt).toBe(start + 16_000);
});

it('asks everything again once the line is whole, whoever heard the server', async () => {
  const asked = vi.fn(() => Promise.resolve(Response.json({})));
  vi.stubGlobal('fetch', asked);
  openPage();
  lost(start + 100);
  heard(start + 200);
  await vi.advanceTimersByTimeAsync(0);

  expect(asked).toHaveBeenCalledOnce();
});
