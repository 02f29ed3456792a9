// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider, createMemoryHistory, createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { learnRights } from '@/api/rights';
import { Cases } from './Cases';

configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000 });

const at = '2026-11-20T09:00:00Z';
const run = { id: `run_${'4'.repeat(32)}`, workflow: 'refund', version: 3, state: 'failed', createdAt: at, startedAt: at, reason: { code: 'timeout', message: '', step: 'pay' } };
const verdicts = [
  { name: 'late', outcome: 'failed', differences: [{ path: 'output.total', expected: 2, got: 3 }, { path: 'output.note', got: 'none' }] },
  { name: 'on-time', outcome: 'passed', differences: [] },
  { name: 'stale', outcome: 'broken', differences: [], problem: "the pin 'x' is of no step" },
];
const report = { workflow: 'refund', version: 3, passed: 1, failed: 1, broken: 1, cases: verdicts, arms: 5, untaken: [{ step: 'check', kind: 'branch', arm: 1 }] };
let names: string[];
let inForce: boolean;
let drafts: string[];
let refusal: Response | undefined;
/** What was asked of the server beside reading, with what was sent. */
let sent: string[];

const content = { input: { days: 4 }, run: {}, pins: { pay: { output: { id: 1 } } }, expects: { output: { total: 2 } } };

async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const name = pathname.split('/').at(-1) ?? '';
  if (request.method !== 'GET') {
    const body = await request.clone().text();
    sent.push(`${request.method} ${pathname.replace('/api/v1/workflows/refund/cases', '')} ${body}`);
    if (refusal !== undefined) return refusal;
    if (name === 'run') {
      const { cases } = JSON.parse(body) as { cases?: string[] };
      return Response.json({ ...report, cases: verdicts.filter((one) => cases?.includes(one.name) ?? true) });
    }
    if (request.method === 'DELETE') names = names.filter((one) => one !== name);
    const saved = name === 'record' ? (pathname.split('/').at(-2) ?? '') : name;
    if (request.method !== 'DELETE') names = [...new Set([...names, saved])];
    return request.method === 'DELETE' ? new Response(null, { status: 204 }) : Response.json({ workflow: 'refund', name: saved, content, by: 'ann', at });
  }
  if (pathname === '/api/v1/workflows/refund/cases') return names.includes('refused') ? Response.json({ title: 'Not found', detail: "there is no workflow 'refund'", code: 'not_found', origin: 'caller', retryable: false, request: 'r' }, { status: 404 }) : Response.json({ items: names.map((one) => ({ name: one, by: 'ann', at })), truncated: false });
  if (pathname.startsWith('/api/v1/workflows/refund/cases/')) return Response.json({ workflow: 'refund', name, content, by: 'ann', at });
  if (pathname === '/api/v1/workflows') return Response.json({ items: inForce ? [{ id: 'refund' }] : [], truncated: false });
  if (pathname === '/api/v1/workflow-drafts') return Response.json({ items: drafts.map((id) => ({ id, by: 'ann', at })), truncated: false });
  return Response.json({ items: pathname === '/api/v1/runs' ? [run, { ...run, id: `run_${'5'.repeat(32)}`, state: 'running' }] : [], truncated: false });
}

beforeEach(() => {
  names = ['late', 'on-time', 'stale'];
  inForce = true;
  drafts = [];
  refusal = undefined;
  sent = [];
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  vi.stubGlobal('scrollTo', () => undefined);
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  vi.stubGlobal('fetch', answer);
});
afterEach(() => {
  cleanup();
  learnRights(undefined);
  vi.unstubAllGlobals();
});

function show(search = '') {
  const root = createRootRoute();
  const inside = createRoute({ getParentRoute: () => root, id: 'inside' });
  const cases = createRoute({ getParentRoute: () => inside, path: '/workflows/$id/cases', component: Cases });
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <RouterProvider router={createRouter({ routeTree: root.addChildren([inside.addChildren([cases])]), history: createMemoryHistory({ initialEntries: [`/workflows/refund/cases${search}`] }) })} />
    </QueryClientProvider>,
  );
}
const rows = () => screen.getAllByRole('row').slice(1).map(({ textContent }) => textContent);
const side = async (name: string) => within(await screen.findByRole('complementary', { name }));
const may = (...acts: string[]) => learnRights({ acts, calls: { allow: [], deny: [] } });

