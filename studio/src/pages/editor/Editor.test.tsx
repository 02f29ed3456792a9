// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider, createBrowserHistory, createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { EditorPage } from './EditorPage';

configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000 });

const schema = readFileSync('../api/workflow.schema.json', 'utf8');
const inForce = 'kind: workflow\nid: greet\nspec:\n  steps:\n    - id: hello # first\n      transform: Hello\n';
const fetch = vi.fn<(request: Request) => Promise<Response>>();
const asked: { path: string; method: string; body: Record<string, unknown> }[] = [];

let draft: { id: string; text: string; follows: number; revision: number; by: string; at: string } | undefined;
let conflict = false;
let refusal: Record<string, unknown> | undefined;

/** As the server reads these texts: a step for each `- id:` line. */
function check(text: string) {
  const ids = [...text.matchAll(/- id: (\w+)/g)].map(([, id]) => id ?? '');
  const transform = /transform: (.*)/.exec(text)?.[1];
  return {
    problems: text.includes('${wrong}') ? [{ path: 'spec.steps[0].transform', rule: 'undeclared reference', fix: 'use input', line: 6 }] : [],
    value: { kind: 'workflow', id: 'greet', spec: { steps: ids.map((id) => (id === 'hello' ? { id, transform } : { id, wait: '1m' })) } },
    steps: ids.map((id, node) => ({ node, id, type: id === 'hello' ? 'transform' : 'wait', after: [], text: '' })),
    places: ids.map((_, node) => ({ node, path: `spec.steps[${node}]`, type: 'text' })),
    names: { input: 'object' },
  };
}

function edited(text: string, edit: Record<string, unknown>): string {
  if (edit.edit === 'add' && edit.text !== undefined) return `${text}    - id: pasted\n      wait: 1m\n`;
  if (edit.edit === 'add') return `${text}    - id: ${(edit.value as { id: string }).id}\n      wait: 1m\n`;
  if (edit.edit === 'set') return text.replace(/transform: .*/, `transform: ${String(edit.value)}`);
  return text;
}

async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const body = request.method === 'GET' || request.method === 'DELETE' ? {} : ((await request.clone().json()) as Record<string, unknown>);
  asked.push({ path: pathname, method: request.method, body });
  if (pathname.endsWith('/schemas/workflow.schema.json')) return new Response(schema, { headers: { 'Content-Type': 'application/schema+json' } });
  if (pathname.endsWith('/workflows/check')) return Response.json(check(String(body.text)));
  if (pathname.endsWith('/workflows/edit')) {
    const text = edited(String(body.text), (body.edits as Record<string, unknown>[])[0] ?? {});
    return Response.json({ text, check: check(text) });
  }
  if (pathname.endsWith('/workflows/test')) return Response.json({ step: 'hello', type: 'transform', outcome: 'output', value: 'Hello Ann' });
  if (pathname.endsWith('/publish') && refusal !== undefined) return Response.json({ title: 'Invalid', origin: 'caller', retryable: false, request: 'r', ...refusal }, { status: 400 });
  if (pathname.endsWith('/publish')) return Response.json({ kind: 'workflow', id: 'greet', version: 2, changed: true });
  if (pathname.endsWith('/draft') && request.method === 'PUT') {
    if (conflict) return Response.json({ title: 'Conflict', detail: "the draft was saved by 'dev' as revision 2", code: 'conflict', origin: 'caller', retryable: false, request: 'r' }, { status: 409 });
    draft = { id: 'greet', text: String(body.text), follows: Number(body.follows), revision: Number(body.revision) + 1, by: 'me', at: '2026-11-27T00:00:00Z' };
    return Response.json(draft);
  }
  if (pathname.endsWith('/draft')) return draft === undefined ? Response.json({ title: 'Not found', detail: 'no draft', code: 'not_found', origin: 'caller', retryable: false, request: 'r' }, { status: 404 }) : Response.json(draft);
  if (pathname.endsWith('/workflows/greet')) return Response.json({ id: 'greet', version: 1, input: {}, steps: [], yaml: inForce });
  return Response.json({ items: [], truncated: false });
}

