import { describe, expect, it } from 'vitest';
import type { ProviderConnection } from '@/api/schema';
import { scopes, words } from './connection';

const told = (more: Partial<ProviderConnection>): ProviderConnection => ({ provider: 'forge', auth: 'oauth2', state: 'connected', asked: ['api', 'openid'], since: '2026-11-24T12:00:00Z', ...more });

describe('scopes', () => {
  it('tells those that were granted from those that were not, and what came unasked', () => {
    expect(scopes(told({ granted: ['openid', 'email'] })).map(({ scope, word }) => `${scope} ${word}`)).toEqual(['api not granted', 'openid granted', 'email not asked for']);
  });

  it('takes a vendor that tells none at what was asked for', () => {
    expect(scopes(told({})).map(({ word }) => word)).toEqual(['granted as asked', 'granted as asked']);
  });

  it('grants nothing before somebody has agreed', () => {
    expect(scopes({ provider: 'forge', auth: 'oauth2', state: 'unconnected', asked: ['api'] })).toEqual([{ scope: 'api', of: 'pending', word: 'to be asked for' }]);
  });
});

describe('words', () => {
  it('asks to connect again where that is needed', () => {
    expect(['connected', 'changed', 'lost'].map((state) => words(told({ state })).word)).toEqual(['connected', 'connect again', 'connect again']);
  });

  it('shows a state that it does not know as it is', () => {
    expect(words(told({ state: 'new' }))).toEqual({ of: 'new', word: 'new' });
  });
});
