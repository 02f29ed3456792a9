// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider, createMemoryHistory, createRootRoute, createRouter } from '@tanstack/react-router';
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { learnRights } from '@/api/rights';
import { Secrets } from './Secrets';

configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000 });

const stored = '2026-11-20T09:00:00Z';
const forge = { kind: 'provider', id: 'forge', version: 1, appliedAt: stored, spec: { connector: 'gitlab', auth: { bearer: { secret: 'forge' } } } };
/** Where secrets may be sent, by their names. */
const hosts = new Map<string, string[]>();
/** What was asked of the server that changes something, with what was sent. */
let sent: string[];
let refusal: Response | undefined;

async function answer(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  if (pathname === '/api/v1/providers/probe') {
    sent.push(`probe ${await request.text()}`);
    return new Response('data: {"part":"credential","what":"token","state":"missing","told":"the vendor refuses it","operations":[]}\n\nevent: done\ndata: {}\n\n');
  }
  if (request.method !== 'GET') {
    sent.push(`${request.method} ${pathname}${search} ${await request.clone().text()}`);
    if (refusal !== undefined) return refusal;
    const name = pathname.split('/').at(-1) ?? '';
    if (request.method === 'DELETE') hosts.delete(name);
    if (request.headers.get('If-None-Match') === '*') hosts.set(name, []);
    return request.method === 'DELETE' ? new Response(null, { status: 204 }) : Response.json({ name: 'forge', version: 4 });
  }
  if (pathname === '/api/v1/secrets') return Response.json({ items: [...hosts.keys()], secrets: [...hosts].map(([name, bound]) => ({ name, hosts: bound, version: 3, stored })) });
  if (pathname.endsWith('/versions')) {
    return Response.json({
      items: [
        { version: 3, stored, author: 'ann' },
        { version: 2, stored, author: 'bob', until: '2099-01-01T00:00:00Z' },
      ],
    });
  }
  if (pathname.startsWith('/api/v1/secrets/')) {
    const name = pathname.split('/').at(-1) ?? '';
    return Response.json({ name, hosts: hosts.get(name) ?? [], version: 3, stored });
  }
  return Response.json({ items: /\/resources(\/provider)?$/.test(pathname) ? [forge] : [], truncated: false });
}

beforeEach(() => {
  hosts.clear();
  hosts.set('alarm', []).set('forge', ['forge.example', '*.example.org']).set('old', ['api.example.com']);
  sent = [];
  refusal = undefined;
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  vi.stubGlobal('scrollTo', () => undefined);
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  vi.stubGlobal('fetch', (request: Request | string, init?: RequestInit) => answer(typeof request === 'string' ? new Request(new URL(request, location.origin), init) : request));
});
afterEach(() => {
  cleanup();
  learnRights(undefined);
  vi.unstubAllGlobals();
});

function show(search = '') {
  const router = createRouter({ routeTree: createRootRoute({ component: Secrets }), history: createMemoryHistory({ initialEntries: [`/${search}`] }) });
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}
const panel = async () => within(await screen.findByRole('complementary', { name: 'Secret forge' }));
const row = (name: string) => screen.getAllByRole('row').find((one) => one.textContent.includes(name))?.textContent ?? '';
const may = (...acts: string[]) => learnRights({ acts, calls: { allow: [], deny: [] } });

it('lists where each may be sent and who uses it, and counts what needs a look', async () => {
  show();
  await waitFor(() => expect(row('forge')).toContain('in use'));
  expect(row('forge')).toContain('forge.example and *.example.org');
  expect(row('forge')).toContain('provider forge');
  expect(row('alarm')).toContain('not used');
  expect(row('alarm')).toContain('no host');
  const counts = within(screen.getByRole('region', { name: 'Counts' })).getAllByRole('link');
  expect(counts.map(({ textContent }) => textContent)).toEqual(['3all', '1in use', '2not used', '1no host']);
});

it('is narrowed to those that may be sent anywhere', async () => {
  show('?state=no%20host');
  await waitFor(() => expect(screen.getAllByRole('row')).toHaveLength(2));
  expect(row('alarm')).not.toBe('');
});

it('says of an empty vault what a secret is', async () => {
  hosts.clear();
  show();
  expect(await screen.findByRole('heading', { name: 'No secrets yet' })).toBeDefined();
});

