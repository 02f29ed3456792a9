// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider, createBrowserHistory, createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { BeginWorkflow } from './BeginWorkflow';

configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000 });

const summary = { id: 'file-messages', version: 0, builtIn: true, title: 'File messages', description: 'Opens an issue for each.', tags: [], uses: 2, needs: [{ capability: 'text.pii.mask', provider: 'text' }, { capability: 'tracker.issue.create' }] };
const parameters = { type: 'object', required: ['owner'], properties: { project: { type: 'string', title: 'Project', description: 'Key of it', default: 'support' }, atOnce: { type: 'integer', title: 'At one time', default: 5 }, owner: { type: 'string', title: 'Owner' } } };
const fetch = vi.fn<(request: Request) => Promise<Response>>();
const made: Record<string, unknown>[] = [];
let refused = false;

async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname.endsWith('/templates')) return Response.json({ items: [summary], truncated: false });
  if (pathname.endsWith('/templates/file-messages')) return Response.json({ summary, parameters, workflow: '', cases: [] });
  if (pathname.endsWith('/templates/file-messages/drafts')) {
    if (refused) return Response.json({ title: 'Conflict', detail: "there is a workflow 'mine' already", code: 'conflict', origin: 'caller', retryable: false, request: 'r' }, { status: 409 });
    made.push((await request.clone().json()) as Record<string, unknown>);
    return Response.json({ id: 'mine', text: '', follows: 0, revision: 1, by: 'me', at: '2026-11-27T00:00:00Z' }, { status: 201 });
  }
  return Response.json({ items: [], truncated: false });
}

beforeEach(() => {
  vi.stubGlobal('scrollTo', () => undefined);
  vi.stubGlobal('fetch', fetch);
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true;
  };
  made.length = 0;
  refused = false;
  fetch.mockReset();
  fetch.mockImplementation(answer);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function open() {
  window.history.replaceState(null, '', '/workflows');
  const root = createRootRoute();
  const inside = createRoute({ getParentRoute: () => root, id: 'inside' });
  const list = createRoute({ getParentRoute: () => inside, path: '/workflows', component: () => <BeginWorkflow taken={['there']} onClose={() => undefined} /> });
  const editor = createRoute({ getParentRoute: () => inside, path: '/workflows/$id/edit', component: () => <h1>Editor</h1> });
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <RouterProvider router={createRouter({ routeTree: root.addChildren([inside.addChildren([list, editor])]), history: createBrowserHistory() })} />
    </QueryClientProvider>,
  );
  await screen.findByRole('button', { name: /File messages/ });
}

const write = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Write it' });
const type = (label: string, value: string) => {
  const field = screen.getByLabelText(label);
  fireEvent.change(field, { target: { value } });
  fireEvent.blur(field);
};
const press = () => {
  const form = write().form;
  if (form !== null) fireEvent.submit(form);
};

it('says what a template does, what it needs, and what is to be connected', async () => {
  await open();
  const card = screen.getByRole('button', { name: /File messages/ });
  expect(card.textContent).toContain('Opens an issue for each.');
  expect(card.textContent).toContain('✓ text');
  expect(card.textContent).toContain('◌ tracker, to connect');
  expect(card.textContent).toContain('used 2 times');
});

it('makes a draft of a template with its parameters, and opens it', async () => {
  await open();
  fireEvent.click(screen.getByRole('button', { name: /File messages/ }));
  await screen.findByLabelText('Owner *');
  expect(screen.getByLabelText<HTMLInputElement>('Id').value).toBe('file-messages');
  expect(screen.getByLabelText<HTMLInputElement>('Project').value).toBe('support');
  expect(write().disabled).toBe(true);
  type('Id', 'mine');
  type('Owner *', 'ada');
  type('At one time', '3');
  press();

  await screen.findByRole('heading', { name: 'Editor' });
  expect(made).toEqual([{ workflow: 'mine', parameters: { owner: 'ada', atOnce: 3 } }]);
  expect(window.location.pathname).toBe('/workflows/mine/edit');
});

it('begins with nothing where no template is picked', async () => {
  await open();
  type('Id', 'there');
  expect(write().disabled).toBe(true);
  type('Id', 'mine');
  press();

  await screen.findByRole('heading', { name: 'Editor' });
  expect(made).toEqual([]);
});

it('stays open and says why a draft was refused', async () => {
  refused = true;
  await open();
  fireEvent.click(screen.getByRole('button', { name: /File messages/ }));
  await screen.findByLabelText('Owner *');
  type('Id', 'mine');
  type('Owner *', 'ada');
  await waitFor(() => expect(write().disabled).toBe(false));
  press();

  expect((await screen.findByRole('alert')).textContent).toContain("there is a workflow 'mine' already");
  expect(screen.getByLabelText<HTMLInputElement>('Owner *').value).toBe('ada');
});
