import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { connection, heard } from './connection';
import { reach } from './reach';

const start = Date.UTC(2026, 10, 20);
const request = (signal?: AbortSignal) => new Request('http://console.test/api/v1/session', signal === undefined ? {} : { signal });

beforeEach(() => {
  vi.useFakeTimers({ now: start });
  heard(start);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A server that answers when it is let to, and whose answers break off with their signal. */
function server(answer: (signal: AbortSignal) => Promise<Response>) {
  vi.stubGlobal('fetch', (_: Request, { signal }: { signal: AbortSignal }) => answer(signal));
}

function never<T>(signal: AbortSignal): Promise<T> {
  return new Promise((_, fail) => signal.addEventListener('abort', () => fail(signal.reason as Error)));
}

/** A body of these parts, one every eight seconds; it stays open at the end unless it is told to close. */
function slowBody(parts: string[], signal: AbortSignal, closes: boolean): ReadableStream {
  return new ReadableStream({
    async pull(controller) {
      const part = parts.shift();
      if (part !== undefined) {
        await new Promise((done) => setTimeout(done, 8_000));
        controller.enqueue(new TextEncoder().encode(part));
      } else if (closes) controller.close();
      else await never(signal);
    },
  });
}

it('takes ten seconds of silence for a lost line', async () => {
  server((signal) => never(signal));

  const asked = expect(reach(request())).rejects.toMatchObject({ code: 'unavailable', status: 0 });
  await vi.advanceTimersByTimeAsync(9_900);
  expect(connection().lostAt).toBeUndefined();
  await vi.advanceTimersByTimeAsync(200);

  await asked;
  expect(connection().lostAt).toBe(start + 10_000);
});

it('waits for a long answer as long as something comes', async () => {
  server((signal) => Promise.resolve(new Response(slowBody(['[1,', '2,', '3]'], signal, true), { status: 201 })));

  const asked = reach(request());
  await vi.advanceTimersByTimeAsync(24_000);

  const response = await asked;
  expect(response.status).toBe(201);
  expect(await response.json()).toEqual([1, 2, 3]);
  expect(connection().lostAt).toBeUndefined();
});

it('takes an answer that stops in the middle for a lost line', async () => {
  server((signal) => Promise.resolve(new Response(slowBody(['[1,'], signal, false))));

  const asked = expect(reach(request())).rejects.toMatchObject({ status: 0 });
  await vi.advanceTimersByTimeAsync(18_000);

  await asked;
  expect(connection().lostAt).toBe(start + 18_000);
});

it('says nothing of the line when a page takes its question back', async () => {
  server((signal) => never(signal));
  const page = new AbortController();

  const asked = expect(reach(request(page.signal))).rejects.toThrow('aborted');
  page.abort();

  await asked;
  expect(connection().lostAt).toBeUndefined();
});

it('gives an answer without a body as it is', async () => {
  server(() => Promise.resolve(new Response(null, { status: 204 })));
  expect((await reach(request())).status).toBe(204);
});
