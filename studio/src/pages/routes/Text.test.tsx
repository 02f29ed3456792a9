// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider, createMemoryHistory, createRootRoute, createRouter } from '@tanstack/react-router';
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sessionQuery } from '@/api/queries';
import { Routes } from './Routes';

configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000 });

const route = { kind: 'route', id: 'main', version: 7, spec: { when: { model: 'auto' }, use: ['large/m'] }, appliedAt: '2026-11-20T08:00:00Z' };
const refusal = {
  type: 'about:blank',
  title: 'The resources are not valid',
  status: 400,
  detail: 'see problems',
  code: 'invalid',
  origin: 'caller',
  retryable: false,
  request: 'req_1',
  problems: [{ path: 'spec.use[0]', rule: 'names no provider', fix: 'add it, or take it out', line: 3 }],
};
/** The version of main that is in force. */
let inForce = 7;
const fetch = vi.fn<(request: Request) => Promise<Response>>();

async function answer(request: Request): Promise<Response> {
  const { url, method } = request;
  if (url.includes('/routes/test')) return Response.json({ ...refusal, problems: [] }, { status: 400 });
  if (url.includes('/apply')) {
    const text = await request.clone().text();
    if (text.includes('id: main')) {
      const version = inForce + 1;
      if (url.includes('dryRun=false')) inForce = version;
      return Response.json({ applied: [{ kind: 'route', id: 'main', version, changed: true }] });
    }
    return text.includes('nobody') ? Response.json(refusal, { status: 400 }) : Response.json({ applied: [{ kind: 'route', id: 'added', version: 1, changed: true }] });
  }
  if (url.includes('/resources/route') && method === 'GET') return Response.json({ items: url.includes('/versions') ? [] : [{ ...route, version: inForce }], truncated: false });
  return Response.json({ items: [], truncated: false });
}

function open(at: string) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(sessionQuery.queryKey, { tenant: { id: 'tnt_1', name: 'demo' }, principal: { id: 'prn_1', name: 'ann', type: 'user' as const }, roles: [], environment: 'local', server: { version: '1', commit: 'a' }, gatewayPort: 1 } as never);
  const router = createRouter({ routeTree: createRootRoute({ component: Routes }), history: createMemoryHistory({ initialEntries: [at] }) });
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return router;
}

const put = () => fetch.mock.calls.filter(([{ url }]) => url.includes('dryRun=false')).length;
const written = () => screen.findByLabelText<HTMLTextAreaElement>('The route as YAML');
// The test's files cannot be read.
const choose = (name: string, text: string) => fireEvent.change(screen.getByLabelText('A YAML file with routes'), { target: { files: [Object.assign(new File([text], name), { text: () => Promise.resolve(text) })] } });

