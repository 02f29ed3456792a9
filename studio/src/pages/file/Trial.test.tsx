// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { begun } from './begun';
import { Trial } from './Trial';

const fetch = vi.fn<(request: Request) => Promise<Response>>();
const trial = { connector: 'acme', capability: 'tracker.issue.create', input: { title: 'Debts' }, sampled: [], requests: [{ method: 'POST', uri: 'https://rehearsed.example/', headers: [], body: '' }], absent: [], results: [], waits: true };

let latest = 1;
let effect = 'non_idempotent';
let call: () => Promise<Response>;

function answer({ url }: Request): Promise<Response> {
  const { pathname } = new URL(url);
  if (pathname.endsWith('/plugins/try')) return Promise.resolve(Response.json(trial));
  if (pathname.startsWith('/api/v1/call/')) return call();
  if (pathname.startsWith('/api/v1/capabilities/')) return Promise.resolve(Response.json({ id: trial.capability, effect, output: {} }));
  if (pathname.endsWith('/plugins/acme/versions')) return Promise.resolve(Response.json({ items: latest === 0 ? [] : [{ plugin: 'acme', version: latest, inForce: true }], truncated: false }));
  if (pathname.endsWith('/plugins')) return Promise.resolve(Response.json({ items: [{ id: 'acme', connectors: ['acme'] }] }));
  if (pathname.endsWith('/providers')) return Promise.resolve(Response.json({ items: [{ id: 'forge', connector: 'acme' }], truncated: false }));
  return Promise.resolve(Response.json({ items: [], truncated: false }));
}

beforeEach(async () => {
  vi.stubGlobal('fetch', fetch);
  // The test's document has no modal dialogs.
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true;
  };
  latest = 1;
  effect = 'non_idempotent';
  call = () => Promise.resolve(Response.json({ id: '7' }));
  fetch.mockReset();
  fetch.mockImplementation(answer);
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <Trial text={begun} ready inForce plugin="acme" version={1} onLine={() => undefined} />
    </QueryClientProvider>,
  );
  await screen.findByText('send it by forge');
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const calls = () => fetch.mock.calls.map(([request]) => request).filter(({ url }) => new URL(url).pathname.startsWith('/api/v1/call/'));
const keys = () => calls().map(({ headers }) => headers.get('Idempotency-Key'));
const by = (provider: string) => fireEvent.change(screen.getByLabelText('By'), { target: { value: provider } });
const go = () => fireEvent.click(screen.getByRole('button', { name: /^(Try|Send) Ctrl/ }));
const agree = async () => fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Send' }));

it('shows the request of a rehearsal, and sends nothing', async () => {
  go();
  expect(await screen.findByText('https://rehearsed.example/')).toBeDefined();
  expect(calls()).toEqual([]);
});

it('asks before what may change something is sent, and does not show the rehearsal as what was', async () => {
  by('forge');
  go();
  expect((await screen.findByRole('dialog')).textContent).toContain('Send tracker.issue.create by forge?');
  expect(calls()).toEqual([]);

  await agree();

  await screen.findByText('tracker.issue.create');
  expect(calls().map(({ headers }) => headers.get('Auterity-Provider'))).toEqual(['forge']);
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(screen.queryByText('https://rehearsed.example/')).toBeNull();
});

it('sends what only reads at once', async () => {
  effect = 'none';
  by('forge');
  go();
  await waitFor(() => expect(calls()).toHaveLength(1));
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('refuses to send by what has come in force meanwhile', async () => {
  effect = 'none';
  latest = 2;
  by('forge');
  go();
  expect((await screen.findByRole('alert')).textContent).toContain('Version 2 of acme is in force by now, and this page shows version 1.');
  latest = 0;
  go();
  await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('No version of acme is in force any more'));
  expect(calls()).toEqual([]);
});

it('refuses so too while somebody thinks about the question', async () => {
  by('forge');
  go();
  await screen.findByRole('dialog');
  latest = 2;
  await agree();
  expect((await within(await screen.findByRole('dialog')).findByRole('alert')).textContent).toContain('Version 2 of acme is in force by now');
  expect(calls()).toEqual([]);
});

it('sends a call whose line was lost under the same key, and the next under another', async () => {
  by('forge');
  call = () => Promise.reject(new TypeError('the line is lost'));
  go();
  await agree();
  await within(await screen.findByRole('dialog')).findByRole('alert');
  call = () => Promise.resolve(Response.json({ id: '7' }));
  await agree();
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  go();
  await agree();
  await waitFor(() => expect(calls()).toHaveLength(3));

  const [lost, again, another] = keys();
  expect(lost).toMatch(/^[0-9a-f]{32}$/);
  expect(again).toBe(lost);
  expect(another).not.toBe(lost);
});
