// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, within } from '@testing-library/react';
import { Blob } from 'node:buffer';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Run } from '@/api/schema';
import { Instances } from './Instances';

// The one of jsdom is no body of an answer.
beforeEach(() => void vi.stubGlobal('Blob', Blob));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const run = (state: Run['state']) => ({ id: 'run_1', state, steps: [{ node: 2, path: 't[].a' }] }) as unknown as Run;

it('says how each instance ended once the run is over', async () => {
  let answer: object = { key: 't[0].a', round: 1, state: 'running' };
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ items: [answer] })));
  const client = new QueryClient();
  const page = (state: Run['state']) => (
    <QueryClientProvider client={client}>
      <Instances run={run(state)} path="t[].a" onOpen={() => undefined} />
    </QueryClientProvider>
  );

  const { rerender } = render(page('running'));
  await screen.findByText('t[0].a');
  answer = { key: 't[0].a', round: 1, state: 'failed', failure: { code: 'caller' } };
  rerender(page('failed'));

  expect(await screen.findByText('caller')).toBeDefined();
});

it('gives the state of each instance in words', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ items: ['running', 'waiting'].map((state, at) => ({ key: `t[${at}].a`, round: 1, state })) })));
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Instances run={run('running')} path="t[].a" onOpen={() => undefined} />
    </QueryClientProvider>,
  );
  const list = within(await screen.findByRole('list'));
  expect(list.getByText('running')).toBeDefined();
  expect(list.getByText('waiting')).toBeDefined();
});