beforeEach(() => {
  vi.stubGlobal('scrollTo', () => undefined);
  HTMLElement.prototype.scrollIntoView = () => undefined;
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true;
  };
  vi.stubGlobal('fetch', fetch);
  fetch.mockReset();
  fetch.mockImplementation(answer);
  localStorage.clear();
  inForce = 7;
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('keeps what was written until it is applied or discarded', async () => {
  open('/routes?open=main');
  const text = await written();
  fireEvent.change(text, { target: { value: `${text.value}# why\n` } });
  expect(await screen.findByText('valid: main becomes v8')).toBeDefined();
  cleanup();
  open('/routes?open=main');
  expect((await written()).value).toContain('# why');
  expect(within(screen.getByRole('row', { name: /main/ })).getByText('draft')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Discard' }));
  await waitFor(() => expect(screen.queryByText('draft')).toBeNull());
  expect((await written()).value).not.toContain('# why');
});

it('says when another version came meanwhile', async () => {
  localStorage.setItem('auterity.route-draft/tnt_1/prn_1/main', JSON.stringify({ text: 'kind: route\nid: main\n', version: 6 }));
  open('/routes?open=main');
  expect(await screen.findByText('Begun on v6; v7 is in force by now, and applying the draft takes its place.')).toBeDefined();
  expect(await screen.findByRole('button', { name: 'Replace v7 of main' })).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Apply' })).toBeNull();
});

it('applies at once what takes the place of the version it was begun on', async () => {
  open('/routes?open=main');
  const text = await written();
  fireEvent.change(text, { target: { value: `${text.value}# why\n` } });
  await screen.findByText('valid: main becomes v8');
  fireEvent.click(screen.getByRole('button', { name: 'Apply' }));
  expect(await screen.findByText('main is v8')).toBeDefined();
  expect(put()).toBe(1);
});

it('writes nothing over a version that came after the check', async () => {
  open('/routes?open=main');
  const text = await written();
  fireEvent.change(text, { target: { value: `${text.value}# why\n` } });
  await screen.findByText('valid: main becomes v8');
  inForce = 8;
  fireEvent.click(screen.getByRole('button', { name: 'Apply' }));
  expect(await screen.findByText(/^main was changed since this was checked: v8 is in force\. Nothing was applied\./)).toBeDefined();
  expect(put()).toBe(0);
  expect(text.value).toContain('# why');
  expect(await screen.findByRole('button', { name: 'Replace v8 of main' })).toBeDefined();
});

it('asks before a new route takes the place of one that is there', async () => {
  const router = open('/routes');
  await screen.findByRole('row', { name: /main/ });
  choose('routes.yaml', 'kind: route\nid: main\nspec: {use: [small/m]}\n');
  fireEvent.click(await screen.findByRole('button', { name: 'Replace v7 of main' }));
  expect(screen.queryByRole('button', { name: 'Add the route' })).toBeNull();
  const question = within(screen.getByRole('dialog', { name: 'Replace v7 of main?' }));
  expect(put()).toBe(0);
  fireEvent.click(question.getByRole('button', { name: 'Replace' }));
  await waitFor(() => expect(router.state.location.search).toEqual({ open: 'main' }));
  expect(put()).toBe(1);
});

it('takes a file into the editor and tells what is wrong at its line', async () => {
  const router = open('/routes');
  await screen.findByRole('row', { name: /main/ });
  choose('routes.yaml', 'kind: route\nid: added\nspec: {use: [nobody]}\n');
  const text = await written();
  expect(text.value).toContain('id: added');
  expect(router.state.location.search).toEqual({ draft: 'new' });
  const line = await screen.findByRole('button', { name: 'Line 3' });
  expect(line.closest('li')?.textContent).toBe('Line 3 spec.use[0] names no provider; add it, or take it out');
  expect(text.getAttribute('aria-invalid')).toBe('true');
  fireEvent.click(line);
  expect(text.value.slice(text.selectionStart, text.selectionEnd)).toBe('spec: {use: [nobody]}');
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Add the route' }).disabled).toBe(true);
});

it('asks before a file takes the place of a draft', async () => {
  open('/routes');
  await screen.findByRole('row', { name: /main/ });
  choose('one.yaml', 'id: one\n');
  expect((await written()).value).toBe('id: one\n');
  choose('two.yaml', 'id: two\n');
  fireEvent.click(within(await screen.findByRole('dialog', { name: 'Replace the draft?' })).getByRole('button', { name: 'Keep the draft' }));
  expect((await written()).value).toBe('id: one\n');
  choose('two.yaml', 'id: two\n');
  fireEvent.click(within(await screen.findByRole('dialog', { name: 'Replace the draft?' })).getByRole('button', { name: 'Replace it' }));
  await waitFor(async () => expect((await written()).value).toBe('id: two\n'));
});

it('takes no file that is none', async () => {
  open('/routes');
  await screen.findByRole('row', { name: /main/ });
  choose('road.png', 'x');
  expect((await screen.findByRole('alert')).textContent).toContain('road.png is no YAML');
  expect(screen.queryByLabelText('The route as YAML')).toBeNull();
});

it('writes the text by a form, and the form from its draft', async () => {
  open('/routes?open=main');
  const text = await written();
  fireEvent.click(screen.getByRole('button', { name: 'Change it by a form' }));
  const form = within(screen.getByRole('group', { name: 'Form of main' }));
  fireEvent.change(form.getByLabelText('Strategy'), { target: { value: 'cheapest' } });
  fireEvent.change(form.getByLabelText('Use: an offer'), { target: { value: 'small/m' } });
  fireEvent.click(within(form.getByRole('group', { name: 'Use' })).getByRole('button', { name: 'Add' }));
  fireEvent.click(form.getByRole('button', { name: 'Ask small/m earlier' }));
  fireEvent.click(form.getByRole('button', { name: 'Remove model is auto' }));
  fireEvent.change(form.getByLabelText('Requires: ability'), { target: { value: 'tools' } });
  fireEvent.click(within(form.getByRole('group', { name: 'Requires' })).getByRole('button', { name: 'Add' }));
  expect(text.value).toBe('kind: route\nid: main\nspec:\n  use: [small/m, large/m]\n  strategy: cheapest\n  require: [{ability: tools}]\n');
  cleanup();
  open('/routes?open=main');
  await written();
  fireEvent.click(screen.getByRole('button', { name: 'Change it by a form' }));
  expect(screen.getByLabelText<HTMLSelectElement>('Strategy').value).toBe('cheapest');
});

it('says that the form cannot read what is written by hand', async () => {
  open('/routes?open=main');
  const text = await written();
  fireEvent.click(screen.getByRole('button', { name: 'Change it by a form' }));
  fireEvent.change(text, { target: { value: `${text.value}# why\n` } });
  expect(screen.getByText(/^The draft was written by hand, and the form cannot read it/)).toBeDefined();
  expect(screen.queryByLabelText('Strategy')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Discard' }));
  expect(await screen.findByLabelText('Strategy')).toBeDefined();
});

it('keeps what is typed while a draft is applied, begun on what was applied', async () => {
  let go: (() => void) | undefined;
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  open('/routes?open=main');
  const text = await written();
  const first = `${text.value}# why\n`;
  fireEvent.change(text, { target: { value: first } });
  await screen.findByText('valid: main becomes v8');
  fetch.mockImplementation(async (request) => {
    if (request.url.includes('dryRun=false')) await held;
    return answer(request);
  });
  fireEvent.click(screen.getByRole('button', { name: 'Apply' }));
  await waitFor(() => expect(put()).toBe(1));
  fireEvent.change(text, { target: { value: `${first}# and more\n` } });
  go?.();
  expect(await screen.findByText('valid: main becomes v9')).toBeDefined();
  expect(text.value).toBe(`${first}# and more\n`);
  expect(screen.queryByText(/^Begun on/)).toBeNull();
  await waitFor(() => expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Apply' }).disabled).toBe(false));
});

it('says that a draft without room lasts as long as the page', async () => {
  open('/routes?open=main');
  const text = await written();
  fireEvent.change(text, { target: { value: `${text.value}# why\n` } });
  expect(await screen.findByText('What is not applied stays in this browser.')).toBeDefined();
  fireEvent.change(text, { target: { value: `${text.value}# ${'x'.repeat(256 * 1024)}` } });
  expect(await screen.findByText('There is no room for it in this browser: what is not applied lasts as long as this page.')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Discard' }));
});

it('writes no priority before it is a number or is left', async () => {
  open('/routes?open=main');
  const text = await written();
  fireEvent.click(screen.getByRole('button', { name: 'Change it by a form' }));
  const priority = screen.getByLabelText<HTMLInputElement>('Priority');
  const type = (value: string) => fireEvent.change(priority, { target: { value } });
  type('10');
  expect(text.value).toContain('priority: 10');
  type('');
  expect(priority.value).toBe('');
  expect(text.value).toContain('priority: 10');
  type('-5');
  expect(text.value).toContain('priority: -5');
  type('');
  Object.defineProperty(priority, 'validity', { value: { badInput: true }, configurable: true });
  fireEvent.blur(priority);
  expect([priority.value, text.value.includes('priority: -5')]).toEqual(['-5', true]);
  type('');
  Object.defineProperty(priority, 'validity', { value: { badInput: false } });
  fireEvent.blur(priority);
  expect(priority.value).toBe('0');
  expect(text.value).not.toContain('priority');
});
