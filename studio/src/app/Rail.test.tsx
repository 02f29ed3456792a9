// @vitest-environment jsdom
import { RouterProvider, createMemoryHistory, createRootRoute, createRouter } from '@tanstack/react-router';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Session } from '@/api/schema';
import { learnRights } from '@/api/rights';
import { PhoneBar, PhoneNav } from './Rail';

const session = (type: 'user' | 'key') => ({ principal: { type, name: 'ada' }, tenant: { id: 't', name: 'demo' }, environment: 'local' }) as unknown as Session;

function shown(at: string, of: Session) {
  const root = createRootRoute({
    component: () => (
      <>
        <PhoneBar session={of} onFind={() => undefined} />
        <PhoneNav onMore={() => undefined} />
      </>
    ),
  });
  render(<RouterProvider router={createRouter({ routeTree: root, history: createMemoryHistory({ initialEntries: [at] }) })} />);
}

beforeEach(() => vi.stubGlobal('scrollTo', () => undefined));
afterEach(() => {
  cleanup();
  learnRights(undefined);
  vi.unstubAllGlobals();
});

it('leads a person to their accounts from the phone’s upper bar, and shows where one is in the lower', async () => {
  shown('/accounts', session('user'));
  expect((await screen.findByRole('link', { name: 'Your accounts' })).getAttribute('href')).toBe('/accounts');
  expect(screen.getByRole('button', { name: 'Accounts, more rooms' }).getAttribute('aria-current')).toBe('page');
});

it('shows four rooms and More on the phone, and under More’s name the room one stands in', async () => {
  shown('/keys', session('key'));
  await screen.findByRole('button', { name: 'Keys, more rooms' });
  expect(screen.getAllByRole('link').map((link) => link.getAttribute('href')?.split('?')[0])).toEqual(['/', '/runs', '/workflows', '/decisions', '/providers']);
});

it('shows the rooms that one may use alone', async () => {
  learnRights({ acts: ['control:audit.read', 'control:decision.read'], calls: { allow: [], deny: [] } });
  shown('/decisions', session('key'));
  await screen.findByRole('button', { name: 'More rooms' });
  expect(screen.getAllByRole('link').map((link) => link.textContent)).toEqual(['', 'Decisions', 'Home', 'Usage', 'Audit log']);
});

it('leads nobody to accounts who is here by a key', async () => {
  shown('/runs', session('key'));
  await screen.findByRole('button', { name: 'Search or act' });
  expect(screen.queryByRole('link', { name: /accounts/i })).toBeNull();
});
