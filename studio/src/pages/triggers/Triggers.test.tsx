// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider, createMemoryHistory, createRootRoute, createRouter } from '@tanstack/react-router';
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Triggers } from './Triggers';

configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000 });
const fetch = vi.fn<(request: Request) => Promise<Response>>();
const hook = { id: `trig_${'1'.repeat(32)}`, name: 'refund.hook', workflow: 'refund', inFile: true, on: 'webhook', webhook: { verify: { hmac: { header: 'x-signature', secret: 'shop' } }, reply: 'accepted' }, path: '/hooks/trigger/tok_12345678', input: { order: '${event.body.order}' }, by: 'ann', changedBy: 'ann', created: '2026-11-20T09:00:00Z', updated: '2026-11-20T09:00:00Z', state: 'active', failures: 0 };
const night = { ...hook, id: `trig_${'2'.repeat(32)}`, name: 'report.night', workflow: 'report', on: 'cron', webhook: undefined, path: undefined, cron: '30 2 * * *', zone: 'Europe/Berlin', next: '2099-01-01T01:30:00Z', state: 'stopped', problem: 'invalid: no such zone' };
const starts = [
  { id: `st_${'3'.repeat(32)}`, cause: 'c', subject: '', noted: new Date().toISOString(), state: 'started', run: `run_${'4'.repeat(32)}` },
  { id: `st_${'5'.repeat(32)}`, cause: 'd', subject: '', noted: '2026-11-20T09:00:00Z', state: 'failed', problem: 'invalid: order is missing' },
];
const sent: string[] = [];

beforeEach(() => {
  sent.length = 0;
  vi.stubGlobal('scrollTo', () => undefined);
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  vi.stubGlobal('fetch', fetch);
  vi.stubGlobal('CSS', { escape: (text: string) => text });
  fetch.mockImplementation(async (request) => {
    const { pathname } = new URL(request.url);
    if (request.method === 'POST') sent.push(`${pathname} ${await request.clone().text()}`);
    if (pathname.endsWith('/try')) return Response.json({ items: [{ type: 't', subject: 's', taken: true, input: { order: '8841' } }] });
    if (request.method === 'POST') return Response.json({ ...hook, state: 'paused' });
    if (pathname.endsWith('/starts')) return Response.json({ items: starts, truncated: false });
    if (pathname.endsWith('/preview')) return Response.json({ items: [{ at: '2099-01-01T01:30:00Z', local: '2099-01-01T02:30+01:00[Europe/Berlin]' }] });
    return Response.json({ items: [hook, night] });
  });
});
afterEach(() => {
  cleanup();
  fetch.mockReset();
  vi.unstubAllGlobals();
});

function show(search = '') {
  const router = createRouter({ routeTree: createRootRoute({ component: Triggers }), history: createMemoryHistory({ initialEntries: [`/${search}`] }) });
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}

it('lists what starts workflows, first what needs a person', async () => {
  show();
  const [, first, second] = await screen.findAllByRole('row');
  expect(first?.textContent).toContain('stopped');
  expect(first?.textContent).toContain('invalid: no such zone');
  expect(second?.textContent).toContain('refund.hook');
  expect(second?.textContent).toContain('when it is called');
});

it('shows the address of a webhook, what it started, and tries a call', async () => {
  show(`?open=${hook.id}`);
  const panel = within(await screen.findByRole('complementary', { name: 'Trigger refund.hook' }));
  expect(panel.getByText(/^http.*\/hooks\/trigger\/tok_12345678$/)).toBeDefined();
  expect(panel.getByText(/hmac-sha256 of the body in x-signature, with secret shop/)).toBeDefined();
  expect(await panel.findByText('1 started')).toBeDefined();
  expect(panel.getByText(': invalid: order is missing')).toBeDefined();

  fireEvent.click(panel.getByText('Try a call'));
  fireEvent.change(panel.getByLabelText('body'), { target: { value: '{"order": "8841"}' } });
  fireEvent.click(panel.getByRole('button', { name: 'Try' }));
  expect(await panel.findByText('would start a run')).toBeDefined();
  expect(sent).toEqual([`/api/v1/triggers/${hook.id}/try {"call":{"body":{"order":"8841"}}}`]);
  fireEvent.change(panel.getByLabelText('body'), { target: { value: '{' } });
  fireEvent.click(panel.getByRole('button', { name: 'Try' }));
  expect(await panel.findByText('It is no JSON.')).toBeDefined();
});

it('shows the next times of a schedule, and has a trigger pause, go on and start again', async () => {
  show(`?open=${night.id}`);
  const panel = within(await screen.findByRole('complementary', { name: 'Trigger report.night' }));
  expect(await panel.findByText('2099-01-01 02:30')).toBeDefined();
  fireEvent.click(panel.getByRole('button', { name: 'Go on' }));
  await waitFor(() => expect(sent).toEqual([`/api/v1/triggers/${night.id}/resume `]));
  fireEvent.click(await panel.findByRole('button', { name: 'Start it now' }));
  await waitFor(() => expect(sent).toContain(`/api/v1/triggers/${night.id}/starts/${starts[1]?.id}/retry `));
});