beforeEach(() => {
  vi.stubGlobal('scrollTo', () => undefined);
  vi.stubGlobal('fetch', fetch);
  // The list of steps stands in for the graph, which needs a layout.
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: query.includes('930'), addEventListener: () => undefined, removeEventListener: () => undefined }));
  Element.prototype.scrollIntoView = () => undefined;
  // The test's document has no modal dialogs.
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true;
  };
  draft = undefined;
  conflict = false;
  refusal = undefined;
  asked.length = 0;
  fetch.mockReset();
  fetch.mockImplementation(answer);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function open(search = '') {
  window.history.replaceState(null, '', `/workflows/greet/edit${search}`);
  const root = createRootRoute();
  const inside = createRoute({ getParentRoute: () => root, id: 'inside' });
  const editor = createRoute({ getParentRoute: () => inside, path: '/workflows/$id/edit', component: EditorPage });
  const others = ['/workflows', '/workflows/$id'].map((path) => createRoute({ getParentRoute: () => inside, path, component: () => null }));
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <RouterProvider router={createRouter({ routeTree: root.addChildren([inside.addChildren([editor, ...others])]), history: createBrowserHistory() })} />
    </QueryClientProvider>,
  );
  await screen.findByRole('heading', { name: 'greet' });
  await waitFor(() => expect(asked.some(({ path }) => path.endsWith('/check'))).toBe(true));
}

const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>('button', { name });
const sent = (end: string) => asked.filter(({ path, method }) => path.endsWith(end) && method !== 'GET').map(({ body }) => body);

it('adds a step of the schema behind the one that is open, and takes it back', async () => {
  await open('?step=hello');
  await screen.findByRole('complementary', { name: 'Step hello' });
  fireEvent.click(button('Add behind it'));
  fireEvent.click(within(await screen.findByRole('dialog')).getByRole('option', { name: /^Wait Lets/ }));

  await screen.findByRole('complementary', { name: 'Step wait' });
  expect(sent('/edit')).toEqual([{ id: 'greet', text: inForce, edits: [{ edit: 'add', after: 'hello', value: { id: 'wait', wait: '1m' } }] }]);
  expect(button('Undo, Ctrl Z').disabled).toBe(false);
  fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
  await waitFor(() => expect(screen.queryByText('draft v2')).toBeNull());
  fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true, shiftKey: true });
  await screen.findByText('draft v2');
});

it('writes what is typed in a form into the text, and shows what is wrong beside the field', async () => {
  await open('?step=hello');
  const field = await screen.findByLabelText('transform *');
  fireEvent.change(field, { target: { value: '${wrong}' } });
  fireEvent.blur(field);

  await waitFor(() => expect(sent('/edit')).toEqual([{ id: 'greet', text: inForce, edits: [{ edit: 'set', step: 'hello', path: 'transform', value: '${wrong}' }] }]));
  const panel = await screen.findByRole('complementary', { name: 'Step hello' });
  expect(await within(panel).findByText('undeclared reference; use input')).toBeDefined();
  await waitFor(() => expect(screen.getByRole('region', { name: 'Problems' }).textContent).toContain('1 problem keeps it from being published'));
  expect(button('Publish').disabled).toBe(true);
});

it('makes edits one after the other, and loses none that comes while another is made', async () => {
  await open('?step=hello');
  const field = await screen.findByLabelText('transform *');
  fireEvent.change(field, { target: { value: 'one' } });
  fireEvent.blur(field);
  fireEvent.change(field, { target: { value: 'two' } });
  fireEvent.blur(field);

  await waitFor(() => expect(sent('/edit')).toHaveLength(2));
  expect(sent('/edit')[1]).toEqual({ id: 'greet', text: inForce.replace('Hello', 'one'), edits: [{ edit: 'set', step: 'hello', path: 'transform', value: 'two' }] });
});

