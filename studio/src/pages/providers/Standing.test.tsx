// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Standing } from './Standing';

/** A server: what it was asked to do. */
let asked: string[];

function answer(request: Request): Promise<Response> {
  const path = new URL(request.url).pathname;
  if (path.endsWith('/removal')) return Promise.resolve(Response.json({ notes: ['it is ambiguous'] }));
  if (request.method !== 'GET') asked.push(`${request.method} ${path}`);
  return Promise.resolve(request.method === 'DELETE' ? new Response(null, { status: 204 }) : Response.json({ kind: 'messaging', provider: 'slack' }));
}

const shown = (isDefault: boolean, onGone = vi.fn()) =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Standing detail={{ id: 'slack', kind: 'messaging', isDefault }} onGone={onGone} />
    </QueryClientProvider>,
  );

beforeEach(() => {
  asked = [];
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  vi.stubGlobal('fetch', answer);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('the standing of a provider', () => {
  it('becomes the default of its kind when that is asked for', async () => {
    shown(false);
    fireEvent.click(screen.getByRole('button', { name: 'Make default' }));
    expect(asked).toEqual([]);
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Make default' }));
    await waitFor(() => expect(asked).toEqual(['POST /api/v1/providers/slack/default']));
  });

  it('says so where it is that', () => {
    shown(true);
    expect(screen.getByText(/The default of messaging/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Make default' })).toBeNull();
  });

  it('is removed once somebody has read what that means', async () => {
    const gone = vi.fn();
    shown(true, gone);
    fireEvent.click(screen.getByRole('button', { name: 'Remove' }));
    await screen.findByText('it is ambiguous');
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Remove' }));
    await waitFor(() => expect(asked).toEqual(['DELETE /api/v1/resources/provider/slack']));
    await waitFor(() => expect(gone).toHaveBeenCalled());
  });
});