it('lists the cases, and runs all of them by its key: how each came out, and which arms none takes', async () => {
  show();
  await waitFor(() => expect(rows()).toHaveLength(3));
  expect(rows()[0]).toContain('not run');
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Test cases of refund');
  fireEvent.keyDown(window, { key: 'r' });
  await waitFor(() => expect(rows()[0]).toContain('failed'));
  expect(sent).toEqual(['POST /run {"draft":false}']);
  expect(rows()[0]).toContain('output.total, output.note');
  expect(rows()[1]).toContain('passed');
  expect(rows()[2]).toContain('broken');
  expect(rows()[2]).toContain("the pin 'x' is of no step");
  expect(screen.getByText('arms taken').nextSibling?.textContent).toBe('4/5');
  expect(screen.getByRole('region', { name: 'Arms that no case takes' }).textContent).toContain('check arm 2, else');
});

it('opens one: what it holds, and after it ran alone where it differs', async () => {
  show('?open=late');
  const open = await side('Test case late');
  expect((await open.findByRole('tree', { name: 'Input' })).textContent).toContain('days: 4');
  expect(open.getByRole('tree', { name: 'Expected end' }).textContent).toContain('total: 2');
  fireEvent.click(open.getByRole('button', { name: 'Run this one' }));
  const found = within(await open.findByRole('region', { name: 'Differences' }));
  expect(found.getByText('output.total').closest('div')?.textContent).toBe('output.totalexpected 2got 3');
  expect(found.getByText('output.note').closest('div')?.textContent).toBe('output.noteexpected nothinggot "none"');
  expect(sent).toEqual(['POST /run {"draft":false,"cases":["late"]}']);
  expect(screen.getByText('arms taken').nextSibling?.textContent).toBe('–');
});

it('tests the draft where that is chosen, and where nothing is in force', async () => {
  drafts = ['refund'];
  show('?of=draft');
  await waitFor(() => expect(rows()).toHaveLength(3));
  fireEvent.click(await screen.findByRole('button', { name: /Run all on the draft/ }));
  await waitFor(() => expect(sent).toEqual(['POST /run {"draft":true}']));
  fireEvent.click(await screen.findByRole('link', { name: 'in force' }));
  expect(await screen.findByRole('button', { name: /^Run all R$/ })).toBeDefined();
  await waitFor(() => expect(rows()[0]).toContain('not run'));
  cleanup();
  inForce = false;
  show();
  expect(await screen.findByRole('button', { name: /Run all on the draft/ })).toBeDefined();
  expect(screen.queryByRole('link', { name: 'in force' })).toBeNull();
});

it('says why they could not be run', async () => {
  refusal = Response.json({ title: 'Timeout', detail: 'it took longer than 10 seconds: run fewer cases', code: 'timeout', origin: 'platform', retryable: true, request: 'r' }, { status: 504 });
  show();
  await waitFor(() => expect(rows()).toHaveLength(3));
  fireEvent.click(screen.getByRole('button', { name: /Run all/ }));
  expect((await screen.findByRole('alert')).textContent).toContain('run fewer cases');
});

