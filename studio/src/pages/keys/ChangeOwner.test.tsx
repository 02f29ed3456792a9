// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ApiFailure } from '@/api/failure';
import { ChangeOwner } from './ChangeOwner';
import type { Surroundings } from './surroundings';

const team = { kind: 'team', id: 'claims', version: 1, spec: { name: 'Claims' }, appliedAt: '' };
const around: Surroundings = { limits: [], owners: [team], over: new Map<string, string>(), limitsKnown: true, ownersKnown: true };

beforeEach(() => vi.stubGlobal('matchMedia', () => ({ matches: false })));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const shown = (of: Surroundings) => (
  <QueryClientProvider client={new QueryClient()}>
    <ChangeOwner of="team/claims" around={of} onClose={() => undefined} />
  </QueryClientProvider>
);

it('keeps what was typed of a team that was ended meanwhile', () => {
  const { rerender } = render(shown(around));
  fireEvent.change(screen.getByLabelText('Name'), { target: { value: 'Claims and more' } });
  rerender(shown({ ...around, owners: [] }));
  expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('Claims and more');
});

it('tells why owners are not known, and which there is not', () => {
  const { rerender } = render(shown({ ...around, owners: [], ownersKnown: false, ownersError: new ApiFailure('Forbidden', 'no right to read teams', 'forbidden', 'caller', false, 403) }));
  expect(screen.getByRole('alert').textContent).toContain('no right to read teams');
  rerender(shown({ ...around, owners: [] }));
  expect(screen.getByText('There is no team/claims.')).toBeDefined();
});
