// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { Blob } from 'node:buffer';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RetryFailed } from './RetryFailed';

const sent: { url: URL; text: string; body: unknown }[] = [];
let input: string | undefined;
let refuse = 0;

vi.mock('@tanstack/react-router', () => ({ Link: ({ children }: { children: unknown }) => children }));

beforeEach(() => {
  // jsdom has no modal dialogs.
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  // The one of jsdom is no body of an answer.
  vi.stubGlobal('Blob', Blob);
  sent.length = 0;
  refuse = 0;
  input = undefined;
  vi.stubGlobal('fetch', async (request: Request) => {
    const url = new URL(request.url);
    if (request.method === 'POST') {
      const text = await request.text();
      sent.push({ url, text, body: JSON.parse(text) });
      if (refuse > 0) return Response.json({ code: refuse === 403 ? 'forbidden' : 'not_found', title: 'No', detail: 'It is gone.', origin: 'caller', retryable: false, request: 'q' }, { status: refuse });
      return Response.json({ id: `run_new${sent.length}` }, { status: 202 });
    }
    if (url.pathname.endsWith('/input') && input !== undefined) return new Response(input, { headers: { 'Content-Type': 'application/json' } });
    if (url.pathname.endsWith('/input')) return Response.json({ of: url.pathname.split('/').at(-2) ?? '' });
    if (url.searchParams.get('cursor') === 'more') return Response.json({ items: [{ id: 'run_b', workflow: 'w' }] });
    return Response.json({ items: [{ id: 'run_a', workflow: 'w' }], next: 'more', state: url.searchParams.get('state') });
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const show = () => {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <RetryFailed asked={{ workflow: 'w' }} failed={2} />
    </QueryClientProvider>,
  );
  fireEvent.click(screen.getByRole('button', { name: 'Retry failed', hidden: true }));
  fireEvent.click(screen.getByRole('button', { name: 'Retry 2', hidden: true }));
};

it('begins each failed run of the list anew with its old input and its id', async () => {
  show();
  expect(await screen.findByText('2 runs were begun.')).toBeDefined();
  expect(sent.map(({ body }) => body)).toEqual([
    { input: { of: 'run_a' }, labels: { again: 'run_a' } },
    { input: { of: 'run_b' }, labels: { again: 'run_b' } },
  ]);
});

it('sends the old input as it was, whole numbers beyond 2^53 too', async () => {
  input = '{"id":9007199254740993}';
  show();
  expect(await screen.findByText('2 runs were begun.')).toBeDefined();
  expect(sent[0]?.text).toContain('"input":{"id":9007199254740993}');
});

it('names those that could not be begun', async () => {
  refuse = 404;
  show();
  expect(await screen.findByText('0 runs were begun.')).toBeDefined();
  expect(screen.getAllByText(/It is gone/)).toHaveLength(2);
});

it('stops at the first where the right is not there', async () => {
  refuse = 403;
  show();
  await waitFor(() => expect(screen.getByRole('alert', { hidden: true }).textContent).toContain('forbidden'));
  expect(sent).toHaveLength(1);
});
