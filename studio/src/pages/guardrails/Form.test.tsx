// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { Resource } from '@/api/schema';
import { Form } from './Form';

const rule: Resource = { kind: 'guardrail', id: 'mail', version: 3, appliedAt: '2026-11-22T05:00:00Z', spec: { on: ['request'], find: { personal: ['email'] }, act: 'mask' } };
const refusal = (...paths: string[]) => ({ code: 'invalid', origin: 'caller', title: 'Not applied', detail: 'guardrail/mail is refused.', retryable: false, request: 'req_1', problems: paths.map((path) => ({ path: `guardrail/mail.${path}`, rule: `${path} is odd`, fix: 'mend it' })) });

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const refused = (...paths: string[]) => {
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json(refusal(...paths), { status: 422, headers: { 'Content-Type': 'application/problem+json' } })));
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <Form rule={rule} onClose={() => undefined} onSaved={() => undefined} />
    </QueryClientProvider>,
  );
  fireEvent.click(screen.getByRole('button', { name: 'Put the change in force' }));
};

it('tells at its foot what is refused of fields that it does not show', async () => {
  refused('spec.priority', 'spec.labels');

  expect((await screen.findByRole('alert')).textContent).toContain('spec.labels is odd');
  expect(screen.getByText('spec.priority is odd: mend it')).toBeDefined();
  expect(screen.getByText('1 field to mend')).toBeDefined();
});

it('says nothing at its foot where all of it stands at fields', async () => {
  refused('spec.find.region');

  expect(await screen.findByText('spec.find.region is odd: mend it')).toBeDefined();
  expect(document.activeElement).toBe(screen.getByLabelText('Country'));
  expect(screen.queryByRole('alert')).toBeNull();
});
