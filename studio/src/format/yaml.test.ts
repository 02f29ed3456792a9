import { describe, expect, it } from 'vitest';
import { yaml } from './yaml';

const spec = (value: unknown) => yaml({ kind: 'route', id: 'a', spec: value }).split('\n').slice(2, -1);

describe('a resource as YAML', () => {
  it('has what is short in one line', () => {
    expect(yaml({ kind: 'route', id: 'quick', spec: { priority: 10, when: { model: 'fast', labels: { team: 'claims' } }, use: ['openai/gpt-4o-mini', 'local'] } })).toBe(
      'kind: route\nid: quick\nspec:\n  priority: 10\n  when: {model: fast, labels: {team: claims}}\n  use: [openai/gpt-4o-mini, local]\n',
    );
  });

  it('breaks what is long', () => {
    const long = ['a-very-long-provider/and-its-model-of-today', 'another-long-provider/and-its-model-of-today'];
    expect(spec({ use: long })).toEqual(['spec:', '  use:', `    - ${String(long[0])}`, `    - ${String(long[1])}`]);
    const models = [{ id: long[0], as: long[1], abilities: ['tools'] }];
    expect(spec({ models })).toEqual(['spec:', '  models:', `    - id: ${String(long[0])}`, `      as: ${String(long[1])}`, '      abilities: [tools]']);
  });

  it('quotes what would mean something else', () => {
    expect(spec({ when: { labels: { a: '?*', b: 'true', c: '1.5', d: 'x: y', f: 'null' } } })).toEqual([
      'spec:',
      '  when: {labels: {a: "?*", b: "true", c: "1.5", d: "x: y", f: "null"}}',
    ]);
  });

  it('quotes no more than that', () => {
    expect(spec({ capability: 'ai.chat.*', steps: ['5%'], every: '1h', say: 'two words', on: ['request'], cache: 'off' })).toEqual(['spec:', '  capability: ai.chat.*', '  steps: [5%]', '  every: 1h', '  say: two words', '  on: [request]', '  cache: off']);
  });

  it('keeps what is empty', () => {
    expect(spec({})).toEqual(['spec: {}']);
    expect(spec({ personal: [], region: null, as: '' })).toEqual(['spec:', '  personal: []', '  region: null', '  as: ""']);
  });
});
