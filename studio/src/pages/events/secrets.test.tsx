// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Hook } from '@/api/schema';
import { AcceptFormer, SetAtVendor } from './FormerSecret';
import { GivenSecret } from './GivenSecret';

const hook: Hook = { id: 'hook_1', provider: 'code', path: '/hooks/7f3a19…', scheme: 'hmac-sha256', signed: true, secretVersion: 2, created: '2026-02-01T00:00:00Z', lastDay: { taken: 4, bytes: 900, refused: 1 }, atVendor: { repository: 'octo/hello', events: ['PUSH'], hook: '7', left: [] } };

let asked: string[];

beforeEach(() => {
  asked = [];
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  vi.stubGlobal('fetch', async (request: Request) => {
    asked.push(`${request.method} ${new URL(request.url).pathname} ${await request.text()}`);
    return Response.json({ id: 'hook_1', provider: 'code', secret: 'of-the-vendor' });
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const shown = (what: ReactNode) => render(<QueryClientProvider client={new QueryClient()}>{what}</QueryClientProvider>);

it('accepts the secret of before only when asked twice', async () => {
  shown(<AcceptFormer hook={hook} version={1} />);
  fireEvent.click(screen.getByRole('button', { name: 'Accept version 1 for 24 h' }));
  expect(asked).toEqual([]);
  fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Accept it for 24 h' }));
  await waitFor(() => expect(asked).toEqual(['POST /api/v1/webhooks/hook_1/former {"version":1,"overlap":"24h"}']));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

it('sets a new secret at the vendor where it was told from here', async () => {
  shown(<SetAtVendor hook={hook} />);
  fireEvent.click(screen.getByRole('button', { name: 'Set a new secret at code' }));
  expect(screen.getByText(/octo\/hello gets another hook/)).toBeTruthy();
  fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Set a new secret' }));
  await waitFor(() => expect(asked).toEqual(['POST /api/v1/webhooks/hook_1/rotate {"what":"secret","overlap":"24h"}']));
});

it('tells what the vendor gave when it is asked for, and not before', async () => {
  shown(<GivenSecret hook="hook_1" />);
  expect(asked).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Show what the vendor gave' }));
  await waitFor(() => expect(screen.getByText('of-the-vendor')).toBeTruthy());
  expect(asked).toEqual(['GET /api/v1/webhooks/hook_1/secret ']);
});
