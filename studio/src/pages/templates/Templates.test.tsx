// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider, createMemoryHistory, createRootRoute, createRouter } from '@tanstack/react-router';
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { learnRights } from '@/api/rights';
import { Templates } from './Templates';

configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000 });

const file = { id: 'file-messages', version: 0, builtIn: true, title: 'File messages', description: 'Opens an issue for each.', tags: ['tracker', 'privacy'], uses: 2, needs: [{ capability: 'text.pii.mask', provider: 'words' }, { capability: 'tracker.issue.create' }] };
const own = { id: 'late', version: 3, builtIn: false, title: 'Report late orders', description: 'Tells who waits.', tags: ['orders'], uses: 0, needs: [] };
const detail = {
  summary: file,
  parameters: { type: 'object', required: ['owner'], properties: { owner: { type: 'string', title: 'Owner', description: 'Who gets them' }, atOnce: { type: 'integer', title: 'At one time', default: 5 } } },
  workflow: 'kind: workflow\nid: file-messages\nspec: {steps: [{id: file, concurrency: <<atOnce>>}]}\n',
  cases: [{ name: 'One is urgent', parameters: {}, input: { messages: ['urgent'] }, pins: { file: { output: 1 } }, output: ['done'] }],
};
let items: unknown[];
const checked: unknown[] = [];

async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === '/api/v1/templates') return Response.json({ items, truncated: false });
  if (pathname === '/api/v1/templates/file-messages') return Response.json(detail);
  if (pathname === '/api/v1/workflows/check') {
    checked.push(await request.json());
    return Response.json({ problems: [], steps: [{ node: 0, id: 'file', path: 'file', type: 'call', text: 'tracker.issue.create', after: [], arms: [], body: [] }], places: [], names: {} });
  }
  return Response.json({ items: [], truncated: false });
}

beforeEach(() => {
  items = [file, own];
  checked.length = 0;
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
  const router = createRouter({ routeTree: createRootRoute({ component: Templates }), history: createMemoryHistory({ initialEntries: [`/${search}`] }) });
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return router;
}
const cards = () => within(screen.getByRole('list', { name: 'Templates' })).getAllByRole('button');
const panel = async () => within(await screen.findByRole('complementary', { name: 'Template file-messages' }));
const may = (...acts: string[]) => learnRights({ acts, calls: { allow: [], deny: [] } });

it('is found by tag and by word, and says what nothing fits', async () => {
  const router = show();
  await waitFor(() => expect(cards()).toHaveLength(2));
  expect(within(screen.getByRole('region', { name: 'Find' })).getAllByRole('link').map(({ textContent }) => textContent)).toEqual(['2all', '1orders', '1privacy', '1tracker']);
  fireEvent.change(screen.getByLabelText('Find templates'), { target: { value: 'who waits' } });
  await waitFor(() => expect(cards().map(({ textContent }) => textContent)).toEqual([expect.stringContaining('Report late orders')]));
  fireEvent.change(screen.getByLabelText('Find templates'), { target: { value: 'nothing such' } });
  fireEvent.click(await screen.findByRole('button', { name: 'Remove q=nothing such' }));
  await waitFor(() => expect(cards()).toHaveLength(2));
  expect(screen.getByLabelText<HTMLInputElement>('Find templates').value).toBe('');
  await router.navigate({ to: '.', search: { tag: 'orders' } as never });
  await waitFor(() => expect(cards()).toHaveLength(1));
});

it('opens one: what it needs, asks for, does step by step, and its test cases', async () => {
  show();
  await waitFor(() => expect(cards()).toHaveLength(2));
  fireEvent.click(screen.getByRole('button', { name: /File messages/ }));
  const open = await panel();
  expect(await open.findByText('Connect one')).toBeDefined();
  expect(open.getByRole('link', { name: 'Connect one' }).getAttribute('href')).toBe('/providers/catalogue?kind=tracker');
  expect(open.getByText('words')).toBeDefined();
  expect(open.getByText('needed').closest('dd')?.textContent).toBe('needed string, Who gets them');
  expect(await open.findByRole('region', { name: 'Steps' })).toBeDefined();
  expect(checked).toEqual([{ id: 'file-messages', text: detail.workflow.replace('<<atOnce>>', '5') }]);
  expect(open.getByText('One is urgent')).toBeDefined();
  expect(open.getByRole('tree', { name: 'output' }).textContent).toContain('done');
});

it('makes a draft of the open one, by its key too', async () => {
  show('?open=file-messages');
  const open = await panel();
  await open.findByRole('button', { name: /Use it/ });
  fireEvent.keyDown(window, { key: 'u' });
  const dialog = within(await screen.findByRole('dialog', { name: 'New workflow' }));
  expect(await dialog.findByLabelText('Owner *')).toBeDefined();
  expect(dialog.getByLabelText<HTMLInputElement>('Id').value).toBe('file-messages');
});

it('offers no draft to who may write none', async () => {
  may('control:workflow.read');
  show('?open=file-messages');
  const open = await panel();
  expect(await open.findByText(/takes the right to write drafts/)).toBeDefined();
  fireEvent.keyDown(window, { key: 'u' });
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('says what a template is where there is none, and which act is lacking', async () => {
  items = [];
  show();
  expect(await screen.findByRole('heading', { name: 'No templates' })).toBeDefined();
  cleanup();
  may('control:run.read');
  show();
  expect((await screen.findByRole('alert')).textContent).toContain("'control:workflow.read' is not granted");
});