it('stores a new one under a free name, and keeps what was typed where that is refused', async () => {
  show();
  await screen.findByText('alarm');
  fireEvent.keyDown(window, { key: 'n' });
  const question = within(await screen.findByRole('dialog'));
  const store = question.getByRole<HTMLButtonElement>('button', { name: 'Store it' });
  fireEvent.change(question.getByLabelText('Name'), { target: { value: 'forge' } });
  expect(question.getByText('There is one of that name: replace its value.')).toBeDefined();
  fireEvent.change(question.getByLabelText('Name'), { target: { value: 'openai' } });
  expect(store.disabled).toBe(true);
  fireEvent.change(question.getByLabelText('Value'), { target: { value: 'line 1\nline 2' } });
  fireEvent.change(question.getByLabelText('Hosts'), { target: { value: 'api.openai.com, *.example.com' } });
  refusal = Response.json({ title: 'Invalid', detail: "'*.com' is no host", code: 'invalid', origin: 'caller', retryable: false, request: 'r' }, { status: 400 });
  fireEvent.click(store);
  expect((await question.findByRole('alert')).textContent).toContain('is no host');
  refusal = undefined;
  fireEvent.click(store);
  await waitFor(() => expect(sent.at(-1)).toBe('PUT /api/v1/secrets/openai?host=api.openai.com&host=*.example.com line 1\nline 2'));
  expect(await screen.findByRole('complementary', { name: 'Secret openai' })).toBeDefined();
});

it('replaces the value by its key, tried at the provider first', async () => {
  show('?open=forge');
  const open = await panel();
  await open.findByText('forge.example');
  await open.findByRole('link', { name: 'forge' });
  fireEvent.keyDown(window, { key: 'r' });
  const dialog = await screen.findByRole('dialog');
  expect(dialog.closest('header'), 'a phone shows nothing of the page but its head and the panel').not.toBeNull();
  const question = within(dialog);
  const tries = await question.findByRole<HTMLButtonElement>('button', { name: 'Try it there' });
  expect(tries.disabled).toBe(true);
  fireEvent.change(question.getByLabelText('New value'), { target: { value: 'next' } });
  fireEvent.click(question.getByRole('button', { name: 'Try it there' }));
  expect(await question.findByText('the vendor refuses it')).toBeDefined();
  expect(sent).toEqual([`probe ${JSON.stringify({ id: 'forge', spec: forge.spec, secrets: { forge: 'next' } })}`]);
  fireEvent.click(question.getByRole('button', { name: 'Replace it' }));
  await waitFor(() => expect(sent.at(-1)).toBe('PUT /api/v1/secrets/forge next'));
});

it('takes a former version back, and binds it to other hosts', async () => {
  show('?open=forge');
  const open = await panel();
  fireEvent.click(await open.findByRole('button', { name: 'Take back' }));
  fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Take v2 back' }));
  await waitFor(() => expect(sent).toEqual(['POST /api/v1/secrets/forge/rollback {"version":2}']));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  fireEvent.click(open.getByRole('button', { name: 'Change hosts' }));
  const question = within(screen.getByRole('dialog'));
  expect(question.getByLabelText<HTMLTextAreaElement>('Hosts').value).toBe('forge.example\n*.example.org');
  fireEvent.change(question.getByLabelText('Hosts'), { target: { value: 'forge.example' } });
  fireEvent.click(question.getByRole('button', { name: 'Bind it' }));
  await waitFor(() => expect(sent.at(-1)).toBe('PUT /api/v1/secrets/forge/hosts {"hosts":["forge.example"]}'));
});

it('says who uses it before it is deleted, and closes its panel', async () => {
  show('?open=forge');
  const open = await panel();
  await open.findByRole('link', { name: 'forge' });
  fireEvent.click(open.getByRole('button', { name: 'Delete the secret' }));
  const question = within(screen.getByRole('dialog'));
  expect(question.getByText('provider forge').parentElement?.textContent).toContain('uses it, and fails');
  expect(sent).toEqual([]);
  fireEvent.click(question.getByRole('button', { name: 'Delete it' }));
  await waitFor(() => expect(sent).toEqual(['DELETE /api/v1/secrets/forge ']));
  await waitFor(() => expect(screen.queryByRole('complementary')).toBeNull());
});

it('claims no disuse to who may not read what may name it, and offers nothing that would be refused', async () => {
  may('control:secret.read');
  show('?open=forge');
  const open = await panel();
  expect(await open.findByText(/Not all that may name it is shown/)).toBeDefined();
  expect(screen.queryByText('not used', { selector: '.state span' })).toBeNull();
  expect(screen.queryByRole('button', { name: /New secret|Replace|Delete|Take back|Change hosts/ })).toBeNull();
  fireEvent.keyDown(window, { key: 'n' });
  fireEvent.keyDown(window, { key: 'r' });
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('says which act is lacking to who may not read secrets', async () => {
  may('control:run.read');
  show();
  expect((await screen.findByRole('alert')).textContent).toContain("'control:secret.read' is not granted");
});
