// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, render, screen } from '@testing-library/react';
import { Blob } from 'node:buffer';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Decided } from './Decided';

const answers: Response[] = [];
let asked = 0;

beforeEach(() => {
  vi.useFakeTimers();
  asked = 0;
  // The one of jsdom is no body of an answer.
  vi.stubGlobal('Blob', Blob);
  vi.stubGlobal('fetch', () => Promise.resolve(answers[Math.min(asked++, answers.length - 1)]?.clone() ?? Response.error()));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  answers.length = 0;
  vi.useRealTimers();
});

const missing = () => Response.json({ code: 'not_found', title: 'No such decision', detail: '', origin: 'caller', retryable: false, request: 'q' }, { status: 404 });
const show = () => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <Decided id="dec_1">{(decision) => decision.sentence}</Decided>
    </QueryClientProvider>,
  );
};
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

describe('the decision of a step', () => {
  it('is asked for again while it is not written yet', async () => {
    answers.push(missing(), missing(), Response.json({ sentence: 'a answered' }));
    show();
    await pass(900);
    expect(screen.getByText(/it is written a moment after the call/)).toBeDefined();
    await pass(2_000);
    expect(screen.getByText('a answered')).toBeDefined();
  });

  it('that never comes is said to be missing', async () => {
    answers.push(missing());
    show();
    await pass(20_000);
    expect(screen.getByRole('alert').textContent).toContain('No such decision');
    expect(asked).toBe(7);
  });

  it('that is refused is not asked for again', async () => {
    answers.push(Response.json({}, { status: 403 }));
    show();
    await pass(20_000);
    expect(asked).toBe(1);
  });
});
