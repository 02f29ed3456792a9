// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { formOf, kindOf, kindsOf, type Schema } from '../kinds';
import type { Form } from '../Inputs';
import { StepFields } from '../StepFields';
import { valueAt } from '../values';
import { asks } from './form';
import { formFor, forms } from './index';
import { Pick } from './picks';

const schema = JSON.parse(readFileSync('../api/workflow.schema.json', 'utf8')) as Schema;
const kinds = kindsOf(schema);

vi.mock('@tanstack/react-router', () => ({ Link: ({ children }: { children: string }) => <a href="/">{children}</a> }));

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** Shows the fields of a step; the edits that they make are written down. */
function shown(step: Record<string, unknown>, wrong: Record<string, string> = {}) {
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ items: [], connectors: [], providers: [], input: { properties: { temperature: { type: 'number' } } }, summary: 'Sums up.', effect: 'none' })));
  const made: unknown[] = [];
  const form: Form = {
    schema,
    value: step,
    names: { 'ask.choice': 'text', lines: 'list of text', input: 'object' },
    wrong: (path) => wrong[path] ?? '',
    onSet: (path, value) => made.push([path, value]),
    onSetAll: (all) => made.push(...all),
    onAdd: (path, value, at) => made.push(['add', path, value, at]),
    free: (wanted) => wanted,
  };
  const kind = kindOf(kinds, step);
  if (kind === undefined) throw new Error('no such type');
  const known = formFor(kind.name, step.call);
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <StepFields kind={kind} of={known} form={form}>
        <p>follows</p>
      </StepFields>
    </QueryClientProvider>,
  );
  return made;
}

const type = (label: string, text: string) => {
  const field = screen.getByLabelText(label);
  fireEvent.change(field, { target: { value: text } });
  fireEvent.blur(field);
};

it('has forms of types and of fields that there are', () => {
  for (const form of forms) {
    const kind = kinds.find(({ name }) => name === form.kind);
    expect(kind, form.title).toBeDefined();
    if (kind === undefined) continue;
    const parts = formOf(schema, kind).map((part) => (part.kind === 'field' ? part.field.path : part.path));
    for (const { path } of form.first) expect([...parts, 'with'], `${form.title}: ${path}`).toContain(path.replace(/\..*/, ''));
  }
  expect(new Set(forms.map(({ title }) => title)).size).toBe(forms.length);
});

it('names only fields of calls that the catalogue has', () => {
  const catalogue = readFileSync('../docs/reference/capabilities.md', 'utf8');
  const inputs = (capability: string) => [...(catalogue.split(`## \`${capability}\`\n`)[1]?.split('\n## ')[0]?.split('| result')[0] ?? '').matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name);
  const all = [...catalogue.matchAll(/^## `([\w.-]+)`$/gm)].map(([, id]) => id ?? '');
  for (const form of forms.filter(({ capability }) => capability !== undefined)) {
    const called = all.filter((id) => form.capability?.test(id));
    expect(called, form.title).not.toEqual([]);
    const known = called.flatMap(inputs).concat(form.title === 'Send a message' ? ['choices'] : []);
    for (const { path } of form.first.filter((one) => one.path.startsWith('with.'))) expect(known, form.title).toContain(path.slice('with.'.length));
  }
});

it('asks a model in boxes, and writes its list of messages', () => {
  const made = shown({ id: 'a', call: 'ai.chat.create', with: { messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }] } });
  expect(screen.getByLabelText<HTMLTextAreaElement>('Prompt *').value).toBe('Hi');
  type('System', 'Be brief.');
  expect(made).toEqual([
    [
      'with.messages',
      [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hi' },
      ],
    ],
  ]);
});

it('shows what it cannot show in boxes as it stands in the file', () => {
  const messages = [{ role: 'assistant', parts: [{ type: 'text', text: 'Hi' }] }];
  shown({ id: 'a', call: 'ai.chat.create', with: { model: 'm', messages } });
  expect(screen.queryByLabelText('Prompt *')).toBeNull();
  expect(JSON.parse(screen.getByLabelText<HTMLTextAreaElement>('Messages *').value)).toEqual(messages);
});

