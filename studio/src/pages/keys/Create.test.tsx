// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CreatePanel } from './Create';

const fetch = vi.fn<(request: Request) => Promise<Response>>();
const made = vi.fn();
const around = { limits: [], owners: [{ kind: 'team', id: 'claims', version: 1, spec: {}, appliedAt: '' }, { kind: 'user', id: 'ada', version: 1, spec: {}, appliedAt: '' }], over: new Map<string, string>(), limitsKnown: true, ownersKnown: true };

beforeEach(() => {
  vi.stubGlobal('fetch', fetch);
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  render(
    <QueryClientProvider client={new QueryClient()}>
      <CreatePanel around={around} onClose={() => undefined} onMade={made} />
    </QueryClientProvider>,
  );
});
afterEach(() => {
  cleanup();
  fetch.mockReset();
  made.mockReset();
  vi.unstubAllGlobals();
});

const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
const create = () => fireEvent.click(screen.getByRole('button', { name: 'Create the key' }));

it('complains of a field once it was left, and sends nothing that is wrong', () => {
  expect(screen.queryByText(/needs a name/)).toBeNull();
  fireEvent.blur(field('Name'));
  expect(screen.getByText(/needs a name/)).toBeDefined();
  create();
  expect(document.activeElement).toBe(field('Name'));
  expect(fetch).not.toHaveBeenCalled();
});

it('asks for a holder only where a key has one', () => {
  expect(screen.queryByLabelText('Holder')).toBeNull();
  fireEvent.change(field('Owner'), { target: { value: 'team/claims' } });
  expect(screen.getByLabelText('Holder')).toBeDefined();
  fireEvent.change(field('Owner'), { target: { value: 'user/ada' } });
  expect(screen.queryByLabelText('Holder')).toBeNull();
});

it('puts what the server refuses at its field, and keeps what was typed', async () => {
  fetch.mockResolvedValue(Response.json({ code: 'invalid', title: 'Invalid', detail: 'models: no', origin: 'caller', retryable: false, request: 'q', fields: { models: "'?' is no pattern of models" } }, { status: 400 }));
  fireEvent.change(field('Name'), { target: { value: 'shop' } });
  fireEvent.change(field('Models'), { target: { value: '?' } });
  create();
  expect(await screen.findByText("'?' is no pattern of models")).toBeDefined();
  expect(field('Models').value).toBe('?');
  expect(made).not.toHaveBeenCalled();
});

it('hands on the key with its secret', async () => {
  fetch.mockResolvedValue(Response.json({ key: { id: 'key_1' }, secret: 'ak_x' }, { status: 201 }));
  fireEvent.change(field('Name'), { target: { value: 'shop' } });
  create();
  await waitFor(() => expect(made).toHaveBeenCalledWith({ key: { id: 'key_1' }, secret: 'ak_x' }));
  expect(await fetch.mock.calls[0]?.[0].clone().json()).toEqual({ name: 'shop', roles: [], allow: ['ai.*'], labels: {} });
});
