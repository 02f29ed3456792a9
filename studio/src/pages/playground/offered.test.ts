import { expect, it } from 'vitest';
import type { CapabilityMatrix, Resource } from '@/api/schema';
import { offered } from './offered';

it('names of routes come first, and only those that a chat can ask for', () => {
  const route = (id: string, when?: object): Resource => ({ kind: 'route', id, version: 1, appliedAt: '', spec: when === undefined ? {} : { when } });
  const routes = [route('quick', { model: 'fast' }), route('glob', { model: 'gpt-*' }), route('all'), route('vectors', { capability: 'ai.embedding.create', model: 'vec' })];
  const providers = [{ id: 'openai', models: [{ offer: 'openai/gpt' }, { offer: 'fast' }] }] as unknown as CapabilityMatrix['providers'];
  expect(offered(routes, providers).map(({ name }) => name)).toEqual(['fast', 'openai/gpt']);
  expect(offered([], [])).toEqual([]);
});
