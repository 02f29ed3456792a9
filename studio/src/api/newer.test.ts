import { QueryClient } from '@tanstack/react-query';
import { afterEach, expect, it, vi } from 'vitest';
import { newer } from './newer';
import type { Run } from './schema';

const run = (state: Run['state'], seq: number, over: Partial<Run> = {}) => ({ id: 'run_1', state, seq, ...over }) as Run;

afterEach(() => vi.unstubAllGlobals());

it.each([
  ['the first thing that is told', undefined, run('running', 1), 'told'],
  ['what has the larger number', run('running', 2), run('running', 1), 'known'],
  ['what is told again', run('running', 2), run('running', 2), 'told'],
  ['an end, whatever its number', run('running', 9), run('failed', 2), 'told'],
  ['an end over what was told before it', run('succeeded', 2), run('running', 9), 'known'],
  ['the whole of an end', run('succeeded', 9), run('succeeded', 8), 'told'],
  ['that a run cannot be read back', run('running', 9), run('running', 0, { stalled: { code: 'internal', message: 'no' } }), 'told'],
])('holds to %s', (_, known, told, held) => expect(newer(known, told)).toBe(held === 'told' ? told : known));

it('keeps a frame that came while an older answer was on its way', async () => {
  vi.stubGlobal('location', new URL('http://console.test'));
  const { runQuery } = await import('./queries');
  let answer: ((response: Response) => void) | undefined;
  vi.stubGlobal('fetch', () => new Promise<Response>((done) => (answer = done)));
  const client = new QueryClient();

  const all = client.query({ ...runQuery('run_1'), staleTime: 0 });
  await vi.waitFor(() => expect(answer).toBeDefined());
  client.setQueryData(runQuery('run_1').queryKey, run('running', 102));
  answer?.(Response.json(run('running', 100)));
  await all;

  expect(client.getQueryData(runQuery('run_1').queryKey)?.seq).toBe(102);
  client.clear();
});
