// @vitest-environment jsdom
import { afterEach, expect, it, vi } from 'vitest';
import { codeRefusal, swapCode } from './code';
import { explainCode } from './explain';

const answers = (answer: () => Promise<Response>) => vi.stubGlobal('fetch', answer);
const refuses = (status: number, code: string, title: string) => answers(() => Promise.resolve(Response.json({ title, code, detail: 'Wait a minute.', request: 'req_1' }, { status })));

async function said(): Promise<string> {
  history.replaceState(undefined, '', '/runs/run_1#code=once');
  await swapCode();
  const failure = codeRefusal();
  return failure === undefined ? '' : explainCode(failure);
}

afterEach(() => vi.unstubAllGlobals());

it('of a code that is not known it says that it was used or is too old', async () => {
  refuses(401, 'unauthenticated', 'Unauthenticated');
  expect(await said()).toContain('used already or is too old');
  expect(location.href).not.toContain('once');
  expect(location.search).toBe('?next=%2Fruns%2Frun_1');
});

it('of any other refusal it keeps the reason', async () => {
  refuses(429, 'rate_limited', 'Too many tries');
  expect(await said()).toBe('Too many tries. Wait a minute. (rate_limited)');
});

it('of a server that is away it says so', async () => {
  answers(() => Promise.reject(new TypeError('no route')));
  expect(await said()).toContain('./auterity start');
});
