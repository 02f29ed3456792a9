import { expect, it } from 'vitest';
import { capabilityOf, describe, labelsOf } from './described';

it('a dry run begins with a call that the route is for', () => {
  expect(capabilityOf({ when: { capability: 'ai.text.*' } }, ['ai.chat.create', 'ai.text.classify'])).toBe('ai.text.classify');
  expect(capabilityOf({ when: { capability: 'git.repo.list' } }, [])).toBe('git.repo.list');
  expect(capabilityOf({}, [])).toBe('ai.chat.create');
  expect(labelsOf({ when: { model: 'gpt-*', labels: { team: 'claims', sample: '?*' } } })).toEqual({ model: 'gpt-', labels: 'team=claims, sample=x' });
});

it('what is typed becomes a call, what is empty is left out', () => {
  expect(describe({ capability: ' ai.chat.create ', model: '', labels: 'team = claims,broken, =x', input: '1200', output: 'many' })).toEqual({ capability: 'ai.chat.create', labels: { team: 'claims' }, inputTokens: 1200 });
  expect(describe({ capability: 'a', model: 'm', labels: '', input: '', output: '5' })).toEqual({ capability: 'a', model: 'm', maxOutputTokens: 5 });
});
