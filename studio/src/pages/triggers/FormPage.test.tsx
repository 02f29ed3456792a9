// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider, createMemoryHistory, createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { Blob } from 'node:buffer';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FormPage } from './FormPage';

configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000 });
const id = `trig_${'1'.repeat(32)}`;
const form = { id, name: 'refund.ask', workflow: 'refund', inFile: true, on: 'form', input: {}, by: 'ann', changedBy: 'ann', created: '2026-11-20T09:00:00Z', updated: '2026-11-20T09:00:00Z', state: 'active', failures: 0 };
const workflow = { id: 'refund', version: 2, input: { type: 'object', required: ['order'], properties: { order: { type: 'string', minLength: 2 }, amount: { type: 'integer', default: 5 } } } };
const noted = { id: `start_${'3'.repeat(32)}`, cause: 'c', subject: 'ann', noted: '2026-11-20T09:00:00Z', state: 'waiting' };
const run = `run_${'4'.repeat(32)}`;
let trigger: object;
let became: object;
const sent: { path: string; body: unknown; key: string | null }[] = [];

beforeEach(() => {
  sent.length = 0;
  trigger = form;
  became = { ...noted, state: 'started', run };
  vi.stubGlobal('Blob', Blob);
  vi.stubGlobal('scrollTo', () => undefined);
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname } = new URL(request.url);
    if (request.method === 'POST') {
      sent.push({ path: pathname, body: await request.clone().json(), key: request.headers.get('Idempotency-Key') });
      return Response.json(noted, { status: 202 });
    }
    if (pathname.endsWith('/starts')) return Response.json({ items: [became], truncated: false });
    return Response.json(pathname.startsWith('/api/v1/workflows/') ? workflow : trigger);
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function show() {
  const root = createRootRoute();
  const route = createRoute({ getParentRoute: () => root, path: '/triggers/$id/form', component: FormPage });
  const router = createRouter({ routeTree: root.addChildren([route]), history: createMemoryHistory({ initialEntries: [`/triggers/${id}/form`] }) });
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}

it('asks for what the workflow takes, sends it once, and leads to the run', async () => {
  show();
  fireEvent.change(await screen.findByLabelText(/^order/), { target: { value: '8841' } });
  expect(screen.queryByLabelText(/^Labels/)).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: /Send/ }));
  const link = await screen.findByRole('link', { name: /44$/ });
  expect(link.getAttribute('href')).toBe(`/runs/${run}`);
  expect(sent).toEqual([{ path: `/api/v1/triggers/${id}/form`, body: { input: { order: '8841', amount: 5 } }, key: sent[0]?.key }]);
  expect(sent[0]?.key).toMatch(/^[0-9a-f]{32}$/);
  fireEvent.click(screen.getByRole('button', { name: 'Fill it in again' }));
  expect(await screen.findByLabelText(/^order/)).toBeDefined();
});

it('names each field to mend, and sends nothing', async () => {
  show();
  fireEvent.change(await screen.findByLabelText(/^order/), { target: { value: 'a' } });
  fireEvent.keyDown(document.body, { key: 'Enter', ctrlKey: true });
  expect(await screen.findByText('order has 2 characters or more, this one has 1.')).toBeDefined();
  expect(sent).toEqual([]);
});

it('says why a run did not begin', async () => {
  became = { ...noted, state: 'failed', problem: "limits.starts of 'refund' lets no more runs start now" };
  show();
  fireEvent.change(await screen.findByLabelText(/^order/), { target: { value: '8841' } });
  fireEvent.click(screen.getByRole('button', { name: /Send/ }));
  await waitFor(() => expect(screen.getByRole('status').textContent).toContain('lets no more runs start now'));
});

it('takes nothing while its trigger is paused, or has no form', async () => {
  trigger = { ...form, state: 'paused' };
  show();
  expect(await screen.findByText('This form is paused')).toBeDefined();
  cleanup();
  trigger = { ...form, on: 'cron', cron: '@daily' };
  show();
  expect(await screen.findByText('This trigger has no form')).toBeDefined();
});