it('shows an input that is one expression as that', () => {
  shown({ id: 'a', call: 'ai.chat.create', with: '${input}' });
  expect(screen.getByLabelText<HTMLTextAreaElement>('input').value).toBe('${input}');
  expect(screen.queryByLabelText('Prompt *')).toBeNull();
});

it('folds the rest, names what is set in it, and opens it where something is wrong', () => {
  shown({ id: 'a', wait: '2h', when: "${ask.choice == 'go'}" });
  const more = screen.getByText('More: when set').closest('details');
  expect(more?.open).toBe(false);
  expect(screen.getByLabelText<HTMLInputElement>('For *').value).toBe('2');
  cleanup();
  shown({ id: 'a', wait: '2h', when: '${' }, { when: 'no expression' });
  expect(screen.getByText('More: when set').closest('details')?.open).toBe(true);
});

it('turns a message with a button into a question, and back', () => {
  const made = shown({ id: 'a', call: 'messaging.message.send', with: { channel: 'c', text: 't' } });
  fireEvent.change(screen.getByLabelText('Another button'), { target: { value: 'Send it' } });
  fireEvent.click(screen.getByRole('button', { name: 'Add button' }));
  expect(made).toEqual([
    ['call', 'messaging.question.ask'],
    ['with.choices', [{ id: 'send-it', label: 'Send it' }]],
    ['with.question', '${run.id}'],
  ]);
  cleanup();
  const back = shown({ id: 'a', call: 'messaging.question.ask', with: { channel: 'c', text: 't', question: 'q', choices: [{ id: 'x', label: 'Send it' }] } });
  fireEvent.click(screen.getByRole('button', { name: 'Remove Send it' }));
  expect(back).toEqual([
    ['call', 'messaging.message.send'],
    ['with.choices', undefined],
    ['with.question', undefined],
  ]);
});

it('calls the capability that a method of HTTP needs', () => {
  const made = shown({ id: 'a', call: 'http.request.send', with: { path: '/a', method: 'PATCH', body: { b: 1 } } });
  const method = screen.getByLabelText<HTMLSelectElement>('Method');
  expect(method.value).toBe('PATCH');
  fireEvent.change(method, { target: { value: 'GET' } });
  expect(made).toEqual([
    ['call', 'http.request.read'],
    ['with.method', undefined],
    ['with.body', undefined],
  ]);
});

it('builds the condition of a way from what the step sees', () => {
  const made = shown({ id: 'a', branch: [{ when: '${true}', steps: [] }, { else: [] }] });
  const way = within(screen.getByRole('group', { name: 'Way 1' }));
  fireEvent.change(way.getByLabelText('Condition: value'), { target: { value: 'ask.choice' } });
  const than = way.getByLabelText('Condition: compared with');
  fireEvent.change(than, { target: { value: 'approve' } });
  fireEvent.blur(than);
  expect(made).toEqual([['branch[0].when', "${ask.choice == 'approve'}"]]);
  fireEvent.click(screen.getByRole('button', { name: 'Add else if' }));
  expect(made[1]).toEqual(['add', 'branch', { when: '${true}', steps: [{ id: 'value', transform: null }] }, 1]);
});

it('keeps a condition of several parts as it is written', () => {
  shown({ id: 'a', branch: [{ when: '${a > 1 && b}', steps: [] }] });
  expect(screen.getByLabelText<HTMLTextAreaElement>('Condition *').value).toBe('${a > 1 && b}');
});

