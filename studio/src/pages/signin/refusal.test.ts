import { expect, it } from 'vitest';
import { refusalOf } from './refusal';

it('says nothing where nothing was refused', () => {
  expect(refusalOf(undefined)).toBeUndefined();
});

it('has a sentence of its own for each reason', () => {
  const codes = ['no_issuer', 'state', 'used', 'denied', 'mix_up', 'no_role', 'linked', 'other_roles', 'issuer_client', 'changed', 'issuer_away', 'too_many', 'token_expired', 'token_audience', 'token_signature'];
  expect(new Set(codes.map(refusalOf)).size).toBe(codes.length);
});

it('repeats nothing of an address that somebody else made', () => {
  expect(refusalOf('<b>call 0900')).toBe('You were not let in. Begin again.');
  expect(refusalOf('constructor')).toBe('You were not let in. Begin again.');
});
