// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { learnRights } from '@/api/rights';
import { LinkAccount } from './LinkAccount';

configure({ asyncUtilTimeout: 10_000 });
const fetch = vi.fn<(request: Request) => Promise<Response>>();
const answer = { provider: 'slack', account: 'U024BE7LH', name: 'Bob', choice: 'approve', state: 'refused', at: '2026-11-20T09:10:00Z' } as const;
const sent: string[] = [];
let spec: Record<string, unknown>;

beforeEach(() => {
  sent.length = 0;
  spec = { email: 'bob@example.test', accounts: { teams: 'T1' } };
  vi.stubGlobal('fetch', fetch);
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true;
  };
  fetch.mockImplementation(async (request) => {
    const { method, url } = request;
    const path = new URL(url, 'http://here').pathname;
    if (method !== 'GET') sent.push(await request.text());
    if (path.endsWith('/resources/user/bob')) return Response.json({ kind: 'user', id: 'bob', version: 1, spec, appliedAt: '2026-11-20T09:00:00Z' });
    if (path.includes('/resources/user/')) return Response.json({ code: 'not_found', title: 'none', status: 404 }, { status: 404 });
    if (path.endsWith('/resources/user')) return Response.json({ items: [{ kind: 'user', id: 'bob', version: 1 }] });
    return Response.json({ results: [], items: [] });
  });
});
afterEach(() => {
  cleanup();
  fetch.mockReset();
  learnRights(undefined);
  vi.unstubAllGlobals();
});

const shown = () =>
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <LinkAccount answer={answer} />
    </QueryClientProvider>,
  );

async function named(id: string) {
  shown();
  fireEvent.click(await screen.findByRole('button', { name: 'Say whose account it is…' }));
  fireEvent.change(screen.getByLabelText('User'), { target: { value: id } });
  return screen.getByRole<HTMLButtonElement>('button', { name: 'Link it' });
}

async function linked(id: string) {
  const act = await named(id);
  await waitFor(() => expect(act.disabled).toBe(false));
  fireEvent.click(act);
  await waitFor(() => expect(sent).toHaveLength(1));
  return sent[0];
}

it('adds the account to a user, and leaves the rest as it is', async () => {
  expect(await linked('bob')).toMatch(/kind: user\nid: bob[^]*email: bob@example.test[^]*teams: T1[^]*slack: U024BE7LH/);
});

it('makes a user who is not there yet', async () => {
  expect(await linked('carol')).toMatch(/kind: user\nid: carol[^]*slack: U024BE7LH/);
});

it('says which account it would replace', async () => {
  spec = { accounts: { slack: 'U1' } };
  await named('bob');
  expect(await screen.findByText('Has the account U1 there, which this one replaces.')).toBeDefined();
});

it('takes no id that cannot be one', async () => {
  const act = await named('Bob Miller');
  expect(screen.getByText(/Small letters, digits/)).toBeDefined();
  expect(act.disabled).toBe(true);
});

it('is hidden without the right to change users', () => {
  learnRights({ acts: ['control:resource.read'], calls: { allow: [], deny: [] } });
  shown();
  expect(screen.queryByRole('button')).toBeNull();
});
