import { describe, expect, it } from 'vitest';
import { codeOf, nextPath, parseSearch, signInAddress, writeSearch } from './address';

describe('the address', () => {
  it('keeps plain words plain', () => {
    const search = { state: 'failed', open: 'triage[17].classify', since: '24h' };
    expect(writeSearch(search)).toBe('?state=failed&open=triage[17].classify&since=24h');
    expect(parseSearch(writeSearch(search))).toEqual(search);
  });
  it('keeps what needs quoting', () => {
    const search = { step: 'a&b=c d' };
    expect(parseSearch(writeSearch(search))).toEqual(search);
  });
  it('is empty without tokens', () => expect(writeSearch({ open: undefined })).toBe(''));
});

it('finds the one-time code in the fragment', () => {
  expect(codeOf('#code=k7f-2')).toBe('k7f-2');
  expect(codeOf('#other')).toBeUndefined();
  expect(codeOf('')).toBeUndefined();
});

it.each([
  [undefined, '/'],
  ['/providers?open=a', '/providers?open=a'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['/signin', '/'],
])('after sign-in %s leads to %s', (next, path) => expect(nextPath(next)).toBe(path));

it('leads back to where one was', () => {
  const here = '/runs/run_1?open=triage[3].mask&tab=input';
  expect(parseSearch(signInAddress(here).replace('/signin', ''))).toEqual({ next: here });
});
