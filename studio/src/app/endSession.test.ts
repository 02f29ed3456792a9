// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { endSession } from './endSession';

const answers = (status: number) => vi.stubGlobal('fetch', () => Promise.resolve(new Response(null, { status })));

afterEach(() => vi.unstubAllGlobals());

describe('signing out', () => {
  it.each([204, 401])('is done after %s', async (status) => {
    answers(status);
    await expect(endSession()).resolves.toBeUndefined();
  });
  it.each([403, 500])('is not done after %s', async (status) => {
    answers(status);
    await expect(endSession()).rejects.toMatchObject({ status });
  });
  it('is not done while the server is away', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no route')));
    await expect(endSession()).rejects.toMatchObject({ title: 'The server does not answer' });
  });
});
