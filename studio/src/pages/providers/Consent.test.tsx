// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Consent } from './Consent';

/** A server: what is wanted, and what it was asked to do. */
let needed: boolean;
let file: boolean;
let asked: string[];

async function answer(request: Request): Promise<Response> {
  if (request.url.endsWith('/plugins')) return Response.json({ items: [{ id: 'acme', file, connectors: [] }] });
  if (request.method !== 'GET') asked.push(`${request.method} ${await request.text()}`.trim());
  if (request.method === 'POST') needed = false;
  if (request.method === 'DELETE') needed = true;
  return Response.json({ needed, plugin: 'acme', pluginVersion: '1.1.0', hosts: needed ? ['logs.acme.example'] : [], credential: [], of: 'digest' });
}

const shown = (client = new QueryClient()) =>
  render(
    <QueryClientProvider client={client}>
      <Consent id="mine" egress={['acme.example']} />
    </QueryClientProvider>,
  );

beforeEach(() => {
  asked = [];
  file = true;
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  vi.stubGlobal('fetch', answer);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('consent to what a provider reaches', () => {
  it('says what a held provider waits for, and is given to that very thing', async () => {
    needed = true;
    shown();
    await waitFor(() => expect(screen.getByText('waits for consent')).toBeTruthy());
    expect(screen.getByText('logs.acme.example')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Agree' }));
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Agree' }));
    await waitFor(() => expect(asked).toEqual(['POST {"of":"digest"}']));
  });

  it('is taken back once somebody has read what that stops', async () => {
    needed = false;
    shown();
    fireEvent.click(await screen.findByRole('button', { name: 'Take consent back' }));
    expect(asked).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Take it back' }));
    await waitFor(() => expect(asked).toEqual(['DELETE']));
    await screen.findByText('waits for consent');
  });

  it('is none of a connector in a jar, for which nobody is asked', async () => {
    needed = false;
    file = false;
    const client = new QueryClient();
    shown(client);
    await waitFor(() => expect(client.getQueryData(['consent', 'mine'])).toBeDefined());
    await waitFor(() => expect(client.isFetching()).toBe(0));
    expect(screen.queryByText('Consent')).toBeNull();
  });
});
