// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider, createMemoryHistory, createRootRoute, createRouter } from '@tanstack/react-router';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProviderConnection } from '@/api/schema';
import { Connection } from './Connection';

const connected: ProviderConnection = { provider: 'forge', auth: 'oauth2', secret: 'client', state: 'connected', since: '2026-11-24T12:00:00Z', refreshed: '2026-11-24T12:00:00Z', expires: '2026-11-24T14:00:00Z', account: 'ada', asked: ['api', 'openid'], granted: ['api'], renews: true };

/** A server: how it stands, and what it was asked to do. */
let told: ProviderConnection;
let asked: string[];

function answer(request: Request): Response {
  const { pathname } = new URL(request.url);
  if (request.method !== 'GET') asked.push(`${request.method} ${pathname}`);
  if (request.method === 'DELETE') told = { provider: 'forge', auth: 'oauth2', state: 'unconnected', asked: ['api'] };
  if (pathname.endsWith('/connect')) return Response.json({ attempt: '0ff', authorize: 'https://forge.example/authorize', expires: '2026-11-24T12:10:00Z' });
  if (pathname.startsWith('/api/v1/connections/')) return Response.json({ provider: 'forge', state: 'waiting' });
  if (pathname.startsWith('/api/v1/secrets/')) return Response.json({ name: pathname.slice('/api/v1/secrets/'.length), hosts: [], version: 3, stored: '2026-11-20T12:00:00Z' });
  return Response.json(pathname.includes('/connectors/') ? { id: 'gitlab', vendor: 'GitLab' } : told);
}

function shown() {
  const router = createRouter({ routeTree: createRootRoute({ component: () => <Connection id="forge" connector="gitlab" /> }), history: createMemoryHistory() });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}

beforeEach(() => {
  vi.stubGlobal('scrollTo', () => undefined);
  asked = [];
  told = connected;
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  vi.stubGlobal('fetch', (request: Request) => Promise.resolve(answer(request)));
  vi.stubGlobal('open', vi.fn());
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('the connection of a provider', () => {
  it('tells whose it is, what was granted of what was asked for, and ends only when asked twice', async () => {
    shown();
    await waitFor(() => expect(screen.getByText('ada')).toBeTruthy());
    expect(screen.getByText('not granted')).toBeTruthy();
    expect(screen.getByText('not yet')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Disconnect' }));
    expect(asked).toEqual([]);
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Disconnect' }));
    await waitFor(() => expect(screen.getByText('not connected')).toBeTruthy());
    expect(asked).toEqual(['DELETE /api/v1/providers/forge/connection']);
    expect(screen.queryByRole('button', { name: 'Disconnect' })).toBeNull();
  });

  it('is begun anew at the vendor', async () => {
    told = { ...connected, state: 'lost' };
    shown();
    await waitFor(() => expect(screen.getByText('connect again')).toBeTruthy());
    fireEvent.click(screen.getByRole('button', { name: 'Connect again' }));
    await waitFor(() => expect(screen.getByText('left for GitLab')).toBeTruthy());
    expect(asked).toEqual(['POST /api/v1/providers/forge/connect']);
  });

  it('asks nobody where a secret is enough', async () => {
    told = { provider: 'forge', auth: 'bearer', secret: 'token', state: 'own', asked: [] };
    shown();
    await waitFor(() => expect(screen.getByText(/version 3/)).toBeTruthy());
    expect(screen.getAllByRole('button').map((button) => button.textContent)).toEqual(['Replace the secret', 'Delete the secret']);
    fireEvent.click(screen.getByRole('button', { name: 'Replace the secret' }));
    const question = within(screen.getByRole('dialog'));
    expect(question.getByRole<HTMLButtonElement>('button', { name: 'Replace it' }).disabled).toBe(true);
    fireEvent.change(question.getByLabelText('New value'), { target: { value: 'next' } });
    fireEvent.click(question.getByRole('button', { name: 'Replace it' }));
    await waitFor(() => expect(asked).toEqual(['PUT /api/v1/secrets/token']));
  });
});
