// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { answered } from './chat';
import { Messages } from './Messages';

const fetch = vi.fn<(request: Request) => Promise<Response>>();
const said = { author: { name: 'Ada', bot: false }, createdAt: '2026-11-27T10:00:00Z' };
const choices = [
  { id: 'yes', label: 'Pay', style: 'primary' },
  { id: 'no', label: 'Refuse', style: 'danger' },
];

let asks: Record<string, unknown>;
let refuses: boolean;

async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const input = (await request.clone().json()) as { thread?: string; choice?: string };
  if (pathname.endsWith('question.answer')) {
    if (refuses) return Response.json({ code: 'conflict', title: 'Conflict', detail: 'the question q1 is closed and takes no answer any more', origin: 'caller', retryable: false, request: 'q', fields: {} }, { status: 409 });
    asks = { ...asks, answers: [{ choice: input.choice, by: { name: 'Ada' } }] };
    return Response.json({ question: 'q1', choice: input.choice });
  }
  if (input.thread !== undefined) return Response.json({ items: [{ ...said, ref: { id: 'm3' }, text: 'I do', thread: { id: 'm1' } }], truncated: false });
  return Response.json({
    items: [
      { ...said, ref: { id: 'm2' }, text: 'Pay invoice 7?', question: asks },
      { ...said, ref: { id: 'm1' }, text: '<b>Who</b> takes it?', replies: 1 },
    ],
    truncated: false,
  });
}

beforeEach(() => {
  asks = { id: 'q1', choices, closed: false, answers: [] };
  refuses = false;
  vi.stubGlobal('fetch', fetch);
  fetch.mockReset();
  fetch.mockImplementation(answer);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const show = () =>
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <Messages provider="chat" channel="support" />
    </QueryClientProvider>,
  );

it('shows messages as they were written, the oldest first', async () => {
  show();

  const list = await screen.findByRole('list', { name: 'Messages of support' });
  expect(within(list).getAllByText(/takes it|invoice/).map(({ textContent }) => textContent)).toEqual(['<b>Who</b> takes it?', 'Pay invoice 7?']);
});

it('opens a thread', async () => {
  show();

  fireEvent.click(await screen.findByRole('button', { name: '1 answer' }));
  expect(await screen.findByText('I do')).toBeDefined();
});

it('answers a question and shows who chose what', async () => {
  show();

  fireEvent.click(await screen.findByRole('button', { name: 'Pay' }));
  expect(await screen.findByText('Pay: Ada')).toBeDefined();
});

it('says why an answer is refused', async () => {
  refuses = true;
  show();

  fireEvent.click(await screen.findByRole('button', { name: 'Refuse' }));
  expect((await screen.findByRole('alert')).textContent).toContain('takes no answer any more');
});

it('has no buttons where a question is closed', async () => {
  asks = { ...asks, closed: true };
  show();

  expect(await screen.findByText('Closed.')).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Pay' })).toBeNull();
});

it('tells of each choice who made it', () => {
  const by = (choice: string, name: string) => ({ choice, by: { name } });

  expect(answered({ id: 'q1', choices: [{ id: 'yes', label: 'Pay' }, { id: 'no', label: 'Refuse' }], closed: false, answers: [by('no', 'Bob'), by('yes', 'Ada'), by('no', 'Cleo')] })).toEqual(['Pay: Ada', 'Refuse: Bob, Cleo']);
});