it('writes input, triggers and output of the workflow', async () => {
  await open();
  fireEvent.click(button('Input, triggers, output'));
  const panel = within(await screen.findByRole('complementary', { name: 'The workflow' }));
  fireEvent.change(panel.getByLabelText('Name of a field of input'), { target: { value: 'order' } });
  fireEvent.keyDown(panel.getByLabelText('Name of a field of input'), { key: 'Enter' });
  fireEvent.click(panel.getByRole('button', { name: 'Add trigger: webhook' }));
  const output = panel.getByLabelText('output');
  fireEvent.change(output, { target: { value: '${hello}' } });
  fireEvent.blur(output);

  await waitFor(() => expect(sent('/edit')).toHaveLength(3));
  expect(sent('/edit').flatMap(({ edits }) => edits)).toEqual([
    { edit: 'set', path: 'spec.input.order', value: { type: 'string' } },
    { edit: 'add', in: 'spec.triggers', value: { id: 'trigger', webhook: { verify: 'none' } } },
    { edit: 'set', path: 'spec.output', value: '${hello}' },
  ]);
});

it('saves a draft of the version it was made from, and publishes that revision', async () => {
  await open('?view=yaml');
  fireEvent.change(await screen.findByLabelText('The workflow as YAML'), { target: { value: `${inForce}# mine\n` } });
  fireEvent.click(button('Save draft'));
  await screen.findByText('saved by me');
  expect(sent('/draft')).toEqual([{ text: `${inForce}# mine\n`, follows: 1, revision: 0 }]);

  await waitFor(() => button('Publish v2'));
  fireEvent.click(button('Publish v2'));
  fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Publish' }));
  await screen.findByText('v2 in force');
  expect(sent('/publish')).toEqual([{ revision: 1 }]);
  expect(sent('/draft')).toHaveLength(1);
});

