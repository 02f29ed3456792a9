// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { clock } from '@/format/time';
import { NextTry } from './NextTry';

afterEach(cleanup);

const next = '2026-01-01T06:07:00Z';
const last = '2026-01-01T06:10:00Z';

it('says which try comes when, until when and why', () => {
  const failure = { code: 'no_viable_provider', origin: 'vendor', retryable: true, applied: 'no', message: 'its breaker is open', fields: {} } as const;
  render(<NextTry step={{ attempts: 11, nextTryAt: next, givesUpAt: last, failure }} />);
  expect(screen.getByRole('status').textContent).toBe(`Try 12 at ${clock(next)}, until ${clock(last)} at the latest: its breaker is open`);
});

it('says nothing of a step that waits for no try', () => {
  render(<NextTry step={{ attempts: 1 }} />);
  expect(screen.queryByRole('status')).toBeNull();
});
