import { describe, expect, it } from 'vitest';
import type { Resource } from '@/api/schema';
import { check, draftOf, drawn, emptyDraft, emptyTopic, placed, resourceOf, writable, type Draft } from './draft';
import { policyOf } from './policy';

const rule = (spec: Record<string, unknown>): Resource => ({ kind: 'guardrail', id: 'g', version: 3, appliedAt: '2026-11-22T05:00:00Z', spec });
const problem = (path: string) => ({ path, rule: 'is odd', fix: 'mend it' });
const draft = (of: Partial<Draft>): Draft => ({ ...emptyDraft, id: 'g', ...of });

describe('a rule that is written', () => {
  it.each([
    { on: ['request'], find: { personal: ['email'], region: 'DE' }, act: 'restore' },
    { on: ['answer', 'tool'], find: { secrets: true }, act: 'block', onError: 'pass', priority: -3 },
    { on: ['stream'], find: { injection: 'meaning' }, act: 'watch', scope: { routes: ['a', 'b'], models: ['gpt-*'], capabilities: ['ai.chat.*'], labels: { team: 'claims' } } },
    { on: ['request'], find: { words: ['two words', 'globex'], as: 'competitor' }, act: 'route', labels: { privacy: 'strict' } },
    { on: ['request'], find: { topics: [{ name: 'money', description: 'Advice on shares', examples: ['Buy, or sell?', 'Which fund?'], threshold: 0.4 }, { name: 'votes', description: 'x' }] }, act: 'mask' },
    { on: ['answer'], find: { schema: { type: 'object', properties: { a: { type: 'string' } } } }, act: 'block' },
    { on: ['request'], find: { http: { url: 'https://j.example', secret: 's', timeout: '1s', batch: true } }, act: 'block' },
  ])('says the same as the one in force: $find', (spec) => {
    expect(writable(rule(spec))).toBe(true);
    expect(resourceOf(draftOf(rule(spec)))).toEqual({ kind: 'guardrail', id: 'g', spec });
  });

  it('is left to its text where the form would change it', () => {
    expect(writable(rule({ on: ['request'], find: { secrets: true }, act: 'block', onError: 'refuse', priority: 0, scope: { models: [] } }))).toBe(true);
    expect(writable(rule({ on: ['request'], find: { secrets: true }, act: 'block', scope: { labels: { team: 'two words' } } }))).toBe(false);
  });

  it('only watches at first, and everything of its kind', () => {
    expect(resourceOf(draft({})).spec).toEqual({ on: ['request', 'answer'], find: { personal: [] }, act: 'watch' });
  });
});

describe('what is wrong', () => {
  it('is told of the field, and only of fields that count', () => {
    expect(check(draft({ labels: 'nothing' }))).toEqual({});
    expect(Object.keys(check(draft({ id: ' ', on: [], find: 'words', act: 'route', priority: 'high' })))).toEqual(['id', 'on', 'words', 'labels', 'priority']);
    expect(check(draft({ find: 'schema', schema: '[1]' })).schema).toBeDefined();
    expect(check(draft({ find: 'http' })).url).toBeDefined();
    expect(check(draft({ scopeLabels: 'team' })).scopeLabels).toBe('team is no label: write name=value.');
  });

  it('is told of each topic', () => {
    expect(Object.keys(check(draft({ find: 'topics', topics: [{ name: 'Two words', description: '', examples: '', threshold: '2' }] })))).toEqual(['topics.0.name', 'topics.0.description', 'topics.0.threshold']);
    expect(check(draft({ find: 'topics', topics: [{ name: 'money', description: 'x', examples: '', threshold: '' }] }))).toEqual({});
  });

  it('stands at its field where the server says so', () => {
    const shown = drawn(draft({ find: 'topics', topics: [emptyTopic, emptyTopic] }), true);
    expect(placed({ problems: [problem('spec.find.topics[1].name'), problem('spec.scope.routes[0]'), problem('id'), { ...problem('spec.scope.routes[1]'), rule: 'is odd too' }], fields: { priority: 'too high' } }, shown)).toEqual({
      at: { 'topics.1.name': 'is odd: mend it', routes: 'is odd: mend it', id: 'is odd: mend it', priority: 'too high' },
      more: false,
    });
  });

  it('is more than fields tell where one is not shown, or none is named', () => {
    const told = (path: string, of: Partial<Draft>, isNew = false) => placed({ problems: [problem(path)], fields: {} }, drawn(draft(of), isNew));

    expect(told('spec.find.region', { find: 'personal' }).more).toBe(false);
    expect(told('spec.find.injection', { find: 'injection' })).toEqual({ at: { injection: 'is odd: mend it' }, more: false });
    expect(told('spec.find.http.url', { find: 'personal' })).toEqual({ at: {}, more: true });
    expect(told('spec.find.topics[2].name', { find: 'topics' })).toEqual({ at: {}, more: true });
    expect(told('spec.labels', { act: 'mask' })).toEqual({ at: {}, more: true });
    expect(told('spec.labels', { act: 'route' }).more).toBe(false);
    expect(told('id', {})).toEqual({ at: {}, more: true });
    expect(told('elsewhere', {})).toEqual({ at: {}, more: true });
    expect(placed({ problems: [], fields: {} }, ['id'])).toEqual({ at: {}, more: true });
  });
});

it('a policy tells what is set for a route and what every route has', () => {
  const all = { ...rule({ on: ['request'], find: { secrets: true }, act: 'block' }), id: 'all' };
  const own = { ...rule({ on: ['request'], find: { personal: [] }, act: 'mask', scope: { routes: ['claims'], models: ['gpt-*'] } }), id: 'own' };

  expect(policyOf([all, own], ['bulk', 'claims'])).toEqual({
    columns: [
      { find: 'personal', name: 'Personal data' },
      { find: 'secrets', name: 'Secrets' },
    ],
    rows: [
      { route: undefined, cells: [[], [{ id: 'all', act: 'block', own: false, some: false }]] },
      { route: 'bulk', cells: [[], [{ id: 'all', act: 'block', own: false, some: false }]] },
      { route: 'claims', cells: [[{ id: 'own', act: 'mask', own: true, some: true }], [{ id: 'all', act: 'block', own: false, some: false }]] },
    ],
  });
});
