// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { asFailure } from '@/api/failure';
import type { Resource } from '@/api/schema';
import { useReplace } from './useReplace';

const fetch = vi.fn<(request: Request) => Promise<Response>>();
const saved = vi.fn();
const rule = (version: number): Resource => ({ kind: 'guardrail', id: 'keys', version, appliedAt: '', spec: { act: 'block' } });
const written = { kind: 'guardrail', id: 'keys', spec: { act: 'watch' } };
const conflict = { code: 'conflict', title: 'Conflict', detail: 'in place of another', origin: 'caller', retryable: false, request: 'q', fields: {} };

/** What the server has in force once it has refused. */
let inForce: Resource[] = [];

beforeEach(() => {
  vi.stubGlobal('fetch', fetch);
  fetch.mockImplementation(({ method }) => Promise.resolve(method === 'POST' ? Response.json(conflict, { status: 409 }) : Response.json({ items: inForce })));
});
afterEach(() => {
  cleanup();
  fetch.mockReset();
  saved.mockReset();
  vi.unstubAllGlobals();
});

function opened(before: Resource | undefined) {
  const client = new QueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>;
  const { result, rerender } = renderHook(({ of }) => useReplace('rule', of, saved), { wrapper, initialProps: { of: before } });
  const refusal = async () => {
    act(() => result.current.mutate(written));
    await waitFor(() => expect(result.current.isError).toBe(true));
    return asFailure(result.current.error);
  };
  return { result, rerender, refusal };
}

it('writes in place of the version that was opened, whatever came since, and asks for nothing before', async () => {
  fetch.mockImplementation(() => Promise.resolve(Response.json({ applied: [] })));
  const { result, rerender } = opened(rule(3));
  rerender({ of: rule(4) });
  act(() => result.current.mutate(written));
  await waitFor(() => expect(saved).toHaveBeenCalledWith('keys'));
  expect(fetch.mock.calls.map(([{ method }]) => method)).toEqual(['POST']);
  expect(await fetch.mock.calls[0]?.[0].clone().text()).toBe('version: 3\nkind: guardrail\nid: keys\nspec:\n  act: watch\n');
});

it('says which version came between', async () => {
  inForce = [rule(5)];
  expect((await opened(rule(3)).refusal()).message).toContain('v5 is in force, you began with v3');
  inForce = [];
  expect((await opened(rule(3)).refusal()).message).toContain('keys was ended since you opened it');
  expect(saved).not.toHaveBeenCalled();
});

it('puts a new one in place of none, and tells of a name that is taken at its field', async () => {
  inForce = [rule(1)];
  const failure = await opened(undefined).refusal();
  expect(await fetch.mock.calls[0]?.[0].clone().text()).toMatch(/^version: 0\n/);
  expect(failure.fields.id).toContain('There is a rule keys already');
});

it('leaves the words of another conflict as they are', async () => {
  inForce = [rule(3)];
  expect((await opened(rule(3)).refusal()).message).toBe('in place of another');
});
