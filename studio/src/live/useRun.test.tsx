// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { connection, heard } from '@/api/connection';
import type { Run } from '@/api/schema';
import { Banner } from './Banner';
import { FakeSocket } from './FakeSocket';
import { useRun } from './useRun';

const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
const run = { id: 'run_1', state: 'running', seq: 5, steps: [], cost: { amount: '0', currency: 'USD' } } as unknown as Run;
const fetch = vi.fn();

function RunPage() {
  const { data } = useRun('run_1');
  return (
    <>
      <Banner />
      {data?.seq}
      <p>{[data?.state, data?.reason?.code, data?.cost.amount, data?.durationMs].join(' ')}</p>
    </>
  );
}

const closes = (code: number) => act(() => FakeSocket.newest.closes(code));
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

beforeEach(async () => {
  vi.useFakeTimers();
  FakeSocket.install();
  vi.stubGlobal('fetch', fetch);
  fetch.mockImplementation(() => Promise.resolve(Response.json(run)));
  heard(Date.now());
  render(
    <QueryClientProvider client={client}>
      <RunPage />
    </QueryClientProvider>,
  );
  await pass(0);
  fetch.mockClear();
});

afterEach(() => {
  cleanup();
  client.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('is not asked for while its stream holds', async () => {
  for (let told = 0; told < 3; told++) {
    FakeSocket.newest.says({ type: 'alive', seq: 5 });
    await pass(15_000);
  }
  expect(fetch).not.toHaveBeenCalled();
});

it('is asked for every two seconds while its stream is refused, which is said once', async () => {
  fetch.mockImplementation(() => Promise.resolve(Response.json({ ...run, seq: 6 })));
  FakeSocket.newest.says();
  closes(1013);
  expect(screen.queryByRole('status')).toBeNull();
  await pass(1_000);
  FakeSocket.newest.says();
  closes(1013);

  const said = screen.getByRole('status');
  await pass(6_000);

  expect(screen.getByRole('status')).toBe(said);
  expect(screen.getByText('6')).toBeDefined();
  expect(fetch.mock.calls.length).toBeGreaterThanOrEqual(4);
  expect(connection().lostAt).toBeUndefined();
});

it('is asked for once when it may not be watched any more', async () => {
  fetch.mockImplementation(() => Promise.resolve(Response.json({ code: 'forbidden', title: 'No' }, { status: 403 })));
  closes(4403);
  await pass(30_000);
  expect(fetch).toHaveBeenCalledOnce();
  expect(FakeSocket.opened).toHaveLength(1);
});

it('is asked for anew at its end, though an older answer is on its way', async () => {
  const ended = { ...run, state: 'succeeded', seq: 7 };
  fetch.mockImplementationOnce(() => new Promise(() => undefined)).mockImplementation(() => Promise.resolve(Response.json({ ...ended, output: 1 })));
  closes(1013);
  await pass(1_000);
  act(() => FakeSocket.newest.says({ type: 'finished', seq: 7, run: ended }));
  await pass(0);
  expect(fetch).toHaveBeenCalledTimes(2);
  expect(client.getQueryData<Run>(['run', 'run_1'])?.output).toBe(1);
});

it('tells a run that went on and failed again by its new end: why, what it cost and how long it took', async () => {
  const steps: unknown[] = [];
  const figures = { progress: { done: 1, total: 2 }, failedItems: 1, failovers: 0, repeatedSteps: 0, providers: [] };
  const ended = { id: 'run_1', state: 'failed', reason: { code: 'not_found', message: 'no such issue' }, cost: { amount: '0.02', currency: 'USD' }, durationMs: 900 };
  act(() => FakeSocket.newest.says({ type: 'progress', seq: 6, at: '2026-11-20T00:00:00Z', state: 'failed', steps, ...figures, cost: { amount: '0.01', currency: 'USD' } }));
  await pass(100);

  fetch.mockImplementation(() => Promise.resolve(Response.json({ ...run, ...ended, seq: 6 })));
  act(() => FakeSocket.newest.says({ type: 'finished', seq: 7, at: '2026-11-20T00:00:01Z', run: ended }));
  await pass(0);

  expect(screen.getByText('failed not_found 0.02 900')).toBeDefined();
  expect(FakeSocket.newest.closed).toBe(true);
});
