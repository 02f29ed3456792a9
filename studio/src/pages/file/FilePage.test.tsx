// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Link, RouterProvider, createBrowserHistory, createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { act, cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { pluginVersionsQuery } from '@/api/plugins';
import type { ChangedPlugin } from '@/api/schema';
import { begun } from './begun';
import { FilePage } from './FilePage';

configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000 });
const fetch = vi.fn<(request: Request) => Promise<Response>>();
const text = (version: number) => begun.replace('version: 0.1.0', `version: 0.1.${version}`);
const versions = () => ({ items: [{ plugin: 'acme', version: latest, inForce: true }], truncated: false });
type Changes = ChangedPlugin['changes'];
const unchanged: Changes = { operationsAdded: [], operationsLost: [], operationsChanged: [], supportChanged: [], hostsAdded: [], hostsLost: [], credentialAdded: [], authChanged: [], configChanged: [], extensionsChanged: [], signingChanged: [] };

let latest = 1;
let changes: Partial<Changes> = {};
let client: QueryClient;

function answer({ url, method }: Request): unknown {
  const { pathname, searchParams } = new URL(url);
  if (method === 'POST') {
    const dry = searchParams.get('dryRun') !== null;
    if (!dry) latest = 2;
    return { plugin: 'acme', changes: { ...unchanged, ...changes }, gradeLost: [], warnings: [], waiting: [], waitingElsewhere: 0, here: [], ...(dry ? {} : { version: { version: 2 } }) };
  }
  if (pathname.endsWith('/versions')) return versions();
  const one = /\/versions\/(\d+)$/.exec(pathname)?.[1];
  return one === undefined ? { items: [], truncated: false } : { version: {}, text: text(Number(one)) };
}

beforeEach(() => {
  vi.stubGlobal('scrollTo', () => undefined);
  vi.stubGlobal('fetch', fetch);
  // The test's document has no modal dialogs.
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true;
  };
  latest = 1;
  changes = {};
  fetch.mockReset();
  fetch.mockImplementation((request) => Promise.resolve(Response.json(answer(request))));
  client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const Elsewhere = () => (
  <Link to="/providers/connect/file" search={{}}>
    the file
  </Link>
);

async function open(search: string, path = '/providers/connect/file') {
  window.history.replaceState(null, '', `${path}${search}`);
  const root = createRootRoute();
  const routeTree = root.addChildren([
    createRoute({ getParentRoute: () => root, path: '/providers/connect/file', component: FilePage }),
    createRoute({ getParentRoute: () => root, path: '/providers/catalogue', component: Elsewhere }),
  ]);
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={createRouter({ routeTree, history: createBrowserHistory() })} />
    </QueryClientProvider>,
  );
  if (path !== '/providers/connect/file') fireEvent.click(await screen.findByText('the file'));
  return screen.findByLabelText<HTMLTextAreaElement>('The connector as YAML');
}

const type = (area: HTMLElement, value: string) => fireEvent.change(area, { target: { value } });
const reload = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));

async function publish() {
  await waitFor(() => expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Publish' }).disabled).toBe(false));
  fireEvent.click(screen.getByRole('button', { name: 'Publish' }));
  fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Publish' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
}

async function asked(what: Partial<Changes>) {
  changes = what;
  type(await open('?plugin=acme'), `${text(1)}# mine\n`);
  await waitFor(() => expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Publish' }).disabled).toBe(false));
  fireEvent.click(screen.getByRole('button', { name: 'Publish' }));
  return (await screen.findByRole('dialog')).textContent;
}

const published = () => fetch.mock.calls.map(([{ url }]) => new URL(url).searchParams.get('follows')).filter((follows) => follows !== null);

it('keeps what was typed while another version comes in force, and publishes after the one it began with', async () => {
  const area = await open('?plugin=acme');
  type(area, `${text(1)}# mine\n`);
  latest = 7;
  await act(() => client.invalidateQueries());
  await waitFor(() => expect(client.getQueryData(pluginVersionsQuery('acme').queryKey)?.items[0]?.version).toBe(7));
  expect(screen.getByLabelText<HTMLTextAreaElement>('The connector as YAML')).toBe(area);
  expect(area.value).toBe(`${text(1)}# mine\n`);
  await publish();
  expect(published()).toEqual(['1']);
});

it('names what a version loses before it is published', async () => {
  expect(await asked({ operationsLost: ['issue.create', 'issue.get'] })).toContain('2 operations will be there no more: issue.create and issue.get.');
});

it('names some of what a version does otherwise, and how many more there are', async () => {
  const operationsChanged = ['a.b', 'c.d', 'e.f', 'g.h', 'i.j', 'k.l', 'm.n'];
  expect(await asked({ operationsChanged })).toContain('7 operations will ask the vendor, or read its replies, otherwise: a.b, c.d, e.f, g.h, i.j and 2 more.');
});

it('keeps the typed trial when its own text is published, and has nothing to lose then', async () => {
  const area = await open('?plugin=acme');
  type(area, `${text(1)}# mine\n`);
  fireEvent.change(screen.getByLabelText('Input'), { target: { value: '{"name": "Debts"}' } });
  expect(reload()).toBe(true);
  await publish();
  await screen.findByText('version 2, in force');
  await waitFor(() => expect(client.isFetching()).toBe(0));
  expect(screen.getByLabelText<HTMLInputElement>('Input').value).toBe('{"name": "Debts"}');
  expect(reload()).toBe(false);
});

it('begins with what is in force now, not with what an earlier visit saw', async () => {
  client.setQueryData(pluginVersionsQuery('acme').queryKey, versions() as never);
  latest = 3;
  expect((await open('?plugin=acme')).value).toBe(text(3));
});

it('asks before a draft is left, and leaves nothing by a jump within the page', async () => {
  type(await open(''), 'plugin: mine\n');
  await act(async () => {
    window.location.hash = 'nothing';
    await new Promise((heard) => window.addEventListener('popstate', heard, { once: true }));
  });
  expect(screen.queryByRole('dialog')).toBeNull();
  fireEvent.click(screen.getByRole('link', { name: 'Catalogue' }));
  fireEvent.click(within(await screen.findByRole('dialog', { name: 'Leave without saving?' })).getByRole('button', { name: 'Stay' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(screen.getByLabelText<HTMLTextAreaElement>('The connector as YAML').value).toBe('plugin: mine\n');
  fireEvent.click(screen.getByRole('link', { name: 'Catalogue' }));
  fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Leave' }));
  await screen.findByText('the file');
});

it('asks before Back takes a draft away', async () => {
  const area = await open('', '/providers/catalogue');
  type(area, 'plugin: mine\n');
  window.history.back();
  fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Stay' }));
  await waitFor(() => expect(window.location.pathname).toBe('/providers/connect/file'));
  expect(screen.queryByText('the file')).toBeNull();
  expect(screen.getByLabelText('The connector as YAML')).toBe(area);
});

it('asks nothing where nothing was typed', async () => {
  await open('');
  expect(reload()).toBe(false);
  fireEvent.click(screen.getByRole('link', { name: 'Catalogue' }));
  await screen.findByText('the file');
});
