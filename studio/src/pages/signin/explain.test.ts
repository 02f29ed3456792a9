import { expect, it } from 'vitest';
import { asFailure, refused, unreachable } from '@/api/failure';
import { explain } from './explain';

it('says of a wrong key what to do', () => {
  expect(explain(refused({ title: 'Unauthenticated', code: 'unauthenticated' }, 401, null))).toContain('Copy the whole key');
});

it('says when the server is away', () => {
  expect(explain(unreachable())).toContain('./auterity start');
});

it('passes on any other reason with its code', () => {
  const failure = refused({ title: 'Too many tries', detail: 'Wait a minute.', code: 'rate_limited', origin: 'caller', retryable: true }, 429, null);
  expect(explain(failure)).toBe('Too many tries. Wait a minute. (rate_limited)');
});

it('says what the form itself found', () => {
  expect(explain(asFailure(new Error('Type your API key.')))).toBe('Type your API key.');
});