it('saves a new one once it is JSON, with the server’s refusal at its field', async () => {
  show();
  await waitFor(() => expect(rows()).toHaveLength(3));
  fireEvent.keyDown(window, { key: 'n' });
  const form = await side('New test case');
  const save = form.getByRole('button', { name: 'Save it' });
  const type = (label: string, value: string) => fireEvent.change(form.getByLabelText(label), { target: { value } });
  type('Name', 'late');
  type('Pins', '{');
  fireEvent.click(save);
  expect(form.getByText(/There is one of that name/)).toBeDefined();
  expect(form.getByText(/It is no JSON object/)).toBeDefined();
  expect(sent).toEqual([]);
  type('Name', 'next');
  type('Pins', '{"pay": {"failure": {"code": "odd"}}}');
  type('Input', '{"id": 12345678901234567890}');
  refusal = Response.json({ title: 'Invalid', detail: 'the case is not valid', fields: { 'pins.pay.failure.code': 'is none of the codes' }, code: 'invalid', origin: 'caller', retryable: false, request: 'r' }, { status: 400 });
  fireEvent.click(save);
  expect((await form.findByText('pins.pay.failure.code: is none of the codes')).closest('.field')?.querySelector('textarea')).toBe(form.getByLabelText('Pins'));
  refusal = undefined;
  type('Pins', '{}');
  fireEvent.click(save);
  expect(await side('Test case next')).toBeDefined();
  expect(sent.at(-1)).toBe('PUT /next {"input":{"id":12345678901234567890},"run":{},"pins":{},"expects":{}}');
});

it('changes one, whose outcome nobody knows from then on', async () => {
  show('?open=late');
  await waitFor(() => expect(rows()).toHaveLength(3));
  fireEvent.click(screen.getByRole('button', { name: /Run all/ }));
  await waitFor(() => expect(rows()[0]).toContain('failed'));
  fireEvent.click((await side('Test case late')).getByRole('button', { name: 'Change' }));
  const form = await side('Change the test case late');
  fireEvent.change(await form.findByLabelText('Expects'), { target: { value: '{"output": {"total": 3}}' } });
  fireEvent.click(form.getByRole('button', { name: 'Save it' }));
  await side('Test case late');
  expect(sent.at(-1)).toBe('PUT /late {"input":{"days":4},"run":{},"pins":{"pay":{"output":{"id":1}}},"expects":{"output":{"total":3}}}');
  expect(rows()[0]).toContain('not run');
});

it('records one of the last runs that are over', async () => {
  show();
  fireEvent.click(await screen.findByRole('button', { name: 'Record a run' }));
  const question = within(await screen.findByRole('dialog'));
  const runs = await question.findByRole('list', { name: 'Last runs' });
  expect(within(runs).getAllByRole('button').map(({ textContent }) => textContent)).toEqual([expect.stringContaining('timeout at pay')]);
  fireEvent.click(within(runs).getByRole('button'));
  fireEvent.change(question.getByLabelText('Name'), { target: { value: 'paid-late' } });
  fireEvent.click(question.getByRole('button', { name: 'Record it' }));
  expect(await side('Test case paid-late')).toBeDefined();
  expect(sent).toEqual([`POST /paid-late/record {"run":"${run.id}"}`]);
});

it('deletes one after it asked', async () => {
  show('?open=late');
  fireEvent.click(await (await side('Test case late')).findByRole('button', { name: 'Delete' }));
  expect(sent).toEqual([]);
  fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Delete it' }));
  await waitFor(() => expect(rows()).toHaveLength(2));
  expect(screen.queryByRole('complementary')).toBeNull();
});

it('lets who may read alone run cases, and change none', async () => {
  may('control:workflow.read');
  show('?open=late');
  const open = await side('Test case late');
  expect(await open.findByRole('button', { name: 'Run this one' })).toBeDefined();
  expect(screen.queryByRole('button', { name: /Change|Delete|New case|Record a run/ })).toBeNull();
  fireEvent.keyDown(window, { key: 'n' });
  expect(screen.queryByRole('complementary', { name: 'New test case' })).toBeNull();
});

it('says what a test case is where there is none, and what went wrong where there is no workflow', async () => {
  names = [];
  show();
  expect(await screen.findByRole('heading', { name: 'No test cases yet' })).toBeDefined();
  expect(screen.getByRole<HTMLButtonElement>('button', { name: /Run all/ }).disabled).toBe(true);
  cleanup();
  names = ['refused'];
  show();
  expect((await screen.findByRole('alert')).textContent).toContain("there is no workflow 'refund'");
});
