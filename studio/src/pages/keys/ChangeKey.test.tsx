// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Key } from '@/api/schema';
import { ChangeForm } from './ChangeKey';

const fetch = vi.fn<(request: Request) => Promise<Response>>();
const closed = vi.fn();
const around = { limits: [], owners: [], over: new Map<string, string>(), limitsKnown: true, ownersKnown: true };
const of: Key = { id: 'key_1', name: 'shop', roles: [], allow: ['ai.*'], deny: [], labels: { app: 'shop' }, models: ['fast'], created: '2026-11-01T00:00:00Z', version: 'a1' };

beforeEach(() => {
  vi.stubGlobal('fetch', fetch);
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ChangeForm of={of} around={around} onClose={closed} />
    </QueryClientProvider>,
  );
});
afterEach(() => {
  cleanup();
  fetch.mockReset();
  closed.mockReset();
  vi.unstubAllGlobals();
});

const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
const save = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Put the change in force' });

it('sends what is changed alone, and closes', async () => {
  fetch.mockResolvedValue(Response.json(of));
  expect(save().disabled).toBe(true);
  fireEvent.change(field('Models'), { target: { value: '' } });
  fireEvent.change(field('Labels'), { target: { value: 'app=shop\nenv=prod' } });
  fireEvent.click(save());
  await waitFor(() => expect(closed).toHaveBeenCalled());
  const [request] = fetch.mock.calls[0] ?? [];
  expect(request?.method).toBe('PATCH');
  expect(await request?.clone().json()).toEqual({ labels: { env: 'prod' }, lift: ['models'], version: 'a1' });
});

it('puts what the server refuses at its field, and keeps what was typed', async () => {
  fetch.mockResolvedValue(Response.json({ code: 'invalid', title: 'Invalid', detail: 'models: no', origin: 'caller', retryable: false, request: 'q', fields: { models: "'?' is no pattern of models" } }, { status: 400 }));
  fireEvent.change(field('Models'), { target: { value: '?' } });
  fireEvent.click(save());
  expect(await screen.findByText("'?' is no pattern of models")).toBeDefined();
  expect(field('Models').value).toBe('?');
  expect(closed).not.toHaveBeenCalled();
});

it('tells below what is wrong with what has no field, and at the doors what is wrong with them', async () => {
  const refusal = (fields: Record<string, string>) => Promise.resolve(Response.json({ code: 'invalid', title: 'Invalid', detail: 'it was refused', origin: 'caller', retryable: false, request: 'q', fields }, { status: 400 }));
  fetch.mockImplementation(() => refusal({ holder: 'ada is gone' }));
  fireEvent.change(field('Models'), { target: { value: '' } });
  fireEvent.click(save());
  expect((await screen.findByRole('alert')).textContent).toContain('it was refused');
  fetch.mockImplementation(() => refusal({ 'doors.0': 'no such door' }));
  fireEvent.click(save());
  expect(await screen.findByText('no such door')).toBeDefined();
  expect(screen.queryByRole('alert')).toBeNull();
});

it('tells that somebody else changed it meanwhile, and keeps what was typed', async () => {
  const refused = { code: 'conflict', title: 'Conflict', detail: 'version b2 is in force', origin: 'caller', retryable: false, request: 'q', fields: {} };
  let now: Key = { ...of, version: 'b2' };
  fetch.mockImplementation(({ method }) => Promise.resolve(method === 'PATCH' ? Response.json(refused, { status: 409 }) : Response.json(now)));
  fireEvent.change(field('Models'), { target: { value: 'slow' } });
  fireEvent.click(save());
  expect((await screen.findByRole('alert')).textContent).toContain('shop was changed by somebody else since you opened it.');
  expect(field('Models').value).toBe('slow');
  expect(closed).not.toHaveBeenCalled();

  now = { ...of, version: 'c3', revoked: '2026-11-02T00:00:00Z' };
  fireEvent.click(save());
  await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('version b2 is in force'));
});