it('keeps the question of a refused publication open, with what is wrong at its place, and says that the draft is saved', async () => {
  refusal = { code: 'invalid', detail: 'the workflow cannot be run', problems: [{ path: 'spec.steps[0].transform', rule: 'is not allowed here', fix: 'write another' }] };
  await open('?view=yaml');
  fireEvent.change(await screen.findByLabelText('The workflow as YAML'), { target: { value: `${inForce}# mine\n` } });
  await waitFor(() => button('Publish v2'));
  fireEvent.click(button('Publish v2'));
  const dialog = within(await screen.findByRole('dialog'));
  fireEvent.click(dialog.getByRole('button', { name: 'Publish' }));

  expect((await dialog.findByRole('alert')).textContent).toContain('the server refuses it');
  expect(dialog.getByText(/is not allowed here; write another/)).toBeDefined();
  expect(dialog.getByText(/draft is saved/)).toBeDefined();
  expect(screen.queryByText('v2 in force')).toBeNull();
  fireEvent.click(dialog.getByRole('button', { name: 'steps[0].transform' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(new URL(window.location.href).searchParams.get('step')).toBe('hello');
});

it('says when another was faster, and keeps what was typed', async () => {
  conflict = true;
  await open('?view=yaml');
  const area = await screen.findByLabelText<HTMLTextAreaElement>('The workflow as YAML');
  fireEvent.change(area, { target: { value: `${inForce}# mine\n` } });
  fireEvent.click(button('Save draft'));
  expect((await screen.findByRole('alert')).textContent).toContain("saved by 'dev'");
  expect(area.value).toBe(`${inForce}# mine\n`);
});

it('shows what another saved meanwhile, and replaces it when that is asked for', async () => {
  conflict = true;
  await open('?view=yaml');
  const area = await screen.findByLabelText<HTMLTextAreaElement>('The workflow as YAML');
  fireEvent.change(area, { target: { value: `${inForce}# mine\n` } });
  draft = { id: 'greet', text: `${inForce}# theirs\n`, follows: 1, revision: 2, by: 'dev', at: '2026-11-27T00:00:00Z' };
  fireEvent.click(button('Save draft'));
  const theirs = await screen.findByRole('group', { name: 'What yours changes in theirs' });
  expect(theirs.textContent).toContain('# theirs');
  expect(theirs.textContent).toContain('# mine');
  conflict = false;
  fireEvent.click(button('Replace theirs by mine'));
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  expect(asked.findLast(({ method }) => method === 'PUT')?.body).toMatchObject({ revision: 2, text: `${inForce}# mine\n` });
});

it('copies the open step as text, and pastes text behind it', async () => {
  await open('?step=hello');
  await screen.findByRole('complementary', { name: 'Step hello' });
  const held = new Map<string, string>();
  const clipboard = { setData: (kind: string, text: string) => held.set(kind, text), getData: (kind: string) => held.get(kind) ?? '' };
  const act = (type: string) => fireEvent(document.body, Object.assign(new Event(type, { bubbles: true, cancelable: true }), { clipboardData: clipboard }));
  act('copy');
  expect(JSON.parse(held.get('text/plain') ?? '')).toEqual({ id: 'hello', transform: 'Hello' });
  act('paste');
  await waitFor(() => expect(sent('/edit')).toEqual([{ id: 'greet', text: inForce, edits: [{ edit: 'add', after: 'hello', text: held.get('text/plain') }] }]));
});

it('tests a step on values, and calls only what reads', async () => {
  await open('?step=hello');
  const panel = within(await screen.findByRole('complementary', { name: 'Step hello' }));
  fireEvent.click(panel.getByText('Test it on values'));
  fireEvent.click(panel.getByRole('button', { name: 'Test' }));
  expect(await panel.findByText(/Hello Ann/)).toBeDefined();
  expect(asked.find(({ path }) => path.endsWith('/workflows/test'))?.body).toMatchObject({ step: 'hello', values: {} });
  expect(asked.some(({ path }) => path.includes('/call/'))).toBe(false);
});

it('goes on from a draft that was saved', async () => {
  draft = { id: 'greet', text: `${inForce}# theirs\n`, follows: 1, revision: 4, by: 'dev', at: '2026-11-27T00:00:00Z' };
  await open('?view=diff');
  await screen.findByText('saved by dev');
  expect(screen.getByRole('group', { name: 'What the draft changes' }).textContent).toContain('# theirs');
  expect(button('Throw away')).toBeDefined();
});

it('offers the names that an expression can read, while it is written', async () => {
  await open('?step=hello');
  const field = await screen.findByLabelText<HTMLTextAreaElement>('transform *');
  fireEvent.change(field, { target: { value: 'Hello ${inp', selectionStart: 11 } });
  const offered = within(await screen.findByRole('listbox', { name: 'Names that fit' }));
  expect(offered.getByRole('option', { name: /^input/ }).textContent).toContain('object');
  fireEvent.keyDown(field, { key: 'Tab' });
  expect(field.value).toBe('Hello ${input}');
  expect(screen.queryByRole('listbox', { name: 'Names that fit' })).toBeNull();
  fireEvent.blur(field);
  await waitFor(() => expect(sent('/edit').flatMap(({ edits }) => edits)).toEqual([{ edit: 'set', step: 'hello', path: 'transform', value: 'Hello ${input}' }]));
});

it('tests a step on what those before it yield', async () => {
  draft = { id: 'greet', text: `${inForce}    - id: later\n      wait: 1m\n`, follows: 1, revision: 1, by: 'me', at: '2026-11-27T00:00:00Z' };
  await open('?step=later');
  const panel = within(await screen.findByRole('complementary', { name: 'Step later' }));
  fireEvent.click(panel.getByText('Test it on values'));
  fireEvent.click(panel.getByRole('button', { name: 'Test up to here' }));
  const way = await panel.findByRole('region', { name: 'Steps before it' });
  await waitFor(() => expect(way.textContent).toContain('1 of 1 step before it'));
  expect(way.textContent).toContain('hello computed Hello Ann');
  await waitFor(() => expect(sent('/workflows/test').map(({ step, values }) => [step, values])).toEqual([['hello', {}], ['later', { hello: 'Hello Ann' }]]));
});