it('asks people by words, and says by when in a number and a unit', () => {
  const step = { id: 'a', ask: 'Send it?', of: { roles: ['admin'] }, due: '2d', tell: [{ id: 't', call: 'messaging.message.send', with: { channel: 'c', text: 'x', thread: 'y' } }] };
  const made = shown(step);
  fireEvent.change(screen.getByLabelText('Within, unit'), { target: { value: 'h' } });
  fireEvent.change(screen.getByLabelText('Another choice'), { target: { value: 'later' } });
  fireEvent.click(screen.getByRole('button', { name: 'Add choice' }));
  type('People', 'ann, bea');
  expect(made).toEqual([
    ['due', '2h'],
    ['choices', ['approve', 'refuse', 'later']],
    ['of.people', ['ann', 'bea']],
  ]);
  const tell = within(screen.getByRole('group', { name: 'Telling 1' }));
  expect(tell.getByText('More: thread set')).toBeDefined();
  expect(screen.getByText('More: of.roles set')).toBeDefined();
  expect(valueAt(step, 'tell[0].with.thread')).toBe('y');
});

it('lets people vote by buttons where they read it, which follow the choices', () => {
  const made = shown({ id: 'a', ask: 'Send it?', choices: ['send_it', 'wait'] });
  fireEvent.click(screen.getByRole('button', { name: 'Ask in a channel' }));
  const buttons = [
    { id: 'send_it', label: 'Send it' },
    { id: 'wait', label: 'Wait' },
  ];
  const telling = { id: 'tell', call: 'messaging.question.ask', with: { question: '${ask.id}', text: '${ask.question} ${ask.link}', choices: buttons } };
  expect(made).toEqual([['add', 'tell', telling, undefined]]);
  cleanup();

  const next = shown({ id: 'a', ask: 'Send it?', choices: ['send_it', 'wait'], tell: [{ ...telling, with: { ...telling.with, channel: 'c' } }] });
  const tell = within(screen.getByRole('group', { name: 'Telling 1' }));
  expect(tell.queryByLabelText('Question id *')).toBeNull();
  fireEvent.change(tell.getByLabelText('wait'), { target: { value: 'Not yet' } });
  fireEvent.blur(tell.getByLabelText('wait'));
  fireEvent.click(screen.getByRole('button', { name: 'Remove send_it' }));
  expect(next).toEqual([
    ['tell[0].with.choices', [buttons[0], { id: 'wait', label: 'Not yet' }]],
    ['choices', ['wait']],
    ['tell[0].with.choices', [buttons[1]]],
  ]);
});

it('has no buttons in a notification, and no vote by buttons for more than five choices', () => {
  shown({ id: 'a', ask: 'Send it?', choices: ['a', 'b', 'c', 'd', 'e', 'f'], tell: [{ id: 't', call: 'messaging.message.send', with: { channel: 'c', text: 'x' } }] });
  expect(screen.queryByRole('button', { name: 'Ask in a channel' })).toBeNull();
  expect(screen.queryByLabelText('Another button')).toBeNull();
});

it('takes a list that the step sees', () => {
  const made = shown({ id: 'a', each: '', as: 'one', steps: [] });
  const list = screen.getByLabelText<HTMLSelectElement>('List *');
  expect(within(list).queryByRole('option', { name: /input/ })).toBeNull();
  fireEvent.change(list, { target: { value: '${lines}' } });
  expect(made).toEqual([['each', '${lines}']]);
});

it('leaves a field as it is while one types in it, though choices come', () => {
  const form: Form = { schema, value: {}, names: {}, wrong: () => '', onSet: vi.fn(), onSetAll: vi.fn(), onAdd: vi.fn(), free: (wanted) => wanted };
  const client = new QueryClient();
  const pick = (choices: { value: string }[]) => (
    <QueryClientProvider client={client}>
      <Pick field={asks('model', 'Model')} form={form} at="" choices={choices} />
    </QueryClientProvider>
  );
  const { rerender } = render(pick([]));

  fireEvent.focus(screen.getByLabelText('Model'));
  rerender(pick([{ value: 'small' }]));
  expect(screen.getByLabelText('Model').tagName).toBe('INPUT');

  fireEvent.blur(screen.getByLabelText('Model'));
  expect(screen.getByLabelText('Model').tagName).toBe('SELECT');
});
