// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { Blob } from 'node:buffer';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Run } from '@/api/schema';
import { Instances } from './Instances';

// The one of jsdom is no body of an answer.
beforeEach(() => void vi.stubGlobal('Blob', Blob));
afterEach(() => void vi.unstubAllGlobals());

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
