// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { MakeUser } from './MakeUser';

configure({ asyncUtilTimeout: 10_000 });
const fetch = vi.fn<(request: Request) => Promise<Response>>();
const bob: { spec: Record<string, unknown> } & Record<string, unknown> = { kind: 'user', id: 'bob', version: 1, spec: {}, appliedAt: '2026-11-20T09:00:00Z' };
const sent: [string, string, string][] = [];
let owner: string | undefined;
let principal: { id: string; name: string; type: string };

beforeEach(() => {
  sent.length = 0;
  owner = undefined;
  bob.spec = { accounts: { chat: 'U2' } };
  principal = { id: 'key_1', name: 'Admin of demo', type: 'service' };
  vi.stubGlobal('fetch', fetch);
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true;
  };
  fetch.mockImplementation(async (request) => {
    const { method, url } = request;
    const path = new URL(url, 'http://here').pathname;
    if (method !== 'GET') sent.push([method, path, await request.text()]);
    if (path.endsWith('/session')) return Response.json({ principal, acts: ['control:resource.read', 'control:resource.write', 'control:key.read', 'control:key.write'], calls: { allow: [], deny: [] } });
    if (path.includes('/keys/') && method === 'GET') return Response.json({ id: principal.id, owner });
    if (path.endsWith('/resources/user/bob')) return Response.json(bob);
    if (path.includes('/resources/user/')) return Response.json({ code: 'not_found', title: 'none', status: 404 }, { status: 404 });
    return Response.json({ results: [] });
  });
});
afterEach(() => {
  cleanup();
  fetch.mockReset();
  vi.unstubAllGlobals();
});

async function asked() {
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <MakeUser />
    </QueryClientProvider>,
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Make me a user…' }));
  return screen.getByLabelText<HTMLInputElement>('User');
}

it('makes a user of the name, and has the key be held by it', async () => {
  expect((await asked()).value).toBe('admin-of-demo');
  await waitFor(() => expect(screen.getByRole<HTMLButtonElement>('button', { name: 'That is me' }).disabled).toBe(false));
  fireEvent.click(screen.getByRole('button', { name: 'That is me' }));
  await waitFor(() => expect(sent).toHaveLength(2));
  expect(sent[0]?.[1]).toBe('/api/v1/apply');
  expect(sent[0]?.[2]).toMatch(/kind: user\nid: admin-of-demo/);
  expect(sent[1]).toEqual(['PATCH', '/api/v1/keys/key_1', '{"holder":"admin-of-demo"}']);
});

it('leaves a user as it is who is there already', async () => {
  fireEvent.change(await asked(), { target: { value: 'bob' } });
  expect(await screen.findByText('There is one of that id: you vote as this user.')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'That is me' }));
  await waitFor(() => expect(sent).toEqual([['PATCH', '/api/v1/keys/key_1', '{"holder":"bob"}']]));
});

it('gives a person their address, and keeps what the user had', async () => {
  principal = { id: 'key_2', name: 'Bob', type: 'user' };
  expect((await asked()).value).toBe('bob');
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'That is me' }).disabled).toBe(true);
  fireEvent.change(screen.getByLabelText('Address'), { target: { value: 'bob@example.test' } });
  fireEvent.click(screen.getByRole('button', { name: 'That is me' }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.[2]).toMatch(/chat: U2[^]*email: bob@example.test/);
});

it('takes nobody else’s user', async () => {
  principal = { id: 'key_2', name: 'Bob', type: 'user' };
  bob.spec = { email: 'bob.smith@example.test' };
  await asked();
  fireEvent.change(screen.getByLabelText('Address'), { target: { value: 'bob@example.test' } });
  expect(await screen.findByText(/a user of another address/)).toBeDefined();
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'That is me' }).disabled).toBe(true);
});

it('takes an address as the same however it is capitalised', async () => {
  principal = { id: 'key_2', name: 'Bob', type: 'user' };
  bob.spec = { email: 'Bob@Example.test' };
  await asked();
  fireEvent.change(screen.getByLabelText('Address'), { target: { value: 'bob@example.test' } });
  await waitFor(() => expect(screen.getByRole<HTMLButtonElement>('button', { name: 'That is me' }).disabled).toBe(false));
  fireEvent.click(screen.getByRole('button', { name: 'That is me' }));
  await waitFor(() => expect(sent.map(([method, path]) => [method, path])).toEqual([['POST', '/api/v1/apply']]));
});

it('is not offered to a key of a team', async () => {
  owner = 'team/support';
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <MakeUser />
    </QueryClientProvider>,
  );
  await waitFor(() => expect(fetch.mock.calls.some(([{ url }]) => url.includes('/keys/'))).toBe(true));
  expect(screen.queryByRole('button')).toBeNull();
});

it('takes no id that cannot be one', async () => {
  fireEvent.change(await asked(), { target: { value: 'Bob Miller' } });
  expect(screen.getByText(/Small letters, digits/)).toBeDefined();
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'That is me' }).disabled).toBe(true);
});
