import { describe, expect, it } from 'vitest';
import { ApiFailure } from '@/api/failure';
import type { ChangedPlugin } from '@/api/schema';
import { jsonObject, nextLine, notesOf, operationsOf, pluginOf, summary, valueless, type Note } from './notes';

const nothing: string[] = [];
const checked: ChangedPlugin = { plugin: 'acme', changes: { added: nothing, removed: nothing, changed: nothing } as unknown as ChangedPlugin['changes'], gradeLost: [], warnings: ['line 21: connectors.acme: does not mention issue.get; add it', 'has no tests'], waiting: ['mine'], waitingElsewhere: 1, here: [] };
const refused = new ApiFailure('Invalid', 'the file is no connector', 'invalid', 'caller', false, 400, {}, {}, [{ line: 31, path: 'connectors.acme', rule: "'it.stat' is unknown", fix: 'write it.state' }]);

describe('what is said of a file', () => {
  it('is an error by line, with what mends it', () => {
    expect(notesOf(refused, undefined)).toEqual([{ of: 'error', line: 31, path: 'connectors.acme', said: "'it.stat' is unknown; write it.state" }]);
    expect(notesOf(new ApiFailure('No', 'jars bring it', 'conflict', 'caller', false, 409), undefined)).toEqual([{ of: 'error', said: 'jars bring it (conflict)' }]);
  });

  it('is a warning by line, and what publishing would hold', () => {
    expect(notesOf(undefined, checked)).toEqual([
      { of: 'warning', line: 21, path: 'connectors.acme', said: 'does not mention issue.get; add it' },
      { of: 'warning', said: 'has no tests' },
      { of: 'warning', said: '2 providers would wait for consent, as it reaches further' },
    ]);
    expect(notesOf(undefined, undefined)).toEqual([]);
  });

  it('is summed up', () => {
    const error: Note = { of: 'error', said: '' };
    const caution: Note = { of: 'warning', said: '' };
    expect(summary([error, caution, caution])).toBe('1 error keeps it from being published, 2 warnings do not');
    expect(summary([caution])).toBe('1 warning, which does not keep it from being published');
    expect(summary([])).toBe('nothing is wrong');
  });

  it('is gone through in the order of lines, and around', () => {
    const notes: Note[] = [{ of: 'error', line: 31, said: '' }, { of: 'error', said: '' }, { of: 'warning', line: 15, said: '' }];
    expect([1, 15, 31].map((line) => nextLine(notes, line))).toEqual([15, 31, 15]);
    expect(nextLine([], 1)).toBeUndefined();
  });
});

describe('a text', () => {
  it('names its plugin and its operations once each', () => {
    const text = 'plugin: acme\nconnectors:\n  acme:\n    none: {issue.delete: no}\n    operations:\n      issue.get: {request: GET /x}\n      issue.list:\n        items: body\n      "issue.get": {}\n';
    expect(pluginOf(text)).toBe('acme');
    expect(operationsOf(text)).toEqual(['issue.get', 'issue.list']);
    expect(pluginOf('nothing')).toBe('');
  });
});

describe('a record that was read', () => {
  const schema = { properties: { title: {}, body: {}, labels: {} } };
  it('tells which fields have no value, in a page those of its first item', () => {
    expect(valueless(schema, { title: 'Late', labels: [] })).toEqual({ of: 3, without: ['body'] });
    expect(valueless({ properties: { items: { items: schema }, next: {} } }, { items: [{ title: 'Late', body: '' }] })).toEqual({ of: 3, without: ['labels'] });
    expect(valueless({ properties: { items: { items: schema } } }, { items: [] })).toEqual({ of: 0, without: [] });
  });
});

describe('an input', () => {
  it('is an object of JSON or told to be none', () => {
    expect(jsonObject(' ', 'The input')).toEqual({});
    expect(jsonObject('{"a": 1}', 'The input')).toEqual({ a: 1 });
    expect(jsonObject('[1]', 'The input')).toBe('The input is no JSON object. Write it as {"name": "value"}.');
    expect(jsonObject('{', 'The input')).toContain('no JSON object');
  });
});
