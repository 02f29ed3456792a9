import { expect, it } from 'vitest';
import { firstModel, pieces, snippets } from './snippets';

it('points each client at the gateway, with the key in the environment', () => {
  const all = snippets('https://gw.example:9443', 'fast');
  expect(all.map(({ key }) => key)).toEqual(['openai', 'anthropic', 'google', 'curl']);
  for (const one of all) {
    const differing = pieces(one).filter((_, at) => at % 2 === 1);
    expect(differing).toHaveLength(3);
    expect(differing[0]).toContain('https://gw.example:9443');
    expect(differing[1]).toContain('AUTERITY_KEY');
    expect(differing[2]).toContain('fast');
    expect(pieces(one).join('')).not.toMatch(/[‹›]/);
  }
});

it('names a model that the key names in full', () => {
  expect(firstModel(['gpt-4*', 'fast'])).toBe('fast');
  expect(firstModel(undefined)).toBe('MODEL');
});
