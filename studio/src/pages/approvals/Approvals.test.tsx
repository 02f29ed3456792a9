// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider, createMemoryHistory, createRootRoute, createRouter } from '@tanstack/react-router';
import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Approvals } from './Approvals';

configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000 });
const fetch = vi.fn<(request: Request) => Promise<Response>>();
const id = `ask_${'1'.repeat(32)}`;
const one = {
  id, run: `run_${'2'.repeat(32)}`, workflow: 'refund', version: 3, step: 'ok', question: 'Refund order 8841?', state: 'open', askedAt: '2026-11-20T09:00:00Z', startedBy: 'cara',
  of: ['team/support'], notStarter: true, need: 2, choices: ['approve', 'send_back', 'refuse'], next: { at: '2099-11-20T09:00:00Z', kind: 'due', to: [] }, dueAt: '2099-11-20T09:00:00Z', onDue: 'refuse',
  votes: [{ choice: 'approve', by: 'ann-1', user: 'ann', at: '2026-11-20T09:30:00Z', form: {} }], digest: 'd'.repeat(64),
};
const barred = { ...one, id: `ask_${'3'.repeat(32)}`, question: 'Deploy it?', barred: "'bob' started the run; another user must decide" };
const whole = { ...one, show: { letter: 'Dear customer', lines: [1, 2] }, form: { type: 'object', properties: { credit: { type: 'number', maximum: 100 } }, required: ['credit'] },
  told: [{ id: 'ping', capability: 'messaging.message.send', state: 'failed', problem: 'no such channel', at: '2026-11-20T09:00:01Z' }],
  answers: [{ provider: 'chat', account: 'U2', name: 'Bob', choice: 'approve', state: 'refused', problem: "the account 'U2' is no user's", at: '2026-11-20T09:10:00Z' }] };
let refusal: { status: number; body: unknown } | undefined;

beforeEach(() => {
  refusal = undefined;
  vi.stubGlobal('scrollTo', () => undefined);
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  vi.stubGlobal('fetch', fetch);
  vi.stubGlobal('CSS', { escape: (text: string) => text });
  fetch.mockImplementation(({ url, method }) => {
    if (method === 'POST' && refusal !== undefined) return Promise.resolve(Response.json(refusal.body, { status: refusal.status }));
    if (method === 'POST' || url.includes(`/approvals/${id}`)) return Promise.resolve(Response.json(whole));
    if (url.includes('/approvals/')) return Promise.resolve(Response.json({ ...whole, ...barred }));
    return Promise.resolve(Response.json({ items: url.includes('state=open') ? [one, barred] : [], truncated: false }));
  });
});
afterEach(() => {
  cleanup();
  fetch.mockReset();
  vi.unstubAllGlobals();
});

const shown = (address: string) => {
  const router = createRouter({ routeTree: createRootRoute({ component: Approvals }), history: createMemoryHistory({ initialEntries: [address] }) });
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
};
const sent = () => fetch.mock.calls.map(([request]) => request).filter(({ method }) => method === 'POST');

it('tells what is the reader’s to decide from what waits on others', async () => {
  shown('/approvals');
  expect(await screen.findByText('Refund order 8841?')).toBeDefined();
  expect(screen.getByText('1 of 2 yours')).toBeDefined();
  expect(screen.getByText("'bob' started the run; another user must decide")).toBeDefined();
  expect(screen.getAllByText('1 of 2')).toHaveLength(2);
});

it('shows all that is asked, and votes for what was shown once the form fits', async () => {
  shown(`/approvals?open=${id}`);
  expect(await screen.findByText('Dear customer')).toBeDefined();
  expect(screen.getByText(/by ann/)).toBeDefined();
  expect(screen.getByRole('list', { name: 'Notifications' }).textContent).toContain('ping');
  expect(screen.getByText('no such channel')).toBeDefined();
  expect(screen.getByRole('list', { name: 'Answers' }).textContent).toMatch(/by Bob in chat refused.*is no user's/);
  fireEvent.click(screen.getByRole('button', { name: /^Approve/ }));
  expect(sent()).toHaveLength(0);
  fireEvent.change(screen.getByLabelText(/credit/), { target: { value: '20' } });
  fireEvent.keyDown(document.body, { key: 'a' });
  expect(document.activeElement?.textContent).toContain('Approve');
  expect(sent()).toHaveLength(0);
  fireEvent.click(screen.getByRole('button', { name: /^Approve/ }));
  await waitFor(() => expect(sent()).toHaveLength(1));
  expect(JSON.parse((await sent()[0]?.clone().text()) ?? '')).toEqual({ choice: 'approve', form: { credit: 20 }, digest: one.digest });
});

it('says why a vote was not taken, and asks again', async () => {
  refusal = { status: 409, body: { status: 409, title: 'Conflict', code: 'conflict', detail: 'what is asked is no longer what you were shown; look at it again' } };
  shown(`/approvals?open=${id}`);
  fireEvent.change(await screen.findByLabelText(/credit/), { target: { value: '20' } });
  const before = fetch.mock.calls.length;
  fireEvent.click(screen.getByRole('button', { name: /^Refuse/ }));
  expect((await screen.findByRole('alert')).textContent).toContain('no longer what you were shown');
  await waitFor(() => expect(fetch.mock.calls.slice(before).some(([{ method, url }]) => method === 'GET' && url.includes(id))).toBe(true));
});

it('tells why the reader may not vote, and has no choices then', async () => {
  shown(`/approvals?open=${barred.id}`);
  expect(await screen.findByText(/You cannot vote: 'bob' started the run/)).toBeDefined();
  expect(screen.queryByRole('button', { name: /^Approve/ })).toBeNull();
});
