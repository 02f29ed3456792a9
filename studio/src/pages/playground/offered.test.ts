import { expect, it } from 'vitest';
import type { CapabilityMatrix, Resource } from '@/api/schema';
import { able, offered } from './offered';

const operations = (support: string) => [{ capability: 'ai.chat.create', support }];
const matrix = {
  connectors: [
    { id: 'openai', operations: operations('full') },
    { id: 'local-embedding', operations: operations('none') },
  ],
  providers: [
    { id: 'mine', connector: 'openai', models: [{ offer: 'openai/gpt' }, { offer: 'fast' }] },
    { id: 'vectors', connector: 'local-embedding', models: [{ offer: 'vectors/bge' }] },
  ],
} as unknown as CapabilityMatrix;

it('names of routes come first, and only what a chat can be asked of', () => {
  const route = (id: string, when?: object): Resource => ({ kind: 'route', id, version: 1, appliedAt: '', spec: when === undefined ? {} : { when } });
  const routes = [route('quick', { model: 'fast' }), route('glob', { model: 'gpt-*' }), route('all'), route('vectors', { capability: 'ai.embedding.create', model: 'vec' })];
  expect(offered('ai.chat.create', routes, able('ai.chat.create', matrix), new Map()).map(({ name }) => name)).toEqual(['fast', 'openai/gpt']);
  expect(offered('ai.chat.create', [], [], new Map())).toEqual([]);
});

it('names what the vendor has where a provider declares no models', () => {
  const bare = { ...matrix, providers: [{ id: 'mine', connector: 'openai', models: [] }] } as unknown as CapabilityMatrix;
  expect(offered('ai.chat.create', [], able('ai.chat.create', bare), new Map([['mine', ['gpt-5']], ['other', ['x']]]))).toEqual([{ name: 'mine/gpt-5', what: 'at mine' }]);
});
