// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Delivery, Hook } from '@/api/schema';
import { Listen } from './Listen';

const hook: Hook = { id: 'hook_1', provider: 'gitea', path: '/hooks/7f3a19…', scheme: 'hmac-sha256', signed: true, secretVersion: 1, created: '2026-02-01T00:00:00Z', lastDay: { taken: 4, bytes: 900, refused: 1 } };
const delivery = (id: string): Delivery => ({ id, webhook: 'hook_1', provider: 'gitea', state: 'verified', size: 1, received: '2026-03-01T11:00:00Z', repeats: 0, replays: 0, events: 1 });

let told: Delivery[];
let asked: URL[];
const onHeard = vi.fn();
const onClose = vi.fn();

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-03-01T12:00:00Z') });
  told = [delivery('whd_1')];
  asked = [];
  HTMLElement.prototype.scrollIntoView = () => undefined;
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }));
  vi.stubGlobal('fetch', (request: Request) => {
    asked.push(new URL(request.url));
    return Promise.resolve(Response.json({ items: told, truncated: false }));
  });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Listen hooks={[hook]} search={{ webhook: 'hook_1', form: 'listen' }} onClose={onClose} onHeard={onHeard} />
    </QueryClientProvider>,
  );
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

it('hands on the delivery that comes, and none that was there', async () => {
  await pass(4_100);
  expect(screen.getByText('Listening on /hooks/7f3a19…')).toBeTruthy();
  expect(screen.getByText('9 min 56 s left')).toBeTruthy();
  expect(asked[0]?.searchParams.get('webhook')).toBe('hook_1');
  expect(onHeard).not.toHaveBeenCalled();

  told = [delivery('whd_2'), delivery('whd_1')];
  await pass(2_100);

  expect(onHeard).toHaveBeenCalledWith('whd_2');
});

it('ends by itself, asks no more, and begins anew when it is told to', async () => {
  await pass(600_100);
  expect(screen.getByText('Nothing came in 10 min')).toBeTruthy();
  const before = asked.length;
  await pass(10_000);
  expect(asked.length).toBe(before);

  fireEvent.click(screen.getByRole('button', { name: 'Listen again' }));
  await pass(2_100);

  expect(screen.getByText('Listening on /hooks/7f3a19…')).toBeTruthy();
  expect(asked.length).toBeGreaterThan(before);
  expect(onHeard).not.toHaveBeenCalled();
});

it('stops by its button and by Esc', async () => {
  await pass(100);
  fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
  fireEvent.keyDown(window, { key: 'Escape' });
  expect(onClose).toHaveBeenCalledTimes(2);
});
