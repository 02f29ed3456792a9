// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { Blob } from 'node:buffer';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Json } from '@/api/schema';
import { StartForm } from './StartForm';

const asked: Request[] = [];
let answer: () => Response;

beforeEach(() => {
  // The one of jsdom is no body of an answer.
  vi.stubGlobal('Blob', Blob);
  asked.length = 0;
  answer = () => Response.json({ id: 'run_2' }, { status: 202 });
  vi.stubGlobal('fetch', (request: Request) => {
    asked.push(request);
    return Promise.resolve(answer());
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const workflow = { id: 'w', version: 2, input: { type: 'object', required: ['title'], properties: { title: { type: 'string', minLength: 2 }, count: { type: 'integer', default: 3 } } } };
const started: string[] = [];
const show = (given?: Json) => {
  started.length = 0;
  render(
    <QueryClientProvider client={new QueryClient()}>
      <StartForm workflow={workflow} act="Start run" onStarted={(run) => started.push(run)} {...(given === undefined ? {} : { given, labels: { again: 'run_1' } })} />
    </QueryClientProvider>,
  );
};
const type = (name: RegExp, typed: string) => fireEvent.change(screen.getByLabelText(name), { target: { value: typed } });
const send = () => fireEvent.keyDown(document.body, { key: 'Enter', ctrlKey: true });

it('starts a run with what was typed and the defaults of the schema, on Ctrl Enter', async () => {
  show();
  type(/^title/, 'ab');
  type(/^Labels/, 'source=manual');
  send();
  await waitFor(() => expect(started).toEqual(['run_2']));
  expect(await asked[0]?.json()).toEqual({ input: { title: 'ab', count: 3 }, labels: { source: 'manual' } });
});

it('names each field to mend, and sends nothing', () => {
  show();
  type(/^title/, 'a');
  type(/^count/, 'x');
  type(/^Labels/, 'source');
  send();
  expect(screen.getByText('title has 2 characters or more, this one has 1.')).toBeDefined();
  expect(screen.getByText('count is no whole number.')).toBeDefined();
  expect(screen.getByText(/“source” is no label/)).toBeDefined();
  expect(screen.getByRole('status').textContent).toBe('3 fields to mend.');
  expect(asked).toEqual([]);
});

it('begins with the input and the label of an earlier run', async () => {
  show({ title: 'old', count: 7 });
  type(/^title/, 'new');
  send();
  await waitFor(() => expect(started).toEqual(['run_2']));
  expect(await asked[0]?.json()).toEqual({ input: { title: 'new', count: 7 }, labels: { again: 'run_1' } });
});

it('takes an input that has no fields as JSON', async () => {
  show({ title: 'old', other: [1] });
  const json = screen.getByLabelText('Input as JSON');
  fireEvent.change(json, { target: { value: '{"title": "new", "other": [2]}' } });
  send();
  await waitFor(() => expect(started).toEqual(['run_2']));
  expect(await asked[0]?.json()).toMatchObject({ input: { title: 'new', other: [2] } });
});

it('says why the server would not, and may be sent again under another key', async () => {
  answer = () => Response.json({ code: 'forbidden', title: 'Not allowed', detail: 'It takes control:run.start.', origin: 'caller', retryable: false, request: 'q' }, { status: 403 });
  show({ title: 'old' });
  send();
  expect((await screen.findByRole('alert')).textContent).toContain('It takes control:run.start. forbidden');
  expect(started).toEqual([]);
  send();
  await waitFor(() => expect(asked).toHaveLength(2));
  expect(asked[0]?.headers.get('Idempotency-Key')).not.toBe(asked[1]?.headers.get('Idempotency-Key'));
});
